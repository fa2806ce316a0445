"""axe finds nothing in what opens on a page, light and wide or dark and narrow."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, expect
from support.axe import axe
from support.errors_page import paste, row
from support.paths import SNIPPETS
from support.site import DESKTOP, STEP_MS, Open, Visit, browsing, new_context

from tools.site import LANGUAGES

pytestmark = browsing

PHONE = 390
AS = {"light": DESKTOP, "dark": PHONE}
COLOURS = (("ja", "light"), ("en", "dark"))
ARN = "arn:aws:elasticloadbalancing:ap-northeast-1:123456789012:targetgroup/web/abc"
PASTED = f"The provided target group {ARN} has target type instance, which is incompatible"


@pytest.fixture(scope="module")
def visits(site_url: str, browser: Browser) -> Iterator[dict[str, Visit]]:
    """A tab of each kind, which all tests of the kind use one after the other."""
    visits = {
        scheme: Visit(new_context(browser, scheme, width).new_page(), site_url)
        for scheme, width in AS.items()
    }
    yield visits
    for visit in visits.values():
        visit.page.context.close()


# --- What opens on a page ------------------------------------------------------------------------


def _results(page: Page) -> None:
    page.keyboard.press("/")
    page.locator("dialog.search input").fill("hostPort")
    page.locator("dialog.search [role=option]").first.wait_for()


def _no_results(page: Page) -> None:
    page.keyboard.press("/")
    page.locator("dialog.search input").fill("qqxxzzqqxxzz")
    page.locator("dialog.search[data-searched=qqxxzzqqxxzz]").wait_for()


def _menu(page: Page) -> None:
    button = page.locator(".md-header__button[for=__drawer]").get_by_role("button")
    if button.is_visible():
        button.click()
        page.locator(".md-nav--primary").get_by_role("link").first.wait_for()


def _answer(page: Page) -> None:
    paste(page, PASTED)


def _several(page: Page) -> None:
    paste(page, "RESOURCE:ENI CannotPullContainerError")


def _entry(page: Page) -> None:
    row(page, "E4").locator("summary").first.click()
    expect(row(page, "E4").locator("h3")).to_be_visible()


def _evidence(page: Page) -> None:
    page.locator(".why[href='#evidence-ip_address']").click()
    page.locator(".evidence:popover-open").wait_for()


def _chosen(page: Page) -> None:
    page.locator(".chooser [name=on][value=ec2]").check()
    page.locator(".chooser [name=need][value=alb]").check()
    page.locator(".chooser [name=n]").fill("40")
    page.locator(".chooser [name=type]").fill("m5.xlarge")
    page.locator(".chooser .bars li").first.wait_for()


def _checked(page: Page) -> None:
    wrong = (SNIPPETS / "rules/ENM003/bad.tf").read_text(encoding="utf-8")
    unread = 'resource "aws_ecs_task_definition" "u" {\n  network_mode = var.mode\n}\n'
    page.locator("#checked-text").fill(wrong + unread)
    page.locator(".checker [type=submit]").click()
    page.locator(".findings li").wait_for(timeout=4 * STEP_MS)
    page.locator(".checked details").evaluate("(notices) => notices.open = true")


def _unfolded(page: Page) -> None:
    page.evaluate("document.querySelectorAll('article details').forEach((all) => all.open = true)")


OPENED = [
    ("", _answer),
    ("", _chosen),
    ("", _results),
    ("", _no_results),
    ("compare/", _menu),
    ("compare/", _evidence),
    ("compare/?diff=1", _unfolded),
    ("choose/", _chosen),
    ("choose/", _unfolded),
    ("errors/", _answer),
    ("errors/", _several),
    ("errors/", _entry),
    ("modes/bridge/", _unfolded),
    ("check-your-terraform/", _checked),
]


@pytest.mark.parametrize(("language", "scheme"), COLOURS)
@pytest.mark.parametrize(
    ("path", "act"), OPENED, ids=[f"{path}{act.__name__}" for path, act in OPENED]
)
def test_axe_finds_nothing_in_what_opens(
    visits: dict[str, Visit],
    language: str,
    scheme: str,
    path: str,
    act: Callable[[Page], None],
) -> None:
    visits[scheme].go(LANGUAGES[language] + path)
    act(visits[scheme].page)
    assert axe(visits[scheme].page) == []


@pytest.mark.parametrize(("scheme", "width"), AS.items())
def test_axe_finds_nothing_in_the_hint(private: Open, scheme: str, width: int) -> None:
    visit = private(scheme, width, locale="en-US")
    visit.go("modes/none/")
    visit.page.locator(".hint").wait_for()
    assert axe(visit.page) == []


# --- The check finds what it is for --------------------------------------------------------------


SCENE = """
const article = document.querySelector("article");
const code = article.querySelector("pre code");
const small = '<button style="padding: 0; font: 8px/8px serif">a</button>';
"""


@pytest.mark.parametrize(
    ("fault", "change"),
    [
        ("scrollable-region-focusable", "code.removeAttribute('tabindex')"),
        ("color-contrast", "article.querySelector('p').style.color = '#333'"),
        ("color-contrast-enhanced", "article.querySelector('p').style.color = '#888'"),
        ("target-size", "article.insertAdjacentHTML('afterbegin', `<p>${small}${small}</p>`)"),
        ("heading-order", "document.querySelector('h2').outerHTML = '<h4>Heading</h4>'"),
        ("link-name", "article.querySelector('p a').textContent = ''"),
        ("landmark-one-main", "document.querySelector('main').setAttribute('role', 'group')"),
    ],
)
def test_axe_reports(visits: dict[str, Visit], fault: str, change: str) -> None:
    visits["dark"].go("modes/bridge/")
    page = visits["dark"].page
    page.evaluate(f"() => {{ {SCENE} {change} }}")
    assert fault in {each.partition(":")[0] for each in axe(page)}
