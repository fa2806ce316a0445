"""JSON with places: what it is read as, where it stands, what holes it has, and what is refused."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ecsnet.model import Location
from ecsnet.terraform.syntax import json_reader
from ecsnet.terraform.syntax.json_reader import (
    Array,
    Hole,
    JsonError,
    JsonNode,
    JsonObject,
    Member,
    Scalar,
    String,
    closing,
    encoded,
)
from ecsnet.terraform.syntax.tree import (
    Inserted,
    Item,
    Literal,
    Node,
    Object,
    Template,
    Tuple,
    Unread,
)


def plain(node: JsonNode) -> Any:
    """A document without holes, as Python's own reader gives it."""
    match node:
        case Scalar():
            return node.value
        case String():
            return node.text
        case Array():
            return [plain(item) for item in node.items]
        case JsonObject():
            return {str(member.key.text): plain(member.value) for member in node.members}
        case Hole():
            pytest.fail(f"a hole: {node}")


def string(text: str, *, templates: bool = True) -> String:
    node = json_reader.read(text, templates=templates)
    assert isinstance(node, String)
    return node


# --- values and places --------------------------------------------------------------------------


@pytest.mark.parametrize("templates", [False, True])
@pytest.mark.parametrize(
    "text",
    [
        "0",
        "-0",
        "-12",
        "1.50",
        "1e3",
        "2E-2",
        "true",
        "false",
        "null",
        '""',
        '"日本"',
        "[]",
        "{}",
        " \t\r\n[ 1 , [ ] , { } ]\n",
        '{"a": {"b": [1, "2", null]}, "": false}',
        '{"a" : 1 , "b":2}',
    ],
)
def test_a_document_is_what_python_reads(text: str, templates: bool) -> None:
    read = plain(json_reader.read(text, templates=templates))
    expected = json.loads(text)
    assert read == expected
    assert repr(read) == repr(expected)


DOCUMENTS = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**20), 10**20)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(exclude_categories=["Cs"], exclude_characters="$%"), max_size=9),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text("ab\n\"'\\", max_size=2), inner)
    ),
    max_leaves=8,
)


@settings(max_examples=50, deadline=None, derandomize=True)
@given(DOCUMENTS, st.booleans(), st.booleans(), st.sampled_from([None, 2]))
def test_any_document_is_what_python_reads(
    document: Any, ascii_only: bool, templates: bool, indent: int | None
) -> None:
    text = json.dumps(document, ensure_ascii=ascii_only, indent=indent)
    assert plain(json_reader.read(text, templates=templates)) == document


def test_a_number_of_any_length_is_a_number() -> None:
    for text in ("9" * 300, "9" * 5000, "-" + "9" * 5000):
        node = json_reader.read(text)
        assert isinstance(node, Scalar)
        assert isinstance(node.value, int | float)


@pytest.mark.parametrize("templates", [False, True])
def test_every_node_stands_where_it_is_written(templates: bool) -> None:
    text = '\n {"name": "w\\u0041", "ports": [80, true]} '
    node = json_reader.read(text, templates=templates)
    assert isinstance(node, JsonObject)
    (name, value), (_, ports) = node.members
    assert isinstance(ports, Array)
    shown = [text[n.start : n.end] for n in (node, name, value, ports, *ports.items)]
    assert shown == [text.strip(), '"name"', '"w\\u0041"', "[80, true]", "80", "true"]


def test_a_name_that_is_written_twice_is_there_twice() -> None:
    node = json_reader.read('{"a": 1, "a": 2}')
    assert isinstance(node, JsonObject)
    assert [(member.key.text, plain(member.value)) for member in node.members] == [
        ("a", 1),
        ("a", 2),
    ]


# --- escapes ------------------------------------------------------------------------------------


@pytest.mark.parametrize("templates", [False, True])
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (r'"\"\\\/\b\f\n\r\t"', '"\\/\b\f\n\r\t'),
        (r'"\u3042\u00e9"', "あé"),
        (r'"\ud83d\ude00"', "😀"),
        (r'"\ud83d"', "\ufffd"),
        (r'"a\udc00b"', "a\ufffdb"),
        ('"a$b%c"', "a$b%c"),
        ('"$ {a} % {b}"', "$ {a} % {b}"),
        (r'"$\u007ba}"', "${a}"),
    ],
)
def test_escapes_of_a_string(text: str, expected: str, templates: bool) -> None:
    assert string(text, templates=templates).text == expected


def test_what_templates_mean_is_no_matter_where_there_are_none() -> None:
    for text in ("${a}", "%{ if a }", "$${a}", "%%{a}"):
        assert string(f'"{text}"', templates=False).text == text
    assert string('"$${a} %%{b}"').text == "${a} %{b}"
    assert string('"$$${a}"').text == "$${a}"


# --- holes --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ('"${a}"', [("a", "${a}")]),
        ('"x-${a.b[0]}-y"', ["x-", ("a.b[0]", "${a.b[0]}"), "-y"]),
        ('"${a}${b}"', [("a", "${a}"), ("b", "${b}")]),
        ('"${f("}")}"', [('f("}")', '${f("}")}')]),
        ('"${ { a = "${b}" } }!"', [(' { a = "${b}" } ', '${ { a = "${b}" } }'), "!"]),
        ('"%{ if a }b"', [(None, "%{ if a }"), "b"]),
        (r'"\n${a}\t"', ["\n", ("a", "${a}"), "\t"]),
        ('"$${a}${b}"', ["${a}", ("b", "${b}")]),
    ],
)
def test_holes_in_a_string(text: str, parts: list[str | tuple[str | None, str]]) -> None:
    node = string(text)
    assert node.text is None
    assert (node.start, node.end) == (0, len(text))
    found = [
        (part.source, text[part.start : part.end]) if isinstance(part, Hole) else part
        for part in node.parts
    ]
    assert found == parts


def test_holes_in_place_of_values() -> None:
    text = '[${a}, {"b": ${c ? 1 : 2}}, %{ d }]'
    node = json_reader.read(text, templates=True)
    assert isinstance(node, Array)
    first, second, third = node.items
    assert first == Hole("a", 1, 5)
    assert isinstance(second, JsonObject)
    assert [member.value for member in second.members] == [Hole("c ? 1 : 2", 13, 25)]
    assert third == Hole(None, 28, 34)


def test_a_hole_in_a_name() -> None:
    node = json_reader.read('{"${a}-b": 1}', templates=True)
    assert isinstance(node, JsonObject)
    assert [member.key.parts for member in node.members] == [(Hole("a", 2, 6), "-b")]


@pytest.mark.parametrize(
    ("text", "end"),
    [
        ("a}", 1),
        ("a} }", 1),
        ("{a}}", 3),
        ('"}"}', 3),
        ('"\\"}"}', 5),
        ('"${"}"}"}', 8),
        ("a", None),
        ("{a}", None),
        ('"}', None),
        ('"\\', None),
        ("", None),
    ],
)
def test_where_a_brace_closes(text: str, end: int | None) -> None:
    assert closing(text, 0) == end
    assert closing("${" + text, 2) == (None if end is None else end + 2)


# --- refusals -----------------------------------------------------------------------------------


@pytest.mark.parametrize("templates", [False, True])
@pytest.mark.parametrize(
    ("text", "start", "message"),
    [
        ("", 0, "the file ends too early"),
        ("  ", 2, "the file ends too early"),
        ("[1", 2, "expected ',' or ']'"),
        ("[1,", 3, "the file ends too early"),
        ("[1,]", 3, "unexpected ']'"),
        ("[1 2]", 3, "expected ',' or ']'"),
        ("{", 1, "expected a name in double quotes"),
        ("{a: 1}", 1, "expected a name in double quotes"),
        ('{"a": 1,}', 8, "expected a name in double quotes"),
        ('{"a" 1}', 5, "expected ':'"),
        ('{"a":}', 5, "unexpected '}'"),
        ('{"a": 1 "b": 2}', 8, "expected ',' or '}'"),
        ("1 2", 2, "unexpected text after the document"),
        ("01", 1, "unexpected text after the document"),
        ("+1", 0, "unexpected '+'"),
        (".5", 0, "unexpected '.'"),
        ("NaN", 0, "unexpected 'N'"),
        ("nul", 0, "unexpected 'n'"),
        ("'a'", 0, 'unexpected "\'"'),
        ("// a\n1", 0, "unexpected '/'"),
        ("\u00a01", 0, "unexpected '\\xa0'"),
    ],
)
def test_what_is_no_json_is_refused_where_it_stops(
    text: str, start: int, message: str, templates: bool
) -> None:
    with pytest.raises(JsonError) as refused:
        json_reader.read(text, templates=templates)
    assert refused.value.start == start
    assert refused.value.message.en == f"JSON syntax error: {message}"
    assert refused.value.message.ja.startswith("JSON の構文エラー：")


@pytest.mark.parametrize("templates", [False, True])
@pytest.mark.parametrize("text", ['"', '"a', '"\\"', r'"\x"', r'"\u12"', '"a\nb"', '{"a\tb": 1}'])
def test_a_string_that_json_does_not_have_is_refused(text: str, templates: bool) -> None:
    with pytest.raises(JsonError) as refused:
        json_reader.read(text, templates=templates)
    assert 0 <= refused.value.start <= len(text)


@pytest.mark.parametrize(
    ("text", "start"), [("[${a]", 1), ('"${a"', 1), ('"x${', 2), ("[%{ if ]", 1), ("$", 0)]
)
def test_a_hole_that_is_not_closed_is_refused(text: str, start: int) -> None:
    with pytest.raises(JsonError) as refused:
        json_reader.read(text, templates=True)
    assert (refused.value.start, str(refused.value)) == (start, "unexpected '$'")


@pytest.mark.parametrize("text", ["[${a}]", "${a}", "%{ a }"])
def test_without_templates_there_are_no_holes(text: str) -> None:
    with pytest.raises(JsonError):
        json_reader.read(text)


@pytest.mark.parametrize("opening", ["[", '{"a":'])
def test_what_is_nested_too_deeply_is_a_recursion_error(opening: str) -> None:
    with pytest.raises(RecursionError):
        json_reader.read(opening * 100_000)


# --- what JSON text encodes ---------------------------------------------------------------------


def at(start: int, end: int) -> Location:
    return Location("main.tf", 1, start + 1, end + 1)


def parsed(source: str, start: int) -> Node:
    """An expression that shows its source and where that stands."""
    return Literal(source, at(start, start + len(source)))


def test_json_text_is_an_expression_with_its_places() -> None:
    text = '[{"a": ${x}, "b": "v-${y}"}, 1]'
    assert encoded(text, at, parsed) == Tuple(
        (
            Object(
                (
                    Item("a", Inserted(Literal("x", at(9, 10)), at(7, 11)), at(2, 5)),
                    Item(
                        "b",
                        Template(
                            (Literal("v-", at(18, 26)), Literal("y", at(23, 24))),
                            at(18, 26),
                            text=True,
                        ),
                        at(13, 16),
                    ),
                ),
                at(1, 27),
            ),
            Literal(1, at(29, 30)),
        ),
        at(0, 31),
    )


def test_a_name_with_a_hole_is_a_template() -> None:
    node = encoded('{"${x}": 1}', at, parsed)
    assert isinstance(node, Object)
    (item,) = node.items
    assert item.key == Template((Literal("x", at(4, 5)),), at(1, 7), text=True)


def test_a_directive_is_read_in_quotes_alone() -> None:
    assert encoded("[%{ if a }]", at, parsed) is None
    assert encoded('{"a": %{ if a }1%{ endif }}', at, parsed) is None
    node = encoded('["%{ if a }"]', at, parsed)
    assert isinstance(node, Tuple)
    assert node.items == (Template((Unread((), at(2, 11)),), at(1, 12), text=True),)


@pytest.mark.parametrize("text", ["", "1", '"a"', "${a}", "[a]", "[1", "{ a = 1 }", "[" * 100_000])
def test_what_is_no_list_and_no_object_in_json_encodes_nothing(text: str) -> None:
    assert encoded(text, at, parsed) is None


def test_an_object_is_its_members() -> None:
    node = json_reader.read('{"a": null}')
    assert node == JsonObject(
        (Member(String(("a",), 1, 4), Scalar(None, 6, 10)),),
        0,
        11,
    )
