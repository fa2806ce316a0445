"""What readers see go wrong: the table that leads to its sections, and what each leads to."""

import re
from functools import cache

from ecsnet.facts import MODES, Symptom, facts
from tools import ROOT
from tools.generate.markdown import links, mode_link, table, topic_page, words
from tools.generate.rules import difference

PAGE = "troubleshooting.md"
_HEADING = re.compile(r"^## (.+?) \{#([\w-]+)\}$", re.MULTILINE)
# The sections of the page that are about no symptom.
_OTHERS = {"first-look", "check", "sources"}


@cache
def headings(language: str) -> dict[str, str]:
    """The symptoms as the page names them, by id.

    Raises:
        ValueError: the page has other sections than the facts, or in another order.
    """
    found = {anchor: title for title, anchor in _HEADING.findall(_page(language))}
    symptoms = [anchor for anchor in found if anchor not in _OTHERS]
    if symptoms != list(facts().symptoms):
        raise ValueError(f"docs/{language}/{PAGE} and symptoms.toml differ in their sections")
    return found


@cache
def _page(language: str) -> str:
    return (ROOT / "docs" / language / PAGE).read_text(encoding="utf-8")


@cache
def _sections(language: str) -> dict[str, str]:
    """The text of each section, by its id."""
    parts = _HEADING.split(_page(language))
    return dict(zip(parts[2::3], parts[3::3], strict=True))


def overview(language: str) -> str:
    """One table: each symptom with a link to its section, what shows it, and the modes."""
    ui = words(language)
    rows = [
        [
            f"[{headings(language)[symptom.id]}](#{symptom.id})",
            symptom.shows[language],
            _modes(symptom, language),
        ]
        for symptom in facts().symptoms.values()
    ]
    return table([ui["symptom"], ui["symptom_shows"], ui["modes"]], rows)


def _modes(symptom: Symptom, language: str) -> str:
    ui = words(language)
    if set(symptom.modes) == set(MODES):
        return ui["all_modes"]
    return ui["comma"].join(mode_link(mode, language) for mode in symptom.modes)


def related(symptom: Symptom, language: str) -> str:
    """The messages that come with a symptom, the rules that find its causes, and the evidence.

    A message or a run to which the section leads is not listed again: the page is a heavy one.
    """
    ui, known = words(language), facts()
    text = _sections(language)[symptom.id]
    more = [error for error in symptom.errors if f"errors.md#{error.lower()})" not in text]
    errors = [
        f"[{known.errors[error].title[language]}](errors.md#{error.lower()})" for error in more
    ]
    label = "symptom_errors" if len(more) == len(symptom.errors) else "symptom_more_errors"
    evidence = [each for each in symptom.evidence if f"see-it-run.md#{each})" not in text]
    rules = [
        f"[{rule}](rules/{topic_page(known.rules[rule])}#{rule.lower()})" for rule in symptom.rules
    ]
    parts = {
        label: ui["comma"].join(errors),
        "symptom_rules": ui["comma"].join(rules),
        "evidence": links(evidence, language),
    }
    listed = "".join(f"- {ui[key]}{ui['colon']}{said}\n" for key, said in parts.items() if said)
    return f'<div class="related" markdown>\n\n{listed}\n</div>\n'


def diff(symptom: Symptom) -> str:
    """What to change in the Terraform that causes a symptom."""
    assert symptom.diff
    return f"{difference(symptom.diff, 'mistake')}\n"


def fragments(language: str) -> dict[str, str]:
    """What the page includes: path within the folder of its language to content."""
    made = {"symptoms.md": overview(language)}
    for symptom in facts().symptoms.values():
        made[f"symptoms/{symptom.id}.md"] = related(symptom, language)
        if symptom.diff:
            made[f"symptoms/{symptom.id}-diff.md"] = diff(symptom)
    return made
