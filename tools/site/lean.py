"""What the site sends of our scripts and style sheets: all but comments and indents.

Of its pages, all but the indents of their templates, attributes that nothing reads, the elements
around names in code that have the colour of all code, and the quotes that HTML lets one leave out.
End tags stay: not every parser knows which the next tag stands for.

Written over the built site, after MkDocs (tools/site/finish.py). `make serve` sends the files as
they are, so that the browser's tools show what is edited.
"""

import re
from pathlib import Path

from tools import ROOT

ASSETS = ROOT / "docs/assets"

# Comments that have their lines to themselves: no string or pattern of a script looks like one.
COMMENT = re.compile(r"^[ \t]*(?:/\*\*(?:(?!\*/).)*\*/|//[^\n]*)\n", re.DOTALL | re.MULTILINE)
# A type within a line, which JSDoc gives to the brackets behind it.
CAST = re.compile(r"/\*\* @type \{[^\n]*?\} \*/ ?")
MARGIN = re.compile(r"^[ \t]+", re.MULTILINE)
# The notice of a licence stays.
NOTE = re.compile(r"/\*(?!!).*?\*/", re.DOTALL)
SPACE = re.compile(r"\s*\n\s*")
# What a style sheet has for those who read it, and the texts that have it for themselves.
SIGNS = re.compile(
    r"""("[^"]*"|'[^']*'|/\*![^*]*\*/)|;?\n(?=\})|(?<=[\w-]:) | (?=\{\n)|(?<=[,;{])\n"""
)
# What is shown as it is written, or known to the policy by its hash; and the space between lines.
VERBATIM = re.compile(r"(<(pre|textarea|script|style)\b.*?</\2>)", re.DOTALL)
INDENT = re.compile(r"\n\s+")
# What only Material's script reads, which the pages do not load (ours looks for toc), colours that
# its style sheet here does not have, and what a drawing within a page does not need.
UNREAD = re.compile(
    r' (?:data-md-(?:scrollfix|type="[^"]*"|component="(?!toc")[^"]*"'
    r'|color-(?:primary|accent)="\w+")|xmlns="http://www\.w3\.org/2000/svg")(?=[^<>]*>)'
)
# What only that script fills.
EMPTY = re.compile(r'<div class="md-dialog">\s*<div class="[^"]*"></div>\s*</div>\s*')
# Arguments, labels and signs of code: site.css gives them --d-ink, as it does the code around them.
PLAIN = re.compile(r'<span class="(?:na|nv|o|p)">([^<]*)</span>')
# Quotes that a value does not need. Before the end of an empty element of a drawing it does: there
# the slash would belong to the value. What shows a shared link may look for those of <meta>.
START_TAG = re.compile(r"<(?!meta\b)[a-z][^<>]*>")
QUOTED = re.compile(r"""(?<=\s)([\w:-]+)="([^"\s'=<>`]+)"(?=[\s>])""")


def page(source: str) -> str:
    """A page without indents, empty lines, and attributes, elements and signs that show nothing."""
    parts = VERBATIM.split(source)
    return "".join(
        _verbatim(part)
        if number % 3
        else _unquoted(EMPTY.sub("", UNREAD.sub("", INDENT.sub("\n", part))))
        for number, part in enumerate(parts)
        if number % 3 != 2
    )


def _verbatim(part: str) -> str:
    return _unquoted(PLAIN.sub(r"\1", part)) if part.startswith("<pre") else part


def _unquoted(part: str) -> str:
    return START_TAG.sub(lambda tag: QUOTED.sub(r"\1=\2", tag[0]), part)


def script(source: str) -> str:
    """A script without comments and indents. What it does not know for a comment stays."""
    return MARGIN.sub("", CAST.sub("", COMMENT.sub("", source)))


def style(source: str) -> str:
    """A style sheet without comments, indents, and signs and lines that say nothing."""
    lines = SPACE.sub("\n", NOTE.sub("", source)).lstrip()
    return SIGNS.sub(lambda found: found[1] or "", lines)


def write(site: Path) -> None:
    """Write the pages and the files of docs/assets again into a built site."""
    for target in sorted(site.rglob("*.html")):
        target.write_text(page(target.read_text(encoding="utf-8")), encoding="utf-8")
    for pattern, lean in (("javascripts/*.js", script), ("stylesheets/*.css", style)):
        for file in sorted(ASSETS.glob(pattern)):
            target = site / "assets" / file.relative_to(ASSETS)
            target.write_text(lean(file.read_text(encoding="utf-8")), encoding="utf-8")
