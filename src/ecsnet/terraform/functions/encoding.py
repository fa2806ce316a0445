"""Functions that encode, decode and hash."""

from __future__ import annotations

import base64
import csv
import hashlib
import io
import json
import uuid
from collections.abc import Callable
from urllib.parse import quote_plus

from ecsnet.terraform.functions.arguments import Function, anything, taking, text
from ecsnet.terraform.texts import decoded, no_number
from ecsnet.terraform.values import (
    Data,
    Failed,
    Json,
    Unsettled,
    Value,
    located,
)

_ENCODINGS = {
    "UTF-8": "utf-8",
    "UTF-16LE": "utf-16-le",
    "UTF-16BE": "utf-16-be",
    "US-ASCII": "ascii",
    "ISO-8859-1": "latin-1",
}
_NAMESPACES = {
    "dns": uuid.NAMESPACE_DNS,
    "url": uuid.NAMESPACE_URL,
    "oid": uuid.NAMESPACE_OID,
    "x500": uuid.NAMESPACE_X500,
}


@taking(anything)
def _jsonencode(value: Value) -> Data:
    return Json(value, encoded=True)


@taking(anything)
def _jsondecode(value: Value) -> Data:
    if isinstance(value.data, Json):
        return value.data.value.data
    string = value.data if isinstance(value.data, str) else text(value)
    found = decoded(string, value.at)
    if isinstance(found, Json):
        return found.value.data
    try:
        return located(json.loads(string, parse_constant=no_number), value.at).data
    except RecursionError as error:
        raise Unsettled from error
    except ValueError as error:
        raise Failed from error


def _bytes(string: str) -> bytes:
    try:
        return string.encode()
    except UnicodeEncodeError as error:  # half of a character, which JSON can have
        raise Unsettled from error


@taking(text)
def _base64encode(string: str) -> str:
    return base64.b64encode(_bytes(string)).decode()


def _decoded(string: str, encoding: str) -> str:
    try:
        return base64.b64decode(string, validate=True).decode(encoding)
    except ValueError as error:
        raise Failed from error


@taking(text)
def _base64decode(string: str) -> str:
    return _decoded(string, "utf-8")


@taking(text, text)
def _textencodebase64(string: str, encoding: str) -> str:
    if encoding not in _ENCODINGS:
        raise Unsettled
    try:
        return base64.b64encode(string.encode(_ENCODINGS[encoding])).decode()
    except UnicodeEncodeError as error:
        raise Failed from error


@taking(text, text)
def _textdecodebase64(string: str, encoding: str) -> str:
    if encoding not in _ENCODINGS:
        raise Unsettled
    return _decoded(string, _ENCODINGS[encoding])


@taking(text)
def _csvdecode(string: str) -> list[dict[str, str]]:
    # how quotes and lone carriage returns are read differs between the languages
    if '"' in string or "\r" in string.replace("\r\n", "\n"):
        raise Unsettled
    rows = [row for row in csv.reader(io.StringIO(string)) if row]
    if not rows or len(set(rows[0])) < len(rows[0]):
        raise Failed
    if any(len(row) != len(rows[0]) for row in rows):
        raise Failed
    return [dict(zip(rows[0], row, strict=True)) for row in rows[1:]]


@taking(text)
def _urlencode(string: str) -> str:
    return quote_plus(string)


@taking(text, text)
def _uuidv5(namespace: str, name: str) -> str:
    try:
        space = _NAMESPACES.get(namespace) or uuid.UUID(namespace)
    except ValueError as error:
        raise Failed from error
    return str(uuid.uuid5(space, name))


def _hash(name: str, write: Callable[[bytes], str]) -> Function:
    @taking(text)
    def hashed(string: str) -> str:
        return write(hashlib.new(name, _bytes(string), usedforsecurity=False).digest())

    return hashed


def _base64(digest: bytes) -> str:
    return base64.b64encode(digest).decode()


FUNCTIONS: dict[str, Function] = {
    "base64decode": _base64decode,
    "base64encode": _base64encode,
    "base64sha256": _hash("sha256", _base64),
    "base64sha512": _hash("sha512", _base64),
    "csvdecode": _csvdecode,
    "jsondecode": _jsondecode,
    "jsonencode": _jsonencode,
    "md5": _hash("md5", bytes.hex),
    "sha1": _hash("sha1", bytes.hex),
    "sha256": _hash("sha256", bytes.hex),
    "sha512": _hash("sha512", bytes.hex),
    "textdecodebase64": _textdecodebase64,
    "textencodebase64": _textencodebase64,
    "urlencode": _urlencode,
    "uuidv5": _uuidv5,
}
