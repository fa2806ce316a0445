// The errors page: its field narrows the list while a few words are typed and answers a pasted
// message above it, and a line of the list opens to the whole entry. What finds a message, and
// what lays out an entry, is loaded with the first text or line that needs it.

import { load, searchFor } from "./pasted.js";

/** @typedef {import("./pasted.js").Found} Found */

/** A text of more signs than this, or of several lines, was pasted; it is no words to filter by. */
const LONGEST = 120;
/** This many messages of a pasted text are shown in full, and this many that are like it named. */
const WHOLE = 3;
const NEAREST = 2;
const WAIT = 150;

const form = /** @type {HTMLFormElement} */ (document.querySelector(".paste"));
const field = /** @type {HTMLTextAreaElement} */ (form.querySelector("textarea"));
const clear = /** @type {HTMLButtonElement} */ (form.querySelector("[type=reset]"));
const status = /** @type {HTMLElement} */ (form.querySelector("[role=status]"));
const shown = /** @type {HTMLElement} */ (document.querySelector(".found"));
const words = form.dataset;

/** @type {ReturnType<typeof setTimeout> | undefined} */
let waiting;
/** @type {ReturnType<typeof setTimeout> | undefined} */
let narrowing;
let painting = 0;
/** The message that the reader has been led to. @type {string | undefined} */
let revealed;

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
function cardOf(line) {
  const card = document.createElement("section");
  const copy = /** @type {HTMLElement} */ (line.body.cloneNode(true));
  card.ariaLabel = line.message;
  card.dataset.error = line.id;
  card.append(...copy.childNodes);
  if (line.address) whole(card, line, line.address);
  else card.prepend(about(), folded(line));
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
 * Scrolls no further than it takes to see what mends a message, once for each.
 *
 * @param {HTMLElement} card
 */
function reveal(card) {
  if (revealed === card.dataset.error) return;
  revealed = card.dataset.error;
  card.querySelector("p.fix, .fix > p")?.scrollIntoView({ block: "nearest" });
}

function about() {
  const note = document.createElement("p");
  note.textContent = words.other ?? "";
  return note;
}

/**
 * @param {Line} line
 * @param {HTMLElement} [block]
 */
function folded(line, block) {
  const details = document.createElement("details");
  const summary = document.createElement("summary");
  summary.textContent = words.message ?? "";
  const message = document.createElement("p");
  message.append(document.createElement("code"));
  /** @type {HTMLElement} */ (message.firstChild).textContent = line.message;
  details.append(summary, block ?? message);
  return details;
}

/**
 * Messages by name: the reader decides.
 *
 * @param {Line[]} named
 */
function listOf(named) {
  const list = document.createElement("ul");
  for (const { id, message } of named) {
    const link = document.createElement("a");
    link.href = `#${id}`;
    link.textContent = message;
    const item = document.createElement("li");
    item.append(link);
    list.append(item);
  }
  return list;
}

/**
 * What else can be done with a text that no message is in.
 *
 * @param {string} text
 */
function help(text) {
  const command = document.createElement("code");
  command.textContent = "ecsnet explain --error -";
  const [before = "", after = ""] = (words.command ?? "").split("{command}");
  const list = document.createElement("ul");
  const items = [[searchFor(text, words)], [before, command, after]].map((parts) => {
    const item = document.createElement("li");
    item.append(...parts);
    return item;
  });
  list.append(...items);
  return list;
}

/**
 * @param {string} message
 * @param {Node[]} [parts]
 */
function show(message, parts = []) {
  status.textContent = message;
  shown.replaceChildren(...parts);
  if (!shown.querySelector("[data-error]")) revealed = undefined;
}

/**
 * @param {string} template
 * @param {number} count
 */
function said(template, count) {
  return template.replace("{count}", String(count)).replace("{total}", String(lines.size));
}

/** @param {string[]} ids */
const linesOf = (ids) => ids.flatMap((id) => lines.get(id.toLowerCase()) ?? []);

/** The words to filter by; none for a text that was pasted. */
function typed() {
  const text = field.value.trim();
  return text.length > LONGEST || text.includes("\n") ? [] : plain(text).split(/\s+/).filter(Boolean);
}

async function answer() {
  const text = field.value;
  if (!text.trim()) return show("");
  try {
    const [{ find }, data] = await Promise.all([import("./matching.js"), load()]);
    // Whoever typed on meanwhile gets the answer to that.
    if (text !== field.value) return;
    const { kind, messages } = /** @type {Found} */ (find(data, text));
    const found = linesOf(messages);
    const wanted = typed();
    const left = narrow(wanted);
    // One word may be in one message, and in what others are about.
    const alone = found.length === 1 && (wanted.length > 2 || left < 2);
    if (kind === "exact" || (kind === "part" && alone)) {
      const rest = found.slice(WHOLE);
      const parts = found.slice(0, WHOLE).map(cardOf);
      if (kind === "exact") narrow([]);
      return show(said(words[kind] ?? "", found.length), rest.length ? [...parts, listOf(rest)] : parts);
    }
    if (wanted.length && left) return show(said(words.filter ?? "", left));
    narrow([]);
    const nearest = linesOf(messages).slice(0, NEAREST);
    const near = nearest.length ? [listOf(nearest)] : [];
    show(said(words[nearest.length ? "similar" : "none"] ?? "", nearest.length), [...near, help(text)]);
  } catch {
    const left = typed().length && narrow(typed());
    if (!left) narrow([]);
    show(left ? said(words.filter ?? "", left) : (words.failed ?? ""));
  }
}

/** Narrows the list once the letter is painted; the answer follows when the typing has stopped. */
function typing() {
  clear.hidden = !field.value;
  clearTimeout(waiting);
  waiting = setTimeout(answer, WAIT);
  cancelAnimationFrame(painting);
  painting = requestAnimationFrame(() => {
    clearTimeout(narrowing);
    narrowing = setTimeout(() => narrow(typed()) || narrow([]));
  });
}

field.addEventListener("input", typing);
form.addEventListener("submit", (event) => event.preventDefault());
form.addEventListener("reset", () => {
  clearTimeout(waiting);
  clearTimeout(narrowing);
  cancelAnimationFrame(painting);
  narrow([]);
  show("");
  clear.hidden = true;
  field.focus();
});
for (const chip of /** @type {NodeListOf<HTMLButtonElement>} */ (form.querySelectorAll("[value]"))) {
  chip.addEventListener("click", () => {
    field.value = lines.get(chip.value)?.message ?? "";
    typing();
    field.focus();
  });
}

field.placeholder = lines.get(words.example ?? "")?.message ?? "";
if (location.hash) {
  openNamed();
  // The browser scrolls to what the address names once all is there.
  addEventListener("load", () => requestAnimationFrame(openNamed));
} else if (matchMedia("(min-width: 60em)").matches) {
  field.focus({ preventScroll: true });
}
// A browser may bring back what was pasted before the reader followed a link.
if (field.value) typing();
