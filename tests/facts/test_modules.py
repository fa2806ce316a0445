"""What the facts say of modules of the public registry."""

import pytest

from ecsnet.facts import RegistryModule, facts
from ecsnet.facts.modules_schema import version
from ecsnet.model import Location
from ecsnet.terraform.syntax import parse_at
from ecsnet.terraform.syntax.tree import Name, Traversal, walk

MODULES = tuple(facts().registry_modules.values())


@pytest.mark.parametrize("text", ["5", "5.11", "v5.11.0", "5.11.0-rc1", ""])
def test_a_version_has_three_numbers(text: str) -> None:
    assert version("5.11.0") == "5.11.0"
    with pytest.raises(ValueError, match="is not a version"):
        version(text)


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.id)
def test_every_input_with_a_meaning_is_used(module: RegistryModule) -> None:
    blocks = parse_at(module.text, Location("a.tf", 1, 1, 2))
    inputs = {block.labels[0] for block in blocks if block.type == "variable"}
    waiting, used = [*blocks], {part for twin in module.twins for part in twin.count.split()}
    while waiting:
        block = waiting.pop()
        waiting += block.blocks
        for expression in block.attributes.values():
            for node in walk(expression.node):
                if isinstance(node, Traversal) and isinstance(node.base, Name):
                    used.add(f"{node.base.name}.{getattr(node.steps[0], 'name', '')}")
    assert {name for name in inputs if f"var.{name}" not in used} == set()


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.id)
def test_a_twin_is_of_a_resource_that_is_there(module: RegistryModule) -> None:
    blocks = parse_at(module.text, Location("a.tf", 1, 1, 2))
    resources = {".".join(block.labels) for block in blocks if block.type == "resource"}
    for twin in module.twins:
        kind = twin.of.partition(".")[0]
        assert twin.of in resources
        assert f"{kind}.{twin.name}" not in resources
