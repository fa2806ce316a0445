// An entry of the errors page as it is shown there: taken from the page that has it in full
// (errors/load-balancing/#e6), what mends it first, several causes as tabs, long code folded.
// Everything is copied as nodes of that page; nothing is made from text.

import { copyOf, pageAt } from "./fetched.js";
import { addCopyButtons, element, mark } from "./site.js";
import { tabbed } from "./tabs.js";

/** Code of more lines than this shows its beginning. */
const FOLDED = 12;

/**
 * The parts of an entry, or undefined where its page does not have it (any more).
 *
 * @param {string} address of the entry: its page, and its id after the #
 * @param {DOMStringMap} words
 * @param {string} level of its title among the headings of this page
 * @returns {Promise<{ title: HTMLElement, message: HTMLElement, body: HTMLElement[], report?: HTMLElement } | undefined>}
 */
export async function entryAt(address, words, level) {
  const { href: url, hash } = new URL(address, location.href);
  const heading = (await pageAt(url)).getElementById(hash.slice(1));
  if (!heading) return undefined;
  /** @type {HTMLElement[]} */
  const parts = [];
  let next = heading.nextElementSibling;
  for (; next && next.localName !== heading.localName; next = next.nextElementSibling) {
    parts.push(copyOf(next, url));
  }
  const title = document.createElement(level);
  title.append(...[...heading.childNodes].filter(isText).map((node) => node.cloneNode(true)));
  // It is there where the site has a repository.
  const report = parts.at(-1)?.matches(".with-repository") ? parts.pop() : undefined;
  const [message, calls, ...rest] = parts;
  // Where it is seen is of less interest than what mends it.
  rest.splice(-1, 0, calls);
  return { title, message, body: asTabs(rest, words), report };
}

/** @param {Node} node */
function isText(node) {
  return !(node instanceof Element && node.matches(".headerlink"));
}

/**
 * Puts the causes, where there are several, behind tabs; what tells them apart follows.
 *
 * @param {HTMLElement[]} parts
 * @param {DOMStringMap} words
 */
function asTabs(parts, words) {
  const panels = parts.filter((part) => part.matches(".cause"));
  if (panels.length < 2) return parts;
  const names = panels.map((panel) => {
    const label = panel.querySelector("strong");
    label?.remove();
    return [label?.textContent ?? ""];
  });
  const { list, choose } = tabbed(words.causes ?? "", names, panels);
  choose(0);
  return [list, ...panels, ...parts.filter((part) => !panels.includes(part))];
}

/**
 * What goes below the entry: its address, to be copied, and where to report a mistake.
 *
 * @param {string} id
 * @param {DOMStringMap} words
 * @param {HTMLElement} [report]
 */
export function actionsOf(id, words, report) {
  const link = element("button", { type: "button", class: "link", "aria-live": "polite" }, words.link ?? "");
  link.addEventListener("click", async () => {
    await navigator.clipboard.writeText(new URL(`#${id}`, location.href).href);
    link.textContent = words.linked ?? "";
    setTimeout(() => (link.textContent = words.link ?? ""), 2000);
  });
  return report ? [link, report] : [link];
}

/**
 * Of code that shows a part of itself, the part with the lines that mend the error, once it is laid out.
 *
 * @param {Element} code
 */
function showWhatMends(code) {
  const line = code.querySelector(".hll");
  if (!line) return;
  new ResizeObserver((_, observer) => {
    if (!code.clientHeight) return;
    const { top, height } = line.getBoundingClientRect();
    code.scrollTop = top - code.getBoundingClientRect().top - Math.max(0, code.clientHeight - height) / 2;
    observer.disconnect();
  }).observe(code);
}

/**
 * Buttons that copy code, and for long code one that shows the rest of it; marks what was searched for.
 *
 * @param {HTMLElement} part
 * @param {DOMStringMap} words
 */
export function finish(part, words) {
  addCopyButtons(part);
  mark(part);
  for (const code of part.querySelectorAll(".highlight code")) {
    const lines = (code.textContent ?? "").trimEnd().split("\n").length;
    const block = code.closest(".highlight");
    if (!block || lines <= FOLDED || code.closest(".wrap")) continue;
    const label = (words.unfold ?? "").replace("{count}", String(lines));
    const unfold = element("button", { type: "button", class: "unfold" }, label);
    unfold.addEventListener("click", () => {
      block.classList.remove("folded");
      unfold.remove();
      block.querySelector("button")?.focus({ preventScroll: true });
    });
    block.classList.add("folded");
    block.append(unfold);
    showWhatMends(code);
  }
}
