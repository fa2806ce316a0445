"""AWS's model of the ECS API, as botocore ships it: sentences, enums, and what is new on networks.

`known_members.txt` lists the calls, and the members and values on networks, that the facts were
written against, so that a new one is noticed whichever botocore is installed. `--accept` writes it.
"""

import gzip
import html
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ecsnet.facts import ApiEvidence
from tools.freshness.cited import Shown
from tools.freshness.finding import Finding, Unreadable

Model = dict[str, Any]

KNOWN = Path(__file__).with_name("known_members.txt")
_HEAD = """\
# The calls, and the members (Shape.member) and values (Shape=VALUE) on networks, as they were when
# the facts were written.
# `python -m tools.freshness --botocore DIR --accept` writes this file.
"""
_CALL = "()"
_CALLS = (
    "RegisterTaskDefinition",
    "CreateService",
    "CreateTaskSet",
    "RunTask",
    "CreateCapacityProvider",
    "PutAccountSettingDefault",
)
_NETWORK = re.compile(
    r"""network|\bports?\b|\bENIs?\b|subnet|\bVPC\b|IPv[46]|\bIP\b|\bDNS\b|load\ balanc
    |target\ group|service\ connect|service\ discovery|security\ group|gateway|lattice|namespace
    """,
    re.IGNORECASE | re.VERBOSE,
)


def read_model(path: Path) -> Model:
    """The ECS model of a botocore, or a `service-2.json`.

    Raises:
        Unreadable: there is none.
    """
    file = path
    if path.is_dir():
        found = sorted(path.glob("**/data/ecs/*/service-2.json*"))
        if len(found) != 1:
            raise Unreadable(f"{path}: {len(found) or 'no'} models of ECS in a botocore, not 1")
        (file,) = found
    try:
        data = file.read_bytes()
        model = json.loads(gzip.decompress(data) if file.suffix == ".gz" else data)
    except (OSError, ValueError) as error:
        raise Unreadable(f"{file}: {error}") from error
    if not isinstance(model, dict) or not {"shapes", "operations"} <= model.keys():
        raise Unreadable(f"{file}: no model of an API")
    return model


def change(model: Model, item: ApiEvidence) -> str | None:
    """What AWS changed that a piece of evidence relies upon."""
    where = item.shape if item.member is None else f"{item.shape}.{item.member}"
    if item.enum:
        now = model["shapes"].get(item.shape, {}).get("enum")
        return None if now == list(item.enum) else f"{where} changed, the values are now {now}"
    text = _documentation(model, item.shape, item.member)
    if text is None:
        return f"{where} is gone"
    return None if (item.sentence or "") in text else f"{where} changed, the text is now: {text}"


def changes(model: Model, shown: Shown) -> Iterator[Finding]:
    """Each piece of evidence that AWS no longer says so."""
    for item in shown.facts.evidence.values():
        if isinstance(item, ApiEvidence) and (said := change(model, item)):
            yield shown.changed(item.id, said)


def news(model: Model) -> Iterator[Finding]:
    """What the model has on networks that is not in the list of what is known, and the reverse."""
    known, now = known_members(), network_members(model)
    for name in sorted(now - known):
        if "=" in name:
            yield Finding(f"{name} is a new value")
        elif name.endswith(_CALL):
            text = _text(model["operations"][name.removesuffix(_CALL)])
            yield Finding(f"{name} is a new call: {text[:300]}")
        else:
            text = _documentation(model, *name.split(".")) or "no documentation"
            yield Finding(f"{name} is new: {text[:300]}")
    for name in sorted(known - now):
        if not _exists(model, name):
            yield Finding(f"{name} is gone")


def known_members() -> set[str]:
    """The lines of the list."""
    lines = KNOWN.read_text(encoding="utf-8").splitlines()
    return {line for line in lines if not line.startswith("#")}


def accepted(model: Model) -> str:
    """The list as this model has it."""
    return _HEAD + "".join(f"{name}\n" for name in sorted(network_members(model)))


def network_members(model: Model) -> set[str]:
    """All calls, and what can be sent and speaks of networks, in its name or in AWS's words."""
    found = {f"{call}{_CALL}" for call in model["operations"]}
    for shape in _reachable(model):
        for member, target in model["shapes"][shape].get("members", {}).items():
            text = _documentation(model, shape, member) or ""
            if _NETWORK.search(_spaced(f"{shape}.{member}")) or _NETWORK.search(text):
                found.add(f"{shape}.{member}")
                found |= {f"{enum}={value}" for enum, value in _values(model, target["shape"])}
    return found


def _reachable(model: Model) -> set[str]:
    found: set[str] = set()
    waiting = [model["operations"][call]["input"]["shape"] for call in _CALLS]
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            shape = model["shapes"][name]
            waiting += [member["shape"] for member in shape.get("members", {}).values()]
            waiting += [
                shape[part]["shape"] for part in ("member", "key", "value") if part in shape
            ]
    return found


def _values(model: Model, name: str) -> Iterator[tuple[str, str]]:
    """The values of an enum, or of a list of them."""
    shape = model["shapes"][name]
    if shape["type"] == "list":
        name = shape["member"]["shape"]
        shape = model["shapes"][name]
    yield from ((name, value) for value in shape.get("enum", ()))


def _exists(model: Model, name: str) -> bool:
    if name.endswith(_CALL):
        return name.removesuffix(_CALL) in model["operations"]
    shape, value = re.split(r"[.=]", name, maxsplit=1)
    found = model["shapes"].get(shape, {})
    return value in found.get("enum" if "=" in name else "members", ())


def _spaced(name: str) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z])|\.", " ", name)


def _documentation(model: Model, shape: str, member: str | None) -> str | None:
    """Text of a shape or a member, tags stripped and white space folded; None if it is gone."""
    found = model["shapes"].get(shape)
    if found is not None and member is not None:
        found = found.get("members", {}).get(member)
    if found is None:
        return None
    return _text(found)


def _text(described: dict[str, Any]) -> str:
    return " ".join(
        html.unescape(re.sub(r"<[^>]+>", "", described.get("documentation", ""))).split()
    )
