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
    ],
)
def test_a_default_has_the_type_of_its_variable_and_an_empty_one_says_nothing(
    tmp_path: Path, variable: str, expected: object
) -> None:
    extra = f'variable "a" {{\n  {variable}\n}}'
    assert argument(tmp_path, "var.a", extra) == expected
