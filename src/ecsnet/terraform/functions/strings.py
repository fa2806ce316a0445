"""Functions over strings."""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from itertools import pairwise

from ecsnet.terraform.access import any_of
from ecsnet.terraform.functions.arguments import Function, anything, taking, text, whole
from ecsnet.terraform.values import (
    LONGEST_TEXT,
    Copies,
    Data,
    Failed,
    Joined,
    Json,
    Partial,
    Reference,
    Unsettled,
    Value,
    exact_text,
    is_scalar,
    iterate,
    refused,
)

# The white space of Unicode, as Go has it; Python strips more.
_SPACES = "\t\n\v\f\r \x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009"
_SPACES += "\u200a\u2028\u2029\u202f\u205f\u3000"
_MARKS = ("M", "C")


def clusters(string: str) -> str:
    """A string of which each character is one to a reader, and so to Terraform.

    Raises:
        Unsettled: some may belong together, as the parts of an emoji do.
    """
    if string.isascii():
        if "\r\n" in string:
            raise Unsettled
        return string
    for character in string:
        wide = ord(character) >= 0x10000 or 0x1100 <= ord(character) < 0x1200
        if wide or unicodedata.category(character)[0] in _MARKS or character in "\u200d\u0e33":
            raise Unsettled
    return string


def _cased(string: str, change: str) -> str:
    # Go changes characters one by one, and leaves those that become several
    changed = (getattr(character, change)() for character in string)
    return "".join(new if len(new) == 1 else old for old, new in zip(string, changed, strict=True))


@taking(text)
def _lower(string: str) -> str:
    return _cased(string, "lower")


@taking(text)
def _upper(string: str) -> str:
    return _cased(string, "upper")


@taking(text)
def _title(string: str) -> str:
    if not string.isascii():
        raise Unsettled
    pairs = pairwise(f" {string}")
    return "".join(c if a.isalnum() or a == "_" else c.upper() for a, c in pairs)


@taking(text)
def _chomp(string: str) -> str:
    return string.rstrip("\r\n")


@taking(whole, text)
def _indent(spaces: int, string: str) -> str:
    if not 0 <= spaces <= LONGEST_TEXT // (string.count("\n") + 1):
        raise Unsettled
    return string.replace("\n", "\n" + " " * spaces)


@taking(text, text)
def _trim(string: str, characters: str) -> str:
    return string.strip(characters)


@taking(text, text)
def _trimprefix(string: str, prefix: str) -> str:
    return string.removeprefix(prefix)


@taking(anything, anything)
def _trimsuffix(value: Value, suffix: Value) -> Data:
    # an ARN without its revision goes on naming the task definition
    if isinstance(value.data, Reference) and value.data == suffix.data:
        return replace(value.data, path=("arn_without_revision",))
    return text(value).removesuffix(text(suffix))


@taking(text)
def _trimspace(string: str) -> str:
    return string.strip(_SPACES)


@taking(text, text)
def _startswith(string: str, prefix: str) -> bool:
    return string.startswith(prefix)


@taking(text, text)
def _endswith(string: str, suffix: str) -> bool:
    return string.endswith(suffix)


@taking(text, text)
def _strcontains(string: str, part: str) -> bool:
    return part in string


@taking(text)
def _strrev(string: str) -> str:
    return clusters(string)[::-1]


@taking(text, whole, whole)
def _substr(string: str, offset: int, length: int) -> str:
    characters = clusters(string)
    if length < -1 or (offset < 0 and length == 0):
        raise Unsettled
    start = max(len(characters) + offset, 0) if offset < 0 else offset
    return characters[start:] if length == -1 else characters[start : start + length]


@taking(text, text)
def _split(separator: str, string: str) -> list[str]:
    return string.split(separator) if separator else list(clusters(string))


@taking(text, anything, rest=anything)
def _join(separator: str, *lists: Value) -> Data:
    parts: list[Value] = []
    for one in lists:
        if isinstance(one.data, Copies):
            # as many as a condition makes, which is one or none
            return any_of(one.data).data
        for item in _items(one):
            if item.data is None or isinstance(item.data, dict | tuple):
                raise Failed
            parts += [Value(separator, one.at), item] if parts else [item]
    return joined([part for part in parts if part.data != ""])


def _items(value: Value) -> list[Value]:
    """The items of a list, with an unknown one for those that are not known."""
    if isinstance(value.data, tuple):
        found = iterate(value)
        if found is None and not isinstance(value.data, Partial):
            raise Unsettled
        return list(value.data) if found is None else [item for _, item in found]
    raise refused(value.data)


def joined(parts: list[Value]) -> Data:
    """Parts as one string; a single one is what it is."""
    if len(parts) == 1 and not is_scalar(parts[0].data):
        return parts[0].data
    texts = [exact_text(part.data) for part in parts if is_scalar(part.data)]
    if sum(map(len, texts)) > LONGEST_TEXT:
        raise Unsettled
    if len(texts) == len(parts):
        return "".join(texts)
    if any(isinstance(part.data, Json | Joined) for part in parts):
        return Joined(tuple(inner for part in parts for inner in part.parts))
    raise Unsettled


def _kept(args: list[Value]) -> Data:
    """``trimspace`` leaves a reference what it is: identifiers have no spaces around them."""
    match args:
        case [Value(data=Reference() | Json() as data)]:
            return data
    return _trimspace(args)


FUNCTIONS: dict[str, Function] = {
    "chomp": _chomp,
    "endswith": _endswith,
    "indent": _indent,
    "join": _join,
    "lower": _lower,
    "split": _split,
    "startswith": _startswith,
    "strcontains": _strcontains,
    "strrev": _strrev,
    "substr": _substr,
    "title": _title,
    "trim": _trim,
    "trimprefix": _trimprefix,
    "trimspace": _kept,
    "trimsuffix": _trimsuffix,
    "upper": _upper,
}
