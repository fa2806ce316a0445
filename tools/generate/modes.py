"""The tables of the mode pages."""

from ecsnet.facts import facts
from tools.generate.markdown import links, table, words


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
