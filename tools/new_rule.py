"""`make new-rule ID=ENM0xx TOPIC=ports NAME=some-name`: the five places of a rule, to be filled in.

Nothing that it writes passes the tests as it stands: texts are empty, which the loader refuses, the
docstring is empty, which ruff refuses, the rule finds nothing and its examples are alike.
"""

from __future__ import annotations

import argparse
import keyword
import re
import sys
import tomllib
from dataclasses import dataclass
from pathlib import Path

from ecsnet.version import __version__

ENTRY = """
[{id}]
name = "{name}"
level = ""
since = "{version}"
errors = []
evidence = []
claims = []
title.ja = ""
title.en = ""
what.ja = ""
what.en = ""
why.ja = ""
why.en = ""
message.ja = ""
message.en = ""
fix.ja = ""
fix.en = ""
"""

FUNCTION = '''

@rule("{id}")
def {function}(module: Module) -> Iterator[Hit]:
    """"""
    yield from ()
'''

TEST = """

def test_{function}() -> None:
    assert found() == ["{id}"]
"""

PROVIDER = """terraform {
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 6.0"
    }
  }
}

# --8<-- [start:example]
"""

RESOURCE = """resource "aws_ecs_task_definition" "web" {
  family = "web"

  container_definitions = jsonencode([
    {
      name   = "web"
      image  = "public.ecr.aws/nginx/nginx:1.29"
      memory = 128
    }
  ])
}
"""

MISTAKE = f"# --8<-- [start:mistake]\n{RESOURCE}# --8<-- [end:mistake]\n"
END = "# --8<-- [end:example]\n"

LEFT = """{id} is laid out. Left to write:
  {entry}: level, evidence, claims, what AWS answers (errors), the texts in both languages
  {module}: what the rule finds, and a docstring with its source
  {snippets}/bad.tf, good.tf: the mistake, and the same without it
  {test}: the test, with a case each in MUTATIONS, BROKEN and, for a mode, REFUSALS
then a line in CHANGELOG.md and CHANGELOG.ja.md, `make generate`, and `make test`
"""


class Taken(Exception):
    """The rule cannot be laid out as it is asked for."""


@dataclass(frozen=True, slots=True)
class Places:
    """Where a rule of a topic is written."""

    entry: Path
    module: Path
    snippets: Path
    test: Path


def places(rule_id: str, topic: str) -> Places:
    """The files of a rule, from the root of the repository."""
    return Places(
        entry=Path(f"src/ecsnet/facts/rules/{topic}.toml"),
        module=Path(f"src/ecsnet/rules/{topic}.py"),
        snippets=Path(f"snippets/rules/{rule_id}"),
        test=Path(f"tests/rules/test_{topic}.py"),
    )


def _expect_free(root: Path, rule_id: str, topic: str, name: str) -> None:
    """Raise Taken unless the rule is a new one of a topic there is."""
    if not re.fullmatch(r"ENM\d{3}", rule_id):
        raise Taken(f"{rule_id!r} is no id: write ENM and three digits")
    if not re.fullmatch(r"[a-z][a-z0-9]*(-[a-z0-9]+)*", name):
        raise Taken(f"{name!r} is no name: write small letters and digits with hyphens between")
    facts = root / "src" / "ecsnet" / "facts"
    topics = tomllib.loads((facts / "topics.toml").read_text(encoding="utf-8"))
    if topic not in topics:
        raise Taken(f"no topic {topic!r}: choose from {', '.join(topics)}")
    rules: dict[str, str] = {}
    for file in (facts / "rules").glob("*.toml"):
        entries = tomllib.loads(file.read_text(encoding="utf-8"))
        rules |= {known: entry["name"] for known, entry in entries.items()}
    if rule_id <= max(rules):
        raise Taken(f"{rule_id} is there or is a gap, which stays one: the last is {max(rules)}")
    if name in rules.values():
        raise Taken(f"a rule named {name!r} is there")
    module = (root / places(rule_id, topic).module).read_text(encoding="utf-8")
    function = name.replace("-", "_")
    if keyword.iskeyword(function) or re.search(rf"\b{function}\b", module):
        raise Taken(f"{function} has a meaning in {places(rule_id, topic).module} already")
    if (root / places(rule_id, topic).snippets).exists():
        raise Taken(f"{places(rule_id, topic).snippets} is there")


def lay_out(root: Path, rule_id: str, topic: str, name: str) -> str:
    """Write the five places of a rule.

    Args:
        root: the repository.
        rule_id: an id after the last one.
        topic: a name of ``facts/topics.toml``.
        name: what the rule is called, words with hyphens between.

    Returns:
        What is left to write.

    Raises:
        Taken: id or name is there or is none, or the topic is unknown. Nothing was written.
    """
    _expect_free(root, rule_id, topic, name)
    where = places(rule_id, topic)
    function = name.replace("-", "_")
    for path, template in (
        (where.entry, ENTRY),
        (where.module, FUNCTION),
        (where.test, TEST),
    ):
        filled = template.format(id=rule_id, name=name, function=function, version=__version__)
        with (root / path).open("a", encoding="utf-8") as file:
            file.write(filled)
    snippets = root / where.snippets
    snippets.mkdir(parents=True)
    (snippets / "bad.tf").write_text(PROVIDER + MISTAKE + END, encoding="utf-8")
    (snippets / "good.tf").write_text(PROVIDER + RESOURCE + END, encoding="utf-8")
    return LEFT.format(
        id=rule_id,
        entry=where.entry,
        module=where.module,
        snippets=where.snippets,
        test=where.test,
    )


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m tools.new_rule", description=__doc__)
    parser.add_argument("id")
    parser.add_argument("topic")
    parser.add_argument("name")
    parser.add_argument("--root", type=Path, default=Path(__file__).resolve().parents[1])
    options = parser.parse_args(arguments)
    try:
        print(lay_out(options.root, options.id, options.topic, options.name), end="")
    except Taken as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
