"""What is left of a style sheet when what the pages do not use is taken out."""

import pytest
import tinycss2

from tools.site import theme_css


def pruned(css: str, unused: str = ".gone", read: tuple[str, ...] = ()) -> str:
    rules = tinycss2.parse_stylesheet(css)
    return theme_css._pruned(rules, lambda selector: unused not in selector, frozenset(read))


@pytest.mark.parametrize(
    ("css", "left"),
    [
        (".gone{a:b}.stays{a:b}", ".stays{a:b}"),
        (".gone,.stays>p,.gone p{a:b}", ".stays>p{a:b}"),
        ("a:is(.gone,.b),c{a:b}", "c{a:b}"),
        ("@media print{.gone{a:b}}", ""),
        ("@media (min-width:1em){.gone{a:b}p{a:b}}", "@media (min-width:1em){p{a:b}}"),
        ("@keyframes gone{0%{a:b}to{a:c}}", "@keyframes gone{0%{a:b}to{a:c}}"),
        ("p{--unread:url(';}');a:b!important}", "p{a:b!important}"),
        ("p{--unread:1}", ""),
        # A variable by its look only
        (".block--part:not([hidden]){a:b}", ".block--part:not([hidden]){a:b}"),
        ('a[b="}"]{content:"{;"}', 'a[b="}"]{content:"{;"}'),
    ],
)
def test_what_is_left(css: str, left: str) -> None:
    assert pruned(css) == left


def test_a_variable_that_is_read_stays() -> None:
    assert pruned("p{--a:1;--b:2}", read=("--b",)) == "p{--b:2}"


def test_variables_go_with_the_last_that_reads_them() -> None:
    css = "p{--a:1;--b:var(--a);a:b}.gone{color:var(--b)}"
    assert theme_css._without_unread_variables(css, lambda s: s != ".gone") == "p{a:b}"


@pytest.mark.parametrize("css", ["p{a:b}}", "p{a b}", "p"])
def test_a_fault_is_not_passed_over(css: str) -> None:
    with pytest.raises(ValueError, match=r"^1:\d+: <ParseError"):
        pruned(css)
