"""The two tables of the comparison: what each mode does, and where it runs."""

from ecsnet.facts import LAUNCH_TYPES, MODES, facts
from tools.generate.markdown import cell_value, links, mode_link, section, wide, words


def matrix(language: str) -> str:
    """The matrix, a table for each group of properties, after links to the groups."""
    ui, modes = words(language), facts().modes
    header = [ui["property"], *(mode_link(mode, language) for mode in MODES), ui["evidence"]]
    jumps, parts = [], []
    for group, title in modes.groups.items():
        rows = [
            [
                prop.name[language],
                *(cell_value(prop.cells[mode], language) for mode in MODES),
                links((e for mode in MODES for e in prop.cells[mode].evidence), language),
            ]
            for prop in modes.properties.values()
            if prop.group == group
        ]
        if rows:
            anchor = f"matrix-{group}"
            jumps.append(f"[{title[language]}](#{anchor})")
            parts.append(section(title[language], anchor, wide(title[language], header, rows)))
    return "\n".join([ui["comma"].join(jumps) + "\n", *parts])


def compatibility(language: str) -> str:
    """Which mode runs on which launch type."""
    ui, table = words(language), facts().compatibility
    header = [ui["mode"], *(table.launch_types[t][language] for t in LAUNCH_TYPES), ui["evidence"]]
    rows = [
        [
            mode_link(mode, language),
            *(cell_value(table.cell(mode, launch), language) for launch in LAUNCH_TYPES),
            links((e for t in LAUNCH_TYPES for e in table.cell(mode, t).evidence), language),
        ]
        for mode in MODES
    ]
    return wide(ui["where"], header, rows)
