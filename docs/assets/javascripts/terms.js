// Explains a term where a page first uses it, in the words of the glossary that its link leads to.

import { element } from "./site.js";

const popover = element("div", { class: "meaning" });
popover.popover = "auto";
popover.role = "dialog";
popover.tabIndex = -1;
/** @type {HTMLAnchorElement | undefined} */
let opener;
popover.addEventListener("toggle", (event) => {
  const open = /** @type {ToggleEvent} */ (event).newState === "open";
  if (opener) opener.ariaExpanded = String(open);
  // Esc gives the focus back; a click elsewhere has moved it already.
  if (!open && document.activeElement === document.body) opener?.focus();
});

/** @param {HTMLAnchorElement} link */
async function explain(link) {
  const { copyOf, pageAt } = await import("./fetched.js");
  const { href, hash } = link;
  const glossary = await pageAt(href);
  const row = glossary.getElementById(hash.slice(1))?.closest("tr");
  if (!row) throw new Error(`the glossary has no ${hash}`);
  const [term, other, meaning] = [...row.cells].map((cell) => [...copyOf(cell, href).childNodes]);
  const title = glossary.querySelector("h1")?.firstChild?.textContent ?? "";
  popover.ariaLabel = link.textContent;
  popover.replaceChildren(
    element("p", {}, element("strong", {}, ...term), " ", element("span", { class: "other" }, ...other)),
    element("p", {}, ...meaning),
    element("p", {}, element("a", { href }, title)),
  );
  if (popover.matches(":popover-open")) popover.hidePopover();
  opener = link;
  link.after(popover);
  popover.showPopover({ source: link });
  popover.focus();
}

for (const link of document.querySelectorAll("a.term")) link.ariaHasPopup = "dialog";
document.addEventListener("click", async (event) => {
  const link = /** @type {Element} */ (event.target).closest("a.term");
  if (!(link instanceof HTMLAnchorElement) || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  try {
    await explain(link);
  } catch (error) {
    console.error(error);
    location.href = link.href;
  }
});
