// The search dialog. It gives Material's search worker the part of the index that is in the
// language of the page, and shows what the worker finds.

// Material's SearchMessageType
const SETUP = 0;
const READY = 1;
const QUERY = 2;
const SECTIONS_SHOWN = 3;

const config = JSON.parse(document.getElementById("__config").textContent);
const base = new URL(config.base, location.href);
const dialog = document.querySelector(".md-search");
const toggle = document.getElementById("__search");
const input = dialog.querySelector(".md-search__input");
const summary = dialog.querySelector(".md-search-result__meta");
const list = dialog.querySelector(".md-search-result__list");

let engine;

function isInScope({ location: path }) {
  const { scope } = dialog.dataset;
  return scope === "all" || path.startsWith("en/") === (scope === "en");
}

async function startEngine() {
  const response = await fetch(new URL("search/search_index.json", base));
  if (!response.ok) throw new Error(`search index: HTTP ${response.status}`);
  const { config: options, docs } = await response.json();
  const worker = new Worker(config.search);
  await new Promise((resolve, reject) => {
    worker.onerror = reject;
    worker.onmessage = ({ data }) => data.type === READY && resolve();
    const data = { config: options, docs: docs.filter(isInScope), options: { suggest: false } };
    worker.postMessage({ type: SETUP, data });
  });
  worker.onmessage = ({ data }) => show(data.data.items);
  return worker;
}

function startedEngine() {
  engine ??= startEngine().catch((error) => {
    // The next key press tries again: the connection may be back.
    engine = undefined;
    throw error;
  });
  return engine;
}

function text(key, count) {
  return config.translations[key].replace("#", count);
}

// Titles and texts are HTML that MkDocs has escaped and in which the worker has marked the words
// found. Of a text, the marks are kept.
function entry({ location: path, title, text: excerpt }, level) {
  const link = document.createElement("a");
  link.className = "md-search-result__link";
  link.href = new URL(path, base);
  link.innerHTML = `
    <article class="md-search-result__article md-typeset">
      <${level}>${title}</${level}>
      <p>${excerpt.replace(/<(?!\/?mark\b)[^>]*>/g, " ")}</p>
    </article>`;
  return link;
}

function show(pages) {
  const found = pages.map((sections) => {
    const item = document.createElement("li");
    item.className = "md-search-result__item";
    const page = sections.find((section) => !section.location.includes("#"));
    const best = sections.filter((section) => section !== page).slice(0, SECTIONS_SHOWN);
    item.append(...(page ? [entry(page, "h1")] : []), ...best.map((each) => entry(each, "h2")));
    return item;
  });
  list.replaceChildren(...found);
  const { length } = found;
  if (!input.value.trim()) summary.textContent = text("search.result.placeholder");
  else if (length === 0) summary.textContent = text("search.result.none");
  else if (length === 1) summary.textContent = text("search.result.one");
  else summary.textContent = text("search.result.other", length);
}

export async function search(query) {
  try {
    (await startedEngine()).postMessage({ type: QUERY, data: query });
  } catch (error) {
    console.error(error);
  }
}

function close() {
  toggle.checked = false;
  input.blur();
}

function move(step) {
  const stops = [input, ...list.querySelectorAll("a")];
  const next = stops.indexOf(document.activeElement) + step;
  stops[(next + stops.length) % stops.length].focus();
}

const actions = {
  Escape: close,
  ArrowDown: () => move(1),
  ArrowUp: () => move(-1),
  Enter: () => list.querySelector("a")?.click(),
};

dialog.addEventListener("keydown", (event) => {
  // Enter and the arrows first belong to the input method that turns kana into kanji.
  if (event.isComposing || !(event.key in actions)) return;
  if (event.key === "Enter" && event.target !== input) return;
  event.preventDefault();
  actions[event.key]();
});
list.addEventListener("click", () => (toggle.checked = false));
input.form.addEventListener("submit", (event) => event.preventDefault());
input.form.addEventListener("reset", () => {
  input.focus();
  // The field is emptied after this event.
  setTimeout(show, 0, []);
});
input.addEventListener("input", () => search(input.value));
show([]);
