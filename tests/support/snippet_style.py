"""The rules of snippets/README.md that no tool knows."""

from __future__ import annotations

import re

from ecsnet.sections import marker
from ecsnet.terraform import Configuration

_NAME = re.compile(r"[a-z0-9-]+")
# Any 6.x, or those that know what the example uses.
_VERSIONS = re.compile(r"~> 6\.\d+(, >= 6\.\d+\.\d+)?")


def section_problems(text: str) -> list[str]:
    """Mistakes that the snippet extension passes over in silence."""
    problems: list[str] = []
    names: set[str] = set()
    opened: list[str] = []
    for number, line in enumerate(text.splitlines(), 1):
        if "--8<--" not in line:
            continue
        edge = marker(line)
        # Of the ways to write a marker, snippets use one.
        written = edge and f"# --8<-- [{edge.kind}:{edge.name}]"
        if edge is None or line.lstrip() != written or not _NAME.fullmatch(edge.name):
            problems.append(f"{number}: malformed section marker")
        elif edge.kind == "start":
            if edge.name in names:
                problems.append(f"{number}: {edge.name} is used twice")
            names.add(edge.name)
            opened.append(edge.name)
        elif not opened or opened.pop() != edge.name:
            problems.append(f"{number}: {edge.name} ends, but is not the section opened last")
    return problems + [f"{name} is never closed" for name in opened]


_IMAGE = re.compile(r'\bimage\s*=\s*"([^"$]+)"')
# Microsoft publishes its Windows base images nowhere else.
_REGISTRIES = ("public.ecr.aws/", "mcr.microsoft.com/windows/")


def text_problems(text: str) -> list[str]:
    """Images without a version, secrets, and text that is not English."""
    problems = []
    for image in _IMAGE.findall(text):
        if not image.startswith(_REGISTRIES):
            problems.append(f"{image}: not from a registry that needs no login")
        if ":" not in image or image.endswith(":latest"):
            problems.append(f"{image}: names no version")
    if re.search(r"\b(AKIA|ASIA)[A-Z0-9]{16}\b|arn:aws[a-z-]*:[a-z]+:[a-z0-9-]*:\d{12}", text):
        problems.append("an access key or an account number")
    if not text.isascii():
        problems.append("not ASCII: comments of snippets are English")
    return problems


def problems(configuration: Configuration) -> list[str]:
    """A provider block, an untyped variable, another provider version than readers use."""
    found = []
    versions = []
    for block in configuration.blocks:
        at = f"{block.at.file}:{block.at.line}"
        if block.type == "provider":
            found.append(f"{at}: a provider block is the reader's")
        if block.type == "variable" and "type" not in block.attributes:
            found.append(f"{at}: variable {block.labels[0]} has no type")
        for inner in block.blocks:
            if block.type == "terraform" and inner.type == "required_providers":
                aws = inner.attributes.get("aws")
                versions.append(aws and configuration.evaluator.evaluate(aws).plain())
    asked = versions[0] if len(versions) == 1 and isinstance(versions[0], dict) else {}
    version = _VERSIONS.fullmatch(str(asked.get("version")))
    if asked.get("source") != "hashicorp/aws" or not version:
        found.append("needs required_providers with aws from hashicorp/aws ~> 6.0 or later, once")
    return found
