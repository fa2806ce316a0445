"""Type constraints of variables, and what a default says."""

from pathlib import Path

import pytest
from support.terraform import argument

from ecsnet.model import UNKNOWN


@pytest.mark.parametrize(
    ("variable", "expected"),
    [
        ('type = number\n  default = "80"', 80),
        ("type = string\n  default = 80", "80"),
        ('type = bool\n  default = "true"', True),
        ('default = "80"', "80"),
        ('type = list(number)\n  default = ["80"]', [80]),
        ("type = set(string)\n  default = [80, 80]", ["80"]),
        ('type = map(number)\n  default = { a = "80" }', {"a": 80}),
        ('type = object({ port = number })\n  default = { port = "80", more = 1 }', {"port": 80}),
        (
            "type = object({\n    port = number # of the container\n"
            '    "name" = optional(string)\n    host = optional(number, 80)\n  })\n'
            '  default = { port = "80", host = null }',
            {"port": 80, "name": None, "host": 80},
        ),
        (
            'type = list(object({ a = number }))\n  default = [{ a = "80" }, { a = null }]',
            [{"a": 80}, {"a": None}],
        ),
        ('type = tuple([number, list(bool)])\n  default = ["80", ["true"]]', [80, [True]]),
        ('type = map(any)\n  default = { a = "80" }', {"a": "80"}),
        ("default = 0", 0),
        ("default = false", False),
        ("default = null", UNKNOWN),
        ('default = ""', UNKNOWN),
        ("default = []", UNKNOWN),
        ("type = map(string)\n  default = {}", UNKNOWN),
        ('default = "[]"', UNKNOWN),
        ('default = " [ { } ] "', UNKNOWN),
        ("default = <<EOT\n[]\nEOT", UNKNOWN),
        ("default = <<EOT\n[{}]\nEOT", UNKNOWN),
        ("default = { web = {} }", {"web": {}}),
        ("default = [{}]", [{}]),
        ('default = "[0]"', "[0]"),
    ],
)
def test_a_default_has_the_type_of_its_variable_and_an_empty_one_says_nothing(
    tmp_path: Path, variable: str, expected: object
) -> None:
    extra = f'variable "a" {{\n  {variable}\n}}'
    assert argument(tmp_path, "var.a", extra) == expected


@pytest.mark.parametrize(
    ("variable", "expected"),
    [  # what `terraform console` of Terraform 1.11.4 answers
        (
            'map(any)\n default = { n = "web", p = 80, q = false }',
            {"n": "web", "p": "80", "q": "false"},
        ),
        ('map\n default = { n = "web", p = 80 }', {"n": "web", "p": "80"}),
        ('list(any)\n default = [1, "a", null]', ["1", "a", None]),
        ('set(any)\n default = [1, "a"]', ["1", "a"]),
        (
            'map(any)\n default = { x = { p = 80, q = true }, y = { p = "81", q = true } }',
            {"x": {"p": "80", "q": True}, "y": {"p": "81", "q": True}},
        ),
        (
            'map(any)\n default = { x = { p = 80 }, y = { q = "81" } }',
            {"x": {"p": "80"}, "y": {"q": "81"}},
        ),
        ('map(any)\n default = { x = { p = 80, n = "x" } }', {"x": {"p": 80, "n": "x"}}),
        (
            'map(any)\n default = { x = { p = 80, q = null }, y = { p = 81, q = "a" } }',
            {"x": {"p": 80, "q": None}, "y": {"p": 81, "q": "a"}},
        ),
        ('list(any)\n default = [[1, "a"], [2, 3]]', [[1, "a"], [2, "3"]]),
        ('list(any)\n default = [[1, "a"], [2]]', [["1", "a"], ["2"]]),
        (
            'list(map(any))\n default = [{ p = 80, n = "x" }, { p = 81 }]',
            [{"p": "80", "n": "x"}, {"p": "81"}],
        ),
        (
            'map(list(any))\n default = { m = [80, "x"], l = [1] }',
            {"m": ["80", "x"], "l": ["1"]},
        ),
        (
            'object({ m = map(any) })\n default = { m = { p = 80, n = "x" } }',
            {"m": {"p": "80", "n": "x"}},
        ),
        ('any\n default = { x = 1, y = "a" }', {"x": 1, "y": "a"}),
    ],
)
def test_items_of_any_type_are_of_one_type(tmp_path: Path, variable: str, expected: object) -> None:
    extra = f'variable "a" {{\n type = {variable}\n}}'
    assert argument(tmp_path, "var.a", extra) == expected


def test_an_item_beside_an_unknown_one_may_be_a_text(tmp_path: Path) -> None:
    extra = (
        'variable "a" {\n type = map(any)\n default = { p = 80, q = true, n = f(), z = null }\n}'
    )
    unknown = {"p": UNKNOWN, "q": UNKNOWN, "n": UNKNOWN, "z": None}
    assert argument(tmp_path, "var.a", extra) == unknown
