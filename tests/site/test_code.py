"""Code that readers take along: files to copy and save, and differences to read and copy."""

import re
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from playwright.sync_api import Locator, Page
from support import pdf
from support.layout import covered, overflow, scrollers
from support.paths import ROOT
from support.site import Open, browsing

from ecsnet.facts import facts
from ecsnet.sections import section
from tools.generate.markdown import words
from tools.site import LANGUAGES, tf

pytestmark = browsing

PHONE, SMALLEST = 390, 360
BRIDGE = tf.files()["modes/bridge.tf"].decode()

every_language = pytest.mark.parametrize("language", LANGUAGES)
both_schemes = pytest.mark.parametrize(
    ("scheme", "width"), [("light", 1280), ("dark", PHONE), ("light", SMALLEST)]
)


def good(rule: str) -> str:
    text = (ROOT / f"snippets/rules/{rule}/good.tf").read_text(encoding="utf-8")
    return section(text, "example").strip() + "\n"


def copied(page: Page) -> str:
    return str(page.evaluate("navigator.clipboard.readText()"))


def allow_copying(page: Page) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])


def saved(page: Page, link: Locator) -> tuple[str, bytes]:
    """The name and content of the file that a press on a link saves."""
    with page.expect_download() as download:
        link.click()
    return download.value.suggested_filename, Path(download.value.path()).read_bytes()


def bar(page: Page, name: str) -> Locator:
    return page.locator("article .filename", has=page.get_by_text(name, exact=True)).first


# --- Files ----------------------------------------------------------------------------------------


@every_language
def test_without_a_script_bridge_is_saved_whole(private: Open, language: str) -> None:
    visit = private(scripts=False)
    page = visit.page
    visit.go(LANGUAGES[language])
    page.locator("article a[href*='modes/bridge/']").first.click()
    page.locator(".md-sidebar--secondary a[href='#terraform']").click()
    link = bar(page, "modes/bridge.tf").locator("a[download]")
    assert saved(page, link) == ("bridge.tf", BRIDGE.encode())
    assert visit.complaints == []


@every_language
def test_of_a_terminal_only_what_is_typed_is_copied(private: Open, language: str) -> None:
    visit = private()
    page = visit.page
    allow_copying(page)
    visit.go(f"{LANGUAGES[language]}build/fargate-awsvpc-alb/")
    block = page.locator("#check ~ .highlight").first
    block.hover()
    block.locator("button.copy").click()
    lines = copied(page).splitlines()
    assert [line.split()[0] for line in lines if not line.startswith(" ")] == ["curl", "aws", "aws"]
    shown = block.locator("code").text_content()
    assert shown.count("$ ") == 3
    assert "healthy" in shown
    assert not [line for line in lines if "healthy" in line or not line.strip()]
    assert visit.complaints == []


@both_schemes
@every_language
def test_a_whole_file_is_copied_with_the_keyboard(
    private: Open, language: str, scheme: str, width: int
) -> None:
    visit = private(scheme, width)
    page = visit.page
    allow_copying(page)
    visit.go(f"{LANGUAGES[language]}modes/bridge/")
    assert not [request for request in visit.requests if "/tf/" in request]
    button = bar(page, "modes/bridge.tf").locator(".whole")
    label = button.inner_text()
    assert label == words(language)["copy_file"]
    page.evaluate("navigator.clipboard.writeText('')")
    button.focus()
    page.keyboard.press("Enter")
    page.wait_for_function(
        "label => document.querySelector('.whole').textContent !== label", arg=label
    )
    assert copied(page) == BRIDGE
    # It says so, and then what it does again.
    page.wait_for_function(
        "label => document.querySelector('.whole').textContent === label", arg=label
    )
    assert visit.complaints == []


@every_language
def test_what_can_not_be_copied_is_opened(private: Open, language: str) -> None:
    visit = private()
    page = visit.page
    visit.go(f"{LANGUAGES[language]}modes/bridge/")
    page.evaluate("() => { navigator.clipboard.write = () => Promise.reject(new Error('no')); }")
    with page.expect_download() as download:
        bar(page, "modes/bridge.tf").locator(".whole").click()
    assert Path(download.value.path()).read_text(encoding="utf-8") == BRIDGE


@every_language
def test_without_a_script_only_what_works_is_offered(private: Open, language: str) -> None:
    visit = private(width=SMALLEST, scripts=False)
    page = visit.page
    visit.go(f"{LANGUAGES[language]}rules/ports/")
    line = bar(page, "rules/ENM003/good.tf")
    assert not line.locator(".whole").is_visible()
    name, content = saved(page, line.locator("a[download]", has_text="zip"))
    assert name == "ENM003.zip"
    with ZipFile(BytesIO(content)) as archive:
        assert archive.namelist() == ["ENM003/LICENSE", "ENM003/bad/main.tf", "ENM003/good/main.tf"]
    assert overflow(page) == []


@every_language
def test_each_bar_leads_to_the_file_whose_name_it_has(private: Open, language: str) -> None:
    visit = private()
    page = visit.page
    addresses = set()
    for path in ("modes/awsvpc/", "compare/", "errors/service/", "rules/service/"):
        visit.go(LANGUAGES[language] + path)
        bars = page.locator("article .filename:has(.take)").evaluate_all(
            """(bars) => bars.map((bar) => {
              const [name, save] = bar.querySelectorAll("a");
              return [name.textContent, name.href, save.href, save.ariaLabel];
            })"""
        )
        for name, opened, saving, label in bars:
            assert opened == saving == f"{visit.site}tf/{name}"
            assert label == f"{words(language)['save']} {name}"
            addresses.add(name)
    assert len(addresses) > 30
    assert addresses <= tf.files().keys()


@every_language
def test_what_else_an_example_needs_stands_before_it(private: Open, language: str) -> None:
    visit = private(width=SMALLEST)
    page = visit.page
    visit.go(f"{LANGUAGES[language]}modes/bridge/")
    needs = page.locator(".needs")
    assert not needs.locator("li").first.is_visible()
    needs.locator("summary").focus()
    page.keyboard.press("Enter")
    variables = re.findall(r'^variable "(\w+)"', BRIDGE, re.M)
    items = needs.locator("li").all_inner_texts()
    assert [item.startswith(name) for item, name in zip(items, variables, strict=False)] == [
        True for name in variables
    ]
    assert len(items) > len(variables) > 4
    assert f"{len(items)}" in needs.locator("summary").inner_text()
    assert overflow(page) == []
    assert needs.evaluate(
        "(box) => Boolean(box.nextElementSibling.querySelector('.filename a[href$=\"bridge.tf\"]'))"
    )
    assert page.request.get(needs.locator("a").last.evaluate("(link) => link.href")).ok
    name, content = saved(page, needs.locator("a[download]"))
    assert (name, content) == ("modes.zip", tf.files()["modes.zip"])


# --- Differences ----------------------------------------------------------------------------------


@both_schemes
@every_language
def test_a_rule_shows_message_difference_and_reason_in_this_order(
    private: Open, language: str, scheme: str, width: int
) -> None:
    visit = private(scheme, width)
    page = visit.page
    visit.go(f"{LANGUAGES[language]}rules/load-balancing/#enm006")
    ui = words(language)
    said = page.evaluate(
        """() => {
          const parts = [];
          let next = document.getElementById("enm006").nextElementSibling;
          for (; next && next.localName !== "h3"; next = next.nextElementSibling) parts.push(
            next.querySelector(".difference") ? "difference" : next.innerText.split("\\n")[0]);
          return parts;
        }"""
    )
    places = [
        next(n for n, part in enumerate(said) if part.startswith(start))
        for start in (
            ui["aws_says"], "The provided target group", ui["bad"], "difference", ui["fix"],
            ui["why"], ui["output"], ui["sources"],
        )
    ]  # fmt: skip
    assert places == sorted(places)
    assert overflow(page) == []
    assert covered(page) == []
    assert scrollers(page) == []
    assert visit.complaints == []


@every_language
def test_only_the_corrected_example_is_copied(private: Open, language: str) -> None:
    visit = private()
    page = visit.page
    allow_copying(page)
    visit.go(f"{LANGUAGES[language]}rules/ports/")
    for rule in ("ENM003", "ENM022"):
        block = page.locator(f".highlight:has([data-after='snippets/rules/{rule}/good.tf'])")
        block.locator(".copy").click()
        page.wait_for_function(
            "rule => document.querySelector(`[data-after*=${rule}] .copy`).textContent", arg=rule
        )
        assert copied(page) == good(rule)


@every_language
def test_what_goes_and_comes_is_told_by_more_than_colour(private: Open, language: str) -> None:
    visit = private()
    page = visit.page
    visit.go(f"{LANGUAGES[language]}rules/ports/#enm003")
    block = page.locator("[data-after*=ENM003]")
    assert block.locator("mark").inner_text() == "hostPort = 8080"
    sign = "(line) => getComputedStyle(line, '::before').content"
    assert "−" in block.locator("del").first.evaluate(sign)
    assert "+" in block.locator("ins").first.evaluate(sign)
    legend = page.locator(".signs").first
    assert [part.strip() for part in legend.locator("> *").all_inner_texts()] == [
        words(language)[key] for key in ("bad", "good", "reported_here")
    ]
    colour = "(line) => getComputedStyle(line).color"
    kinds = [block.locator(tag).first.evaluate(colour) for tag in ("del", "ins")]
    assert len({*kinds, block.locator("code").evaluate(colour)}) == 3
    page.emulate_media(forced_colors="active")
    line = block.locator("del").first.evaluate(
        "(line) => getComputedStyle(line).textDecorationLine"
    )
    assert line == "line-through"


@every_language
def test_a_mistake_on_the_page_of_a_mode_is_short(private: Open, language: str) -> None:
    visit = private(width=PHONE)
    page = visit.page
    visit.go(f"{LANGUAGES[language]}modes/bridge/")
    blocks = page.locator("#common-mistakes ~ .highlight .difference")
    assert blocks.count() == 4
    lines = blocks.evaluate_all("(all) => all.map((block) => block.innerText.split('\\n').length)")
    assert max(lines) < 25
    assert page.locator("#common-mistakes ~ h3 ~ details:not(#sources ~ *)").count() == 0


@every_language
def test_output_and_evidence_unfold_with_the_keyboard(private: Open, language: str) -> None:
    visit = private(width=SMALLEST)
    page = visit.page
    visit.go(f"{LANGUAGES[language]}rules/ports/#enm003")
    output, evidence = page.locator("#enm003 ~ details.fold").all()[:2]
    assert not output.locator("pre").is_visible()
    output.locator("summary").focus()
    page.keyboard.press("Enter")
    assert "[ENM003]" in output.inner_text()
    assert not evidence.locator("a").first.is_visible()
    evidence.locator("summary").focus()
    page.keyboard.press("Space")
    assert evidence.locator("a").first.is_visible()
    assert overflow(page) == []


@every_language
def test_what_is_folded_is_printed(private: Open, language: str) -> None:
    visit = private()
    page = visit.page
    visit.go(f"{LANGUAGES[language]}rules/host/")
    printed = "".join(pdf.pages(page.pdf(format="A4")))
    rules = [rule for rule in facts().rules.values() if rule.topic == "host"]
    assert rules
    for rule in rules:
        assert f"[{rule.id}]:" in printed
    assert re.sub(r"\s", "", words(language)["copy_file"]) not in printed


@every_language
def test_the_style_of_differences_is_loaded_where_there_are_some(
    private: Open, language: str
) -> None:
    visit = private()
    for path, wanted in (("rules/ports/", True), ("compare/", True), ("glossary/", False)):
        visit.requests.clear()
        visit.go(LANGUAGES[language] + path)
        assert any(url.endswith("/code.css") for url in visit.requests) == wanted, path


@every_language
def test_a_page_of_rules_says_which_it_is(private: Open, language: str) -> None:
    visit = private(width=SMALLEST)
    page = visit.page
    visit.go(f"{LANGUAGES[language]}rules/ports/")
    crumbs = page.locator("nav.crumbs")
    assert (
        crumbs.locator("[aria-current=page]").inner_text()
        == facts().topics["ports"].title[language]
    )
    crumbs.locator("a").click()
    page.wait_for_url(f"{visit.site}{LANGUAGES[language]}rules/")
    assert page.locator("nav.crumbs").count() == 0
