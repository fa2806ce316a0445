"""Cycles of locals."""

from pathlib import Path

from support.terraform import read

from ecsnet.model import UNKNOWN


def test_cycle_of_locals_is_unknown(tmp_path: Path) -> None:
    source = "locals {\n  a = local.b\n  b = local.a\n}\n"
    part = read(tmp_path, source + 'resource "x_y" "c" {\n  name = local.a\n}\n')
    assert part.resources[0].body.attributes["name"].plain() is UNKNOWN
    (problem,) = part.problems
    assert problem.message.en == "cycle between local values: local.a -> local.b -> local.a"
