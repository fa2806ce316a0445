"""What changes from one piece of code to another, as HTML: the lines of both, in their order."""

from dataclasses import dataclass
from difflib import SequenceMatcher
from html import escape


@dataclass(frozen=True, slots=True)
class Difference:
    """Two texts, the second of which is what a reader takes along."""

    before: str
    after: str

    def lines(self) -> list[tuple[str, str]]:
        """Each line with its sign: a minus, a plus, or a space where nothing changes."""
        old, new = self.before.splitlines(), self.after.splitlines()
        found: list[tuple[str, str]] = []
        for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
            if kind == "equal":
                found += [(" ", line) for line in old[a:b]]
            else:
                found += [("-", line) for line in old[a:b]] + [("+", line) for line in new[c:d]]
        return found

    def html(self, attributes: str) -> str:
        """A block of code in which a line that goes is <del> and one that comes is <ins>.

        The signs are the style sheet's, so that they are not copied with the text, and the end of a
        line is within it, so that nothing is left of one that is taken out.
        """
        marks = {"-": "<del>{}\n</del>", "+": "<ins>{}\n</ins>", " ": "{}\n"}
        code = "".join(marks[sign].format(escape(line, False)) for sign, line in self.lines())
        return f'<pre class="difference" {attributes}><code>{code}</code></pre>\n'
