"""The JSON Schemas of the published data: what each field of `data/*.json` is.

What may stand in a field is taken from the facts; `tests/tools/test_schemas.py` validates the data.
"""

import json
from collections.abc import Iterable
from typing import Any

from ecsnet.choose.decide import ROWS
from ecsnet.facts import LANGUAGES, LAUNCH_TYPES, MODES, facts

DRAFT = "https://json-schema.org/draft/2020-12/schema"

Schema = dict[str, Any]

STRING: Schema = {"type": "string"}
DAY: Schema = {"type": "string", "format": "date"}
PATTERN: Schema = {"type": "string", "format": "regex"}
NUMBER: Schema = {"type": "integer", "minimum": 1}
ADDRESS: Schema = {"type": "string", "format": "uri", "pattern": "^https://"}
TEXT: Schema = {"$ref": "#/$defs/text"}
CELL: Schema = {"$ref": "#/$defs/cell"}
CITED: Schema = {"type": "array", "description": "Ids of evidence.", "items": STRING}


def modes_schema() -> str:
    """What modes.json holds."""
    matrix = facts().modes
    fields = {
        "modes": _list_of(_one_of(MODES), "The modes; `default` is Windows without a mode."),
        "launch_types": _keyed(LAUNCH_TYPES, TEXT, "Where tasks run: id to name."),
        "values": _keyed(matrix.values, TEXT, "What a cell can say: id to label."),
        "groups": _keyed(matrix.groups, TEXT, "The tables of the comparison: id to name."),
        "properties": _list_of({"$ref": "#/$defs/property"}, "The rows, in their order."),
        "compatibility": _keyed(
            MODES,
            _keyed(LAUNCH_TYPES, CELL, "By where tasks run."),
            "Whether a mode runs somewhere, by mode.",
        ),
        "evidence": _by_id({"$ref": "#/$defs/evidence"}, "What the cells cite."),
    }
    row = {
        "id": STRING,
        "name": TEXT,
        "group": _one_of(matrix.groups),
        "cells": _keyed(MODES, CELL, "By mode."),
    }
    definitions = {
        "text": _object(dict.fromkeys(LANGUAGES, STRING), "A text by language, as Markdown."),
        "property": _object(row, "A row of the comparison."),
        "cell": _cell(matrix.values),
        "evidence": {"oneOf": _evidence()},
    }
    about = "The comparison of the modes and where each runs, with the evidence for every cell."
    return _document("Amazon ECS network modes", about, fields, definitions)


def errors_schema() -> str:
    """What errors.json holds."""
    fields = {
        "longest": _said(NUMBER, "Characters of a pasted text that are looked at."),
        "fragment": _said(NUMBER, "Characters of the longest part of a message."),
        "shortest": _said(NUMBER, "Characters of the shortest part of a message."),
        "rare": _said(NUMBER, "A word that more messages have says nothing."),
        "shared": _said(NUMBER, "Rare words that a similar message shares at least."),
        "common": _said(STRING, "Words that say nothing, with a space between them."),
        "most": _said(NUMBER, "How many similar messages are named."),
        "named": _said(NUMBER, "How many messages with a part are named."),
        "place": _said(PATTERN, "What stands before a block in an error of Terraform."),
        "others": _said(PATTERN, "The blocks that are of another subject."),
        "steps": _list_of(PATTERN, "What is left out of a text, in turn; then it is lowered."),
        "word": _said(PATTERN, "A word, where words are compared."),
        "start": _said(PATTERN, "Where a part of a message may begin."),
        "messages": _list_of({"$ref": "#/$defs/message"}, "The messages."),
    }
    message = {
        "id": {
            **STRING,
            "pattern": "^[A-Z]+[0-9]+[a-z]?$",
            "description": "Its anchor, in capitals.",
        },
        "text": _said(STRING, "The message; `...` stands for a name or a number."),
        "pattern": _said(PATTERN, "Finds it in a text after the steps, with the flag u."),
        "terraform": _said({"type": "boolean"}, "Whether a block of another type rules it out."),
        "page": _said(STRING, "The page with its causes, below the home page of a language."),
    }
    definitions = {"message": _object(message, "A message.", optional=("page",))}
    about = "The messages of the errors page, and how one is found in a pasted text."
    return _document("Amazon ECS error messages", about, fields, definitions)


def choose_schema() -> str:
    """What choose-ja.json and choose-en.json hold: the decision table, in one language."""
    chooser = facts().chooser
    places, needs, mode = chooser.places, chooser.needs, _one_of(MODES)
    rules = _list_of(STRING, "Ids of rules.")
    said = {"$ref": "#/$defs/said"}
    fields = {
        "modes": _list_of(mode, "All modes."),
        "rows": _list_of(_one_of(ROWS), "The rows of the decision table, by weight."),
        "single": _list_of(mode, "The modes of which an instance runs one copy of a task."),
        "reread": _list_of(STRING, "Families whose figures were read again."),
        "reserved": _said(NUMBER, "Addresses that AWS reserves in a subnet."),
        "each": _said(NUMBER, "Addresses of a network interface."),
        "types": _by_id({"$ref": "#/$defs/limit"}, "The instance types."),
        "counted": _list_of(STRING, "Evidence for how addresses are counted."),
        "figures": _list_of(STRING, "Evidence for the figures of the types."),
        "places": _keyed(places, {"$ref": "#/$defs/place"}, "Where tasks run."),
        "needs": _keyed(needs, {"$ref": "#/$defs/need"}, "What can be asked for."),
        "tasks": _keyed(MODES, said, "What limits the tasks on an instance."),
        "pages": _keyed(MODES, _said(STRING, "An address below home."), "The page of a mode."),
        "stacks": _by_id(STRING, "The titles of the stacks, whose pages are build/<id>/."),
        "topics": _by_id(STRING, "The titles of the pages on places and needs, by address."),
        "rules": _object(
            {
                "mode": _keyed(MODES, rules, "By mode."),
                "need": _keyed(needs, rules, "By need."),
                "place": _keyed(places, rules, "By place."),
                "all": _by_id({"$ref": "#/$defs/rule"}, "The rules that are named."),
            },
            "The rules that apply.",
        ),
        "words": _by_id(STRING, "Texts of the form and of its answers."),
        "evidence": _by_id(STRING, "The kind of each evidence; the sources page has it."),
    }
    about = "The decision table and the limits of instances, in one language, for the chooser."
    return _document("Choosing an Amazon ECS network mode", about, fields, _choose_definitions())


def _choose_definitions() -> Schema:
    chooser = facts().chooser
    needs, mode, said = chooser.needs, _one_of(MODES), {"$ref": "#/$defs/said"}
    met = _one_of(("yes", "no", "unconfirmed"))
    absent = {"confirmed": {"type": "boolean"}, "text": STRING, "ev": CITED}
    stack = _said({"type": ["string", "null"]}, "The stack that has all of it.")
    topic = _said({"type": ["string", "null"]}, "The page that explains it, below home.")
    row = {"mode": mode, "start": STRING, "stack": stack, "text": STRING, "ev": CITED}
    place = {
        "slug": _said(STRING, "Its name in the address of the page."),
        "label": STRING,
        "instances": _said({"type": "boolean"}, "Whether there are instances to count."),
        "trunking": _one_of(("setting", "always", "none")),
        "topic": topic,
        "adapt": _said({"type": "boolean"}, "Whether the example has to be changed."),
        "modes": _list_of(mode, "The modes that run there, the usual one first."),
        "dynamic": _said(mode, "The mode with dynamic ports."),
        "meets": _keyed(needs, _some(MODES, met, "By mode."), "Whether a mode meets a need."),
        "table": _keyed(ROWS, _object(row, "A row."), "The decision table of the place."),
        "out": _some(MODES, said, "Why the other modes do not run there."),
        "absent": _some(needs, _object(absent, "An absence."), "What the place lacks."),
    }
    need = {
        "row": {"enum": [*ROWS, None], "description": "Its row of the decision table."},
        "slug": STRING,
        "label": STRING,
        "topic": topic,
        "why": _keyed(MODES, said, "What the matrix says of it."),
    }
    limit = {
        "type": "array",
        "description": "Tasks without and with trunking; null: no number, false: unsupported.",
        "prefixItems": [{"type": "integer"}, {"type": ["integer", "boolean", "null"]}],
        "minItems": 2,
        "items": False,
    }
    return {
        "said": _object({"text": STRING, "ev": CITED}, "A text, and its evidence."),
        "limit": limit,
        "place": _object(place, "A place."),
        "need": _object(need, "A need."),
        "rule": _object({"title": STRING, "page": STRING}, "A rule, and where it is explained."),
    }


def _cell(values: Iterable[str]) -> Schema:
    fields = {
        "value": _said(_one_of(values), "What the rules decide with."),
        "label": _said(TEXT, "The label of the value."),
        "text": _said(TEXT, "What the value does not say."),
        "evidence": _list_of(STRING, "The ids of what it is known from; none if unconfirmed."),
        "checked": _said(DAY, "The day on which the evidence was read."),
    }
    cell = _object(fields, "A cell.", optional=("value", "label", "text"))
    return cell | {"dependentRequired": {"value": ["label"], "label": ["value"]}}


def _evidence() -> list[Schema]:
    """Each kind of evidence, as ecsnet/facts/evidence_schema.py has it."""
    checked, note = {"checked": DAY}, {"note": TEXT}
    commit = {"type": "string", "pattern": "^[0-9a-f]{40}$"}
    said = {"member": STRING, "sentence": STRING, "enum": _list_of(STRING, "Its values.")}
    place = {"repository": STRING, "path": STRING, "commit": commit, "symbol": STRING}
    kinds: dict[str, tuple[str, Schema, Schema]] = {
        "api": ("A sentence, or the values, in the model of the ECS API.", {"shape": STRING}, said),
        "guide": ("A page of documentation.", {"url": ADDRESS, "title": STRING, **checked}, note),
        "issue": ("A public thread.", {"url": ADDRESS, **checked}, note),
        "run": (
            "What a tool did.",
            {"tool": STRING, "what": TEXT, **checked},
            {"lab": _said(STRING, "Its place on the page `see-it-run/`, after `#run-`.")},
        ),
        "source": ("A place in public code.", place | checked, {"quote": STRING, **note}),
    }
    return [
        _object({"id": STRING, "kind": {"const": kind}, **needed, **more}, about, optional=more)
        for kind, (about, needed, more) in kinds.items()
    ]


def _document(title: str, about: str, fields: Schema, definitions: Schema) -> str:
    address = {"$schema": _said(STRING, "The address of this schema, from that of the data.")}
    whole = _object(address | fields, about)
    head = {"$schema": DRAFT, "title": title}
    return json.dumps(head | whole | {"$defs": definitions}, indent=1) + "\n"


def _object(fields: Schema, about: str, optional: Iterable[str] = ()) -> Schema:
    """An object of these fields and no others."""
    return {
        "type": "object",
        "description": about,
        "properties": fields,
        "required": [name for name in fields if name not in set(optional)],
        "additionalProperties": False,
    }


def _keyed(names: Iterable[str], schema: Schema, about: str) -> Schema:
    return _object(dict.fromkeys(names, schema), about)


def _some(names: Iterable[str], schema: Schema, about: str) -> Schema:
    """An object that may lack any of its fields."""
    names = list(names)
    return _object(dict.fromkeys(names, schema), about, optional=names)


def _by_id(schema: Schema, about: str) -> Schema:
    return {"type": "object", "description": about, "additionalProperties": schema}


def _list_of(schema: Schema, about: str) -> Schema:
    return {"type": "array", "description": about, "items": schema}


def _one_of(names: Iterable[str]) -> Schema:
    return {"enum": list(names)}


def _said(schema: Schema, about: str) -> Schema:
    return schema | {"description": about}
