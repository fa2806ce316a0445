// An entry of the errors page as it is shown there: taken from the page that has it in full
// (errors/service/#e6), what mends it first, several causes as tabs, long code folded. Everything is
// copied as nodes of that page; nothing is made from text.

import { addCopyButtons, mark } from "./site.js";

/** Code of more lines than this shows its beginning. */
const FOLDED = 12;

/** @type {Map<string, Promise<Document>>} */
const pages = new Map();

/**
 * @param {string} url
 * @returns {Promise<Document>}
 */
function load(url) {
  const known = pages.get(url);
  if (known) return known;
  const page = fetch(url).then(async (answer) => {
    if (!answer.ok) throw new Error(answer.statusText);
    return new DOMParser().parseFromString(await answer.text(), "text/html");
  });
  // A failed request is made again the next time.
  page.catch(() => pages.delete(url));
  pages.set(url, page);
  return page;
}

/**
 * The parts of an entry, or undefined where its page does not have it (any more).
 *
 * @param {string} address of the entry: its page, and its id after the #
 * @param {DOMStringMap} words
 * @param {string} level of its title among the headings of this page
 * @returns {Promise<{ title: HTMLElement, message: HTMLElement, body: HTMLElement[], report?: HTMLElement } | undefined>}
 */
export async function entryAt(address, words, level) {
  const { href, hash } = new URL(address, location.href);
  const url = href.slice(0, href.length - hash.length);
  const heading = (await load(url)).getElementById(hash.slice(1));
  if (!heading) return undefined;
  /** @type {HTMLElement[]} */
  const parts = [];
  let next = heading.nextElementSibling;
  for (; next && next.localName !== heading.localName; next = next.nextElementSibling) {
    parts.push(/** @type {HTMLElement} */ (document.importNode(next, true)));
  }
  const title = document.createElement(level);
  title.append(...[...heading.childNodes].filter(isText).map((node) => node.cloneNode(true)));
  // It is there where the site has a repository.
  const report = parts.at(-1)?.matches(".with-repository") ? parts.pop() : undefined;
  const [message, calls, ...rest] = parts;
  // Where it is seen is of less interest than what mends it.
  rest.splice(-1, 0, calls);
  for (const part of rest) adapt(part, url);
  return { title, message, body: asTabs(rest, words), report };
}

/** @param {Node} node */
function isText(node) {
  return !(node instanceof Element && node.matches(".headerlink"));
}

/**
 * Links of the other page lead where they led there, and its ids stay there.
 *
 * @param {HTMLElement} part
 * @param {string} url
 */
function adapt(part, url) {
  for (const named of part.querySelectorAll("[id]")) named.removeAttribute("id");
  for (const link of part.querySelectorAll("a[href]")) {
    link.setAttribute("href", new URL(link.getAttribute("href") ?? "", url).href);
  }
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
  const list = document.createElement("div");
  list.role = "tablist";
  list.ariaLabel = words.causes ?? "";
  const tabs = panels.map((panel) => {
    const tab = document.createElement("button");
    tab.type = "button";
    tab.role = "tab";
    const label = panel.querySelector("strong");
    tab.textContent = label?.textContent ?? "";
    label?.remove();
    panel.role = "tabpanel";
    panel.ariaLabel = tab.textContent;
    list.append(tab);
    return tab;
  });
  const choose = (/** @type {number} */ chosen) => {
    tabs.forEach((tab, index) => {
      tab.ariaSelected = String(index === chosen);
      tab.tabIndex = index === chosen ? 0 : -1;
      panels[index].hidden = index !== chosen;
    });
  };
  tabs.forEach((tab, index) => tab.addEventListener("click", () => choose(index)));
  list.addEventListener("keydown", (event) => {
    const at = tabs.findIndex((tab) => tab === document.activeElement);
    /** @type {Record<string, number>} */
    const places = { ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: tabs.length - 1 };
    if (at < 0 || !(event.key in places)) return;
    event.preventDefault();
    const chosen = (places[event.key] + tabs.length) % tabs.length;
    choose(chosen);
    tabs[chosen].focus();
  });
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
  const link = document.createElement("button");
  link.type = "button";
  link.className = "link";
  link.ariaLive = "polite";
  link.textContent = words.link ?? "";
  link.addEventListener("click", async () => {
    await navigator.clipboard.writeText(new URL(`#${id}`, location.href).href);
    link.textContent = words.linked ?? "";
    setTimeout(() => (link.textContent = words.link ?? ""), 2000);
  });
  return report ? [link, report] : [link];
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
    const unfold = document.createElement("button");
    unfold.type = "button";
    unfold.className = "unfold";
    unfold.textContent = (words.unfold ?? "").replace("{count}", String(lines));
    unfold.addEventListener("click", () => {
      block.classList.remove("folded");
      unfold.remove();
    });
    block.classList.add("folded");
    block.append(unfold);
  }
}
