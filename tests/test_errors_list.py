"""The list of the errors page is what the facts say, and the command finds what was printed."""

import re

import pytest
from conftest import ROOT
from test_matching import ERRORS

from ecsnet import cli, facts, matching
from tools import generate

every_language = pytest.mark.parametrize("language", facts.LANGUAGES)

# What the threads of facts/evidence.toml show around the messages, as their tools printed it.
AS_PRINTED = {
    "E5": """\
\x1b[31m╷\x1b[0m\x1b[0m
\x1b[31m│\x1b[0m \x1b[0m\x1b[1m\x1b[31mError: \x1b[0m\x1b[0m\x1b[1mcreating ECS Service (web): \
operation error ECS: CreateService, https response error StatusCode: 400, RequestID: \
5b3ad9c4-8c1f-4d1a-9d6c-000000000000, InvalidParameterException: Network Configuration is not \
valid for the given networkMode of this
\x1b[31m│\x1b[0m \x1b[0mtask definition.
\x1b[31m│\x1b[0m \x1b[0m
\x1b[31m│\x1b[0m \x1b[0m  with aws_ecs_service.web,
\x1b[31m│\x1b[0m \x1b[0m  on main.tf line 30, in resource "aws_ecs_service" "web":
\x1b[31m╵\x1b[0m\x1b[0m
""",
    "E6": """\
Error: InvalidParameterException: The provided target group
arn:aws:elasticloadbalancing:eu-central-1:000000000000:targetgroup/web/0123456789abcdef has target
type instance, which is incompatible with the awsvpc network mode specified in the task
definition.
        status code: 400, request id: 00000000-e9ba-11e8-bdb8-000000000000
""",
}


def test_rules_and_causes_name_each_other() -> None:
    causes = {(e.id, c.rule) for e in ERRORS for c in e.causes if c.rule}
    assert causes == {(error, r.id) for r in facts.rules().values() for error in r.errors}


@every_language
def test_every_message_has_one_entry(language: str) -> None:
    page = (ROOT / "docs" / language / "errors.md").read_text(encoding="utf-8")
    listed = re.findall(r'^--8<-- "(generated/.+)"$', page, re.M)
    text = "".join((ROOT / path).read_text(encoding="utf-8") for path in listed)
    anchors = re.findall(r"^### .* \{#(\w+)\}$", text, re.M)
    assert sorted(anchors) == sorted(error.id.lower() for error in ERRORS)
    for error in ERRORS:
        assert f"\n{error.text}\n" in text
        for cause in error.causes:
            assert cause.text[language] in text


def test_calls_are_all_in_a_section() -> None:
    known = {call for calls in generate._ERROR_GROUPS.values() for call in calls}
    assert {error.call.split(", ")[0] for error in ERRORS} <= known


@pytest.mark.parametrize(("error", "pasted"), AS_PRINTED.items())
def test_the_command_finds_what_was_printed(error: str, pasted: str) -> None:
    assert matching.find(pasted)[0] == matching.Match(error, True)


@every_language
def test_the_command_says_whose_message_it_is(
    capsys: pytest.CaptureFixture[str], language: str
) -> None:
    message = facts.errors()["E49"].text
    cli.main(["explain", "ENM032", "--lang", language])
    shown = capsys.readouterr().out
    words = cli._WORDS[language]
    assert f"\n{words['terraform']}:\n  {message}\n" in shown
    assert words["aws"] not in shown
    cli.main(["explain", "--error", message, "--lang", language])
    assert f": {message}\n  {words['command']}: " in capsys.readouterr().out
