"""At a glance: what has no syntax error that a parser would find."""

import pytest
from support.command import write
from support.paths import SNIPPETS

from ecsnet.inputs.whole import whole

FILES = sorted(SNIPPETS.rglob("*.tf"))
TEXTS = [file.read_text(encoding="utf-8") for file in FILES]


def test_every_snippet_looks_whole_at_a_glance() -> None:
    assert [str(f) for f, text in zip(FILES, TEXTS, strict=True) if not whole(text)] == []


def test_no_snippet_without_its_last_brace_looks_whole() -> None:
    cut = {file: text.rpartition("}") for file, text in zip(FILES, TEXTS, strict=True)}
    assert [str(file) for file, (head, _, tail) in cut.items() if whole(head + tail)] == []


@pytest.mark.parametrize(
    "text",
    [
        "",
        "# nothing\n",
        "/* } */\n",
        'a "b" c {\n}\n',
        'x {\n  y = "${f("a")} }"\n}\n',
        'x {\n  y = <<-END\n    }}} "\n    END\n}\n',
        'x {\r\n  y = <<END-1\r\n}}} "\r\nEND-1\r\n}\r\n',
        "x {}\ny {}\n",
    ],
)
def test_what_is_whole_is_not_taken_for_odd(text: str) -> None:
    assert whole(text)


@pytest.mark.parametrize(
    "text",
    [
        "{",
        "}",
        "x {",
        "x {\n]\n}",
        'x {\n y = "\n}',
        "words",
        "x = 1",
        "x {} y",
        "[]",
        "x [\n]\n",
        "1 {}",
        "x {\n}\n/* }",
        "x {\n  y = <<A\n}\n",
    ],
)
def test_what_is_odd_is_parsed_after_all(text: str) -> None:
    assert not whole(text)


def test_what_concerns_nothing_is_not_parsed(run, monkeypatch: pytest.MonkeyPatch) -> None:
    write("a/main.tf", 'resource "aws_s3_bucket" "b" {\n  bucket = "b" # } {\n}\n')
    write("b/main.tf", 'locals {\n  x = <<EOF\n{{{ "\nEOF\n  y = { a = [1, (2)] }\n}\n')
    monkeypatch.setattr("ecsnet.terraform.directory.parse", lambda *_: pytest.fail("parsed"))
    assert run("check").status == 0
