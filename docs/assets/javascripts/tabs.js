// Panels of which one is shown, behind tabs: chosen with a click, with the arrows, which go round, or
// by the browser's search in the page.

import { element } from "./site.js";

/**
 * @param {string} label of the list of tabs
 * @param {(Node | string)[][]} names of the tabs
 * @param {HTMLElement[]} panels
 * @param {(chosen: number) => void} [shown] told each time that one is chosen
 * @returns {{ list: HTMLElement, choose: (chosen: number) => void }} the list has no place yet
 */
export function tabbed(label, names, panels, shown) {
  const tabs = names.map((name, index) => {
    const tab = element("button", { type: "button", role: "tab" }, ...name);
    tab.addEventListener("click", () => choose(index));
    // Named and not referred to: what is copied from another page has no ids.
    panels[index].role = "tabpanel";
    panels[index].ariaLabel = tab.textContent;
    panels[index].addEventListener("beforematch", () => choose(index));
    return tab;
  });
  const list = element("div", { role: "tablist", "aria-label": label }, ...tabs);
  const choose = (/** @type {number} */ chosen) => {
    for (const [index, tab] of tabs.entries()) {
      tab.ariaSelected = String(index === chosen);
      tab.tabIndex = index === chosen ? 0 : -1;
      if (index === chosen) panels[index].removeAttribute("hidden");
      else panels[index].setAttribute("hidden", "until-found");
    }
    shown?.(chosen);
  };
  list.addEventListener("keydown", (event) => {
    const at = tabs.findIndex((tab) => tab === document.activeElement);
    /** @type {Record<string, number>} */
    const places = { ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: tabs.length - 1 };
    if (at < 0 || !(event.key in places)) return;
    event.preventDefault();
    const chosen = (places[event.key] + tabs.length) % tabs.length;
    choose(chosen);
    tabs[chosen].focus();
  });
  return { list, choose };
}
