// The field of the home page: finds the pasted message and shows below what mends it, as the errors
// page does. The patterns, the search for them and the entry are loaded with the first text.

import {
  WHOLE, cardOf, field, linkTo, listOf, listen, load, reveal, search, searchFor, show, words,
} from "./pasted.js";
import { element } from "./site.js";

/** @typedef {import("./matching.js").Message} Message */

/** This many messages that are not shown in full are named. */
const NAMED = 10;

/**
 * The place in the list of errors where a message opens.
 *
 * @param {Message} message
 * @param {string} text
 */
const linkToLine = ({ id }, text) => linkTo(`errors/#${id.toLowerCase()}`, text);

/**
 * The room for a message: its text and where it opens, until the entry is there.
 *
 * @param {Message} message
 */
function roomFor(message) {
  const link = element("p", {}, linkToLine(message, words.open ?? ""));
  return cardOf(message.id, message.text, [element("code", {}, message.text), link]);
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
    const { pageAt } = await import("./fetched.js");
    const about = (await pageAt("errors/")).getElementById(id.toLowerCase())?.querySelector("a");
    if (about) link.replaceWith(element("p", {}, words.other ?? "", " ", document.importNode(about, true)));
  }
}

async function answer() {
  const text = field.value;
  if (!text.trim()) return show("");
  try {
    const { kind, messages, more } = await search(text);
    const whole = kind === "exact" || (kind === "part" && messages.length === 1) ? WHOLE : 0;
    const cards = messages.slice(0, whole).map(roomFor);
    const rest = messages.slice(whole, whole + NAMED).map((message) => linkToLine(message, message.text));
    if (!messages.length) rest.push(searchFor(text));
    // Whoever typed on meanwhile gets the answer to that, and an entry is shown when it is whole.
    await Promise.allSettled(cards.map((card, index) => fill(card, messages[index])));
    if (text !== field.value) return;
    const said = (words[kind] ?? "").replace("{count}", String(messages.length + more));
    show(said, rest.length ? [...cards, listOf(rest.map((link) => [link]))] : cards);
    if (cards.length) reveal(cards[0]);
  } catch {
    if (text === field.value) show(words.failed ?? "");
  }
}

listen({
  answer,
  textOf: async (id) => (await load()).messages.find((message) => message.id === id)?.text,
});
