"""Makes dataclasses of TOML tables by type hints, and refuses what the hints do not name.

A field with a default may be left out; one whose metadata say ``derived`` is not in the file.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import MISSING, fields, is_dataclass
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

from ecsnet.facts.limits import Keys, Name

# The file, and the keys that lead to a value; an entry of an array is "key name" or "key[number]".
At = tuple[str, ...]
# Everything that was read, with its place: what the checks go through.
Log = list[tuple[At, object]]
Read = Callable[[Any, At, Log], Any]


class Refused(Exception):
    """What stands at a place cannot be accepted.

    Attributes:
        at: the place.
    """

    def __init__(self, at: At, reason: str) -> None:
        super().__init__(f"{'.'.join(at)}: {reason}")
        self.at = at


@cache
def reader(hint: Any) -> Read:
    """What makes a value of this type out of what TOML has for it.

    Args:
        hint: a scalar, a dataclass, a union of dataclasses that differ in ``kind``, ``Text | None``
            or the like, a tuple of any of these, a mapping of names to them, ``Literal``, or
            ``Annotated`` with functions that return the value to keep or raise ``ValueError``.

    Returns:
        A function of the data, its place and the log, which raises :class:`Refused`.
    """
    origin, arguments = get_origin(hint), get_args(hint)
    if origin is Annotated:
        keys = [limit for limit in arguments[1:] if isinstance(limit, Keys)]
        if keys:
            return _mapping(get_args(arguments[0])[1], keys[0])
        return _limited(arguments[0], tuple(filter(callable, arguments[1:])))
    if origin is Literal:
        return _limited(str, (_one_of(arguments),))
    if origin in (Union, UnionType):
        kinds = [kind for kind in arguments if kind is not NoneType]
        return reader(kinds[0]) if len(kinds) == 1 else _by_kind(kinds)
    if origin is tuple:
        return _tables(arguments[0]) if is_dataclass(arguments[0]) else _items(arguments[0])
    if origin is Mapping:
        return _mapping(arguments[1])
    return _table(hint) if is_dataclass(hint) else _scalar(hint)


def _scalar(kind: type) -> Read:
    def read(data: Any, at: At, log: Log) -> Any:
        # bool is an int to Python and datetime is a date; neither is what a table means.
        if type(data) is not kind:
            raise Refused(at, f"expected {kind.__name__}, found {type(data).__name__}")
        if data == "":
            raise Refused(at, "empty")
        return data

    return read


def _one_of(allowed: tuple[str, ...]) -> Callable[[str], str]:
    def check(value: str) -> str:
        if value not in allowed:
            raise ValueError(f"unknown value {value!r}, expected one of {', '.join(allowed)}")
        return value

    return check


def _limited(hint: Any, limits: tuple[Callable[[Any], Any], ...]) -> Read:
    """A value that has to be more than of its type."""
    plain = reader(hint)

    def read(data: Any, at: At, log: Log) -> Any:
        value = plain(data, at, log)
        try:
            for limit in limits:
                value = limit(value)
        except ValueError as failure:
            raise Refused(at, str(failure)) from None
        return value

    return read


def _items(kind: type) -> Read:
    """A list of scalars, each once."""
    whole = _scalar(list)

    def read(data: Any, at: At, log: Log) -> Any:
        values = whole(data, at, log)
        if any(type(value) is not kind or value == "" for value in values):
            raise Refused(at, f"expected a list of {kind.__name__}")
        if len(set(values)) != len(values):
            raise Refused(at, "the same item twice")
        return tuple(values)

    return read


def _tables(hint: Any) -> Read:
    """An array of tables, each named by one of its values if their type says by which."""
    item, name, whole = reader(hint), _name_of(hint), _scalar(list)

    def read(data: Any, at: At, log: Log) -> Any:
        entries = _entries(whole(data, at, log), at, name)
        return tuple(item(entry, place, log) for _, place, entry in entries)

    return read


def _mapping(hint: Any, keys: tuple[str, ...] = ()) -> Read:
    """A table of entries by their names, or an array of tables that have their names in them.

    Args:
        hint: the type of an entry.
        keys: all names there are; whatever the file has when empty.
    """
    item, name = reader(hint), _name_of(hint)

    def read(data: Any, at: At, log: Log) -> Any:
        if name and type(data) is list:
            return {key: item(entry, place, log) for key, place, entry in _entries(data, at, name)}
        table = _expected_table(data, at)
        if keys:
            _expect_keys(table, keys, at)
        found = {}
        for key in keys or table:
            place, entry = (*at, key), table[key]
            if name and type(entry) is dict:
                if name in entry:
                    raise Refused((*place, name), "unknown key")
                entry = {name: key, **entry}
            found[key] = item(entry, place, log)
        return found

    return read


def _entries(tables: list[Any], at: At, name: str | None) -> Iterator[tuple[str, At, Any]]:
    """The tables of an array: name, place, table."""
    seen: set[str] = set()
    for position, table in enumerate(tables, start=1):
        place = (*at[:-1], f"{at[-1]}[{position}]")
        if name is None:
            yield "", place, table
            continue
        if name not in _expected_table(table, place):
            raise Refused((*place, name), "missing")
        identity = reader(str)(table[name], (*place, name), [])
        if identity in seen:
            raise Refused((*place, name), f"{identity!r} is there twice")
        seen.add(identity)
        yield identity, (*at[:-1], f"{at[-1]} {identity}"), table


def _name_of(hint: Any) -> str | None:
    """The field in which entries of this type have their name."""
    kind = get_args(hint)[0] if get_origin(hint) is UnionType else hint
    hints = _hints(kind)
    return next((name for name, hint in hints.items() if hint == Name), None)


@cache
def _hints(kind: Any) -> dict[str, Any]:
    """The types of the fields; none where it is no dataclass."""
    return get_type_hints(kind, include_extras=True) if is_dataclass(kind) else {}


def _table(kind: Any) -> Read:
    """A table of a dataclass: every field there or with a default, and no other key."""
    hints = _hints(kind)
    written = [member for member in fields(kind) if not member.metadata.get("derived")]
    readers = {member.name: reader(hints[member.name]) for member in written}
    needed = {
        member.name
        for member in written
        if member.default is MISSING and member.default_factory is MISSING
    }

    def read(data: Any, at: At, log: Log) -> Any:
        table, values = _expected_table(data, at), {}
        for key, read_value in readers.items():
            if key in table:
                values[key] = read_value(table[key], (*at, key), log)
            elif key in needed:
                raise Refused((*at, key), "missing")
        if len(values) != len(table):
            raise Refused((*at, min(table.keys() - values.keys())), "unknown key")
        made = kind(**values)
        log.append((at, made))
        return made

    return read


def _by_kind(kinds: Iterable[Any]) -> Read:
    """A table of one of several dataclasses, by its ``kind``."""
    readers = {get_args(_hints(kind)["kind"])[0]: reader(kind) for kind in kinds}
    kind_of = _limited(str, (_one_of(tuple(readers)),))

    def read(data: Any, at: At, log: Log) -> Any:
        place = (*at, "kind")
        if "kind" not in _expected_table(data, at):
            raise Refused(place, "missing")
        return readers[kind_of(data["kind"], place, log)](data, at, log)

    return read


def _expected_table(data: Any, at: At) -> dict[str, Any]:
    if type(data) is not dict:
        raise Refused(at, "expected a table")
    if not data:
        raise Refused(at, "empty")
    return data


def _expect_keys(table: Mapping[str, object], keys: Iterable[str], at: At) -> None:
    for key in keys:
        if key not in table:
            raise Refused((*at, key), "missing")
    for key in sorted(table.keys() - set(keys)):
        raise Refused((*at, key), "unknown key")
