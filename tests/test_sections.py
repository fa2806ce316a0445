"""One reading of the scissors, for the package, the tools and the linter of prose."""

import re

import pytest
from support.paths import ROOT

from ecsnet.sections import include, includes, marker, markers, section, section_lines

PLUGIN = ROOT / "tools/lint/textlint/mkdocs.cjs"

INCLUDES = [
    '--8<-- "snippets/a.tf"',
    '    --8<-- "snippets/a.tf:task"',
    '\t--8<-- "a.tf"',
    '> --8<-- "a.tf"',
    "-8<- 'a.tf'",
    '----8<---- "a.tf:3:5"',
    "--8<--",
]
MARKERS = [
    "# --8<-- [start:task]",
    "<!-- --8<-- [end:task] -->",
    "// -8<- [ Start : a_b-2 ]",
]
NEITHER = [
    "",
    "text",
    ';--8<-- "a.tf"',
    "# ;--8<-- [start:task]",
    'write --8<-- "a.tf" here',
    "# --8<-- [start:1]",
    "# --8<-- [begin:task]",
    "- 8 <-",
]

TEXT = """\
a = 1
# --8<-- [start:outer]
b = 2
# --8<-- [start:inner]
  c = 3
# --8<-- [end:inner]

# --8<-- [end:outer]
d = 4
# --8<-- [start:open]
e = 5
"""


@pytest.mark.parametrize("line", INCLUDES)
def test_includes(line: str) -> None:
    assert include(line) is not None
    assert marker(line) is None


@pytest.mark.parametrize("line", MARKERS)
def test_markers(line: str) -> None:
    assert marker(line) is not None
    assert include(line) is None


@pytest.mark.parametrize("line", NEITHER)
def test_neither(line: str) -> None:
    assert include(line) is None
    assert marker(line) is None


def test_the_japanese_linter_takes_the_same_lines_for_includes() -> None:
    source = re.search(r"^const INCLUDE = /(.+)/;$", PLUGIN.read_text(encoding="utf-8"), re.M)
    assert source
    # What the expression is written with means the same in both languages.
    assert set(source[1]) <= set(r"^$[]()*+-<> 8\t")
    taken = [line for line in [*INCLUDES, *MARKERS, *NEITHER] if re.match(source[1], line)]
    assert taken == INCLUDES


def test_lines_are_counted_from_1() -> None:
    assert [(i.line, i.path) for i in includes('x\n--8<-- "a.tf"\n--8<-- "b.tf"\n')] == [
        (2, "a.tf"),
        (3, "b.tf"),
    ]
    assert [(m.line, m.kind, m.name) for m in markers(TEXT)] == [
        (2, "start", "outer"),
        (4, "start", "inner"),
        (6, "end", "inner"),
        (8, "end", "outer"),
        (10, "start", "open"),
    ]


def test_section() -> None:
    assert section(TEXT, "inner") == "  c = 3"
    assert section(TEXT, "outer") == "b = 2\n  c = 3\n"
    assert section(TEXT, "open") == "e = 5\n"
    assert section_lines(TEXT, "inner") == range(5, 6)
    assert section_lines(TEXT, "none") is None
    with pytest.raises(ValueError, match="no section none"):
        section(TEXT, "none")


def test_an_end_before_the_start_ends_nothing() -> None:
    text = "--8<-- [end:a]\n--8<-- [start:a]\nx\n--8<-- [end:a]\ny"
    assert section(text, "a") == "x"
