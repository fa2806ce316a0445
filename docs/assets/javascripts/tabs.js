// A list of tabs, of which one is chosen: with a click, or with the arrows, which go round.

/**
 * @param {HTMLElement} list
 * @param {HTMLElement[]} tabs
 * @param {(chosen: number) => void} show
 * @returns {(chosen: number) => void} what chooses one
 */
export function setUpTabs(list, tabs, show) {
  const choose = (/** @type {number} */ chosen) => {
    tabs.forEach((tab, index) => {
      tab.ariaSelected = String(index === chosen);
      tab.tabIndex = index === chosen ? 0 : -1;
    });
    show(chosen);
  };
  tabs.forEach((tab, index) => tab.addEventListener("click", () => choose(index)));
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
  return choose;
}
