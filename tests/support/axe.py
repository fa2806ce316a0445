"""axe-core on a page: all of its rules, those of WCAG's level AAA and the experimental ones too."""

from collections.abc import Sequence

from playwright.sync_api import Page
from support.paths import ROOT

AXE = ROOT / "node_modules/axe-core/axe.min.js"

# It never finds anything but asks to look.
LEFT_OUT = ("hidden-content",)
# What depends on the size of the window.
SIZES = ("scrollable-region-focusable", "target-size")

# Of a text before a gradient axe does not know the contrast: ours are the shadows of what scrolls,
# which lie beside the text. Thousands of words of code share ten colours: one word of each is kept.
RUN = """async ({ off, only }) => {
  const plain = new CSSStyleSheet();
  plain.replaceSync("article * { background-image: none !important }");
  document.adoptedStyleSheets.push(plain);
  const seen = new Set();
  for (const word of document.querySelectorAll("article pre code span")) {
    const change = word.closest("del, ins")?.localName;
    const kind = [word.className, change, word.parentElement.className].join();
    if (seen.has(kind) && !word.querySelector("a, mark, button, [id]")) {
      word.replaceWith(...word.childNodes);
    } else seen.add(kind);
  }
  await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
  const { violations } = await axe.run(document, {
    selectors: false,
    resultTypes: ["violations"],
    rules: Object.fromEntries(
      axe.getRules().map(({ ruleId }) => [
        ruleId, { enabled: only.length ? only.includes(ruleId) : !off.includes(ruleId) },
      ])
    ),
  });
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) =>
    `${id}: ${html.slice(0, 200)} ${failureSummary}`));
}"""


def axe(page: Page, *, only: Sequence[str] = ()) -> list[str]:
    """What axe finds on a page, which is to be left afterwards: its code has lost its colours.

    ``only`` names rules; without any, all of them run.
    """
    page.evaluate(AXE.read_text(encoding="utf-8"))
    return page.evaluate(RUN, {"off": LEFT_OUT, "only": only})
