"""The tables of limits."""

from ecsnet.facts import MODES, facts
from ecsnet.facts.quotas_schema import Quota
from tools.generate.markdown import aside, links, mode_name, section, table, words


def tables(language: str) -> str:
    """One table for each group of limits."""
    ui, quotas = words(language), facts().quotas
    header = [ui["limit"], ui["limit_default"], ui["limit_modes"], ui["limit_reached"]]
    parts = []
    for group, title in quotas.groups.items():
        rows = [_row(quota, language) for quota in quotas.quota.values() if quota.group == group]
        parts.append(section(title[language], group.replace("_", "-"), table(header, rows)))
    return "\n".join(parts)


def _row(quota: Quota, language: str) -> list[str]:
    ui = words(language)
    name = [f'<span id="{quota.id}"></span>{quota.name[language]}']
    if quota.quota:
        name.append(f"`{quota.service}`{ui['colon']}`{quota.quota}`")
    name.append(links(quota.evidence, language))
    value = [quota.value[language]]
    if quota.adjustable is not None:
        value.append(ui["adjustable" if quota.adjustable else "not_adjustable"])
    modes = [mode_name(mode, language) for mode in quota.modes]
    named = ui["limit_all_modes"] if quota.modes == MODES else ui["comma"].join(modes)
    more = [f"[{error}](errors.md#{error.lower()})" for error in quota.errors]
    if quota.see:
        more.append(f"[{ui['limit_more']}]({quota.see})")
    reached = _with(quota.reached[language], ui["comma"].join(more), language)
    return ["<br>".join(name), "<br>".join(value), named, reached]


def _with(said: str, more: str, language: str) -> str:
    """What is said with links in brackets behind it: in its own, if it ends with some."""
    closing = aside("", language)[-1]
    if more and said.endswith(closing):
        return f"{said.removesuffix(closing)}{words(language)['comma']}{more}{closing}"
    return said + (aside(more, language) if more else "")
