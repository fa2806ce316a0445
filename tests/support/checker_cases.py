"""What the checker in the page and the command are compared on: the input of each case by file."""

import json
from collections.abc import Iterator, Mapping

from support.command import TASK
from support.paths import ROOT, SNIPPETS

CONTAINERS = (
    '[{"name":"web","image":"x","memory":1,"portMappings":[{"containerPort":80,"hostPort":81}]}]'
)


def of_a_file(containers: str) -> str:
    head = TASK[: TASK.index("  container_definitions")]
    return f"{head}  container_definitions = {containers}\n}}\n"


# Ways of writing that no snippet has.
WRITTEN = {
    "module": {
        "main.tf": 'module "web" {\n  source = "./m"\n  mode   = "bridge"\n}\n',
        "m/main.tf": 'variable "mode" {}\n'
        + TASK.replace('"awsvpc"', "var.mode").replace(
            "family", 'requires_compatibilities = ["FARGATE"]\n  family'
        ),
    },
    "values": {
        "main.tf": 'variable "mode" {}\n' + TASK.replace('"awsvpc"', "var.mode"),
        "terraform.tfvars": 'mode = "awsvpc"\n',
    },
    "template": {
        "main.tf": of_a_file('templatefile("c.tftpl", { port = 81 })'),
        "c.tftpl": CONTAINERS.replace("81", "${port}"),
    },
    "yaml": {
        "main.tf": of_a_file('jsonencode(yamldecode(file("c.yaml")))'),
        "c.yaml": "- name: 日本語 🍣\n  memory: 1\n"
        "  portMappings:\n    - {containerPort: 80, hostPort: 81}\n",
    },
    "registry": {
        "main.tf": 'module "s" {\n  source  = "terraform-aws-modules/ecs/aws//modules/service"\n'
        '  version = "~> 5.0"\n  name = "a"\n  network_mode = "host"\n}\n'
    },
    "api": {
        "td.json": json.dumps(
            {"family": "a", "networkMode": "awsvpc", "containerDefinitions": json.loads(CONTAINERS)}
        )
    },
    "plan": {"plan.json": (ROOT / "tests/data/plan.json").read_text(encoding="utf-8")},
    "settings": {"main.tf": TASK, ".ecsnet.toml": 'ignore = ["ENM003"]\n'},
    "bad settings": {"main.tf": TASK, ".ecsnet.toml": "nothing = 1\n"},
    "syntax": {"main.tf": 'resource "a" {\n  = 1\n'},
    "deep": {"main.tf": f"locals {{\n  a = {'[' * 100}{']' * 100}\n}}\n" + TASK},
    "too deep": {"main.tf": f"locals {{\n  a = {'[' * 280}{']' * 280}\n}}\n" + TASK},
    "no json": {"input.json": '{"a": [}'},
    "unknown": {"main.tf": 'variable "m" {}\n' + TASK.replace('"awsvpc"', "var.m")},
    "empty": {"main.tf": ""},
}


def snippets() -> Iterator[tuple[str, Mapping[str, str]]]:
    """Each directory of snippets with Terraform in it, and each example to try."""
    for folder in sorted({path.parent for path in SNIPPETS.rglob("*.tf")}):
        files = sorted(path for path in folder.iterdir() if path.suffix == ".tf")
        texts = {path.name: path.read_text(encoding="utf-8") for path in files}
        name = folder.relative_to(SNIPPETS).as_posix()
        if name.startswith("stacks/") or "/" not in name:
            yield name, texts
        else:  # wrong and right beside each other are two configurations
            yield from ((f"{name}/{file}", {file: text}) for file, text in texts.items())
    for path in sorted((ROOT / "docs/assets/try").iterdir()):
        yield f"try/{path.name}", {path.name: path.read_text(encoding="utf-8")}


CASES = dict(snippets()) | WRITTEN
