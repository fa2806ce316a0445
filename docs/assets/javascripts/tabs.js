// Tabs: buttons of which one is chosen. The list is one stop of the Tab key.

/**
 * @param {string} label of the list
 * @param {(Node | string)[][]} names
 * @param {(index: number) => void} show what the tab with this index stands for, and hides the rest
 */
export function tabList(label, names, show) {
  const list = document.createElement("div");
  list.role = "tablist";
  list.ariaLabel = label;
  const tabs = names.map((name, index) => {
    const tab = document.createElement("button");
    tab.type = "button";
    tab.role = "tab";
    tab.append(...name);
    tab.addEventListener("click", () => choose(index));
    list.append(tab);
    return tab;
  });
  const choose = (/** @type {number} */ chosen) => {
    for (const [index, tab] of tabs.entries()) {
      tab.ariaSelected = String(index === chosen);
      tab.tabIndex = index === chosen ? 0 : -1;
    }
    show(chosen);
  };
  list.addEventListener("keydown", (event) => {
    const at = tabs.findIndex((tab) => tab === document.activeElement);
    const { length } = tabs;
    const next = { ArrowRight: at + 1, ArrowLeft: at - 1 + length, Home: 0, End: length - 1 }[event.key];
    if (at < 0 || next === undefined) return;
    event.preventDefault();
    choose(next % length);
    tabs[next % length].focus();
  });
  return { list, tabs, choose };
}
