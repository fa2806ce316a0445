"""The published data are what their JSON Schemas say, and the schemas refuse what is not."""

import copy
import json
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from support.paths import ROOT

DATA = ROOT / "docs/data"
SCHEMAS = {
    "modes": "modes",
    "errors": "errors",
    "choose-ja": "choose",
    "choose-en": "choose",
}
NAMES = tuple(SCHEMAS)


def read(name: str) -> Any:
    return json.loads((DATA / f"{name}.json").read_text(encoding="utf-8"))


def validator(name: str) -> Draft202012Validator:
    return Draft202012Validator(
        read(f"{SCHEMAS[name]}.schema"), format_checker=Draft202012Validator.FORMAT_CHECKER
    )


def objects(schema: Any, path: str = "") -> list[tuple[str, dict[str, Any]]]:
    """Every object that a schema describes, with where it stands."""
    if isinstance(schema, list):
        return [found for n, part in enumerate(schema) for found in objects(part, f"{path}/{n}")]
    if not isinstance(schema, dict):
        return []
    own = [(path, schema)] if schema.get("type") == "object" else []
    return own + [found for key in schema for found in objects(schema[key], f"{path}/{key}")]


def test_all_data_have_a_schema() -> None:
    published = {file.name for file in DATA.glob("*.json")}
    schemas = {f"{schema}.schema.json" for schema in SCHEMAS.values()}
    assert published == schemas | {f"{name}.json" for name in NAMES}


@pytest.mark.parametrize("name", NAMES)
def test_the_schema_is_one(name: str) -> None:
    Draft202012Validator.check_schema(read(f"{SCHEMAS[name]}.schema"))


@pytest.mark.parametrize("name", NAMES)
def test_the_data_are_valid(name: str) -> None:
    assert [error.message for error in validator(name).iter_errors(read(name))] == []


@pytest.mark.parametrize("name", NAMES)
def test_the_data_name_their_schema(name: str) -> None:
    assert read(name)["$schema"] == f"{SCHEMAS[name]}.schema.json"


@pytest.mark.parametrize("name", NAMES)
def test_every_object_is_described_and_closed(name: str) -> None:
    for path, schema in objects(read(f"{SCHEMAS[name]}.schema")):
        assert schema["description"], path
        assert "additionalProperties" in schema, path


CHANGES = {
    "a mode that there is not": ("modes", lambda data: data["modes"].append("nat")),
    "a cell without evidence": (
        "modes",
        lambda data: data["properties"][0]["cells"]["host"].pop("evidence"),
    ),
    "a value without its label": (
        "modes",
        lambda data: data["properties"][0]["cells"]["host"].pop("label"),
    ),
    "a day that there is not": (
        "modes",
        lambda data: data["properties"][0]["cells"]["host"].update(checked="2026-13-01"),
    ),
    "a text in one language": ("modes", lambda data: data["groups"]["ports"].pop("ja")),
    "a field that nobody knows": ("modes", lambda data: data.update(more=1)),
    "evidence of no kind": (
        "modes",
        lambda data: next(iter(data["evidence"].values())).update(kind="rumour"),
    ),
    "a mode of a place that there is not": (
        "choose-en",
        lambda data: data["places"]["fargate"]["modes"].append("nat"),
    ),
    "a limit with one number": (
        "choose-ja",
        lambda data: data["types"].update({"m5.large": [2]}),
    ),
    "a message without a pattern": ("errors", lambda data: data["messages"][0].pop("pattern")),
    "a pattern that is none": (
        "errors",
        lambda data: data["messages"][0].update(pattern="("),
    ),
}


@pytest.mark.parametrize("what", CHANGES)
def test_what_is_wrong_is_refused(what: str) -> None:
    name, change = CHANGES[what]
    data = copy.deepcopy(read(name))
    change(data)
    assert not validator(name).is_valid(data)


def test_what_a_cell_cites_is_there() -> None:
    data = read("modes")
    cells = [cell for row in data["properties"] for cell in row["cells"].values()]
    cells += [cell for by_launch in data["compatibility"].values() for cell in by_launch.values()]
    assert {each for cell in cells for each in cell["evidence"]} == set(data["evidence"])
