"""What readers ask, as lists of links to the sections that answer."""

from collections.abc import Collection

from ecsnet.facts import facts
from ecsnet.facts.questions_schema import Question
from tools.generate.markdown import aside, file_of, topic_page, words

# A comma would stand behind the question mark.
_BETWEEN = " / "


def by_field(language: str) -> str:
    """All questions, in a list for each group, with their messages and rules."""
    questions = facts().questions
    parts = []
    for field, title in questions.field.items():
        items = [
            f"- {_link(question, language)}{_about(question, language)}"
            for question in questions.question.values()
            if question.field == field
        ]
        parts.append("\n".join([f"## {title[language]} {{#{field}}}\n", *items, ""]))
    return "\n".join(parts)


def of_mode(mode: str, language: str) -> str:
    """The questions that the page of a mode leads to."""
    asked = facts().questions.question.values()
    return "".join(f"- {_link(q, language, '../')}\n" for q in asked if mode in q.modes)


def of_rule(rule: str, language: str) -> str:
    """The questions behind which a rule finds the cause; empty where there is none."""
    asked = facts().questions.question.values()
    found = (_link(q, language, "../") for q in asked if rule in q.rules)
    return _BETWEEN.join(found)


def of_error(error: str, language: str) -> str:
    """The questions that a message makes people ask; empty where there is none.

    One that the entry itself answers leads to the list, where the others of its kind are.
    """
    asked = facts().questions.question.values()
    here = f"errors/#{error.lower()}"
    found = (
        f"[{q.text[language]}](../questions.md#{q.field})"
        if q.answer == here
        else _link(q, language, "../")
        for q in asked
        if error in q.errors
    )
    return _BETWEEN.join(found)


def of_stack(rules: Collection[str], language: str) -> str:
    """The questions behind which a rule of a stack finds the cause, as a paragraph of its page."""
    ui, asked = words(language), facts().questions.question.values()
    found = [_link(q, language, "../") for q in asked if set(rules).intersection(q.rules)]
    return f"**{ui['question']}** {_BETWEEN.join(found)}\n{{: .unsearched }}\n" if found else ""


def _link(question: Question, language: str, up: str = "") -> str:
    return f"[{question.text[language]}]({file_of(question.answer, up)})"


def _about(question: Question, language: str) -> str:
    """The messages and the rules that belong to a question, in brackets."""
    rules = facts().rules
    links = [
        *(f"[{id}](errors.md#{id.lower()})" for id in question.errors),
        *(f"[{id}](rules/{topic_page(rules[id])}#{id.lower()})" for id in question.rules),
    ]
    return aside(words(language)["comma"].join(links), language) if links else ""
