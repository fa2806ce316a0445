"""The rules: their list, and each as an entry of its topic's page and as a mistake."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

from ecsnet import check_text
from ecsnet.diagnostics import Result
from ecsnet.facts import SPEAKERS, Rule, Topic, facts
from ecsnet.report import fix
from ecsnet.report.as_text import as_text
from ecsnet.sections import includes, shown_lines
from ecsnet.sections import section as section_of
from tools import ROOT
from tools.generate import questions, stacks
from tools.generate.diff import Difference
from tools.generate.markdown import section, table, topic_page, words
from tools.generate.template import render


def index(language: str) -> str:
    """A table of rules for each topic, in the order of the topics' pages."""
    ui = words(language)
    header = [ui["id"], ui["rule"], ui["level"], ui["name"]]
    parts = []
    for topic in facts().topics.values():
        rows = [
            [
                f"[{rule.id}]({topic_page(rule)}#{rule.id.lower()})",
                rule.title[language],
                _level(rule, language),
                f"`{rule.name}`",
            ]
            for rule in facts().rules.values()
            if rule.topic == topic.id
        ]
        parts.append(section(topic.title[language], topic.slug, table(header, rows)))
    return "\n".join(parts)


def entries(topic: Topic, language: str) -> str:
    """All rules of a topic, for its page: a table that leads to them, then each."""
    ui = words(language)
    of_topic = [rule for rule in facts().rules.values() if rule.topic == topic.id]
    rows = [
        [f"[{rule.id}](#{rule.id.lower()})", rule.title[language], _level(rule, language)]
        for rule in of_topic
    ]
    contents = table([ui["id"], ui["rule"], ui["level"]], rows)
    return "\n".join([contents, *(_entry(rule, language) for rule in of_topic)])


def _entry(rule: Rule, language: str) -> str:
    """What, why, both examples and what the checker says."""
    return render(
        "rule",
        language,
        rule=rule,
        level=_level(rule, language),
        answers=list(_answers(rule)),
        difference=difference(rule.id),
        fix=_fix(rule, language),
        output=_output(rule, language),
        stacks=stacks.of_rule(rule.id, language),
        questions=questions.of_rule(rule.id, language),
    )


def mistakes_on_pages(language: str) -> list[str]:
    """The rules whose mistake a page includes: the others need none.

    Raises:
        ValueError: a page includes the mistake of a rule that there is not.
    """
    asked = set()
    for page in sorted((ROOT / "docs" / language).rglob("*.md")):
        for include in includes(page.read_text(encoding="utf-8")):
            path = Path(include.path)
            if path.parent == Path("generated", language, "mistakes"):
                if path.stem not in facts().rules:
                    raise ValueError(f"{page.relative_to(ROOT)}:{include.line}: no such rule")
                asked.add(path.stem)
    return sorted(asked)


def mistake(rule: Rule, language: str) -> str:
    """A rule on the page of a mode: what AWS says, what to change, and that in a line."""
    return render(
        "mistake",
        language,
        rule=rule,
        page=topic_page(rule),
        answers=list(_answers(rule)),
        difference=difference(rule.id, "mistake"),
        fix=_fix(rule, language),
    )


def difference(rule_id: str, part: str = "example") -> str:
    """What to change in the wrong example, which is shown from a section of it on.

    What the checker points at is marked.
    """
    folder = f"snippets/rules/{rule_id}"
    bad, good = ((ROOT / folder / name).read_text("utf-8") for name in ("bad.tf", "good.tf"))
    numbers = shown_lines(bad, "example")
    places = {line: n for n, line in enumerate(numbers)}
    marks = {
        places[at.line]: (at.column - 1, max(at.end, at.column + 1) - 1)
        for at in (finding.at for finding in _checked(rule_id).findings)
    }
    shown = [places[line] for line in shown_lines(bad, part)]
    found = Difference(section_of(bad, "example"), section_of(good, "example"), marks)
    files = f'data-before="{folder}/bad.tf" data-after="{folder}/good.tf"'
    return found.html(files, range(shown[0], shown[-1] + 1))


def _level(rule: Rule, language: str) -> str:
    return f'<span class="level level-{rule.level}">{words(language)[rule.level]}</span>'


def _answers(rule: Rule) -> Iterator[tuple[str, str]]:
    """Who answers a configuration that breaks a rule, and the messages, one a line."""
    errors = [facts().errors[error] for error in rule.errors]
    for speaker in SPEAKERS:
        texts = [error.text for error in errors if error.speaker == speaker]
        if texts:
            yield speaker, "\n".join(texts)


def _fix(rule: Rule, language: str) -> str:
    """What the checker says of the bad example's mistake: a rule may find several."""
    return fix(_checked(rule.id).findings[0], language)


def _output(rule: Rule, language: str) -> str:
    """What the checker really says about the bad example."""
    result = _checked(rule.id)
    return as_text(result.findings, result.sources, language).rstrip()


@cache
def _checked(rule_id: str) -> Result:
    bad = ROOT / "snippets" / "rules" / rule_id / "bad.tf"
    result = check_text(bad.read_text(encoding="utf-8"), bad.name)
    if result.problems:
        raise ValueError(result.problems[0].shown("en"))
    return result
