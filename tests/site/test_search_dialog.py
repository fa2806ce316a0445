"""The search dialog in a real browser: with the keyboard alone, and never with markup."""

import json
import re

import pytest
from playwright.sync_api import Locator, Page, Route, expect
from support.errors_page import in_sight, row
from support.queries import TABLE, all_but_few_are_found
from support.site import DESKTOP, OTHER, Open, Visit, browsing

from ecsnet.facts import facts
from tools.site import LANGUAGES

pytestmark = browsing

PHONE = 360
MARKUP = "<img src=x onerror=alert(1)><script>alert(1)</script>"
PASTED = (
    "InvalidParameterException: The provided target group arn:aws:elasticloadbalancing:"
    "ap-northeast-1:123456789012:targetgroup/web/abc has target type instance, which is"
    " incompatible with the awsvpc network mode specified in the task definition."
)
# Long enough that no word of it is in the site.
NOTHING = "qqxxzzqqxxzz"

every_language = pytest.mark.parametrize("language", LANGUAGES)
every_width = pytest.mark.parametrize("width", [PHONE, DESKTOP])

SEARCHED = """(query) => document.querySelector("dialog.search").dataset.searched === query"""
ACTIVE = """() => {
  const field = document.querySelector("dialog.search input");
  const named = document.getElementById(field.getAttribute("aria-activedescendant"));
  const selected = [...document.querySelectorAll("dialog.search [aria-selected=true]")];
  if (document.activeElement !== field) return "the field lost the focus";
  return selected.length === 1 && selected[0] === named ? named.id : "";
}"""
HIGHLIGHTED = """() => [...CSS.highlights.get("searched") ?? []].map((range) => range.toString())"""
FITS = """() => {
  const edge = (element) => element.getBoundingClientRect();
  const box = edge(document.querySelector("dialog.search"));
  return box.left >= 0 && box.right <= innerWidth && box.bottom <= innerHeight
    && [...document.querySelectorAll("dialog.search :is(a, button, input, p)")]
      .every((part) => edge(part).left >= box.left && edge(part).right <= box.right);
}"""


def options(page: Page) -> Locator:
    return page.locator("dialog.search [role=option]")


def search(visit: Visit, query: str) -> list[str]:
    """The addresses that a query finds, below the home page of the site."""
    page = visit.page
    if not page.locator("dialog.search").is_visible():
        page.locator(".search-open").click()
    page.locator("dialog.search input").fill(query)
    page.wait_for_function(SEARCHED, arg=query)
    links = options(page).evaluate_all("(links) => links.map((link) => link.href)")
    return [re.sub(r"\?h=[^#]*", "", link).removeprefix(visit.site) for link in links]


ANSWERS = """async (queries) => {
  const dialog = document.querySelector("dialog.search");
  const field = dialog.querySelector("input");
  const answers = [];
  for (const query of queries) {
    field.value = query;
    field.dispatchEvent(new Event("input", { bubbles: true }));
    while (dialog.dataset.searched !== query) await new Promise((done) => setTimeout(done));
    answers.push([...dialog.querySelectorAll("[role=option]")].map(({ href }) => href));
  }
  return answers;
}"""


@every_language
def test_queries_find_their_section(visit: Visit, language: str) -> None:
    page, base = visit.page, f"{visit.site}{LANGUAGES[language]}"
    search(visit, "")
    rows = TABLE[language]
    assert len({query for query, _ in rows}) == len(rows) >= 80
    found = page.evaluate(ANSWERS, [query for query, _ in rows])
    urls = [[re.sub(r"\?h=[^#]*", "", link).removeprefix(base) for link in each] for each in found]
    all_but_few_are_found(urls, rows)
    assert [url for each in urls for url in each if url.startswith(("en/", "http"))] == []
    assert visit.complaints == []


@every_language
def test_a_pasted_error_with_an_arn_has_its_entry_on_top(visit: Visit, language: str) -> None:
    page = visit.page
    assert search(visit, PASTED)[0] == f"{LANGUAGES[language]}errors/#e6"
    words = facts().words.search
    assert page.locator(".search__kind").first.text_content() == words["explained"][language]
    page.keyboard.press("Enter")
    page.wait_for_url("**/errors/#e6")
    # No further click: the entry is open, and what mends it is in sight.
    expect(row(page, "E6").locator("h3")).to_be_visible()
    assert in_sight(row(page, "E6").locator("div.fix"))
    asked = [url for url in visit.requests if "arn" in url or "InvalidParameter" in url]
    assert asked == []
    assert visit.complaints == []


@every_language
def test_results_are_in_groups_with_an_excerpt(visit: Visit, language: str) -> None:
    search(visit, "hostPort")
    groups = visit.page.locator("dialog.search [role=group]")
    assert groups.count() > 1
    named = groups.evaluate_all(
        "(groups) => groups.map((g) => document.getElementById(g.getAttribute('aria-labelledby'))"
        ".textContent)"
    )
    kinds = {kind.name[language] for kind in facts().search.kinds.values()}
    assert set(named) <= kinds
    assert len(set(named)) == len(named)
    marked = [
        {mark.lower() for mark in option.locator("mark").all_text_contents()}
        for option in options(visit.page).all()
    ]
    assert marked[:10] == [{"hostport"}] * 10
    # A section without the name comes later, with what it has instead: parts, or the other word.
    for marks in marked:
        assert marks in ({"hostport"}, {"ホストポート"}) or set() < marks <= {"host", "port"}


def test_what_is_marked_begins_a_word_or_a_part_of_a_name(private: Open) -> None:
    visit = private()
    visit.go("en/")
    search(visit, "port")
    before = (
        options(visit.page)
        .locator("mark")
        .evaluate_all(
            "(marks) => marks.map((m) =>"
            " (m.previousSibling?.textContent ?? '').slice(-1) + m.textContent)"
        )
    )
    assert {"port", "tPort"} <= {each.strip() for each in before}
    assert [each for each in before if re.match("[A-Za-z]port", each)] == []


@every_width
@every_language
def test_journey_with_the_keyboard(private: Open, language: str, width: int) -> None:
    visit = private(width=width)
    page = visit.page
    visit.go(f"{LANGUAGES[language]}compare/")
    page.keyboard.press("/")
    query = {"ja": "トランキング", "en": "trunking"}[language]
    page.keyboard.insert_text(query)
    page.wait_for_function(SEARCHED, arg=query)
    assert page.evaluate(ACTIVE) == "search-option-0"
    assert page.locator("dialog.search input").get_attribute("aria-expanded") == "true"
    assert page.locator("dialog.search [role=status]").text_content()
    assert page.evaluate(FITS)
    last = options(page).count() - 1
    for key, expected in (("ArrowDown", 1), ("ArrowUp", 0), ("ArrowUp", last), ("ArrowDown", 0)):
        page.keyboard.press(key)
        assert page.evaluate(ACTIVE) == f"search-option-{expected}"
    bar, other = (
        options(page).nth(n).evaluate("(link) => getComputedStyle(link).borderInlineStartColor")
        for n in (0, 1)
    )
    assert bar != other
    page.keyboard.press("Enter")
    page.wait_for_url(f"{visit.site}{LANGUAGES[language]}trunking/")
    page.wait_for_function("CSS.highlights.has('searched')")
    marked = page.evaluate(HIGHLIGHTED)
    assert {each.lower() for each in marked} == {query}
    assert page.locator("h1").is_visible()
    assert visit.complaints == []


@every_language
def test_words_are_marked_in_an_entry_that_opens_on_arrival(private: Open, language: str) -> None:
    visit = private()
    page = visit.page
    visit.go(f"{LANGUAGES[language]}errors/?h=target_type#e6")
    expect(row(page, "E6").locator("h3")).to_be_visible()
    page.wait_for_function(f"({HIGHLIGHTED})().length > 0")
    inside = """() => [...CSS.highlights.get("searched")]
      .some((range) => range.startContainer.parentElement?.closest("#e6 div.fix"))"""
    page.wait_for_function(inside)
    assert set(page.evaluate(HIGHLIGHTED)) == {"target_type"}
    assert page.url.endswith("errors/#e6")


@every_language
def test_enter_at_once_opens_the_best_section(visit: Visit, language: str) -> None:
    page = visit.page
    page.keyboard.press("Control+k")
    page.keyboard.insert_text("ENM003")
    page.keyboard.press("Enter")
    page.wait_for_url(f"{visit.site}{LANGUAGES[language]}rules/ports/#enm003")


def test_escape_gives_the_focus_back(private: Open) -> None:
    visit = private()
    page = visit.page
    visit.go("")
    page.locator(".search-open").focus()
    page.keyboard.press("Enter")
    search(visit, "bridge")
    page.keyboard.press("Escape")
    assert not page.locator("dialog.search").is_visible()
    assert page.evaluate("document.activeElement.className") == "search-open"
    visit.go("errors/")
    field = page.locator(".paste textarea")
    field.focus()
    page.keyboard.press("/")
    assert field.input_value() == "/"
    page.keyboard.press("Control+k")
    assert page.locator("dialog.search").is_visible()
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.id") == "pasted-error"


def test_the_focus_stays_in_the_dialog(private: Open) -> None:
    visit = private()
    page = visit.page
    visit.go("")
    search(visit, "bridge")
    for _ in range(5):
        page.keyboard.press("Tab")
        inside = (
            "document.activeElement.closest('dialog') || document.activeElement === document.body"
        )
        assert page.evaluate(f"Boolean({inside})")


@every_language
def test_nothing_typed_shows_usual_questions(visit: Visit, language: str) -> None:
    page = visit.page
    page.locator(".search-open").click()
    options(page).first.wait_for()
    asked = facts().questions.question.values()
    questions = [question for question in asked if question.usual]
    assert len(questions) == 6
    texts = [question.text[language] for question in questions]
    assert options(page).all_text_contents() == texts
    search(visit, "bridge")
    page.locator("dialog.search [type=reset]").click()
    page.wait_for_function(SEARCHED, arg="")
    assert options(page).all_text_contents() == texts
    options(page).nth(1).click()
    page.wait_for_url(f"{visit.site}{LANGUAGES[language]}{questions[1].answer}")


@every_language
def test_nothing_found_shows_where_to_look(visit: Visit, language: str) -> None:
    page = visit.page
    found = search(visit, NOTHING)
    other = LANGUAGES[OTHER[language]]
    base = LANGUAGES[language]
    assert found == [f"{base}errors/", f"{base}glossary/", f"{other}?q={NOTHING}"]
    said = page.locator("dialog.search [role=status]").text_content()
    assert said == facts().words.search["none"][language].replace("{query}", NOTHING)
    options(page).last.click()
    page.wait_for_url(f"{visit.site}{other}?q={NOTHING}")
    page.wait_for_function(SEARCHED, arg=NOTHING)


@every_language
def test_what_is_typed_is_never_markup(visit: Visit, language: str) -> None:
    page = visit.page
    for query in (MARKUP, f"bridge {MARKUP}", "~> 6.0", "a:b", "(", "\\", "$&", "*", '"'):
        search(visit, query)
        assert page.locator("dialog.search :is(img, script)").count() == 0
    visit.go(f"{LANGUAGES[language]}?q={MARKUP}&h={MARKUP}")
    page.wait_for_function(SEARCHED, arg=MARKUP)
    assert page.locator("dialog.search :is(img, script), article img[src=x]").count() == 0
    assert visit.complaints == []


def test_what_is_found_is_never_markup(private: Open) -> None:
    visit = private()
    page = visit.page

    def marked_up(route: Route) -> None:
        data = json.loads(route.fetch().text())
        data["pages"][0]["sections"] = [["", f"bridge {MARKUP}", f"bridge {MARKUP} & &lt;b&gt;"]]
        data["kinds"] = {
            id: {**kind, "name": f"{kind['name']} {MARKUP}"} for id, kind in data["kinds"].items()
        }
        route.fulfill(json=data)

    page.route("**/search/ja.json", marked_up)
    visit.go("")
    search(visit, "onerror")
    text = options(page).first.text_content() or ""
    assert MARKUP in text
    assert "&lt;b&gt;" in text
    assert page.locator("dialog.search :is(img, script, b)").count() == 0
    assert visit.complaints == []


def test_a_failure_to_load_is_said(private: Open) -> None:
    visit = private()
    page = visit.page
    page.route("**/search/ja.json", lambda route: route.abort())
    visit.go("")
    page.locator(".search-open").click()
    status = page.locator("dialog.search [role=status]")
    failed = facts().words.search["failed"]["ja"]
    page.wait_for_function(
        "(text) => document.querySelector('dialog.search [role=status]').textContent === text",
        arg=failed,
    )
    assert status.is_visible()
    page.unroute("**/search/ja.json")
    assert search(visit, "host")[0] == "modes/host/"


@every_language
def test_nothing_is_loaded_before_it_is_wanted(visit: Visit, language: str) -> None:
    visit.page.wait_for_load_state("networkidle")
    before = set(visit.requests)
    search(visit, "ECS")
    loaded = {url.removeprefix(visit.site) for url in set(visit.requests) - before}
    assert f"search/{language}.json" in loaded
    assert f"search/{OTHER[language]}.json" not in loaded
    wanted = [url for url in before if "search" in url or "minisearch" in url]
    assert wanted == []


def test_the_404_page_searches_the_language_of_its_address(private: Open) -> None:
    visit = private()
    for language, base in LANGUAGES.items():
        visit.go(f"{base}no/such/page/")
        assert search(visit, "bridge")[0] == f"{LANGUAGES[language]}modes/bridge/"


def test_without_scripts_no_search_is_offered(private: Open) -> None:
    visit = private(scripts=False)
    plain = visit.page
    visit.go("")
    assert plain.locator(".search-open").count() == 1
    assert not plain.locator(".search-open").is_visible()
    assert not plain.locator("dialog.search").is_visible()
