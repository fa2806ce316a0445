"""What changes from one piece of code to another."""

import re
from html import unescape

import pytest

from ecsnet.facts import LANGUAGES
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
    assert [sign + line for sign, line in Difference(before, after).lines()] == expected


@pytest.mark.parametrize(("before", "after"), [case[:2] for case in CASES])
def test_either_side_is_what_is_left_without_the_other(before: str, after: str) -> None:
    html = Difference(before, after).html("").removesuffix("\n")
    assert without("del", html) == after
    assert without("ins", html) == before


def test_code_is_text() -> None:
    html = Difference("<img src=x>\n", '"${a} & b"\n').html('data-mode="x"')
    assert html == (
        '<pre class="difference" data-mode="x"><code><del>&lt;img src=x&gt;\n</del>'
        '<ins>"${a} &amp; b"\n</ins></code></pre>\n'
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_task_is_there_against_each_other_one(language: str) -> None:
    made = comparison.differences(language)
    pairs = re.findall(r'data-mode="(\w+)" data-against="(\w+)"', made)
    modes = comparison.TASK_MODES
    assert len(pairs) == len(set(pairs)) == len(modes) * (len(modes) - 1)
    assert set(pairs) == {(new, old) for new in modes for old in modes if new != old}
