// The examples of a mode that has several: a tab for each, from its heading to its file.

import { element } from "./site.js";
import { setUpTabs } from "./tabs.js";

const panels = [...document.querySelectorAll("article > .file")].map((file) => {
  const parts = [file];
  while (!parts[0].matches("h3")) parts.unshift(/** @type {Element} */ (parts[0].previousElementSibling));
  const panel = document.createElement("div");
  parts[0].before(panel);
  panel.append(...parts);
  return panel;
});
const tabs = panels.map((panel) => {
  const name = panel.querySelector(".filename a")?.textContent?.replace(/.*\//, "") ?? "";
  const heading = panel.querySelector("h3")?.firstChild?.textContent ?? "";
  return element("button", { type: "button", role: "tab" }, heading, " ", element("code", {}, name));
});
const list = element("div", { role: "tablist", "aria-label": "Terraform" }, ...tabs);
const choose = setUpTabs(list, tabs, (chosen) => {
  for (const [index, panel] of panels.entries()) {
    if (index === chosen) panel.removeAttribute("hidden");
    else panel.setAttribute("hidden", "until-found");
  }
});
// The browser's search in the page opens a tab, and so does a link to what is in it.
function follow() {
  for (const [index, panel] of panels.entries()) {
    const target = panel.querySelector(":target");
    if (!target) continue;
    choose(index);
    target.scrollIntoView();
  }
}
for (const [index, panel] of panels.entries()) {
  panel.role = "tabpanel";
  panel.ariaLabel = tabs[index].textContent;
  panel.addEventListener("beforematch", () => choose(index));
}
panels[0].before(list);
choose(0);
follow();
addEventListener("hashchange", follow);
