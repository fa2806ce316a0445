"""The tables of limits."""

from ecsnet.facts import MODES, facts
from ecsnet.facts.quotas_schema import Quota
from tools.generate.markdown import headings, links, mode_name, section, table, words


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
    more = [f"[{_message(each, language)}](errors.md#{each.lower()})" for each in quota.errors]
    if quota.see:
        more.append(f"[{_explained_in(quota.see, language)}]({quota.see})")
    reached = [quota.reached[language]]
    if more:
        reached.append(ui["comma"].join(more))
    return ["<br>".join(name), "<br>".join(value), named, "<br>".join(reached)]


def _message(error: str, language: str) -> str:
    """What a message of the errors page is about."""
    if error in facts().errors:
        return facts().errors[error].title[language]
    return facts().other_messages[error].about[language]


def _explained_in(section_of_page: str, language: str) -> str:
    """The heading of a section, or the id of the rule whose entry it is."""
    page, _, anchor = section_of_page.partition("#")
    return anchor.upper() if page.startswith("rules/") else headings(page, language)[anchor]
