"""What the command is asked: which rules, in which language."""

import json

import pytest
from support.command import BAD, TASK, write

from ecsnet import facts


def test_rules_are_chosen_by_id_and_by_prefix(run) -> None:
    write("main.tf", TASK.replace("memory = 128", 'memory = 128, hostname = "x"'))
    everything = run("check", "--format", "json").rules
    assert sorted(everything) == ["ENM003", "ENM016"]
    assert run("check", "--format", "json", "--select", "ENM003,ENM001").rules == ["ENM003"]
    assert run("check", "--format", "json", "--select", "enm01").rules == ["ENM016"]
    assert run("check", "--format", "json", "--ignore", "ENM01").rules == ["ENM003"]
    ignored = run("check", "--format", "json", "--ignore", "ENM003", "--ignore", "ENM016")
    assert (ignored.rules, ignored.status) == ([], 0)


def test_a_choice_of_no_rule_is_refused(run) -> None:
    result = run("check", "--select", "ENM9")
    assert result.status == 2
    assert result.err == "ecsnet: no rule ID begins with 'ENM9'; run 'ecsnet rules' to list them\n"


@pytest.mark.parametrize(
    "arguments", [["--select", "ENM004", "--ignore", "ENM00"], ["--ignore", "ENM"]]
)
def test_a_choice_that_leaves_no_rule_is_refused(run, arguments: list[str]) -> None:
    result = run("check", *arguments, BAD)
    assert result.status == 2
    assert result.err == "ecsnet: no rules to run: every selected rule is also ignored\n"


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({}, "en"),
        ({"LANG": "ja_JP.UTF-8"}, "ja"),
        ({"LANG": "ja_JP.UTF-8", "LC_MESSAGES": "en_US.UTF-8"}, "en"),
        ({"LANG": "en_US", "LC_MESSAGES": "C", "LC_ALL": "ja_JP"}, "ja"),
        ({"LANG": "ja_JP", "LC_ALL": ""}, "ja"),
        ({"LANG": "de_DE.UTF-8"}, "en"),
    ],
)
def test_the_language_is_that_of_the_locale(
    run, monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], language: str
) -> None:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    message = json.loads(run("check", "--format", "json", BAD).out)["findings"][0]["message"]
    given = {
        lang: json.loads(run("check", "--format", "json", "--lang", lang, BAD).out)["findings"][0]
        for lang in facts.LANGUAGES
    }
    assert message == given[language]["message"]
    assert given["ja"]["url"] == "rules/ports/#enm003"
    assert given["en"]["url"] == "en/rules/ports/#enm003"
