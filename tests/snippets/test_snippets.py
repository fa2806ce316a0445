"""Every snippet of the site, each against every oracle.

Snippets are found by walking, so a new file is tested without being named here. Exceptions are
named one by one, with the reason, and fail when the reason is gone.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

import pytest
from support import snippet_style
from support.needed import no_terraform, skip
from support.oracles import botocore_model, formatting, schema, terraform_cli
from support.paths import SNIPPETS
from support.terraform import configuration

from ecsnet import rules, terraform

FILES = sorted(SNIPPETS.rglob("*.tf"))

# Here every file is a configuration of its own; elsewhere a directory is one.
SINGLE_FILES = {"modes", "compare", "rules"}

NOT_IN_THE_API = {
    "modes/ipv6-setting.tf": "AWS describes dualStackIPv6, and its enumeration lacks it",
    "rules/ENM007/bad.tf": "networkMode is no member of ContainerDefinition",
    "rules/ENM032/bad.tf": "the mode is not in the NetworkMode enumeration",
}
REFUSED_BY_TERRAFORM = {
    "modes/ipv6-setting.tf": "provider 5.100.0 has the enumeration of AWS; 6.x accepts the name",
    "rules/ENM032/bad.tf": "the provider checks network_mode itself",
}


def read(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def name_of(path: Path) -> str:
    return path.relative_to(SNIPPETS).as_posix()


def configurations() -> dict[str, tuple[Path, ...]]:
    found: dict[str, list[Path]] = {}
    for file in FILES:
        single = file.relative_to(SNIPPETS).parts[0] in SINGLE_FILES
        found.setdefault(name_of(file if single else file.parent), []).append(file)
    return {name: tuple(files) for name, files in found.items()}


CONFIGURATIONS = configurations()

each_file = pytest.mark.parametrize("path", FILES, ids=name_of)
each_configuration = pytest.mark.parametrize("name", CONFIGURATIONS)


@cache
def load(name: str) -> terraform.Configuration:
    found = configuration(*CONFIGURATIONS[name])
    assert [problem.shown("en") for problem in found.problems] == []
    return found


def test_nothing_is_skipped_in_ci_for_want_of_a_formatter(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CI", "true")
    with pytest.raises(pytest.fail.Exception, match="must not be skipped"):
        skip("no formatter")
    monkeypatch.delenv("CI")
    with pytest.raises(pytest.skip.Exception, match="no formatter"):
        skip("no formatter")


def test_there_is_a_snippet_for_every_mode() -> None:
    modes = {path.stem for path in (SNIPPETS / "modes").glob("*.tf")}
    assert modes >= {*botocore_model.model().shape_for("NetworkMode").enum, "windows"}


# --- text ---------------------------------------------------------------------------------------


@each_file
def test_text_and_sections(path: Path) -> None:
    assert [
        *snippet_style.text_problems(read(path)),
        *snippet_style.section_problems(read(path)),
    ] == []


@pytest.fixture(scope="session")
def canonical() -> Mapping[Path, str]:
    try:
        return formatting.canonical(FILES)
    except formatting.Unavailable as error:
        skip(str(error))


@each_file
def test_formatting(path: Path, canonical: Mapping[Path, str]) -> None:
    text = read(path)
    diff = difflib.unified_diff(
        text.splitlines(), canonical[path].splitlines(), name_of(path), "formatted", lineterm=""
    )
    assert "\n".join(diff) == ""
    assert text == canonical[path]


# --- meaning ------------------------------------------------------------------------------------


@each_configuration
def test_style(name: str) -> None:
    assert snippet_style.problems(load(name)) == []


@each_configuration
def test_rules(name: str) -> None:
    bad = re.fullmatch(r"rules/(ENM\d{3})/bad.tf", name)
    expected = {bad[1]} if bad else set()
    findings = rules.check(terraform.build(load(name)))
    assert {finding.rule for finding in findings} == expected, findings


@each_configuration
def test_provider_schema(name: str) -> None:
    assert schema.problems(load(name)) == []


@each_configuration
def test_api_model(name: str) -> None:
    problems = botocore_model.problems(load(name))
    if name in NOT_IN_THE_API:
        assert problems, f"no exception is needed any more: {NOT_IN_THE_API[name]}"
    else:
        assert problems == []


# A snippet with one thing broken, and what Terraform says to it.
SOUND = "compare/bridge.tf"
BROKEN = {
    "unknown argument": ("network_mode  ", "netwrk_mode  ", "Unsupported argument"),
    "string port": ("containerPort = 8080", 'containerPort = "8080"', "cannot unmarshal string"),
    "wrong mode": ('"bridge"', '"default"', "expected network_mode to be one of"),
    "newer value": ('["EC2"]', '["MANAGED_INSTANCES"]', "MANAGED_INSTANCES"),
}


@pytest.fixture(scope="session")
def broken(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, tuple[Path, ...]]:
    """Configurations by what is wrong with them."""
    (sound,) = map(read, CONFIGURATIONS[SOUND])
    files = {}
    for name, (right, wrong, _) in BROKEN.items():
        assert sound.count(right) == 1, name
        file = tmp_path_factory.mktemp("broken") / "main.tf"
        file.write_text(sound.replace(right, wrong), encoding="utf-8")
        files[name] = (file,)
    return files


@pytest.fixture(scope="session")
def validated(
    tmp_path_factory: pytest.TempPathFactory, broken: Mapping[str, tuple[Path, ...]]
) -> Mapping[str, Sequence[terraform_cli.Diagnostic]]:
    try:
        return terraform_cli.validate(CONFIGURATIONS | broken, tmp_path_factory.mktemp("terraform"))
    except terraform_cli.Unavailable as error:
        no_terraform(error)


# One process for all: Terraform and the provider start once.
@pytest.mark.xdist_group("terraform")
@each_configuration
def test_terraform_validate(
    name: str, validated: Mapping[str, Sequence[terraform_cli.Diagnostic]]
) -> None:
    diagnostics = validated[name]
    mirror = terraform_cli.mirror()
    old = [d for d in diagnostics if terraform_cli.outdated(d, CONFIGURATIONS[name], mirror)]
    other = [str(d) for d in diagnostics if d not in old]
    if name in REFUSED_BY_TERRAFORM:
        assert other, f"no exception is needed any more: {REFUSED_BY_TERRAFORM[name]}"
        return
    assert other == []
    if old:
        pytest.skip(f"hashicorp/aws {mirror.label} is too old: {old[0]}")


@pytest.mark.xdist_group("terraform")
@pytest.mark.parametrize("name", BROKEN)
def test_terraform_validate_refuses_what_is_broken(
    name: str,
    broken: Mapping[str, tuple[Path, ...]],
    validated: Mapping[str, Sequence[terraform_cli.Diagnostic]],
) -> None:
    mirror = terraform_cli.mirror()
    diagnostics = validated[name]
    if name == "newer value" and mirror.version >= (6,):
        assert diagnostics == []  # a provider that knows the value has nothing to excuse
        return
    assert [BROKEN[name][2] in str(diagnostic) for diagnostic in diagnostics] == [True]
    assert diagnostics[0].line
    excused = [terraform_cli.outdated(d, broken[name], mirror) for d in diagnostics]
    assert excused == [name == "newer value"]


@pytest.mark.parametrize("name", sorted({*NOT_IN_THE_API, *REFUSED_BY_TERRAFORM}))
def test_exceptions_name_a_snippet(name: str) -> None:
    assert name in CONFIGURATIONS


def test_readme_lists_the_sections_of_the_modes() -> None:
    rows = re.findall(r"^\| `(modes/[^`]+)`[^|]*\| (.+) \|$", read(SNIPPETS / "README.md"), re.M)
    listed = {file: re.findall(r"`([^`]+)`", sections) for file, sections in rows}
    actual = {
        name_of(path): re.findall(r"\[start:([^\]]+)\]", read(path))
        for path in FILES
        if path.parent.name == "modes"
    }
    assert listed == actual
