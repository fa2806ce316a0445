"""The comparison: on each screen and on paper, narrowed down, with its evidence and its tasks."""

import re
from urllib.parse import parse_qs, quote, urlsplit

import pytest
from playwright.sync_api import Page, expect
from support import pdf
from support.layout import cut_words, inner_scrolling, overflow
from support.paths import ROOT
from support.site import Open, browsing

from ecsnet.facts import LAUNCH_TYPES, MODES, ApiEvidence, GuideEvidence, IssueEvidence, facts
from ecsnet.sections import section
from tools.generate.comparison import TASK_MODES
from tools.generate.markdown import words
from tools.site import LANGUAGES

pytestmark = browsing

PHONE, TABLET = 390, 768
ALL = len(facts().modes.properties)

every_language = pytest.mark.parametrize("language", LANGUAGES)

COLUMNS = """() => [...document.querySelector(".compare .matrix:not([hidden]) thead tr").cells]
  .slice(1).filter((cell) => cell.checkVisibility())
  .map((cell) => cell.innerText.split(/[ （(]/)[0])"""
ROWS = """() => [...document.querySelectorAll(".compare .matrix tbody tr")]
  .filter((row) => row.checkVisibility())
  .map((row) => row.querySelector(".why").hash.replace("#evidence-", ""))"""


def address(language: str, search: str = "") -> str:
    return f"{LANGUAGES[language]}compare/{search}"


def query(page: Page) -> dict[str, list[str]]:
    return parse_qs(urlsplit(page.url).query)


def plain(text: str) -> str:
    """Without white space and Markdown: a browser breaks lines where it likes."""
    return re.sub(r"\s|[`*・·‧]", "", text).translate(str.maketrans("（）：", "():"))


def differing(language: str, modes: tuple[str, ...]) -> list[str]:
    def said(name: str, mode: str) -> tuple[str | None, str | None]:
        cell = facts().modes.properties[name].cells[mode]
        return cell.value, cell.text[language] if cell.text else None

    return [
        name for name in facts().modes.properties if len({said(name, mode) for mode in modes}) > 1
    ]


def in_order_of_groups(names: list[str]) -> list[str]:
    properties, order = facts().modes.properties, list(facts().modes.groups)
    return sorted(names, key=lambda name: order.index(properties[name].group))


# --- Screens and paper ---------------------------------------------------------------------------


@pytest.mark.parametrize("width", [360, PHONE, TABLET, 1024, 1280])
@every_language
def test_no_word_of_a_cell_is_cut(private: Open, language: str, width: int) -> None:
    visit = private(width=width)
    page = visit.page
    visit.go(address(language))
    assert cut_words(page) == []
    assert inner_scrolling(page) == []
    # The other modes, which a narrow page does not show at first
    for mode in ("none", "default"):
        if width <= TABLET:
            page.locator(f".pick [value={mode}]").check(force=True)
    assert cut_words(page) == []


@pytest.mark.parametrize("width", [PHONE, TABLET, 1280])
@every_language
def test_the_names_of_the_modes_stay_in_sight(private: Open, language: str, width: int) -> None:
    visit = private(width=width)
    page = visit.page
    visit.go(address(language))
    table = page.locator("#matrix-traffic + .matrix")
    middle = "(row) => row.scrollIntoView({ block: 'start', behavior: 'instant' })"
    table.locator("tbody tr").nth(7).evaluate(middle)
    top = table.locator("thead th").nth(1).evaluate("(cell) => cell.getBoundingClientRect().top")
    above = ".md-header" if width == PHONE else ".pick"
    bottom = page.locator(above).evaluate("(bar) => bar.getBoundingClientRect().bottom")
    assert abs(top - bottom) < 2


@every_language
def test_the_printed_page_has_every_row_and_column(private: Open, language: str) -> None:
    visit = private(width=PHONE)
    visit.go(address(language))
    printed = pdf.pages(visit.page.pdf(prefer_css_page_size=True))
    assert len(printed) > 1
    text = plain("".join(printed))
    ui, modes = words(language), facts().modes
    header = "".join([ui["property"], *MODES]) + "(Windows)"
    assert text.count(header) >= len(modes.groups)
    for prop in modes.properties.values():
        cells = [prop.cells[mode] for mode in MODES]
        said = [
            (modes.values[cell.value].label[language] if cell.value else "")
            + (cell.text[language] if cell.text else "")
            for cell in cells
        ]
        assert plain("".join([prop.name[language], "i", *said])) in text, prop.id
    runs = facts().compatibility
    places = "".join(runs.launch_types[launch][language] for launch in LAUNCH_TYPES)
    assert plain(ui["mode"] + places) in text
    for mode in TASK_MODES:
        assert f'network_mode="{mode}"' in text


def test_only_this_page_is_printed_across(private: Open) -> None:
    visit = private()
    boxes = {}
    for path in ("compare/", "choose/"):
        visit.go(path)
        printed = visit.page.pdf(prefer_css_page_size=True)
        boxes[path] = re.search(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", printed).groups()
    assert float(boxes["compare/"][0]) > float(boxes["compare/"][1])
    assert float(boxes["choose/"][0]) < float(boxes["choose/"][1])


# --- Narrowing down ------------------------------------------------------------------------------


@every_language
def test_modes_are_picked_and_the_address_keeps_them(private: Open, language: str) -> None:
    visit = private()
    page = visit.page
    visit.go(address(language))
    assert page.evaluate(COLUMNS) == list(MODES)
    for mode in ("host", "none", "default"):
        page.locator(f".pick [value={mode}]").uncheck()
    assert page.evaluate(COLUMNS) == ["awsvpc", "bridge"]
    assert page.url.endswith("?modes=awsvpc,bridge")
    page.reload()
    assert page.evaluate(COLUMNS) == ["awsvpc", "bridge"]
    page.locator("a.language").click()
    page.wait_for_url("**/compare/?modes=awsvpc,bridge")
    assert page.evaluate(COLUMNS) == ["awsvpc", "bridge"]
    assert visit.complaints == []


@pytest.mark.parametrize("modes", [("awsvpc", "bridge"), ("bridge", "default"), MODES])
@every_language
def test_only_rows_that_differ(private: Open, language: str, modes: tuple[str, ...]) -> None:
    visit = private()
    page = visit.page
    visit.go(address(language, f"?modes={','.join(modes)}"))
    assert len(page.evaluate(ROWS)) == ALL
    page.locator(".pick [name=diff]").check()
    assert page.evaluate(ROWS) == in_order_of_groups(differing(language, modes))
    shown = len(page.evaluate(ROWS))
    assert 0 < shown <= ALL
    assert page.locator(".pick output").inner_text().startswith(f"{shown} / {ALL}")
    assert query(page)["diff"] == ["1"]


@pytest.mark.parametrize("written", ["IPv6", "ＩＰｖ６", "  ipv6 "])
@every_language
def test_rows_are_filtered_by_words(private: Open, language: str, written: str) -> None:
    visit = private()
    page = visit.page
    visit.go(address(language))
    page.locator(".pick [name=q]").fill(written)
    rows = page.evaluate(ROWS)
    assert "ipv6" in rows
    assert len(rows) < ALL / 2
    empty = ".compare h3:visible + .matrix:not(:has(tbody tr:not([hidden])))"
    assert page.locator(empty).count() == 0
    assert query(page)["q"] == [written.strip()]


@every_language
def test_state_of_an_address_is_shown(private: Open, language: str) -> None:
    visit = private()
    page = visit.page
    visit.go(address(language, "?modes=awsvpc,bridge&diff=1&q=port"))
    assert page.evaluate(COLUMNS) == ["awsvpc", "bridge"]
    assert 0 < len(page.evaluate(ROWS)) < len(differing(language, ("awsvpc", "bridge")))
    # The search of the site, which other pages open for such an address, is another field.
    page.wait_for_load_state("networkidle")
    assert not page.locator("dialog.search").is_visible()
    assert visit.complaints == []


@every_language
def test_markup_in_the_address_is_text(private: Open, language: str) -> None:
    visit = private()
    page = visit.page
    markup = "<img src=x onerror=\"document.title='broken'\">"
    visit.go(address(language, f"?modes={quote(markup)}&q={quote(markup)}"))
    assert page.locator(".pick [name=q]").input_value() == markup
    assert page.evaluate(ROWS) == []
    assert page.locator(".compare img").count() == 0
    assert page.title() != "broken"
    assert page.locator(".pick output").inner_text().startswith(f"0 / {ALL}")


@every_language
def test_a_phone_shows_two_modes_side_by_side(private: Open, language: str) -> None:
    visit = private(width=PHONE)
    page = visit.page
    visit.go(address(language))
    assert page.evaluate(COLUMNS) == ["awsvpc", "bridge"]
    cells = page.locator(".compare .matrix tbody tr").first.locator("td:visible")
    name, one, other = (cells.nth(index).bounding_box() for index in range(3))
    assert one["y"] == other["y"] > name["y"]
    assert other["x"] > one["x"]
    page.locator(".pick [value=host]").check(force=True)
    assert page.evaluate(COLUMNS) == ["bridge", "host"]
    assert page.url.endswith("?modes=bridge,host")
    page.set_viewport_size({"width": 1280, "height": 800})
    assert page.evaluate(COLUMNS) == ["bridge", "host"]


@every_language
def test_a_tablet_shows_three_modes_side_by_side(private: Open, language: str) -> None:
    visit = private(width=TABLET)
    page = visit.page
    visit.go(address(language))
    assert page.evaluate(COLUMNS) == ["awsvpc", "bridge", "host"]
    name, *cells = page.locator(".compare .matrix tbody tr").first.locator("td:visible").all()
    boxes = [cell.bounding_box() for cell in cells]
    assert len({box["y"] for box in boxes}) == len({round(box["width"]) for box in boxes}) == 1
    assert boxes[0]["y"] > name.bounding_box()["y"]
    page.locator(".pick [value=default]").check(force=True)
    assert page.evaluate(COLUMNS) == ["bridge", "host", "default"]
    page.locator(".pick [value=bridge]").uncheck(force=True)
    assert page.evaluate(COLUMNS) == ["host", "default"]
    assert page.url.endswith("?modes=host,default")
    page.set_viewport_size({"width": PHONE, "height": 800})
    assert page.evaluate(COLUMNS) == ["host", "default"]
    assert visit.complaints == []


@every_language
def test_the_form_works_with_the_keyboard(private: Open, language: str) -> None:
    visit = private()
    page = visit.page
    visit.go(address(language))
    page.locator(".pick [value=awsvpc]").focus()
    page.keyboard.press("Space")
    assert page.evaluate(COLUMNS) == list(MODES[1:])
    label = page.locator(".pick label:has(:focus-visible)")
    assert label.evaluate("(label) => getComputedStyle(label).outlineStyle") == "solid"


# --- Evidence ------------------------------------------------------------------------------------


@every_language
def test_evidence_opens_beside_its_row(private: Open, language: str) -> None:
    visit = private()
    page = visit.page
    visit.go(address(language))
    assert not any("evidence.js" in url or "/sources/" in url for url in visit.requests)
    cells = facts().modes.properties["ip_address"].cells
    sign = page.locator(".why[href='#evidence-ip_address']")
    sign.focus()
    page.keyboard.press("Enter")
    popover = page.locator(".evidence")
    popover.wait_for()
    text = popover.inner_text()
    for item in {known for cell in cells.values() for known in cell.evidence}:
        found = facts().evidence[item]
        link = popover.locator(f".kind[href$='sources/{found.kind}/#ev-{item}']")
        assert link.inner_text().startswith(words(language)[found.kind])
        if isinstance(found, ApiEvidence):
            assert found.sentence in text
        else:
            assert popover.locator(f"a[href='{found.url}']").count() > 0
            assert found.checked.isoformat() in text
    for mode in MODES:
        assert mode in text
    assert sign.get_attribute("aria-expanded") == "true"
    page.keyboard.press("Escape")
    popover.wait_for(state="hidden")
    assert sign.evaluate("(sign) => sign === document.activeElement")
    assert visit.complaints == []


@every_language
def test_each_piece_of_evidence_has_its_day_and_what_is_known_from_it(
    private: Open, language: str
) -> None:
    visit = private()
    page = visit.page
    visit.go(address(language))
    popover = page.locator(".evidence:popover-open")
    known, runs = facts(), facts().compatibility
    rows = {row: known.modes.properties[row].cells for row in ("ip_address", "use_case", "imds")}
    rows["runs-none"] = {launch: runs.cell("none", launch) for launch in LAUNCH_TYPES}
    for row, cells in rows.items():
        page.locator(f".why[href='#evidence-{row}']").click()
        expect(popover.locator(".heading")).to_be_visible()
        for entry in popover.locator("li").all():
            said = entry.inner_text()
            dates = re.findall(rf"{words(language)['checked']} \d{{4}}-\d\d-\d\d", said)
            assert len(dates) == entry.locator(".kind").count(), said
            told = entry.locator("blockquote, p:not(:has(.kind))").all_inner_texts()
            assert told, said
            assert all(text.strip() for text in told), said
        told = [plain(each) for each in popover.locator("p:not(:has(.kind))").all_inner_texts()]
        for cell in cells.values():
            pages = [known.evidence[each] for each in cell.evidence]
            if any(
                isinstance(each, (GuideEvidence, IssueEvidence)) and not each.note for each in pages
            ):
                label = known.modes.values[cell.value].label[language] if cell.value else ""
                text = cell.text[language] if cell.text else ""
                assert any(plain(label) in each and plain(text) in each for each in told), cell
        page.keyboard.press("Escape")
    assert visit.complaints == []


@pytest.mark.parametrize("width", [360, 1280])
@every_language
def test_evidence_lies_within_the_window(private: Open, language: str, width: int) -> None:
    visit = private("dark", width)
    page = visit.page
    visit.go(address(language))
    for row in ("use_case", "runs-none"):
        page.locator(f".why[href='#evidence-{row}']").click()
        box = page.locator(".evidence:popover-open").bounding_box()
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width
        assert box["y"] >= 0
        assert box["y"] + box["height"] <= 801
        page.locator(".evidence .close").click()
        assert page.locator(".evidence:popover-open").count() == 0


@every_language
def test_every_row_says_what_each_cell_is_known_from(private: Open, language: str) -> None:
    visit = private(scripts=False)
    page = visit.page
    visit.go(address(language))
    rows = {prop.id: prop.cells.values() for prop in facts().modes.properties.values()}
    runs = facts().compatibility
    rows |= {f"runs-{mode}": [runs.cell(mode, t) for t in LAUNCH_TYPES] for mode in MODES}
    shown = dict(
        page.locator("tr:has(> td > [id^=evidence-])").evaluate_all(
            """(rows) => rows.map((row) => [row.querySelector("[id]").id,
              [...row.querySelectorAll(".ev a")].map((link) => link.hash.slice(4))])"""
        )
    )
    assert page.locator(".why").count() == len(rows)
    for name, cells in rows.items():
        assert page.locator(f".why[href='#evidence-{name}']").count() == 1
        expected = {known for cell in cells for known in cell.evidence}
        assert set(shown[f"evidence-{name}"]) == expected, name


@every_language
def test_without_a_script_everything_is_there(private: Open, language: str) -> None:
    visit = private(scripts=False)
    page = visit.page
    visit.go(address(language, "?modes=awsvpc"))
    assert not page.locator(".pick").is_visible()
    header = page.locator(".compare .matrix").first.locator("thead th")
    assert [each.is_visible() for each in header.all()] == [True] * (len(MODES) + 1)
    for mode in TASK_MODES:
        assert page.locator(f"#same-task-{mode} + .highlight").is_visible()
    assert not page.locator(".differences").is_visible()
    page.locator(".why[href='#evidence-ipv6']").click()
    page.wait_for_url("**/compare/?modes=awsvpc#evidence-ipv6")
    assert overflow(page) == []


# --- The same task -------------------------------------------------------------------------------


def task(mode: str) -> str:
    text = (ROOT / f"snippets/compare/{mode}.tf").read_text(encoding="utf-8")
    return section(text, "task").strip() + "\n"


@every_language
def test_tasks_are_tabs(private: Open, language: str) -> None:
    visit = private()
    page = visit.page
    visit.go(address(language, "#same-task-host"))
    shown = "[role=tabpanel]:not([hidden]) h3"
    assert page.locator(shown).get_attribute("id") == "same-task-host"
    page.locator("[role=tab][aria-selected=true]").focus()
    for key, mode in (("ArrowRight", "none"), ("ArrowRight", "awsvpc"), ("End", "none")):
        page.keyboard.press(key)
        assert page.locator(shown).get_attribute("id") == f"same-task-{mode}"
        assert page.evaluate("document.activeElement.textContent") == mode
    page.evaluate("location.hash = 'same-task-bridge'")
    page.locator("#same-task-bridge").wait_for()
    assert page.locator("[role=tab][aria-selected=true]").inner_text() == "bridge"
    assert visit.complaints == []


@every_language
def test_a_task_against_another_one(private: Open, language: str) -> None:
    visit = private()
    page = visit.page
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    visit.go(address(language))
    for against in TASK_MODES:
        page.locator(".tasks select").select_option(against)
        for mode in TASK_MODES:
            page.get_by_role("tab", name=mode).click()
            block = page.locator("[role=tabpanel]:not([hidden]) .highlight:visible")
            gone, come = block.locator("del"), block.locator("ins")
            if mode == against:
                assert gone.count() == come.count() == 0
            else:
                assert f'"{against}"' in gone.first.inner_text()
                assert f'"{mode}"' in come.first.inner_text()
                sign = "(line) => getComputedStyle(line, '::before').content"
                assert gone.first.evaluate(sign) == '"−"'
                assert come.first.evaluate(sign) == '"+"'
            page.evaluate("navigator.clipboard.writeText('')")
            block.locator(".copy").click()
            page.wait_for_function("navigator.clipboard.readText().then(Boolean)")
            assert page.evaluate("navigator.clipboard.readText()") == task(mode)
    assert visit.complaints == []
