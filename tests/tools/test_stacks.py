"""What is generated of the stacks: their drawings and tables, and the files that they share."""

from __future__ import annotations

import copy
import re
from typing import Any

import pytest
from lxml import etree
from support.paths import SNIPPETS

from tools.generate import stacks
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
    "versions.tf": set[str](),
}

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
    links = re.findall(r"^\| \[(.+?)\]\(build/(.+?)\.md\)", stacks.index(language), re.M)
    assert links == [(entry(name)["title"][language], name) for name in NAMES]


@pytest.mark.parametrize("file", SHARED)
def test_what_stacks_share_is_the_same_in_each(file: str) -> None:
    copies = {path.parent.name: path.read_bytes() for path in SNIPPETS.glob(f"stacks/*/{file}")}
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
