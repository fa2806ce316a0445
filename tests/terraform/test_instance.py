"""Modules that are called, and resources with count and for_each, one instance at a time."""

import json
from pathlib import Path

import pytest
from support.command import TASK, write

MODULE = """\
variable "mode" {
  type    = string
  default = "awsvpc"
}
variable "port" {
  type = number
}
variable "target_group_arn" {
  type    = string
  default = ""
}
resource "aws_ecs_task_definition" "this" {
  family       = "web"
  network_mode = var.mode
  container_definitions = jsonencode([
    { name = "web", memory = 128, portMappings = [{ containerPort = 80, hostPort = var.port }] }
  ])
}
output "arn" {
  value = aws_ecs_task_definition.this.arn
}
"""


def found(run, *arguments: object) -> list[tuple[str, str, int, str]]:
    """Rule, file, line and resource of what is found."""
    result = run("check", "--format", "json", *arguments)
    findings = json.loads(result.out)["findings"]
    return [(f["rule"], f["file"], f["line"], f["resource"]) for f in findings]


def call(arguments: str, name: str = "web", source: str = "./svc") -> str:
    return f'module "{name}" {{\n  source = "{source}"\n{arguments}}}\n'


def test_a_module_is_judged_by_the_values_of_its_call(run) -> None:
    write("svc/main.tf", MODULE)
    write("main.tf", call("  port = 80\n"))
    assert found(run) == []
    write("main.tf", call("  port = 8080\n"))
    wrong = ("ENM003", "svc/main.tf", 16, "module.web.aws_ecs_task_definition.this")
    assert found(run) == [wrong]
    write("main.tf", call('  port = 8080\n  mode = "bridge"\n'))
    assert found(run) == []


def test_a_module_that_nothing_calls_is_judged_by_its_defaults(run) -> None:
    write(
        "svc/main.tf", TASK.replace("8080", "var.port") + 'variable "port" {\n  default = 8080\n}\n'
    )
    assert [(rule, name) for rule, name, *_ in found(run)] == [("ENM003", "svc/main.tf")]
    write("main.tf", call("  port = 80\n"))
    assert found(run) == []


def test_a_call_in_a_comment_is_none(run) -> None:
    write("svc/main.tf", TASK)
    write("main.tf", "# " + call("").replace("\n", "\n# ") + "\nlocals {\n}\n")
    assert [rule for rule, *_ in found(run)] == ["ENM003"]


def test_a_finding_names_one_instance_for_each_cause(run) -> None:
    write("svc/main.tf", MODULE)
    calls = "  for_each = { api = 8080, web = 8081, ok = 80 }\n  port = each.value\n"
    write("main.tf", call(calls))
    assert [resource for *_, resource in found(run)] == [
        'module.web["api"].aws_ecs_task_definition.this',
        'module.web["web"].aws_ecs_task_definition.this',
    ]
    # what does not depend on the call is one finding, whoever calls
    write("svc/main.tf", MODULE.replace("var.port", "8080"))
    assert [resource for *_, resource in found(run)] == [
        'module.web["api"].aws_ecs_task_definition.this'
    ]


def test_instances_that_name_their_container_differently_share_a_cause(run) -> None:
    many = TASK.replace("family ", 'for_each = toset(["b", "a"])\n  family ', 1)
    write("main.tf", many.replace('name = "web"', "name = each.key"))
    assert [resource for *_, resource in found(run)] == ['aws_ecs_task_definition.web["a"]']
    # Two containers of one task definition are two, in the order in which they stand.
    two = TASK.replace('name = "web"', "name = n").replace("[\n", '[for n in ["b", "a"] :\n')
    write("main.tf", two)
    messages = [f["message"] for f in json.loads(run("check", "--format", "json").out)["findings"]]
    assert [m.split("`")[3] for m in messages if m.startswith("`hostPort` of")] == ["b", "a"]


def test_calls_that_name_their_container_differently_are_two(run) -> None:
    write("svc/main.tf", 'variable "name" {}\n' + TASK.replace('"web", mem', "var.name, mem"))
    write("main.tf", "".join(call(f'  name = "{name}"\n', name) for name in ("a", "b")))
    assert [resource for *_, resource in found(run)] == [
        "module.a.aws_ecs_task_definition.web",
        "module.b.aws_ecs_task_definition.web",
    ]


def test_outputs_link_what_different_modules_make(run) -> None:
    write("task/main.tf", MODULE)
    service = 'variable "task" {\n  type = string\n}\nresource "aws_ecs_service" "this" {\n'
    write("service/main.tf", service + '  name = "web"\n  task_definition = var.task\n}\n')
    calls = call("  port = 80\n", "task", "./task")
    calls += call("  task = module.task.arn\n", "service", "./service")
    write("main.tf", calls)
    assert found(run) == [("ENM001", "service/main.tf", 4, "module.service.aws_ecs_service.this")]
    write("main.tf", calls.replace("port = 80", 'port = 80\n  mode = "bridge"'))
    assert found(run) == []


@pytest.mark.parametrize("index", ["[0]", '["a"]', ""])
def test_outputs_of_one_instance_are_told_apart(run, index: str) -> None:
    write("task/main.tf", MODULE)
    many = {"[0]": "  count = 2\n", '["a"]': '  for_each = toset(["a", "b"])\n', "": ""}[index]
    service = f'resource "aws_ecs_service" "s" {{\n  task_definition = module.task{index}.arn\n}}\n'
    write("main.tf", call(f"{many}  port = 80\n", "task", "./task") + service)
    assert [rule for rule, *_ in found(run)] == ["ENM001"]


def test_modules_call_modules_and_pass_references_on(run) -> None:
    write("svc/inner/main.tf", MODULE)
    inner = 'variable "port" {\n  type = number\n}\n' + call("  port = var.port\n", "in", "./inner")
    write("svc/main.tf", inner)
    write("main.tf", call("  port = 8080\n"))
    assert [resource for *_, resource in found(run)] == [
        "module.web.module.in.aws_ecs_task_definition.this"
    ]


def test_a_module_that_has_no_ecs_gives_its_outputs(run) -> None:
    write("settings/main.tf", 'output "mode" {\n  value = "bridge"\n}\n')
    write("svc/main.tf", MODULE)
    calls = call("", "settings", "./settings")
    write("main.tf", calls + call("  port = 8080\n  mode = module.settings.mode\n"))
    assert found(run) == []
    write("settings/main.tf", 'output "mode" {\n  value = "awsvpc"\n}\n')
    assert [rule for rule, *_ in found(run)] == ["ENM003"]


def test_what_a_call_leaves_open_is_said_with_the_expression_that_stopped_it(run) -> None:
    write("svc/main.tf", MODULE)
    write("main.tf", call('  port = 80\n  mode = data.x_y.z["mode"]\n'))
    result = run("check")
    assert result.err == (
        "notice: svc/main.tf:14:3: module.web.aws_ecs_task_definition.this is not fully checked; "
        'unresolved values: network_mode (data.x_y.z["mode"])\n'
    )


def test_a_call_that_cannot_be_followed_leaves_the_module_to_its_defaults(run) -> None:
    write("svc/main.tf", TASK)
    write("main.tf", call("  count = 0\n"))
    assert [rule for rule, *_ in found(run)] == ["ENM003"]


def test_modules_that_call_themselves_end_with_a_notice(run) -> None:
    write("a/main.tf", TASK + call("", "b", "../b"))
    write("b/main.tf", call("", "a", "../a"))
    result = run("check", "--format", "json")
    assert result.rules == ["ENM003"]
    assert "the module a calls itself, here or through another one" in result.err


def test_many_modules_in_one_another_end(run) -> None:
    for number in range(20):
        calls = call("", "a", f"../m{number + 1}") + call("", "b", f"../m{number + 1}")
        write(f"m{number}/main.tf", calls)
    write("m20/main.tf", TASK)
    result = run("check", "--format", "json")
    assert result.rules == ["ENM003"]
    assert "instances of modules" in result.err


def test_a_null_is_the_default_of_what_cannot_be_null(run) -> None:
    module = MODULE.replace('type    = string\n  default = "awsvpc"', "%s")
    write("main.tf", call("  port = 8080\n  mode = null\n"))
    write("svc/main.tf", module % 'default = "bridge"\n  nullable = false')
    assert found(run) == []
    # null is an omitted mode, which is bridge on EC2: no rule knows better
    write("svc/main.tf", module % 'default = "awsvpc"')
    assert found(run) == []


def test_a_set_is_a_list_in_the_order_of_terraform(run) -> None:
    module = MODULE.replace("type    = string", "type    = list(string)", 1)
    write("svc/main.tf", module.replace("= var.mode", "= var.mode[0]"))
    modes = '  port = 8080\n  mode = toset(["host", "awsvpc"])\n'
    write("main.tf", call(modes))
    assert [rule for rule, *_ in found(run)] == ["ENM003"]
    write("main.tf", call(modes.replace('"host", "awsvpc"', '"awsvpc", var.other')))
    assert found(run) == []


CREATED = """
variable "own" {
  type    = string
  default = ""
}
resource "aws_ecs_task_definition" "own" {
  count        = var.own == "" ? 1 : 0
  family       = "own"
  network_mode = "awsvpc"
}
resource "aws_ecs_service" "web" {
  name            = "web"
  task_definition = var.own == "" ? aws_ecs_task_definition.own[0].arn : var.own
}
"""


@pytest.mark.parametrize(
    ("given", "rules"),
    [
        ('""', ["ENM001"]),
        ("var.own", ["ENM001"]),
        ("data.aws_ecs_task_definition.other.arn", []),
        ('"arn:aws:ecs:eu-west-1:${var.account}:task-definition/other:1"', []),
        ('format("arn:aws:ecs:eu-west-1:%s:task-definition/other:1", var.account)', []),
        ("local.other", []),
    ],
)
def test_a_task_definition_from_elsewhere_is_no_own_one(run, given: str, rules: list[str]) -> None:
    write("svc/main.tf", CREATED)
    other = 'locals {\n  other = data.aws_ssm_parameter.other.value\n}\nvariable "own" {}\n'
    write("main.tf", call(f"  own = {given}\n") + other)
    assert [rule for rule, *_ in found(run)] == rules


def test_an_empty_default_of_a_called_module_is_its_value(tmp_path: Path, run) -> None:
    write(
        "svc/main.tf", MODULE.replace("mode = var.mode", 'mode = var.empty == "" ? "awsvpc" : "x"')
    )
    write("svc/v.tf", 'variable "empty" {\n  default = ""\n}\n')
    write("main.tf", call("  port = 8080\n"))
    assert [rule for rule, *_ in found(run)] == ["ENM003"]


@pytest.mark.parametrize(
    ("default", "mode"),
    [
        ("null", 'coalesce(var.mode, "awsvpc")'),
        ("null", 'var.mode == null ? "awsvpc" : var.mode'),
        ('""', '(var.mode != "" ? var.mode : "awsvpc")'),
        ("{}", 'lookup(var.mode, "api", "awsvpc")'),
        ("{}", 'try(var.mode.api, "awsvpc")'),
        ("null", "local.mode"),
    ],
)
def test_an_expression_falls_back_where_a_variable_has_an_empty_default(
    run, default: str, mode: str
) -> None:
    write("v.tf", f'variable "mode" {{\n  default = {default}\n}}\n')
    write("l.tf", 'locals {\n  mode = coalesce(var.mode, "awsvpc")\n}\n' if "local" in mode else "")
    write("main.tf", TASK.replace('"awsvpc"', mode))
    result = run("check", "--format", "json")
    assert (result.rules, result.err) == (["ENM003"], "")
    write("prod.tfvars", 'mode = "bridge"\n')  # for a run, or not
    assert found(run) == []
    assert "var.mode" in run("check").err


def test_an_empty_default_by_itself_says_nothing(run) -> None:
    write("v.tf", 'variable "mode" {\n  default = null\n}\nvariable "ports" {\n  default = []\n}\n')
    write("main.tf", TASK.replace('"awsvpc"', "var.mode"))
    service = (
        'resource "aws_ecs_service" "s" {\n  task_definition = aws_ecs_task_definition.web.arn\n'
        '  dynamic "network_configuration" {\n'
        "    for_each = var.mode == null ? [] : [1]\n    content {}\n  }\n"
        "  count = var.mode == null ? 0 : 1\n}\n"
    )
    write("s.tf", service)
    assert found(run) == []


UNREAD = (
    "notice: main.tf:3:3: aws_ecs_task_definition.web is not fully checked;"
    " unresolved values: network_mode (var.x)\n"
)
FARGATE = """\
resource "aws_ecs_service" "fargate" {
  count           = %s
  launch_type     = "FARGATE"
  task_definition = aws_ecs_task_definition.web.arn
  network_configuration {
    subnets = ["subnet-1"]
  }
}
"""


@pytest.mark.parametrize(
    ("default", "mode", "count", "notice"),
    [
        ('""', 'var.x == "FARGATE" ? "awsvpc" : "bridge"', 'var.x == "FARGATE" ? 1 : 0', ""),
        ("[]", 'length(var.x) > 0 ? "awsvpc" : "bridge"', "length(var.x) > 0 ? 1 : 0", ""),
        ("{}", 'lookup(var.x, "mode", "bridge")', "length(var.x)", ""),
        ("null", "try(coalesce(var.x, var.x), null)", "2", UNREAD),
    ],
)
def test_what_falls_back_does_so_for_one_caller(
    run, default: str, mode: str, count: str, notice: str
) -> None:
    """The service is there for those alone whose mode is another."""
    write("v.tf", f'variable "x" {{\n  default = {default}\n}}\n')
    task = TASK.replace('"awsvpc"', f"{mode}\n  cpu = 256\n  memory = 512").replace("8080", "80")
    write("main.tf", task + FARGATE % count)
    assert (found(run), run("check").err) == ([], notice)


def test_a_module_that_is_not_called_by_who_sets_nothing_is_not_judged_so(run) -> None:
    write("v.tf", 'variable "x" {\n  default = null\n}\n')
    module = 'variable "task" {}\n' + (FARGATE % 1).replace(
        "aws_ecs_task_definition.web.arn", "var.task"
    )
    write("m/main.tf", module)
    sized = 'coalesce(var.x, "bridge")\n  cpu = 256\n  memory = 512'
    task = TASK.replace('"awsvpc"', sized).replace("8080", "80")
    gives = "  count = var.x == null ? 0 : 1\n  task = aws_ecs_task_definition.web.arn\n"
    write("main.tf", task + call(gives, source="./m"))
    assert found(run) == []
    write("main.tf", task + call(gives.replace("0 : 1", "1 : 1"), source="./m"))
    assert [rule for rule, *_ in found(run)] == ["ENM011"]


def test_a_variable_that_is_validated_has_to_be_set(run) -> None:
    condition = (
        '  validation {\n    condition = var.x != null\n    error_message = "Set it."\n  }\n'
    )
    write("v.tf", f'variable "x" {{\n  default = null\n{condition}}}\n')
    write("main.tf", TASK.replace('"awsvpc"', 'coalesce(var.x, "awsvpc")'))
    assert found(run) == []


def test_what_falls_back_on_a_number_of_instances_is_checked_all_the_same(run) -> None:
    switch = 'variable "copies" {\n  default = null\n}\n'
    counted = TASK.replace('"web" {', '"web" {\n  count = var.copies == null ? 0 : 1', 1)
    write("main.tf", switch + counted)
    assert [rule for rule, *_ in found(run)] == ["ENM003"]


def test_instances_of_a_resource_are_checked_one_by_one(run) -> None:
    task = TASK.replace('"web" {', '"web" {\n  for_each = { api = 80, web = 8080 }', 1)
    write("main.tf", task.replace("hostPort = 8080", "hostPort = each.value"))
    assert [resource for *_, resource in found(run)] == ['aws_ecs_task_definition.web["web"]']


def test_a_reference_with_a_key_leads_to_that_instance(run) -> None:
    task = TASK.replace(", hostPort = 8080", "").replace('"awsvpc"', "each.value")
    task = task.replace('"web" {', '"web" {\n  for_each = { a = "awsvpc", b = "bridge" }', 1)
    service = (
        'resource "aws_ecs_service" "s" {\n  for_each = toset(["a", "b"])\n'
        "  task_definition = aws_ecs_task_definition.web[each.key].arn\n}\n"
    )
    write("main.tf", task + service)
    assert [(rule, resource) for rule, *_, resource in found(run)] == [
        ("ENM001", 'aws_ecs_service.s["a"]')
    ]


def test_what_only_a_default_leaves_out_is_checked_as_if_it_were_there(run) -> None:
    switch = 'variable "on" {\n  default = false\n}\n'
    write("main.tf", switch + TASK.replace('"web" {', '"web" {\n  count = var.on ? 1 : 0', 1))
    result = run("check", "--format", "json")
    assert (result.rules, result.err) == (["ENM003"], "")


def test_what_only_a_default_leaves_out_is_checked_without_that_default(run) -> None:
    switch = 'variable "on" {\n  default = false\n}\n'
    task = TASK.replace('"web" {', '"web" {\n  count = var.on ? 1 : 0', 1)
    write("main.tf", switch + task.replace('"awsvpc"', 'var.on ? "bridge" : "awsvpc"'))
    assert found(run) == []


@pytest.mark.parametrize(
    ("calls", "inside"),
    [
        ('  count  = var.on ? 1 : 0\n  mode   = "awsvpc"\n', "1"),
        ("  on     = var.on\n", "var.on ? 1 : 0"),
        ("  on     = local.on\n", "local.on ? 1 : 0"),
    ],
)
def test_what_a_default_leaves_out_of_a_module_is_checked(run, calls: str, inside: str) -> None:
    on = 'variable "on" {\n  default = true\n}\nlocals {\n  on = var.on\n}\n'
    counted = MODULE.replace("  family ", f"  count = {inside}\n  family ").replace(
        "this.arn", "this[*].arn"
    )
    write("svc/main.tf", counted + on)
    off = on.replace("true", "false")
    write("main.tf", call(f"  port   = 8080\n{calls}") + off)
    # a call that makes an instance, so that the module is not checked by itself
    write("other.tf", call('  port = 80\n  mode = "host"\n  on = true\n', "other"))
    assert [(rule, name) for rule, name, *_ in found(run)] == [("ENM003", "svc/main.tf")]
    write("main.tf", call(f"  port   = 8080\n{calls}").replace("var.on", "false") + off)
    write("terraform.tfvars", "on = false\n")
    assert found(run) == []


def test_a_call_without_an_instance_is_said_to_be_unchecked(run) -> None:
    write("svc/main.tf", MODULE)
    write(
        "main.tf", call("  count = local.on ? 1 : 0\n  port = 8080\n") + call("  port = 80\n", "b")
    )
    write("locals.tf", "locals {\n  on = false\n}\n")
    result = run("check")
    said = "module.web is not checked, because count creates no instances: local.on ? 1 : 0"
    assert (result.status, said in result.err) == (0, True)


def test_a_value_that_is_set_leaves_a_resource_out_for_good(run) -> None:
    switch = 'variable "on" {\n  type = bool\n}\n'
    write("main.tf", switch + TASK.replace('"web" {', '"web" {\n  count = var.on ? 1 : 0', 1))
    write("terraform.tfvars", "on = false\n")
    result = run("check", "--format", "json")
    assert result.rules == []
    assert "is not checked, because count creates no instances" in result.err
    write("terraform.tfvars", "on = true\n")
    assert [resource for *_, resource in found(run)] == ["aws_ecs_task_definition.web[0]"]


def test_a_comment_in_a_module_silences_what_any_call_finds(run) -> None:
    module = MODULE.replace("    { name", "    # ecsnet:ignore ENM003 the proxy\n    { name")
    write("svc/main.tf", module)
    write("main.tf", call("  port = 80\n", "a") + call("  port = 8080\n", "b"))
    result = run("check")
    assert (result.status, result.out, result.err) == (0, "", "")


def test_a_module_outside_the_checked_directories_is_not_read(run) -> None:
    write("modules/svc/main.tf", MODULE)
    write("live/main.tf", call("  port = 8080\n", source="../modules/svc"))
    result = run("check", "live")
    assert (result.status, result.out) == (0, "")
    said = "modules outside the checked directories are not read: ../modules/svc"
    assert f"notice: live: {said}" in result.err
    assert [rule for rule, *_ in found(run, "live", "modules")] == ["ENM003"]


def test_a_call_in_json_is_one(run) -> None:
    write("svc/main.tf", MODULE.replace("80,", "var.ports[0],") + 'variable "ports" {\n}\n')
    inputs = {"source": "./svc", "port": "${local.port}", "ports": ["${local.port}"]}
    write(
        "main.tf.json",
        json.dumps({"locals": {"port": 80}, "module": {"web": inputs | {"mode": "awsvpc"}}}),
    )
    assert found(run) == []
    output = {"output": {"arn": {"value": "${module.web.arn}"}}}
    write(
        "mid/main.tf.json", json.dumps({"module": {"web": inputs | {"source": "../svc"}}} | output)
    )
    write("mid/locals.tf.json", json.dumps({"locals": {"port": 80}}))
    service = 'resource "aws_ecs_service" "a" {\n  task_definition = module.mid.arn\n}\n'
    write("main.tf", call("", "mid", "./mid") + service)
    assert [(rule, name) for rule, name, *_ in found(run)] == [("ENM001", "main.tf")]


def test_a_list_of_a_variable_is_no_tuple(run) -> None:
    module = MODULE.replace("= var.mode", '= var.ports == [] ? "bridge" : var.mode')
    write("svc/main.tf", module + 'variable "ports" {\n  type = list(number)\n}\n')
    write("main.tf", call("  port = 8080\n  ports = [1]\n"))
    assert [rule for rule, *_ in found(run)] == ["ENM003"]
    write("main.tf", call("  port = 8080\n  ports = []\n"))
    result = run("check")
    assert (result.status, "network_mode (var.ports == [])" in result.err) == (0, True)


def test_parts_of_a_run_in_processes_find_the_same(run, monkeypatch: pytest.MonkeyPatch) -> None:
    write("svc/main.tf", MODULE)
    for name in "abcd":
        write(f"{name}/main.tf", call("  port = 8080\n", source="../svc"))
    alone = found(run)
    monkeypatch.setattr("ecsnet.run.PARALLEL", 1)
    assert found(run) == alone
    assert len(alone) == 1
