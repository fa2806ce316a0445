"""The evidence: AWS still says it, and every piece is used and stands once."""

import dataclasses

import pytest
from botocore.loaders import Loader
from support.paths import ROOT

from ecsnet import facts
from ecsnet.facts import ApiEvidence
from tools.freshness import api
from tools.freshness.cited import Shown, cited

FACTS = facts.facts()
SHOWN = Shown(ROOT, FACTS)
API = [item for item in FACTS.evidence.values() if isinstance(item, ApiEvidence)]


@pytest.fixture(scope="session")
def ecs() -> api.Model:
    return Loader().load_service_model("ecs", "service-2")


@pytest.mark.parametrize("item", API, ids=lambda item: item.id)
def test_aws_still_says_it(ecs: api.Model, item: ApiEvidence) -> None:
    said = api.change(ecs, item)
    assert said is None, str(SHOWN.changed(item.id, said))


def test_what_aws_offers_on_networks_is_known(ecs: api.Model) -> None:
    new = "\n".join(map(str, api.news(ecs)))
    assert new == "", "read what is new, then: python -m tools.freshness --botocore DIR --accept"


def test_a_sentence_is_long_enough_to_say_something() -> None:
    short = [item.id for item in API if item.sentence and len(item.sentence.split()) < 5]
    assert short == [], "a word or two are found in any text"


def test_the_written_modes_are_the_values_of_the_api(ecs: api.Model) -> None:
    written = {m for m in facts.MODES if FACTS.modes.value("api_value", m) == "written"}
    assert written == set(ecs["shapes"]["NetworkMode"]["enum"])


def test_messages_name_calls_that_exist(ecs: api.Model) -> None:
    elsewhere = set(FACTS.words.calls)
    for service, _, operation in (call.partition(" ") for call in elsewhere):
        if operation[:1].isupper():
            model = Loader().load_service_model(service, "service-2")
            assert operation in model["operations"], f"{service} has no {operation}"
    calls = {"aws": {*ecs["operations"], *elsewhere}}
    calls["terraform"] = {"terraform validate", "terraform plan", "terraform apply"}
    commands = ("run-task", "create-service", "register-task-definition", "wait services-stable")
    calls["botocore"] = {f"aws ecs {command}" for command in commands}
    calls["cdk"] = {"cdk synth", "cdk deploy"}
    calls["copilot"] = {"copilot svc deploy", "copilot env deploy"}
    calls["ecspresso"] = {"ecspresso verify"}
    for error in FACTS.errors.values():
        assert set(error.call.split(", ")) <= calls[error.speaker], error.id


def test_every_evidence_is_used() -> None:
    used = {evidence for fact in cited(FACTS) for evidence in fact.evidence}
    assert set(FACTS.evidence) - used == set()


def test_evidence_is_not_written_twice() -> None:
    said: dict[tuple[object, ...], str] = {}
    for item in FACTS.evidence.values():
        fields = dataclasses.asdict(item)
        key = tuple(str(fields.get(name)) for name in ("shape", "member", "sentence", "enum"))
        if not isinstance(item, ApiEvidence):
            url = getattr(item, "url", None)
            key = (url, *(str(fields.get(name)) for name in ("what", "symbol", "quote", "lab")))
        assert key not in said, f"{item.id} repeats {said[key]}"
        said[key] = item.id
