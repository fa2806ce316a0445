"""What changes from one piece of code to another, as HTML: the lines of both, in their order."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from html import escape
from itertools import pairwise

# `terraform fmt` sets the signs of neighbours under each other, so one longer name moves them all.
_ALIGNED = re.compile(r"(?<=\S) +(?== )")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of either text: a minus, a plus, or a space where nothing changes, and what it says.

    ``number`` is its place in the first text, from 0; a line that is new has none.
    """

    sign: str
    text: str
    number: int | None


@dataclass(frozen=True, slots=True)
class Difference:
    """Two texts, the second of which is what a reader takes along.

    ``marks`` are places of the first that are pointed at: the columns, by the number of the line,
    all from 0.
    """

    before: str
    after: str
    marks: Mapping[int, tuple[int, int]] = field(default_factory=dict)

    def lines(self) -> list[Line]:
        """The lines of both texts, those that go before those that come.

        A line that is only aligned anew is none that changes, and is as in the second text.
        """
        old, new = self.before.splitlines(), self.after.splitlines()
        one, other = ([_ALIGNED.sub(" ", line) for line in lines] for lines in (old, new))
        found: list[Line] = []
        for kind, a, b, c, d in SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
            if kind == "equal":
                found += [Line(" ", new[c + n - a], n) for n in range(a, b)]
            else:
                found += [Line("-", old[n], n) for n in range(a, b)]
                found += [Line("+", line, None) for line in new[c:d]]
        return found

    def html(self, attributes: str, part: range | None = None, context: int | None = None) -> str:
        """A block of code in which a line that goes is <del> and one that comes is <ins>.

        The signs are the style sheet's, so that they are not copied with the text, and the end of a
        line is within it, so that nothing is left of one that is taken out.

        Args:
            attributes: those of the block.
            part: lines of the first text: with them, and with all that changes, it is shown whole.
            context: how many lines around each change are shown, instead of everything.
        """
        marks = {"-": "<del>{}\n</del>", "+": "<ins>{}\n</ins>", " ": "{}\n"}
        lines = self.lines()
        wanted = [n for n, line in enumerate(lines) if part is None or _is_of(line, part)]
        shown = lines[wanted[0] : wanted[-1] + 1] if wanted else []
        shown = shown if context is None else _near_changes(shown, context)
        code = "".join(marks[line.sign].format(self._marked(line)) for line in shown)
        # A comment at the beginning of a line is no heading.
        code = re.sub("^#", "&#35;", code, flags=re.MULTILINE)
        return f'<pre class="difference" {attributes}><code>{code}</code></pre>\n'

    def _marked(self, line: Line) -> str:
        place = None if line.number is None else self.marks.get(line.number)
        if place is None:
            return escape(line.text, quote=False)
        first, last = place
        if line.sign == " ":
            # As it is in the second text, where it may be aligned otherwise.
            marked = self.before.splitlines()[line.number or 0][first:last]
            words = (re.escape(word) for word in re.split(" +", marked))
            first, last = next(re.finditer(" +".join(words), line.text)).span()
        parts = (line.text[:first], line.text[first:last], line.text[last:])
        before, marked, after = (escape(part, quote=False) for part in parts)
        return f"{before}<mark>{marked}</mark>{after}"


def _near_changes(lines: list[Line], context: int) -> list[Line]:
    """The lines that change, with some around them, and a sign where others are left out."""
    kept = {
        n + step
        for n, line in enumerate(lines)
        for step in range(-context, context + 1)
        if line.sign != " " and 0 <= n + step < len(lines)
        if step == 0 or lines[n + step].text
    }
    found: list[Line] = []
    for last, n in pairwise([-1, *sorted(kept)]):
        if found and any(line.text for line in lines[last + 1 : n]):
            found.append(Line(" ", "…", None))
        elif found and n > last + 1:
            found.append(lines[n - 1])
        found.append(lines[n])
    return found


def _is_of(line: Line, part: range) -> bool:
    return line.sign != " " or line.number in part
