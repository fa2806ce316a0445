"""`ecsnet explain` and `ecsnet rules`."""

import re

import pytest
from support.command import process
from support.paths import SNIPPETS

from ecsnet import error_search, facts


@pytest.mark.parametrize("language", facts.LANGUAGES)
@pytest.mark.parametrize("rule", facts.facts().rules.values(), ids=lambda rule: rule.id)
def test_every_rule_is_explained_in_full(run, rule: facts.Rule, language: str) -> None:
    result = run("explain", rule.id, "--lang", language)
    assert result.status == 0
    folded = re.sub(r"\n  ", "\n", result.out)
    for text in (rule.title, rule.what, rule.why, rule.fix):
        assert text[language] in folded
    for error in rule.errors:
        assert facts.facts().errors[error].text in folded
    for verdict in ("bad", "good"):
        source = (SNIPPETS / "rules" / rule.id / f"{verdict}.tf").read_text(encoding="utf-8")
        example = source.split("[start:example]\n")[1].split("# --8<-- [end:example]")[0]
        kept = [line for line in example.splitlines() if "--8<--" not in line]
        assert "\n".join(kept).strip() in folded
    assert "--8<--" not in result.out
    for item in rule.evidence:
        evidence = facts.facts().evidence[item]
        assert getattr(evidence, "url", "") in result.out
        if lab := getattr(evidence, "lab", None):
            assert f"see-it-run/#run-{lab}\n" in result.out


def test_a_rule_is_explained_by_its_name_too(run) -> None:
    assert run("explain", "awsvpc-host-port").out == run("explain", "enm003").out


@pytest.mark.parametrize("language", facts.LANGUAGES)
def test_a_rule_says_whether_aws_answers(run, language: str) -> None:
    words = {key: text[language] for key, text in facts.facts().words.command.items()}
    for rule in facts.facts().rules.values():
        if not rule.errors:
            refused = "no_message" if rule.level == "error" else "undocumented"
            said = words["accepted" if rule.accepted else refused]
            out = run("explain", rule.id, "--lang", language).out
            assert f"\n{words['aws']}:\n  {said}\n" in out


def test_an_unknown_rule_is_refused(run) -> None:
    result = run("explain", "ENM999")
    assert (result.status, result.err) == (
        2,
        "ecsnet: unknown rule 'ENM999'; run 'ecsnet rules' to list them\n",
    )
    assert run("explain").status == 2
    assert run("explain", "ENM003", "--error", "x").status == 2


@pytest.mark.parametrize("language", facts.LANGUAGES)
def test_the_steps_of_a_check_are_below_its_label(run, language: str) -> None:
    error = facts.facts().errors["E132"]
    out = run("explain", "--lang", language, "--error", error.text).out
    label = facts.facts().words.command["how_to_check"][language]
    first, *steps = filter(None, error.check.text[language].splitlines())
    assert "\n".join([f"  {label}: {first}", *(f"    {step}" for step in steps)]) in out


@pytest.mark.parametrize("language", facts.LANGUAGES)
def test_an_error_of_aws_is_explained(run, language: str) -> None:
    result = run("explain", "--lang", language, "--error", facts.facts().errors["E1"].text)
    assert result.status == 0
    assert result.out.startswith("E1: ")
    assert facts.facts().rules["ENM003"].fix[language] in result.out
    assert facts.facts().errors["E1"].causes[0].text[language] in result.out


def test_an_error_is_read_from_standard_input() -> None:
    result = process("explain", "--error", "-", input=facts.facts().errors["E5"].text)
    assert result.stdout.startswith("E5: ")


def test_an_unknown_error_is_said_to_be_unknown(run) -> None:
    result = run("explain", "--error", "the dog ate my homework")
    assert (result.status, result.out) == (1, "No error matches.\n")


@pytest.mark.parametrize("language", facts.LANGUAGES)
def test_what_is_only_similar_is_named_and_not_explained(run, language: str) -> None:
    text = "an APPMESH proxy needs another mode"
    result = run("explain", "--lang", language, "--error", text)
    first, _, message, page = result.out.splitlines()
    error = facts.facts().errors["E13"]
    assert (result.status, first) == (1, facts.facts().words.command["no_match"][language])
    assert message == f"  E13: {error.text}"
    assert page.endswith("errors/#e13")
    assert error.causes[0].text[language] not in result.out


@pytest.mark.parametrize("language", facts.LANGUAGES)
def test_a_part_lists_the_messages_that_contain_it(run, language: str) -> None:
    result = run("explain", "--lang", language, "--error", "hostPort")
    assert result.status == 0
    assert result.out.startswith(facts.facts().words.command["part"][language])
    assert f"  E1: {facts.facts().errors['E1'].text}\n" in result.out


@pytest.mark.parametrize(("language", "rest"), [("en", "7 more"), ("ja", "ほかに 7 件")])
def test_of_many_messages_that_contain_a_part_the_first_are_named(
    run, language: str, rest: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = error_search.find("awsvpc")
    monkeypatch.setattr(error_search, "NAMED", len(found.messages) + found.more - 7)
    result = run("explain", "--lang", language, "--error", "awsvpc")
    assert result.status == 0
    assert rest in result.out.splitlines()[-1]


def test_a_part_of_one_message_explains_it(run) -> None:
    part = run("explain", "--error", "is already using a port required by your task.")
    whole = run("explain", "--error", facts.facts().errors["E42"].text)
    assert (part.status, part.out) == (0, whole.out)


@pytest.mark.parametrize("language", facts.LANGUAGES)
def test_a_message_about_something_else_names_the_page_of_aws(run, language: str) -> None:
    other = facts.facts().other_messages["X1"]
    result = run("explain", "--lang", language, "--error", f'"reason": "{other.text}"')
    assert result.status == 0
    assert facts.facts().words.command["not_network"][language] in result.out
    assert result.out.endswith(f"{other.url}\n")


@pytest.mark.parametrize("language", facts.LANGUAGES)
def test_the_rules_are_listed(run, language: str) -> None:
    lines = run("rules", "--lang", language).out.splitlines()
    assert [line.split()[0] for line in lines] == list(facts.facts().rules)
    for line, rule in zip(lines, facts.facts().rules.values(), strict=True):
        assert line.endswith(f"{rule.name}: {rule.title[language]}")
