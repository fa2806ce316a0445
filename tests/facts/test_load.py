"""Loading is strict: what a facts file says wrong is refused, with file and line."""

import re
import shutil
from pathlib import Path

import pytest

from ecsnet import facts
from ecsnet.facts import FactsError

FACTS = facts.facts()
DIRECTORY = Path(facts.__file__).parent


@pytest.fixture
def bad(tmp_path: Path) -> Path:
    code = shutil.ignore_patterns("*.py", "__pycache__")
    shutil.copytree(DIRECTORY, tmp_path, ignore=code, dirs_exist_ok=True)
    (tmp_path / "rules" / "service.toml").write_text(RULES, encoding="utf-8")
    (tmp_path / "other_linters.toml").write_text(OTHER_LINTERS, encoding="utf-8")
    (tmp_path / "questions.toml").write_text(QUESTIONS, encoding="utf-8")
    (tmp_path / "symptoms.toml").write_text(SYMPTOMS, encoding="utf-8")
    return tmp_path


RULES = """
[ENM001]
name = "awsvpc-network-configuration"
level = "error"
since = "0.1.0"
errors = ["E4"]
evidence = ["api-network-configuration"]
claims = ["network_configuration", "fargate", "fargate_sizes"]
title = { ja = "題を書く", en = "It must have a title" }
what = { ja = "何", en = "What" }
why = { ja = "なぜ", en = "Why" }
message = { ja = "{service} の文", en = "Message on {service}" }
fix = { ja = "直し方", en = "Fix" }
"""

OTHER_LINTERS = """
[[check]]
tool = "lint"
check = "L1"
what = { ja = "何", en = "What" }
covered_by = ["ENM001"]
evidence = ["api-network-configuration"]
"""

SYMPTOMS = """
[pending]
shows = { ja = "表示", en = "Field" }
modes = ["awsvpc"]
errors = ["E4"]
rules = ["ENM001"]
evidence = ["api-network-configuration"]
diff = "ENM001"
"""


QUESTIONS = """
[field.choose]
ja = "選択"
en = "Choosing"

[question.which_mode]
field = "choose"
text = { ja = "何", en = "What" }
answer = "choose/#decision-table"
rules = ["ENM001"]
"""


def test_the_facts_that_ship_agree_with_each_other() -> None:
    facts.check_facts()


def test_a_table_is_read_when_it_is_asked_for(bad: Path) -> None:
    (bad / "glossary.toml").write_text("broken", encoding="utf-8")
    loaded = facts.load.facts_on_demand(bad)
    assert loaded.rules["ENM001"].topic == "service"
    with pytest.raises(FactsError, match=r"glossary\.toml"):
        _ = loaded.glossary
    with pytest.raises(AttributeError, match="glosary"):
        _ = loaded.glosary  # type: ignore[attr-defined]


def test_a_good_copy_loads(bad: Path) -> None:
    loaded = facts.load_facts(bad)
    assert loaded.modes == FACTS.modes
    assert loaded.rules["ENM001"].message.en == "Message on {service}"
    assert loaded.rules["ENM001"].claims == ("network_configuration", "fargate", "fargate_sizes")


@pytest.mark.parametrize(
    ("file", "old", "new", "message"),
    [
        pytest.param(
            "evidence/api.toml",
            '[api-mode-default]\nkind = "api"',
            '[api-mode-default]\nkind = "api"\ncolour = "red"',
            "evidence/api.toml.api-mode-default.colour: unknown key",
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
            "symptoms.toml",
            'modes = ["awsvpc"]',
            'modes = ["awsvcp"]',
            "symptoms.toml.pending.modes: no mode is called 'awsvcp'",
            id="symptom in no mode",
        ),
        pytest.param(
            "symptoms.toml",
            'errors = ["E4"]',
            'errors = ["E0"]',
            "symptoms.toml.pending.errors: no message is called 'E0'",
            id="symptom without its message",
        ),
        pytest.param(
            "symptoms.toml",
            'rules = ["ENM001"]',
            'rules = ["ENM001", "ENM000"]',
            "symptoms.toml.pending.rules: no rule is called 'ENM000'",
            id="symptom without its rule",
        ),
        pytest.param(
            "symptoms.toml",
            'rules = ["ENM001"]',
            "",
            "symptoms.toml.pending.diff: a rule whose diff is shown is among the rules",
            id="symptom with the diff of another rule",
        ),
        pytest.param(
            "symptoms.toml",
            'evidence = ["api-network-configuration"]',
            'evidence = ["nowhere"]',
            "symptoms.toml.pending.evidence: no evidence is called 'nowhere'",
            id="symptom without its evidence",
        ),
        pytest.param(
            "modes.toml",
            'evidence = ["api-links-bridge", "api-links-windows"]',
            'evidence = ["api-links-bridge", "nowhere"]',
            "modes.toml.property links.cells.default.evidence: no evidence is called 'nowhere'",
            id="dangling evidence",
        ),
        pytest.param(
            "modes.toml",
            'evidence = ["api-links-bridge", "api-links-windows"]',
            "evidence = []",
            "modes.toml.property links.cells.default.evidence: empty",
            id="cell without evidence",
        ),
        pytest.param(
            "modes.toml",
            'evidence = ["api-links-bridge", "api-links-windows"]\n',
            "",
            "modes.toml.property links.cells.default.evidence: missing",
            id="cell without the evidence key",
        ),
        pytest.param(
            "modes.toml",
            'evidence = ["api-links-bridge", "api-links-windows"]\nchecked = 2026-11-22',
            'evidence = ["api-links-bridge", "api-links-windows"]',
            "modes.toml.property links.cells.default.checked: missing",
            id="cell without a date",
        ),
        pytest.param(
            "modes.toml",
            'evidence = ["api-links-bridge", "api-links-windows"]\nchecked = 2026-11-22',
            'evidence = ["api-links-bridge", "api-links-windows"]\nchecked = "2026-11-22"',
            "modes.toml.property links.cells.default.checked: expected date, found str",
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
            "evidence/api.toml",
            "[api-mode-fargate]",
            "[api-mode-default]",
            "evidence/api.toml: Cannot declare",
            id="duplicate evidence",
        ),
        pytest.param(
            "evidence/api.toml",
            '[api-mode-default]\nkind = "api"',
            '[api-mode-default]\nkind = "rumour"',
            "evidence/api.toml.api-mode-default.kind: unknown value 'rumour'",
            id="unknown kind",
        ),
        pytest.param(
            "evidence/api.toml",
            'sentence = "If no network mode is specified, the default is bridge."\n',
            "",
            "evidence/api.toml.api-mode-default.sentence: api evidence has either",
            id="api evidence that quotes nothing",
        ),
        pytest.param(
            "evidence/api.toml",
            "[api-mode-default]",
            '[mode-of-all]\nkind = "api"\nshape = "Task"\nsentence = "Any."\n\n[api-mode-default]',
            "evidence of kind 'api' has an id that begins with api-",
            id="evidence that is not called after its kind",
        ),
        pytest.param(
            "evidence/labs.toml",
            'lab = "host-loopback"\n',
            "",
            "evidence/labs.toml.run-host-loopback.lab: a run names its lab or, if it is of none,",
            id="a run of nothing",
        ),
        pytest.param(
            "evidence/labs.toml",
            'lab = "host-loopback"\n',
            'lab = "host-loopback"\ntool = "Docker"\n',
            "evidence/labs.toml.run-host-loopback.lab: a run names its lab or, if it is of none,",
            id="a run of a lab and of a tool",
        ),
        pytest.param(
            "evidence/documentation.toml",
            'url = "https://docs.docker.com/engine/network/drivers/none/"',
            'url = "http://docs.docker.com/engine/network/drivers/none/"',
            "evidence/documentation.toml.guide-docker-none.url: 'http://",
            id="plain http",
        ),
        pytest.param(
            "modes.toml",
            'kind = "required"',
            'kind = "mandatory"',
            "modes.toml.values.required.kind: unknown value 'mandatory', expected one of yes, no,",
            id="unknown kind of value",
        ),
        pytest.param(
            "modes.toml",
            'launch_type = "fargate"\n',
            "",
            "modes.toml.property fargate.cells: missing",
            id="property that shows nothing",
        ),
        pytest.param(
            "choices.toml",
            "[cells.fargate.own_address]",
            "[cells.fargate.own_adress]",
            "choices.toml.cells.fargate.own_address: missing",
            id="choice for no need",
        ),
        pytest.param(
            "errors/register.toml",
            "[E2]",
            '[E2]\nid = "E2"',
            "errors/register.toml.E2.id: unknown key",
            id="name beside the name",
        ),
        pytest.param(
            "errors/register.toml",
            "pattern = 'when networkmode=awsvpc,",
            "pattern = 'when networkmode=awsvpc,.*",
            "errors/register.toml.E1.pattern: uses more than letters",
            id="pattern that can take long",
        ),
        pytest.param(
            "trunking.toml",
            't_families = ["t2"',
            't_families = ["c5"',
            "trunking.toml.guide.tasks.c5: also among the families without trunking",
            id="figure for a family that is refused",
        ),
        pytest.param(
            "trunking.toml",
            'types = ["a1.metal"',
            'types = ["c5.large"',
            "trunking.toml.guide.tasks.c5.large: also among the types without trunking",
            id="figure for a type that is refused",
        ),
        pytest.param(
            "trunking.toml",
            "c7i = { large = 3,",
            "c5 = { large = 3,",
            "trunking.toml.interfaces.enis.c5.large: the table has this type",
            id="type with two origins",
        ),
        pytest.param(
            "trunking.toml",
            'families = ["c5", "c6i"',
            'families = ["c55", "c6i"',
            "trunking.toml.reread.families: the table has no 'c55'",
            id="family that is not in the table",
        ),
        pytest.param(
            "quotas.toml",
            'group = "enis"',
            'group = "eni"',
            "quotas.toml.quota eni-per-instance.group: there is no group 'eni'",
            id="limit in no table",
        ),
        pytest.param(
            "quotas.toml",
            'service = "vpc"\nquota =',
            "quota =",
            "quotas.toml.quota eni-per-region.quota: a name in Service Quotas and its service go",
            id="limit without its service",
        ),
        pytest.param(
            "quotas.toml",
            'modes = ["awsvpc"]',
            'modes = ["vpc"]',
            "quotas.toml.quota eni-per-instance.modes: no mode is called 'vpc'",
            id="limit of an unknown mode",
        ),
        pytest.param(
            "numbers.toml",
            'value = "32768-65535"',
            'value = "every port"',
            "numbers.toml.number dynamic-ports-linux.value: has no number",
            id="number without a figure",
        ),
        pytest.param(
            "numbers.toml",
            'value = "32768-60999"',
            'value = "32768-61999"',
            "numbers.toml.number dynamic-ports-kernel.value: 61999 is not in the words of its",
            id="number that its evidence does not state",
        ),
        pytest.param(
            "quotas.toml",
            'value.en = "16"',
            'value.en = "18"',
            "numbers.toml.number subnets.value: 16 is not in quotas.quota.subnets-per-config",
            id="number that its table no longer states",
        ),
        pytest.param(
            "numbers.toml",
            'table = "quotas.quota.reserved-ports.value"',
            'table = "quotas.quota.reserved-port.value"',
            "numbers.toml.number reserved-ports-limit.table: the facts have no quotas.quota.res",
            id="number of a table that there is not",
        ),
        pytest.param(
            "numbers.toml",
            'file = "pyproject.toml"',
            'unit = "days"',
            "numbers.toml.number python.evidence: a number has evidence or, instead, the table",
            id="number that nothing states",
        ),
        pytest.param(
            "numbers.toml",
            'file = "pyproject.toml"',
            'file = "pyproject.toml"\nchecked = 2026-11-27',
            "numbers.toml.number python.checked: evidence was checked on a day",
            id="number of a file with a day",
        ),
        pytest.param(
            "numbers.toml",
            'unit = "vCPU"',
            'unit = "cores"',
            "numbers.toml.number fargate-largest.unit: unknown value 'cores'",
            id="number in an unknown unit",
        ),
        pytest.param(
            "quotas.toml",
            'errors = ["E41"]',
            'errors = ["E0"]',
            "quotas.toml.quota eni-per-instance.errors: no message is called 'E0'",
            id="limit with an unknown message",
        ),
        pytest.param(
            "trunking.toml",
            "large = [2, 10]",
            "large = [2]",
            "trunking.toml.guide.tasks.a1.large: expected two",
            id="half a row",
        ),
        pytest.param(
            "compatibility.toml",
            'value = "no"\ntext.ja',
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
            "c7i = { large = 3,",
            'c7i = { large = "3",',
            "trunking.toml.interfaces.enis.c7i.large: expected int, found str",
            id="number as a string",
        ),
        pytest.param(
            "errors/service.toml",
            'evidence = ["issue-deploy-action-802"]',
            'evidence = ["U"]',
            "errors/service.toml.E4.evidence: no evidence is called 'U'",
            id="message without a source",
        ),
        pytest.param(
            "errors/service.toml",
            "[E4.check]\ncommand",
            "[E4.chekc]\ncommand",
            "errors/service.toml.E4.chekc: unknown key",
            id="misspelt check",
        ),
        pytest.param(
            "errors/placement.toml",
            'see = "modes/awsvpc.md#limits"\n',
            "",
            "errors/placement.toml.E43.see: names neither a rule nor a section of a page",
            id="message that leads nowhere",
        ),
        pytest.param(
            "errors/terraform.toml",
            'speaker = "terraform"',
            'speaker = "pulumi"',
            "terraform.toml.E49.speaker: unknown value 'pulumi', "
            "expected one of aws, terraform, botocore, cdk, copilot, ecspresso",
            id="unknown speaker",
        ),
        pytest.param(
            "errors/placement.toml",
            'snippet = "modes/awsvpc-trunking.tf:trunking"\n',
            "",
            "a fix has a snippet, a command or, in no_code, why it has neither",
            id="fix without code",
        ),
        pytest.param(
            "errors/register.toml",
            'snippet = "errors/E44/main.tf:example"\n',
            'snippet = "errors/E44/main.tf:example"\nno_code = { ja = "なし", en = "None" }\n',
            "a fix has code, or says why it has none",
            id="fix with code and without",
        ),
        pytest.param(
            "other_linters.toml",
            '["ENM001"]',
            '["ENM999"]',
            "other_linters.toml.check[1].covered_by: no rule is called 'ENM999'",
            id="check of another tool with a rule that is not there",
        ),
        pytest.param(
            "other_linters.toml",
            'covered_by = ["ENM001"]\n',
            "",
            "other_linters.toml.check[1].why: a check that no rule covers says why",
            id="check of another tool without a reason",
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
            "rules/service.toml",
            'level = "error"',
            'topic = "service"\nlevel = "error"',
            "rules/service.toml.ENM001.topic: unknown key",
            id="topic beside the file's",
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
            'field = "modes"',
            'field = "models"',
            "field: there is no field 'models'",
            id="term of no field",
        ),
        pytest.param(
            "glossary.toml",
            'reading = "タスクていぎ"',
            "",
            "reading: a term with kanji, and no other, is also given in kana",
            id="term without its reading",
        ),
        pytest.param(
            "glossary.toml",
            'term.en = "task"',
            'term.en = "task"\nreading = "タスク"',
            "reading: a term with kanji, and no other, is also given in kana",
            id="reading of kana",
        ),
        pytest.param(
            "glossary.toml",
            'reading = "タスクていぎ"',
            'reading = "タスク定ぎ"',
            "reading: a reading has no kanji",
            id="reading in kanji",
        ),
        pytest.param(
            "glossary.toml",
            "confirmed = false",
            "confirmed = true",
            "seen: a confirmed word names the page it was seen on",
            id="confirmed nowhere",
        ),
        pytest.param(
            "glossary.toml",
            'seen = "https://docs.aws.amazon.com/ja_jp/',
            'confirmed = false\nseen = "https://docs.aws.amazon.com/ja_jp/',
            "confirmed: a word that was seen is confirmed",
            id="seen and not confirmed",
        ),
        pytest.param(
            "questions.toml",
            'field = "choose"',
            'field = "chose"',
            "questions.toml.question.which_mode.field: there is no field 'chose'",
            id="question of no field",
        ),
        pytest.param(
            "questions.toml",
            'answer = "choose/#decision-table"',
            'answer = "choose/"',
            "answer: a question is answered by a section, not by a whole page",
            id="question that a page answers",
        ),
        pytest.param(
            "questions.toml",
            'rules = ["ENM001"]',
            'rules = ["ENM999"]',
            "rules: no rule is called 'ENM999'",
            id="question of no rule",
        ),
        pytest.param(
            "unconfirmed.toml",
            "text.en",
            "text.english",
            "unconfirmed.toml.item managed-instances-omitted-mode.text.en: missing",
            id="misspelt language",
        ),
        pytest.param(
            "rules/service.toml",
            'errors = ["E4"]',
            'errors = ["E46"]',
            "rules/service.toml.ENM001.errors: no message is called 'E46'",
            id="unknown message",
        ),
        pytest.param(
            "rules/service.toml",
            'claims = ["network_configuration",',
            'claims = ["subnets",',
            "rules/service.toml.ENM001.claims: no property or table is called 'subnets'",
            id="unknown claim",
        ),
        pytest.param(
            "rules/service.toml",
            'errors = ["E4"]',
            'errors = ["E4"]\naccepted = true',
            "rules/service.toml.ENM001.accepted: what AWS accepts is a warning",
            id="refused and accepted",
        ),
        pytest.param(
            "rules/service.toml",
            'level = "error"',
            'level = "error"\nundocumented = true',
            "rules/service.toml.ENM001.undocumented: this is for a warning whose answer",
            id="refused and undocumented",
        ),
        pytest.param(
            "rules/service.toml",
            'level = "error"\nsince = "0.1.0"\nerrors = ["E4"]',
            'level = "warning"\nsince = "0.1.0"\nerrors = []\naccepted = true\nundocumented = true',
            "rules/service.toml.ENM001.undocumented: this is for a warning whose answer",
            id="accepted and undocumented",
        ),
        pytest.param(
            "rules/service.toml",
            'level = "error"\nsince = "0.1.0"\nerrors = ["E4"]',
            'level = "warning"\nsince = "0.1.0"\nerrors = []',
            "rules/service.toml.ENM001.accepted: a warning without a message says whether",
            id="warning that does not say what AWS answers",
        ),
        pytest.param(
            "rules/service.toml",
            "It must have",
            "Whatever musters",
            "rules/service.toml.ENM001.title.en: the title of a rule demands: it has the word must",
            id="English title that demands nothing",
        ),
        *(
            pytest.param(
                "rules/service.toml",
                "題を書く",
                title,
                "rules/service.toml.ENM001.title.ja: the title of a rule ends in a verb",
                id=f"Japanese title that demands nothing: {title}",
            )
            for title in ("題の必要性", "題を書きます", "題は設定できない")
        ),
        pytest.param(
            "rules/service.toml",
            'level = "error"',
            'level = "info"',
            "rules/service.toml.ENM001.level: unknown value 'info'",
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


MESSAGE = """
[E9001]
title = { ja = "題", en = "Title" }
text = "It is not allowed at all"
pattern = "it is not allowed at all"
call = "CreateService"
evidence = ["issue-deploy-action-802"]
check = { command = "aws", text = { ja = "見ます。", en = "Look." } }

[[E9001.causes]]
text = { ja = "A です。", en = "It is A." }
FIRST

[[E9001.causes]]
text = { ja = "B です。", en = "It is B." }
SECOND
"""
RULE = 'rule = "ENM001"'
OWN = 'fix = { ja = "A を消します。", en = "Remove A." }'
OTHER = 'fix = { ja = "B を消します。", en = "Remove B." }'
SEE = 'see = "modes/awsvpc.md#limits"'
NO_CODE = 'no_code = { ja = "なし", en = "None" }'


def message(first: str, second: str) -> str:
    return MESSAGE.replace("FIRST", first).replace("SECOND", second)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        pytest.param(
            message(f"{OWN}\n{NO_CODE}\n{SEE}", f"{OWN}\n{NO_CODE}"),
            "the ja fix of causes 1 and 2 is the same: write what each of them needs",
            id="same text",
        ),
        pytest.param(
            message(f"{RULE}\n{OWN}", f"{RULE}\n{OTHER}".replace("Remove B", "Remove  A")),
            "the en fix of causes 1 and 2 is the same",
            id="same text in one language",
        ),
        pytest.param(
            message(RULE, RULE),
            "the ja fix of causes 1 and 2 is the same (that of ENM001)",
            id="same rule",
        ),
        pytest.param(
            message(RULE, f"{OWN}\n{NO_CODE}".replace("A を消します。", "直し方")),
            "the ja fix of causes 1 and 2 is the same: write",
            id="text of the rule",
        ),
    ],
)
def test_causes_do_not_share_a_fix(bad: Path, text: str, reason: str) -> None:
    (bad / "errors" / "new.toml").write_text(text, encoding="utf-8")
    with pytest.raises(FactsError) as failure:
        facts.load_facts(bad)
    assert f"errors/new.toml.E9001.causes[2].fix: {reason}" in str(failure.value)


def test_causes_of_one_rule_may_have_fixes_of_their_own(bad: Path) -> None:
    good = message(RULE, f"{RULE}\n{OWN}")
    (bad / "errors" / "new.toml").write_text(good, encoding="utf-8")
    assert facts.load_facts(bad).errors["E9001"].causes[1].fix is not None


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


def test_an_entry_is_found_by_whatever_names_it(bad: Path) -> None:
    path = bad / "fargate.toml"
    lines = path.read_text(encoding="utf-8").splitlines()
    figure = next(n for n, line in enumerate(lines) if line.startswith("cpu = 512"))
    lines[figure] = "cpu = 512.5"
    path.write_text("\n".join(lines), encoding="utf-8")
    with pytest.raises(FactsError) as refused:
        facts.load_facts(bad)
    place = f"{path}:{figure + 1}: fargate.toml.size 0.5.cpu: "
    assert str(refused.value) == f"{place}expected int, found float"


def test_an_unconfirmed_cell_says_what_is_known(bad: Path) -> None:
    path = bad / "compatibility.toml"
    text = path.read_text(encoding="utf-8")
    said = 'value = "yes"\nevidence'
    path.write_text(text.replace(said, said.replace("yes", "unconfirmed"), 1), encoding="utf-8")
    with pytest.raises(FactsError, match=r"awsvpc\.ec2_linux\.text: an unconfirmed cell"):
        facts.load_facts(bad)


def test_a_file_of_rules_without_a_topic_is_refused(bad: Path) -> None:
    (bad / "rules" / "service.toml").rename(bad / "rules" / "services.toml")
    with pytest.raises(FactsError, match=r"rules/services\.toml: topics\.toml has no 'services'"):
        facts.load_facts(bad)


def test_a_topic_without_a_file_of_rules_is_refused(bad: Path) -> None:
    (bad / "rules" / "service.toml").unlink()
    with pytest.raises(FactsError, match=r"rules/service\.toml: missing"):
        facts.load_facts(bad)


def test_a_rule_in_two_topics_is_refused(bad: Path) -> None:
    shutil.copy(bad / "rules" / "service.toml", bad / "rules" / "ports.toml")
    with pytest.raises(FactsError) as refused:
        facts.load_facts(bad)
    place = f"{bad / 'rules' / 'service.toml'}:2: rules/service.toml.ENM001: "
    assert str(refused.value) == f"{place}'ENM001' is in rules/ports.toml too"


def test_a_missing_file_is_named(bad: Path) -> None:
    (bad / "trunking.toml").unlink()
    with pytest.raises(FactsError, match=r"trunking\.toml: missing"):
        facts.load_facts(bad)


def test_a_file_that_is_not_toml_is_named(bad: Path) -> None:
    (bad / "glossary.toml").write_text("[[term", encoding="utf-8")
    with pytest.raises(FactsError, match=r"glossary\.toml: "):
        facts.load_facts(bad)


def test_a_cause_that_no_rule_finds_needs_a_check(bad: Path) -> None:
    path = bad / "errors" / "load_balancing.toml"
    text = path.read_text(encoding="utf-8")
    start = text.index("[E63.check]")
    cut = text[:start] + text[text.index("[[E63.causes]]") :]
    path.write_text(cut, encoding="utf-8")
    with pytest.raises(FactsError, match=r"E63\.check: a cause that no rule finds needs a check"):
        facts.load_facts(bad)
