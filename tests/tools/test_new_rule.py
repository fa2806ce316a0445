"""``make new-rule``: it lays out a rule in five places, and nothing of it passes as it stands."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from ecsnet.facts.load import FactsError, load_facts
from tools import new_rule

ROOT = Path(__file__).parents[2]
TEXTS = re.compile(r'(?<= = )""$', re.M)


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """What a rule is written into, and what its tests need."""
    for name in ("src/ecsnet", "snippets/rules", "tests/rules", "tests/support"):
        ignored = shutil.ignore_patterns("__pycache__")
        shutil.copytree(ROOT / name, tmp_path / name, ignore=ignored)
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def lay_out(root: Path) -> new_rule.Places:
    new_rule.lay_out(root, "ENM999", "ports", "some-name")
    return new_rule.places("ENM999", "ports")


def fill_in(entry: Path) -> str:
    """Write what the loader asks of the entry."""
    text = entry.read_text(encoding="utf-8").replace('level = ""', 'level = "error"')
    text = text.replace("evidence = []", 'evidence = ["api-port-equal"]')
    text = text.replace('title.ja = ""', 'title.ja = "xする"')
    text = text.replace('title.en = ""', 'title.en = "must x"')
    text = TEXTS.sub('"x"', text)
    entry.write_text(text, encoding="utf-8")
    return text


def run(root: Path, *command: str) -> str:
    """What a tool says of the copy, which it must not accept."""
    environment = os.environ | {"PYTHONPATH": str(root / "src"), "PYTHONDONTWRITEBYTECODE": "1"}
    result = subprocess.run(
        [sys.executable, "-m", *command], cwd=root, env=environment, capture_output=True, text=True
    )
    assert result.returncode == 1, result.stdout + result.stderr
    return result.stdout


def test_a_rule_is_five_edits(copy: Path) -> None:
    before = {path: path.read_bytes() for path in copy.rglob("*.*") if path.is_file()}
    where = lay_out(copy)
    after = {path: path.read_bytes() for path in copy.rglob("*.*") if path.is_file()}
    changed = {path.relative_to(copy) for path, data in after.items() if before.get(path) != data}
    examples = {where.snippets / "bad.tf", where.snippets / "good.tf"}
    assert changed == {where.entry, where.module, where.test} | examples
    assert all(after[path].startswith(data) for path, data in before.items())


def test_it_says_what_is_left_to_write(copy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert new_rule.main(["ENM999", "ports", "some-name", "--root", str(copy)]) == 0
    said = capsys.readouterr().out
    where = new_rule.places("ENM999", "ports")
    for path in (where.entry, where.module, where.snippets, where.test):
        assert str(path) in said


def test_the_loader_refuses_every_text_that_is_left_empty(copy: Path) -> None:
    entry = copy / lay_out(copy).entry
    laid_out = entry.read_text(encoding="utf-8")
    filled = fill_in(entry)
    assert "ENM999" in load_facts(copy / "src/ecsnet/facts").rules
    for line in laid_out[laid_out.index("[ENM999]") :].splitlines():
        key = line.partition(" = ")[0]
        if line.endswith('""') or key == "evidence":
            ours = filled.index("[ENM999]")
            empty = re.sub(rf"^{key} = .*$", line, filled[ours:], flags=re.M)
            entry.write_text(filled[:ours] + empty, encoding="utf-8")
            with pytest.raises(FactsError, match=rf"ENM999\.{key}"):
                load_facts(copy / "src/ecsnet/facts")


def test_the_tests_and_ruff_name_the_rest(copy: Path) -> None:
    where = lay_out(copy)
    fill_in(copy / where.entry)
    tests = ("tests/rules/test_examples.py", str(where.test))
    said = run(copy, "pytest", "-q", "-n0", *tests, "-k", "ENM999 or its_cases or some_name")
    for name in (
        "test_the_bad_example_breaks_its_rule_and_no_other[ENM999]",
        "test_examples_have_the_sections_that_pages_include[ENM999]",
        "test_every_rule_of_the_topic_has_its_cases",
        "test_some_name",
    ):
        assert name in said
    assert "D419" in run(copy, "ruff", "check", "--no-cache", str(where.module))


@pytest.mark.parametrize(
    ("rule_id", "topic", "name", "said"),
    [
        ("ENM003", "ports", "some-name", "ENM003 is there"),
        ("ENM", "ports", "some-name", "is no id"),
        ("ENM999", "ports", "awsvpc-host-port", "a rule named 'awsvpc-host-port' is there"),
        ("ENM999", "ports", "Some Name", "is no name"),
        ("ENM999", "ports", "port-ranges", "port_ranges has a meaning in"),
        ("ENM999", "ports", "hit", "hit has a meaning in"),
        ("ENM999", "ports", "class", "class has a meaning in"),
        ("ENM999", "harbours", "some-name", "no topic 'harbours': choose from ports"),
    ],
)
def test_what_is_taken_or_unknown_is_refused(
    copy: Path,
    capsys: pytest.CaptureFixture[str],
    rule_id: str,
    topic: str,
    name: str,
    said: str,
) -> None:
    assert new_rule.main([rule_id, topic, name, "--root", str(copy)]) == 1
    assert said in capsys.readouterr().err
    assert not (copy / "snippets" / "rules" / "ENM999").exists()


def test_examples_that_are_there_are_left_alone(
    copy: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    own = copy / "snippets" / "rules" / "ENM999" / "bad.tf"
    own.parent.mkdir(parents=True)
    own.write_text("# mine\n", encoding="utf-8")
    module = (copy / "src/ecsnet/rules/ports.py").read_text(encoding="utf-8")
    assert new_rule.main(["ENM999", "ports", "some-name", "--root", str(copy)]) == 1
    assert "snippets/rules/ENM999 is there" in capsys.readouterr().err
    assert own.read_text(encoding="utf-8") == "# mine\n"
    assert (copy / "src/ecsnet/rules/ports.py").read_text(encoding="utf-8") == module
