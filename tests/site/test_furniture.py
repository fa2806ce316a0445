"""What stands around the text of a page: columns, header, tables of a phone, 404, print."""

import os
import re
from http import HTTPStatus
from pathlib import Path
from urllib.parse import quote, urljoin

import pytest
from support.layout import covered, inner_scrolling, overflow
from support.site import SITE_URL, Open, browsing

from ecsnet.facts import facts
from tools.generate.drawings import MODES
from tools.generate.errors import page_of
from tools.generate.markdown import words
from tools.site import LANGUAGES, build
from tools.site.pages import files

pytestmark = browsing

PHONE = 390
REPOSITORY = "https://code.example.test/ecs/modes"
REPORTED = re.compile(r'issues/new\?template=wrong-fact\.yml&amp;where=[^"]+%23(\w+)"')

every_language = pytest.mark.parametrize("language", LANGUAGES)

IN_BOX = """(link) => {
  const box = link.closest(".md-sidebar__scrollwrap").getBoundingClientRect();
  const { top, bottom } = link.getBoundingClientRect();
  return top >= box.top && bottom <= box.bottom;
}"""


# --- Columns and header --------------------------------------------------------------------------


@every_language
def test_the_contents_column_follows(private: Open, language: str) -> None:
    visit = private()
    page = visit.page
    # A page with many entries.
    visit.go(f"{LANGUAGES[language]}errors/service/#e66")
    contents = page.locator("[data-md-component=toc]")
    marked = contents.locator(".md-nav__link--active")
    assert marked.get_attribute("href") == "#e66"
    assert marked.evaluate(IN_BOX)
    before = page.evaluate("scrollY")
    page.mouse.move(600, 400)
    page.mouse.wheel(0, 3000)
    page.wait_for_function("(before) => scrollY > before + 2000", arg=before)
    page.wait_for_function(
        "document.querySelector('[data-md-component=toc] [aria-current]').hash !== '#e66'"
    )
    assert marked.evaluate(IN_BOX)
    page.evaluate("scrollTo(0, 1200)")
    page.wait_for_timeout(100)
    assert marked.evaluate(IN_BOX)
    # Only the column was scrolled for it.
    assert page.evaluate("scrollY") == 1200


@every_language
def test_the_page_is_marked_in_a_low_window(private: Open, language: str) -> None:
    visit = private()
    visit.page.set_viewport_size({"width": 1280, "height": 420})
    visit.go(f"{LANGUAGES[language]}style/japanese/")
    assert visit.page.locator(".md-nav--primary .md-nav__link--active").last.evaluate(IN_BOX)


@every_language
def test_the_header_of_a_phone_names_the_page(private: Open, language: str) -> None:
    visit = private(width=PHONE)
    page = visit.page
    visit.go(f"{LANGUAGES[language]}errors/")
    site, title = page.locator(".md-header__topic").all()
    opacity = "(topic) => getComputedStyle(topic).opacity"
    assert (site.evaluate(opacity), title.evaluate(opacity)) == ("1", "0")
    page.evaluate("scrollTo(0, 900)")
    page.locator(".md-header__title[data-page]").wait_for()
    assert (site.evaluate(opacity), title.evaluate(opacity)) == ("0", "1")
    assert title.evaluate("(topic) => topic.scrollWidth <= topic.clientWidth")
    assert title.inner_text() == page.locator("h1").inner_text().rstrip("¶").strip()
    page.evaluate("scrollTo(0, 0)")
    page.locator(".md-header__title:not([data-page])").wait_for()
    assert site.evaluate(opacity) == "1"


@every_language
def test_the_day_of_the_check_stands_under_the_title(private: Open, language: str) -> None:
    visit = private()
    visit.go(f"{LANGUAGES[language]}compare/")
    line = visit.page.locator("h1 + .about-page")
    assert line.inner_text().startswith(words(language)["verified"])
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", line.locator("time").inner_text())
    # This site was built without a repository.
    assert line.locator("a").all_inner_texts() == [words(language)["page_sources"], "Markdown"]
    line.locator("a").first.click()
    title = visit.page.locator("#sources")
    assert title.inner_text().rstrip("¶").strip() == words(language)["page_sources"]
    assert title.is_visible()
    assert visit.go(f"{LANGUAGES[language]}compare/index.md") == HTTPStatus.OK
    assert visit.page.locator("a[href^='https://github.com/']:not(article a)").count() == 0


def test_links_to_the_repository_come_from_the_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(os.environ, "REPO_URL", REPOSITORY)
    build.build(tmp_path / "site", SITE_URL)
    for language, base in LANGUAGES.items():
        page = (tmp_path / "site" / base / "compare/index.html").read_text(encoding="utf-8")
        line = page[page.index("class=about-page") :].partition("</p>")[0]
        assert f"href={REPOSITORY}/edit/main/docs/{language}/compare.md" in line
        assert words(language)["edit"] in line
        assert f'href="{REPOSITORY}/issues/new?template=wrong-fact.yml&amp;where=https' in line
        assert f"href={REPOSITORY} " in page
        for path, leads_there in (("check-your-terraform", True), ("contributing", False)):
            page = (tmp_path / "site" / base / path / "index.html").read_text(encoding="utf-8")
            assert "class=with-repository" in page
            assert "without-repository" not in page
            assert (f"<a href={REPOSITORY}>" in page) == leads_there
            assert "/repository" not in page
        groups = {f"errors/{page_of(error.group)}": error.id for error in facts().errors.values()}
        topics = {f"rules/{facts().topics[r.topic].slug}": r.id for r in facts().rules.values()}
        for path, last in (groups | topics).items():
            entries = base + path
            page = (tmp_path / "site" / entries / "index.html").read_text(encoding="utf-8")
            reported = REPORTED.findall(page)
            assert reported == re.findall(r"<h[23] id=((?:e|enm)\d\w*)", page)
            assert last.lower() in reported
            where = f"where={quote(f'{SITE_URL}{entries}/', safe='/')}%23{last.lower()}"
            assert where in page


@every_language
def test_each_page_with_sources_leads_to_them(built_site: Path, language: str) -> None:
    found = 0
    for _, page in files(built_site, language):
        text = page.read_text(encoding="utf-8")
        line = text.partition("class=about-page")[2].partition("</p>")[0]
        listed = re.search(r"<h2 id=sources>", text) and line
        assert ("href=#sources" in line) == bool(listed), page
        found += "href=#sources" in line
    assert found >= len(MODES)


@every_language
def test_without_a_repository_nothing_speaks_of_one(built_site: Path, language: str) -> None:
    # Without a link to it, nobody knows which one is meant.
    spoken = {"ja": "リポジトリの(テスト|`|<code>)", "en": "[Tt]he repository's|in the repository"}
    for _, file in files(built_site, language):
        article = file.read_text(encoding="utf-8").partition("<article")[2]
        assert not re.search(spoken[language], article), file
    for path in ("check-your-terraform", "contributing", "errors/service", "rules/ports"):
        page = built_site / LANGUAGES[language] / path / "index.html"
        assert "class=with-repository" not in page.read_text(encoding="utf-8")
    page = built_site / LANGUAGES[language] / "check-your-terraform/index.html"
    assert "class=without-repository" in page.read_text(encoding="utf-8")


@every_language
def test_a_shared_link_has_a_picture(built_site: Path, language: str) -> None:
    kinds = {"": "site", "compare/": "compare", "rules/ports/": "rules", "sources/": "site"}
    kinds |= {f"modes/{mode}/": mode for mode in MODES}
    for path, kind in kinds.items():
        page = (built_site / LANGUAGES[language] / path / "index.html").read_text("utf-8")
        [address] = re.findall(r'property="og:image" content="([^"]+)"', page)
        assert address == f"{SITE_URL}assets/images/cards/{kind}.png"
        picture = built_site / address.removeprefix(SITE_URL)
        assert picture.read_bytes().startswith(b"\x89PNG")


# --- The hint at the other language --------------------------------------------------------------

HINT = ".hint"
COVERS = """() => {
  const hint = document.querySelector(".hint").getBoundingClientRect();
  const texts = document.querySelectorAll(
    ".md-header, .crumbs > *, h1, .about-page, .ask, .md-sidebar--secondary :is(label, a)");
  return [...texts].filter((text) => text.checkVisibility())
    .map((text) => text.getBoundingClientRect())
    .some((box) => box.height && box.top < hint.bottom - 1 && hint.top + 1 < box.bottom
      && box.left < hint.right && hint.left < box.right);
}"""


@pytest.mark.parametrize("width", [360, 1280])
def test_who_reads_no_japanese_is_led_to_english_once(private: Open, width: int) -> None:
    visit = private(width=width, locale="de-DE")
    page = visit.page
    visit.go("modes/bridge/#limits")
    hint = page.locator(HINT)
    hint.wait_for()
    for path in ("", "rules/load-balancing/", "compare/", "modes/bridge/"):
        visit.go(path)
        hint.wait_for()
        assert hint.get_attribute("lang") == "en"
        assert overflow(page) == []
        assert not page.evaluate(COVERS), path
    hint.get_by_role("link").click()
    page.wait_for_url(f"{visit.site}en/modes/bridge/")
    assert hint.count() == 0
    visit.go("modes/bridge/")
    page.wait_for_load_state("networkidle")
    assert hint.count() == 0
    assert visit.complaints == []


def test_the_hint_is_closed_for_good(private: Open) -> None:
    visit = private(locale="en-US")
    page = visit.page
    visit.go("")
    page.locator(HINT).get_by_role("button").click()
    for path in ("", "errors/"):
        visit.go(path)
        page.wait_for_load_state("networkidle")
        assert page.locator(HINT).count() == 0


def test_who_needs_no_hint_does_not_load_it(private: Open) -> None:
    for locale, path in (("ja-JP", ""), ("ja", "errors/"), ("en-US", "en/"), ("ja", "en/")):
        visit = private(locale=locale)
        visit.go(path)
        visit.page.wait_for_load_state("networkidle")
        assert not any("hint" in asked for asked in visit.requests), (locale, path)


# --- Tables and code -----------------------------------------------------------------------------


@every_language
def test_rows_of_a_phone_are_labelled_by_the_header(private: Open, language: str) -> None:
    visit = private(width=PHONE)
    page = visit.page
    visit.go(f"{LANGUAGES[language]}rules/")
    table = page.locator("article table").first
    heads = table.locator("th").evaluate_all("(cells) => cells.map((cell) => cell.textContent)")
    label = "(cell) => getComputedStyle(cell, '::before').content"
    name, *cells = table.locator("tbody tr").first.locator("td").all()
    assert name.inner_text().startswith("ENM")
    for cell, head in zip(cells, heads[1:], strict=True):
        assert cell.evaluate(label) == f'"{head}"'
        assert cell.bounding_box()["y"] > name.bounding_box()["y"]


@every_language
def test_the_value_that_names_a_row_has_its_label(private: Open, language: str) -> None:
    visit = private(width=PHONE)
    visit.go(f"{LANGUAGES[language]}modes/awsvpc/")
    cell = visit.page.locator("table:has(th:text('vCPU')) tbody td").first
    assert cell.evaluate("(cell) => getComputedStyle(cell, '::before').content") == '"cpu"'


@pytest.mark.parametrize("path", ["rules/", "compare/", "choose/"])
@every_language
def test_without_a_script_wide_tables_scroll_and_show_it(
    private: Open, language: str, path: str
) -> None:
    visit = private(width=PHONE, scripts=False)
    page = visit.page
    visit.go(LANGUAGES[language] + path)
    assert overflow(page) == []
    table = page.locator("article table:has(th:nth-child(3))").first
    assert table.evaluate("(table) => getComputedStyle(table).overflowX") == "auto"
    background = table.evaluate("(table) => getComputedStyle(table).backgroundImage")
    assert background.count("linear-gradient") == 2


@pytest.mark.parametrize("width", [PHONE, 1280])
@every_language
def test_the_copy_button_covers_no_code(private: Open, language: str, width: int) -> None:
    visit = private(width=width)
    page = visit.page
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    visit.go(f"{LANGUAGES[language]}rules/ports/")
    assert covered(page) == []
    button = page.locator(".copy").first
    button.click()
    page.wait_for_function("document.querySelector('.copy').textContent")
    # What it says then is for screen readers, and it does not grow.
    assert covered(page) == []
    assert button.inner_text()


@every_language
def test_a_message_of_aws_is_read_whole_on_a_phone(private: Open, language: str) -> None:
    visit = private(width=PHONE)
    visit.go(f"{LANGUAGES[language]}rules/ports/")
    messages = visit.page.locator("article .wrap code")
    assert messages.count() > 3
    wider = "(blocks) => blocks.filter((code) => code.scrollWidth > code.clientWidth).length"
    assert messages.evaluate_all(wider) == 0


@every_language
def test_a_focused_block_shows_it(private: Open, language: str) -> None:
    visit = private(width=PHONE)
    page = visit.page
    visit.go(f"{LANGUAGES[language]}modes/bridge/")
    page.locator("article pre code[role=region][aria-label='modes/bridge.tf']").focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_function("document.activeElement.scrollLeft > 0")
    names = page.locator("article [role=region]").evaluate_all(
        "(regions) => regions.map((region) => region.ariaLabel)"
    )
    assert len(names) == len(set(names))


@every_language
def test_the_entry_that_a_link_leads_to_is_marked(private: Open, language: str) -> None:
    visit = private()
    page = visit.page
    known = next(item.id for item in facts().evidence.values() if item.kind == "guide")
    visit.go(f"{LANGUAGES[language]}sources/guide/#ev-{known}")
    colour = "(row) => getComputedStyle(row.cells[0]).backgroundColor"
    row = page.locator(f"tr:has([id='ev-{known}'])")
    other = row.locator("xpath=following-sibling::tr[1]")
    assert row.evaluate(colour) != other.evaluate(colour)
    header = page.locator(".md-header").bounding_box()
    assert row.bounding_box()["y"] >= header["height"] - 1


# --- The 404 page --------------------------------------------------------------------------------


# What it offers in place of the navigation.
WAYS = 4


@pytest.mark.parametrize(
    ("asked", "language", "meant"),
    [
        ("mode/bridge/", "ja", "modes/bridge/"),
        ("en/modes/bridg/", "en", "en/modes/bridge/"),
        ("awsvpc", "ja", "modes/awsvpc/"),
        ("en/comparison.html", "en", "en/compare/"),
        ("en/load-balancer/", "en", "en/load-balancing/"),
        ("compares/", "ja", "compare/"),
        ("%3Cimg%20src=x%20onerror=alert(1)%3E/", "ja", None),
    ],
)
def test_an_unknown_address_is_guessed(
    private: Open, asked: str, language: str, meant: str | None
) -> None:
    visit = private()
    page = visit.page
    assert visit.go(asked) == HTTPStatus.NOT_FOUND
    page.wait_for_load_state("networkidle")
    first = page.locator("article section").first
    assert first.get_attribute("lang") == language == page.locator("html").get_attribute("lang")
    links = first.locator("li a")
    if meant is None:
        assert links.count() == WAYS
        return
    assert links.first.evaluate("(link) => link.href") == visit.site + meant
    name = links.first.inner_text()
    links.first.click()
    page.wait_for_url(visit.site + meant)
    assert page.locator("h1").inner_text().startswith(name)


@every_language
def test_the_404_page_speaks_the_language_of_its_address(private: Open, language: str) -> None:
    visit = private()
    page, base = visit.page, LANGUAGES[language]
    visit.go(base)
    name, label = page.locator(".md-header__topic").first.inner_text(), ".search-open span"
    said = facts().words.search
    visit.go(f"{base}no/such/page/")
    page.wait_for_load_state("networkidle")
    assert page.locator(".md-header__topic").first.inner_text() == name
    assert page.locator(label).inner_text() == said["open"][language]
    field = page.locator("dialog.search input")
    assert field.get_attribute("placeholder") == said["placeholder"][language]
    assert page.locator(".md-logo").evaluate("(link) => link.href") == visit.site + base


@pytest.mark.parametrize("scripts", [True, False])
def test_the_404_page_leads_to_four_pages(private: Open, scripts: bool) -> None:
    visit = private(scripts=scripts)
    for language, base in LANGUAGES.items():
        visit.go("no/such/page/")
        links = visit.page.locator(f"section[lang={language}] li a")
        ways = {link.get_attribute("href"): link.inner_text() for link in links.all()}
        assert len(ways) == WAYS
        for address, title in ways.items():
            assert visit.go(urljoin(visit.site, address)) == HTTPStatus.OK
            assert visit.path.startswith(base)
            assert visit.page.locator("h1").inner_text().rstrip("¶").strip() == title


# --- Print and motion ----------------------------------------------------------------------------


def test_a_drawing_is_printed_beside_its_words(private: Open) -> None:
    visit = private()
    page = visit.page
    visit.go("modes/awsvpc/")
    page.emulate_media(media="print")
    height = page.locator(".drawing svg").evaluate("(svg) => svg.getBoundingClientRect().height")
    assert 0 < height <= 0.46 * page.viewport_size["height"]
    assert not page.locator(".copy").first.is_visible()


def test_pages_change_at_once_where_motion_is_reduced(private: Open) -> None:
    visit = private()
    visit.go("")
    applies = """() => [...document.styleSheets].flatMap((sheet) => [...sheet.cssRules])
      .filter((rule) => rule instanceof CSSMediaRule && /@view-transition/.test(rule.cssText))
      .map((rule) => matchMedia(rule.conditionText).matches)"""
    assert visit.page.evaluate(applies) == [False]
    visit.page.emulate_media(reduced_motion="no-preference")
    assert visit.page.evaluate(applies) == [True]


@every_language
def test_on_a_phone_code_has_the_margins_and_the_width_of_tables(
    private: Open, language: str
) -> None:
    visit = private(width=PHONE)
    page = visit.page
    for path in ("check-your-terraform/", "modes/awsvpc/"):
        visit.go(LANGUAGES[language] + path)
        edges = page.locator("article > table").first.bounding_box()
        assert edges
        blocks = page.locator("article > .highlight > pre:not(.filename + pre)")
        assert blocks.count() > 3
        for block in blocks.all():
            box, code = block.bounding_box(), block.locator("code").bounding_box()
            assert box
            assert code
            assert [box["x"], box["width"]] == [edges["x"], edges["width"]]
            # No strip for the button beside code that scrolls.
            wide = block.locator("code").evaluate("(code) => code.scrollWidth > code.clientWidth")
            assert not wide or code["width"] == box["width"] - 2


@every_language
def test_on_a_phone_the_header_of_a_table_is_whole(private: Open, language: str) -> None:
    visit = private(width=PHONE)
    page = visit.page
    for path in ("contributing/", "modes/bridge/"):
        visit.go(LANGUAGES[language] + path)
        table = page.locator("article table").first
        lines = "(cells) => cells.map((cell) => getComputedStyle(cell).borderTopWidth)"
        first = table.locator("tbody tr").first.locator("td").evaluate_all(lines)
        assert len(first) == 2
        assert len(set(first)) == 1
        assert first[0] != "0px"
        assert table.evaluate("(table) => getComputedStyle(table).overflowX") == "clip"


@pytest.mark.parametrize("path", ["rules/", "rules/load-balancing/", "modes/bridge/"])
@every_language
def test_on_a_phone_a_setting_is_whole_where_it_fits(
    private: Open, language: str, path: str
) -> None:
    visit = private(width=390)
    page = visit.page
    visit.go(LANGUAGES[language] + path)
    settings = page.locator("article :is(h3, td) code").filter(has_text=re.compile(r" = "))
    assert settings.count() > 0
    for setting in settings.all():
        lines = setting.evaluate("(code) => code.getClientRects().length")
        longest = 30 if setting.evaluate("(code) => Boolean(code.closest('h3'))") else 20
        assert lines == 1 or len(setting.inner_text()) > longest, setting.inner_text()
    assert inner_scrolling(page) == []


@every_language
def test_a_long_name_breaks_between_its_words(private: Open, language: str) -> None:
    visit = private(width=390)
    page = visit.page
    visit.go(f"{LANGUAGES[language]}rules/capacity/")
    name = page.locator("article p code", has_text="deployment_minimum_healthy_percent").first
    words_of = "(code) => [...code.childNodes].map((node) => node.textContent).filter(Boolean)"
    assert name.evaluate(words_of) == ["deployment_", "minimum_", "healthy_", "percent"]


@every_language
def test_the_columns_begin_on_one_line(private: Open, language: str) -> None:
    visit = private()
    page = visit.page
    visit.go(f"{LANGUAGES[language]}modes/bridge/")
    middles = []
    for first in ("article h1", ".md-nav--primary .md-nav__link", ".md-nav--secondary > label"):
        box = page.locator(f"{first}:visible").first.evaluate(
            """(element) => {
              const range = new Range();
              range.selectNodeContents(element);
              const { top, bottom } = range.getClientRects()[0];
              return (top + bottom) / 2;
            }"""
        )
        middles.append(box)
    assert max(middles) - min(middles) < 3, middles
