"""The editor of the checker's page, alone on a page with the policy and the colours of the site."""

import json
import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect
from support.axe import axe
from support.needed import needs_node
from support.paths import ROOT
from support.site import REPORTS, Open, browsing

from tools.site import build, editor, policy

pytestmark = [*browsing, needs_node]

HTML = """<!doctype html>
<html lang="en" data-scheme="{scheme}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<title>Editor</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="material.css">
<link rel="stylesheet" href="site.css">
<link rel="stylesheet" href="page.css">
</head>
<body class="md-typeset">
<main><h1>Editor</h1><button>Before</button><div id="editor"></div><button>After</button></main>
<script type="module" src="page.js"></script>
</body>
</html>
"""
CSS = "#editor { max-height: 70vh }"
SCRIPT = """import { createEditor } from "./assets/checker/editor.js";
window.changes = 0;
window.make = () => createEditor({
  parent: document.querySelector("#editor"),
  text: TEXT,
  label: "Terraform code",
  onChange: () => { window.changes += 1; },
});
window.editor = make();
"""
TERRAFORM = """# 日本語のコメント
resource "aws_ecs_service" "web" {
  name          = "web-${var.name}" // 🐳
  desired_count = 2
  enabled       = true
  description   = <<-EOT
    a "quote" of ${upper("it")}
  EOT
  /* for */
  ports = [for port in var.ports : tostring(port)]
}
"""
EMOJI = 'a = "🐳🐳" + b\nc = 1\n'
MARKS = [
    {"from": {"line": 2, "column": 1}, "severity": "error", "message": "<b>wrong</b>"},
    {"from": {"line": 4, "column": 3}, "severity": "warning", "message": "odd"},
    {"from": {"line": 5, "column": 3}, "severity": "info", "message": "so"},
]
SELECTED = """() => {
  const { anchorNode, anchorOffset } = document.querySelector("#editor").shadowRoot.getSelection();
  return anchorNode.textContent.slice(anchorOffset);
}"""
CONTENT = ".cm-content"


@pytest.fixture(scope="module")
def site_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """In place of that of the whole site, which takes a minute to build."""
    folder = tmp_path_factory.mktemp("editor")
    editor.write(folder)
    for scheme in ("light", "dark"):
        page = HTML.format(scheme=scheme, policy=policy.text())
        (folder / f"{scheme}.html").write_text(page, encoding="utf-8")
    script = SCRIPT.replace("TEXT", json.dumps(TERRAFORM))
    (folder / "page.js").write_text(script, encoding="utf-8")
    (folder / "page.css").write_text(CSS, encoding="utf-8")
    for name in ("material.css", "site.css"):
        shutil.copy(ROOT / "docs/assets/stylesheets" / name, folder)
    with build.serve(folder) as url:
        yield url


@pytest.fixture
def open_page(private: Open) -> Iterator[Open]:
    """Opens the page in a scheme; the browser may stop nothing there, and complain of nothing."""
    visits = []

    def open_in(scheme: str = "light") -> Page:
        visits.append(private(scheme))
        visits[-1].page.add_init_script(REPORTS)
        visits[-1].go(f"{scheme}.html")
        visits[-1].page.locator(CONTENT).wait_for()
        return visits[-1].page

    yield open_in
    for visit in visits:
        assert visit.page.evaluate("reports") == []
        assert visit.complaints == []


@pytest.fixture
def page(open_page: Open) -> Page:
    return open_page()


def text(page: Page) -> str:
    return page.evaluate("editor.text()")


def marked(page: Page, text: str, *marks: dict[str, object]) -> list[str]:
    """The pieces that are underlined."""
    page.evaluate("([text, marks]) => { editor.setText(text); editor.mark(marks) }", [text, marks])
    return page.locator(".cm-lintRange").all_inner_texts()


def mark(line: int, *columns: int) -> dict[str, object]:
    places = dict(zip(("from", "to"), ({"line": line, "column": n} for n in columns), strict=False))
    return {**places, "severity": "error", "message": "wrong"}


def numbers(page: Page) -> list[int]:
    """The lines whose gutter has a sign."""
    tops = page.locator(".cm-lint-marker").evaluate_all(
        "(all) => all.map((each) => Math.round(each.parentElement.getBoundingClientRect().top))"
    )
    lines = page.locator(".cm-lineNumbers .cm-gutterElement").evaluate_all(
        "(all) => all.map((e) => [Math.round(e.getBoundingClientRect().top), e.textContent])"
    )
    shown = {top: int(number) for top, number in lines[1:]}
    return [shown[top] for top in tops]


# --- Marks and places -----------------------------------------------------------------------------


def test_a_mark_is_where_python_counts_it(page: Page) -> None:
    assert marked(page, EMOJI, mark(1, 12, 13), mark(2, 5, 6)) == ["b", "1"]
    assert numbers(page) == [1, 2]
    assert marked(page, EMOJI, mark(1, 6, 7)) == ["🐳"]


def test_a_mark_without_an_end_is_the_rest_of_its_line(page: Page) -> None:
    assert marked(page, EMOJI, mark(1, 12)) == ["b"]
    assert marked(page, EMOJI, mark(2, 3, 3)) == ["= 1"]


@pytest.mark.parametrize(("line", "column"), [(0, 0), (99, 1), (1, 99)])
def test_a_place_outside_of_the_text_is_moved_into_it(page: Page, line: int, column: int) -> None:
    marked(page, EMOJI, mark(line, column, column))
    expect(page.locator(".cm-lint-marker")).to_have_count(1)


def test_what_a_mark_says_is_text(page: Page) -> None:
    marked(page, TERRAFORM, *MARKS)
    for severity in ("error", "warning", "info"):
        expect(page.locator(f".cm-lint-marker-{severity}")).to_have_count(1)
    page.locator(".cm-lint-marker-error").hover()
    expect(page.locator(".cm-tooltip")).to_have_text("<b>wrong</b>")


def test_a_mark_opens_and_closes_from_the_keyboard(page: Page) -> None:
    marked(page, TERRAFORM, *MARKS)
    page.evaluate("editor.focus()")
    page.keyboard.press("F8")
    expect(page.locator(".cm-tooltip")).to_have_text("<b>wrong</b>")
    page.keyboard.press("Escape")
    expect(page.locator(".cm-tooltip")).to_have_count(0)


def test_the_next_marks_take_the_place_of_those_before(page: Page) -> None:
    marked(page, TERRAFORM, *MARKS)
    page.evaluate("editor.mark([])")
    expect(page.locator(".cm-lint-marker, .cm-lintRange")).to_have_count(0)


def test_go_moves_the_cursor(page: Page) -> None:
    marked(page, EMOJI)
    page.evaluate("() => { editor.go(1, 12); editor.focus() }")
    assert page.evaluate(SELECTED) == "b"
    page.keyboard.type("x")
    assert text(page) == EMOJI.replace("b", "xb")


# --- Typing ---------------------------------------------------------------------------------------


def test_tab_leaves_the_editor(page: Page) -> None:
    page.get_by_text("Before").focus()
    page.keyboard.press("Tab")
    expect(page.get_by_role("textbox", name="Terraform code")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.get_by_text("After")).to_be_focused()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Shift+Tab")
    expect(page.get_by_text("Before")).to_be_focused()
    assert text(page) == TERRAFORM
    assert page.evaluate("changes") == 0


def test_what_is_composed_arrives_once(page: Page) -> None:
    page.evaluate("() => { editor.setText(''); editor.focus() }")
    keyboard = page.context.new_cdp_session(page)
    for part in ("に", "にほ", "にほん", "日本"):
        ends = {"selectionStart": len(part), "selectionEnd": len(part)}
        keyboard.send("Input.imeSetComposition", {"text": part, **ends})
    keyboard.send("Input.insertText", {"text": "日本"})
    page.keyboard.insert_text("語🐳")
    assert text(page) == "日本語🐳"


def test_a_line_is_indented_and_undone(page: Page) -> None:
    page.evaluate("() => { editor.setText(''); editor.focus() }")
    page.keyboard.type('resource "a" "b" {\nx = f({\ny = 1\n})\n}')
    indented = 'resource "a" "b" {\n  x = f({\n    y = 1\n  })\n}'
    assert text(page) == indented
    changes = page.evaluate("changes")
    page.keyboard.press("ControlOrMeta+z")
    assert len(text(page)) < len(indented)
    assert page.evaluate("changes") == changes + 1


def test_another_text_is_no_change_of_the_reader(page: Page) -> None:
    changes = page.evaluate("changes")
    page.evaluate("() => { editor.setText('a = 1'); editor.focus() }")
    page.keyboard.press("ControlOrMeta+z")
    assert text(page) == "a = 1"
    assert page.evaluate("changes") == changes


# --- Looks ----------------------------------------------------------------------------------------

PIECES = {
    "hcl": {
        "comment": ["# 日本語のコメント", "// 🐳", "/* for */"],
        "keyword": ["resource", "for", "in"],
        "number": ["2"],
        "constant": ["true"],
        "function": ["upper", "tostring"],
    },
    "json": {"keyword": ['"a"', '"b"'], "constant": ["null"], "number": ["1.5"]},
    "plain": {"keyword": [], "string": []},
}
TEXTS = {"hcl": TERRAFORM, "json": '{"a": ["x ${y}", null], "b": -1.5}', "plain": TERRAFORM}
COLOURED = """(name) => {
  const probe = document.body.appendChild(document.createElement("i"));
  probe.style.color = `var(--md-code-hl-${name}-color)`;
  const { color } = getComputedStyle(probe);
  probe.remove();
  return [...document.querySelector("#editor").shadowRoot.querySelectorAll(".cm-line span")]
    .filter((each) => getComputedStyle(each).color === color).map((each) => each.textContent);
}"""


@pytest.mark.parametrize("language", PIECES)
def test_each_language_has_its_colours(page: Page, language: str) -> None:
    arguments = [language, TEXTS[language]]
    page.evaluate("([name, text]) => { editor.setText(text); editor.setLanguage(name) }", arguments)
    for name, pieces in PIECES[language].items():
        assert page.evaluate(COLOURED, name) == pieces, name


def test_a_quote_that_is_not_closed_ends_with_its_line(page: Page) -> None:
    page.evaluate("editor.setText('a = \"open\\nb = true\\nc = \"${d\\ne = false\\n')")
    assert page.evaluate(COLOURED, "string") == ['"open', '"']
    assert page.evaluate(COLOURED, "constant") == ["true", "false"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(open_page: Open, scheme: str) -> None:
    page = open_page(scheme)
    marked(page, TERRAFORM, *MARKS)
    page.evaluate("editor.focus()")
    page.keyboard.press("F8")
    page.locator(".cm-tooltip").wait_for()
    assert axe(page) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_sees_into_the_editor(open_page: Open, scheme: str) -> None:
    page = open_page(scheme)
    for name in ("--md-code-hl-string-color", "--d-muted"):
        page.evaluate("(name) => document.body.style.setProperty(name, '#808080')", name)
    found = "\n".join(axe(page))
    assert "color-contrast: <span" in found
    assert 'color-contrast: <div class="cm-gutterElement"' in found


# --- Much of it -----------------------------------------------------------------------------------

MANY = 10_000
TIMED = """async (step) => {
  const begin = performance.now();
  if (step === "set") editor.setText(`resource "a" "b" {\n  x = "\\${y}" # 🐳\n}\n\n`.repeat(2500));
  if (step === "mark") editor.mark(Array.from({ length: 1000 }, (_, index) => ({
    from: { line: index * 10 + 2, column: 3 }, severity: "error", message: "wrong" })));
  if (step === "go") editor.go(9990, 1);
  await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
  return performance.now() - begin;
}"""


def test_ten_thousand_lines_do_not_freeze_the_page(page: Page) -> None:
    times = {step: page.evaluate(TIMED, step) for step in ("set", "mark", "go")}
    assert max(times.values()) < 1500, times
    expect(page.locator(".cm-lineNumbers .cm-gutterElement", has_text="9990")).to_be_in_viewport()
    assert page.locator(".cm-line").count() < MANY / 50
    page.evaluate("editor.focus()")
    page.keyboard.type("# typed")
    assert text(page).splitlines()[9989].startswith("# typed")
