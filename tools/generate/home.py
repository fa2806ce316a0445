"""What the home page shows of the facts: the modes as cards, ways in, usual errors, true numbers."""

import re
from collections.abc import Iterator
from html import escape

from ecsnet.facts import LANGUAGES, MODES, Cell, ErrorMessage, facts
from tools import ROOT
from tools.generate import drawings
from tools.generate.markdown import MODE_PAGES, cell_parts, mode_link, words

# The properties of a card beside the use of its mode, which is its sentence.
_FACTS = ("ip_address", "security_groups")
_HELD = "copies_per_instance"
# What readers meet most, with the part of the message that they look for where all of it is long:
# first what apply ends with, then what a task does not start with.
USUAL = {
    "E5": "",
    "E4": "",
    "E6": "",
    "E1": "",
    "E14": "",
    "E3": "",
    "E41": "RESOURCE:ENI",
    "E42": "is already using a port required by your task",
    "E132": "CannotPullContainerError",
    "E134": "ResourceInitializationError",
}
_AFTER_APPLY = ("placement", "stopped")
_CHANGES = 4


def cards(language: str) -> str:
    """A card for each mode; that of Windows is a line."""
    items = "\n".join(_card(mode, language) for mode in MODES)
    return f'<ul class="modes" markdown="block">\n\n{items}\n</ul>\n'


def _card(mode: str, language: str) -> str:
    known = facts().modes.properties
    drawn = drawings.miniature(mode) if mode in drawings.MINIATURES else ""
    flat = "" if drawn else ' class="flat"'
    use = first_sentence(cell_parts(known["use_case"].cells[mode], language)[-1])
    return (
        f'<li{flat} markdown="block">\n\n{drawn}\n**{mode_link(mode, language)}**\n\n{use}\n\n'
        f"<dl>\n{''.join(_facts(mode, language))}</dl>\n\n</li>\n"
    )


def _facts(mode: str, language: str) -> Iterator[str]:
    ui, known = words(language), facts().modes.properties
    for name in _FACTS:
        label = cell_parts(known[name].cells[mode], language)[0].replace("**", "")
        yield _fact(known[name].name[language], label)
    yield _fact(ui["copies"], _held(known[_HELD].cells[mode], language))
    yield _fact(ui["runs_on"], ui["comma"].join(_places(mode, language)))


def _fact(name: str, said: str) -> str:
    return f"<div><dt>{_as_html(name)}</dt><dd>{said}</dd></div>\n"


def _held(cell: Cell, language: str) -> str:
    """Whether several copies of a task fit, and the first thing that decides it."""
    label, *rest = cell_parts(cell, language)
    return words(language)["colon"].join([label, *(first_sentence(text) for text in rest)])


def _places(mode: str, language: str) -> Iterator[str]:
    for launch_type, name in facts().compatibility.launch_types.items():
        if facts().compatibility.cell(mode, launch_type).value != "no":
            yield name[language]


def first_sentence(text: str) -> str:
    """The first sentence of a text of either language, or what stands before its semicolon."""
    return re.split(r"(?<=。)|(?<=[.])\s+(?=[A-Z`])|;\s|。", text, maxsplit=1)[0]


def _as_html(text: str) -> str:
    return re.sub("`(.+?)`", r"<code>\1</code>", escape(text, quote=False))


def places(language: str) -> str:
    """The places of the chooser, each as the answer to its first question."""
    named = facts().choices.places
    links = "".join(
        f"- [{named[name][language]}](choose.md?on={place.slug})\n"
        for name, place in facts().chooser.places.items()
    )
    return f'<div class="places" markdown>\n\n{links}\n</div>\n'


def usual_errors(language: str) -> str:
    """Messages with what mends them, in a line; each leads to where its entry opens."""
    items = "\n".join(
        _usual(facts().errors[name], part, language) for name, part in USUAL.items()
    )
    return f'<div class="usual" markdown>\n\n{items}\n</div>\n'


def _usual(error: ErrorMessage, part: str, language: str) -> str:
    ui, cause = words(language), error.causes[0]
    fix = cause.fix or facts().rules[cause.rule or ""].fix
    tags = f' <span class="tag">{ui["not_started"]}</span>' if error.group in _AFTER_APPLY else ""
    others = len(error.causes) - 1
    more = f' <span class="more">{ui["more_causes"].format(others)}</span>' if others else ""
    said = first_sentence(fix[language]) if fix else ""
    link = f"[`{part or error.text}`](errors.md#{error.id.lower()})"
    return f"- {link}{tags}\n\n    {said}{more}\n"


def numbers(language: str) -> str:
    """How much there is of what tests look at on every change."""
    ui, known = words(language), facts()
    cells = sum(len(p.cells) for p in known.modes.properties.values())
    cells += sum(len(row) for row in known.compatibility.cells.values())
    counted = {
        "examples": len(list((ROOT / "snippets").rglob("*.tf"))),
        "cells_with_evidence": cells,
        "rules_checked": len(known.rules),
    }
    items = "".join(f"- **{count}** {ui[what]}\n" for what, count in counted.items())
    return f'<div class="numbers" markdown>\n\n{items}\n</div>\n'


def changes(language: str) -> str:
    """The newest entries of the changelog, which is in English."""
    if language != LANGUAGES[-1]:
        return words(language)["changes_elsewhere"] + "\n"
    text = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    return "".join(f"- {entry}\n" for entry in newest(text, _CHANGES))


def newest(changelog: str, count: int) -> list[str]:
    """The last entries of the first version that has any, the newest first, a line each."""
    for version in re.split(r"^## ", changelog, flags=re.MULTILINE)[1:]:
        entries = re.findall(r"^- (.+(?:\n  .+)*)", version, re.MULTILINE)
        if entries:
            return [" ".join(entry.split()) for entry in reversed(entries[-count:])]
    return []
