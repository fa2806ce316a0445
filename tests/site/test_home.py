"""The home page: a pasted error answered in place, the chooser, the modes as cards."""

import pytest
from playwright.sync_api import expect
from support.errors_page import paste
from support.layout import overflow
from support.pasted import PASTED
from support.site import DESKTOP, Open, Visit, browsing

from ecsnet import error_search
from ecsnet.facts import MODES, facts
from tools.generate import home
from tools.generate.chooser import place_anchor
from tools.generate.paste import EXAMPLES
from tools.site import LANGUAGES

pytestmark = browsing

every_language = pytest.mark.parametrize("language", LANGUAGES)
every_scheme = pytest.mark.parametrize("scheme", ["light", "dark"])
WIDTHS = (360, 390, 768, DESKTOP)

IN_SIGHT = """(selector) => {
  const { top, bottom } = document.querySelector(selector).getBoundingClientRect();
  return top >= 0 && bottom <= innerHeight;
}"""


# --- The field -----------------------------------------------------------------------------------


@every_language
def test_a_pasted_error_shows_its_fix_without_a_click(visit: Visit, language: str) -> None:
    page = visit.page
    rule = facts().rules["ENM005"]
    first, *_ = rule.fix[language].split("`")
    card = page.locator(".found > section")
    title = facts().errors["E6"].title[language].replace("`", "")
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        page.evaluate("scrollTo(0, 0)")
        paste(page, PASTED["E6"])
        assert card.locator("h2").inner_text() == title
        assert first.strip() in card.locator("p.fix, .fix > p").first.inner_text()
        assert page.evaluate(IN_SIGHT, ".found p.fix, .found .fix > p"), width
    assert visit.complaints == []


@every_language
def test_the_answer_leads_to_where_the_entry_opens(visit: Visit, language: str) -> None:
    page = visit.page
    paste(page, PASTED["E6"])
    page.locator(".found > section > p:last-child a").click()
    page.wait_for_selector("#e6 .fix")
    assert visit.path == f"{LANGUAGES[language]}errors/#e6"
    assert page.locator("details:has(> #e6)").get_attribute("open") is not None
    assert visit.complaints == []


@every_language
def test_the_keyboard_reaches_the_answer(private: Open, language: str) -> None:
    visit = private("dark")
    page = visit.page
    visit.go(LANGUAGES[language])
    page.locator(".ways a").last.focus()
    page.keyboard.press("Tab")
    page.keyboard.insert_text(PASTED["E4"])
    page.wait_for_selector(".found .fix")
    reached = "document.activeElement.matches('.found [role=tab]')"
    for _ in range(8):
        page.keyboard.press("Tab")
        if page.evaluate(reached):
            break
    page.keyboard.press("ArrowRight")
    tab = page.locator(".found [role=tab]").nth(1)
    assert tab.get_attribute("aria-selected") == "true"
    assert tab.evaluate("(tab) => tab === document.activeElement")


TEXTS = {
    "exact": PASTED["E4"],
    "part": "hostPort",
    "similar": "an APPMESH proxy needs another mode",
    "none": "Hello",
}


@every_language
def test_every_kind_of_answer_is_said(visit: Visit, language: str) -> None:
    page = visit.page
    for kind, text in TEXTS.items():
        found = error_search.find(text)
        assert found.kind == kind
        paste(page, text)
        said = facts().words.paste[kind][language]
        count = str(len(found.messages) + found.more)
        assert page.locator(".paste [role=status]").inner_text() == said.replace("{count}", count)
        named = page.locator(".found li a").all_text_contents()
        if kind == "exact":
            assert page.locator(".found [role=tab]").count() == len(facts().errors["E4"].causes)
        elif kind == "none":
            assert named == [facts().words.paste["search"][language]]
        else:
            texts = [facts().errors[error].text for error in found.messages]
            assert named == texts[: len(named)] != []
    assert visit.complaints == []


@every_language
def test_a_message_about_something_else_leads_to_its_page(visit: Visit, language: str) -> None:
    page = visit.page
    other = next(iter(facts().other_messages.values()))
    paste(page, other.text)
    link = page.locator(".found > section a")
    assert (link.inner_text(), link.get_attribute("href")) == (other.about[language], other.url)
    assert visit.complaints == []


@every_language
def test_an_example_fills_the_field_and_clearing_empties_it(visit: Visit) -> None:
    page = visit.page
    field, clear = page.locator("#pasted-error"), page.locator(".paste [type=reset]")
    assert field.get_attribute("placeholder") == facts().errors["E6"].text
    assert not clear.is_visible()
    for name in EXAMPLES["home"]:
        page.locator(f".paste [value={name}]").click()
        page.wait_for_selector(".found .fix")
        assert field.input_value() == facts().errors[name].text
        clear.click()
        assert field.input_value() == page.locator(".found").inner_text() == ""
        assert not clear.is_visible()
    assert visit.complaints == []


@every_language
def test_what_is_pasted_is_only_ever_text(visit: Visit) -> None:
    page = visit.page
    for text in ("<img src=x onerror=alert(1)> hostPort", PASTED["E4"] + "<b id=bad>x</b>"):
        paste(page, text)
        assert page.locator(".found :is(img, #bad), [role=status] :is(img, #bad)").count() == 0
    assert visit.complaints == []


def test_no_tool_is_loaded_before_the_field_is_used(private: Open) -> None:
    visit = private()
    visit.go("")
    late = ("errors.json", "matching.js", "entry.js", "errors/")
    assert [url for url in visit.requests if url.endswith(late)] == []
    paste(visit.page, PASTED["E6"])
    assert {name for name in late for url in visit.requests if url.endswith(name)} >= set(late[:3])
    assert all(url.startswith(visit.site) for url in visit.requests)


# --- The page ------------------------------------------------------------------------------------


@every_language
@every_scheme
def test_the_first_screen_has_the_promise_the_field_and_the_cards(
    private: Open, language: str, scheme: str
) -> None:
    visit = private(scheme)
    page = visit.page
    visit.go(LANGUAGES[language])
    assert page.evaluate(IN_SIGHT, "h1")
    assert page.evaluate(IN_SIGHT, ".paste")
    assert page.evaluate(IN_SIGHT, ".miniature")
    tops = page.locator(".miniature").evaluate_all("(all) => all.map((one) => one.offsetTop)")
    assert len(tops) == len(MODES) - 1
    assert len(set(tops)) == 1


@every_language
def test_nothing_overflows(private: Open, language: str) -> None:
    visit = private("dark")
    visit.go(LANGUAGES[language])
    for text in ("", PASTED["E4"]):
        if text:
            paste(visit.page, text)
        for width in WIDTHS:
            visit.page.set_viewport_size({"width": width, "height": 800})
            assert overflow(visit.page) == [], (text, width)


@every_language
def test_without_scripts_a_link_stands_for_the_field(private: Open, language: str) -> None:
    visit = private(scripts=False)
    page = visit.page
    visit.go(LANGUAGES[language])
    assert not page.locator(".paste").is_visible()
    link = page.locator(".ask a")
    assert link.is_visible()
    link.click()
    assert visit.path == f"{LANGUAGES[language]}errors/"


@every_language
def test_the_navigation_calls_it_home_and_the_window_by_the_site(
    visit: Visit, language: str
) -> None:
    page = visit.page
    first = page.locator(".md-nav--primary .md-nav__link").nth(1)
    assert first.inner_text() == {"ja": "ホーム", "en": "Home"}[language]
    assert page.title() == page.locator(".md-header__topic").first.inner_text()
    assert page.locator("h1").inner_text() != page.title()


# --- The chooser ---------------------------------------------------------------------------------

# Its answer as read, without the space between lines
ANSWER = """() => [".answer", ".reasons"].map(
  (part) => document.querySelector(`.chooser ${part}`).textContent.replace(/\\s+/g, " ").trim()
)"""
LATE = ("chooser.js", "decide.js", "tool.js", "fetched.js")


@every_language
def test_the_chooser_is_not_loaded_before_it_is_used(private: Open, language: str) -> None:
    visit = private()
    page = visit.page
    visit.go(LANGUAGES[language])
    page.locator(".chooser").scroll_into_view_if_needed()
    page.locator(".chooser legend").first.hover()
    page.wait_for_timeout(200)
    late = (*LATE, f"choose-{language}.json")
    assert [url for url in visit.requests if url.endswith(late)] == []
    page.locator(".chooser [name=on]").first.check()
    expect(page.locator(".chooser .mode")).to_have_text("awsvpc")
    assert {name for name in late for url in visit.requests if url.endswith(name)} == set(late)
    assert visit.complaints == []


@every_language
@pytest.mark.parametrize(("scheme", "width"), [("light", DESKTOP), ("dark", 360)])
def test_it_answers_as_on_its_own_page(
    private: Open, language: str, scheme: str, width: int
) -> None:
    visit = private(scheme, width)
    page = visit.page
    visit.go(LANGUAGES[language])
    page.locator(".chooser [name=on][value=ec2]").check()
    page.locator(".chooser [name=need][value=alb]").check()
    page.locator(".chooser [name=n]").fill("40")
    page.locator(".chooser [name=type]").fill("m5.xlarge")
    expect(page.locator(".chooser .bars li").first).to_contain_text("3 / 40")
    said = page.evaluate(ANSWER)
    assert all(said)
    assert overflow(page) == []
    # The address has the state, and so has the link to the page with the tables.
    asked = "?on=ec2&need=alb&n=40&type=m5.xlarge"
    page.wait_for_url(f"**/{LANGUAGES[language]}{asked}")
    page.locator("a.with-answer").click()
    page.wait_for_url(f"**/{LANGUAGES[language]}choose/{asked}")
    expect(page.locator(".chooser .bars li").first).to_contain_text("3 / 40")
    assert page.evaluate(ANSWER) == said
    page.go_back()
    expect(page.locator(".chooser .mode")).to_have_text("bridge")
    assert visit.complaints == []


@every_language
def test_the_keyboard_asks_the_chooser(private: Open, language: str) -> None:
    visit = private("dark")
    page = visit.page
    visit.go(LANGUAGES[language])
    page.locator(".chooser [name=on]").first.focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    for _ in facts().chooser.needs:
        page.keyboard.press("Tab")
    page.keyboard.type("40")
    page.keyboard.press("Tab")
    page.keyboard.type("m5.xlarge")
    expect(page.locator(".chooser .mode")).to_have_text("bridge")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    empty = facts().words.chooser["empty"][language]
    expect(page.locator(".chooser [role=status]")).to_have_text(empty)
    expect(page.locator("a.with-answer")).to_have_js_property("search", "")


@every_language
def test_without_scripts_links_lead_to_the_tables(private: Open, language: str) -> None:
    visit = private(scripts=False)
    page = visit.page
    for name, title in facts().choices.places.items():
        visit.go(LANGUAGES[language])
        assert not page.locator(".chooser").is_visible()
        page.locator(".places").get_by_text(title[language], exact=True).click()
        assert visit.path == f"{LANGUAGES[language]}choose/#{place_anchor(name)}"
        assert page.locator(f"#{place_anchor(name)} + details table").is_visible()
    visit = private()
    visit.go(LANGUAGES[language])
    assert not visit.page.locator(".places").is_visible()


# --- Cards and errors ----------------------------------------------------------------------------


@every_language
def test_a_card_is_a_link_as_a_whole(private: Open, language: str) -> None:
    visit = private()
    page = visit.page
    for index, mode in enumerate(MODES):
        visit.go(LANGUAGES[language])
        facts_of = page.locator(".modes > li dl").nth(index)
        facts_of.scroll_into_view_if_needed()
        box = facts_of.bounding_box()
        assert box is not None
        page.mouse.click(box["x"] + box["width"] / 2, box["y"] + 5)
        named = "windows" if mode == "default" else mode
        page.wait_for_url(f"**/modes/{named}/")


@every_language
def test_usual_errors_open_where_they_lead(private: Open, language: str) -> None:
    visit = private()
    page = visit.page
    for name in (*home.USUAL,)[::4]:
        visit.go(LANGUAGES[language])
        page.locator(f".usual a[href$='#{name.lower()}']").click()
        page.wait_for_selector(f"details[open] > #{name.lower()}")
    assert visit.complaints == []


@every_language
@pytest.mark.parametrize(("width", "lines"), [(DESKTOP, (1, 1)), (390, (3, 3))])
def test_a_usual_error_and_its_fix_take_a_line_each(
    visit: Visit, language: str, width: int, lines: tuple[int, int]
) -> None:
    page = visit.page
    page.set_viewport_size({"width": width, "height": 800})
    counted = """(all) => all.map((one) =>
      Math.round(one.offsetHeight / parseFloat(getComputedStyle(one).lineHeight)))"""
    for part, most in zip(("first", "last"), lines, strict=True):
        found = page.locator(f".usual li > p:{part}-child").evaluate_all(counted)
        assert len(found) == len(home.USUAL)
        assert max(found) <= most, part


@every_language
def test_folded_code_shows_the_line_that_mends(visit: Visit, language: str) -> None:
    page = visit.page
    line = page.locator(".found .folded .hll").first
    inside = """(line) => {
      const box = line.closest("code").getBoundingClientRect();
      const { top, bottom } = line.getBoundingClientRect();
      return box.top <= top && bottom <= box.bottom;
    }"""
    for width in (390, DESKTOP):
        page.set_viewport_size({"width": width, "height": 800})
        paste(page, PASTED["E6"])
        line.wait_for()
        assert line.inner_text().split() == ["target_type", "=", '"ip"']
        page.wait_for_function(inside, arg=line.element_handle())
    page.locator(".found .unfold").first.click()
    assert page.locator(".found .folded").count() == 0


@every_language
def test_the_tabs_of_causes_stand_in_a_row(visit: Visit, language: str) -> None:
    page = visit.page
    page.set_viewport_size({"width": 360, "height": 800})
    most = max(facts().errors.values(), key=lambda error: len(error.causes))
    paste(page, most.text)
    tabs = page.locator(".found [role=tab]")
    tabs.first.wait_for()
    assert tabs.count() == len(most.causes)
    tops = tabs.evaluate_all("(tabs) => tabs.map((tab) => tab.getBoundingClientRect().bottom)")
    assert max(tops) - min(tops) < 3
    assert overflow(page) == []
