"""The AWS CLI commands of error entries and of pages that tell readers what to run.

Each option and each field of a query is AWS's own.
"""

import re
import shlex
from collections.abc import Iterator
from functools import cache
from typing import Any

import jmespath
import pytest
from botocore import xform_name
from botocore.loaders import Loader
from botocore.model import ListShape, OperationModel, ServiceModel, Shape, StructureShape
from support.paths import ROOT

from ecsnet.facts import ErrorMessage, facts

# What the AWS CLI adds to every command, and what it calls otherwise than the API.
GLOBAL = {"--query", "--output", "--region", "--cli-input-json", "--no-cli-pager"}
SERVICES = {"configservice": "config", "deploy": "codedeploy"}
BEYOND = {"deploy", "execute-command", "tail", "wait"}
# Words that count on one value a line, which JSON does not have.
LINES = re.compile(r"\b(line|row|blank)s?\b")


@cache
def service(name: str) -> ServiceModel:
    """AWS's model of a service, by the name of its command."""
    return ServiceModel(Loader().load_service_model(SERVICES.get(name, name), "service-2"), name)


def commands(text: str) -> Iterator[list[str]]:
    """The words of each call of the AWS CLI in a command that readers paste."""
    waiting = ""
    for line in text.replace("\\\n", " ").splitlines():
        waiting += f"{line}\n"
        try:
            words = shlex.split(waiting)
        except ValueError:  # a quoted query goes on in the next line
            continue
        waiting = ""
        for number, word in enumerate(words):
            if word == "aws" or word.endswith("$(aws"):
                yield ["aws", *_call(words[number + 1 :], inner=word != "aws")]


def _call(words: list[str], *, inner: bool) -> list[str]:
    """The words of a call, up to the end of the ``$(...)`` around it, or without those within."""
    if inner:
        end = next(number for number, word in enumerate(words) if word.endswith(")"))
        return [*words[:end], words[end].removesuffix(")")]
    if "$(aws" not in words:
        return words
    start = words.index("$(aws")
    end = next(n for n, word in enumerate(words[start:], start) if word.endswith(")"))
    return [*words[:start], "nested", *words[end + 1 :]]


def operation(words: list[str]) -> OperationModel | None:
    """The operation that the command calls, None for what the AWS CLI does beyond one call."""
    if words[1].startswith("--") or words[2] in BEYOND:
        return None
    model = service(words[1])
    found = {xform_name(name, "-"): name for name in model.operation_names}
    return model.operation_model(found[words[2]])


def unknown_fields(query: dict[str, Any], shapes: list[Shape]) -> Iterator[str]:
    """Fields of a parsed query that no member of the output has."""
    yield from _walk(query, shapes)[1]


def _walk(node: dict[str, Any], shapes: list[Shape]) -> tuple[list[Shape], list[str]]:
    kind, children = node["type"], node["children"]
    if kind == "field":
        members = [
            shape.members[node["value"]]
            for shape in shapes
            if isinstance(shape, StructureShape) and node["value"] in shape.members
        ]
        known = members or any(not isinstance(s, StructureShape) for s in shapes) or not shapes
        return members, [] if known else [node["value"]]
    if kind in ("projection", "filter_projection"):
        shapes, unknown = _walk(children[0], shapes)
        shapes = _elements(shapes)
        for condition in children[2:]:
            unknown += _walk(condition, shapes)[1]
        shapes, more = _walk(children[1], shapes)
        return shapes, unknown + more
    if kind in ("subexpression", "index_expression", "pipe"):
        unknown = []
        for child in children:
            shapes, more = _walk(child, shapes)
            unknown += more
        return shapes, unknown
    if kind == "slice":
        return shapes, []
    if kind in ("flatten", "index"):
        unknown = []
        for child in children:
            shapes, unknown = _walk(child, shapes)
        return _elements(shapes) if kind == "index" else shapes, unknown
    if kind in ("current", "identity", "literal"):
        return shapes, []
    found: list[str] = []
    for child in children:
        found += _walk(child, shapes)[1]
    return [], found


def _elements(shapes: list[Shape]) -> list[Shape]:
    return [shape.member if isinstance(shape, ListShape) else shape for shape in shapes]


CHECKED = [error for error in facts().errors.values() if error.check]
PAGES = (
    *("deployments", "egress", "ipv6", "load-balancing", "look-inside", "managed-instances"),
    *("ports", "quotas", "security", "service-discovery", "troubleshooting", "trunking"),
)
COMMANDS = [
    *(
        (f"{page}-{number}", block)
        for page in PAGES
        for number, block in enumerate(
            re.findall(
                r"^```bash\n(.*?)^```",
                (ROOT / f"docs/en/{page}.md").read_text(encoding="utf-8"),
                re.M | re.S,
            ),
            1,
        )
    ),
    *((error.id, error.check.command) for error in CHECKED if error.check),
    *(
        (error.id, cause.command)
        for error in facts().errors.values()
        for cause in error.causes
        if cause.command
    ),
]


@pytest.mark.parametrize(("name", "command"), COMMANDS, ids=[name for name, _ in COMMANDS])
def test_a_command_asks_for_what_there_is(name: str, command: str) -> None:
    faults = []
    for words in commands(command):
        if (called := operation(words)) is None:
            continue
        members = called.input_shape.members if called.input_shape else {}
        options = {f"--{xform_name(name, '-')}" for name in members} | GLOBAL
        options |= {f"--no-{xform_name(name, '-')}" for name in members}
        faults += [word for word in words[3:] if word.startswith("--") and word not in options]
        if "--query" in words and called.output_shape:
            query = jmespath.compile(words[words.index("--query") + 1]).parsed
            faults += unknown_fields(query, [called.output_shape])
    assert faults == []


@pytest.mark.parametrize("error", CHECKED, ids=lambda error: error.id)
def test_a_check_that_counts_lines_prints_lines(error: ErrorMessage) -> None:
    assert error.check
    if LINES.search(error.check.text.en) and "aws " in error.check.command:
        assert re.search(r"--output (text|table)|grep", error.check.command)


@pytest.mark.parametrize(
    ("query", "unknown"),
    [
        ("services[].loadBalancers", []),
        ("services[0].[launchType,deploymentController.kind]", ["kind"]),
        ("services[].taskSets[?state=='PRIMARY'].loadBalancers[].targetGroupArn", ["state"]),
        ("services[].events[:5].mesage", ["mesage"]),
    ],
)
def test_a_field_that_is_not_there_is_found(query: str, unknown: list[str]) -> None:
    output = service("ecs").operation_model("DescribeServices").output_shape
    assert output
    assert list(unknown_fields(jmespath.compile(query).parsed, [output])) == unknown
