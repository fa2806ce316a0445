"""What the tests of the errors page share: its words, its lines, and pasting into its field."""

import pytest
from playwright.sync_api import Locator, Page, expect
from support.site import STEP_MS, Open, Visit

from ecsnet.facts import facts
from tools.site import LANGUAGES

MESSAGES = {
    message.id: message for message in [*facts().errors.values(), *facts().other_messages.values()]
}
ONE_CAUSE, FOUR_CAUSES, FOLDED, OTHER = "E6", "E4", "E300", "X1"
expect.set_options(timeout=STEP_MS)


@pytest.fixture
def errors(private: Open, language: str) -> Visit:
    """The errors page of a language, in a tab of its own."""
    visit = private()
    visit.go(f"{LANGUAGES[language]}errors/")
    return visit


def fix_of(error: str, language: str) -> str:
    """The words of a fix between its code."""
    cause = facts().errors[error].causes[0]
    fix = cause.fix or facts().rules[str(cause.rule)].fix
    assert fix is not None
    return max(fix[language].split("`")[::2], key=len).strip()


def row(page: Page, error: str) -> Locator:
    return page.locator(f"details.error:has(> #{error.lower()})")


def in_sight(element: Locator) -> bool:
    return element.evaluate(
        """(element) => {
          const { top, height } = element.getBoundingClientRect();
          const header = document.querySelector(".md-header").getBoundingClientRect().bottom;
          const seen = top >= header - 1 && top + Math.min(height, 60) <= innerHeight;
          return element.checkVisibility() && seen;
        }"""
    )


SHOWN = ":is(.found > section[data-error], .found > ul:first-of-type a[href^='#'])"


def paste(page: Page, text: str) -> list[str]:
    """The anchors of the entries that are shown for a text, best first."""
    page.locator("#pasted-error").fill("")
    page.wait_for_function("document.querySelector('#pasted-error-status').textContent === ''")
    page.locator("#pasted-error").fill(text)
    page.wait_for_function("document.querySelector('#pasted-error-status').textContent !== ''")
    return page.locator(SHOWN).evaluate_all(
        "(all) => all.map((shown) => shown.dataset.error ?? shown.hash.slice(1))"
    )
