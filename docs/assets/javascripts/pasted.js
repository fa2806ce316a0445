// What the two fields for a pasted error share: that of the errors page and that of the home page.

import { element } from "./site.js";

/** This many messages of a pasted text are shown in full. */
export const WHOLE = 3;
const WAIT = 150;

const form = /** @type {HTMLFormElement} */ (document.querySelector(".paste"));
const clear = /** @type {HTMLButtonElement} */ (form.querySelector("[type=reset]"));
const status = /** @type {HTMLElement} */ (form.querySelector("[role=status]"));
export const field = /** @type {HTMLTextAreaElement} */ (form.querySelector("textarea"));
export const shown = /** @type {HTMLElement} */ (document.querySelector(".found"));
export const words = form.dataset;

/** @type {ReturnType<typeof setTimeout> | undefined} */
let waiting;
/** The message that the reader has been led to. @type {string | undefined} */
let revealed;

/**
 * What a text is searched for; loaded when the first is there.
 *
 * @returns {Promise<import("./matching.js").Patterns>}
 */
export async function load() {
  const { json } = await import("./fetched.js");
  return json("data/errors.json");
}

/**
 * The messages of the site that a text has, or is like.
 *
 * @param {string} text
 */
export async function search(text) {
  const [{ find }, data] = await Promise.all([import("./matching.js"), load()]);
  const { kind, messages, more } = find(data, text);
  const byId = new Map(data.messages.map((message) => [message.id, message]));
  return { kind, more, messages: messages.flatMap((id) => byId.get(id) ?? []) };
}

/**
 * @param {string} said
 * @param {Node[]} [parts]
 */
export function show(said, parts = []) {
  status.textContent = said;
  shown.replaceChildren(...parts);
  if (!shown.querySelector("[data-error]")) revealed = undefined;
}

/**
 * Scrolls no further than it takes to see what mends a message, once for each: on a phone it is below
 * what the reader sees.
 *
 * @param {HTMLElement} card
 */
export function reveal(card) {
  if (revealed === card.dataset.error) return;
  revealed = card.dataset.error;
  (card.querySelector("p.fix, .fix > p") ?? card).scrollIntoView({ block: "nearest" });
}

/**
 * The room for a message.
 *
 * @param {string} id
 * @param {string} message
 * @param {Node[]} parts
 */
export function cardOf(id, message, parts) {
  return element("section", { "aria-label": message, "data-error": id.toLowerCase() }, ...parts);
}

/**
 * @param {string} href
 * @param {string} text
 */
export const linkTo = (href, text) => element("a", { href }, text);

/** @param {(Node | string)[][]} items */
export const listOf = (items) => element("ul", {}, ...items.map((item) => element("li", {}, ...item)));

/**
 * A link that searches the site for the words of a text that no message is in.
 *
 * @param {string} text
 */
export function searchFor(text) {
  const query = text.match(/[\p{Alphabetic}][\p{Alphabetic}\p{Mark}-]{2,}/gu)?.slice(0, 6) ?? [];
  const asked = new URLSearchParams({ q: query.join(" ") || text.trim().slice(0, 60) });
  return linkTo(`?${asked}`, words.search ?? "");
}

/** On a phone, its keyboard would cover the answer. */
export function focus() {
  if (matchMedia("(min-width: 60em)").matches) field.focus({ preventScroll: true });
}

/**
 * @param {object} page
 * @param {() => void} page.answer when the typing has stopped
 * @param {(id: string) => string | undefined | Promise<string | undefined>} page.textOf an example
 * @param {() => void} [page.typed] with each letter
 * @param {() => void} [page.cleared]
 */
export function listen({ answer, textOf, typed, cleared }) {
  const typing = () => {
    clear.hidden = !field.value;
    clearTimeout(waiting);
    waiting = setTimeout(answer, WAIT);
    typed?.();
  };
  field.addEventListener("input", typing);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => {
    clearTimeout(waiting);
    cleared?.();
    show("");
    clear.hidden = true;
    field.focus();
  });
  for (const chip of /** @type {NodeListOf<HTMLButtonElement>} */ (form.querySelectorAll("[value]"))) {
    chip.addEventListener("click", async () => {
      try {
        field.value = (await textOf(chip.value)) ?? "";
        typing();
        focus();
      } catch {
        show(words.failed ?? "");
      }
    });
  }
  // A browser may bring back what was pasted before the reader followed a link.
  if (field.value) typing();
}
