"""What prose says of an example: each guard reports its bad examples and no good one."""

from pathlib import Path

import pytest
from support.guard_cases import EN, JA, TODAY, Case, bad, examples_hold, front
from support.paths import ROOT

from tools.checks import check
from tools.checks.examples import GUARDS
from tools.checks.repo import Repo

CODE = """\
resource "aws_ecs_task_definition" "web" {
  network_mode = "bridge"
  container_definitions = jsonencode([
    {
      user         = "nginx"
      portMappings = [{ containerPort = 80, hostPort = 8080 }]
    }
  ])
}
resource "aws_lb_target_group" "web" {
  port        = 80 # never used
  target_type = "instance"
}
"""


def page(*sentences: str, beside: str = "") -> str:
    block = '```hcl title="snippets/a.tf"\n--8<-- "snippets/a.tf"\n```\n'
    return front(beside_example=beside) + f"# T {{#t}}\n\n{block}\n" + "\n\n".join(sentences)


def noted(name: str, notes: str, items: str, *, said: str = "") -> Case:
    """A mode page with an example that has notes, and the list below it."""
    text = "\n".join(f"a = {number} # Note {number}" for number in notes.split())
    block = '```hcl title="snippets/a.tf"\n--8<-- "snippets/a.tf"\n```\n'
    listed = "\n".join(f"{number}. Note." for number in items.split())
    files = {
        f"docs/{language}/modes/a.md": f"{front()}# T {{#t}}\n\n{block}\n{listed}\n"
        for language in ("ja", "en")
    }
    files["snippets/a.tf"] = f"{text}\n"
    if not said:
        return Case("notes-match", name, files)
    if "number them" in said:
        return bad("notes-match", name, files, ("snippets/a.tf", 1), says=said)
    line = front().count("\n") + 3
    where = [(f"docs/{language}/modes/a.md", line) for language in ("ja", "en")]
    return bad("notes-match", name, files, *where, says=said)


def says(name: str, ja: str, en: str, *, said: str, beside: str = "") -> Case:
    files = {JA: page(ja, beside=beside), EN: page(en, beside=beside), "snippets/a.tf": CODE}
    line = page("x", beside=beside).count("\n") + 1
    return bad("examples-say-it", name, files, (JA, line), (EN, line), says=said)


BAD = [
    says("number", "9090 番で待ちます。", "It listens on 9090.", said="9090"),
    says(
        "number of another argument",
        "`hostPort` の 80 は静的です。",
        "`hostPort` 80 is static.",
        said="hostPort is 80",
    ),
    says(
        "value of another argument",
        "`target_type` は `nginx` です。",
        "`nginx` for `target_type` is a value.",
        said="target_type is nginx",
    ),
    says("assignment", "`hostPort = 0` です。", "It has `hostPort = 0`.", said="hostPort is 0"),
    says("mode", "モードは `awsvpc` です。", "The mode is `awsvpc`.", said="awsvpc"),
    bad(
        "examples-say-it",
        "leave that is not needed",
        {EN: page("`hostPort` 8080.", beside="{t: [8080]}"), "snippets/a.tf": CODE},
        (EN, 6),
        says="needs no leave",
    ),
    bad(
        "comments-say-it",
        "number of a comment",
        {"snippets/a.tf": CODE.replace("never used", "not 8443")},
        ("snippets/a.tf", 11),
        says="8443",
    ),
    noted("a note that the list does not have", "1 2", "1", said="notes 1, 2, and a list of 1"),
    noted("no list", "1", "", said="a list of none"),
    noted("notes out of order", "2 1", "2 1", said="number them"),
]

GOOD = [
    Case(
        "examples-say-it",
        "values of the example, names, one digit, another section, and what has leave",
        {
            JA: page("`hostPort` の 8080 と `user` の `nginx` です。`memory_limit` は 1 です。"),
            EN: page(
                "`hostPort` is 8080, with `instance` in `target_type`, and `nat` is refused.",
                "## Other {#other}\n\n9090 and `host` are not of the example.",
                beside="{t: [nat]}",
            ),
            "snippets/a.tf": CODE,
        },
    ),
    noted("each note in the list", "1 2", "1 2"),
    noted("no note", "", "1 2"),
    Case(
        "comments-say-it",
        "number of a note",
        {"snippets/a.tf": "a = 1 # Note 10\n"},
    ),
    Case(
        "comments-say-it",
        "number of the code",
        {"snippets/a.tf": "a = 8080 # 8080 of 10.0.0.0/8\n"},
    ),
]

test_bad_examples, test_good_examples, test_each_guard_has_both = examples_hold(GUARDS, BAD, GOOD)


DRIFTS = [
    ("modes/windows.tf", "hostPort = 8080", "hostPort = 9090", "modes/windows.md"),
    ("modes/windows.tf", "percent = 50", "percent = 0", "modes/windows.md"),
    ("modes/windows.tf", "distinctInstance", "memberOf", "modes/windows.md"),
    ("modes/bridge.tf", "hostPort = 0", "hostPort = 8080", "modes/bridge.md"),
    ("modes/host.tf", '"aoc"', '"otel"', "modes/host.md"),
    ("modes/none.tf", "/srv/data", "/mnt/data", "modes/none.md"),
    ("compare/awsvpc.tf", "containerPort = 8080", "containerPort = 80", "compare.md"),
]


@pytest.mark.parametrize(("snippet", "old", "new", "page"), DRIFTS)
def test_a_changed_example_is_held_to_its_sentences(
    snippet: str, old: str, new: str, page: str, tmp_path: Path
) -> None:
    for language in ("ja", "en"):
        target = tmp_path / "docs" / language / page
        target.parent.mkdir(parents=True)
        target.write_text((ROOT / "docs" / language / page).read_text("utf-8"), "utf-8")
    for path in (ROOT / "snippets").rglob("*.tf"):
        target = tmp_path / path.relative_to(ROOT)
        target.parent.mkdir(parents=True, exist_ok=True)
        text = path.read_text("utf-8")
        if path == ROOT / "snippets" / snippet:
            assert old in text
            text = text.replace(old, new)
        target.write_text(text, "utf-8")
    problems = check(Repo(tmp_path, TODAY), ["examples-say-it"])
    assert {problem.file for problem in problems} == {f"docs/ja/{page}", f"docs/en/{page}"}
