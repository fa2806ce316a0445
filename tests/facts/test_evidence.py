"""The evidence: AWS still says it, and every piece is used and stands once."""

import copy
import dataclasses
import html
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from botocore.loaders import Loader

from ecsnet import facts
from ecsnet.facts import ApiEvidence

FACTS = facts.facts()
EVIDENCE = Path(facts.__file__).parent / "evidence" / "api.toml"
API = [item for item in FACTS.evidence.values() if isinstance(item, ApiEvidence)]

Model = dict[str, Any]


def citations() -> Iterator[tuple[str, tuple[str, ...]]]:
    """Every fact with the evidence it rests on, each once: (name of the fact, ids)."""
    for prop in FACTS.modes.properties.values():
        for mode, cell in prop.cells.items():
            yield f"modes {prop.id}/{mode}", cell.evidence
    for mode, row in FACTS.compatibility.cells.items():
        for launch_type, cell in row.items():
            yield f"compatibility {mode}/{launch_type}", cell.evidence
    for size in FACTS.fargate_sizes:
        yield f"fargate {size.cpu}", size.evidence
    for limit in FACTS.trunking:
        yield f"trunking {limit.type}", limit.evidence
    for error in FACTS.errors.values():
        yield f"errors {error.id}", error.evidence
    for other in FACTS.other_messages.values():
        yield f"other_messages {other.id}", other.evidence
    for item in FACTS.contradictions:
        yield f"contradictions {item.id}/a", item.a.evidence
        yield f"contradictions {item.id}/b", item.b.evidence
    for entry in FACTS.unconfirmed:
        yield f"unconfirmed {entry.id}", entry.evidence
    for rule in FACTS.rules.values():
        yield f"rules {rule.id}", rule.evidence
    for check in FACTS.other_checks:
        yield f"other_checks {check.tool} {check.check}", check.evidence
    for place, choices in FACTS.choices.cells.items():
        for need, choice in choices.items():
            yield f"choices {place}/{need}", choice.evidence


CITATIONS = dict(citations())


@pytest.fixture(scope="session")
def ecs() -> Model:
    return Loader().load_service_model("ecs", "service-2")


def documentation(model: Model, shape: str, member: str | None) -> str | None:
    """Text of a shape or a member, tags stripped and white space folded; None if it is gone."""
    found = model["shapes"].get(shape)
    if found is not None and member is not None:
        found = found.get("members", {}).get(member)
    if found is None:
        return None
    text = html.unescape(re.sub(r"<[^>]+>", "", found.get("documentation", "")))
    return " ".join(text.split())


def change(model: Model, item: ApiEvidence) -> str | None:
    """What AWS changed that the evidence relied upon, with the facts to look at again."""
    if item.enum:
        now = model["shapes"].get(item.shape, {}).get("enum")
        said = None if now == list(item.enum) else f"the values are now {now}"
    else:
        text = documentation(model, item.shape, item.member)
        said = None if item.sentence in (text or "") else f"the text is now: {text}"
    if said is None:
        return None
    users = [fact for fact, ids in CITATIONS.items() if item.id in ids]
    where = item.shape if item.member is None else f"{item.shape}.{item.member}"
    text = EVIDENCE.read_text(encoding="utf-8")
    line = f"{EVIDENCE}:{facts.line_of(text, [item.id])}"
    return f"{line}: {item.id}: {where} changed, {said}\nlook again at: {'; '.join(users)}"


@pytest.mark.parametrize("item", API, ids=lambda item: item.id)
def test_aws_still_says_it(ecs: Model, item: ApiEvidence) -> None:
    assert change(ecs, item) is None, change(ecs, item)


def test_a_sentence_is_long_enough_to_say_something() -> None:
    short = [item.id for item in API if item.sentence and len(item.sentence.split()) < 5]
    assert short == [], "a word or two are found in any text"


def test_a_changed_sentence_names_the_evidence_and_its_facts(ecs: Model) -> None:
    item = FACTS.evidence["api-mode-default"]
    assert isinstance(item, ApiEvidence)
    model = copy.deepcopy(ecs)
    member = model["shapes"][item.shape]["members"][item.member]
    member["documentation"] = member["documentation"].replace("is <code>bridge", "is <code>awsvpc")
    report = change(model, item)
    assert report is not None
    assert "api-mode-default: RegisterTaskDefinitionRequest.networkMode changed" in report
    lines = EVIDENCE.read_text(encoding="utf-8").splitlines()
    assert report.startswith(f"{EVIDENCE}:{lines.index('[api-mode-default]') + 1}: ")
    assert "the default is awsvpc" in report
    assert "modes default_when_omitted/bridge" in report
    assert "compatibility bridge/ec2_linux" in report


def test_a_removed_member_is_a_change(ecs: Model) -> None:
    item = FACTS.evidence["api-hostname"]
    assert isinstance(item, ApiEvidence)
    model = copy.deepcopy(ecs)
    del model["shapes"]["ContainerDefinition"]["members"]["hostname"]
    assert "modes hostname/awsvpc" in (change(model, item) or "")


def test_a_new_enum_value_is_a_change(ecs: Model) -> None:
    item = FACTS.evidence["api-network-mode-enum"]
    assert isinstance(item, ApiEvidence)
    model = copy.deepcopy(ecs)
    model["shapes"]["NetworkMode"]["enum"].append("nat")
    assert "'nat'" in (change(model, item) or "")


def test_the_written_modes_are_the_values_of_the_api(ecs: Model) -> None:
    written = {m for m in facts.MODES if FACTS.modes.value("api_value", m) == "written"}
    assert written == set(ecs["shapes"]["NetworkMode"]["enum"])


def test_messages_name_calls_that_exist(ecs: Model) -> None:
    elsewhere = {"events PutTargets", "autoscaling", "service event"}
    calls = {"aws": {*ecs["operations"], *elsewhere}}
    calls["terraform"] = {"terraform validate", "terraform plan"}
    for error in FACTS.errors.values():
        assert set(error.call.split(", ")) <= calls[error.speaker], error.id


def test_every_evidence_is_used() -> None:
    cited = {evidence for ids in CITATIONS.values() for evidence in ids}
    assert set(FACTS.evidence) - cited == set()


def test_evidence_is_not_written_twice() -> None:
    said: dict[tuple[object, ...], str] = {}
    for item in FACTS.evidence.values():
        fields = dataclasses.asdict(item)
        key = tuple(str(fields.get(name)) for name in ("shape", "member", "sentence", "enum"))
        if not isinstance(item, ApiEvidence):
            said_there = (str(fields.get(name)) for name in ("what", "symbol", "quote"))
            key = (getattr(item, "url", None), *said_there)
        assert key not in said, f"{item.id} repeats {said[key]}"
        said[key] = item.id
