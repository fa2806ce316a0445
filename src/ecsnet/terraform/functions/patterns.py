"""Functions over regular expressions, as far as Python reads one as Terraform does.

Terraform's are those of Go (RE2). What the two languages tell apart, or what could take Python
more than a moment, stays unknown.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from ecsnet.terraform.functions.arguments import NOWHERE, Function, anything, taking, text
from ecsnet.terraform.values import LONGEST_TEXT, Data, Failed, Reference, Unsettled, Value, located

_LONGEST_PATTERN = 300
# How many ways there may be to match: each open quantifier multiplies them by the text's length.
_WAYS = 2_000_000
# What both read alike: characters, classes, the usual groups, quantifiers, anchors.
_SAME = re.compile(
    r"""(?:[^\\\[\](){}*+?|^$]
    |\\[dDsSwWbtnrfv.^$*+?()\[\]{}|/\\"'_:;,=@#%&~<>! -]
    |\[\^?(?:[^\\\[\]]|\\[dswtnr.^$*+?()\[\]{}|/\\-])+\]
    |\((?:\?:|\?P<\w+>)?|\)|[|^$]
    |(?:[*+?]|\{\d{1,3}(?:,\d{0,3})?\})\??)*+""",
    re.VERBOSE,
)
_ESCAPE_OR_CLASS = re.compile(r"\\.|\[\^?(?:[^\\\]]|\\.)+\]", re.DOTALL)
_QUANTIFIER = re.compile(r"[*+]|\{\d+,\d*\}|(?<!\()\?(?![:P])")
_REPEATED_GROUP = re.compile(r"\)(?:[*+]|\{)")
# What takes the revision off the ARN of a task definition, which it goes on naming.
_REVISION = frozenset({r"/:\d+$/", r"/:\d*$/", "/:[0-9]+$/", "/:[0-9]*$/"})
_REPLACED = re.compile(r"\$(?:\$|(\w+)|\{(\w+)\})")


def _compiled(pattern: str, string: str) -> re.Pattern[str]:
    """The pattern for Python.

    Raises:
        Unsettled: it may not be the same there.
    """
    plain = _ESCAPE_OR_CLASS.sub("x", pattern)
    open_ends = len(_QUANTIFIER.findall(plain))
    same = len(pattern) <= _LONGEST_PATTERN and _SAME.fullmatch(pattern)
    if not same or _REPEATED_GROUP.search(plain) or not pattern.isascii():
        raise Unsettled
    if (len(string) + 2) ** max(open_ends, 1) > _WAYS or "\v" in string:
        raise Unsettled
    try:
        # $ is the end itself, where Python's is before a last line break too
        return re.compile(re.sub(r"(\\.|\[[^\]]*\])|\$", _end, pattern), re.ASCII)
    except (re.error, OverflowError, RecursionError) as error:
        raise Unsettled from error


def _end(match: re.Match[str]) -> str:
    return match[1] or r"\Z"


def _found(match: re.Match[str]) -> Any:
    """What ``regex`` gives: the text, the groups by name, or the groups in order."""
    names = match.re.groupindex
    if not match.re.groups:
        return match[0]
    if not names:
        return list(match.groups())
    if len(names) != match.re.groups:
        raise Unsettled
    return {name: match[name] for name in names}


@taking(text, text)
def _regex(pattern: str, string: str) -> Data:
    match = _compiled(pattern, string).search(string)
    if match is None:
        raise Failed
    return located(_found(match), NOWHERE).data


@taking(text, text)
def _regexall(pattern: str, string: str) -> list[Any]:
    compiled = _compiled(pattern, string)
    if compiled.match(""):
        raise Unsettled  # the two languages step over empty matches differently
    return [_found(match) for match in compiled.finditer(string)]


@taking(anything, text, text)
def _replace(value: Value, wanted: str, new: str) -> Data:
    arn = value.data if isinstance(value.data, Reference) and value.data.path == ("arn",) else None
    if arn is not None and wanted in _REVISION and not new:
        return replace(arn, path=("arn_without_revision",))
    string = text(value)
    if len(wanted) > 1 and wanted[0] == wanted[-1] == "/":
        return _substituted(string, wanted[1:-1], new)
    if string.count(wanted) * len(new) > LONGEST_TEXT:
        raise Unsettled
    return string.replace(wanted, new)


def _substituted(string: str, pattern: str, new: str) -> str:
    compiled = _compiled(pattern, string)
    if compiled.match("") or len(string) * (len(new) + 1) > LONGEST_TEXT:
        raise Unsettled

    def written(match: re.Match[str]) -> str:
        def group(mark: re.Match[str]) -> str:
            name = mark[1] or mark[2]
            if name is None:
                return "$"
            if name.isdigit():
                return match[int(name)] or "" if int(name) <= compiled.groups else ""
            return match[name] or "" if name in compiled.groupindex else ""

        return _REPLACED.sub(group, new)

    return compiled.sub(written, string)


FUNCTIONS: dict[str, Function] = {
    "regex": _regex,
    "regexall": _regexall,
    "replace": _replace,
}
