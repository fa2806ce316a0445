"""What changes from one piece of code to another."""

import re
from html import unescape

import pytest

from ecsnet.facts import LANGUAGES
from ecsnet.sections import compared
from tools.generate import comparison
from tools.generate.diff import Difference

CASES = [
    ("a\nb\n", "a\nb\n", [" a", " b"]),
    ("a\nb\nc\n", "a\nx\nc\n", [" a", "-b", "+x", " c"]),
    ("a\n", "a\nb\n", [" a", "+b"]),
    ("a\nb\n", "b\n", ["-a", " b"]),
    ("", "a\n\nb\n", ["+a", "+", "+b"]),
    # A line that occurs often is no reason to take everything for new.
    ("}\n" * 300 + "a\n", "}\n" * 300 + "b\n", [" }"] * 300 + ["-a", "+b"]),
]


def without(tag: str, html: str) -> str:
    kept = re.sub(rf"<{tag}>.*?</{tag}>", "", html, flags=re.S)
    return unescape(re.sub(r"<[^>]*>", "", kept))


@pytest.mark.parametrize(("before", "after", "expected"), CASES)
def test_lines_have_their_sign(before: str, after: str, expected: list[str]) -> None:
    lines = Difference(before, after).lines()
    assert [line.sign + line.text for line in lines] == expected
    kept = [line for line in lines if line.number is not None]
    assert [before.splitlines()[line.number] for line in kept] == [line.text for line in kept]


@pytest.mark.parametrize(("before", "after"), [case[:2] for case in CASES])
def test_either_side_is_what_is_left_without_the_other(before: str, after: str) -> None:
    html = Difference(before, after).html("").removesuffix("\n")
    assert without("del", html) == after
    assert without("ins", html) == before


def test_lines_far_from_a_change_are_left_out() -> None:
    found = Difference("a\nb\nc\nd\ne\nf\n", "x\nb\nc\nd\ne\ny\n").html("", context=1)
    shown = re.sub(r"<[^>]*>", "", found)
    assert "".join(shown.split()) == "axb…efy"


def test_code_is_text() -> None:
    html = Difference("<img src=x>\n", '"${a} & b"\n').html('data-mode="x"')
    assert html == (
        '<pre class="difference" data-mode="x"><code><del>&lt;img src=x&gt;\n</del>'
        '<ins>"${a} &amp; b"\n</ins></code></pre>\n'
    )


def test_a_line_that_is_only_aligned_anew_is_as_in_the_second_text() -> None:
    found = Difference('a = "x = y"\n', 'a   = "x = y"\nbbb = 1\n')
    assert [line.sign + line.text for line in found.lines()] == [' a   = "x = y"', "+bbb = 1"]
    # What is indented otherwise, or is in a string, changes.
    for before, after in (("a = 1\n", "  a = 1\n"), ('a = "b  c"\n', 'a = "b c"\n')):
        assert [line.sign for line in Difference(before, after).lines()] == ["-", "+"]


def test_what_is_pointed_at_is_marked() -> None:
    marks = {0: (2, 7), 1: (0, 3)}
    html = Difference("x <b> y\na = 1\n", "a   = 1\nb_c = 2\n", marks).html("")
    assert "<del>x <mark>&lt;b&gt;</mark> y\n</del>" not in html
    assert "<del>x <mark>&lt;b&gt; y</mark>\n</del>" in html
    # In a line that is aligned anew, the same words are marked.
    assert "<mark>a   =</mark> 1\n<ins>b_c = 2\n</ins>" in html


def test_a_part_is_shown_with_all_that_changes() -> None:
    before = "".join(f"{n}\n" for n in range(10))
    html = Difference(before, before.replace("7\n", "x\n")).html("", range(4, 6))
    assert re.sub("<[^>]*>", "", html) == "4\n5\n6\n7\nx\n\n"
    everything = Difference(before, before).html("", range(10))
    assert re.sub("<[^>]*>", "", everything) == before + "\n"


def test_a_comment_at_the_beginning_of_a_line_is_no_heading() -> None:
    html = Difference("# a\n", "# a\n# b\n").html("")
    assert "\n#" not in html.replace("<code>", "\n")
    assert unescape(re.sub("<[^>]*>", "", html)) == "# a\n# b\n\n"


def test_files_of_a_difference_are_found() -> None:
    html = Difference("a\n", "b\n").html('data-before="snippets/a.tf" data-after="snippets/b.tf"')
    assert compared(f"x\n{html}\n{html}") == {"snippets/a.tf", "snippets/b.tf"}
    assert compared(Difference("a\n", "b\n").html('data-mode="a"')) == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_task_is_there_against_each_other_one(language: str) -> None:
    made = comparison.differences(language)
    pairs = re.findall(r'data-mode="(\w+)" data-against="(\w+)"', made)
    modes = comparison.TASK_MODES
    assert len(pairs) == len(set(pairs)) == len(modes) * (len(modes) - 1)
    assert set(pairs) == {(new, old) for new in modes for old in modes if new != old}
