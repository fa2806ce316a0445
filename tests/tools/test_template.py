import pytest
from jinja2 import UndefinedError

from tools.generate.template import render


def test_a_name_that_is_not_given_is_refused() -> None:
    given = {"command": "check", "kind": "text"}
    with pytest.raises(UndefinedError, match="'printed' is undefined"):
        render("session", "en", **given)
    assert render("session", "en", **given, printed="nothing {# found #}") == (
        "```console\necsnet check\n```\n\n```text\nnothing {# found #}\n```\n"
    )
