// The examples of a mode that has several: a tab for each, from its heading to its file.

import { element } from "./site.js";
import { tabbed } from "./tabs.js";

const panels = [...document.querySelectorAll("article > .file")].map((file) => {
  const parts = [file];
  while (!parts[0].matches("h3")) parts.unshift(/** @type {Element} */ (parts[0].previousElementSibling));
  const panel = document.createElement("div");
  parts[0].before(panel);
  panel.append(...parts);
  return panel;
});
const names = panels.map((panel) => {
  const name = panel.querySelector(".filename a")?.textContent?.replace(/.*\//, "") ?? "";
  return [panel.querySelector("h3")?.firstChild?.textContent ?? "", " ", element("code", {}, name)];
});
const { list, choose } = tabbed("Terraform", names, panels);
// A link to what is in a tab opens it.
function follow() {
  for (const [index, panel] of panels.entries()) {
    const target = panel.querySelector(":target");
    if (!target) continue;
    choose(index);
    target.scrollIntoView();
  }
}
panels[0].before(list);
choose(0);
follow();
addEventListener("hashchange", follow);
