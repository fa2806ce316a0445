// Shows what a row of the comparison is known from: the entries that the table of evidence links
// to, as the sources page has them.

/** @type {Promise<{ url: string, sources: Document }> | undefined} */
let loading;

const popover = document.createElement("div");
popover.className = "evidence";
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

/** @param {string} url */
function load(url) {
  loading ??= fetch(url).then(async (answer) => {
    if (!answer.ok) throw new Error(answer.statusText);
    const sources = new DOMParser().parseFromString(await answer.text(), "text/html");
    return { url, sources };
  });
  loading.catch(() => (loading = undefined));
  return loading;
}

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

/** @param {string} tag @param {string} className @param {(Node | string)[]} content */
function element(tag, className, ...content) {
  const made = document.createElement(tag);
  made.className = className;
  made.append(...content);
  return made;
}

/** The content of a cell of the sources page, without its ids and with addresses that hold here.
 * @param {Element} cell @param {string} url */
function contentOf(cell, url) {
  const copy = /** @type {Element} */ (document.importNode(cell, true));
  for (const part of copy.querySelectorAll("[id]")) part.removeAttribute("id");
  for (const link of copy.querySelectorAll("a")) {
    link.href = new URL(link.getAttribute("href") ?? "", url).href;
  }
  return [...copy.childNodes];
}

/** @param {HTMLAnchorElement} sign @param {string} close */
export async function show(sign, close) {
  const row = document.getElementById(sign.hash.slice(1))?.closest("tr");
  if (!row) throw new Error(`no evidence at ${sign.hash}`);
  const [name, proofs, dates] = row.cells;
  const links = [...cited(proofs)];
  const { url, sources } = await load(links[0].link.href.replace(/#.*/, ""));
  const speakFor = new Map();
  for (const { link, columns } of links) {
    const all = speakFor.get(link.hash) ?? { link, columns: [] };
    const said = columns.replace(/[：:]\s*$/u, "").trim();
    if (said) all.columns.push(said);
    speakFor.set(link.hash, all);
  }
  const items = [...speakFor.values()].map(({ link, columns }) => {
    const [title, said] = sources.getElementById(link.hash.slice(1))?.closest("tr")?.cells ?? [];
    const kind = element("a", "kind", link.textContent ?? "");
    kind.setAttribute("href", link.href);
    const comma = document.documentElement.lang === "ja" ? "、" : ", ";
    const about = columns.length ? [element("strong", "", columns.join(comma)), " "] : [];
    // AWS's own words are quoted; a note or a date is the site's.
    const tag = said?.querySelector(":scope > [lang]") ? "blockquote" : "p";
    return element(
      "li",
      "",
      element("p", "", ...about, kind, " ", ...(title ? contentOf(title, url) : [])),
      ...(said ? [element(tag, "", ...contentOf(said, url))] : []),
    );
  });
  const button = element("button", "close", "×");
  button.setAttribute("type", "button");
  button.ariaLabel = button.title = close;
  button.addEventListener("click", () => popover.hidePopover());
  const checked = row.closest("table")?.tHead?.rows[0].cells[2].textContent ?? "";
  const heading = element("p", "heading", name.textContent ?? "");
  const on = [...dates.childNodes].map((node) => node.textContent?.trim()).filter(Boolean);
  popover.ariaLabel = sign.ariaLabel;
  popover.replaceChildren(
    button,
    heading,
    element("ul", "", ...items),
    element("p", "checked", `${checked} ${on.at(-1) ?? ""}`),
  );
  opener = sign;
  if (popover.matches(":popover-open")) popover.hidePopover();
  sign.after(popover);
  popover.showPopover({ source: sign });
  popover.scrollTop = 0;
  popover.focus();
}
