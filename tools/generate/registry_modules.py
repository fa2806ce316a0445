"""The table of the registry modules whose calls are read."""

from ecsnet.facts import facts
from tools.generate.markdown import links, table, words


def modules(language: str) -> str:
    """A row for each module and span of versions."""
    ui = words(language)
    header = [ui["module"], ui["module_versions"], ui["module_newest"], ui["evidence"]]
    known = sorted(facts().registry_modules.values(), key=lambda module: (module.source, module.id))
    rows = [
        [
            f"`{module.source}`",
            f"`>= {module.since}, < {module.before}`",
            module.newest,
            links(module.evidence, language),
        ]
        for module in known
    ]
    return table(header, rows)
