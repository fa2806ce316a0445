"""The chooser and the calculator: their forms, and the data that their scripts work with."""

import json
import re
from collections.abc import Iterable
from functools import cache
from html import escape
from typing import Any

from ecsnet.choose import allowed, limits, meets
from ecsnet.choose.decide import PREFERENCE, ROWS
from ecsnet.facts import LANGUAGES, MODES, Cell, facts
from tools import ROOT
from tools.generate import stacks
from tools.generate.markdown import MODE_PAGES, in_line, title_of, topic_page, words

_HEADING = re.compile(r"^#{2,3} .*\{#([\w-]+)\}$")


@cache
def section_of(snippet: str) -> str:
    """Where the pages show a snippet first: a page in docs/ and the anchor of the section.

    Raises:
        ValueError: no page of a mode shows it.
    """
    for page in MODE_PAGES.values():
        anchor = ""
        text = (ROOT / f"docs/{LANGUAGES[0]}/modes/{page}.md").read_text(encoding="utf-8")
        for line in text.splitlines():
            if heading := _HEADING.match(line):
                anchor = heading[1]
            if line.startswith(f'--8<-- "snippets/{snippet}:'):
                return f"modes/{page}.md#{anchor}"
    raise ValueError(f"no page of a mode shows snippets/{snippet}")


def data_json(language: str) -> str:
    """What ``decide.js`` and ``density.js`` work with, and the texts of a language."""
    return json.dumps(data(language), ensure_ascii=False, separators=(",", ":")) + "\n"


def data(language: str) -> dict[str, Any]:
    """The same as a dictionary."""
    known, chooser = facts(), facts().chooser
    made: dict[str, Any] = {
        "$schema": "choose.schema.json",
        "modes": list(MODES),
        "rows": list(ROWS),
        "single": [m for m in MODES if known.modes.value("copies_per_instance", m) == "impossible"],
        "reread": list(known.trunking.reread.families),
        "reserved": chooser.subnets.reserved,
        "each": chooser.addresses.per_interface,
        "types": {name: [limit.bare, limit.trunked] for name, limit in limits().items()},
        "counted": [
            *chooser.subnets.evidence,
            *chooser.addresses.evidence,
            *chooser.rolling.evidence,
        ],
        "figures": list(dict.fromkeys(_figures())),
        "places": {name: _place(name, language) for name in chooser.places},
        "needs": {name: _need(name, language) for name in chooser.needs},
        "tasks": {mode: _tasks(mode, language) for mode in MODES},
        "pages": {mode: f"modes/{page}/" for mode, page in MODE_PAGES.items()},
        "stacks": {
            choice.stack: stacks.title_of(choice.stack, choice.mode, language)
            for row in known.choices.cells.values()
            for choice in row.values()
            if choice.stack
        },
        "topics": _topics(language),
        "rules": _rules(language),
        "words": {
            "colon": words(language)["colon"],
            "comma": words(language)["comma"],
            **{key: text[language] for key, text in known.words.chooser.items()},
        },
    }
    cited = sorted(set(_cited(made)))
    made["evidence"] = {key: words(language)[known.evidence[key].kind] for key in cited}
    return made


def _topics(language: str) -> dict[str, str]:
    """The titles of the pages that explain a place or a need, by address."""
    chooser = facts().chooser
    named = {place.topic for place in chooser.places.values()}
    named |= {need.topic for need in chooser.needs.values()}
    return {page: title_of(page, language) for page in sorted(filter(None, named))}


def _need(name: str, language: str) -> dict[str, Any]:
    need = facts().chooser.needs[name]
    return {
        "row": need.row,
        "slug": need.slug,
        "label": need.label[language],
        "topic": need.topic,
        "why": {mode: _property(need.property, mode, language) for mode in MODES},
    }


def _tasks(mode: str, language: str) -> dict[str, Any]:
    """What limits the tasks on one instance."""
    limit = "eni_limit" if mode == "awsvpc" else "copies_per_instance"
    return _property(limit, mode, language)


def _figures() -> Iterable[str]:
    trunking = facts().trunking
    for table in (trunking.guide, trunking.interfaces, trunking.unsupported):
        yield from table.evidence


def _cited(value: Any) -> Iterable[str]:
    if isinstance(value, dict):
        for key, item in value.items():
            if key in ("ev", "figures", "counted"):
                yield from item
            else:
                yield from _cited(item)
    elif isinstance(value, list):
        for item in value:
            yield from _cited(item)


def _place(name: str, language: str) -> dict[str, Any]:
    chooser, choices = facts().chooser, facts().choices
    place = chooser.places[name]
    modes = [mode for mode in PREFERENCE if allowed(mode, name)]
    absences = {need: chooser.absence(name, need) for need in chooser.needs}
    return {
        "slug": place.slug,
        "label": choices.places[name][language],
        "instances": place.instances,
        "trunking": place.trunking,
        "topic": place.topic,
        # The section of the page on examples in other places is about these.
        "adapt": place.launch_type in ("external", "managed_instances"),
        "modes": modes,
        "dynamic": "default" if place.windows else "bridge",
        "meets": {need: {m: meets(m, need, name) for m in modes} for need in chooser.needs},
        "table": {
            row: {
                "mode": choice.mode,
                "start": _address(section_of(choice.start)),
                "stack": choice.stack,
                "text": choice.reason[language],
                "ev": choice.evidence,
            }
            for row, choice in choices.cells[name].items()
        },
        "out": {m: _ruled_out(m, name, language) for m in MODES if m not in modes},
        "absent": {
            need: {
                "confirmed": absence.confirmed,
                "text": absence.text[language],
                "ev": absence.evidence,
            }
            for need, absence in absences.items()
            if absence is not None
        },
    }


def _address(page: str) -> str:
    path, _, anchor = page.partition(".md#")
    return f"{path}/#{anchor}"


def _ruled_out(mode: str, place: str, language: str) -> dict[str, Any]:
    """Why a mode does not run in a place, by the matrix."""
    launch_type = facts().chooser.places[place].launch_type
    cell = facts().compatibility.cell(mode, launch_type)
    name = facts().compatibility.launch_types[launch_type][language]
    # "Supported, on Linux only" is said of the other system by its second half.
    runs = cell.value in ("yes", "required")
    return _said(name, cell, language, label=not runs)


def _property(name: str, mode: str, language: str) -> dict[str, Any]:
    prop = facts().modes.properties[name]
    return _said(prop.name[language], prop.cells[mode], language)


def _said(name: str, cell: Cell, language: str, *, label: bool = True) -> dict[str, Any]:
    text = cell.text[language] if cell.text else ""
    said = text
    if label and cell.value is not None:
        parts = [facts().modes.values[cell.value].label[language], *filter(None, [text])]
        said = in_line(cell, parts, language, facts().words.chooser["then"][language])
    return {"text": f"{name}{words(language)['colon']}{said}", "ev": cell.evidence}


def _rules(language: str) -> dict[str, Any]:
    """The rules by mode (those on its page), by need and by place, with title and address."""
    known = facts()
    by_mode = {mode: _on_page(page) for mode, page in MODE_PAGES.items()}
    claims = {rule.id: set(rule.claims) for rule in known.rules.values()}
    of_modes = {rule for rules in by_mode.values() for rule in rules}

    def claiming(properties: Iterable[str]) -> list[str]:
        wanted = set(properties)
        return [rule for rule, of in claims.items() if of & wanted and rule not in of_modes]

    by_need = {
        name: claiming((need.property, *need.also)) for name, need in known.chooser.needs.items()
    }
    by_place = {
        name: claiming((place.launch_type,)) for name, place in known.chooser.places.items()
    }
    named = {
        rule for group in (by_mode, by_need, by_place) for rules in group.values() for rule in rules
    }
    return {
        "mode": by_mode,
        "need": by_need,
        "place": by_place,
        "all": {
            rule: {
                "title": known.rules[rule].title[language],
                "page": f"{topic_page(known.rules[rule]).removesuffix('.md')}/#{rule.lower()}",
            }
            for rule in sorted(named)
        },
    }


def _on_page(page: str) -> list[str]:
    """The rules whose mistake the page of a mode shows."""
    text = (ROOT / f"docs/{LANGUAGES[0]}/modes/{page}.md").read_text(encoding="utf-8")
    return sorted(re.findall(r'^--8<-- "generated/\w+/mistakes/(\w+)\.md"', text, re.MULTILINE))


# --- The forms ----------------------------------------------------------------------------------


def chooser_form(language: str) -> str:
    """The questions of the chooser, and the room for its answer."""
    said, chooser = _words(language), facts().chooser
    places = [
        _input("radio", "on", place.slug, place.label[language])
        for place in chooser.places.values()
    ]
    needs = [
        _input("checkbox", "need", need.slug, need.label[language])
        for need in chooser.needs.values()
    ]
    return _lines(
        _form("chooser", language),
        # What stays in sight is within what is as high as the answer, and ends there.
        '<div class="asked">',
        "<div>",
        f'<fieldset class="segments"><legend>{said["place"]}</legend>',
        *places,
        "</fieldset>",
        f'<fieldset class="chips"><legend>{said["needs"]}</legend>',
        *needs,
        "</fieldset>",
        '<div class="fields">',
        _number("n", said["tasks_per_instance"], 1, 1000, ""),
        _type(said),
        "</div>",
        f'<button type="reset">{said["reset"]}</button>',
        "</div>",
        "</div>",
        '<div class="answer">',
        f'<p role="status">{said["empty"]}</p>',
        '<div class="detail"></div>',
        "</div>",
        '<div class="reasons"></div>',
        "</form>",
        f"<noscript data-search-exclude><p>{said['no_script']}</p></noscript>",
        *_tables(language),
    )


def place_anchor(place: str) -> str:
    """Where the table of a place stands on the page on choosing."""
    return f"place-{place.replace('_', '-')}"


def _tables(language: str) -> list[str]:
    """Links to the tables, which answer the same without a script."""
    names = facts().choices.places
    links = [
        f"- [{names[p][language]}](choose.md#{place_anchor(p)})" for p in facts().chooser.places
    ]
    return ['<div class="places" data-search-exclude markdown>', "", *links, "", "</div>"]


def calculator_form(language: str) -> str:
    """The fields of the calculator, and the room for its result."""
    said, chooser = _words(language), facts().chooser
    net = chooser.subnets
    prefixes = "".join(map(_prefix, range(net.largest, net.smallest + 1)))
    return _lines(
        _form("calculator", language),
        '<div class="asked">',
        '<div class="fields">',
        _type(said),
        _number("tasks", said["tasks"], 1, 100_000, "40"),
        "</div>",
        # A linter of Markdown takes labels without an empty line between them for one sentence.
        "",
        '<div class="fields">',
        _number("instances", said["instances_had"], 1, 100_000, "", said["as_needed"]),
        _number("zones", said["zones"], 1, 6, "2"),
        f'<label><span>{said["prefix"]}</span><select name="prefix">{prefixes}</select></label>',
        _number("maximum", said["maximum"], 100, 1000, str(chooser.rolling.maximum_percent)),
        "</div>",
        '<div class="chips">',
        _input("checkbox", "trunking", "on", said["trunking_on"]),
        "</div>",
        "</div>",
        '<div class="answer">',
        f'<p role="status">{said["empty_calculator"]}</p>',
        '<div class="detail"></div>',
        "</div>",
        "</form>",
        f"<noscript data-search-exclude><p>{said['no_script_calculator']}</p></noscript>",
    )


_USUAL_PREFIX = 24


def _prefix(length: int) -> str:
    chosen = " selected" if length == _USUAL_PREFIX else ""
    return f'<option value="{length}"{chosen}>/{length}</option>'


def _words(language: str) -> dict[str, str]:
    return {key: _html(text[language]) for key, text in facts().words.chooser.items()}


def _html(text: str) -> str:
    """Text whose code stands between back quotes; a long name may break after its underscores."""
    parts = [escape(part) for part in text.split("`")]
    return "".join(
        f"<code>{part.replace('_', '_<wbr>')}</code>" if index % 2 else part
        for index, part in enumerate(parts)
    )


def _form(tool: str, language: str) -> str:
    named = f'class="{tool} tool" data-tool="{tool}" data-language="{language}"'
    named += " data-search-exclude"
    return f'<form {named} data-failed="{_words(language)["failed"]}">'


def _input(kind: str, name: str, value: str, label: str) -> str:
    box = f'<input type="{kind}" name="{name}" value="{value}">'
    return f"<label>{box}<span>{escape(label)}</span></label>"


def _number(name: str, label: str, least: int, most: int, value: str, hint: str = "") -> str:
    set_to = f' value="{value}"' if value else ""
    shown = f' placeholder="{hint}"' if hint else ""
    limits = f'min="{least}" max="{most}" step="1"'
    box = f'<input type="number" name="{name}" inputmode="numeric" {limits}{set_to}{shown}>'
    return f"<label><span>{label}</span>{box}</label>"


def _type(said: dict[str, str]) -> str:
    box = '<input name="type" placeholder="m5.xlarge" autocomplete="off" spellcheck="false">'
    return f"<label><span>{said['type']}</span>{box}</label>"


def _lines(*lines: str) -> str:
    return "\n".join(lines) + "\n"
