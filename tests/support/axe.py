"""axe-core on a page: all of its rules, those of WCAG's level AAA and the experimental ones too."""

from playwright.sync_api import Page
from support.paths import ROOT

AXE = ROOT / "node_modules/axe-core/axe.min.js"

# The stronger rule on contrast finds what the weaker one does. Of a text before a gradient axe does
# not know the contrast: those of ours are the shadows of what scrolls, which lie beside the text.
RUN = """async () => {
  const plain = new CSSStyleSheet();
  plain.replaceSync("article :is(code, table, .matrix) { background-image: none !important }");
  document.adoptedStyleSheets.push(plain);
  await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
  const { violations } = await axe.run(document, {
    selectors: false,
    resultTypes: ["violations"],
    rules: Object.fromEntries(
      axe.getRules().map(({ ruleId }) => [ruleId, { enabled: ruleId !== "color-contrast" }])
    ),
  });
  document.adoptedStyleSheets.pop();
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) =>
    `${id}: ${html.slice(0, 200)} ${failureSummary}`));
}"""


def axe(page: Page) -> list[str]:
    """What axe finds; the document is left as it was but for axe itself."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    return page.evaluate(RUN)
