// The errors page: its field narrows the list while a few words are typed and answers a pasted
// message above it, and a line of the list opens to the whole entry. What finds a message, and
// what lays out an entry, is loaded with the first text or line that needs it.

import {
  WHOLE, cardOf, field, focus, linkTo, listOf, listen, reveal, search, searchFor, show, shown, words,
} from "./pasted.js";
import { element } from "./site.js";

/** A text of more signs than this, or of several lines, was pasted; it is no words to filter by. */
const LONGEST = 120;
/** This many messages that are like a text are named. */
const NEAREST = 2;

/** @type {ReturnType<typeof setTimeout> | undefined} */
let narrowing;
let painting = 0;

// --- The list ------------------------------------------------------------------------------------

/**
 * @typedef {object} Line
 * @property {string} id
 * @property {HTMLDetailsElement} element
 * @property {HTMLElement} body
 * @property {string} message
 * @property {string} [address] of the whole entry; a message about something else has none
 * @property {string} text what a filter looks at
 * @property {HTMLElement} [heading]
 * @property {HTMLDetailsElement} [fold] that the line is in
 */

/** @param {string} text */
const plain = (text) => text.normalize("NFKC").toLowerCase().replace(/["'`´‘-‟「」\\]/g, "");

/** @type {Map<string, Line>} */
const lines = new Map();
/** What stands between the lines: @type {HTMLElement[]} */
const parts = [];
/** @type {HTMLDetailsElement[]} */
const folds = [];

/**
 * @param {HTMLDetailsElement} element
 * @param {HTMLElement} [heading]
 * @param {HTMLDetailsElement} [fold]
 */
function addLine(element, heading, fold) {
  const body = /** @type {HTMLElement} */ (element.querySelector(":scope > [id]"));
  const message = element.querySelector("summary > code")?.textContent ?? "";
  // A message about something else has no entry, and no call.
  const link = element.querySelector("summary > span") ? body.querySelector("a") : null;
  const text = plain(element.textContent ?? "");
  lines.set(body.id, { id: body.id, element, body, message, address: link?.href, text, heading, fold });
}

/** @type {HTMLElement | undefined} */
let heading;
for (let next = shown.nextElementSibling; next; next = next.nextElementSibling) {
  const element = /** @type {HTMLElement} */ (next);
  if (element.localName === "h2") heading = element;
  if (element instanceof HTMLDetailsElement && element.matches(".error")) {
    addLine(element, heading);
  } else if (!element.matches(".verified")) {
    parts.push(element);
  }
  if (!(element instanceof HTMLDetailsElement) || !element.matches(".fold")) continue;
  folds.push(element);
  for (const line of element.querySelectorAll("details")) addLine(line, heading, element);
}

/**
 * Leaves the lines that have every word, and what they are in; without words, all.
 *
 * @param {string[]} wanted
 * @returns {number} how many lines are left
 */
function narrow(wanted) {
  const filters = wanted.length > 0;
  /** @type {Set<Element | undefined>} */
  const left = new Set();
  let count = 0;
  for (const line of lines.values()) {
    const stays = wanted.every((word) => line.text.includes(word));
    line.element.hidden = !stays;
    if (!stays) continue;
    count += 1;
    left.add(line.heading).add(line.fold);
  }
  for (const part of parts) part.hidden = filters && !left.has(part);
  for (const fold of folds) {
    fold.open = filters && left.has(fold);
    // It counts what is in it without a filter.
    for (const summary of fold.querySelectorAll(":scope > summary")) {
      summary.toggleAttribute("hidden", filters);
    }
  }
  return count;
}

/** @param {Line} line */
async function fill(line) {
  if (!line.address || line.body.dataset.whole) return;
  line.body.dataset.whole = "true";
  try {
    const { actionsOf, entryAt, finish } = await import("./entry.js");
    const entry = await entryAt(line.address, words, "h3");
    if (!entry) return;
    line.body.replaceChildren(entry.title, ...entry.body, ...actionsOf(line.id, words, entry.report));
    finish(line.body, words);
  } catch {
    // The fix and the link to the entry stay, and the next opening tries again.
    delete line.body.dataset.whole;
  }
}

/** Opens the line that the address names, also where the browser leaves it closed. */
function openNamed() {
  const line = lines.get(location.hash.slice(1));
  if (!line) return;
  if (line.element.hidden) narrow([]);
  if (line.fold) line.fold.open = true;
  line.element.open = true;
  fill(line);
  // Where the browser has opened it, its message may still be under the header.
  const { top } = line.element.getBoundingClientRect();
  const header = document.querySelector(".md-header")?.getBoundingClientRect().bottom ?? 0;
  if (top < header || top > innerHeight / 2) line.element.scrollIntoView();
}

for (const line of lines.values()) {
  line.element.addEventListener("toggle", () => line.element.open && fill(line));
  // Whoever opens a line has its address to pass on.
  line.element.querySelector("summary")?.addEventListener("click", () => {
    if (!line.element.open) history.replaceState(null, "", `#${line.id}`);
  });
}
addEventListener("hashchange", openNamed);

// --- The answer ----------------------------------------------------------------------------------

/**
 * A message as a card: what mends it, then how to check and why, and the message itself folded.
 *
 * @param {Line} line
 */
function answerOf(line) {
  const card = cardOf(line.id, line.message, [...line.body.cloneNode(true).childNodes]);
  if (line.address) whole(card, line, line.address);
  else card.prepend(element("p", {}, words.other ?? ""), folded(line));
  return card;
}

/**
 * @param {HTMLElement} card
 * @param {Line} line
 * @param {string} address
 */
async function whole(card, line, address) {
  try {
    const { actionsOf, entryAt, finish } = await import("./entry.js");
    const entry = await entryAt(address, words, "h2");
    if (!entry) return;
    card.ariaLabel = entry.title.textContent;
    const actions = actionsOf(line.id, words, entry.report);
    card.replaceChildren(entry.title, ...entry.body, folded(line, entry.message), ...actions);
    finish(card, words);
    if (card === shown.firstElementChild) reveal(card);
  } catch {
    // The fix and the link to the entry stay.
  }
}

/**
 * @param {Line} line
 * @param {HTMLElement} [block]
 */
function folded(line, block = element("p", {}, element("code", {}, line.message))) {
  return element("details", {}, element("summary", {}, words.message ?? ""), block);
}

/**
 * Messages by name: the reader decides.
 *
 * @param {Line[]} named
 */
const namesOf = (named) => listOf(named.map(({ id, message }) => [linkTo(`#${id}`, message)]));

/**
 * What else can be done with a text that no message is in.
 *
 * @param {string} text
 */
function help(text) {
  const [before = "", after = ""] = (words.command ?? "").split("{command}");
  const command = element("code", {}, "ecsnet explain --error -");
  return listOf([[searchFor(text)], [before, command, after]]);
}

/**
 * @param {string} template
 * @param {number} count
 */
function said(template, count) {
  return template.replace("{count}", String(count)).replace("{total}", String(lines.size));
}

/** The words to filter by; none for a text that was pasted. */
function wordsTyped() {
  const text = field.value.trim();
  return text.length > LONGEST || text.includes("\n") ? [] : plain(text).split(/\s+/).filter(Boolean);
}

async function answer() {
  const text = field.value;
  if (!text.trim()) return show("");
  try {
    const { kind, messages } = await search(text);
    // Whoever typed on meanwhile gets the answer to that.
    if (text !== field.value) return;
    const found = messages.flatMap(({ id }) => lines.get(id.toLowerCase()) ?? []);
    const wanted = wordsTyped();
    const left = narrow(wanted);
    // One word may be in one message, and in what others are about.
    const alone = found.length === 1 && (wanted.length > 2 || left < 2);
    if (kind === "exact" || (kind === "part" && alone)) {
      const rest = found.slice(WHOLE);
      const parts = found.slice(0, WHOLE).map(answerOf);
      if (kind === "exact") narrow([]);
      return show(said(words[kind] ?? "", found.length), rest.length ? [...parts, namesOf(rest)] : parts);
    }
    if (wanted.length && left) return show(said(words.filter ?? "", left));
    narrow([]);
    const nearest = found.slice(0, NEAREST);
    const near = nearest.length ? [namesOf(nearest)] : [];
    show(said(words[nearest.length ? "similar" : "none"] ?? "", nearest.length), [...near, help(text)]);
  } catch {
    const left = wordsTyped().length && narrow(wordsTyped());
    if (!left) narrow([]);
    show(left ? said(words.filter ?? "", left) : (words.failed ?? ""));
  }
}

/** Narrows the list once the letter is painted; the answer follows when the typing has stopped. */
function typed() {
  cancelAnimationFrame(painting);
  painting = requestAnimationFrame(() => {
    clearTimeout(narrowing);
    narrowing = setTimeout(() => narrow(wordsTyped()) || narrow([]));
  });
}

function cleared() {
  clearTimeout(narrowing);
  cancelAnimationFrame(painting);
  narrow([]);
}

if (location.hash) {
  openNamed();
  // The browser scrolls to what the address names once all is there.
  addEventListener("load", () => requestAnimationFrame(openNamed));
} else focus();
listen({ answer, typed, cleared, textOf: (id) => lines.get(id.toLowerCase())?.message });
