"""The rules: their list, and each as an entry of its topic's page and as a mistake."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

from ecsnet import report, rules, terraform
from ecsnet.facts import SPEAKERS, Rule, facts
from ecsnet.model import Finding
from tools import ROOT
from tools.generate.markdown import aside, fence, include, links, section, table, words


def topic_page(rule: Rule) -> str:
    """The page of docs/*/rules/ that has the entry of a rule."""
    return f"{facts().topics[rule.topic].slug}.md"


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


def entry(rule: Rule, language: str) -> str:
    """A rule on the page of its topic: what, why, both examples and what the checker says."""
    ui = words(language)
    since = ui["since"].format(rule.since)
    return "\n".join(
        [
            _heading(rule, language),
            f"{_level(rule, language)} `{rule.name}`{aside(since, language)}\n",
            rule.what[language] + "\n",
            f"**{ui['why']}** {rule.why[language]}\n",
            *_answers(rule, language),
            f"**{ui['bad']}**\n",
            include(f"rules/{rule.id}/bad.tf", "example"),
            f"**{ui['output']}**\n",
            _output(rule, language),
            f"**{ui['good']}**\n",
            include(f"rules/{rule.id}/good.tf", "example"),
            f"**{ui['sources']}** {links(rule.evidence, language, '../')}\n",
        ]
    )


def mistake(rule: Rule, language: str) -> str:
    """A rule on the page of a mode: the wrong lines, what the checker says, and the fix."""
    link = f"[{words(language)['entry']}](../rules/{topic_page(rule)}#{rule.id.lower()})"
    return "\n".join(
        [
            _heading(rule, language),
            include(f"rules/{rule.id}/bad.tf", "mistake"),
            _output(rule, language),
            f"{rule.fix[language]}\n",
            link + "\n",
        ]
    )


def _heading(rule: Rule, language: str) -> str:
    return f"### {rule.id}{words(language)['colon']}{rule.title[language]} {{#{rule.id.lower()}}}\n"


def _level(rule: Rule, language: str) -> str:
    return f'<span class="level level-{rule.level}">{words(language)[rule.level]}</span>'


def _answers(rule: Rule, language: str) -> Iterator[str]:
    """The messages of a rule under the name of who says them."""
    ui, errors = words(language), [facts().errors[error] for error in rule.errors]
    for speaker in SPEAKERS:
        texts = [error.text for error in errors if error.speaker == speaker]
        if texts:
            yield f"**{ui[f'{speaker}_says']}**\n"
            yield fence("text", "\n".join(texts))
    if not errors:
        yield f"**{ui['aws_says']}**\n"
        yield ui["no_message"] + "\n"


def _output(rule: Rule, language: str) -> str:
    """What the checker really says about the bad example."""
    bad = ROOT / "snippets" / "rules" / rule.id / "bad.tf"
    sources, findings = _checked(bad)
    return fence("text", report.text(findings, sources, language, {str(bad): "bad.tf"}))


@cache
def _checked(file: Path) -> tuple[dict[str, str], list[Finding]]:
    part = terraform.configuration([file])
    if part.errors:
        raise part.errors[0]
    return part.sources, rules.check(terraform.build(part))
