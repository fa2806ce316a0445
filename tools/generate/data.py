"""What machines read: the matrices, the patterns of the errors page, and the words of the theme."""

import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from typing import Any

from ecsnet import error_search
from ecsnet.facts import LANGUAGES, LAUNCH_TYPES, MODES, Cell, RunEvidence, facts
from tools.generate import labs
from tools.generate.errors import page_of
from tools.generate.markdown import words

# What the search dialog says before its index, which has the rest, is there.
BEFORE_SEARCH = ("open", "placeholder", "clear", "close", "loading", "failed", "results", "keys")
THEME_WORDS = (
    "copy_file",
    "crumbs",
    "edit",
    "guess",
    "page_sources",
    "report",
    "save",
    "section_link",
    "verified",
)


def modes_json() -> str:
    """The two matrices with their evidence, for machines: every text keyed by language."""
    matrix, compatibility = facts().modes, facts().compatibility
    cited = {e for p in matrix.properties.values() for c in p.cells.values() for e in c.evidence}
    cited |= {e for r in compatibility.cells.values() for c in r.values() for e in c.evidence}
    data = {
        "$schema": "modes.schema.json",
        "modes": list(MODES),
        "launch_types": compatibility.launch_types,
        "values": {name: value.label for name, value in matrix.values.items()},
        "groups": matrix.groups,
        "properties": list(matrix.properties.values()),
        "compatibility": {
            mode: {launch: compatibility.cell(mode, launch) for launch in LAUNCH_TYPES}
            for mode in MODES
        },
        "evidence": {
            key: labs.told(item) if isinstance(item, RunEvidence) else item
            for key, item in facts().evidence.items()
            if key in cited
        },
    }
    return json.dumps(_plain(data), ensure_ascii=False, indent=1) + "\n"


def errors_json() -> str:
    """The patterns of the messages, which pages search in what is pasted.

    ``page`` has the whole entry, below the home page of a language.
    """
    data = {"$schema": "errors.schema.json"} | error_search.data()
    for message in data["messages"]:
        if error := facts().errors.get(message["id"]):
            message["page"] = f"errors/{page_of(error.group)}/"
    return json.dumps(data, ensure_ascii=True, indent=1) + "\n"


def theme_words() -> str:
    """A partial that gives the theme its words, by language: MkDocs reads no TOML."""
    search = facts().words.search
    said = {
        language: {
            **{key: words(language)[key] for key in THEME_WORDS},
            "topics": {topic.slug: topic.title[language] for topic in facts().topics.values()},
            "search": {key: search[key][language] for key in BEFORE_SEARCH},
        }
        for language in LANGUAGES
    }
    return (
        "{#- `make generate` writes this file from src/ecsnet/facts/words.toml. -#}\n"
        f"{{% set words = {json.dumps(said, ensure_ascii=False)} %}}\n"
    )


def _plain(data: Any) -> Any:
    if is_dataclass(data):
        named = [(field.name, getattr(data, field.name)) for field in fields(data)]
        if isinstance(data, Cell) and data.value:
            named.insert(1, ("label", facts().modes.values[data.value].label))
        return {key: _plain(value) for key, value in named if value is not None and value != ()}
    if isinstance(data, Mapping):
        return {key: _plain(value) for key, value in data.items()}
    if isinstance(data, list | tuple):
        return [_plain(item) for item in data]
    return data.isoformat() if isinstance(data, date) else data
