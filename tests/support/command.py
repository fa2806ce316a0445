"""The command as a shell runs it, and files for it."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from support.paths import ROOT, SNIPPETS

from ecsnet import cli

BAD = SNIPPETS / "rules" / "ENM003" / "bad.tf"
GOOD = SNIPPETS / "rules" / "ENM003" / "good.tf"

TASK = """\
resource "aws_ecs_task_definition" "web" {
  family       = "web"
  network_mode = "awsvpc"
  container_definitions = jsonencode([
    { name = "web", memory = 128, portMappings = [{ containerPort = 80, hostPort = 8080 }] }
  ])
}
"""
WARNED = """\
resource "aws_ecs_task_definition" "web" {
  family       = "web"
  network_mode = "awsvpc"
  container_definitions = jsonencode([{ name = "web", memory = 128, networkMode = "awsvpc" }])
}
"""


def write(name: str, content: str | bytes = TASK) -> Path:
    """A file below the current directory."""
    file = Path(name)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content.encode() if isinstance(content, str) else content)
    return file


class Run:
    """One run of the command: what it printed and returned."""

    def __init__(self, capsys: pytest.CaptureFixture[str], *arguments: object) -> None:
        try:
            self.status = cli.main([str(argument) for argument in arguments])
        except SystemExit as end:  # argparse
            self.status = int(end.code or 0)
        self.out, self.err = capsys.readouterr()

    @property
    def rules(self) -> list[str]:
        return [finding["rule"] for finding in json.loads(self.out)["findings"]]


def environment() -> dict[str, str]:
    """This environment, with the package as it stands here."""
    return os.environ | {"PYTHONPATH": str(ROOT / "src")}


def process(*arguments: object, **options: object) -> subprocess.CompletedProcess[str]:
    """The command in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "ecsnet", *map(str, arguments)],
        text=True,
        capture_output=True,
        env=environment(),
        timeout=60,
        **options,
    )
