"""The section on the command: `ecsnet check` beside its parser alone and beside checkov."""

import itertools
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from ecsnet.run import RELEVANT
from tools import ROOT
from tools.bench.measure import RUNS, elapsed, kib, largest, spread
from tools.site.chromium import Missing

TREE = 1000
STARTS = 5
CHECKOV = "checkov==3.3.30"
# Inside the environment that `make` lays, which takes it along when it is laid anew.
CHECKOV_HOME = ROOT / ".venv/checkov"
# All of checkov's checks on aws_ecs_service, aws_ecs_task_definition and aws_ecs_cluster.
CHECKOV_CHECKS = (
    "CKV_AWS_65,CKV_AWS_97,CKV_AWS_223,CKV_AWS_224,CKV_AWS_249,"
    "CKV_AWS_332,CKV_AWS_333,CKV_AWS_334,CKV_AWS_335,CKV_AWS_336"
)
# Three files in each: as many directories that call a module as the figure is about.
MODULES = 200
CALLS = 800
FILES = 3 * (MODULES + CALLS)
MODULE = {
    "variables": """\
variable "name" {
  type = string
}
variable "port" {
  type = number
}
variable "subnets" {
  type    = list(string)
  default = ["subnet-1"]
}
""",
    "main": """\
resource "aws_ecs_task_definition" "this" {
  family                   = var.name
  network_mode             = "awsvpc"
  requires_compatibilities = ["FARGATE"]
  cpu                      = 256
  memory                   = 512
  container_definitions = jsonencode([
    {
      name         = var.name
      image        = "public.ecr.aws/nginx/nginx:latest"
      portMappings = [{ containerPort = var.port }]
    }
  ])
}
resource "aws_ecs_service" "this" {
  name            = var.name
  launch_type     = "FARGATE"
  task_definition = aws_ecs_task_definition.this.arn
  network_configuration {
    subnets = var.subnets
  }
}
""",
    "outputs": """\
output "arn" {
  value = aws_ecs_task_definition.this.arn
}
""",
}
CALLER = {
    "main": """\
module "web" {
  source = "../../modules/%(module)d"
  name   = local.name
  port   = %(port)d
}
""",
    "locals": """\
locals {
  name = "web-%(port)d"
}
""",
    "providers": """\
provider "aws" {
  region = "ap-northeast-1"
}
""",
}
PARSE = """
import pathlib, sys
import hcl2
for path in sorted(pathlib.Path(sys.argv[1]).rglob("*.tf")):
    with open(path, encoding="utf-8") as file:
        hcl2.load(file)
"""
_ABOUT_ECS = re.compile("|".join(RELEVANT).encode())


def check() -> None:
    """Time the command on 1 snippet, on a tree of them, and on a tree that is not about ECS."""
    with TemporaryDirectory() as name:
        relevant, irrelevant = Path(name, "relevant"), Path(name, "irrelevant")
        size = plant(relevant, lambda data: data)
        plant(irrelevant, lambda data: _ABOUT_ECS.sub(b"other_", data))
        ecsnet = [str(Path(sys.executable).with_name("ecsnet")), "check"]
        snippet = ROOT / "snippets/rules/ENM003/bad.tf"
        starts = sorted(elapsed([*ecsnet, str(snippet)]) for _ in range(STARTS))
        print(f"  start to result, 1 snippet     {median(starts):6.2f} s  ({spread(starts)})")
        checked = _beside_the_parser(ecsnet, relevant, f"as they are ({kib(size)})")
        _beside_the_parser(ecsnet, irrelevant, f"without ECS ({kib(size)})")
        _beside_checkov(checked, relevant)
        calling = Path(name, "calling")
        size = call(calling)
        _beside_the_parser(ecsnet, calling, f"{CALLS} calls of modules, {kib(size)}", FILES)
        print(f"    largest process              {largest([*ecsnet, str(calling)]):6.0f} MiB")


def plant(directory: Path, change: Callable[[bytes], bytes]) -> int:
    """Write snippets over and over, each as a module of its own; the bytes of them all."""
    snippets = sorted((ROOT / "snippets").rglob("*.tf"))
    size = 0
    for number, snippet in zip(range(TREE), itertools.cycle(snippets), strict=False):
        path = directory / f"{number // 100:02}" / f"{number % 100:02}" / "main.tf"
        path.parent.mkdir(parents=True)
        size += path.write_bytes(change(snippet.read_bytes()))
    return size


def call(directory: Path) -> int:
    """Write modules, and directories that each call one of them; the bytes of all files."""
    texts = {
        f"modules/{number}/{name}.tf": text
        for number in range(MODULES)
        for name, text in MODULE.items()
    }
    for number in range(CALLS):
        values = {"module": number % MODULES, "port": 8000 + number}
        texts |= {f"live/{number}/{name}.tf": text % values for name, text in CALLER.items()}
    for name, text in texts.items():
        path = directory / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return sum(len(text.encode()) for text in texts.values())


def _beside_the_parser(ecsnet: list[str], directory: Path, label: str, files: int = TREE) -> float:
    """Print how long both take on a tree; the seconds of the command."""
    parse = [sys.executable, "-c", PARSE]
    runs: dict[str, list[float]] = {"ecsnet": [], "parse": []}
    for _ in range(RUNS):
        runs["ecsnet"].append(elapsed([*ecsnet, str(directory)]))
        runs["parse"].append(elapsed([*parse, str(directory)]))
    ours, theirs = median(runs["ecsnet"]), median(runs["parse"])
    print(f"  {files:,} files, {label}, {os.cpu_count()} processors:")
    print(f"    ecsnet check                 {ours:6.2f} s  ({spread(runs['ecsnet'])})")
    print(f"    python-hcl2, one process     {theirs:6.2f} s  ({spread(runs['parse'])})")
    print(f"    ratio                        {ours / theirs:6.2f}", flush=True)
    return ours


def _beside_checkov(checked: float, directory: Path) -> None:
    # Without a key of Prisma Cloud these flags keep it from asking the network for anything.
    flags = ["--framework", "terraform", "--skip-download", "--quiet", "--compact"]
    flags += ["--soft-fail", "--check", CHECKOV_CHECKS]
    seconds = elapsed([_checkov(), "--directory", str(directory), *flags])
    count = CHECKOV_CHECKS.count(",") + 1
    print(f"    {CHECKOV.replace('==', ' ')}, {count} ECS checks{seconds:6.2f} s  (1 run)")
    print(f"    ecsnet check / checkov       {checked / seconds:6.3f}")


def _checkov() -> str:
    """The program, in an environment of its own: it pins other versions than this project."""
    program = CHECKOV_HOME / "bin/checkov"
    installed = CHECKOV_HOME / "installed"
    if not (program.exists() and installed.exists() and installed.read_text() == CHECKOV):
        python = CHECKOV_HOME / "bin/python"
        try:
            for command in (
                [sys.executable, "-m", "venv", "--clear", str(CHECKOV_HOME)],
                [str(python), "-m", "pip", "install", "--quiet", CHECKOV],
            ):
                subprocess.run(command, check=True, capture_output=True, text=True)
        except subprocess.CalledProcessError as error:
            last = (error.stderr or error.stdout).strip().splitlines()[-1:]
            raise Missing(f"{CHECKOV} cannot be installed: {''.join(last)}") from error
        installed.write_text(CHECKOV)
    return str(program)
