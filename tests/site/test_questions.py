"""What readers ask is answered whole in one section: why, how to see it, and what mends it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import html
from lxml.html import HtmlElement

from ecsnet.facts import facts
from ecsnet.facts.questions_schema import Question
from tools.site import LANGUAGES

HEADINGS = ["h1", "h2", "h3", "h4"]
PROBLEMS = [question for question in facts().questions.question.values() if question.problem]

every_language = pytest.mark.parametrize("language", LANGUAGES)


def _pages(site: Path, language: str, page: str) -> Iterator[Path]:
    """The page itself and, for a list of errors, the pages that have its entries in full."""
    home = site / LANGUAGES[language]
    yield from sorted((home / page).glob("*/index.html")) if page == "errors/" else ()
    yield home / page / "index.html"


def section(site: Path, language: str, address: str) -> list[HtmlElement]:
    """The elements of a section, from its heading to the next one that is no part of it."""
    page, _, anchor = address.partition("#")
    for path in _pages(site, language, page):
        root = html.fromstring(path.read_text(encoding="utf-8"))
        for heading in root.xpath(f"//article//*[self::h2 or self::h3][@id='{anchor}']"):
            found = [heading]
            for element in heading.itersiblings():
                if element.tag in HEADINGS[: HEADINGS.index(heading.tag) + 1]:
                    break
                found.append(element)
            return found
    raise AssertionError(f"{address} is no section ({language})")


def holds(elements: list[HtmlElement], path: str) -> bool:
    return any(element.xpath(f"descendant-or-self::{path}") for element in elements)


@every_language
@pytest.mark.parametrize("question", PROBLEMS, ids=[question.id for question in PROBLEMS])
def test_a_problem_has_its_check_and_its_fix_in_one_section(
    built_site: Path, language: str, question: Question
) -> None:
    found = section(built_site, language, question.answer)
    code = "div[contains(@class, 'language-{}')]"
    a_rule = any(holds(found, f"a[contains(@href, '#{rule.lower()}')]") for rule in facts().rules)
    commands = [code.format(name) for name in ("bash", "console")]
    a_command = any(holds(found, path) for path in commands)
    assert a_command or a_rule, "no command, and no rule that finds it"
    shown = [code.format(name) for name in ("hcl", "terraform", "diff", "json")]
    shown.append("pre[@class='difference']")
    assert any(holds(found, path) for path in shown), "no code that mends it"


@every_language
def test_every_question_has_a_section(built_site: Path, language: str) -> None:
    for question in facts().questions.question.values():
        assert section(built_site, language, question.answer), question.id


def test_every_mode_has_questions() -> None:
    asked = {mode for question in facts().questions.question.values() for mode in question.modes}
    assert asked == set(facts().modes.properties["host_port"].cells)
