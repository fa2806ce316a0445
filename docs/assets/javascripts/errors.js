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

// An entry is its heading and what follows it up to the next one. The copy has no ids: the link of
// its heading leads to the entry in the list.
function copyOfEntry(id) {
  const entry = document.createElement("section");
  let element = document.getElementById(id.toLowerCase());
  do {
    entry.append(element.cloneNode(true));
    element = element.nextElementSibling;
  } while (element && !element.matches("h2, h3"));
  for (const part of entry.querySelectorAll("[id]")) part.removeAttribute("id");
  for (const button of entry.querySelectorAll(".copy")) button.remove();
  return entry;
}

function show(message, matches) {
  status.textContent = message.replace("{count}", matches.length);
  shown.replaceChildren(...matches.map(({ id }) => copyOfEntry(id)));
  addCopyButtons(shown);
}

async function answer() {
  const pasted = field.value;
  if (!pasted.trim()) return show("", []);
  try {
    const matches = find(await load(), pasted);
    // Whoever typed on meanwhile gets the answer to that.
    if (pasted !== field.value) return;
    const { found, similar, none } = form.dataset;
    show(matches.length ? (matches[0].certain ? found : similar) : none, matches);
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
