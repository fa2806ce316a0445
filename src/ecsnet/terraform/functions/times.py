"""Functions over timestamps that are given."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from fractions import Fraction

from ecsnet.terraform.functions.arguments import Function, taking, text
from ecsnet.terraform.values import Failed, Unsettled

_TIMESTAMP = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:Z|[+-]\d\d:\d\d)")
_PART = re.compile(r"(\d{1,12}(?:\.\d{1,12})?)(h|ms|us|µs|ns|m|s)")
_DURATION = re.compile(rf"([+-]?)((?:{_PART.pattern})+)")
_SECONDS = {
    "h": Fraction(3600),
    "m": Fraction(60),
    "s": Fraction(1),
    "ms": Fraction(1, 1000),
    "us": Fraction(1, 1_000_000),
    "µs": Fraction(1, 1_000_000),
    "ns": Fraction(1, 1_000_000_000),
}
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_TOKEN = re.compile(r"'((?:[^']|'')*)'|([A-Za-z])\2*|[^A-Za-z']")


def _time(string: str) -> datetime:
    if not _TIMESTAMP.fullmatch(string):
        # fractions of seconds are as good, but seldom written
        raise Unsettled
    try:
        return datetime.fromisoformat(string)
    except ValueError as error:
        raise Failed from error


def _shown(time: datetime) -> str:
    written = time.isoformat(timespec="seconds")
    return written.removesuffix("+00:00") + "Z" if written.endswith("+00:00") else written


@taking(text, text)
def _timeadd(timestamp: str, duration: str) -> str:
    match = _DURATION.fullmatch(duration)
    if match is None:
        raise Unsettled
    seconds = sum(Fraction(number) * _SECONDS[unit] for number, unit in _PART.findall(match[2]))
    if seconds.denominator != 1:
        raise Unsettled
    try:
        return _shown(_time(timestamp) + timedelta(seconds=int(f"{match[1]}{seconds}")))
    except OverflowError as error:
        raise Unsettled from error


@taking(text, text)
def _timecmp(one: str, other: str) -> int:
    a, b = _time(one), _time(other)
    return (a > b) - (a < b)


@taking(text, text)
def _formatdate(pattern: str, timestamp: str) -> str:
    time, written, position = _time(timestamp), "", 0
    while position < len(pattern):
        token = _TOKEN.match(pattern, position)
        if token is None:
            raise Failed
        position = token.end()
        written += token[0] if token[2] is None else _part(time, token[0])
        if token[1] is not None:
            written = written[: -len(token[0])] + token[1].replace("''", "'")
    return written


def _part(time: datetime, token: str) -> str:
    """A run of one letter; Terraform refuses those that mean nothing."""
    offset = time.strftime("%z")
    zone = f"{offset[:3]}:{offset[3:]}"
    half = "AM" if time.hour < 12 else "PM"
    hour = time.hour % 12 or 12
    tokens = {
        "YYYY": f"{time.year:04}",
        "YY": f"{time.year % 100:02}",
        "MMMM": _MONTHS[time.month - 1],
        "MMM": _MONTHS[time.month - 1][:3],
        "MM": f"{time.month:02}",
        "M": str(time.month),
        "DD": f"{time.day:02}",
        "D": str(time.day),
        "EEEE": _DAYS[time.weekday()],
        "EEE": _DAYS[time.weekday()][:3],
        "hh": f"{time.hour:02}",
        "h": str(time.hour),
        "HH": f"{hour:02}",
        "H": str(hour),
        "AA": half,
        "aa": half.lower(),
        "mm": f"{time.minute:02}",
        "m": str(time.minute),
        "ss": f"{time.second:02}",
        "s": str(time.second),
        "ZZZZZ": zone,
        "ZZZZ": offset,
        "ZZZ": "UTC" if offset == "+0000" else offset,
        "Z": "Z" if offset == "+0000" else zone,
    }
    if token not in tokens:
        raise Failed
    return tokens[token]


FUNCTIONS: dict[str, Function] = {
    "formatdate": _formatdate,
    "timeadd": _timeadd,
    "timecmp": _timecmp,
}
