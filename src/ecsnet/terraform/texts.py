"""Text that is read as something else: JSON, templates, and the files that hold them."""

from __future__ import annotations

import base64
import json
import posixpath
from collections.abc import Callable, Sequence
from typing import NoReturn

from ecsnet.model import UNKNOWN, Location
from ecsnet.terraform.access import Key
from ecsnet.terraform.scope import Evaluator
from ecsnet.terraform.syntax import json_reader, parse_template
from ecsnet.terraform.syntax.places import Lines
from ecsnet.terraform.syntax.tree import Each
from ecsnet.terraform.values import (
    Data,
    FileText,
    Json,
    Value,
    Written,
    exact_text,
    is_scalar,
    located,
    refused,
)

# What it takes to parse an expression, in turns of a loop.
_TURNS_OF_A_MARK = 10
# YAML that is read in a turn of a loop.
_CHARACTERS_OF_A_TURN = 2


def decoded(text: str, at: Location) -> str | Json:
    """The value that a JSON text encodes, or the text itself when it is none.

    The parts of the text of a file or of a template have their places there; those of any other
    text are ``at``.
    """
    if text.lstrip()[:1] not in ("[", "{"):
        return text
    try:
        place = _places(text)
        if place is not None:
            return Json(placed(json_reader.read(text), place), text)
        return Json(located(json.loads(text, parse_constant=no_number), at), text)
    except (ValueError, RecursionError):
        return text


def no_number(word: str) -> NoReturn:
    """NaN and the like, which Python takes for JSON."""
    raise ValueError(word)


def _of_yaml(text: str, at: Location) -> Value:
    """The value that a YAML text encodes, its parts placed as by :func:`decoded`."""
    found = decoded(text, at)
    # JSON is YAML, too, and faster to read, but for what only YAML has a meaning for.
    if isinstance(found, Json) and '"<<"' not in text and "\\/" not in text:
        return found.value
    # PyYAML takes some milliseconds to import
    from ecsnet.terraform.syntax import yaml_reader

    return yaml_reader.read(text, _places(text) or (lambda *_: at))


def _places(text: str) -> json_reader.Locate | None:
    """Where the parts of a text stand, if the text says so."""
    if isinstance(text, FileText):
        return Lines(text, text.file).at
    return text.place if isinstance(text, Written) else None


def placed(node: json_reader.JsonNode, place: json_reader.Locate) -> Value:
    """A JSON document as a value, each part of it with its place."""
    at = place(node.start, node.end)
    match node:
        case json_reader.Scalar(value=value):
            return Value(value, at)
        case json_reader.String():
            return Value(node.text, at)
        case json_reader.Array(items=items):
            return Value(tuple(placed(item, place) for item in items), at)
        case json_reader.JsonObject(members=members):
            found = {}
            for member in members:
                inner = placed(member.value, place)
                key = place(member.key.start, member.key.end).joined(inner.at)
                found[str(member.key.text)] = Value(inner.data, key)
            return Value(found, at)
    return Value(UNKNOWN, at)


def rendered(evaluator: Evaluator, text: str, names: Data, at: Location) -> Data:
    """What a template writes: text, or the JSON that the text is.

    Args:
        evaluator: evaluates its expressions, which can name nothing but ``names``.
        text: the template; one of a file keeps its places.
        names: the variables of the template, an object.
        at: the place of what is in no file.
    """
    if not isinstance(names, dict):
        return UNKNOWN
    file = text.file if isinstance(text, FileText) else ""
    evaluator.spend(_TURNS_OF_A_MARK * (text.count("${") + text.count("%{")))
    made = evaluator.inside(names).settled(parse_template(text, file)).data
    return made if file else _at(made, at)


def template_file(evaluator: Evaluator, keys: Sequence[Key]) -> Data:
    """What ``data.template_file`` writes, by the steps behind that."""
    if keys[-1:] != ["rendered"] or not isinstance(keys[0], str):
        return UNKNOWN
    scope, name = evaluator.scope, f"data.template_file.{keys[0]}"
    key = keys[1] if len(keys) == 3 else None
    if not isinstance(key, Each):
        return _rendered_by(evaluator, scope.address(name, key)).data
    instances = scope.instances(name)
    # Of a map a splat makes a list of one, which has no such member.
    if instances is None or any(isinstance(key, str) for key in instances):
        return UNKNOWN
    evaluator.spend(len(instances))
    return tuple(_rendered_by(evaluator, address) for address in instances.values())


def _rendered_by(evaluator: Evaluator, address: str) -> Value:
    template, names = (evaluator.scope.written(address, name) for name in ("template", "vars"))
    if template is None:
        return Value(UNKNOWN, Location("", 0, 0, 0))
    if not isinstance(template.data, str):
        return Value(UNKNOWN, template.at)
    values = {} if names is None else names.data
    return Value(rendered(evaluator, template.data, values, template.at), template.at)


def _at(data: Data, at: Location) -> Data:
    """A value whose parts all have one place."""
    match data:
        case Written():
            return str(data)
        case Json(value=value):
            return Json(Value(_at(value.data, at), at))
        case tuple():
            return type(data)(Value(_at(item.data, at), at) for item in data)
        case dict():
            return {name: Value(_at(item.data, at), at) for name, item in data.items()}
    return data


def _file(evaluator: Evaluator, args: list[Value]) -> Data:
    path = args[0].data if len(args) == 1 else UNKNOWN
    found = evaluator.scope.text(path) if isinstance(path, str) else None
    return UNKNOWN if found is None else found


def _fileexists(evaluator: Evaluator, args: list[Value]) -> Data:
    # What cannot be read may be there all the same.
    return True if isinstance(_file(evaluator, args), str) else UNKNOWN


def _filebase64(evaluator: Evaluator, args: list[Value]) -> Data:
    text = _file(evaluator, args)
    return base64.b64encode(text.encode()).decode() if isinstance(text, str) else UNKNOWN


def _templatefile(evaluator: Evaluator, args: list[Value]) -> Data:
    text = _file(evaluator, args[:1])
    if not isinstance(text, str) or len(args) != 2:
        return UNKNOWN
    return rendered(evaluator, text, args[1].data, args[0].at)


def _templatestring(evaluator: Evaluator, args: list[Value]) -> Data:
    if len(args) != 2 or not isinstance(args[0].data, str):
        return UNKNOWN
    return rendered(evaluator, args[0].data, args[1].data, args[0].at)


def _yamldecode(evaluator: Evaluator, args: list[Value]) -> Data:
    if len(args) != 1:
        return UNKNOWN
    data, at = args[0].data, args[0].at
    if isinstance(data, Json):
        return data.value.data
    if not is_scalar(data):
        raise refused(data)
    # PyYAML takes a second for what is as long as it may be
    text = data if isinstance(data, str) else exact_text(data)
    evaluator.spend(len(text) // _CHARACTERS_OF_A_TURN)
    return _of_yaml(text, at).data


def _path(change: Callable[[str], str]) -> Callable[[Evaluator, list[Value]], Data]:
    def apply(_: Evaluator, args: list[Value]) -> Data:
        data = args[0].data if len(args) == 1 else UNKNOWN
        return change(data) if isinstance(data, str) else UNKNOWN

    return apply


def _abspath(evaluator: Evaluator, args: list[Value]) -> Data:
    directory = evaluator.scope.value("path", "cwd")
    path = args[0].data if len(args) == 1 else UNKNOWN
    if directory is None or not isinstance(directory.data, str) or not isinstance(path, str):
        return UNKNOWN
    return posixpath.normpath(posixpath.join(directory.data, path))


READING: dict[str, Callable[[Evaluator, list[Value]], Data]] = {
    "abspath": _abspath,
    "basename": _path(lambda path: posixpath.basename(path.rstrip("/"))),
    "dirname": _path(lambda path: posixpath.dirname(path) or "."),
    "file": _file,
    "filebase64": _filebase64,
    "fileexists": _fileexists,
    "templatefile": _templatefile,
    "templatestring": _templatestring,
    "yamldecode": _yamldecode,
}
"""The functions that need to know where they are called, or to take from the time, by name."""
