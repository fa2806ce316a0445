"""What is generated of the migrations: the differences, the files and the steps of each."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest
from support.paths import ROOT, SNIPPETS

from ecsnet.sections import compared
from tools.generate import migrations
from tools.site import LANGUAGES

NAMES = list(migrations.migrations())

each_migration = pytest.mark.parametrize("name", NAMES)
every_language = pytest.mark.parametrize("language", LANGUAGES)


@each_migration
@every_language
def test_the_table_of_the_files_names_each_file(name: str, language: str) -> None:
    said = migrations.files(name, language)
    found = {path.relative_to(SNIPPETS.parent).as_posix() for path in _files(name)}
    assert compared(said) == found


@every_language
def test_a_file_that_differs_is_said_to_change(language: str) -> None:
    table = migrations.files("bridge-to-awsvpc", language)
    rows = dict(re.findall(r"^\| `(.+?)` \| (.+) \|$", table, re.M))
    same, changed = (migrations.words(language)[key] for key in ("same_file", "changed_file"))
    assert rows["main.tf"].count(same) == 2
    assert rows["load_balancer.tf"].count(changed) == 2
    assert rows["awsvpc.tf"].startswith(migrations.words(language)["no_file"])


@each_migration
def test_the_last_step_leads_to_the_last_state(name: str) -> None:
    steps = migrations.migrations()[name]["steps"]
    assert [step["folder"] for step in steps] == ["between"] * (len(steps) - 1) + ["after"]


@each_migration
def test_the_way_back_leads_to_the_first_state(name: str) -> None:
    back = migrations.migrations()[name].get("back", ())
    assert [step["folder"] for step in back][-1:] == ["before"] * bool(back)


@every_language
def test_the_table_of_the_way_back_has_its_steps(language: str) -> None:
    table = migrations.back("host-to-awsvpc", language)
    created = migrations.words(language)["tf_create"]
    rows = dict(re.findall(r"^\| `(.+?)` \| (.+) \|$", table, re.M))
    assert rows["aws_ecs_service.host"].startswith(f"{created} | ")
    assert len({row.count("|") for row in table.splitlines()}) == 1


@each_migration
def test_the_name_is_that_of_the_migration(name: str) -> None:
    variables = {path.read_text() for path in _files(name) if path.name == "variables.tf"}
    assert {re.search(r'default += "(.+)"', text)[1] for text in variables} == {name}


#: What is only between: both services have to run, each attached to the load balancer, or the
#: instances with nothing on them.
ONLY_BETWEEN = {
    "bridge-to-awsvpc": {"awsvpc.tf", "bridge.tf", "load_balancer.tf", "outputs.tf"},
    "ec2-to-fargate": {"instances.tf"},
    "ec2-to-managed-instances": set[str](),
    "host-to-awsvpc": {"awsvpc.tf", "host.tf", "load_balancer.tf", "outputs.tf"},
}


@each_migration
def test_a_file_between_is_that_of_before_or_of_after(name: str) -> None:
    states = {state: SNIPPETS / "migrations" / name / state for state in migrations.STATES}
    found = set()
    for path in states["between"].iterdir():
        others = [states[state] / path.name for state in ("before", "after")]
        if path.read_bytes() not in {each.read_bytes() for each in others if each.exists()}:
            found.add(path.name)
    assert found == ONLY_BETWEEN[name]


@pytest.mark.parametrize("file", ["instance_security_group.tf", "main.tf"])
def test_what_migrations_share_is_the_same_in_each(file: str) -> None:
    copies = [path.read_bytes() for path in SNIPPETS.glob(f"migrations/*/*/{file}")]
    assert len(copies) > 1
    assert len({*copies}) == 1


def test_a_difference_shows_what_changes_and_a_line_around_it() -> None:
    text = migrations.differences("ec2-to-fargate")
    assert '<del>  requires_compatibilities = ["EC2"]' in text
    assert '<ins>  requires_compatibilities = ["FARGATE"]' in text
    assert "logConfiguration" not in text


def test_a_migration_without_an_entry_is_named(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "migrations" / "unknown").mkdir(parents=True)
    monkeypatch.setattr(migrations.tf, "SNIPPETS", tmp_path)
    migrations.migrations.cache_clear()
    with pytest.raises(ValueError, match="unknown"):
        migrations.migrations()
    migrations.migrations.cache_clear()


def _files(name: str) -> list[Path]:
    return sorted((SNIPPETS / "migrations" / name).glob("*/*.tf"))


@every_language
def test_the_command_of_the_way_back_from_fargate_forces_a_deployment(language: str) -> None:
    page = (ROOT / "docs" / language / "migrate/ec2-to-fargate.md").read_text(encoding="utf-8")
    (command,) = re.findall(r"^\$ (awk .*\n.*) > work/service\.tf$", page, re.M)
    folder = SNIPPETS / "migrations/ec2-to-fargate"
    back = subprocess.run(
        ["sh", "-c", command], cwd=folder, capture_output=True, check=True, text=True
    ).stdout
    before = (folder / "before/service.tf").read_text(encoding="utf-8")
    service = 'resource "aws_ecs_service" "web" {\n'
    assert back == before.replace(service, f"{service}  force_new_deployment = true\n")
