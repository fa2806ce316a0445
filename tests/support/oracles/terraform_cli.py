"""``terraform validate`` as an oracle, offline: with the provider from a local mirror, once for all
configurations, each as a child module of one generated root."""

from __future__ import annotations

import glob
import json
import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from support.oracles import botocore_model, schema
from support.terraform import configuration

_VERSION = re.compile(r"\d+\.\d+\.\d+")

# Terraform looks for providers in these directories by itself (its documentation calls them the
# implied local mirrors); the last pattern finds mirrors that images put anywhere near the root.
_IMPLIED = (
    "terraform.d/plugins",
    "~/.terraform.d/plugins",
    "~/.local/share/terraform/plugins",
    "~/Library/Application Support/io.terraform/plugins",
    "/usr/local/share/terraform/plugins",
    "/usr/share/terraform/plugins",
)
_ANYWHERE = "*/*/hashicorp/aws/*/*/terraform-provider-aws_*"
_NO_FILES = {"dev", "proc", "sys"}

# A provider under development is taken whatever version the snippets ask readers to use, and
# needs no `terraform init`, which would read its hundreds of megabytes once for a checksum.
OVERRIDE = """\
provider_installation {{
  dev_overrides {{
    "hashicorp/aws" = "{directory}"
  }}
}}
"""


class Unavailable(Exception):
    """There is no Terraform, or no local hashicorp/aws; says where it was looked for."""


@dataclass(frozen=True, slots=True)
class Mirror:
    """The directory of a provider's program in a filesystem mirror, and its version."""

    directory: Path
    version: tuple[int, ...]

    @property
    def label(self) -> str:
        """The version as Terraform writes it."""
        return ".".join(map(str, self.version))


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """An error of ``terraform validate``; ``module`` is None when it belongs to none."""

    module: str | None
    line: int
    summary: str
    detail: str

    def __str__(self) -> str:
        return f"line {self.line}: {self.summary}: {' '.join(self.detail.split())}"


def environment(directory: Path, configuration: str = "") -> dict[str, str]:
    """Environment for a Terraform run with its own CLI configuration, without network use."""
    file = directory / "cli.tfrc"
    file.write_text(f"disable_checkpoint = true\n{configuration}", encoding="utf-8")
    own = {key: value for key, value in os.environ.items() if not key.startswith("TF_")}
    # A quarter of a short run goes into collecting what the schemas of the provider leave behind.
    own = {"GOGC": "400", **own}
    return {**own, "TF_CLI_CONFIG_FILE": str(file), "TF_IN_AUTOMATION": "1"}


def binary() -> str:
    """The Terraform to run.

    Raises:
        Unavailable: there is none.
    """
    found = shutil.which("terraform")
    if not found:
        raise Unavailable("needs terraform on the PATH")
    return found


@cache
def platform() -> str:
    """What Terraform calls this machine, such as ``linux_amd64``.

    Raises:
        Unavailable: there is no Terraform.
    """
    with tempfile.TemporaryDirectory() as directory:
        run = subprocess.run(
            [binary(), "version", "-json"],
            env=environment(Path(directory)),
            capture_output=True,
            text=True,
            check=True,
        )
    return json.loads(run.stdout)["platform"]


@cache
def mirror() -> Mirror:
    """The newest hashicorp/aws for this machine in a local mirror.

    Raises:
        Unavailable: there is no Terraform, or no provider.
    """
    found = list(_programs())
    if not found:
        raise Unavailable(
            "needs hashicorp/aws in a local mirror: name its directory in ECSNET_TF_PLUGIN_DIR"
        )
    return max(found, key=lambda candidate: candidate.version)


def _mirrors() -> Iterator[Path]:
    for name in ("ECSNET_TF_PLUGIN_DIR", "TF_PLUGIN_CACHE_DIR"):
        if os.environ.get(name):
            yield Path(os.environ[name]).expanduser()
    for name in _IMPLIED:
        yield Path(name).expanduser()
    if os.name == "posix":
        for top in Path("/").iterdir():
            if top.name not in _NO_FILES:
                # glob.glob, unlike Path.glob, passes over directories that vanish or are closed
                for plugin in glob.iglob(f"{glob.escape(str(top))}/{_ANYWHERE}"):
                    yield Path(plugin).parents[5]


def _programs() -> Iterator[Mirror]:
    for directory in _mirrors():
        for program in directory.glob(f"*/hashicorp/aws/*/{platform()}/terraform-provider-aws_*"):
            version = program.parents[1].name
            if _VERSION.fullmatch(version):
                yield Mirror(program.parent, tuple(map(int, version.split("."))))


def validate(
    configurations: Mapping[str, Sequence[Path]], directory: Path
) -> Mapping[str, list[Diagnostic]]:
    """Run ``terraform validate`` once over all configurations.

    Args:
        configurations: the files of each configuration, by id.
        directory: an empty directory to work in.

    Returns:
        The errors of each configuration, by id.

    Raises:
        Unavailable: Terraform or the provider is missing.
        AssertionError: Terraform failed otherwise, or an error belongs to no configuration.
    """
    terraform, provider = binary(), mirror().directory.resolve()
    environ = environment(directory, OVERRIDE.format(directory=provider.as_posix()))
    modules = {f"m{i}": name for i, name in enumerate(configurations)}
    # One value without a type is unknown and fits any variable of a child.
    root = ['variable "any" {}']
    for module, name in modules.items():
        files = configurations[name]
        child = directory / module
        child.mkdir()
        for file in files:
            shutil.copyfile(file, child / file.name)
        passed = "".join(f"  {variable} = var.any\n" for variable in _required_variables(files))
        root.append(f'module "{module}" {{\n  source = "./{module}"\n{passed}}}')
    (directory / "main.tf").write_text("\n".join(root) + "\n", encoding="utf-8")

    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [terraform, *arguments],
            cwd=directory,
            env=environ,
            capture_output=True,
            text=True,
            check=False,
        )

    get = run("get", "-no-color")
    if get.returncode:
        raise AssertionError(f"terraform get failed:\n{get.stdout}{get.stderr}")
    answer = json.loads(run("validate", "-json", "-no-color").stdout)
    result: dict[str, list[Diagnostic]] = {name: [] for name in configurations}
    for entry in answer["diagnostics"]:
        if entry["severity"] != "error":
            continue
        place = entry.get("range", {})
        module = Path(place.get("filename", "")).parts[:1]
        diagnostic = Diagnostic(
            modules.get(module[0]) if module else None,
            place.get("start", {}).get("line", 0),
            entry["summary"],
            entry.get("detail", ""),
        )
        if diagnostic.module is None:
            raise AssertionError(f"terraform validate: {diagnostic}")
        result[diagnostic.module].append(diagnostic)
    return result


def _required_variables(files: Iterable[Path]) -> Iterator[str]:
    for block in configuration(*files).blocks:
        if block.type == "variable" and "default" not in block.attributes:
            yield block.labels[0]


_SCHEMA_ERRORS = (
    "Invalid resource type",
    "Invalid data source",
    "Unsupported argument",
    "Unsupported block type",
    "Missing required argument",
)
_INSUFFICIENT = re.compile(r"Insufficient \w+ blocks")
_ENUM = re.compile(r"expected (?P<argument>\w+)\S* to be one of .*, got (?P<value>\S+)$")


def outdated(diagnostic: Diagnostic, files: Iterable[Path], plugins: Mirror) -> bool:
    """True when the error is the local provider's age: it does not know an argument that the
    committed, newer schema has, or a value that the API has."""
    if plugins.version >= tuple(map(int, schema.VERSION.split("."))):
        return False
    if diagnostic.summary in _SCHEMA_ERRORS or _INSUFFICIENT.fullmatch(diagnostic.summary):
        return not schema.problems(configuration(*files))
    if match := _ENUM.search(diagnostic.summary):
        return botocore_model.has_value(match["argument"], match["value"])
    return False
