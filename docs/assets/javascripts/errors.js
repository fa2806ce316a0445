// The field of the errors page: copies the entries of the pasted message above the list.

import { find } from "./matching.js";
import { addCopyButtons } from "./site.js";

const form = document.querySelector(".paste");
const field = form.querySelector("textarea");
const status = form.querySelector("[role=status]");
const shown = document.querySelector(".found");
let patterns;
let waiting;

function load() {
  patterns ??= fetch(new URL("../../data/errors.json", import.meta.url)).then((answer) => {
    if (!answer.ok) throw new Error(answer.statusText);
    return answer.json();
  });
  // A failed request is made again with the next letter.
  patterns.catch(() => (patterns = undefined));
  return patterns;
}

// An entry is its heading and what follows it up to the next one, or an item of the list of other
// messages. The copy has no ids: the link of its heading leads to the entry in the list.
function copyOfEntry(id) {
  const entry = document.createElement("section");
  let element = document.getElementById(id.toLowerCase());
  const item = element.closest("li");
  if (item) {
    const message = document.createElement("p");
    message.append(item.querySelector("code").cloneNode(true));
    const page = document.createElement("p");
    page.append(form.dataset.other, " ", item.querySelector("a").cloneNode(true));
    entry.append(message, page);
    return entry;
  }
  do {
    entry.append(element.cloneNode(true));
    element = element.nextElementSibling;
  } while (element && !element.matches("h2, h3"));
  for (const part of entry.querySelectorAll("[id]")) part.removeAttribute("id");
  for (const button of entry.querySelectorAll(".copy")) button.remove();
  return entry;
}

// Only a message that is in the text is an answer. The others are named, with the message itself,
// and the reader decides.
function listOf(ids) {
  const list = document.createElement("ul");
  for (const id of ids) {
    const item = document.createElement("li");
    const entry = document.getElementById(id.toLowerCase());
    const message = entry.closest("li")?.querySelector("code") ?? next(entry, ".highlight, pre");
    const link = document.createElement("a");
    link.href = `#${id.toLowerCase()}`;
    link.textContent = message.textContent.trim();
    item.append(link);
    list.append(item);
  }
  return list;
}

function next(element, selector) {
  do element = element.nextElementSibling;
  while (!element.matches(selector));
  return element.querySelector("code") ?? element;
}

function show(message, ids, parts = [], more = 0) {
  const rest = more ? form.dataset.more.replace("{count}", ids.length) : "";
  status.textContent = message.replace("{count}", ids.length + more) + rest;
  shown.replaceChildren(...parts);
  addCopyButtons(shown);
}

async function answer() {
  const pasted = field.value;
  if (!pasted.trim()) return show("", []);
  try {
    const { kind, messages, more } = find(await load(), pasted);
    // Whoever typed on meanwhile gets the answer to that.
    if (pasted !== field.value) return;
    const whole = kind === "exact" || (kind === "part" && messages.length === 1);
    const listed = messages.length ? [listOf(messages)] : [];
    show(form.dataset[kind], messages, whole ? messages.map(copyOfEntry) : listed, more);
  } catch {
    show(form.dataset.failed, []);
  }
}

field.addEventListener("focus", () => load().catch(() => {}), { once: true });
field.addEventListener("input", () => {
  clearTimeout(waiting);
  waiting = setTimeout(answer, 150);
});
form.addEventListener("submit", (event) => event.preventDefault());
form.addEventListener("reset", () => show("", []));
// A browser may bring back what was pasted before the reader followed a link.
answer();
