// The field of the home page: finds the pasted message and shows below what mends it, as the errors
// page does. The patterns, the search for them and the entry are loaded with the first text.

import { load, searchFor } from "./pasted.js";

/** @typedef {import("./pasted.js").Message} Message */

/** This many messages of a pasted text are shown in full; the rest, or what is like it, is named. */
const WHOLE = 3;
const NAMED = 10;
const WAIT = 150;

const form = /** @type {HTMLFormElement} */ (document.querySelector(".paste"));
const field = /** @type {HTMLTextAreaElement} */ (form.querySelector("textarea"));
const clear = /** @type {HTMLButtonElement} */ (form.querySelector("[type=reset]"));
const status = /** @type {HTMLElement} */ (form.querySelector("[role=status]"));
const shown = /** @type {HTMLElement} */ (document.querySelector(".found"));
const words = form.dataset;

/** @type {ReturnType<typeof setTimeout> | undefined} */
let waiting;
/** The message that the reader has been led to. @type {string | undefined} */
let revealed;

/**
 * The place in the list of errors where a message opens.
 *
 * @param {Message} message
 * @param {string} text
 */
function linkTo({ id }, text) {
  const link = document.createElement("a");
  link.href = `errors/#${id.toLowerCase()}`;
  link.textContent = text;
  return link;
}

/** @param {Node[]} items */
function listOf(items) {
  const list = document.createElement("ul");
  for (const item of items) list.appendChild(document.createElement("li")).append(item);
  return list;
}

/**
 * The room for a message: its text and where it opens, until the entry is there.
 *
 * @param {Message} message
 */
function cardOf(message) {
  const card = document.createElement("section");
  const text = document.createElement("code");
  text.textContent = message.text;
  const link = document.createElement("p");
  link.append(linkTo(message, words.open ?? ""));
  card.ariaLabel = message.text;
  card.append(text, link);
  return card;
}

/**
 * @param {HTMLElement} card
 * @param {Message} message
 */
async function fill(card, { id, page }) {
  const link = /** @type {HTMLElement} */ (card.lastElementChild);
  if (page) {
    const { entryAt, finish } = await import("./entry.js");
    const entry = await entryAt(`${page}#${id.toLowerCase()}`, words, "h2");
    if (!entry) return;
    card.ariaLabel = entry.title.textContent;
    card.replaceChildren(entry.title, ...entry.body, link, ...(entry.report ? [entry.report] : []));
    finish(card, words);
  } else {
    // It has no entry: what it is about is a link in the list of errors.
    const answer = await fetch("errors/");
    const list = new DOMParser().parseFromString(await answer.text(), "text/html");
    const about = list.getElementById(id.toLowerCase())?.querySelector("a");
    if (!about) return;
    const note = document.createElement("p");
    note.append(words.other ?? "", " ", document.importNode(about, true));
    link.replaceWith(note);
  }
}

/**
 * @param {string} message
 * @param {HTMLElement[]} [parts]
 */
function show(message, parts = []) {
  status.textContent = message;
  shown.replaceChildren(...parts);
}

function empty() {
  show("");
  revealed = undefined;
}

async function answer() {
  const text = field.value;
  if (!text.trim()) return empty();
  try {
    const [{ find }, data] = await Promise.all([import("./matching.js"), load()]);
    const { kind, messages, more } = /** @type {import("./pasted.js").Found} */ (find(data, text));
    const found = messages.flatMap((id) => data.messages.find((message) => message.id === id) ?? []);
    const whole = kind === "exact" || (kind === "part" && found.length === 1) ? WHOLE : 0;
    const cards = found.slice(0, whole).map((message) => ({ message, card: cardOf(message) }));
    const rest = found.slice(whole, whole + NAMED).map((message) => linkTo(message, message.text));
    if (!found.length) rest.push(searchFor(text, words));
    // Whoever typed on meanwhile gets the answer to that, and an entry is shown when it is whole.
    await Promise.allSettled(cards.map(({ card, message }) => fill(card, message)));
    if (text !== field.value) return;
    const said = (words[kind] ?? "").replace("{count}", String(found.length + more));
    show(said, [...cards.map(({ card }) => card), ...(rest.length ? [listOf(rest)] : [])]);
    reveal(cards[0]?.message.id);
  } catch {
    if (text === field.value) show(words.failed ?? "");
  }
}

/**
 * Scrolls no further than it takes to see what mends a message, once for each: on a phone it is below
 * what the reader sees.
 *
 * @param {string} [id] none where no message is shown in full
 */
function reveal(id) {
  if (id === revealed) return;
  revealed = id;
  const fix = id && (shown.querySelector("p.fix, .fix > p") ?? shown.firstElementChild);
  if (fix) fix.scrollIntoView({ block: "nearest" });
}

function typing() {
  clear.hidden = !field.value;
  clearTimeout(waiting);
  waiting = setTimeout(answer, WAIT);
}

field.addEventListener("input", typing);
form.addEventListener("submit", (event) => event.preventDefault());
form.addEventListener("reset", () => {
  clearTimeout(waiting);
  empty();
  clear.hidden = true;
  field.focus();
});
for (const chip of /** @type {NodeListOf<HTMLButtonElement>} */ (form.querySelectorAll("[value]"))) {
  chip.addEventListener("click", async () => {
    try {
      const { messages } = await load();
      field.value = messages.find(({ id }) => id === chip.value)?.text ?? "";
      clear.hidden = false;
      answer();
    } catch {
      show(words.failed ?? "");
    }
  });
}

// A real message, which stands in the list of this page too.
field.placeholder = document.querySelector(".usual a[href$='#e6']")?.textContent ?? "";
// A browser may bring back what was pasted before the reader followed a link.
if (field.value) typing();
