"""The checker in the page says what the command says, works offline, and sends nothing."""

from __future__ import annotations

import base64
import gzip
import json
import re
import zlib
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, Route, expect
from support.checker_cases import CONTAINERS, WRITTEN
from support.paths import SNIPPETS
from support.site import DESKTOP, Open, Visit, browsing

from ecsnet.facts import facts
from tools.site import LANGUAGES, build, checker

pytestmark = browsing

PAGE = "check-your-terraform/"
# A cold start, on a machine that does other things too.
START_MS = 40_000
BAD = (SNIPPETS / "rules/ENM003/bad.tf").read_text(encoding="utf-8")
MARKUP = "<img class=injected src=none.png onerror='window.ran=1'>"

every_language = pytest.mark.parametrize("language", LANGUAGES)


def opened(visit: Visit, language: str = "en", fragment: str = "") -> Page:
    visit.go(f"{LANGUAGES[language]}{PAGE}{fragment}")
    expect(visit.page.locator("form.checker")).to_be_visible()
    return visit.page


PASTE = """(content, text) => {
  const clipboardData = new DataTransfer();
  clipboardData.setData("text/plain", text);
  const how = { clipboardData, bubbles: true, cancelable: true };
  content.dispatchEvent(new ClipboardEvent("paste", how));
}"""


def enter(page: Page, text: str) -> None:
    """As a reader pastes it over all there is, into the field or the editor that has its place."""
    editor = page.locator(".cm-content")
    if not editor.count():
        page.locator("#checked-text").fill(text)
        return
    editor.press("Control+a")
    editor.evaluate(PASTE, text)


def status(page: Page) -> Locator:
    return page.locator(".checker [role=status]")


def lines(page: Page) -> str:
    return "\n".join(page.locator(".cm-line").all_inner_texts())


def check(page: Page, text: str) -> None:
    enter(page, text)
    page.locator(".checker [type=submit]").click()
    expect(page.locator(".checked > *").first).to_be_visible(timeout=START_MS)


# --- what a reader does ---------------------------------------------------------------------------


@every_language
def test_an_example_is_checked_in_two_clicks(private: Open, language: str) -> None:
    visit = private(locale=language)
    page = opened(visit, language)
    assert not [url for url in visit.requests if "/checker/" in url or "worker" in url]
    page.locator('.checker [value="bridge.tf"]').click()
    expect(page.locator("#checked-text")).to_have_value(re.compile('"bridge"'))
    page.locator(".checker [type=submit]").click()
    finding = page.locator(".findings li")
    expect(finding).to_have_count(1, timeout=START_MS)
    expect(finding).to_be_in_viewport(ratio=0.5)
    assert "ENM041" in finding.inner_text()
    rule = finding.locator("a").first.evaluate("(link) => link.href")
    assert rule == f"{visit.site}{LANGUAGES[language]}rules/containers/#enm041"
    assert "At least one of 'memory' or 'memoryReservation'" in finding.inner_text()
    assert finding.locator("mark").inner_text() == 'name  = "example-container"'
    expect(page.locator(".cm-lint-marker-error")).to_have_count(1)
    assert page.locator(".cm-lintRange-error").inner_text() == 'name  = "example-container"'
    finding.locator(".place").click()
    page.keyboard.type("# here ")
    expect(page.locator(".cm-line").nth(6)).to_have_text('      # here name  = "example-container"')
    assert visit.complaints == []


def test_on_a_phone_the_field_stays_and_the_findings_are_a_list(private: Open) -> None:
    page = opened(private(width=390))
    check(page, BAD)
    expect(page.locator(".findings li")).to_be_in_viewport(ratio=0.5)
    box, mark = page.locator(".findings pre code"), page.locator(".findings mark")
    within = "(mark, box) => mark.getBoundingClientRect().right < box.getBoundingClientRect().right"
    assert mark.evaluate(within, box.element_handle())
    page.locator(".findings .place").click()
    selected = "(field) => field.value.slice(field.selectionStart, field.selectionEnd)"
    assert page.locator("#checked-text").evaluate(selected) == "hostPort = 8080"
    assert page.locator(".cm-editor").count() == 0
    assert page.evaluate("document.documentElement.scrollWidth") == 390


def test_what_is_typed_is_checked_again(private: Open) -> None:
    page = opened(private())
    check(page, BAD)
    expect(status(page)).to_have_text("Errors: 1, warnings: 0.")
    enter(page, BAD.replace("hostPort", "name"))
    expect(status(page)).to_have_text("No findings.")
    assert page.locator(".findings").count() == 0


def test_what_is_found_leads_to_its_place(private: Open) -> None:
    page = opened(private())
    check(page, "#\n" * 50 + BAD + f"# {'wide ' * 99}\n")
    assert page.evaluate("document.documentElement.scrollWidth") == DESKTOP
    named = page.locator(".cm-line", has_text="hostPort")
    page.locator(".findings .place").click()
    expect(named).to_be_in_viewport()
    enter(page, "#\n" * 50 + BAD.replace("hostPort =", "hostPort"))
    page.locator(".unusable .place").click()
    expect(named).to_be_in_viewport()
    assert page.evaluate("document.activeElement.matches('.room')")
    expect(page.locator(".cm-lint-marker-error")).to_have_count(1)
    page.evaluate("scrollTo(0, 0)")
    page.locator('.checker [value="bridge.tf"]').click()
    expect(page.locator(".findings li")).to_be_in_viewport(ratio=0.5)
    page.locator(".checker [type=reset]").click()
    page.locator(".checker [type=submit]").click()
    expect(status(page)).to_be_in_viewport()


def test_what_is_pasted_is_told_apart(private: Open) -> None:
    page = opened(private())
    resource = {"network_mode": "awsvpc", "container_definitions": CONTAINERS}
    terraform = json.dumps({"resource": {"aws_ecs_task_definition": {"web": resource}}})
    pasted = {"main.tf": BAD, "input.json": WRITTEN["api"]["td.json"], "main.tf.json": terraform}
    for name, text in pasted.items():
        check(page, text)
        expect(page.locator(".findings .place")).to_have_text(re.compile(f"^{re.escape(name)}:"))


def test_the_wrong_example_of_a_rule_opens_in_one_click(private: Open, built_site: Path) -> None:
    visit = private()
    visit.go("en/rules/ports/")
    visit.page.locator("a[href*='try=ENM003']").click()
    published = (built_site / "tf/rules/ENM003/bad.tf").read_text(encoding="utf-8")
    expect(visit.page.locator("#checked-text")).to_have_value(published)
    assert visit.path.startswith("en/check-your-terraform/")


def test_a_link_holds_the_input(private: Open) -> None:
    visit = private()
    visit.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = opened(visit)
    text = f"{BAD}# 日本語 🍣 {MARKUP}\n"
    page.locator("#checked-text").fill(text)
    page.locator(".checker [value=link]").click()
    expect(page.locator(".checker [value=link]")).to_have_text("Copied")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith(f"{visit.site}en/{PAGE}#code=")
    other = private()
    other.page.goto(copied)
    expect(other.page.locator("#checked-text")).to_have_value(text)
    assert not any("code=" in url.partition("#")[0] for url in other.requests)


def code(files: list[list[str]]) -> str:
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = packer.compress(json.dumps(files).encode()) + packer.flush()
    return f"#code={base64.urlsafe_b64encode(packed).decode().rstrip('=')}"


DAMAGED = {
    "no base64": "#code=%00",
    "nothing": "#code=",
    "no compression": "#code=x",
    "no files": code([]),
    "another shape": code([["main.tf"]]),
    "a path that leads out": code([["../main.tf", "a"]]),
    "an absolute path": code([["/etc/main.tf", "a"]]),
    "too many files": code([[f"{n}.tf", ""] for n in range(3_000)]),
    "too much": code([["main.tf", " " * 6_000_000]]),
}


@pytest.mark.parametrize("damage", DAMAGED)
def test_a_damaged_link_says_so(private: Open, damage: str) -> None:
    visit = private()
    page = opened(visit, fragment=DAMAGED[damage])
    expect(status(page)).to_have_text("This link is damaged, so its code cannot be opened.")
    assert page.locator("#checked-text").input_value() == ""
    assert visit.complaints == []


def test_a_link_leads_to_no_other_site(private: Open) -> None:
    settings = 'docs_url = "https://elsewhere.example/"\n'
    visit = private()
    page = opened(visit, fragment=code([[".ecsnet.toml", settings], ["main.tf", BAD]]))
    page.locator(".checker [type=submit]").click()
    link = page.locator(".findings a").first
    expect(link).to_be_visible(timeout=START_MS)
    assert link.evaluate("(link) => link.href") == f"{visit.site}en/rules/ports/#enm003"
    expect(status(page)).to_contain_text("Using settings from .ecsnet.toml.")


def test_what_was_entered_is_there_after_a_look_at_the_rule(private: Open) -> None:
    page = opened(private())
    check(page, BAD)
    page.locator(".findings a").first.click()
    page.wait_for_url("**/rules/ports/**")
    page.go_back()
    expect(page.locator("#checked-text")).to_have_value(BAD)


def test_a_link_of_the_page_leaves_what_was_typed(private: Open) -> None:
    page = opened(private(), fragment="?try=ENM003")
    expect(page.locator("#checked-text")).not_to_have_value("")
    page.locator("#checked-text").fill("# mine")
    page.evaluate("location.hash = '#install'")
    page.wait_for_timeout(300)
    assert page.locator("#checked-text").input_value() == "# mine"


def test_an_answer_about_an_earlier_text_is_not_shown(private: Open) -> None:
    page = opened(private())
    enter(page, BAD)
    page.locator(".checker [type=submit]").click()
    page.locator(".checker [type=submit]").click()
    expect(page.locator(".cm-content")).to_have_count(1)
    enter(page, "# nothing\n")
    expect(status(page)).to_have_text("No findings.", timeout=START_MS)
    assert page.locator(".findings").count() == 0
    page.locator(".checker [type=reset]").click()
    assert lines(page).strip() == ""
    page.locator(".checker [type=submit]").click()
    expect(status(page)).to_have_text("Enter something to check.")


def test_a_file_is_checked_as_it_is_and_not_as_it_is_shown(private: Open) -> None:
    page = opened(private())
    files = [
        {"name": "main.tf", "mimeType": "", "buffer": "# 日本語\n".encode("shift_jis")},
        {"name": "b.tf", "mimeType": "", "buffer": BAD.encode()},
        {"name": "big.tf", "mimeType": "", "buffer": b"#" * 300_000},
    ]
    page.locator(".checker [type=file]").first.set_input_files(files)
    page.locator(".checker select").select_option("main.tf")
    page.locator(".checker select").select_option("big.tf")
    expect(page.locator(".checker .large")).to_contain_text("big.tf is too large to show")
    page.locator(".checker [type=submit]").click()
    expect(page.locator(".checked .unusable")).to_contain_text("not valid UTF-8", timeout=START_MS)
    page.locator(".findings .place").click()
    assert "hostPort = 8080" in lines(page)
    page.keyboard.press("ControlOrMeta+z")
    assert "hostPort = 8080" in lines(page)


def test_a_directory_is_opened(private: Open, tmp_path: Path) -> None:
    page = opened(private())
    folder = tmp_path / "infra"
    for name, text in (
        WRITTEN["module"] | {".terraform/x.tf": "{", "node_modules/y.tf": "{"}
    ).items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    page.locator(".checker [webkitdirectory]").set_input_files(folder)
    expect(page.locator(".checker select option")).to_have_text(["m/main.tf", "main.tf"])
    page.locator(".checker [type=submit]").click()
    place = page.locator(".findings .place").first
    expect(place).to_have_text(re.compile(r"^m/main\.tf:\d+:\d+$"), timeout=START_MS)
    page.locator(".checker select").select_option("main.tf")
    assert lines(page).split() == WRITTEN["module"]["main.tf"].split()
    place.click()
    expect(page.locator(".checker select")).to_have_value("m/main.tf")


DROP = """(form, files) => {
  const data = new DataTransfer();
  for (const [name, text] of files) data.items.add(new File([text], name));
  const how = { dataTransfer: data, bubbles: true, cancelable: true };
  form.dispatchEvent(new DragEvent("drop", how));
}"""


def test_files_are_dropped(private: Open) -> None:
    page = opened(private())
    files = [["main.tf", WRITTEN["values"]["main.tf"]], ["terraform.tfvars", 'mode = "awsvpc"']]
    page.locator("form.checker").evaluate(DROP, files)
    page.locator(".checker [type=submit]").click()
    expect(page.locator(".findings li")).to_have_count(1, timeout=START_MS)


def test_a_directory_is_dropped(private: Open, tmp_path: Path) -> None:
    page = opened(private())
    (tmp_path / "infra/m").mkdir(parents=True)
    for name, text in WRITTEN["module"].items():
        (tmp_path / "infra" / name).write_text(text, encoding="utf-8")
    field = page.locator("#checked-text").bounding_box()
    assert field is not None
    # As a hand does it: what a script dispatches has no directories.
    mouse = page.context.new_cdp_session(page)
    data = {"items": [], "files": [str(tmp_path / "infra")], "dragOperationsMask": 1}
    at = {"x": field["x"] + 9, "y": field["y"] + 9, "data": data}
    for kind in ("dragEnter", "dragOver", "drop"):
        mouse.send("Input.dispatchDragEvent", {"type": kind, **at})
    expect(page.locator(".checker select option")).to_have_text(["m/main.tf", "main.tf"])


def test_the_keyboard_is_enough(private: Open) -> None:
    page = opened(private())
    page.locator("#checked-text").fill(BAD)
    page.locator("#checked-text").press("Tab")
    assert page.evaluate("document.activeElement.type") == "submit"
    page.keyboard.press("Enter")
    expect(page.locator(".findings .place")).to_be_visible(timeout=START_MS)
    page.locator(".findings .place").press("Enter")
    assert page.evaluate("document.activeElement.matches('.room')")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.type") == "submit"


# --- nothing leaves the browser -------------------------------------------------------------------


def test_it_goes_on_when_the_server_is_gone(built_site: Path, browser: Any) -> None:
    context = browser.new_context(locale="en")
    with build.serve(built_site, "/") as url:
        visit = Visit(context.new_page(), url)
        page = opened(visit)
        check(page, BAD)
        loaded = list(visit.requests)
    enter(page, BAD.replace('"awsvpc"', '"none"'))
    expect(page.locator(".findings a").first).not_to_have_text("ENM003")
    assert visit.requests == loaded
    assert all(url.startswith((visit.site, "blob:")) and "?" not in url for url in loaded)
    assert visit.complaints == []
    context.close()


def test_only_this_page_may_compile(built_site: Path) -> None:
    allowed = {
        path.parent.relative_to(built_site).as_posix()
        for path in built_site.rglob("*.html")
        if "wasm-unsafe-eval" in path.read_text(encoding="utf-8").partition("</head>")[0]
    }
    assert allowed == {PAGE.rstrip("/"), f"en/{PAGE}".rstrip("/")}


def test_markup_is_shown_as_text(private: Open) -> None:
    visit = private(policy=False)
    page = opened(visit)
    named = BAD.replace('"web"', json.dumps(MARKUP))
    page.locator("form.checker").evaluate(DROP, [[f"{MARKUP.replace('/', '')}.tf", named]])
    page.locator(".checker [type=submit]").click()
    expect(page.locator(".findings li").first).to_be_visible(timeout=START_MS)
    assert "<img" in page.locator(".findings li").first.inner_text()
    assert page.evaluate("window.ran === undefined && !document.querySelector('.injected')")


# --- where it cannot run --------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["pyodide.mjs", "pyodide.asm.wasm.packed", "python.packed"])
def test_what_did_not_load_is_loaded_at_the_next_click(private: Open, name: str) -> None:
    visit = private()
    address = f"**/assets/checker/{name}"
    visit.page.context.route(address, lambda route: route.abort())
    page = opened(visit)
    enter(page, BAD)
    page.locator(".checker [type=submit]").click()
    expect(status(page)).to_contain_text("Try again, or use the command", timeout=START_MS)
    expect(page.locator(".checker [type=submit]")).to_have_text("Check (downloads 7 MB first)")
    visit.page.context.unroute(address)
    page.locator(".checker [type=submit]").click()
    expect(page.locator(".findings li")).to_have_count(1, timeout=START_MS)


def test_what_breaks_the_checker_does_not_break_it_for_good(private: Open) -> None:
    page = opened(private())
    enter(page, "[" * 1_000)
    page.locator(".checker [type=submit]").click()
    stopped = re.compile("^Cannot check: .*nested too deeply")
    expect(status(page)).to_have_text(stopped, timeout=START_MS)
    check(page, BAD)
    expect(page.locator(".findings li")).to_have_count(1, timeout=START_MS)


def test_a_site_without_the_checker_says_so(private: Open) -> None:
    visit = private()

    def unfinished(route: Route) -> None:
        answer = route.fetch()
        route.fulfill(response=answer, body=answer.text().replace(" data-ready", ""))

    visit.page.context.route(f"**/{PAGE}", unfinished)
    visit.go(f"en/{PAGE}")
    expect(visit.page.get_by_text("built without the checker")).to_be_visible()
    expect(visit.page.locator("form.checker")).to_be_hidden()


def test_without_scripts_there_is_no_form(private: Open) -> None:
    visit = private(scripts=False)
    visit.go(f"en/{PAGE}")
    expect(visit.page.locator("form.checker")).to_be_hidden()
    expect(visit.page.locator("#install")).to_be_visible()


def test_what_is_loaded_is_as_light_as_the_button_says(built_site: Path) -> None:
    packed = (".packed", ".zip")
    sizes = [
        path.stat().st_size if path.suffix in packed else len(gzip.compress(path.read_bytes(), 9))
        for path in (built_site / checker.TARGET).iterdir()
        if path.stem != "editor"
    ]
    assert sum(sizes) <= 7 * 2**20
    said = facts().words.checker["load"]
    assert all(f"{round(sum(sizes) / 1e6)} MB" in said[language] for language in LANGUAGES)
