"""Modules of the public registry, read from what the facts say of their inputs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Set
from dataclasses import replace

from ecsnet.diagnostics import Text
from ecsnet.facts import RegistryModule, Twin, facts
from ecsnet.model import Location
from ecsnet.terraform.syntax import parse_at, parse_expression
from ecsnet.terraform.syntax.tree import Expression, RawBlock

MARKS = ("terraform-aws-modules/ecs/", "terraform-aws-ecs", "cloudposse/ecs-")
"""What is in each call of a module that the facts have; a run reads nothing without any."""

Version = tuple[int, int, int]

_TERM = re.compile(r"\s*(~>|>=|<=|!=|=|>|<)?\s*v?(\d+)(?:\.(\d+))?(?:\.(\d+))?\s*")
_GIT = re.compile(
    r"(?:git::)?(?:https://|ssh://git@|git@)?(github\.com[/:][\w.-]+/[\w.-]+?)(?:\.git)?"
    r"(//[\w./-]+)?\?(?:.*&)?ref=v?(\d+\.\d+\.\d+)(?:&.*)?"
)


def read(
    source: str, constraint: str | None, inputs: Iterable[str], at: Location
) -> tuple[RawBlock, ...] | Text | None:
    """What the module of a call makes of its inputs.

    Args:
        source: the ``source`` of the call.
        constraint: its ``version``, if it has one.
        inputs: the names of what it gives.
        at: the place of the call, which everything has that the call does not give.

    Returns:
        The blocks of a module; why it cannot be read; None for one that the facts do not have.
    """
    inputs = set(inputs)
    module = _find(source, constraint, inputs)
    if not isinstance(module, RegistryModule):
        return module
    blocks = parse_at(module.text, at)
    known = {block.labels[0] for block in blocks if block.type == "variable"}
    if more := inputs - known - set(module.ignored):
        return Text(
            en=f"its input {min(more)} is not one that is read",
            ja=f"入力 {min(more)} には対応していません。",
        )
    return (*blocks, *(_twin(twin, blocks, at) for twin in module.twins))


def _twin(twin: Twin, blocks: Iterable[RawBlock], at: Location) -> RawBlock:
    """A resource under its other name."""
    of = next(block for block in blocks if ".".join(block.labels) == twin.of)
    count = Expression(parse_expression(twin.count, at), at)
    attributes = {**of.attributes, "count": count}
    return replace(of, labels=(of.labels[0], twin.name), attributes=attributes)


def _find(source: str, constraint: str | None, inputs: Set[str]) -> RegistryModule | Text | None:
    git = _GIT.fullmatch(source)
    if git:
        repository, path = git[1].replace(":", "/").lower(), git[2] or ""
        known = [
            module
            for module in facts().registry_modules.values()
            if module.repository.lower() == repository
            and module.source.partition("//")[2] == path.removeprefix("//").rstrip("/")
        ]
        constraint = git[3]
    else:
        address = source.removeprefix("registry.terraform.io/")
        modules = facts().registry_modules.values()
        known = [module for module in modules if module.source == address]
    known = [module for module in known if not module.needs or module.needs in inputs]
    if not known:
        return None
    asked = constraint and admitted(constraint)
    if not asked:
        return _open(constraint)
    for module in known:
        if _numbers(module.since) <= asked[0] and asked[1] <= _numbers(module.before):
            return module
    covered = ", ".join(f">= {since}, < {before}" for since, before in _spans(known))
    return Text(
        en=f"version {constraint} is not among those that are read ({covered})",
        ja=f"バージョン {constraint} は、読み取れるもの（{covered}）に含まれません。",
    )


def _spans(modules: Iterable[RegistryModule]) -> list[tuple[str, str]]:
    """The versions of modules, those that follow one another as one span."""
    spans: list[tuple[str, str]] = []
    for module in sorted(modules, key=lambda module: _numbers(module.since)):
        if spans and spans[-1][1] == module.since:
            spans[-1] = (spans[-1][0], module.before)
        else:
            spans.append((module.since, module.before))
    return spans


def _open(constraint: str | None) -> Text:
    if constraint is None:
        return Text(
            en="it has no version, so it may be any",
            ja="バージョンの指定がないため、どれか分かりません。",
        )
    return Text(
        en=f"version {constraint} admits versions without an end",
        ja=f"バージョン {constraint} には上限がありません。",
    )


def admitted(constraint: str) -> tuple[Version, Version] | None:
    """The first version that a constraint admits, and the first after it that it does not.

    None where it has no upper end, or is none.
    """
    least: Version = (0, 0, 0)
    end: Version | None = None
    for term in constraint.split(","):
        found = _TERM.fullmatch(term)
        if found is None:
            return None
        sign, parts = found[1] or "=", [int(part) for part in found.groups()[1:] if part]
        low = _padded(parts)
        if sign in (">=", ">", "=", "~>"):
            least = max(least, _next(low) if sign == ">" else low)
        after: Version | None = None
        # with one number alone, ~> has nothing to hold: ~> 5 admits 6.0.0
        if sign == "~>" and len(parts) > 1:
            after = _padded([*parts[:-2], parts[-2] + 1])
        elif sign == "<":
            after = low
        elif sign in ("<=", "="):
            after = _next(low)
        if after is not None:
            end = after if end is None else min(end, after)
    return None if end is None else (least, end)


def _padded(parts: list[int]) -> Version:
    major, minor, patch = (*parts, 0, 0)[:3]
    return major, minor, patch


def _next(version: Version) -> Version:
    return version[0], version[1], version[2] + 1


def _numbers(version: str) -> Version:
    return _padded([int(part) for part in version.split(".")])
