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
