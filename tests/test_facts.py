"""The facts: they load, they are backed by AWS's own text, and both languages say the same."""

import copy
import dataclasses
import html
import re
import shutil
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from botocore.loaders import Loader

from ecsnet import facts
from ecsnet.facts import ApiEvidence, FactsError, Text

FACTS = facts.facts()
DIRECTORY = Path(facts.__file__).parent
ROOT = Path(__file__).parents[1]
EVIDENCE = DIRECTORY / "evidence.toml"
CITATIONS = dict(FACTS.citations())
API = [item for item in FACTS.evidence.values() if isinstance(item, ApiEvidence)]
# The groups of words.toml that have the shared words too.
VOICES = ("command", "report", "pages")

Model = dict[str, Any]


@pytest.fixture(scope="session")
def ecs() -> Model:
    return Loader().load_service_model("ecs", "service-2")


# --- AWS's own model ----------------------------------------------------------------------------


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
    written = {m for m in facts.MODES if facts.modes().value("api_value", m) == "written"}
    assert written == set(ecs["shapes"]["NetworkMode"]["enum"])


def test_messages_name_calls_that_exist(ecs: Model) -> None:
    elsewhere = {"events PutTargets", "autoscaling", "service event"}
    calls = {"aws": {*ecs["operations"], *elsewhere}}
    calls["terraform"] = {"terraform validate", "terraform plan"}
    for error in facts.errors().values():
        assert set(error.call.split(", ")) <= calls[error.speaker], error.id


# --- evidence and dates -------------------------------------------------------------------------


def test_every_evidence_is_used() -> None:
    cited = {evidence for ids in CITATIONS.values() for evidence in ids}
    assert set(FACTS.evidence) - cited == set()


def test_evidence_is_not_written_twice() -> None:
    said: dict[tuple[object, ...], str] = {}
    for item in FACTS.evidence.values():
        fields = dataclasses.asdict(item)
        key = tuple(str(fields.get(name)) for name in ("shape", "member", "sentence", "enum"))
        if not isinstance(item, ApiEvidence):
            key = (fields.get("url"), str(fields.get("what")))
        assert key not in said, f"{item.id} repeats {said[key]}"
        said[key] = item.id


def nodes(value: object, path: str) -> Iterator[tuple[str, object]]:
    """Every value within the facts, with the way to it."""
    yield path, value
    if dataclasses.is_dataclass(value):
        for field in dataclasses.fields(value):
            yield from nodes(getattr(value, field.name), f"{path}.{field.name}")
    elif isinstance(value, Mapping):
        for key, item in value.items():
            yield from nodes(item, f"{path}.{key}")
    elif isinstance(value, tuple):
        for position, item in enumerate(value):
            yield from nodes(item, f"{path}.{getattr(item, 'id', position)}")


NODES = list(nodes(FACTS, "facts"))
TEXTS = [(path, value) for path, value in NODES if isinstance(value, Text)]


def test_no_date_is_in_the_future() -> None:
    dates = [(path, value) for path, value in NODES if isinstance(value, date)]
    assert dates
    assert [path for path, value in dates if value > date.today()] == []


# --- the two languages --------------------------------------------------------------------------

CODE = re.compile(r"`[^`]+`")
NUMBER = re.compile(r"(?<![A-Za-z0-9_])\d+(?:[.,:-]\d+)*")
WORD = re.compile(r"[a-z]+")
PLACEHOLDER = re.compile(r"\{\w+\}")
JAPANESE = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff]")
# The middle dot (U+30FB) is punctuation; the other letters stand apart from Latin and code.
UNSPACED = re.compile(
    r"[\u3041-\u30fa\u30fc-\u30ff\u4e00-\u9fff][A-Za-z0-9`]"
    r"|[A-Za-z0-9`][\u3041-\u30fa\u30fc-\u30ff\u4e00-\u9fff]"
)


def terms(text: str) -> set[str]:
    """What a translation keeps: code, numbers, placeholders."""
    prose = CODE.sub(" ", text)
    return {*CODE.findall(text), *NUMBER.findall(prose), *PLACEHOLDER.findall(text)}


def test_both_languages_have_the_same_terms() -> None:
    different = {
        path: (text.ja, text.en) for path, text in TEXTS if terms(text.ja) != terms(text.en)
    }
    assert different == {}


def test_japanese_is_japanese() -> None:
    # A name or a piece of code is the same in both languages; a sentence is not.
    for path, text in TEXTS:
        if not JAPANESE.search(text.ja):
            names = WORD.findall(CODE.sub("", text.ja).lower())
            assert names == WORD.findall(CODE.sub("", text.en).lower()), path
            assert len(names) <= 4, path


def test_english_is_english() -> None:
    assert [path for path, text in TEXTS if JAPANESE.search(text.en)] == []


def test_japanese_and_latin_are_spaced() -> None:
    assert {path: text.ja for path, text in TEXTS if UNSPACED.search(text.ja)} == {}


def test_japanese_uses_full_width_parentheses() -> None:
    # The one exception is how AWS writes the term itself.
    half = [t.ja for _, t in TEXTS if "(" in CODE.sub("", t.ja)]
    assert half == ["Elastic Network Interface (ENI)"]


def test_a_glossary_term_is_there_once() -> None:
    for language in facts.LANGUAGES:
        terms_ = [entry.term[language] for entry in facts.glossary()]
        assert len(terms_) == len(set(terms_))


def test_a_confirmed_term_was_seen_in_japanese_documentation() -> None:
    seen = [entry.seen for entry in facts.glossary() if entry.confirmed]
    assert [url for url in seen if "docs.aws.amazon.com/ja_jp/" not in (url or "")] == []


# --- the tables ---------------------------------------------------------------------------------


def test_every_cell_is_there_with_evidence() -> None:
    for prop in facts.modes().properties:
        assert tuple(prop.cells) == facts.MODES
        assert all(cell.evidence for cell in prop.cells.values())
    assert set(facts.compatibility().cells) == {
        (mode, launch_type) for mode in facts.MODES for launch_type in facts.LAUNCH_TYPES
    }


def test_every_value_is_used() -> None:
    cells = [cell for prop in facts.modes().properties for cell in prop.cells.values()]
    cells += facts.compatibility().cells.values()
    assert {cell.value for cell in cells if cell.value} == set(facts.modes().values)


def test_what_a_rule_claims_has_a_value_in_every_mode() -> None:
    matrix = facts.modes()
    for rule in facts.rules().values():
        for claim in set(rule.claims) - set(facts.TABLES):
            assert None not in {matrix.value(claim, mode) for mode in facts.MODES}, (rule.id, claim)


def test_a_property_can_show_a_column_of_the_compatibility_table() -> None:
    for mode in facts.MODES:
        shown = facts.modes().cell("fargate", mode)
        assert shown is facts.compatibility().cell(mode, "fargate")


def test_a_cell_is_its_label_and_then_its_text() -> None:
    cell = facts.modes().cell("public_ip", "host")
    assert cell.render("en") == "Per instance — uses the public IP address of the instance"
    assert cell.render("ja") == "インスタンス単位 — インスタンスのパブリック IP アドレスを使用"


def test_fargate_sizes_agree_with_the_api() -> None:
    for size in facts.fargate_sizes():
        assert list(size.memory) == sorted(size.memory)
        item = FACTS.evidence.get(f"api-fargate-{size.cpu}")
        if item is None:
            assert size.cpu == 32768, f"{size.cpu} rests on no sentence of the API"
            continue
        assert isinstance(item, ApiEvidence)
        ends = {size.memory[0], size.memory[0] // 1024}, {size.memory[-1], size.memory[-1] // 1024}
        numbers = {int(number) for number in re.findall(r"\d+", item.sentence or "")}
        assert size.cpu in numbers
        assert all(end & numbers for end in ends)


@pytest.mark.parametrize(
    ("cpu", "memory"),
    [
        (256, (512, 1024, 2048)),
        (1024, (2048, 3072, 4096, 5120, 6144, 7168, 8192)),
        (32768, (61440, 122880, 249856)),
        (300, ()),
    ],
)
def test_fargate_memory_options(cpu: int, memory: tuple[int, ...]) -> None:
    assert facts.fargate_memory_options(cpu) == memory


def test_trunking_figures_follow_from_the_number_of_enis() -> None:
    for limit in facts.trunking():
        assert limit.without_trunking == limit.enis - 1, limit.type
        assert limit.with_trunking is None or limit.with_trunking > limit.without_trunking


def test_trunking_is_refused_on_t_types() -> None:
    refused = {limit.type for limit in facts.trunking() if limit.with_trunking is None}
    assert refused == {limit.type for limit in facts.trunking() if limit.type.startswith("t")}


def test_a_text_is_read_by_language() -> None:
    text = Text(ja="はい", en="Yes")
    assert (text["ja"], text["en"]) == ("はい", "Yes")
    with pytest.raises(KeyError):
        text["fr"]


def test_an_unknown_property_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        facts.modes().value("no_such_property", "awsvpc")


def test_every_topic_has_its_module_and_its_pages() -> None:
    assert [rule.topic for rule in facts.rules().values() if rule.topic not in FACTS.topics] == []
    for topic in FACTS.topics.values():
        assert (DIRECTORY.parent / "rules" / f"{topic.id}.py").is_file(), topic.id
        for language in facts.LANGUAGES:
            assert (ROOT / "docs" / language / "rules" / f"{topic.slug}.md").is_file(), topic.id


def test_a_word_is_there_once() -> None:
    words = FACTS.words
    written = [(key, text) for group in VOICES for key, text in getattr(words, group).items()]
    own = [item for item in written if words.shared.get(item[0]) != item[1]]
    assert len(own) == len(set(own)), "what two groups say is under [shared]"


@pytest.mark.parametrize("group", VOICES)
def test_a_group_has_the_shared_words_and_may_have_its_own(group: str) -> None:
    words = getattr(FACTS.words, group)
    assert set(FACTS.words.shared) < set(words)
    assert words["why"] == FACTS.words.shared["why"]
    assert (words["fix"].en == "fix") == (group == "report")


# --- strictness ---------------------------------------------------------------------------------


@pytest.fixture
def bad(tmp_path: Path) -> Path:
    for file in DIRECTORY.glob("*.toml"):
        shutil.copy(file, tmp_path)
    (tmp_path / "rules.toml").write_text(RULES, encoding="utf-8")
    return tmp_path


RULES = """
[ENM001]
name = "awsvpc-network-configuration"
topic = "service"
level = "error"
since = "0.1.0"
errors = ["E4"]
evidence = ["api-network-configuration"]
claims = ["network_configuration", "fargate", "fargate_sizes"]
title = { ja = "題", en = "Title" }
what = { ja = "何", en = "What" }
why = { ja = "なぜ", en = "Why" }
message = { ja = "{service} の文", en = "Message on {service}" }
fix = { ja = "直し方", en = "Fix" }
"""


def test_a_good_copy_loads(bad: Path) -> None:
    loaded = facts.load_facts(bad)
    assert loaded.modes == FACTS.modes
    assert loaded.rules["ENM001"].message.en == "Message on {service}"
    assert loaded.rules["ENM001"].claims == ("network_configuration", "fargate", "fargate_sizes")


@pytest.mark.parametrize(
    ("file", "old", "new", "message"),
    [
        pytest.param(
            "evidence.toml",
            '[api-mode-default]\nkind = "api"',
            '[api-mode-default]\nkind = "api"\ncolour = "red"',
            "evidence.toml.api-mode-default.colour: unknown key",
            id="unknown key",
        ),
        pytest.param(
            "modes.toml",
            'name.en = "Use case"\n',
            "",
            "modes.toml.property use_case.name.en: missing",
            id="missing language",
        ),
        pytest.param(
            "modes.toml",
            'name.en = "Use case"\n',
            'name.en = "Use case"\nname.fr = "Usage"\n',
            "modes.toml.property use_case.name.fr: unknown key",
            id="third language",
        ),
        pytest.param(
            "modes.toml",
            'name.en = "Use case"\n',
            'name.en = ""\n',
            "modes.toml.property use_case.name.en: empty",
            id="empty text",
        ),
        pytest.param(
            "modes.toml",
            'evidence = ["api-links-bridge", "issue-links"]',
            'evidence = ["api-links-bridge", "nowhere"]',
            "modes.toml.property links.cells.awsvpc.evidence: no evidence is called 'nowhere'",
            id="dangling evidence",
        ),
        pytest.param(
            "modes.toml",
            'evidence = ["api-links-bridge", "issue-links"]',
            "evidence = []",
            "modes.toml.property links.cells.awsvpc.evidence: empty",
            id="cell without evidence",
        ),
        pytest.param(
            "modes.toml",
            'evidence = ["api-links-bridge", "issue-links"]\n',
            "",
            "modes.toml.property links.cells.awsvpc.evidence: missing",
            id="cell without the evidence key",
        ),
        pytest.param(
            "modes.toml",
            'evidence = ["api-links-bridge", "issue-links"]\nchecked = 2026-11-22',
            'evidence = ["api-links-bridge", "issue-links"]',
            "modes.toml.property links.cells.awsvpc.checked: missing",
            id="cell without a date",
        ),
        pytest.param(
            "modes.toml",
            'evidence = ["api-links-bridge", "issue-links"]\nchecked = 2026-11-22',
            'evidence = ["api-links-bridge", "issue-links"]\nchecked = "2026-11-22"',
            "modes.toml.property links.cells.awsvpc.checked: expected date, found str",
            id="date as a string",
        ),
        pytest.param(
            "modes.toml",
            'value = "equal"',
            'value = "equals"',
            "cells.awsvpc.value: 'equals' has no label in modes.toml",
            id="unknown value",
        ),
        pytest.param(
            "modes.toml",
            "[property.cells.default]",
            "[property.cells.nat]",
            "cells.default: missing",
            id="missing mode",
        ),
        pytest.param(
            "modes.toml",
            'id = "use_case"',
            'id = "fargate"',
            "modes.toml.property[2].id: 'fargate' is there twice",
            id="duplicate property",
        ),
        pytest.param(
            "modes.toml",
            'group = "addressing"',
            'group = "misc"',
            "group: unknown value 'misc'",
            id="unknown group",
        ),
        pytest.param(
            "evidence.toml",
            "[api-mode-fargate]",
            "[api-mode-default]",
            "evidence.toml: Cannot declare",
            id="duplicate evidence",
        ),
        pytest.param(
            "evidence.toml",
            '[api-mode-default]\nkind = "api"',
            '[api-mode-default]\nkind = "rumour"',
            "evidence.toml.api-mode-default.kind: unknown value 'rumour'",
            id="unknown kind",
        ),
        pytest.param(
            "evidence.toml",
            'sentence = "If no network mode is specified, the default is bridge."\n',
            "",
            "evidence.toml.api-mode-default.sentence: api evidence has either",
            id="api evidence that quotes nothing",
        ),
        pytest.param(
            "evidence.toml",
            'url = "https://docs.docker.com/engine/network/drivers/none/"',
            'url = "http://docs.docker.com/engine/network/drivers/none/"',
            "evidence.toml.guide-docker-none.url: 'http://",
            id="plain http",
        ),
        pytest.param(
            "compatibility.toml",
            'value = "unconfirmed"\ntext.ja',
            "text.ja",
            "compatibility.toml.cells.none.managed_instances: a compatibility cell has a value",
            id="compatibility without a value",
        ),
        pytest.param(
            "fargate.toml",
            "memory = [512, 1024, 2048]",
            "memory = []",
            "fargate.toml.size 0.25.memory: empty",
            id="size without memory",
        ),
        pytest.param(
            "fargate.toml",
            'os = ["linux"]',
            'os = ["beos"]',
            "fargate.toml.size 0.25.os: expected some of linux, windows",
            id="unknown operating system",
        ),
        pytest.param(
            "trunking.toml",
            "enis = 3",
            'enis = "3"',
            "trunking.toml.instance c5.large.enis: expected int, found str",
            id="number as a string",
        ),
        pytest.param(
            "errors.toml",
            'evidence = ["issue-deploy-action-802"]',
            'evidence = ["U"]',
            "errors.toml.E4.evidence: no evidence is called 'U'",
            id="message without a source",
        ),
        pytest.param(
            "errors.toml",
            'speaker = "terraform"',
            'speaker = "pulumi"',
            "errors.toml.E49.speaker: unknown value 'pulumi', expected one of aws, terraform",
            id="unknown speaker",
        ),
        pytest.param(
            "errors.toml",
            'snippet = "errors/E26/main.tf:example"\n',
            "",
            "a fix has either a snippet or, in no_code, why it has none",
            id="fix without code",
        ),
        pytest.param(
            "words.toml",
            "[report]",
            "[raport]",
            "words.toml.report: missing",
            id="misspelt group of words",
        ),
        pytest.param(
            "topics.toml",
            'slug = "ports"\n',
            "",
            "topics.toml.ports.slug: missing",
            id="topic without a page",
        ),
        pytest.param(
            "rules.toml",
            'topic = "service"',
            'topic = "services"',
            "rules.toml.ENM001.topic: unknown value 'services', expected one of ports,",
            id="unknown topic",
        ),
        pytest.param(
            "contradictions.toml",
            "[contradiction.b]",
            "[contradiction.c]",
            "contradictions.toml.contradiction managed-instances-none.b: missing",
            id="one-sided contradiction",
        ),
        pytest.param(
            "glossary.toml",
            "confirmed = false",
            "confirmed = true",
            "seen: a confirmed word names the page it was seen on",
            id="confirmed nowhere",
        ),
        pytest.param(
            "unconfirmed.toml",
            "text.en",
            "text.english",
            "unconfirmed.toml.item managed-instances-none.text.en: missing",
            id="misspelt language",
        ),
        pytest.param(
            "rules.toml",
            'errors = ["E4"]',
            'errors = ["E46"]',
            "rules.toml.ENM001.errors: errors.toml has no 'E46'",
            id="unknown message",
        ),
        pytest.param(
            "rules.toml",
            'claims = ["network_configuration",',
            'claims = ["subnets",',
            "rules.toml.ENM001.claims: no property or table is called 'subnets'",
            id="unknown claim",
        ),
        pytest.param(
            "rules.toml",
            'level = "error"',
            'level = "info"',
            "rules.toml.ENM001.level: unknown value 'info'",
            id="unknown level",
        ),
    ],
)
def test_a_bad_file_is_refused(bad: Path, file: str, old: str, new: str, message: str) -> None:
    text = (bad / file).read_text(encoding="utf-8")
    assert old in text
    (bad / file).write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(FactsError, match=re.escape(message)):
        facts.load_facts(bad)


def test_a_bad_entry_is_named_with_file_and_line(bad: Path) -> None:
    path = bad / "modes.toml"
    lines = path.read_text(encoding="utf-8").splitlines()
    cell = lines.index("[property.cells.host]", lines.index('id = "target_type"'))
    evidence = next(n for n in range(cell, len(lines)) if lines[n].startswith("evidence"))
    lines[evidence] = 'evidence = ["nothing"]'
    path.write_text("\n".join(lines), encoding="utf-8")
    with pytest.raises(FactsError) as refused:
        facts.load_facts(bad)
    assert str(refused.value).startswith(f"{path}:{evidence + 1}: modes.toml.property target_type")

    del lines[evidence]
    path.write_text("\n".join(lines), encoding="utf-8")
    with pytest.raises(FactsError) as refused:
        facts.load_facts(bad)
    assert str(refused.value).startswith(f"{path}:{cell + 1}: ")
    assert "evidence: missing" in str(refused.value)


def test_an_unconfirmed_cell_says_what_is_known(bad: Path) -> None:
    path = bad / "compatibility.toml"
    text = path.read_text(encoding="utf-8")
    start = text.index('value = "unconfirmed"\n') + len('value = "unconfirmed"\n')
    path.write_text(text[:start] + text[text.index("evidence", start) :], encoding="utf-8")
    with pytest.raises(FactsError, match=r"none\.managed_instances\.text: an unconfirmed cell"):
        facts.load_facts(bad)


def test_a_missing_file_is_named(bad: Path) -> None:
    (bad / "trunking.toml").unlink()
    with pytest.raises(FactsError, match=r"trunking\.toml: missing"):
        facts.load_facts(bad)


def test_a_file_that_is_not_toml_is_named(bad: Path) -> None:
    (bad / "glossary.toml").write_text("[[term", encoding="utf-8")
    with pytest.raises(FactsError, match=r"glossary\.toml: "):
        facts.load_facts(bad)
