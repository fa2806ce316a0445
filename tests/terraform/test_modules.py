"""Which files are one module."""

import json

from support.command import BAD, GOOD, TASK, write
from support.paths import SNIPPETS


def test_the_files_of_a_directory_are_one_module_and_directories_are_not(run) -> None:
    service = 'resource "aws_ecs_service" "web" {\n  name = "web"\n'
    service += "  task_definition = aws_ecs_task_definition.web.arn\n}\n"
    task = TASK.replace(", hostPort = 8080", "")
    write("one/task.tf", task)
    write("one/service.tf", service)
    write("two/task.tf", task)
    write("three/service.tf", service)
    found = json.loads(run("check", "--format", "json").out)["findings"]
    assert [(f["rule"], f["file"]) for f in found] == [("ENM001", "one/service.tf")]


def test_files_that_cannot_be_one_module_are_checked_one_by_one(run) -> None:
    result = run("check", "--format", "json", SNIPPETS / "rules" / "ENM003")
    assert (result.status, result.rules) == (1, ["ENM003"])
    assert f"{GOOD}:11: aws_ecs_task_definition.web is also declared in {BAD}" in result.err


def test_what_is_commented_out_is_not_declared(run) -> None:
    write("a.tf", '/*\nresource "aws_ecs_task_definition" "web" {\n}\n*/\n')
    write("b.tf", TASK.replace(", hostPort = 8080", ""))
    service = "  task_definition = aws_ecs_task_definition.web.arn\n}\n"
    write("c.tf", f'resource "aws_ecs_service" "web" {{\n{service}')
    result = run("check", "--format", "json")
    assert (result.rules, result.err) == (["ENM001"], "")


def test_a_file_in_json_can_declare_what_another_does(run) -> None:
    write("a.tf")
    write("b.tf.json", '{"resource": {"aws_ecs_task_definition": {"web": {"family": "b"}}}}')
    result = run("check", "--format", "json")
    assert result.rules == ["ENM003"]
    assert "b.tf.json:1: aws_ecs_task_definition.web is also declared in a.tf" in result.err


def test_an_override_file_counts_instead_argument_by_argument(run) -> None:
    write("main.tf")
    assert run("check", "--format", "json").rules == ["ENM003"]
    write(
        "web_override.tf",
        'resource "aws_ecs_task_definition" "web" {\n  network_mode = "bridge"\n}\n',
    )
    result = run("check", "--format", "json")
    assert (result.status, result.rules, result.err) == (0, [], "")
    write("override.tf.json", '{"resource": {"aws_ecs_task_definition": {"web": {"cpu": 1}}}}')
    assert run("check", "--format", "json").rules == []


def test_what_an_override_file_says_is_found_in_it(run) -> None:
    write("main.tf", TASK.replace("hostPort = 8080", "hostPort = local.port"))
    write("locals.tf", "locals {\n  port = 80\n}\n")
    assert run("check", "--format", "json").rules == []
    write("override.tf", "locals {\n  port = 8080\n}\n")
    assert run("check", "--format", "json").rules == ["ENM003"]


def test_the_blocks_of_an_override_stand_for_all_of_their_type(run) -> None:
    service = (
        'resource "aws_ecs_service" "web" {\n'
        "  task_definition = aws_ecs_task_definition.web.arn\n"
        "  network_configuration {\n    subnets = []\n  }\n}\n"
    )
    write("main.tf", TASK.replace(", hostPort = 8080", "") + service)
    before = run("check", "--format", "json")
    subnets = '  network_configuration {\n    subnets = ["subnet-1"]\n  }\n'
    write("override.tf", f'resource "aws_ecs_service" "web" {{\n{subnets}}}\n')
    after = run("check", "--format", "json")
    assert (len(before.rules), after.rules) == (1, [])
