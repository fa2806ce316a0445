// The glossary: leaves the terms that have all of what is typed. Whoever types Japanese types it in
// kana first, so a term is found by its reading too.

const form = /** @type {HTMLFormElement} */ (document.querySelector(".narrow"));
const field = /** @type {HTMLInputElement} */ (form.querySelector("input"));
const output = /** @type {HTMLOutputElement} */ (form.querySelector("output"));
const index = /** @type {HTMLElement} */ (document.querySelector("nav.index"));

/** As the readings are written: katakana as hiragana. @param {string} text */
const folded = (text) =>
  text
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[ァ-ヴ]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0x60));

const tables = [...document.querySelectorAll("article table")].map((table) => ({
  table: /** @type {HTMLElement} */ (table),
  heading: /** @type {HTMLElement} */ (table.previousElementSibling),
  rows: [...table.querySelectorAll("tbody tr")].map((row) => {
    const term = /** @type {HTMLElement} */ (row.querySelector("[id]"));
    return {
      row: /** @type {HTMLElement} */ (row),
      text: folded(`${row.textContent} ${term.dataset.reading ?? ""}`),
    };
  }),
}));
const all = tables.flatMap(({ rows }) => rows).length;

function narrow() {
  const asked = folded(field.value).split(/\s+/).filter(Boolean);
  let shown = 0;
  for (const { table, heading, rows } of tables) {
    const before = shown;
    for (const { row, text } of rows) {
      row.hidden = !asked.every((word) => text.includes(word));
      if (!row.hidden) shown++;
    }
    table.hidden = heading.hidden = shown === before;
  }
  index.hidden = asked.length > 0;
  output.value = (form.dataset.count ?? "")
    .replace("{shown}", String(shown))
    .replace("{all}", String(all));
}

field.addEventListener("input", narrow);
form.addEventListener("submit", (event) => event.preventDefault());
// A row that is out of sight can not be arrived at.
addEventListener("hashchange", () => {
  if (!document.querySelector(":target")?.closest("[hidden]")) return;
  field.value = "";
  narrow();
  document.querySelector(":target")?.scrollIntoView();
});
narrow();
