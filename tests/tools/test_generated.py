"""generated/ and docs/data/ are what the facts, rules and snippets make today."""

import json
import re
import shutil
from collections.abc import Iterator
from functools import cache
from html import unescape
from itertools import zip_longest
from pathlib import Path

import pytest
from support.paths import ROOT

from ecsnet import check_text, sections
from ecsnet.facts import LANGUAGES, facts
from tools.generate.markdown import words
from tools.generate.output import MATRIX, POLICY, README, THEME_WORDS, generated_files, write

# One process makes the files, once.
pytestmark = pytest.mark.xdist_group("generated")
files = cache(generated_files)


def stale(root: Path) -> list[str]:
    """The generated files below ``root`` that differ from a fresh run, are missing or left over."""
    committed = {p.relative_to(root) for p in (root / "generated").rglob("*") if p.is_file()}
    problems = [f"{path}:1: nothing makes this file" for path in committed - files().keys()]
    for path, content in files().items():
        if not (root / path).is_file():
            problems.append(f"{path}:1: this file is missing")
            continue
        now = (root / path).read_text(encoding="utf-8")
        if now != content:
            pairs = enumerate(zip_longest(now.split("\n"), content.split("\n")), start=1)
            line = next(number for number, (old, new) in pairs if old != new)
            problems.append(f"{path}:{line}: differs from a fresh run")
    return sorted(problems)


def test_generated_files_are_fresh() -> None:
    problems = stale(ROOT)
    if problems:
        advice = "run `make generate` and review what changes"
        pytest.fail("\n".join([*problems, advice]), pytrace=False)


def test_a_stale_missing_or_leftover_file_is_noticed(tmp_path: Path) -> None:
    assert write(tmp_path)
    assert stale(tmp_path) == []
    matrix = tmp_path / "generated" / "ja" / "compare-matrix.md"
    text = matrix.read_text(encoding="utf-8")
    line = text[: text.index("1")].count("\n") + 1
    matrix.write_text(text.replace("1", "2", 1), encoding="utf-8")
    (tmp_path / "generated" / "en" / "glossary.md").unlink()
    shutil.copy(matrix, tmp_path / "generated" / "en" / "gone.md")
    named = ["generated/en/glossary.md", "generated/en/gone.md", "generated/ja/compare-matrix.md"]
    assert stale(tmp_path) == [
        f"{named[0]}:1: this file is missing",
        f"{named[1]}:1: nothing makes this file",
        f"{named[2]}:{line}: differs from a fresh run",
    ]
    assert [str(path) for path in sorted(write(tmp_path))] == named
    assert stale(tmp_path) == []


def test_both_languages_have_the_same_files() -> None:
    names = {
        language: {
            path.relative_to(f"generated/{language}")
            for path in files()
            if path.parts[:2] == ("generated", language)
        }
        for language in LANGUAGES
    }
    assert names["ja"] == names["en"]
    topics = {Path(f"rules/{topic.slug}.md") for topic in facts().topics.values()}
    assert {name for name in names["ja"] if name.parts[0] == "rules"} == topics


def test_published_matrix_has_every_cell_in_both_languages_with_its_evidence() -> None:
    data = json.loads((ROOT / MATRIX).read_text(encoding="utf-8"))
    cells = [
        (f"{prop['id']}/{mode}", prop["cells"][mode])
        for prop in data["properties"]
        for mode in data["modes"]
    ] + [
        (f"{mode}/{launch}", data["compatibility"][mode][launch])
        for mode in data["modes"]
        for launch in data["launch_types"]
    ]
    assert len(cells) > 5 * 20
    for name, cell in cells:
        shown = [cell[key] for key in ("label", "text") if key in cell]
        assert shown, name
        assert all(text["ja"] and text["en"] for text in shown), name
        assert cell["evidence"], name
        assert all(item in data["evidence"] for item in cell["evidence"]), name


def included(file: Path, root: Path) -> Iterator[Path]:
    """What a page asks for, and what is asked for in turn, as paths from the root."""
    for include in sections.includes(file.read_text(encoding="utf-8")):
        path = Path(include.path)
        yield path
        if path.suffix == ".md" and (root / path).is_file():
            yield from included(root / path, root)


def on_no_page(root: Path, language: str) -> list[str]:
    """Fragments that no page includes, and includes that lead nowhere."""
    pages = sorted((root / "docs" / language).rglob("*.md"))
    asked = {path for page in pages for path in included(page, root)}
    made = {
        path.relative_to(root)
        for path in (root / "generated" / language).rglob("*")
        if path.is_file()
    }
    missing = [path for path in asked if not (root / path).is_file()]
    return sorted(map(str, [*(made - asked), *missing]))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_generated_file_is_included_by_a_page_and_every_include_resolves(
    language: str,
) -> None:
    assert on_no_page(ROOT, language) == []


def test_everything_else_that_is_generated_is_published_or_of_the_theme() -> None:
    others = [path for path in files() if path.parts[0] != "generated"]
    assert all(path.is_relative_to("docs") or path in (THEME_WORDS, POLICY) for path in others)
    assert [path for path in files() if path.parent == Path("generated")] == [README]


def test_an_unused_file_and_an_include_that_leads_nowhere_are_noticed(tmp_path: Path) -> None:
    for name, text in {
        "docs/en/a.md": '--8<-- "generated/en/a.md"\n',
        "generated/en/a.md": '```hcl\n--8<-- "snippets/a.tf:task"\n```\n',
        "generated/en/b.md": "nobody\n",
    }.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    assert on_no_page(tmp_path, "en") == ["generated/en/b.md", "snippets/a.tf"]


def entry_of(rule_id: str, language: str) -> str:
    """The entry of a rule, from the fragment of its topic."""
    slug = facts().topics[facts().rules[rule_id].topic].slug
    parts = files()[Path(f"generated/{language}/rules/{slug}.md")].split("\n### ")
    (entry,) = [part for part in parts if part.removeprefix("### ").startswith(rule_id)]
    return entry


@pytest.mark.parametrize("rule_id", facts().rules)
@pytest.mark.parametrize("language", LANGUAGES)
def test_rule_entry_shows_what_the_checker_says(rule_id: str, language: str) -> None:
    entry = entry_of(rule_id, language)
    assert f"[{rule_id}]: " in entry
    shown_before = entry.partition(difference_of(rule_id, entry))[0]
    assert all(
        facts().errors[error].text in shown_before for error in facts().rules[rule_id].errors
    )


def difference_of(rule_id: str, shown: str) -> str:
    """The one difference that a page shows of a rule, held against the two examples."""
    path = f"snippets/rules/{rule_id}"
    names = f'data-before="{path}/bad.tf" data-after="{path}/good.tf"'
    [code] = re.findall(rf'<pre class="difference" {names}><code>(.*?)</code></pre>', shown, re.S)
    folder = ROOT / path
    for gone, name in (("ins", "bad.tf"), ("del", "good.tf")):
        left = re.sub(rf"<{gone}>.*?</{gone}>", "", code, flags=re.S)
        text = aligned(unescape(re.sub("<[^>]*>", "", left)))
        whole = sections.section((folder / name).read_text(encoding="utf-8"), "example")
        assert f"\n{text}" in f"\n{aligned(whole)}\n"
    assert code.count("<mark>") == len(lines_with_findings(folder / "bad.tf"))
    return str(code)


def aligned(text: str) -> str:
    return re.sub(r"(?<=\S) +=", " =", text)


def lines_with_findings(path: Path) -> set[int]:
    result = check_text(path.read_text(encoding="utf-8"), path.name)
    return {finding.at.line for finding in result.findings}


@pytest.mark.parametrize("language", LANGUAGES)
def test_mistakes_show_what_the_checker_says(language: str) -> None:
    mistakes = [path for path in files() if path.parts[1:3] == (language, "mistakes")]
    assert len(mistakes) > 10
    for path in mistakes:
        shown = files()[path]
        code = difference_of(path.stem, shown)
        rule = facts().rules[path.stem]
        assert all(facts().errors[error].text in shown.partition(code)[0] for error in rule.errors)
        fix = f"\n**{words(language)['fix']}** "
        [line] = [line for line in shown.partition(code)[2].split("\n") if line.startswith(fix[1:])]
        assert line.removeprefix(fix[1:]) in {
            text[language]
            for text in (rule.fix, *(case.fix for case in rule.cases.values()))
            if text
        }


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_message_of_terraform_is_not_called_aws_s(language: str) -> None:
    ui = words(language)
    entry = entry_of("ENM032", language)
    assert (
        f"**{ui['terraform_says']}**\n\n```{{ .text .wrap }}\n{facts().errors['E49'].text}\n"
        in entry
    )
    assert ui["aws_says"] not in entry
    for group in ("terraform", "tools"):
        for listed in files()[Path(f"generated/{language}/errors/{group}.md")].split("## ")[1:]:
            error = facts().errors["E" + listed.split("{#e", 1)[1].split("}")[0]]
            assert f"**{ui[f'{error.speaker}_says']}** `{error.call.split(', ')[0]}`" in listed


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_list_of_rules_has_each_rule_under_its_topic(language: str) -> None:
    index = files()[Path(f"generated/{language}/rules-index.md")]
    topics = dict(part.split("\n", 1) for part in index.split("### ")[1:])
    found = {
        (heading[heading.index("{#") + 2 : -1].replace("-", "_"), rule)
        for heading, table in topics.items()
        for rule in re.findall(r"^\| \[(ENM\d+)\]", table, re.M)
    }
    assert found == {(rule.topic, rule.id) for rule in facts().rules.values()}
    assert index.count("\n| [ENM") == len(facts().rules)
    assert len(topics) == len(facts().topics)
