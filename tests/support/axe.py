"""axe-core on a page: all of its rules, those of WCAG's level AAA and the experimental ones too."""

from playwright.sync_api import Page
from support.paths import ROOT

AXE = ROOT / "node_modules/axe-core/axe.min.js"

# It never finds anything but asks to look.
LEFT_OUT = ("hidden-content",)
# The second begins where the first is content: it passes what has too little for the first.
CONTRAST = ("color-contrast", "color-contrast-enhanced")

# Of a text before a gradient axe does not know the contrast: ours are the shadows of what scrolls,
# which lie beside the text. Thousands of words of code share ten colours: one word of each is kept.
RUN = """async (off) => {
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
      axe.getRules().map(({ ruleId }) => [ruleId, { enabled: !off.includes(ruleId) }])
    ),
  });
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) =>
    `${id}: ${html.slice(0, 200)} ${failureSummary}`));
}"""


def axe(page: Page, *, contrast: bool = True) -> list[str]:
    """What axe finds on a page, which is to be left afterwards: its code has lost its colours."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    return page.evaluate(RUN, LEFT_OUT if contrast else (*LEFT_OUT, *CONTRAST))
