// Shows what a row of the comparison is known from: the entries that the table of evidence links
// to, as the pages of evidence have them.

import { copyOf, pageAt } from "./fetched.js";
import { element } from "./site.js";

const popover = element("div", { class: "evidence" });
popover.popover = "auto";
popover.role = "dialog";
popover.tabIndex = -1;
popover.lang = document.documentElement.lang;
/** @type {HTMLAnchorElement | undefined} */
let opener;
popover.addEventListener("toggle", (event) => {
  const open = /** @type {ToggleEvent} */ (event).newState === "open";
  if (opener) opener.ariaExpanded = String(open);
  // Esc and the button give the focus back; a click elsewhere has moved it already.
  if (!open && (document.activeElement === document.body || !document.activeElement)) opener?.focus();
});

/** Which columns a link of the table of evidence speaks for, as written before it.
 * @param {Element} cell */
function* cited(cell) {
  let columns = "";
  for (const node of cell.childNodes) {
    if (node instanceof HTMLElement && node.matches(".ev")) {
      for (const link of node.querySelectorAll("a")) yield { link, columns };
    } else {
      columns = node.nodeName === "BR" ? "" : columns + node.textContent;
    }
  }
}

const japanese = document.documentElement.lang === "ja";
const comma = japanese ? "、" : ", ";
const colon = japanese ? "：" : ": ";

/** What the cells of a row say that rest on the same page, alike ones together.
 * @param {HTMLAnchorElement} sign of the row
 * @param {string[]} columns all of them, if there are none */
function claims(sign, columns) {
  const heads = sign.closest("table")?.tHead?.rows[0].cells ?? [];
  /** @type {Map<string, { names: string[], cell: Element }>} */
  const said = new Map();
  for (const [index, cell] of [...(sign.closest("tr")?.cells ?? [])].entries()) {
    const name = heads[index].textContent ?? "";
    if (!index || (columns.length && !columns.includes(name))) continue;
    const text = cell.textContent ?? "";
    said.set(text, { cell, names: [...(said.get(text)?.names ?? []), name] });
  }
  return [...said.values()].map(({ names, cell }) => {
    const words = copyOf(cell, location.href);
    for (const line of words.querySelectorAll("br")) line.replaceWith(colon);
    return element("p", {}, element("strong", {}, names.join(comma)), colon, ...words.childNodes);
  });
}

/** @param {HTMLAnchorElement} sign @param {string} close */
export async function show(sign, close) {
  const row = document.getElementById(sign.hash.slice(1))?.closest("tr");
  if (!row) throw new Error(`no evidence at ${sign.hash}`);
  const [name, proofs, dates] = row.cells;
  const links = [...cited(proofs)];
  const speakFor = new Map();
  for (const { link, columns } of links) {
    const all = speakFor.get(link.hash) ?? { link, columns: [] };
    const said = columns.replace(/[：:]\s*$/u, "").trim();
    if (said) all.columns.push(...said.split(comma));
    speakFor.set(link.hash, all);
  }
  const checked = row.closest("table")?.tHead?.rows[0].cells[2].textContent ?? "";
  // Every change compares the sentences of the API with AWS's model, so they have no day of their own.
  const day = `${checked} ${dates.lastChild?.textContent?.trim()}`;
  /** What is read on a page that is not quoted, by the columns it speaks for. @type {Map<string, Element>} */
  const alike = new Map();
  const read = await Promise.all([...speakFor.values()].map(({ link }) => pageAt(link.href)));
  const items = [...speakFor.values()].flatMap(({ link, columns }, index) => {
    const url = link.href;
    const [title, said] = read[index].getElementById(link.hash.slice(1))?.closest("tr")?.cells ?? [];
    const kind = element("a", { class: "kind", href: link.href }, link.textContent ?? "");
    const source = element("p", {}, kind, " ", ...(title ? copyOf(title, url).childNodes : []));
    const words = said ? [...copyOf(said, url).childNodes] : [];
    const whose = columns.join(comma);
    if (said?.textContent?.startsWith(`${checked} `)) {
      source.append(" ", element("span", { class: "checked" }, ...words));
      const first = alike.get(whose);
      if (first) first.after(source);
      alike.set(whose, source);
      return first ? [] : element("li", {}, source, ...claims(sign, columns));
    }
    if (whose) source.prepend(element("strong", {}, whose), " ");
    // AWS's own words are quoted; a note is the site's.
    const quoted = said?.querySelector(":scope > [lang]");
    const dated = said?.textContent?.includes(checked);
    if (!dated) source.append(" ", element("span", { class: "checked" }, day));
    return element("li", {}, source, element(quoted ? "blockquote" : "p", {}, ...words));
  });
  const button = element("button", { type: "button", class: "close" }, "×");
  button.ariaLabel = button.title = close;
  button.addEventListener("click", () => popover.hidePopover());
  const heading = element("p", { class: "heading" }, name.textContent ?? "");
  popover.ariaLabel = sign.ariaLabel;
  popover.replaceChildren(
    button,
    heading,
    element("ul", {}, ...items),
  );
  opener = sign;
  if (popover.matches(":popover-open")) popover.hidePopover();
  sign.after(popover);
  popover.showPopover({ source: sign });
  popover.scrollTop = 0;
  popover.focus();
}
