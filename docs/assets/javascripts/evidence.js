// Shows what a row of the comparison is known from: the entries that the table of evidence links
// to, as the sources page has them.

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

/** @param {HTMLAnchorElement} sign @param {string} close */
export async function show(sign, close) {
  const row = document.getElementById(sign.hash.slice(1))?.closest("tr");
  if (!row) throw new Error(`no evidence at ${sign.hash}`);
  const [name, proofs, dates] = row.cells;
  const links = [...cited(proofs)];
  const url = links[0].link.href;
  const sources = await pageAt(url);
  const speakFor = new Map();
  for (const { link, columns } of links) {
    const all = speakFor.get(link.hash) ?? { link, columns: [] };
    const said = columns.replace(/[：:]\s*$/u, "").trim();
    if (said) all.columns.push(said);
    speakFor.set(link.hash, all);
  }
  const items = [...speakFor.values()].map(({ link, columns }) => {
    const [title, said] = sources.getElementById(link.hash.slice(1))?.closest("tr")?.cells ?? [];
    const kind = element("a", { class: "kind", href: link.href }, link.textContent ?? "");
    const comma = document.documentElement.lang === "ja" ? "、" : ", ";
    const about = columns.length ? [element("strong", {}, columns.join(comma)), " "] : [];
    // AWS's own words are quoted; a note or a date is the site's.
    const tag = said?.querySelector(":scope > [lang]") ? "blockquote" : "p";
    return element(
      "li",
      {},
      element("p", {}, ...about, kind, " ", ...(title ? copyOf(title, url).childNodes : [])),
      ...(said ? [element(tag, {}, ...copyOf(said, url).childNodes)] : []),
    );
  });
  const button = element("button", { type: "button", class: "close" }, "×");
  button.ariaLabel = button.title = close;
  button.addEventListener("click", () => popover.hidePopover());
  const checked = row.closest("table")?.tHead?.rows[0].cells[2].textContent ?? "";
  const heading = element("p", { class: "heading" }, name.textContent ?? "");
  const on = [...dates.childNodes].map((node) => node.textContent?.trim()).filter(Boolean);
  popover.ariaLabel = sign.ariaLabel;
  popover.replaceChildren(
    button,
    heading,
    element("ul", {}, ...items),
    element("p", { class: "checked" }, `${checked} ${on.at(-1) ?? ""}`),
  );
  opener = sign;
  if (popover.matches(":popover-open")) popover.hidePopover();
  sign.after(popover);
  popover.showPopover({ source: sign });
  popover.scrollTop = 0;
  popover.focus();
}
