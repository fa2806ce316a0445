"""Pasted errors find their message: as terminals, logs and threads show them, in both languages."""

import json
import re
import shutil
import subprocess

import pytest
from conftest import ROOT
from hypothesis import given, settings
from hypothesis import strategies as st

from ecsnet import facts, matching
from ecsnet.matching import Match

ERRORS = list(facts.errors().values())
# A failure of RunTask is one word, which counts only where it stands as the reason.
SENTENCES = [error for error in ERRORS if " " in error.text]

# What people pasted into the threads of facts/evidence.toml and of their neighbours, cut down.
PASTED = {
    "E1": """\
  aws:ecs:TaskDefinition (mastodon):
    error: 1 error occurred:
    \t* failed creating ECS Task Definition (mastodon-3c77ecac): ClientException: When \
networkMode=awsvpc, the host ports and container ports in port mappings must match.
""",
    "E3": """\
ERRO[0000] Error registering task definition             error="ClientException: Fargate only \
supports network mode ‘awsvpc’." family=Downloads
""",
    "E4": """\
An error occurred (InvalidParameterException) when
calling the RunTask operation: Network Configuration must be provided when
networkMode 'awsvpc' is specified.
""",
    "E5": "Error: Network Configuration is not valid for the given `networkMode` of this task "
    "definition. ",
    "E6": "InvalidParameterException: The provided target group arn:aws:elasticloadbalancing:"
    "eu-central-1:000000000000:targetgroup/tools-2020020516252207480000000f/3e51ba6896be6349 has "
    "target type instance, which is incompatible with the awsvpc network mode specified in the "
    'task definition. "tools-gitlab-gitlab-ced53af0"',
    "E7": '2020-03-03T18:54:10.301+1100 [DEBUG] plugin.terraform-provider-aws: {"__type":"Invalid'
    'ParameterException","message":"The provided target group arn:aws:elasticloadbalancing:'
    "ap-southeast-2:000000000000:targetgroup/test/0123456789abcdef has target type ip, which is "
    'incompatible with the bridge network mode specified in the task definition."}',
    "E9": "botocore.errorfactory.ClientException: An error occurred (ClientException) when calling "
    "the RegisterTaskDefinition operation: hostname is not supported on container when "
    "networkMode=awsvpc.",
    "E15": """\
* aws_ecs_service.all: InvalidParameterException: When specifying 'host' or 'bridge' for \
networkMode, values for 'containerName' and 'containerPort' must be specified from the task \
definition. Registry: arn:aws:servicediscovery:us-east-2:000000000000:service/srv-l2ijonw3ungcigcj
        status code: 400, request id: 34d40946-e9ba-11e8-bdb8-9b87bd765b46 "delete-me"
""",
    "E27": "An error occurred (ClientException) when calling the RegisterTaskDefinition operation: "
    "Invalid 'containerPort' setting for container 'container_1'.",
    "E41": "service appmesh-dev-ecs-colorapp was unable to place a task because no container "
    "instance met all of its requirements. The closest matching container-instance "
    'acf43593-6b86-4838-86e5-46d896fdc8b3 encountered error "RESOURCE:ENI". For more information, '
    "see the Troubleshooting section.",
    "E42": "(service deploy-ecs-frontend) was unable to place a task because no container instance "
    "met all of its requirements. The closest matching (container-instance 47d5cb9a-6e38-495e-9777"
    "-5ae6d02a3720) is already using a port required by your task. For more information, see the "
    "Troubleshooting section of the Amazon ECS Developer Guide.",
    "E43": '{"tasks": [], "failures": [{"arn": "arn:aws:ecs:us-east-1:000000000000:container-'
    'instance/x", "reason": "ATTRIBUTE"}]}',
    "E44b": """\
Error: ClientException: Tasks using the Fargate launch type do not support ipcMode.
\tstatus code: 400, request id: a68e7b4c-09f8-48a7-a6d3-80b1102b8c9c

  on server.tf line 36, in resource "aws_ecs_task_definition" "td":
""",
    "E45": "Error creating AutoScaling Group: ValidationError: Provided Target Group 'arn:aws:"
    "elasticloadbalancing:us-west-2:**********:targetgroup/tf-20180814/4b*****7c2d11872' has "
    "invalid target type. Please ensure all provided Target Groups have target type of instance.",
    # from `terraform validate` on the bad example of ENM032, with hashicorp/aws 5.100.0
    "E49": """\
\x1b[31m╷\x1b[0m\x1b[0m
\x1b[31m│\x1b[0m \x1b[0m\x1b[1m\x1b[31mError: \x1b[0m\x1b[0m\x1b[1mexpected \
network_mode to be one of ["bridge" "host" "awsvpc" "none"], got default\x1b[0m
\x1b[31m│\x1b[0m \x1b[0m
\x1b[31m│\x1b[0m \x1b[0m\x1b[0m  with aws_ecs_task_definition.web,
\x1b[31m│\x1b[0m \x1b[0m  on main.tf line 14, in resource "aws_ecs_task_definition" "web":
\x1b[31m│\x1b[0m \x1b[0m  14:   network_mode = \x1b[4m"default"\x1b[0m\x1b[0m
\x1b[31m│\x1b[0m \x1b[0m
\x1b[31m╵\x1b[0m\x1b[0m
""",
}


def boxed(text: str, width: int) -> str:
    """As Terraform prints an error on a terminal: coloured, boxed, wrapped at words."""
    words, lines = ["Error:", "creating", "ECS", "Service", "(web):", *text.split()], [""]
    for word in words:
        if len(lines[-1]) + len(word) >= width:
            lines.append("")
        lines[-1] += f" {word}"
    body = "\n".join(f"\x1b[31m│\x1b[0m \x1b[0m{line}" for line in lines)
    place = '│   with aws_ecs_service.web,\n│   on main.tf line 7, in resource "x" "y":'
    return f"\x1b[31m╷\x1b[0m\x1b[0m\n{body}\n{place}\n\x1b[31m╵\x1b[0m"


@pytest.mark.parametrize("error", ERRORS, ids=lambda error: error.id)
def test_a_message_finds_itself_first(error: facts.ErrorMessage) -> None:
    assert matching.find(error.text)[0] == Match(error.id, True)


@pytest.mark.parametrize("error", PASTED)
def test_what_people_pasted_finds_its_message_first(error: str) -> None:
    assert matching.find(PASTED[error])[0] == Match(error, True)


@pytest.mark.parametrize("text", ["RESOURCE:ENI\n", '"failures": [{"reason": "RESOURCE:ENI"}]'])
def test_a_reason_of_run_task_is_found_without_its_sentence(text: str) -> None:
    assert matching.find(text)[0] == Match("E41", True)


@pytest.mark.parametrize("error", SENTENCES, ids=lambda error: error.id)
def test_a_message_is_found_in_terraform_s_box(error: facts.ErrorMessage) -> None:
    first = {width: matching.find(boxed(error.text, width))[0] for width in (20, 40, 76)}
    assert first == dict.fromkeys(first, Match(error.id, True))


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
    first = {name: matching.find(change(error.text))[0] for name, change in CHANGES.items()}
    assert first == dict.fromkeys(CHANGES, Match(error.id, True))


def test_the_longest_match_comes_first() -> None:
    text = PASTED["E43"] + PASTED["E6"] + PASTED["E9"]
    assert [match.error for match in matching.find(text)] == ["E6", "E9", "E43"]


def test_a_part_of_a_message_finds_what_is_like_it() -> None:
    found = matching.find("host ports and container ports in the port mappings must match")
    assert {match.error for match in found} >= {"E1", "E2"}
    assert not any(match.certain for match in found)


@pytest.mark.parametrize("text", ["", " \n", "Error: AccessDenied", "attribute", "│"])
def test_what_is_no_message_finds_nothing_certain_but_its_own_word(text: str) -> None:
    assert [m.error for m in matching.find(text)] == (["E43"] if text == "attribute" else [])


def test_a_long_text_takes_no_long_time() -> None:
    text = "unable to place a task because " * 5000 + "the provided target group " * 5000
    assert matching.find(text) == []


@settings(max_examples=100, deadline=None, derandomize=True)
@given(st.text(max_size=300))
def test_any_text_is_an_answerable_question(text: str) -> None:
    matching.find(text)
    squeezed = matching.squeezed(text)
    assert not any(c.isspace() for c in squeezed)


JAVASCRIPT = """
const { module, data, texts } = JSON.parse(require("fs").readFileSync(0, "utf8"));
import("data:text/javascript," + encodeURIComponent(module)).then(({ find }) =>
  process.stdout.write(JSON.stringify(texts.map((text) => find(data, text)))));
"""


@pytest.mark.skipif(shutil.which("node") is None, reason="needs Node.js")
def test_a_browser_finds_the_same_with_the_same_data() -> None:
    texts = [*PASTED.values(), "", "ports and container ports in port mappings must match 😀"]
    for error in ERRORS:
        texts += [boxed(error.text, 40), error.text[: len(error.text) * 3 // 4]]
        texts += [change(error.text) for change in CHANGES.values()]
    module = (ROOT / "docs/assets/javascripts/matching.js").read_text(encoding="utf-8")
    answer = subprocess.run(
        ["node", "-e", JAVASCRIPT],
        input=json.dumps({"module": module, "data": matching.data(), "texts": texts}),
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    expected = [
        [{"id": match.error, "certain": match.certain} for match in matching.find(text)]
        for text in texts
    ]
    assert json.loads(answer.stdout) == expected
