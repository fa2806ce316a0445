"""The tables of the mode pages."""

from collections.abc import Iterator

from ecsnet.facts import Cell, facts
from tools.generate.markdown import cell_parts, links, table, words

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
    return words(language)["colon"].join(cell_parts(cell, language))


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


def trunking(language: str) -> str:
    """How many tasks an instance type takes, without ENI trunking and with it."""
    ui = words(language)
    rows = [
        [
            f"`{limit.type}`",
            str(limit.enis),
            str(limit.without_trunking),
            ui["unsupported"] if limit.with_trunking is None else str(limit.with_trunking),
            limit.reread.isoformat() if limit.reread else "—",
        ]
        for limit in facts().trunking
    ]
    header = [ui["instance"], ui["enis"], ui["tasks"], ui["tasks_trunk"], ui["reread"]]
    return table(header, rows)
