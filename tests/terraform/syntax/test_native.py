"""Where python-hcl2 departs from HashiCorp's parser, and what ecsnet makes of it.

The second half pins the library's own behaviour, so that an upgrade that changes it is noticed.
"""

from __future__ import annotations

import json
from pathlib import Path

import hcl2
import pytest
from lark import Token, Tree
from lark.exceptions import UnexpectedCharacters, UnexpectedInput
from support.paths import SNIPPETS
from support.terraform import read

from ecsnet.terraform.syntax import native
from ecsnet.terraform.values import Json


def cluster(*arguments: str) -> str:
    return "\n".join(['resource "aws_ecs_cluster" "c" {', *arguments, "}", ""])


def value(tmp_path: Path, expression: str) -> object:
    result = read(tmp_path, cluster(f"  name = {expression}"))
    assert result.problems == ()
    return result.resources[0].body.attributes["name"].data


def error(tmp_path: Path, source: str | bytes) -> tuple[int, int, str]:
    (found,) = read(tmp_path, source).problems
    assert "\n" not in found.shown("en")
    return found.line, found.column, found.message.en


# --- what ecsnet makes good ---------------------------------------------------------------------


def test_argument_written_twice(tmp_path: Path) -> None:
    source = cluster('  name = "a"', '  name = "b"')
    assert hcl2.loads(source)["resource"][0]['"aws_ecs_cluster"']['"c"']["name"] == '"b"'
    line, column, message = error(tmp_path, source)
    assert (line, column) == (3, 3)
    assert "set twice" in message


def test_byte_order_mark(tmp_path: Path) -> None:
    source = "\ufeff" + cluster('  name = "a"')
    with pytest.raises(UnexpectedInput):
        hcl2.loads(source)
    result = read(tmp_path, source)
    assert result.problems == ()
    assert result.resources[0].at.line == 1


def test_bare_word(tmp_path: Path) -> None:
    source = cluster("  name = awsvpc")
    stripped = hcl2.SerializationOptions(strip_string_quotes=True)
    loaded = hcl2.loads(source, serialization_options=stripped)
    assert loaded["resource"][0]["aws_ecs_cluster"]["c"]["name"] == "awsvpc"
    line, column, message = error(tmp_path, source)
    assert (line, column) == (2, 10)
    assert 'quote it: "awsvpc"' in message


@pytest.mark.parametrize("marker", ["<<EOF", "<<-EOF"])
def test_heredoc_text_is_as_written(tmp_path: Path, marker: str) -> None:
    text = value(tmp_path, f'{marker}\nsay "hello\\n"\n  twice\nEOF')
    assert text == 'say "hello\\n"\n  twice\n'


@pytest.mark.parametrize("marker", ["<<EOF", "<<-EOF"])
def test_json_in_a_heredoc(tmp_path: Path, marker: str) -> None:
    data = value(tmp_path, f'{marker}\n  [{{"name": "a \\"b\\" \\\\ c"}}]\n  EOF')
    assert isinstance(data, Json)
    assert data.value.plain() == [{"name": 'a "b" \\ c'}]


def test_heredoc_inside_a_call(tmp_path: Path) -> None:
    data = value(tmp_path, 'jsonencode(jsondecode(<<-EOF\n  [{"hostPort": 80}]\n  EOF\n  ))')
    assert isinstance(data, Json)
    assert data.value.plain() == [{"hostPort": 80}]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        (r'"a\nb"', "a\nb"),
        (r'"a\tb"', "a\tb"),
        (r'"say \"a\""', 'say "a"'),
        (r'"a\\b"', "a\\b"),
        (r'"\u3042"', "あ"),
        (r'"\U0001F600"', "\U0001f600"),
        ('"$${a}"', "${a}"),
    ],
)
def test_escapes(tmp_path: Path, written: str, meant: str) -> None:
    assert hcl2.loads(f"a = {written}\n")["a"] == written
    assert value(tmp_path, written) == meant


def test_exponent(tmp_path: Path) -> None:
    assert hcl2.loads("a = 1e3\n")["a"] == "${1e3}"
    assert value(tmp_path, "1e3") == 1000


def test_line_break_inside_quotes(tmp_path: Path) -> None:
    assert hcl2.loads('a = "one\ntwo"\n')["a"] == '"one\ntwo"'
    line, _, message = error(tmp_path, cluster('  name = "one', '  two"'))
    assert line == 2
    assert "line break" in message


def test_interpolation_in_a_label(tmp_path: Path) -> None:
    source = 'resource "aws_ecs_cluster" "c-${1}" {\n}\n'
    assert '"c-${1}"' in hcl2.loads(source)["resource"][0]['"aws_ecs_cluster"']
    assert "label" in error(tmp_path, source)[2]


def test_argument_and_block_of_one_name(tmp_path: Path) -> None:
    source = cluster('  name = "a"', "  setting = 1", "  setting {", "  }")
    with pytest.raises(RuntimeError):
        hcl2.loads(source)
    result = read(tmp_path, source)
    assert result.problems == ()
    assert result.resources[0].body.attributes["name"].plain() == "a"


@pytest.mark.parametrize("pair", ["()", "[]"])
def test_deep_nesting_is_an_error_line_or_is_read(tmp_path: Path, pair: str) -> None:
    deep = f"{pair[0] * 2000}{'1' if pair == '()' else ''}{pair[1] * 2000}"
    with pytest.raises(RecursionError):
        hcl2.loads(f"a = {deep}\n")
    assert "nested too deeply" in error(tmp_path, cluster(f"  name = {deep}"))[2]


def test_japanese_in_strings_keys_labels_and_comments(tmp_path: Path) -> None:
    result = read(tmp_path, 'resource "a_b" "c" {\n  x = { "名前" = "値" } # 注\n}\n')
    assert result.problems == ()
    assert result.resources[0].body.attributes["x"].plain() == {"名前": "値"}


# --- what only the library decides --------------------------------------------------------------

ACCEPTED = {
    "a conditional over lines without parentheses": "a = var.x\n? 1\n: 2\n",
    "carriage returns alone": "a {\r  b = 1\r}\r",
    "an argument after a block of its name": "a {\n  b {\n  }\n  b = 1\n}\n",
}
REFUSED = {
    "a name that is not ASCII": ("local.名前 # }", "web"),
    "a key that is not ASCII": ('{ キー = 1 } == { キー = 2 } ? "a" : "c"', "c"),
    "a heredoc marker that is not ASCII": ("<<終\nx\n終", "x\n"),
    "a space after the end of a heredoc": ("<<EOF\nx\nEOF ", "x\n"),
    "a heredoc marker with a leading underscore": ("<<-_EOF\n  x\n  _EOF", "x\n"),
    "a heredoc in a call": ("trimspace(<<_EOF\n# {\n_EOF\n)", "# {"),
    "a line break before an argument": ('(upper\n(\n"a"))', "A"),
    "a line break before an attribute": ("(local # (\n.名前)", "web"),
    "a line break in an interpolation": ('"a-${\n  "b ${upper(\n"}")}"\n}-c"', "a-b }-c"),
    "a comment in a line": ("/* { */ 2", 2),
}


@pytest.mark.parametrize("source", ACCEPTED.values(), ids=ACCEPTED)
def test_accepted_here_and_refused_by_terraform(source: str) -> None:
    hcl2.loads(source)


@pytest.mark.parametrize(("expression", "expected"), REFUSED.values(), ids=REFUSED)
def test_refused_there_and_accepted_by_terraform(
    tmp_path: Path, expression: str, expected: object
) -> None:
    names = cluster(f"  name = {expression}")
    source = f'{names}locals {{\n  名前 = "web"\n}}\nresource "a_b" "後" {{\n  x = "y"\n}}\n'
    with pytest.raises(UnexpectedInput):
        hcl2.loads(names)
    result = read(tmp_path, source)
    assert result.problems == ()
    first, last = result.resources
    assert first.body.attributes["name"].plain() == expected
    # nothing has moved
    lines = source.splitlines()
    assert (first.at.line, last.at.line) == (1, len(lines) - 2)
    x = last.body.attributes["x"].at
    assert (x.line, x.column, x.end) == (len(lines) - 1, 3, 3 + len('x = "y"'))


def test_what_nobody_reads_is_an_error_where_it_stands(tmp_path: Path) -> None:
    source = cluster("  name = <<_EOF", "x", "_EOF ", "  tags = {{}")
    line, column, message = error(tmp_path, source)
    assert (line, column) == (5, 13)
    assert message.startswith("syntax error")


@pytest.mark.parametrize("file", sorted((SNIPPETS / "modes").glob("*.tf")), ids=str)
def test_what_parses_anyway_is_the_same_tidied(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = file.read_text(encoding="utf-8")
    as_written = native.parse(text, "main.tf")
    real, given = native.parse_tree, []

    def refuse_once(source: str) -> Tree[Token]:
        given.append(source)
        if len(given) == 1:
            raise UnexpectedCharacters(source, 0, 1, 1)
        return real(source)

    monkeypatch.setattr(native, "parse_tree", refuse_once)
    assert native.parse(text, "main.tf") == as_written
    assert given[0] != given[1]


def test_heredocs_without_their_markers_are_escaped_in_one_of_two_forms() -> None:
    options = hcl2.SerializationOptions(strip_string_quotes=True, preserve_heredocs=False)

    def body(marker: str) -> str:
        source = f'a = {marker}\n{{"b": "c"}}\nEOF\n'
        return hcl2.loads(source, serialization_options=options)["a"]

    assert json.loads(body("<<EOF")) == {"b": "c"}
    assert body("<<-EOF") == '{\\"b\\": \\"c\\"}'


def test_line_numbers_are_in_the_tree_only() -> None:
    options = hcl2.SerializationOptions(with_meta=True)
    assert "__start_line__" not in json.dumps(hcl2.loads("a {\n}\n", serialization_options=options))
    assert hcl2.parses_to_tree("a {\n}\n").meta.line == 1
