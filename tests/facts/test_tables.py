"""The tables: whole, in agreement with each other and with the API, and with terms there once."""

import re
from pathlib import Path

import pytest
from support.paths import ROOT

from ecsnet import facts
from ecsnet.facts import ApiEvidence

FACTS = facts.facts()
PACKAGE = Path(facts.__file__).parents[1]


def test_every_cell_is_there_with_evidence() -> None:
    for prop in FACTS.modes.properties.values():
        assert tuple(prop.cells) == facts.MODES
        assert all(cell.evidence for cell in prop.cells.values())
    assert tuple(FACTS.compatibility.cells) == facts.MODES
    for row in FACTS.compatibility.cells.values():
        assert tuple(row) == facts.LAUNCH_TYPES


def test_every_value_is_used() -> None:
    cells = [cell for prop in FACTS.modes.properties.values() for cell in prop.cells.values()]
    cells += [cell for row in FACTS.compatibility.cells.values() for cell in row.values()]
    assert {cell.value for cell in cells if cell.value} == set(FACTS.modes.values)


def test_a_value_that_answers_says_what() -> None:
    kinds = {name: value.kind for name, value in FACTS.modes.values.items()}
    assert (kinds["allowed"], kinds["refused"], kinds["equal"]) == ("yes", "no", None)
    # what rules compare with is never a mere description
    assert {kinds["yes"], kinds["no"], kinds["required"]} == {"yes", "no", "required"}
    assert kinds[facts.UNCONFIRMED] == "unconfirmed"


def test_what_a_rule_claims_has_a_value_in_every_mode() -> None:
    matrix = FACTS.modes
    for rule in FACTS.rules.values():
        for claim in set(rule.claims) - set(facts.TABLES):
            assert None not in {matrix.value(claim, mode) for mode in facts.MODES}, (rule.id, claim)


def test_a_property_can_show_a_column_of_the_compatibility_table() -> None:
    for mode in facts.MODES:
        shown = FACTS.modes.cell("fargate", mode)
        assert shown is FACTS.compatibility.cell(mode, "fargate")


def test_fargate_sizes_agree_with_the_api() -> None:
    for size in FACTS.fargate_sizes:
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
    ],
)
def test_a_fargate_size_has_this_memory(cpu: int, memory: tuple[int, ...]) -> None:
    assert [size.memory for size in FACTS.fargate_sizes if size.cpu == cpu] == [memory]


def test_fargate_has_each_cpu_once() -> None:
    cpus = [size.cpu for size in FACTS.fargate_sizes]
    assert cpus == sorted(set(cpus))
    assert 300 not in cpus


# AWS's table has these with fewer tasks than without trunking, or as many.
FEWER = {"u-18tb1.metal", "u-24tb1.metal"}


def test_trunking_raises_the_number_of_tasks() -> None:
    limits = {f"{limit.family}.{limit.size}": limit for limit in FACTS.trunking.limits()}
    assert limits["c5.large"].with_trunking == 10
    assert limits["m7i.large"].supported is None
    fewer = {
        name
        for name, limit in limits.items()
        if limit.with_trunking is not None and limit.with_trunking <= limit.without_trunking
    }
    assert fewer == FEWER


def test_the_limit_of_enis_has_the_numbers_of_the_table_of_types() -> None:
    without, with_trunking = FACTS.trunking.guide.tasks["m5"]["large"]
    said = FACTS.quotas.quota["eni-per-instance"].value.ja
    assert re.findall(r"(?<= )\d+", said) == [str(without + 1), str(without), str(with_trunking)]


def test_trunking_is_unsupported_on_t_types() -> None:
    t_types = [limit for limit in FACTS.trunking.limits() if re.match(r"t\d", limit.family)]
    assert {limit.supported for limit in t_types} == {False}
    assert {limit.family for limit in t_types} == {*FACTS.trunking.unsupported.t_families}


def test_every_topic_has_its_module_and_its_pages() -> None:
    assert [rule.topic for rule in FACTS.rules.values() if rule.topic not in FACTS.topics] == []
    for topic in FACTS.topics.values():
        assert (PACKAGE / "rules" / f"{topic.id}.py").is_file(), topic.id
        for language in facts.LANGUAGES:
            assert (ROOT / "docs" / language / "rules" / f"{topic.slug}.md").is_file(), topic.id


def test_a_glossary_term_is_there_once() -> None:
    for language in facts.LANGUAGES:
        terms_ = [entry.term[language] for entry in FACTS.glossary.term]
        assert len(terms_) == len(set(terms_))


def test_a_confirmed_term_was_seen_in_japanese_documentation() -> None:
    seen = [entry.seen for entry in FACTS.glossary.term if entry.seen is not None]
    assert [url for url in seen if "docs.aws.amazon.com/ja_jp/" not in url] == []
