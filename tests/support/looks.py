"""What a page shows is as it should be: its anchors, its drawings, and its colours."""

import re

from playwright.sync_api import Page

ANCHORS = """() => [...document.querySelectorAll("article :is(h2, h3)")].flatMap((heading) => {
  const link = heading.querySelector("a.headerlink");
  const say = (fault) => [`“${heading.textContent.trim()}”: ${fault}`];
  if (!heading.id) return say("no id");
  if (document.getElementById(heading.id) !== heading) return say("its id is used twice");
  if (!link) return say("no link");
  if (decodeURIComponent(link.hash.slice(1)) !== heading.id) return say(`leads to ${link.hash}`);
  if (link.pathname !== location.pathname) return say(`leads to ${link.href}`);
  return link.ariaLabel || link.title ? [] : say("its link has no name");
})"""

ANCHOR_POSITIONS = """() => {
  const faults = [];
  for (const link of document.querySelectorAll("article .headerlink")) {
    link.click();
    const { top, bottom } = link.parentElement.getBoundingClientRect();
    const header = document.querySelector(".md-header").getBoundingClientRect().bottom;
    if (location.hash !== link.hash) faults.push(`${link.hash} does not become the address`);
    if (top < header - 1) faults.push(`${link.hash} comes to lie under the header`);
    if (bottom > innerHeight) faults.push(`${link.hash} is not scrolled into view`);
  }
  return faults;
}"""

DRAWINGS = """(least) => {
  const faults = [];
  const width = document.documentElement.clientWidth;
  const opaque = (colour) => {
    const match = /^rgb\\((\\d+), (\\d+), (\\d+)\\)$/.exec(colour);
    return match && match.slice(1).map(Number);
  };
  const luminance = (rgb) => {
    const [r, g, b] = rgb
      .map((c) => c / 255)
      .map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const contrast = (one, other) => {
    const [low, high] = [luminance(one), luminance(other)].sort((a, b) => a - b);
    return (high + 0.05) / (low + 0.05);
  };
  const ground = (element) => {
    if (!element) return [255, 255, 255];
    return opaque(getComputedStyle(element).backgroundColor) ?? ground(element.parentElement);
  };
  for (const svg of document.querySelectorAll("article .drawing svg")) {
    const name = svg.querySelector("title")?.textContent ?? "drawing";
    const box = svg.getBoundingClientRect();
    const shown = svg.checkVisibility({ opacityProperty: true, visibilityProperty: true });
    if (!shown || !box.width || !box.height) {
      faults.push(`${name}: can not be seen`);
      continue;
    }
    if (box.left < 0 || box.right > width) {
      faults.push(`${name}: lies at ${box.left} to ${box.right} px of ${width}`);
    }
    const shapes = [...svg.querySelectorAll("rect, path, circle, ellipse, polygon")]
      .filter((shape) => !shape.closest("defs") && getComputedStyle(shape).fill !== "none");
    for (const text of svg.querySelectorAll("text")) {
      const say = (fault) => faults.push(`${name}: “${text.textContent}” ${fault}`);
      const style = getComputedStyle(text);
      const size = parseFloat(style.fontSize) * text.getScreenCTM().a;
      if (size < least.size) say(`is ${size.toFixed(1)} px high`);
      const length = text.getComputedTextLength();
      if (!(length <= Number(text.dataset.w))) {
        say(`is ${length.toFixed(1)} wide, and has ${text.dataset.w ?? "no data-w"}`);
      }
      const { x, y, width: w, height: h } = text.getBBox();
      const centre = new DOMPoint(x + w / 2, y + h / 2).matrixTransform(text.getCTM());
      const behind = shapes.findLast((shape) =>
        shape.compareDocumentPosition(text) & Node.DOCUMENT_POSITION_FOLLOWING
        && shape.isPointInFill(centre.matrixTransform(shape.getCTM().inverse())));
      const ink = opaque(style.fill);
      const paper = behind ? opaque(getComputedStyle(behind).fill) : ground(svg);
      if (!ink || !paper) say("has a colour, or a box of a colour, that is not opaque");
      else if (contrast(ink, paper) < least.contrast) {
        say(`has a contrast of ${contrast(ink, paper).toFixed(2)}`);
      }
    }
  }
  return faults;
}"""


def anchors(page: Page) -> list[str]:
    return page.evaluate(ANCHORS)


def anchor_positions(page: Page) -> list[str]:
    return page.evaluate(ANCHOR_POSITIONS)


def drawings(page: Page) -> list[str]:
    return page.evaluate(DRAWINGS, {"size": 10, "contrast": 4.5})


def is_dark(page: Page) -> bool:
    colour = page.evaluate("getComputedStyle(document.body).backgroundColor")
    return sum(map(int, re.findall(r"\d+", colour)[:3])) < 3 * 128
