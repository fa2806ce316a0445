"""What the home page shows of the facts: the modes, usual errors, what is counted."""

import re
from collections.abc import Iterator

from ecsnet.facts import MODES, ErrorMessage, facts
from tools import ROOT, changelog
from tools.generate import drawings
from tools.generate.markdown import cell_parts, in_line, mode_link, words

# The properties of a card beside the use of its mode, which is its sentence.
_FACTS = ("ip_address", "security_groups")
_HELD = "copies_per_instance"
# What readers meet most, with the part of the message that they look for where all of it is longer
# than a line: first what apply ends with, then what a task does not start with.
USUAL = {
    "E5": "",
    "E4": "",
    "E6": "has target type instance, which is incompatible with the awsvpc network mode",
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


def _words(language: str) -> dict[str, str]:
    return {key: text[language] for key, text in facts().words.home.items()}


def cards(language: str) -> str:
    """A card for each mode; that of Windows, which has no miniature, is a line."""
    items = "\n".join(_card(mode, language) for mode in MODES)
    return f'<ul class="modes" markdown="block">\n\n{items}\n</ul>\n'


def _card(mode: str, language: str) -> str:
    cells = facts().modes.properties["use_case"].cells
    drawn = f"{drawings.miniature(mode)}\n" if mode in drawings.MINIATURES else ""
    flat = "" if drawn else ' class="flat"'
    # A narrow line must not end between a number and what it counts.
    use = re.sub(r"(?<=\d) (?=つ)", "&nbsp;", _bare(cell_parts(cells[mode], language)[-1]))
    where = words(language)["comma"].join(_places(mode, language))
    return (
        f'<li{flat} markdown="block">\n\n{drawn}'
        f'<div markdown="span">**{mode_link(mode, language)}**</div>\n\n{use}\n\n'
        f"{where}\n{{: .where }}\n\n<dl>\n{''.join(_facts(mode, language))}</dl>\n\n</li>\n"
    )


def _facts(mode: str, language: str) -> Iterator[str]:
    """The three facts of a card: two labels of the matrix, and what decides how many tasks fit."""
    known = facts().modes.properties
    for name in _FACTS:
        label = cell_parts(known[name].cells[mode], language)[0].replace("**", "")
        yield _fact(known[name].name[language], label)
    held = known[_HELD].cells[mode]
    label, *rest = cell_parts(held, language)
    said = [label, *map(_bare, rest)]
    colon = words(language)["colon"]
    yield _fact(_words(language)["copies"], in_line(held, said, language, colon))


def _fact(name: str, said: str) -> str:
    return f"<div><dt>{name}</dt><dd>{said}</dd></div>\n"


def _places(mode: str, language: str) -> Iterator[str]:
    """Where a mode runs. On ECS Anywhere, Windows has the default mode, and Linux the others."""
    for name, place in facts().chooser.places.items():
        supported = facts().compatibility.cell(mode, place.launch_type).value != "no"
        external = place.launch_type == "external"
        if supported and (not external or place.windows == (mode == "default")):
            yield facts().choices.places[name][language]


def first_sentence(text: str) -> str:
    """The first sentence of a text of either language, or what stands before its semicolon."""
    return re.split(r"(?<=。)|(?<=\.)\s+(?=[A-Z`])|;\s", text, maxsplit=1)[0]


def _bare(text: str) -> str:
    """The same as a label has it: without a full stop."""
    return first_sentence(text).rstrip("。.")


def usual_errors(language: str) -> str:
    """Messages with what mends them, in a line; each leads to where its entry opens."""
    items = "\n".join(_usual(facts().errors[name], part, language) for name, part in USUAL.items())
    return f'<div class="usual" markdown>\n\n{items}\n</div>\n'


def _usual(error: ErrorMessage, part: str, language: str) -> str:
    said, cause, others = _words(language), error.causes[0], len(error.causes) - 1
    fix = cause.brief or cause.fix or facts().rules[cause.rule or ""].fix
    told = first_sentence(fix[language]) if fix else ""
    not_started = error.group in _AFTER_APPLY
    tag = f' <span class="tag">{said["not_started"]}</span>' if not_started else ""
    more = f' <span class="more">{said["causes_left"].format(others)}</span>' if others else ""
    link = f"[`{part or error.text}`](errors.md#{error.id.lower()})"
    return f"- {link}{tag}\n\n    {told}{more}\n"


def numbers(language: str) -> str:
    """How much there is of what tests look at on every change."""
    said, known = _words(language), facts()
    cells = sum(len(prop.cells) for prop in known.modes.properties.values())
    cells += sum(len(row) for row in known.compatibility.cells.values())
    counted = {
        "examples": len(list((ROOT / "snippets").rglob("*.tf"))),
        "cells": cells,
        "rules": len(known.rules),
    }
    items = "".join(f"- **{count}** {said[what]}\n" for what, count in counted.items())
    return f'<div class="numbers" markdown>\n\n{items}\n</div>\n'


def changes(language: str) -> str:
    """The newest entries of the changelog."""
    entries = newest(changelog.read(language), _CHANGES)
    return "".join(f"- {entry}\n" for entry in entries)


def newest(found: list[changelog.Change], count: int) -> list[str]:
    """The last entries of the first version that has any, a line each, as they follow there."""
    return [change.text for change in found if change.version == found[0].version][-count:]
