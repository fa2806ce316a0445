// The comparison: narrows the matrix down to some modes, to rows that differ or that have some
// words, and keeps that in the address. A phone shows two modes side by side, a tablet three.

import { setUpTasks } from "./tasks.js";

/** @typedef {{ row: HTMLTableRowElement, cells: HTMLTableCellElement[], texts: string[] }} Row */
/** @typedef {{ box: HTMLElement, heading: Element, head: HTMLTableRowElement, rows: Row[] }} Group */

const compare = /** @type {HTMLElement} */ (document.querySelector(".compare"));
const form = /** @type {HTMLFormElement} */ (compare.querySelector(".pick"));
const boxes = /** @type {HTMLInputElement[]} */ ([...form.querySelectorAll("[name=modes]")]);
const differing = /** @type {HTMLInputElement} */ (form.querySelector("[name=diff]"));
const words = /** @type {HTMLInputElement} */ (form.querySelector("[name=q]"));
const output = /** @type {HTMLOutputElement} */ (form.querySelector("output"));
const modes = boxes.map((box) => box.value);
const phone = matchMedia("(max-width: 44.9844em)");
const tablet = matchMedia("(max-width: 59.9844em)");

/** How many modes the page has room for. */
const room = () => (phone.matches ? 2 : tablet.matches ? 3 : modes.length);

/** The modes that the reader has picked, the last of them last; none until then.
 * @type {string[]} */
let picked = [];

/** @param {string} text */
const folded = (text) => text.normalize("NFKC").toLowerCase().replace(/\s+/g, " ").trim();

/** Its text with line breaks as spaces; innerText has the same, for a layout of the page before the
 * first paint. @param {Node} cell */
const textOf = (cell) =>
  [...cell.childNodes].map((node) => (node.nodeName === "BR" ? " " : node.textContent)).join("");

/** @type {Group[]} */
const groups = [...compare.querySelectorAll(".matrix")].map((box) => {
  const [head, ...rows] = box.querySelectorAll("tr");
  return {
    box: /** @type {HTMLElement} */ (box),
    heading: /** @type {Element} */ (box.previousElementSibling),
    head,
    rows: rows.map((row) => {
      const cells = [...row.cells];
      return { row, cells, texts: cells.map((cell) => folded(textOf(cell))) };
    }),
  };
});

function shownModes() {
  if (!picked.length) return modes.slice(0, room());
  return modes.filter((mode) => picked.slice(-room()).includes(mode));
}

function apply() {
  const shown = shownModes();
  const columns = modes.flatMap((mode, index) => (shown.includes(mode) ? [index + 1] : []));
  const asked = folded(words.value).split(" ");
  let count = 0;
  let all = 0;
  for (const { box, heading, head, rows } of groups) {
    let left = 0;
    for (const cells of [head.cells, ...rows.map((row) => row.cells)]) {
      for (let index = 1; index < cells.length; index++) cells[index].hidden = !columns.includes(index);
    }
    for (const { row, texts } of rows) {
      const text = [texts[0], ...columns.map((index) => texts[index])].join(" ");
      const differs = new Set(columns.map((index) => texts[index])).size > 1;
      const narrow = differing.checked && columns.length > 1;
      row.hidden = (narrow && !differs) || !asked.every((word) => text.includes(word));
      if (!row.hidden) left++;
    }
    box.hidden = /** @type {HTMLElement} */ (heading).hidden = !left;
    count += left;
    all += rows.length;
  }
  compare.style.setProperty("--modes", String(shown.length));
  for (const box of boxes) box.checked = shown.includes(box.value);
  // What a narrow page leaves out without being asked is printed all the same.
  compare.classList.toggle("few", tablet.matches && !picked.length);
  output.value = (form.dataset.count ?? "")
    .replace("{shown}", String(count))
    .replace("{all}", String(all));
}

/** Keeps what is shown in the address, and in that of the other language. */
function remember() {
  const shown = modes.filter((mode) => picked.includes(mode));
  const parts = [];
  if (shown.length && shown.length < modes.length) parts.push(`modes=${shown.join(",")}`);
  if (differing.checked) parts.push("diff=1");
  if (words.value.trim()) parts.push(`q=${encodeURIComponent(words.value.trim())}`);
  const search = parts.length ? `?${parts.join("&")}` : "";
  history.replaceState(null, "", `${location.pathname}${search}${location.hash}`);
  passOn();
}

function passOn() {
  const other = /** @type {HTMLAnchorElement | null} */ (document.querySelector("a.language"));
  if (other) other.search = location.search;
}

function recall() {
  const asked = new URLSearchParams(location.search);
  picked = (asked.get("modes") ?? "").split(",").filter((mode) => modes.includes(mode));
  differing.checked = asked.get("diff") === "1";
  words.value = asked.get("q") ?? "";
  apply();
  passOn();
}

form.addEventListener("change", ({ target }) => {
  const box = /** @type {HTMLInputElement} */ (target);
  if (box.name === "modes") {
    const shown = picked.length ? picked.filter((mode) => shownModes().includes(mode)) : shownModes();
    picked = shown.filter((mode) => mode !== box.value);
    if (box.checked) picked.push(box.value);
    picked = picked.slice(-room());
    if (!picked.length) picked = [box.value];
  }
  apply();
  remember();
});
words.addEventListener("input", () => {
  apply();
  remember();
});
form.addEventListener("submit", (event) => event.preventDefault());
for (const width of [phone, tablet]) width.addEventListener("change", apply);
addEventListener("popstate", recall);
recall();

// The height of the form, which stays above the names of the modes, except on a phone.
new ResizeObserver(() => {
  if (phone.matches) compare.style.removeProperty("--pick");
  else compare.style.setProperty("--pick", `${form.offsetHeight}px`);
}).observe(form);

for (const sign of document.querySelectorAll("a.why")) {
  sign.role = "button";
  sign.ariaHasPopup = "dialog";
  sign.addEventListener("keydown", (event) => {
    if (/** @type {KeyboardEvent} */ (event).key !== " ") return;
    event.preventDefault();
    /** @type {HTMLElement} */ (sign).click();
  });
}
document.addEventListener("click", async (event) => {
  const sign = /** @type {Element} */ (event.target).closest("a.why");
  if (!(sign instanceof HTMLAnchorElement) || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  try {
    const { show } = await import("./evidence.js");
    await show(sign, form.dataset.close ?? "");
  } catch (error) {
    console.error(error);
    // The row of the table of evidence, where the sign leads to without a script
    location.hash = sign.hash;
  }
});

setUpTasks();
