"""YAML as ``yamldecode`` reads it, each part with its place.

PyYAML parses. What a plain scalar means is Terraform's to say; it is neither YAML 1.1 nor 1.2.
"""

from __future__ import annotations

import re
from collections.abc import Callable

import yaml

from ecsnet.model import UNKNOWN, Location
from ecsnet.terraform.values import Data, Failed, Unsettled, Value, is_scalar, to_string

# Longer than any task definition, and what takes PyYAML a second.
LONGEST = 100_000

Place = Callable[[int, int], Location]
"""From the offsets of a part, its first character and the one after it, to its place."""

_PLAIN = "plain"
_WHOLE = re.compile(r"[-+]?[0-9]{1,40}")
_FRACTION = re.compile(r"[-+]?(?:[0-9]{1,15}\.[0-9]{0,15}|\.[0-9]{1,15})")
# Numbers in another form, and days.
_NUMBER_OR_DAY = re.compile(
    r"[-+]?(?:[0-9][0-9_]*(?:\.[0-9_]*)?(?:e[-+]?[0-9_]*)?|\.[0-9_]+(?:e[-+]?[0-9_]*)?"
    r"|0[xob][0-9a-f_]*|\.inf|\.nan)|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}.*",
    re.IGNORECASE,
)
_NULL = ("", "~", "null")
_TRUE = ("y", "yes", "on", "true")
_FALSE = ("n", "no", "off", "false")


# A colon that ends a word of a list in brackets, halves of a character, and what Terraform refuses.
_READ_OTHERWISE = re.compile(
    r":\s*[,\]}]|\\u[dD][89a-fA-F]|\\/|^%(?!YAML 1\.1$)|(?:^|\s)!(?:\s|$)", re.MULTILINE
)


class _Loader(yaml.SafeLoader):
    """Leaves the meaning of plain scalars open."""

    def resolve(self, kind: type[yaml.Node], value: str, implicit: tuple[bool, bool]) -> str:
        if kind is yaml.ScalarNode and implicit[0]:
            return _PLAIN
        tag: str = super().resolve(kind, value, implicit)  # type: ignore[no-untyped-call]
        return tag


def read(text: str, place: Place) -> Value:
    """The value of a document.

    Raises:
        Failed: there is no document, or a key that Terraform refuses.
        Unsettled: PyYAML refuses it, Terraform may read it otherwise, or it is too long.
    """
    if len(text) > LONGEST:
        raise Unsettled
    if _READ_OTHERWISE.search(text):
        raise Unsettled
    try:
        node = yaml.compose(text, Loader=_Loader)
        if node is None:
            raise Failed
        return _Document(place).value(node)
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        raise Unsettled from error


class _Document:
    def __init__(self, place: Place) -> None:
        self._place = place
        self._made: dict[int, Value | None] = {}

    def value(self, node: yaml.Node) -> Value:
        """The value of a node, which is one value however many aliases there are of it."""
        known = id(node)
        if known not in self._made:
            self._made[known] = None
            at = self._place(node.start_mark.index, node.end_mark.index)
            self._made[known] = Value(self._data(node), at)
        found = self._made[known]
        if found is None:  # an alias inside what it stands for
            raise Unsettled
        return found

    def _data(self, node: yaml.Node) -> Data:
        match node:
            case yaml.ScalarNode(tag=tag, value=str(text)) if tag == _PLAIN:
                return _plain(text)
            case yaml.ScalarNode(style="|" | ">", value=""):
                return None
            case yaml.ScalarNode(tag="tag:yaml.org,2002:str", value=str(text)):
                return text
            case yaml.SequenceNode(tag="tag:yaml.org,2002:seq"):
                return tuple(map(self.value, node.value))
            case yaml.MappingNode(tag="tag:yaml.org,2002:map"):
                return self._mapping(node)
        raise Unsettled

    def _mapping(self, node: yaml.MappingNode) -> dict[str, Value]:
        found: dict[str, Value] = {}
        for key, member in node.value:
            name, value = self.value(key), self.value(member)
            if name.data == "<<":
                raise Unsettled
            if name.data is None:
                raise Failed
            if not is_scalar(name.data):
                raise Unsettled
            found[to_string(name.data)] = Value(value.data, name.at.joined(value.at))
        return found


def _plain(text: str) -> Data:
    """What a scalar without quotes stands for; unknown where only Terraform can tell."""
    word = text.lower() if text in (text.lower(), text.upper(), text.capitalize()) else text
    if word in _NULL:
        return None
    if word in _TRUE or word in _FALSE:
        return word in _TRUE
    if _WHOLE.fullmatch(text):
        return int(text)
    if _FRACTION.fullmatch(text):
        number = float(text)
        return int(number) if number.is_integer() else number
    return UNKNOWN if _NUMBER_OR_DAY.fullmatch(text) else text
