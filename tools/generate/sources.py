"""The sources page with the lists of evidence."""

from datetime import date

from ecsnet.facts import (
    ApiEvidence,
    Evidence,
    GuideEvidence,
    IssueEvidence,
    RunEvidence,
    SourceEvidence,
    Text,
    facts,
)
from tools.generate.markdown import aside, links, quoted, section, table, thread, words
from tools.generate.pins import pinned

API_REFERENCE = "https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_{}.html"


def evidence(kind: str, language: str) -> str:
    """Every piece of evidence of a kind, with the anchor the links point to."""
    rows = [
        [f'<span id="ev-{item.id}"></span>{first}', second]
        for item in facts().evidence.values()
        if item.kind == kind
        for first, second in [_described(item, language)]
    ]
    # What is quoted of the API has no day of its own: tests read it again in this version.
    name = words(language)["api_model" if kind == "api" else kind]
    heads = [name.format(botocore=pinned("botocore")), words(language)["content"]]
    return table(heads, rows)


def _described(item: Evidence, language: str) -> tuple[str, str]:
    match item:
        case ApiEvidence():
            name = f"`{item.shape}.{item.member}`" if item.member else f"`{item.shape}`"
            if item.enum:
                values = words(language)["comma"].join(f"`{value}`" for value in item.enum)
                return name, words(language)["enum"].format(values)
            page = API_REFERENCE.format(item.shape.removesuffix("Request"))
            return f"[{name}]({page})", quoted(item.sentence or "")
        case GuideEvidence():
            return f"[{quoted(item.title)}]({item.url})", _noted(item.checked, item.note, language)
        case IssueEvidence():
            return f"[`{thread(item)}`]({item.url})", _noted(item.checked, item.note, language)
        case SourceEvidence():
            place = f"`{item.symbol}`" + (
                f"{words(language)['colon']}{quoted(item.quote)}" if item.quote else ""
            )
            said = f"{place}<br>{item.note[language]}" if item.note else place
            when = f"{words(language)['checked']} {item.checked.isoformat()}"
            return f"[`{item.repository}` `{item.path}`]({item.url})", said + aside(when, language)
        case RunEvidence():
            when = f"{words(language)['checked']} {item.checked.isoformat()}"
            return item.tool, item.what[language] + aside(when, language)
    raise TypeError(item)


def _noted(checked: date, note: Text | None, language: str) -> str:
    when = f"{words(language)['checked']} {checked.isoformat()}"
    return note[language] + aside(when, language) if note else when


def other_linters(language: str) -> str:
    """What each other tool checks, and the rule here or the reason why there is none."""
    ui, rules = words(language), facts().rules
    parts = []
    for tool in dict.fromkeys(check.tool for check in facts().other_checks):
        rows = []
        for check in (check for check in facts().other_checks if check.tool == tool):
            here = [
                f"[{rule}](rules/{facts().topics[rules[rule].topic].slug}.md#{rule.lower()})"
                for rule in check.covered_by
            ]
            said = [ui["comma"].join(here)] if here else []
            said += [check.why[language]] if check.why else []
            name = f"`{check.check}`<br>{links(check.evidence, language)}"
            rows.append([name, check.what[language], "<br>".join(said)])
        anchor = f"linter-{tool.lower().replace(' ', '-').replace('/', '-')}"
        body = table([ui["check"], ui["asks"], ui["here"]], rows)
        parts.append(section(tool, anchor, body))
    return "\n".join(parts)


def contradictions(language: str) -> str:
    """Statements of AWS that cannot hold together, and what this site does about them."""
    ui = words(language)
    rows = [
        [
            f'<span id="{item.id}"></span>{item.topic[language]}',
            "<br>".join(
                f"**{name}** {side.text[language]}"
                + aside(links(side.evidence, language), language)
                for name, side in zip("ABC", item.sides, strict=False)
            ),
            item.advice[language],
        ]
        for item in facts().contradictions
    ]
    return table([ui["topic"], ui["statements"], ui["advice"]], rows)


def unconfirmed(language: str) -> str:
    """What could not be confirmed, as a list."""
    lines = []
    for item in facts().unconfirmed:
        cited = aside(links(item.evidence, language), language) if item.evidence else ""
        lines.append(f"- {item.text[language]}{cited}\n")
    return "".join(lines)
