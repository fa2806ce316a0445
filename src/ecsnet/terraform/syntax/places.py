"""Places in a text by offset."""

from __future__ import annotations

import re
from bisect import bisect_right

from ecsnet.model import Location


class Lines:
    """Places in a text by offset.

    Args:
        text: the text.
        file: the name of its file.
        first: the line of the file on which the text begins, in the first column.
        indent: the columns of the file before each line of the text.
    """

    def __init__(self, text: str, file: str, first: int = 1, indent: int = 0) -> None:
        self._file, self._first, self._indent = file, first, indent
        self._starts = [0, *(match.end() for match in re.finditer("\n", text))]

    def at(self, start: int, end: int) -> Location:
        """The place of the characters from one offset up to another."""
        index = bisect_right(self._starts, start) - 1
        one_line = index == bisect_right(self._starts, max(start, end - 1)) - 1
        begin = self._starts[index]
        before = 1 + self._indent
        stop = end - begin + before if one_line else 0
        return Location(self._file, self._first + index, start - begin + before, stop)
