"""HCL that python-hcl2 refuses and Terraform reads, written so that both read it.

Only a file that did not parse is tidied, or one whose comments are asked for. Every character keeps
the offset it came from, so that what is found in the tidied text is shown where it stands in the
file.
"""

from __future__ import annotations

import re
from bisect import bisect_right

_HEREDOC = re.compile(r"<<-?([^\W\d][\w-]*)[ \t]*\r?\n")
_LINE_COMMENT = re.compile(r"(?:#|//)[^\n]*")
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_PLAIN = re.compile(r"[A-Za-z0-9_=,.:?!&|+ \t-]+")
_CLOSED_BY = {"(": ")", "[": "]", "{": "}", "${": "}"}
# Between these Terraform takes a line break for a space.
_LOOSE = frozenset({"(", "[", "${"})


class Tidied:
    """A text and the way back from it.

    ``comments`` are those that end a line, with the numbers of their lines.
    """

    def __init__(self, text: str) -> None:
        self.comments: list[tuple[int, str]] = []
        self._source = text
        self._parts: list[str] = []
        self._offsets: list[int] = []
        self._lines = [0, *(match.end() for match in re.finditer("\n", text))]
        self._open: list[str] = []
        position = 0
        while position < len(text):
            in_string = self._open[-1:] == ['"']
            position = self._characters(position) if in_string else self._code(position)
        self.text = "".join(self._parts)

    def _put(self, shown: str, start: int, *, same: bool = True) -> None:
        """Add text; what is not the ``same`` as in the source all comes from its first offset."""
        self._parts.append(shown)
        self._offsets += range(start, start + len(shown)) if same else [start] * len(shown)

    def _characters(self, position: int) -> int:
        """Inside a quoted string."""
        two = self._source[position : position + 2]
        if two in ("$$", "%%") and self._source[position + 2 : position + 3] == "{":
            two = self._source[position : position + 3]
        elif two in ("${", "%{"):
            self._open.append("${")
        elif not two.startswith("\\"):
            two = two[:1]
            if two == '"':
                self._open.pop()
        self._put(two, position)
        return position + len(two)

    def _code(self, position: int) -> int:
        text = self._source
        loose = self._open[-1:] and self._open[-1] in _LOOSE
        if plain := _PLAIN.match(text, position):
            self._put(plain[0], position)
            return plain.end()
        if heredoc := _HEREDOC.match(text, position):
            return self._heredoc(heredoc)
        line_comment = _LINE_COMMENT.match(text, position)
        if line_comment:
            self.comments.append((bisect_right(self._lines, position), line_comment[0]))
        if comment := line_comment or _COMMENT.match(text, position):
            blank = re.sub("." if loose else r"[^\n]", " ", comment[0], flags=re.DOTALL)
            self._put(blank, position)
            return comment.end()
        if text.startswith("/*", position):
            return self._rest(position)
        character = text[position]
        if character in ('"', *_CLOSED_BY):
            self._open.append(character)
        elif self._open and character == _CLOSED_BY.get(self._open[-1]):
            self._open.pop()
        if character in "\r\n" and loose:
            self._put(" ", position)
        elif not character.isascii() and character.isalnum():
            # one spelling for one name is all that is asked of it
            self._put(f"u{ord(character):x}_", position, same=False)
        else:
            self._put(character, position)
        return position + 1

    def _heredoc(self, start: re.Match[str]) -> int:
        text, marker = self._source, start[1]
        end = re.compile(rf"^[ \t]*{re.escape(marker)}[ \t]*\r?\n", re.MULTILINE)
        found = end.search(text, start.end())
        if found is None:
            return self._rest(start.start())
        plain = "END" + "".join(f"{ord(c):x}" for c in marker)
        self._put(text[start.start() : start.start(1)], start.start())
        self._put(plain + "\n", start.start(1), same=False)
        self._put(text[start.end() : found.start()], start.end())
        # python-hcl2 takes the line break for a part of the heredoc, wherever that stands
        self._put(plain + "\n", found.start(), same=False)
        return found.end()

    def _rest(self, start: int) -> int:
        """What has no end, which the parser is to find as it stands."""
        self._put(self._source[start:], start)
        return len(self._source)

    def place(self, offset: int) -> tuple[int, int]:
        """Line and column in the source of an offset in the tidied text."""
        source = self._offsets[offset] if offset < len(self._offsets) else len(self._source)
        line = bisect_right(self._lines, source)
        return line, source - self._lines[line - 1] + 1


def comments(text: str) -> list[tuple[int, str]]:
    """The comments of a file that end a line, with the numbers of their lines."""
    return Tidied(text).comments
