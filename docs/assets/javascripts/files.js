// The examples of a mode that has several: a tab for each, from its heading to its file.

import { tabList } from "./tabs.js";

const panels = [...document.querySelectorAll("article > .file")].map((file) => {
  const parts = [file];
  while (!parts[0].matches("h3")) parts.unshift(/** @type {Element} */ (parts[0].previousElementSibling));
  const panel = document.createElement("div");
  parts[0].before(panel);
  panel.append(...parts);
  return panel;
});
const names = panels.map((panel) => {
  const code = document.createElement("code");
  code.append(panel.querySelector(".filename a")?.textContent?.replace(/.*\//, "") ?? "");
  return [panel.querySelector("h3")?.firstChild?.textContent ?? "", " ", code];
});
const { list, tabs, choose } = tabList("Terraform", names, (chosen) => {
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
