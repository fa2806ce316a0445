"""The list of the errors page is what the facts say, and the command finds what was printed."""

import html
import re

import pytest
from support.pasted import AS_PRINTED, ERRORS
from support.paths import ROOT

from ecsnet import cli, error_search
from ecsnet.facts import LANGUAGES, facts

every_language = pytest.mark.parametrize("language", LANGUAGES)


def test_rules_and_causes_name_each_other() -> None:
    causes = {(e.id, c.rule) for e in ERRORS for c in e.causes if c.rule}
    assert causes == {(error, r.id) for r in facts().rules.values() for error in r.errors}


def included(language: str, pages: str) -> str:
    """What the pages include of the list, as text."""
    found = [
        path
        for page in sorted((ROOT / "docs" / language).glob(pages))
        for path in re.findall(
            r'^--8<-- "(generated/.+/errors/.+)"$', page.read_text(encoding="utf-8"), re.M
        )
    ]
    return "".join((ROOT / path).read_text(encoding="utf-8") for path in found)


@every_language
def test_every_message_has_one_entry(language: str) -> None:
    text = included(language, "errors/*.md")
    anchors = re.findall(r"^## .* \{#(\w+)\}$", text, re.M)
    assert sorted(anchors) == sorted(error.id.lower() for error in ERRORS)
    for error in ERRORS:
        assert f"\n{error.text}\n" in text
        for cause in error.causes:
            assert cause.text[language] in text


@every_language
def test_what_explains_a_cause_is_named_by_page_and_section(language: str) -> None:
    label = facts().words.pages["more"][language]
    colon = facts().words.pages["colon"][language]
    links = re.findall(
        rf"^\*\*{label}\*\* \[(.*)\]\(\.\./(\S+)\)$", included(language, "errors/*.md"), re.M
    )
    assert len(links) == sum(1 for error in ERRORS for cause in error.causes if cause.see)
    for text, address in links:
        page, _, section = text.partition(colon)
        written = (ROOT / "docs" / language / address.partition("#")[0]).read_text(encoding="utf-8")
        assert f"\n# {page}" in written
        if "rules/" not in address:
            assert f"{section} {{#{address.partition('#')[2]}}}\n" in written


def test_a_command_that_would_change_aws_is_not_simply_run_again() -> None:
    said = {error.command: error.again for error in ERRORS if error.command}
    assert said["terraform validate"] is said["cdk synth"] is None
    assert said["copilot svc deploy"] == "takes_effect"
    assert said["aws ecs run-task"] == "dry_run"


@every_language
def test_every_message_has_one_line_that_leads_to_its_entry(language: str) -> None:
    text = included(language, "errors.md")
    messages = [*ERRORS, *facts().other_messages.values()]
    anchors = re.findall(r'^<div id="(\w+)" markdown>$', text, re.M)
    assert sorted(anchors) == sorted(message.id.lower() for message in messages)
    shown = [html.unescape(code) for code in re.findall("<summary><code>(.*)</code>", text)]
    assert sorted(shown) == sorted(message.text for message in messages)
    for error in ERRORS:
        assert f"(errors/{error.group.replace('_', '-')}.md#{error.id.lower()})" in text


@every_language
def test_a_line_has_the_fix_of_a_single_cause_only(language: str) -> None:
    lines = dict(
        part.split('" markdown>', 1)
        for part in included(language, "errors.md").split('<div id="')[1:]
    )
    for error in ERRORS:
        fixes = [(c.brief or c.fix or facts().rules[c.rule].fix)[language] for c in error.causes]
        line = lines[error.id.lower()]
        assert (fixes[0] in line) == (len(fixes) == 1), error.id


@pytest.mark.parametrize(("error", "pasted"), AS_PRINTED.items())
def test_the_command_finds_what_was_printed(error: str, pasted: str) -> None:
    assert error_search.find(pasted).messages[0] == error


@every_language
def test_the_command_says_whose_message_it_is(
    capsys: pytest.CaptureFixture[str], language: str
) -> None:
    message = facts().errors["E49"].text
    cli.main(["explain", "ENM032", "--lang", language])
    shown = capsys.readouterr().out
    words = {key: text[language] for key, text in facts().words.command.items()}
    assert f"\n{words['terraform']}:\n  {message}\n" in shown
    assert words["aws"] not in shown
    cli.main(["explain", "--error", message, "--lang", language])
    assert f": {message}\n  {words['command']}: " in capsys.readouterr().out
