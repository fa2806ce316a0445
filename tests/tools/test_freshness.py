"""`make freshness` finds what it promises, in inputs that were doctored to have it."""

import copy
import gzip
import json
import subprocess
from datetime import date, timedelta
from pathlib import Path

import pytest
from botocore.loaders import Loader
from support.paths import ROOT

from ecsnet import facts
from ecsnet.facts import SourceEvidence
from tools.freshness import age, api, provider, source
from tools.freshness.__main__ import FOUND, NOTHING, UNREADABLE, main
from tools.freshness.cited import Shown, cited
from tools.freshness.finding import Unreadable

FACTS = facts.facts()
SHOWN = Shown(ROOT, FACTS)
AGENT = SourceEvidence(
    id="source-agent",
    repository=source.AGENT,
    path="agent/api/validator.go",
    commit="0" * 40,
    symbol="ValidateConfig",
    quote="does not support %s",
    checked=date(2026, 11, 26),
    kind="source",
)
CODE = 'func ValidateConfig() {\n\terrors.New("does  not\n support %s")\n}\n'


@pytest.fixture
def ecs() -> api.Model:
    return copy.deepcopy(Loader().load_service_model("ecs", "service-2"))


@pytest.fixture
def schema() -> provider.Schema:
    return provider.read_schema(provider.known_schema(ROOT))


def api_changes(model: api.Model) -> str:
    return "\n".join(map(str, api.changes(model, SHOWN)))


def api_news(model: api.Model) -> str:
    return "\n".join(map(str, api.news(model)))


def provider_changes(newest: provider.Schema, known: provider.Schema) -> str:
    return "\n".join(map(str, provider.changes(newest, known, SHOWN)))


def agent(folder: Path, text: str) -> source.Tree:
    file = folder / AGENT.path
    file.parent.mkdir(parents=True)
    file.write_text(text, encoding="utf-8")
    return source.Tree(folder)


# --- the API model ---


def test_a_changed_sentence_names_its_place_its_facts_and_their_pages(ecs):
    member = ecs["shapes"]["RegisterTaskDefinitionRequest"]["members"]["networkMode"]
    member["documentation"] = member["documentation"].replace("is <code>bridge", "is <code>awsvpc")
    found = api_changes(ecs)

    file = ROOT / "src/ecsnet/facts/evidence/api.toml"
    line = file.read_text(encoding="utf-8").splitlines().index("[api-mode-default]") + 1
    assert f"- src/ecsnet/facts/evidence/api.toml:{line}: api-mode-default: " in found
    assert "RegisterTaskDefinitionRequest.networkMode changed, the text is now: " in found
    assert "the default is awsvpc" in found
    assert "modes default_when_omitted/bridge; " in found
    assert "compatibility bridge/ec2_linux" in found
    assert "  shown on: compare.md, modes/" in found


def test_a_changed_sentence_names_the_pages_with_its_number(ecs):
    member = ecs["shapes"]["ContainerDefinition"]["members"]["cpu"]
    member["documentation"] = member["documentation"].replace("1% of one", "2% of one")
    found = api_changes(ecs)

    assert "numbers windows-cpu" in found
    assert (
        "  shown on: build/windows-awsvpc.md, build/windows-default.md, modes/windows.md" in found
    )


def test_a_removed_member_is_a_change(ecs):
    del ecs["shapes"]["ContainerDefinition"]["members"]["hostname"]
    found = api_changes(ecs)

    assert "ContainerDefinition.hostname is gone" in found
    assert "modes hostname/awsvpc" in found
    assert "ContainerDefinition.hostname is gone" in api_news(ecs)


def test_a_new_value_of_an_enum_is_a_change(ecs):
    ecs["shapes"]["NetworkMode"]["enum"].append("nat")

    assert "NetworkMode changed, the values are now" in api_changes(ecs)
    assert api_news(ecs) == "- NetworkMode=nat is a new value"


def test_a_new_field_on_networks_is_found_by_its_name(ecs):
    ecs["shapes"]["PortMapping"]["members"]["hostAddress"] = {"shape": "String"}

    assert api_news(ecs) == "- PortMapping.hostAddress is new: no documentation"
    assert api_changes(ecs) == ""


def test_a_new_field_on_networks_is_found_by_what_aws_says_of_it(ecs):
    ecs["shapes"]["ContainerDefinition"]["members"]["speed"] = {
        "shape": "Integer",
        "documentation": "<p>Bandwidth of the <code>elastic network</code> interface.</p>",
    }

    assert "ContainerDefinition.speed is new: Bandwidth of the elastic network" in api_news(ecs)


def test_a_new_call_is_found(ecs):
    ecs["operations"]["CreateTunnel"] = {"documentation": "<p>Creates a tunnel.</p>"}

    assert api_news(ecs) == "- CreateTunnel() is a new call: Creates a tunnel."


def test_a_new_field_on_something_else_is_not_reported(ecs):
    ecs["shapes"]["ContainerDefinition"]["members"]["colour"] = {"shape": "String"}

    assert api_news(ecs) == ""


def test_the_model_is_found_in_a_botocore_compressed_or_not(ecs, tmp_path):
    text = json.dumps(ecs)
    plain = tmp_path / "service-2.json"
    plain.write_text(text, encoding="utf-8")
    packed = tmp_path / "botocore/data/ecs/2014-11-13/service-2.json.gz"
    packed.parent.mkdir(parents=True)
    packed.write_bytes(gzip.compress(text.encode()))

    assert api.read_model(plain) == api.read_model(tmp_path / "botocore") == json.loads(text)


# --- the provider ---


def test_the_known_schema_is_not_news_to_itself(schema):
    assert provider_changes(schema, schema) == ""


def test_an_argument_that_is_gone_names_the_snippets_and_their_pages(schema):
    newest = copy.deepcopy(schema)
    del newest["resource"]["aws_ecs_task_definition"]["block"]["attributes"]["network_mode"]
    found = provider_changes(newest, schema)

    assert "resource aws_ecs_task_definition.network_mode is gone; written in " in found
    assert "snippets/modes/awsvpc.tf" in found
    assert "modes/awsvpc.md" in found
    assert "rules/ports.md" in found, "pages that show a snippet through a generated file"
    assert "aws_ecs_task_definition.network_mode is gone; ecsnet reads this resource" in found


def test_an_argument_in_a_nested_block_that_is_deprecated_is_found(schema):
    newest = copy.deepcopy(schema)
    service = newest["resource"]["aws_ecs_service"]["block"]["block_types"]
    service["network_configuration"]["block"]["attributes"]["subnets"]["deprecated"] = True

    expected = "resource aws_ecs_service.network_configuration.subnets is deprecated; written in "
    assert expected in provider_changes(newest, schema)


def test_a_new_argument_of_a_resource_that_is_read_is_found(schema):
    newest = copy.deepcopy(schema)
    service = newest["resource"]["aws_ecs_service"]["block"]
    service["attributes"]["network_path"] = {"optional": True, "type": "string"}

    assert provider_changes(newest, schema) == "- resource aws_ecs_service.network_path is new"


# --- source code ---


def test_a_place_that_is_as_it_was_is_no_change(tmp_path):
    assert source.change(agent(tmp_path, CODE), AGENT) is None


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (CODE.replace("ValidateConfig", "Check"), "agent/api/validator.go has no ValidateConfig"),
        (CODE.replace("support", "take"), "no longer says “does not support %s”"),
    ],
)
def test_a_symbol_or_words_that_are_gone_are_a_change(tmp_path, text, said):
    assert said in (source.change(agent(tmp_path, text), AGENT) or "")


def test_a_file_that_is_gone_is_a_change(tmp_path):
    (tmp_path / "README.md").touch()

    expected = "aws/amazon-ecs-agent has no agent/api/validator.go"
    assert source.change(source.Tree(tmp_path), AGENT) == expected


def test_a_git_directory_is_read_at_its_head(tmp_path):
    agent(tmp_path, CODE)
    identity = ["-c", "user.name=a", "-c", "user.email=a@example.com"]
    for command in (["init", "-q"], ["add", "."], [*identity, "commit", "-qm", "a"]):
        subprocess.run(["git", "-C", tmp_path, *command], check=True)
    bare = source.Tree(tmp_path / ".git")

    assert source.change(bare, AGENT) is None
    assert bare.text("no/such.go") is None


# --- age ---


def test_what_was_checked_more_than_a_year_ago_is_old():
    found = "\n".join(map(str, age.findings(SHOWN, date(2099, 1, 1))))
    cell = FACTS.compatibility.cell("bridge", "ec2_linux")

    assert f"- facts checked on {cell.checked}\n  look again at: " in found
    assert "compatibility bridge/ec2_linux" in found
    assert "compare.md" in found
    assert f"- evidence checked on {FACTS.evidence['guide-task-networking'].checked}\n" in found
    assert "- docs/*/compare.md: verified on " in found


def test_a_year_is_not_more_than_a_year():
    first = min(fact.checked for fact in cited(FACTS) if fact.checked)
    days = [list(age.facts_and_evidence(SHOWN, first + timedelta(days=n))) for n in (365, 366)]

    assert days[0] == []
    assert f"checked on {first}" in str(days[1][0])


# --- the command ---


def test_what_is_not_given_is_said_to_be_unchecked(capsys):
    assert main(["--today", "2026-11-26"]) == NOTHING

    said = capsys.readouterr().out
    assert "API model: not checked, no --botocore\n" in said
    assert "provider: not checked, no --provider\n" in said
    assert "source code of aws/amazon-ecs-agent: not checked, no --agent\n" in said
    assert "older than a year on 2026-11-26: nothing to look at\n" in said


def test_a_finding_is_an_exit_status(capsys):
    assert main(["--today", "2099-01-01"]) == FOUND
    assert "older than a year on 2099-01-01: " in capsys.readouterr().out


@pytest.mark.parametrize("flag", ["--botocore", "--provider", "--agent"])
def test_an_input_that_cannot_be_read_is_another(flag, tmp_path, capsys):
    assert main([flag, str(tmp_path / "nothing")]) == UNREADABLE
    assert str(tmp_path / "nothing") in capsys.readouterr().err


@pytest.mark.parametrize(
    "read", [api.read_model, provider.read_schema], ids=["botocore", "provider"]
)
def test_json_of_another_kind_is_unreadable(read, tmp_path):
    file = tmp_path / "other.json"
    file.write_text("[1]", encoding="utf-8")

    with pytest.raises(Unreadable, match="other"):
        read(file)


def test_an_empty_botocore_or_checkout_is_unreadable(tmp_path):
    with pytest.raises(Unreadable, match="no models of ECS"):
        api.read_model(tmp_path)
    with pytest.raises(Unreadable, match="empty"):
        source.Tree(tmp_path)
