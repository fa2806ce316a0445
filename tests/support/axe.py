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
#
# The contrast of a text is half of the time of axe, and a page has hundreds of links and paragraphs
# that are alike: same tag, classes and painted style, and so are all that they lie in. Of each kind
# the first three are measured, because one may be scrolled out of its box. What is taken out of the
# flow may lie before anything: all of it is measured, and so is what has its text as a value.
RUN = """async ([off, contrast]) => {
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
  const ids = new Map();
  const kinds = new Map();
  const counted = new Map();
  const kind = (element) => {
    if (!kinds.has(element)) {
      const style = getComputedStyle(element);
      const loose = ["absolute", "fixed"].includes(style.position);
      const around = element.parentElement ?? element.getRootNode().host;
      const above = around ? kind(around) : { key: "", loose: false };
      const own = [above.key, element.localName, element.getAttribute("class"), style.color,
        style.backgroundColor, style.backgroundImage, style.opacity, style.fontSize,
        style.fontWeight, style.textShadow, style.position, style.filter, style.mixBlendMode];
      const key = own.join("|");
      if (!ids.has(key)) ids.set(key, String(ids.size));
      kinds.set(element, { key: ids.get(key), loose: above.loose || loose });
    }
    return kinds.get(element);
  };
  const below = (root) => [...root.querySelectorAll("*")].flatMap((element) =>
    element.shadowRoot ? [element, ...below(element.shadowRoot)] : element);
  const measured = [];
  for (const element of below(document.body)) {
    const text = [...element.childNodes].map((node) => node.nodeType === Node.TEXT_NODE
      ? node.data.trim() : "").join("");
    const field = element.matches("input, select, textarea, button, [disabled], [aria-disabled]");
    if (!text && !field || !element.checkVisibility()) continue;
    const { key, loose } = kind(element);
    // Of a single letter axe does not know whether it is a text.
    const alike = `${key} ${text.length > 1}`;
    const count = (counted.get(alike) ?? 0) + 1;
    counted.set(alike, count);
    if (field || loose || count <= 3) measured.push(element);
  }
  for (const element of measured) element.setAttribute("data-measured", "");
  axe.configure({ rules: contrast.map((id) => ({ id, selector: "[data-measured]" })) });
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


def axe(page: Page) -> list[str]:
    """What axe finds on a page, which is to be left afterwards: its code has lost its colours."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE.read_text(encoding="utf-8"))
    return page.evaluate(RUN, (LEFT_OUT, CONTRAST))
