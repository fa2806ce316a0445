"""The scissors of pymdownx.snippets: lines that include a file, and markers of the parts of one.

A page includes with ``--8<-- "snippets/modes/awsvpc.tf:task"``; the file has
``# --8<-- [start:task]`` and ``# --8<-- [end:task]`` around that part. The syntax is that of
https://facelessuser.github.io/pymdown-extensions/extensions/snippets/

A line may end in ``# Note 1``: the number of a note in the list that the page has below the code.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_SCISSORS = r"-+8<-+"
_MARKER = re.compile(
    rf"(?<![;-]){_SCISSORS}[ \t]+\[[ \t]*(start|end)[ \t]*:[ \t]*([a-z][-\w]*)[ \t]*\]", re.I
)
_INCLUDE = re.compile(rf"^[ \t>]*{_SCISSORS}(?:[ \t]*(?P<spec>.*?))?[ \t]*$")
# What pymdownx.snippets takes; it prints everything else that looks like an include.
_WORKING_INCLUDE = re.compile(rf'[ \t]*{_SCISSORS}[ \t]+"([^"]+)"')
_LINE_RANGE = re.compile(r"^(.*?)((?::-?\d*){1,2}(?:,-?\d*(?::-?\d*)?)*)$")
# What a difference of two files, and a word on them, has instead of includes (tools/generate/).
_COMPARED = re.compile(
    r'<(?:pre class="difference"|span) data-before="([^"]+)" data-after="([^"]+)"'
)
_NOTE = re.compile(r"[ \t]*# Note (\d+)$", re.M)
_NAMED_SECTION = re.compile(r"^(.*):([A-Za-z][-\w]*)$")


@dataclass(frozen=True, slots=True)
class Marker:
    """One edge of a section."""

    line: int
    kind: str
    """start or end."""
    name: str


@dataclass(frozen=True, slots=True)
class Include:
    """A line that asks for a file."""

    line: int
    spec: str
    """What stands after the scissors, as written."""
    path: str
    section: str | None
    working: bool
    """False when the line is printed, or not written as it is here."""
    line_range: bool


def marker(line: str, number: int = 1) -> Marker | None:
    """The marker on a line, whatever comment it stands in.

    Args:
        line: the text of the line.
        number: its number in the file.
    """
    # Nearly every line has none, and looking for three characters is far cheaper.
    match = _MARKER.search(line) if "8<-" in line else None
    return Marker(number, match[1].lower(), match[2]) if match else None


def markers(text: str) -> tuple[Marker, ...]:
    """The markers of a file, in their order."""
    numbered = enumerate(text.split("\n"), start=1)
    return tuple(found for number, line in numbered if (found := marker(line, number)))


def section_lines(text: str, name: str) -> range | None:
    """The numbers of the lines between the two markers of a section; None when there is none.

    As in pymdownx.snippets, a section that is not closed runs to the end of the file.
    """
    edges = [edge for edge in markers(text) if edge.name == name]
    start = next((edge.line for edge in edges if edge.kind == "start"), None)
    if start is None:
        return None
    ends = (edge.line for edge in edges if edge.kind == "end" and edge.line > start)
    return range(start + 1, next(ends, text.count("\n") + 2))


def section(text: str, name: str) -> str:
    """What a page shows of a file when it includes a section: its lines, without any marker.

    Raises:
        ValueError: the text has no section of this name.
    """
    lines = text.split("\n")
    return "\n".join(lines[number - 1] for number in shown_lines(text, name))


def shown_lines(text: str, name: str) -> list[int]:
    """The numbers of the lines that a page shows of a section.

    Raises:
        ValueError: the text has no section of this name.
    """
    numbers = section_lines(text, name)
    if numbers is None:
        raise ValueError(f"there is no section {name}")
    lines = text.split("\n")
    return [number for number in numbers if marker(lines[number - 1]) is None]


def include(line: str, number: int = 1) -> Include | None:
    """The include on a line; a marker is none.

    Args:
        line: the text of the line.
        number: its number in the file.
    """
    match = _INCLUDE.match(line) if "8<-" in line else None
    spec = (match["spec"] or "") if match else ""
    if match is None or spec.startswith("["):
        return None
    working = _WORKING_INCLUDE.fullmatch(line) is not None
    path = spec.strip("\"'")
    if ranged := _LINE_RANGE.match(path):
        return Include(number, spec, ranged[1], None, working, True)
    named = _NAMED_SECTION.match(path)
    if named and "://" not in path:
        return Include(number, spec, named[1], named[2], working, False)
    return Include(number, spec, path, None, working, False)


def includes(text: str) -> Iterator[Include]:
    """The includes of a page or a fragment, in their order; those in code blocks work too."""
    for number, line in enumerate(text.split("\n"), start=1):
        if found := include(line, number):
            yield found


def compared(text: str) -> set[str]:
    """The files of which a fragment shows or says what differs between two."""
    return {path for pair in _COMPARED.findall(text) for path in pair}


def notes(text: str) -> list[int]:
    """The numbers of the notes that some lines have, in their order."""
    return [int(number) for number in _NOTE.findall(text)]


def without_notes(text: str) -> str:
    """The text as it is without its page."""
    return _NOTE.sub("", text)
