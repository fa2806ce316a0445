"""Variables that something else sets."""

import pytest
from support.command import TASK, write

DEFAULTED = """\
variable "host_port" {
  default = 8080
}
""" + TASK.replace("hostPort = 8080", "hostPort = var.host_port")


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("svc/terraform.tfvars", "host_port = 80\n"),
        ("svc/env/prod.tfvars", "host_port=80"),
        ("env/prod.auto.tfvars.json", '{"host_port": 80}'),
        ("main.tf", 'module "a" {\n  source = "./svc"\n  host_port = 80\n}\n'),
        ("svc/examples/a/main.tf", 'module "a" {\n  source = "../.."\n  host_port = 80\n}\n'),
        ("main.tf.json", '{"module": {"a": {"source": "./svc", "host_port": 80}}}'),
        (
            "live/app/terragrunt.hcl",
            'terraform {\n  source = "../..//svc"\n}\ninputs = {\n  host_port = 80\n}\n',
        ),
        ("svc/terragrunt.hcl", "inputs = { host_port = 80 }\n"),
        ("_envcommon/app.hcl", "inputs = {\n  host_port = 80\n}\n"),
    ],
)
def test_a_default_that_is_overridden_is_no_finding(run, name: str, values: str) -> None:
    write("svc/main.tf", DEFAULTED)
    assert run("check").status == 1
    write(name, values)
    assert run("check").status == 0


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("svc/terraform.tfvars", "host_port = 80\n"),
        ("svc/terragrunt.hcl", "inputs = { host_port = 80 }\n"),
        ("main.tf", 'module "a" {\n  source = "./svc"\n  host_port = 80\n}\n'),
    ],
)
def test_values_beside_a_file_that_is_named_count(run, name: str, values: str) -> None:
    write("main.tf", "locals {\n}\n")
    write("svc/main.tf", DEFAULTED)
    assert run("check", "main.tf", "svc/main.tf").status == 1
    write(name, values)
    assert run("check", "main.tf", "svc/main.tf").status == 0


def test_what_terragrunt_sets_counts_for_every_module(run) -> None:
    write("svc/main.tf", DEFAULTED)
    write("main.tf", "locals {\n}\n")
    write("live/terragrunt.hcl", 'terraform {\n  source = "${local.base}//svc"\n}\n')
    assert run("check").status == 1
    write("live/root.hcl", "inputs = { host_port = 80 }\n")
    assert run("check").status == 0


def test_values_in_the_environment_count(run, monkeypatch: pytest.MonkeyPatch) -> None:
    write("svc/main.tf", DEFAULTED)
    monkeypatch.setenv("TF_VAR_port", "80")
    assert run("check").status == run("check", "svc/main.tf").status == 1
    monkeypatch.setenv("TF_VAR_host_port", "80")
    assert run("check").status == run("check", "svc/main.tf").status == 0


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("svc/terraform.tfvars", "port = 80\n"),
        ("other/main.tf", 'module "a" {\n  source = "./svc"\n  host_port = 80\n}\n'),
        ("main.tf", 'module "a" {\n  source = "./svc"\n}\n'),
        ("other/x.tf", "locals {\n}\n"),
        (".tflint.hcl", "host_port = 80\n"),
    ],
)
def test_a_default_that_nothing_overrides_is_checked(run, name: str, values: str) -> None:
    write("svc/main.tf", DEFAULTED)
    write(name, values)
    assert run("check").status == 1


def test_values_of_one_module_say_nothing_of_another(run) -> None:
    write("svc/main.tf", DEFAULTED)
    write("other/main.tf", "locals {\n}\n")
    write("other/terraform.tfvars", "host_port = 80\n")
    write("other/bad.tfvars", b"\xff\xfe")
    assert run("check").status == 1


SET = 'variable "host_port" {\n  type = number\n}\n' + TASK.replace("8080", "var.host_port")


@pytest.mark.parametrize(
    ("files", "status"),
    [
        ({"terraform.tfvars": "host_port = 8080\n"}, 1),
        ({"terraform.tfvars": "host_port = 80\n"}, 0),
        ({"terraform.tfvars.json": '{"host_port": 8080}'}, 1),
        (
            {
                "terraform.tfvars": "host_port = 80\n",
                "terraform.tfvars.json": '{"host_port": 8080}',
            },
            1,
        ),
        ({"terraform.tfvars.json": '{"host_port": 8080}', "a.auto.tfvars": "host_port = 80\n"}, 0),
        ({"b.auto.tfvars.json": '{"host_port": 8080}', "a.auto.tfvars": "host_port = 80\n"}, 1),
        ({"terraform.tfvars": "host_port = 8080\n", "prod.tfvars": "host_port = 80\n"}, 0),
        ({"terraform.tfvars": "host_port = 8080\n", "other.tfvars": "name = 80\n"}, 1),
    ],
)
def test_files_that_terraform_reads_by_itself_have_values(
    run, files: dict[str, str], status: int
) -> None:
    write("main.tf", SET)
    for name, text in files.items():
        write(name, text)
    assert run("check").status == status


def test_a_null_that_is_set_is_the_default_of_what_cannot_be_null(run) -> None:
    source = TASK.replace('"awsvpc"', "var.mode")
    variable = 'variable "mode" {\n  default = "bridge"\n  nullable = false\n}\n'
    write("main.tf", source + variable)
    write("terraform.tfvars", "mode = null\n")
    assert run("check").status == 0
    write("main.tf", source + variable.replace('"bridge"', '"awsvpc"'))
    assert "ENM003" in run("check").out


def test_an_empty_value_that_is_set_is_a_value(run) -> None:
    task = TASK.replace('"awsvpc"', 'var.mode == "" ? "awsvpc" : "bridge"')
    write("main.tf", 'variable "mode" {\n  default = "bridge"\n}\n' + task)
    assert run("check").status == 0
    write("terraform.tfvars", 'mode = ""\n')
    assert run("check").status == 1


def test_values_of_the_caller_are_not_those_of_the_module(run) -> None:
    write("svc/main.tf", SET)
    write("svc/terraform.tfvars", "host_port = 8080\n")
    write("main.tf", 'module "a" {\n  source = "./svc"\n  host_port = 80\n}\n')
    assert run("check").status == 0


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("terraform.tfvars", "host_port = \n", "terraform.tfvars:1:13: syntax error"),
        ("a.auto.tfvars.json", "[80]", "a.auto.tfvars.json:1:1: a Terraform JSON file must be"),
        ("terraform.tfvars", 'resource "a" "b" {\n}\n', "terraform.tfvars:1:1: a file of values"),
        ("terraform.tfvars", "a = 1\na = 2\n", "terraform.tfvars:2:1: argument 'a' is set twice"),
        ("terraform.tfvars", "host_port = web\n", "terraform.tfvars:1:13: web is not a reference"),
    ],
)
def test_a_file_of_values_that_cannot_be_used(run, name: str, text: str, said: str) -> None:
    write("main.tf", SET)
    write(name, text)
    result = run("check")
    assert result.status == 2
    assert f"error: {said}" in result.err


@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        (["--var", "host_port=8080"], 1),
        (["--var", "host_port = 8080"], 0),  # as Terraform: the name has no space, the value has
        (["--var", "host_port=80"], 0),
        (["--var", "host_port=80", "--var", "host_port=8080"], 1),
        (["--var-file", "x.tfvars"], 1),
        (["--var", "host_port=80", "--var-file=x.tfvars"], 1),
        (["--var-file=x.tfvars", "--var", "host_port=80"], 0),
    ],
)
def test_values_of_the_command_line_count_most(run, arguments: list[str], status: int) -> None:
    write("main.tf", SET)
    write("terraform.tfvars", "host_port = 443\n")
    write("prod.tfvars", "host_port = 444\n")
    write("x.tfvars", "host_port = 8080\n")
    assert run("check", "main.tf", *arguments).status == status


def test_a_value_of_the_command_line_has_the_type_of_its_variable(run) -> None:
    task = SET.replace("type = number", "type = list(number)").replace(
        "var.host_port", "var.host_port[0]"
    )
    write("main.tf", task)
    assert run("check", "--var", "host_port=[8080]").status == 1
    result = run("check", "--var", "host_port=[")
    assert (result.status, result.out) == (2, "")
    assert "error: --var host_port:1:1: syntax error" in result.err
    assert run("check", "--var", "host_port").status == 2
    assert run("check", "--var-file", "none.tfvars").status == 2


SOURCED = 'terraform {\n  source = "../modules//svc"\n}\ninputs = {\n  host_port = %s\n}\n'


def test_inputs_that_one_file_of_terragrunt_writes_out_are_values(run) -> None:
    write("modules/svc/main.tf", SET)
    write("live/terragrunt.hcl", SOURCED % 8080)
    assert run("check").status == 1
    write("live/terragrunt.hcl", SOURCED % 80)
    assert run("check").status == 0
    # which of two counts cannot be told
    write("stage/terragrunt.hcl", SOURCED % 8080)
    assert run("check").status == 0


@pytest.mark.parametrize(
    "inputs",
    [
        SOURCED % "local.port",
        SOURCED % 'get_env("PORT")',
        SOURCED % "dependency.vpc.outputs.port",
        "inputs = merge(local.common, { host_port = 8080 })\n",
        SOURCED.replace("../modules", "${get_repo_root()}/modules") % 8080,
    ],
)
def test_inputs_of_terragrunt_that_are_not_written_out_are_not_known(run, inputs: str) -> None:
    write("modules/svc/main.tf", DEFAULTED)
    write("live/terragrunt.hcl", inputs)
    assert run("check").status == 0


def test_a_file_of_values_counts_before_the_inputs_of_terragrunt(run) -> None:
    write("main.tf", SET)
    write("terragrunt.hcl", "inputs = {\n  host_port = 80\n}\n")
    assert run("check").status == 0
    write("terraform.tfvars", "host_port = 8080\n")
    assert run("check").status == 1
