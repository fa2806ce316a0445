"""The comparison: what each mode does, where it runs, what that is known from, one task in four.

No evidence stands in the tables themselves, where it would take the width of a mode. The sign
beside the name of a row leads to the table of evidence, and compare.js shows that row on the spot.
"""

from collections.abc import Iterable, Mapping

from ecsnet.facts import LAUNCH_TYPES, MODES, Cell, facts
from ecsnet.sections import section as part_of
from tools import ROOT
from tools.generate.diff import Difference
from tools.generate.markdown import (
    as_html,
    cell_value,
    mode_link,
    mode_name,
    numbered_links,
    section,
    table,
    wide,
    words,
)

TASK_MODES = ("awsvpc", "bridge", "host", "none")


def matrix(language: str) -> str:
    """The matrix, a table for each group of properties, after a form that narrows it down."""
    ui, modes = words(language), facts().modes
    header = [ui["property"], *(mode_link(mode, language) for mode in MODES)]
    jumps, parts = [], []
    for group, title in modes.groups.items():
        rows = [
            [
                _head(prop.name[language], prop.id, language),
                *(cell_value(prop.cells[mode], language) for mode in MODES),
            ]
            for prop in modes.properties.values()
            if prop.group == group
        ]
        if rows:
            anchor = f"matrix-{group}"
            jumps.append(f"[{title[language]}](#{anchor})")
            parts.append(section(title[language], anchor, wide(header, rows)))
    tables = "\n".join([ui["comma"].join(jumps) + "\n", *parts])
    return f'<div class="compare" markdown>\n\n{_form(language)}\n{tables}\n</div>\n'


def compatibility(language: str) -> str:
    """Which mode runs on which launch type."""
    ui, runs = words(language), facts().compatibility
    header = [ui["mode"], *(runs.launch_types[t][language] for t in LAUNCH_TYPES)]
    rows = [
        [
            _head(mode_link(mode, language), f"runs-{mode}", language, mode_name(mode, language)),
            *(cell_value(runs.cell(mode, launch), language) for launch in LAUNCH_TYPES),
        ]
        for mode in MODES
    ]
    return wide(header, rows)


def evidence(language: str) -> str:
    """What each cell of both tables is known from, a row for each of their rows."""
    ui, runs = words(language), facts().compatibility
    rows = [
        _proof(prop.id, prop.name[language], _by_mode(prop.cells, language), language)
        for prop in facts().modes.properties.values()
    ]
    for mode in MODES:
        places = {runs.launch_types[t][language]: runs.cell(mode, t) for t in LAUNCH_TYPES}
        name = f"{mode_link(mode, language)}{ui['colon']}{ui['where']}"
        rows.append(_proof(f"runs-{mode}", name, places, language))
    return table([ui["property"], ui["evidence"], ui["checked"]], rows)


def differences(language: str) -> str:
    """Each of the four tasks against each other one, for the tabs to show."""
    tasks = {mode: _task(mode) for mode in TASK_MODES}
    parts = [
        Difference(tasks[old], tasks[new]).html(f'data-mode="{new}" data-against="{old}"')
        for new in TASK_MODES
        for old in TASK_MODES
        if old != new
    ]
    ui = words(language)
    said = " ".join(
        f'data-{key}="{ui[word]}"'
        for key, word in (("tabs", "modes"), ("against", "against"), ("alone", "alone"))
    )
    return f'<div class="differences" {said} hidden>\n{"".join(parts)}</div>\n'


def _task(mode: str) -> str:
    path = ROOT / "snippets" / "compare" / f"{mode}.tf"
    return part_of(path.read_text(encoding="utf-8"), "task")


def _form(language: str) -> str:
    ui = words(language)
    modes = "\n".join(
        f'<label><input type="checkbox" name="modes" value="{mode}" checked>'
        f"{as_html(mode_name(mode, language))}</label>"
        for mode in MODES
    )
    label, count = ui["narrow"], ui["rows_shown"]
    return (
        f'<form class="pick" autocomplete="off" aria-label="{label}" data-count="{count}"'
        f' data-close="{ui["close"]}" data-search-exclude>\n'
        f"<fieldset>\n<legend>{ui['modes']}</legend>\n{modes}\n</fieldset>\n"
        f'<label><input type="checkbox" name="diff" value="1">{ui["only_differing"]}</label>\n'
        f'<input type="search" name="q" aria-label="{ui["filter"]}" placeholder="{ui["filter"]}"'
        ' autocapitalize="off" spellcheck="false">\n<output></output>\n</form>\n'
    )


def _head(name: str, row: str, language: str, plain: str = "") -> str:
    """The name of a row, with a sign that leads to its evidence."""
    label = f"{words(language)['evidence']}{words(language)['colon']}{plain or name}"
    label = label.replace("`", "")
    return f'{name} <a class="why" href="#evidence-{row}" aria-label="{label}">ⓘ</a>'


def _by_mode(cells: Mapping[str, Cell], language: str) -> dict[str, Cell]:
    return {mode_name(mode, language): cells[mode] for mode in MODES}


def _proof(row: str, name: str, cells: Mapping[str, Cell], language: str) -> list[str]:
    """A row of the evidence: cells that are known from the same share a line."""
    ui = words(language)
    numbered = numbered_links((e for cell in cells.values() for e in cell.evidence), language)
    alike: dict[tuple[str, ...], list[str]] = {}
    for column, cell in cells.items():
        alike.setdefault(cell.evidence, []).append(column)
    lines = []
    for cited, columns in alike.items():
        whose = f"{_joined(columns, language)}{ui['colon']}" if len(alike) > 1 else ""
        found = _joined((numbered[e] for e in cited), language)
        lines.append(f'{whose}<span class="ev">{found}</span>')
    dates = sorted({cell.checked.isoformat() for cell in cells.values()})
    return [f'<span id="evidence-{row}"></span>{name}', "<br>".join(lines), "<br>".join(dates)]


def _joined(parts: Iterable[str], language: str) -> str:
    return words(language)["comma"].join(parts)
