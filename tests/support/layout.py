"""What lies where on a page: nothing out of the window, nothing cut off without a sign."""

from playwright.sync_api import Page

OVERFLOW = """() => {
  const { scrollWidth, clientWidth } = document.scrollingElement;
  const faults = [];
  if (scrollWidth > clientWidth) {
    faults.push(`the page is ${scrollWidth} px wide in a window of ${clientWidth} px`);
  }
  const scrolls = (element) => /auto|scroll/.test(getComputedStyle(element).overflowX);
  for (const element of document.querySelectorAll("main article *")) {
    const { left, right, width } = element.getBoundingClientRect();
    if (!width || (left >= -1 && right <= clientWidth + 1)) continue;
    let box = element.parentElement;
    while (box !== document.body && !scrolls(box)) box = box.parentElement;
    if (box !== document.body) continue;
    const what = `<${element.localName}> ${element.textContent.trim().slice(0, 40)}`;
    faults.push(`${what} lies at ${left} to ${right} px of ${clientWidth}`);
  }
  return faults;
}"""

# What scrolls has to be a stop of the Tab key, or to hold one, and to have a name.
SCROLLERS = """async () => {
  // site.js marks them with the first frame.
  await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
  return [...document.querySelectorAll("main article *")].flatMap((element) => {
  const { overflowX, overflowY } = getComputedStyle(element);
  const scrolls = (style, inner, outer) => /auto|scroll/.test(style) && inner > outer + 1;
  if (!element.checkVisibility()) return [];
  if (!scrolls(overflowX, element.scrollWidth, element.clientWidth)
    && !scrolls(overflowY, element.scrollHeight, element.clientHeight)) return [];
  if (element.localName === "textarea") return [];
  const what = `<${element.localName}> ${element.textContent.trim().slice(0, 40)}`;
  const faults = [];
  if (element.getAttribute("tabindex") !== "0") faults.push(`${what} is no stop of the Tab key`);
  if (element.getAttribute("role") !== "region") faults.push(`${what} is no region`);
  if (!element.ariaLabel) faults.push(`${what} has no name`);
  return faults;
  });
}"""

# A button to copy lies beside its code, wherever that has been scrolled to.
COVERED = """() => [...document.querySelectorAll("article .copy")].flatMap((button) => {
  const code = button.parentElement.querySelector("code");
  if (!button.checkVisibility()) return [];
  const one = button.getBoundingClientRect();
  const other = code.getBoundingClientRect();
  const { paddingRight, paddingTop } = getComputedStyle(code);
  const apart = one.left >= other.right - parseFloat(paddingRight)
    || one.bottom <= other.top + parseFloat(paddingTop);
  return apart ? [] : [`the button to copy lies on “${code.textContent.trim().slice(0, 40)}”`];
})"""

INNER_SCROLLING = """() => [...document.querySelectorAll("main article :is(table, .matrix)")]
  .filter((box) => box.scrollWidth > box.clientWidth + 1 || box.scrollHeight > box.clientHeight + 1
    || [...box.querySelectorAll("td *")].some((part) =>
      part.getBoundingClientRect().right > box.getBoundingClientRect().right + 1))
  .map((box) => `<${box.localName}> ${box.textContent.trim().slice(0, 40)}: its content is
    ${box.scrollWidth} x ${box.scrollHeight}, and it ${box.clientWidth} x ${box.clientHeight}`)"""

# A word in one script that begins on one line of a cell and goes on in the next. A word in parts,
# each in a text of its own (<wbr>), may.
CUT_WORDS = """() => [...document.querySelectorAll("article :is(td, th)")].flatMap((cell) => {
  const found = [];
  if (!cell.checkVisibility()) return found;
  const texts = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT);
  for (let text = texts.nextNode(); text; text = texts.nextNode()) {
    for (const { 0: word, index } of text.data.matchAll(/[\\p{sc=Katakana}ー]+|[A-Za-z]+/gu)) {
      const range = new Range();
      range.setStart(text, index);
      range.setEnd(text, index + word.length);
      const [first, ...rest] = [...range.getClientRects()].map(({ top }) => top);
      if (rest.some((top) => top > first + 5)) found.push(word);
    }
  }
  return found;
})"""


def overflow(page: Page) -> list[str]:
    return page.evaluate(OVERFLOW)


def scrollers(page: Page) -> list[str]:
    return page.evaluate(SCROLLERS)


def covered(page: Page) -> list[str]:
    return page.evaluate(COVERED)


def cut_words(page: Page) -> list[str]:
    """The words in tables that a line break cuts in two."""
    return page.evaluate(CUT_WORDS)


def inner_scrolling(page: Page) -> list[str]:
    """The tables, and boxes of tables, that do not show all that they have."""
    return page.evaluate(INNER_SCROLLING)
