"""The Content-Security-Policy, kept by the pages: all of ours passes, and no more."""

from urllib.parse import quote

import pytest
from playwright.sync_api import Page
from support.site import REPORTS, Open, Visit, browsing

from tools.checks.site import Site
from tools.site import LANGUAGES, policy

pytestmark = browsing

SECOND = 1000
# What a page would do if a text became markup: each sets `ran` where nothing stops it.
INJECTED = {
    "script": "add('script').textContent = 'window.ran = 1'",
    "handler": "add('div').innerHTML = `<img src='none.png' onerror='window.ran = 1'>`",
    "address": "Object.assign(add('a'), { href: 'javascript:void(window.ran = 1)' }).click()",
    "frame": "add('iframe').srcdoc = '<script>parent.ran = 1<' + '/script>'",
    "style": (
        "add('style').textContent = 'body { --ran: 1 }';"
        " window.ran = getComputedStyle(document.body).getPropertyValue('--ran') || undefined"
    ),
    "evaluation": "setTimeout(() => new Function('window.ran = 1')())",
}
ADD = "const add = (name) => document.body.appendChild(document.createElement(name));"


def watched(visit: Visit) -> Page:
    visit.page.add_init_script(REPORTS)
    return visit.page


def ran(page: Page, script: str) -> bool:
    page.evaluate(f"() => {{ {ADD} {script} }}")
    page.wait_for_timeout(SECOND / 5)
    return page.evaluate("window.ran !== undefined")


def test_every_page_has_the_policy_before_all_it_governs(built_site, site_url: str) -> None:
    for html in Site(built_site, site_url).documents.values():
        first = next(tag for tag in html.elements if tag.get("http-equiv") or tag.get("src"))
        compiles = html.path.endswith("check-your-terraform/index.html")
        assert first.get("content") == policy.text(wasm=compiles), html.path
        governed = [tag for tag in html.named("script", "link", "style")]
        order = list(html.elements)
        assert all(order.index(first) < order.index(tag) for tag in governed[:3]), html.path


@pytest.mark.parametrize("kind", INJECTED)
def test_what_is_injected_does_not_run(private: Open, kind: str) -> None:
    visit = private()
    page = watched(visit)
    visit.go("en/")
    assert not ran(page, INJECTED[kind])


@pytest.mark.parametrize("kind", INJECTED)
def test_without_the_policy_it_would_run(private: Open, kind: str) -> None:
    visit = private(policy=False)
    visit.go("en/")
    assert ran(visit.page, INJECTED[kind])


def test_a_violation_is_reported(private: Open) -> None:
    visit = private()
    page = watched(visit)
    visit.go("en/")
    page.evaluate(f"() => {{ {ADD} {INJECTED['script']} }}")
    page.wait_for_function("window.reports.length > 0")
    assert visit.complaints


# --- What a reader types or follows is text -------------------------------------------------------

MARKUP = "<img class=injected src=none.png onerror='window.ran=1'>"
FIELDS = {
    "home": ("", "#pasted-error"),
    "errors": ("errors/", "#pasted-error"),
    "search": ("glossary/", "dialog.search input"),
    "chooser": ("choose/", ".chooser [name=type]"),
    "calculator": ("choose/", ".calculator [name=type]"),
    "comparison": ("compare/", ".pick [name=q]"),
}
ADDRESSES = {
    "search": "glossary/?q={}",
    "marks": "glossary/?h={}",
    "chooser": "choose/?on=ec2&need={}&n=40&type={}",
    "calculator": "choose/?tasks=40&type={}&zones={}",
    "comparison": "compare/?q={}&modes={}",
    "anchor": "compare/#{}",
    "errors": "errors/#{}",
    "nowhere": "no/such/{}/",
}


def are_text(pages: dict[str, Page]) -> None:
    """All of them had the same second to run what they should not."""
    next(iter(pages.values())).wait_for_timeout(SECOND)
    said = "window.ran === undefined && !document.querySelector('.injected, [onerror]')"
    assert {name: page.evaluate(said) for name, page in pages.items()} == dict.fromkeys(pages, True)


def opened(private: Open, addresses: dict[str, str]) -> dict[str, Page]:
    """Each address in a tab; the pages need no policy for this."""
    visit = private(policy=False)
    pages = {name: visit.page.context.new_page() for name in addresses}
    for name, address in addresses.items():
        Visit(pages[name], visit.site).go(address)
    return pages


@pytest.mark.parametrize("language", LANGUAGES)
def test_markup_in_a_field_is_shown_as_text(private: Open, language: str) -> None:
    base = LANGUAGES[language]
    pages = opened(private, {name: base + path for name, (path, _) in FIELDS.items()})
    pages["search"].keyboard.press("/")
    message = "has target type instance, which is incompatible with the awsvpc network mode"
    for text in (MARKUP, f"{MARKUP} The provided target group {MARKUP} {message} {MARKUP}"):
        for name, page in pages.items():
            page.locator(FIELDS[name][1]).fill(text)
        are_text(pages)


@pytest.mark.parametrize("language", LANGUAGES)
def test_markup_in_an_address_is_shown_as_text(private: Open, language: str) -> None:
    asked = {name: path.replace("{}", quote(MARKUP)) for name, path in ADDRESSES.items()}
    are_text(opened(private, {name: LANGUAGES[language] + path for name, path in asked.items()}))
