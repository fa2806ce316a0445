// The search dialog: loads the index of the language, shows what the engine finds, and follows the
// keyboard. The field keeps the focus; the option that Enter opens is named by
// aria-activedescendant. All that is shown is set as text.

import { json } from "./fetched.js";
import { Engine, excerpt } from "./search-engine.js";
import { finder, hits } from "./search-words.js";
import { element } from "./site.js";

/**
 * @typedef {import("./search-engine.js").Hit} Hit
 * @typedef {import("./search-engine.js").Index} Index
 * @typedef {{ light: Engine, whole?: Engine, data: Index, errors: any, find: Function }} Ready
 */

const root = new URL("../../", import.meta.url);
const isEnglish = location.pathname.startsWith(new URL("en/", root).pathname);
const base = new URL(isEnglish ? "en/" : "", root);
const other = new URL(isEnglish ? "" : "en/", root);

const EXCERPT = 150;
// No message is shorter.
const SHORTEST_MESSAGE = 8;
// The letter is shown before the search for it begins.
const PAUSE_MS = 40;

const dialog = /** @type {HTMLDialogElement} */ (document.querySelector("dialog.search"));
const field = /** @type {HTMLInputElement} */ (dialog.querySelector("input"));
const form = /** @type {HTMLFormElement} */ (field.form);
const status = /** @type {HTMLElement} */ (dialog.querySelector("[role=status]"));
const list = /** @type {HTMLElement} */ (dialog.querySelector("[role=listbox]"));

/** @type {Promise<Ready> | undefined} */
let loading;

// Titles and keywords answer at once; the texts are ready a moment later, between two key presses.
async function load() {
  const [{ default: MiniSearch }, { find }, data, errors] = await Promise.all([
    import("./minisearch.js"),
    import("./matching.js"),
    json(`search/${isEnglish ? "en" : "ja"}.json`),
    json("data/errors.json"),
  ]);
  /** @type {Ready} */
  const ready = { light: new Engine(MiniSearch, data, true), data, errors, find };
  const whole = new Engine(MiniSearch, data, false, false);
  whole.fill(() => new Promise((resolve) => setTimeout(resolve))).then(() => {
    ready.whole = whole;
    if (field.value.trim()) answer();
  });
  return ready;
}

function loaded() {
  loading ??= load().catch((error) => {
    // The next letter tries again: the connection may be back.
    loading = undefined;
    throw error;
  });
  return loading;
}

/**
 * A text with the words that were looked for marked.
 * @param {string} text
 * @param {RegExp | undefined} looked
 */
function marked(text, looked) {
  const parts = [];
  let at = 0;
  for (const [start, end] of hits(text, looked)) {
    parts.push(text.slice(at, start), element("mark", {}, text.slice(start, end)));
    at = end;
  }
  return [...parts, text.slice(at)];
}

/**
 * @param {string} href
 * @param {...(Node | string)} children
 */
function option(href, ...children) {
  const id = `search-option-${list.querySelectorAll("[role=option]").length}`;
  const link = element("a", { id, href, role: "option", tabindex: "-1", "aria-selected": "false" });
  link.append(...children);
  return link;
}

/** @param {string} name */
function group(name) {
  const id = `search-group-${list.childElementCount}`;
  const title = element("div", { id, class: "search__kind", role: "presentation" }, name);
  const made = element("div", { role: "group", "aria-labelledby": id }, title);
  list.append(made);
  return made;
}

/** @param {Hit} hit */
function address(hit) {
  const url = new URL(hit.url, base);
  if (hit.looked.length) url.searchParams.set("h", hit.looked.join(" "));
  return url.href;
}

/** @param {Hit} hit */
function result(hit) {
  const looked = finder(hit.looked);
  const title = element("span", { class: "search__title" }, ...marked(hit.title, looked));
  const where = hit.page === hit.title ? [] : [element("span", { class: "search__page" }, hit.page)];
  const text = excerpt(hit, EXCERPT, looked);
  const line = element("span", { class: "search__excerpt" }, ...marked(text, looked));
  return option(address(hit), title, ...where, line);
}

/** @param {Element | null | undefined} chosen */
function select(chosen) {
  for (const each of list.querySelectorAll("[role=option]")) {
    each.setAttribute("aria-selected", String(each === chosen));
  }
  if (chosen) {
    field.setAttribute("aria-activedescendant", chosen.id);
    const first = list.querySelector("[role=option]") === chosen;
    (first ? chosen.parentElement : chosen)?.scrollIntoView({ block: "nearest" });
  } else field.removeAttribute("aria-activedescendant");
}

/**
 * @param {string} name
 * @param {{ text: string, href: string }[]} links
 */
function links(name, links) {
  const made = group(name);
  for (const { text, href } of links) {
    made.append(option(href, element("span", { class: "search__title" }, text)));
  }
}

/** @param {Ready} ready */
function show({ light, whole, data, errors, find }) {
  const query = field.value.trim();
  const { words } = data;
  list.replaceChildren();
  // Whether the texts have been searched too, for the tests.
  dialog.dataset.searched = whole ? field.value : "";
  if (!query) {
    links(words.questions, data.questions.map(({ text, url }) => ({ text, href: new URL(url, base).href })));
    status.textContent = "";
    field.setAttribute("aria-expanded", "true");
    select(null);
    return;
  }
  const matched = query.length < SHORTEST_MESSAGE ? undefined : find(errors, query);
  const found = (whole ?? light).search(query, matched);
  // What is in no title may still be in a text.
  if (!found.length && !whole) {
    status.textContent = status.dataset.loading ?? "";
    return;
  }
  for (const { name, hits: some } of found) {
    const made = group(name);
    made.classList.toggle("search__pinned", some[0].score === Infinity);
    for (const hit of some) made.append(result(hit));
  }
  const count = list.querySelectorAll("[role=option]").length;
  if (count) status.textContent = words.count.replace("{count}", String(count));
  else {
    status.textContent = words.none.replace("{query}", () => query);
    const elsewhere = new URL(other);
    elsewhere.searchParams.set("q", query);
    links(words.help, [
      { text: words.help_errors, href: new URL("errors/", base).href },
      { text: words.help_glossary, href: new URL("glossary/", base).href },
      { text: words.help_other, href: elsewhere.href },
    ]);
  }
  field.setAttribute("aria-expanded", "true");
  select(count ? list.querySelector("[role=option]") : null);
}

let waiting = 0;
/** The words that the list answers. @type {string | undefined} */
let answered;

/** Show what the search finds for the words in the field. */
export async function answer() {
  const asked = field.value;
  clearTimeout(waiting);
  if (!loading) status.textContent = status.dataset.loading ?? "";
  try {
    const ready = await loaded();
    if (asked !== field.value) return;
    show(ready);
    answered = asked;
  } catch (error) {
    console.warn(error);
    list.replaceChildren();
    status.textContent = status.dataset.failed ?? "";
  }
}

/** @param {number} step */
function move(step) {
  const options = [...list.querySelectorAll("[role=option]")];
  if (!options.length) return;
  const now = options.findIndex((each) => each.ariaSelected === "true");
  select(options[(Math.max(now, step < 0 ? 0 : -1) + step + options.length) % options.length]);
}

/** Open what is selected; whoever types and presses Enter at once gets the best of it. */
export async function open() {
  if (answered !== field.value) await answer();
  /** @type {HTMLElement | null} */ (list.querySelector("[aria-selected=true]"))?.click();
}

/** @type {Record<string, () => void>} */
const actions = {
  ArrowDown: () => move(1),
  ArrowUp: () => move(-1),
  Enter: open,
};

field.addEventListener("keydown", (event) => {
  // Enter and the arrows first belong to the input method that turns kana into kanji.
  if (event.isComposing || !(event.key in actions)) return;
  event.preventDefault();
  actions[event.key]();
});
field.addEventListener("input", () => {
  clearTimeout(waiting);
  waiting = setTimeout(answer, PAUSE_MS);
});
form.addEventListener("reset", () => {
  field.focus();
  // The field is emptied after this event.
  setTimeout(answer);
});
list.addEventListener("click", (event) => {
  const link = /** @type {Element} */ (event.target).closest("a");
  if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey) dialog.close();
});
