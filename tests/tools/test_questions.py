"""The entries of errors and the pages of stacks lead to the questions of readers behind them."""

from __future__ import annotations

import pytest

from ecsnet.facts import LANGUAGES, facts
from tools import ROOT
from tools.generate import questions, stacks

every_language = pytest.mark.parametrize("language", LANGUAGES)


@every_language
def test_a_message_leads_to_the_answer_of_its_question(language: str) -> None:
    asked = facts().questions.question
    (question,) = (q for q in asked.values() if "E1" in q.errors)
    said = questions.of_error("E1", language)
    assert said == f"[{question.text[language]}](../ports.md#host-port-must-match)"


@every_language
def test_what_an_entry_answers_itself_leads_to_the_list(language: str) -> None:
    said = questions.of_error("E8", language)
    assert "(../questions.md#register)" in said
    assert "errors.md#e8" not in said


@every_language
def test_a_message_without_a_question_has_none(language: str) -> None:
    assert not questions.of_error("E36", language)


@every_language
def test_each_stack_with_questions_shows_them(language: str) -> None:
    found = 0
    for name, stack in stacks.stacks().items():
        page = (ROOT / f"docs/{language}/build/{name}.md").read_text(encoding="utf-8")
        shown = f"generated/{language}/stacks/{name}-questions.md" in page
        assert shown == bool(questions.of_stack(stack["rules"], language)), name
        found += shown
    assert found
