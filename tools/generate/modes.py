"""The tables of the mode pages."""

import re
from collections import defaultdict
from collections.abc import Iterator

from ecsnet.facts import Cell, TrunkingLimit, facts
from tools.generate.markdown import cell_parts, in_line, links, table, words

# The properties that the head of a mode page shows, in this order.
_SUMMARY = (
    "api_value",
    "ip_address",
    "public_ip",
    "security_groups",
    "host_port",
    "target_type",
    "same_task",
)


def summary(mode: str, language: str) -> str:
    """What the matrix says of a mode in short, and where it runs."""
    ui, properties = words(language), facts().modes.properties
    rows = [
        [properties[name].name[language], _said(properties[name].cells[mode], language)]
        for name in _SUMMARY
    ]
    places = "<br>".join(_places(mode, language))
    header = [ui["property"], ui["in_mode"].format(f"`{mode}`")]
    return table(header, [*rows, [ui["runs_on"], places]])


def _said(cell: Cell, language: str) -> str:
    return in_line(cell, cell_parts(cell, language), language, words(language)["colon"])


def _places(mode: str, language: str) -> Iterator[str]:
    """Where a mode runs, or may run; that it is supported goes without saying."""
    ui, compatibility = words(language), facts().compatibility
    for launch_type, name in compatibility.launch_types.items():
        cell = compatibility.cell(mode, launch_type)
        if cell.value != "no":
            parts = cell_parts(cell, language)
            said = ui["comma"].join(parts[1:] if cell.value == "yes" else parts)
            yield ui["colon"].join(filter(None, [name[language], said]))


def fargate_sizes(language: str) -> str:
    """What a task on Fargate may be sized at."""
    ui = words(language)
    rows = [
        [
            f"`{size.cpu}`",
            size.vcpu,
            _memory(size.memory, language),
            ui["comma"].join(ui[system] for system in size.os),
            links(size.evidence, language, "../"),
        ]
        for size in facts().fargate_sizes
    ]
    header = [ui["cpu"], ui["vcpu"], ui["memory"], ui["os"], ui["evidence"]]
    return table(header, rows)


def _memory(options: tuple[int, ...], language: str) -> str:
    """MiB values as Terraform takes them: all when few, else first, second, …, last."""
    shown = [f"`{mib}`" for mib in options]
    return words(language)["comma"].join(shown if len(shown) < 5 else [*shown[:2], "…", shown[-1]])


SIZES = ("nano", "micro", "small", "medium", "large", "xlarge")


def trunking(language: str) -> str:
    """How many tasks an instance type takes without ENI trunking and with it, by size."""
    return _by_size([limit for limit in facts().trunking.limits() if limit.supported], language)


def without_trunking(language: str) -> str:
    """The same of types for which no public source has a number with trunking."""
    return _by_size([limit for limit in facts().trunking.limits() if not limit.supported], language)


def unsupported(language: str) -> str:
    """The types and the families on which trunking does not work."""
    ui, refused = words(language), facts().trunking.unsupported
    named = {"types": refused.types, "families": (*refused.t_families, *refused.families)}
    return "".join(
        f"- {ui[key]}{ui['colon']}{ui['comma'].join(f'`{name}`' for name in sorted(names))}\n"
        for key, names in named.items()
    )


def _by_size(limits: list[TrunkingLimit], language: str) -> str:
    """A line for each size and number of tasks, with the families that have them.

    A list and no table: on a phone, the families of a size are as long as a screen.
    """
    ui = words(language)
    families: dict[tuple[str, int, str], list[str]] = defaultdict(list)
    for limit in limits:
        with_trunking = ui["with_trunking"].format(limit.with_trunking)
        known = {True: with_trunking, False: ui["unsupported"], None: ui["no_number"]}
        key = (limit.size, limit.without_trunking, known[limit.supported])
        families[key].append(limit.family)
    return "".join(
        f"- `{size}`{ui['colon']}{ui['tasks_held'].format(tasks)}{ui['comma']}{trunk}<br>"
        + ui["comma"].join(f"`{family}`" for family in sorted(names))
        + "\n"
        for (size, tasks, trunk), names in sorted(families.items(), key=lambda row: _order(row[0]))
    )


def _order(row: tuple[str, int, str]) -> tuple[int, int, str, int, str]:
    """Sizes as AWS orders them: nano to xlarge, then by their number, metal last."""
    size, tasks, trunk = row
    number, held = re.search(r"\d+", size), re.search(r"\d+", trunk)
    rank = SIZES.index(size) if size in SIZES else len(SIZES) + size.startswith("metal")
    return rank, int(number[0]) if number else 0, size, tasks, held[0].zfill(3) if held else trunk
