"""Pasted errors find their message: as terminals, logs and threads show them, in both languages."""

import json
import re
import subprocess

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.needed import needs_node
from support.pasted import ERRORS, FORMS, PASTED, SENTENCES, boxed
from support.paths import ROOT

from ecsnet import error_search, facts
from ecsnet.error_search import Found

MESSAGES = [*ERRORS, *facts.facts().other_messages.values()]


def first(text: str) -> str | None:
    """The message that is in a text, and says most of it."""
    found = error_search.find(text)
    return found.messages[0] if found.kind == "exact" else None


@pytest.mark.parametrize("message", MESSAGES, ids=lambda message: message.id)
def test_a_message_finds_itself_first(message: facts.ErrorMessage | facts.OtherMessage) -> None:
    assert first(message.text) == message.id


@pytest.mark.parametrize("error", PASTED)
def test_what_people_pasted_finds_its_message_first(error: str) -> None:
    assert first(PASTED[error]) == error


@pytest.mark.parametrize("text", ["RESOURCE:ENI\n", '"failures": [{"reason": "RESOURCE:ENI"}]'])
def test_a_reason_of_run_task_is_found_without_its_sentence(text: str) -> None:
    assert first(text) == "E41"


@pytest.mark.parametrize("error", SENTENCES, ids=lambda error: error.id)
def test_a_message_is_found_in_terraform_s_box(error: facts.ErrorMessage) -> None:
    found = {width: first(boxed(error.text, width)) for width in (20, 40, 76)}
    assert found == dict.fromkeys(found, error.id)


CHANGES = {
    "upper case": str.upper,
    "typographic quotes": lambda text: re.sub(r"'(\S+?)'", "‘\\1’", text.replace("‘", "'")),
    "no quotes": lambda text: re.sub("['\"‘’]", "", text),
    "JSON": lambda text: json.dumps(text),
    "JSON in ASCII": lambda text: json.dumps(json.dumps(text)),
    "HTML": lambda text: text.replace("'", "&#39;").replace('"', "&quot;"),
    "wrapped within words": lambda text: "\n".join(re.findall(r".{1,17}", text)),
    "no escapes left of the colours": lambda text: f"[31m{text}[0m",
    "full-width spaces": lambda text: text.replace(" ", "\u3000"),
}


@pytest.mark.parametrize("error", ERRORS, ids=lambda error: error.id)
def test_a_message_is_found_however_it_was_carried(error: facts.ErrorMessage) -> None:
    found = {name: first(change(error.text)) for name, change in CHANGES.items()}
    assert found == dict.fromkeys(CHANGES, error.id)


@pytest.mark.parametrize("error", SENTENCES, ids=lambda error: error.id)
def test_a_message_is_found_whoever_prints_it(error: facts.ErrorMessage) -> None:
    found = {name: first(form(error.text)) for name, form in FORMS.items()}
    assert found == dict.fromkeys(FORMS, error.id)


def test_what_stands_around_a_message_is_none() -> None:
    found = {name: error_search.find(form("Rate exceeded")).kind for name, form in FORMS.items()}
    assert "exact" not in found.values()


def test_the_longest_match_comes_first() -> None:
    text = PASTED["E43"] + PASTED["E6"] + PASTED["E9"]
    assert error_search.find(text) == Found("exact", ("E6", "E9", "E43"))


@pytest.mark.parametrize(
    ("part", "messages"),
    [
        ("hostPort", {"E1", "E2"}),
        ("container ports in port mappings must match", {"E1", "E2"}),
        ("RESOURCE:", {"E41", "X1"}),
        ("‘awsvpc’", {"E3"}),
        ("is already using a port required by your task.", {"E42"}),
    ],
)
def test_a_part_finds_the_messages_that_contain_it(part: str, messages: set[str]) -> None:
    found = error_search.find(part)
    assert found.kind == "part"
    assert messages <= set(found.messages)
    plain = error_search.squeezed(part)
    texts = {message.id: message.text for message in MESSAGES}
    assert all(plain in error_search.squeezed(texts[message]) for message in found.messages)


def test_a_part_begins_at_a_word() -> None:
    assert all(
        re.search(r"\bENI", facts.facts().errors[message].text)
        for message in error_search.find("ENI").messages
    )


@pytest.mark.parametrize(
    ("text", "messages"),
    [
        ("an APPMESH proxy needs another mode", ("E13",)),
        ("a launch type and a capacity provider strategy cannot both be given", ("E35",)),
    ],
)
def test_what_is_like_a_message_is_said_to_be_no_more(text: str, messages: tuple[str, ...]) -> None:
    found = error_search.find(text)
    assert found.kind == "similar"
    assert set(messages) <= set(found.messages)
    assert len(found.messages) <= error_search.MOST


def test_common_words_make_nothing_alike() -> None:
    text = "the service is not supported: only valid port mappings are configured for a container"
    assert error_search.find(text) == Found("none")


# What AWS ends messages of every kind with: a sentence that says where to read, or to try again.
TAILS = [
    "For more information, see the Troubleshooting section of the Amazon ECS Developer Guide.",
    "See the Amazon ECS documentation for more information. Please try again later.",
]


@pytest.mark.parametrize("tail", TAILS)
def test_the_end_of_a_message_makes_nothing_alike(tail: str) -> None:
    assert error_search.find(f"The quota of widgets is exceeded. {tail}") == Found("none")


# What is no message of ECS, though its words are near one: other services, logs, prose, code.
ELSEWHERE = [
    """\
Error: Unsupported argument

  on main.tf line 9, in resource "aws_docdb_subnet_group" "x":
   9:   security_group_ids = []

An argument named "security_group_ids" is not expected here.
""",
    """\
Error: Unsupported argument

  on main.tf line 9, in resource "aws_instance" "x":

An argument named "network_mode" is not expected here.
""",
    '{"level": "error", "reason": "ATTRIBUTE_NOT_FOUND", "message": "missing"}',
    '{"reason": "attributes do not match the schema", "code": 3}',
    '{"event": "deploy", "reason": "LOCATION_CHANGED"}',
    "Our agent did not answer (reason: agent timeout)",
    "In this article: RESOURCE:ENI, RESOURCE:MEMORY, ATTRIBUTE and AGENT, the reasons of RunTask",
    "Runtime.ExitError: 429 Too Many Requests",
    "Error from server: the namespace is missing from metadata",
    "istio: egress port not found in ServiceEntry",
    "operations are being throttled by the rate limiter",
    "The service has reached a steady state of growth in the last quarter.",
    "failed to get container status from podman",
    "The host EC2 instance of the bastion was stopped",
    "An error occurred (AccessDenied) when calling the PutObject operation: no identity-based "
    "policy allows the s3:PutObject action",
    "0/1 nodes are available: 1 node(s) didn't have free ports for the requested pod ports.",
    'Failed to pull image "x": failed to do request: dial tcp 20.10.1.141:443: i/o timeout',
    "nginx: [emerg] bind() to 0.0.0.0:80 failed (98: Address already in use)",
    'resource "aws_ecs_service" "web" {\n  network_configuration {\n    subnets = var.s\n  }\n',
    "With awsvpc each task has an ENI of its own: no port collides, and links are not supported.",
]


@pytest.mark.parametrize("text", ELSEWHERE)
def test_what_is_near_a_message_is_not_taken_for_it(text: str) -> None:
    assert error_search.find(text).kind not in {"exact", "part"}


def test_a_terraform_error_is_that_of_the_last_block_before_it() -> None:
    ours = ELSEWHERE[1].replace("aws_instance", "aws_ecs_service")
    assert first(ours) == "E186"
    assert first(ELSEWHERE[1] + ours) == "E186"
    assert first(ELSEWHERE[1] + ours.replace("resource", "module", 1)) == "E186"
    assert first(ours + ELSEWHERE[1]) == "E186"


FRAGMENTS = ["ENI", "hostPort", "awsvpc", "RESOURCE", "subnet", "listener", "target group", "task"]


@pytest.mark.parametrize("text", FRAGMENTS)
def test_a_word_names_no_endless_list(text: str) -> None:
    found = error_search.find(text)
    assert found.kind == "part"
    assert len(found.messages) <= error_search.NAMED
    assert found.more == 0 or len(found.messages) == error_search.NAMED


@pytest.mark.parametrize("text", ["", " \n", "Error: AccessDenied", "│", "of", "x" * 300])
def test_what_is_no_message_finds_none(text: str) -> None:
    assert error_search.find(text) == Found("none")


def test_a_long_text_takes_no_long_time() -> None:
    text = "unable to place a task because " * 5000 + "the provided target group " * 5000
    assert error_search.find(text).kind != "exact"


@settings(max_examples=100, deadline=None, derandomize=True)
@given(st.text(max_size=300))
def test_any_text_is_an_answerable_question(text: str) -> None:
    error_search.find(text)
    squeezed = error_search.squeezed(text)
    assert not any(c.isspace() for c in squeezed)


JAVASCRIPT = """
const { module, data, texts } = JSON.parse(require("fs").readFileSync(0, "utf8"));
import("data:text/javascript," + encodeURIComponent(module)).then(({ find }) =>
  process.stdout.write(JSON.stringify(texts.map((text) => find(data, text)))));
"""


@needs_node
def test_a_browser_finds_the_same_with_the_same_data() -> None:
    texts = [*PASTED.values(), "", "ports and container ports in port mappings must match 😀"]
    texts += [
        *ELSEWHERE,
        *FRAGMENTS,
        *(f"The quota of widgets is exceeded. {tail}" for tail in TAILS),
    ]
    for error in ERRORS:
        texts += [boxed(error.text, 40), error.text[: len(error.text) * 3 // 4], error.text[-40:]]
        texts += [change(error.text) for change in CHANGES.values()]
        texts += [" ".join(reversed(error.text.split())), error.text.split()[-1]]
    module = (ROOT / "docs/assets/javascripts/matching.js").read_text(encoding="utf-8")
    answer = subprocess.run(
        ["node", "-e", JAVASCRIPT],
        input=json.dumps({"module": module, "data": error_search.data(), "texts": texts}),
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    expected = [
        {"kind": found.kind, "messages": list(found.messages), "more": found.more}
        for found in map(error_search.find, texts)
    ]
    assert json.loads(answer.stdout) == expected
