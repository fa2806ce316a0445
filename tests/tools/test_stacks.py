"""What is generated of the stacks: their drawings and tables, and the files that they share."""

from __future__ import annotations

import copy
import re
from typing import Any

import pytest
from lxml import etree
from support.paths import SNIPPETS

from ecsnet import check_text
from ecsnet.facts import facts
from tools.generate import rules, stacks
from tools.generate.drawings import stack as drawing
from tools.site import LANGUAGES

NAMES = list(stacks.stacks())
# Each stack has its own copy, because each is taken along alone, and these have another.
SHARED = {
    "egress.tf": {"fargate-awsvpc-alb"},
    "instance_role.tf": set[str](),
    "instances.tf": {
        "ec2-awsvpc-trunking",
        "ec2-host-daemon",
        "windows-awsvpc",
        "windows-default",
    },
    "network.tf": set[str](),
    "program.tf": set[str](),
    # What newer providers brought: a pause in a deployment, and Managed Instances.
    "versions.tf": {
        "fargate-blue-green",
        "managed-instances-awsvpc",
        "migrations/ec2-to-managed-instances/after",
        "migrations/ec2-to-managed-instances/before",
        "migrations/ec2-to-managed-instances/between",
    },
}

SHARED_WITH_MIGRATIONS = ("egress.tf", "instance_role.tf", "network.tf", "versions.tf")

each_stack = pytest.mark.parametrize("name", NAMES)
every_language = pytest.mark.parametrize("language", LANGUAGES)


def entry(name: str) -> Any:
    return copy.deepcopy(stacks.stacks()[name])


@each_stack
@every_language
def test_everything_in_a_drawing_is_within_it(name: str, language: str) -> None:
    figure = etree.fromstring(stacks.figure(name, language))
    svg = figure.find("svg")
    _, _, width, height = map(float, svg.get("viewBox").split())
    rects = svg.findall(".//rect")
    nodes = [node for row in entry(name)["drawing"]["rows"] for node in row["nodes"].values()]
    assert len(rects) >= len(nodes)
    for rect in rects:
        x, y, w, h = (float(rect.get(key)) for key in ("x", "y", "width", "height"))
        assert min(x, y) >= 0
        assert x + w <= width
        assert y + h <= height
    said = [text.text for text in svg.findall(".//text")]
    assert {node[language] for node in nodes} <= set(said)
    arrows = svg.findall("path")
    assert len(arrows) == len(entry(name)["drawing"]["arrows"])


def test_an_arrow_to_nothing_is_refused() -> None:
    broken = entry(NAMES[0])
    broken["drawing"]["arrows"].append({"way": "client > nowhere"})
    with pytest.raises(drawing.StackDrawingError, match="client > nowhere: no node nowhere"):
        drawing.render("broken", "Broken", broken["drawing"], "en")


@every_language
def test_the_index_has_a_line_for_each_stack(language: str) -> None:
    links = re.findall(r"^\| \[(.+?)\]\(\.\./build/(.+?)\.md\)", stacks.index(language), re.M)
    assert links == [(entry(name)["title"][language], name) for name in NAMES]


@pytest.mark.parametrize("file", SHARED)
def test_what_stacks_share_is_the_same_in_each(file: str) -> None:
    copies = {path.parent.name: path.read_bytes() for path in SNIPPETS.glob(f"stacks/*/{file}")}
    if file in SHARED_WITH_MIGRATIONS:
        found = list(SNIPPETS.glob(f"migrations/*/*/{file}"))
        assert found
        copies |= {
            path.relative_to(SNIPPETS).parent.as_posix(): path.read_bytes() for path in found
        }
    own = {name: copies.pop(name) for name in SHARED[file]}
    assert len(copies) > 1
    (shared,) = {*copies.values()}
    assert shared not in own.values()


def test_a_stack_without_an_entry_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Any) -> None:
    (tmp_path / "stacks" / "unknown").mkdir(parents=True)
    monkeypatch.setattr(stacks.tf, "SNIPPETS", tmp_path)
    stacks.stacks.cache_clear()
    with pytest.raises(ValueError, match="unknown"):
        stacks.stacks()
    stacks.stacks.cache_clear()


# --- What leads to a stack -----------------------------------------------------------------------


def test_a_stack_that_a_choice_names_is_one_of_its_mode() -> None:
    name = "fargate-awsvpc-alb"
    assert stacks.title_of(name, "awsvpc", "en") == entry(name)["title"]["en"]
    for named in ("unknown", "ec2-host-daemon"):
        with pytest.raises(ValueError, match=f"{named} is no stack of the mode awsvpc"):
            stacks.title_of(named, "awsvpc", "en")


@each_stack
def test_rules_that_lead_to_a_stack_judge_what_it_has(name: str) -> None:
    assert entry(name)["rules"]
    own = set(re.findall(r'^resource "(\w+)"', _code(f"stacks/{name}"), re.M))
    for rule in entry(name)["rules"]:
        result = check_text(_code(f"rules/{rule}", "bad.tf"))
        judged = {finding.resource.partition(".")[0] for finding in result.findings}
        assert judged & own, f"{rule} judges {judged}"


def _code(folder: str, files: str = "*.tf") -> str:
    paths = sorted((SNIPPETS / folder).glob(files))
    return "\n".join(path.read_text(encoding="utf-8") for path in paths)


@every_language
def test_the_page_of_a_mode_and_the_entry_of_a_rule_lead_to_the_stack(language: str) -> None:
    for name in NAMES:
        link = stacks.link_to(name, language, "../")
        assert link in stacks.of_mode(entry(name)["mode"], language)
        for rule in entry(name)["rules"]:
            topic = facts().topics[facts().rules[rule].topic]
            text = rules.entries(topic, language)
            assert link in text[text.index(f"{{#{rule.lower()}}}") :].partition("\n### ")[0]
