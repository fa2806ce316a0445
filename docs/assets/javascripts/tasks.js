// The same task in four modes: one tab for each, and on demand what differs from another mode.
// What differs is computed when the site is built (tools/generate/diff.py).

import { addCopyButtons, element } from "./site.js";
import { setUpTabs } from "./tabs.js";

/** What stands between the heading of a mode and the next heading.
 * @param {Element} heading */
function bodyOf(heading) {
  const body = [];
  for (let next = heading.nextElementSibling; next && !next.matches("h2, h3, .differences"); ) {
    body.push(next);
    next = next.nextElementSibling;
  }
  return body;
}

export function setUpTasks() {
  const store = /** @type {HTMLElement | null} */ (document.querySelector(".differences"));
  if (!store) return;
  const differences = /** @type {HTMLElement[]} */ ([...store.querySelectorAll(".difference")]);
  const modes = [...new Set(differences.map((block) => block.dataset.mode ?? ""))];
  const headings = modes.map((mode) => document.getElementById(`same-task-${mode}`));
  if (headings.some((heading) => !heading)) return;
  const { tabs: label = "", against = "", alone = "" } = store.dataset;

  const select = element("select", {});
  const bar = element("div", { class: "tasks" });
  const list = element("div", { role: "tablist", "aria-label": label });
  bar.append(list, element("label", {}, `${against} `, select));
  headings[0]?.before(bar);

  const tabs = modes.map((mode, index) => {
    const heading = /** @type {HTMLElement} */ (headings[index]);
    const tab = element("button", { type: "button", role: "tab", id: `tab-${mode}` }, mode);
    const panel = element("div", { role: "tabpanel", "aria-labelledby": tab.id });
    const [code, ...rest] = bodyOf(heading);
    const changed = element("div", { class: "highlight" });
    heading.before(panel);
    panel.append(heading, code, changed, ...rest);
    tab.setAttribute("aria-controls", (panel.id = `panel-${mode}`));
    // A link to a mode, and the browser's search in the page, open its tab.
    panel.addEventListener("beforematch", () => choose(index));
    list.append(tab);
    return { mode, tab, panel, code: /** @type {HTMLElement} */ (code), changed };
  });

  const choose = setUpTabs(list, tabs.map(({ tab }) => tab), (chosen) => {
    for (const [index, { mode, panel, code, changed }] of tabs.entries()) {
      if (index === chosen) panel.removeAttribute("hidden");
      else panel.setAttribute("hidden", "until-found");
      const block = differences.find(
        ({ dataset }) => dataset.mode === mode && dataset.against === select.value,
      );
      code.hidden = Boolean(block);
      changed.hidden = !block;
      changed.replaceChildren(...(block ? [block.cloneNode(true)] : []));
      addCopyButtons(changed);
    }
  });

  select.append(new Option(alone, ""), ...modes.map((mode) => new Option(mode, mode)));
  select.addEventListener("change", () =>
    choose(tabs.findIndex(({ tab }) => tab.ariaSelected === "true")),
  );
  const asked = headings.findIndex((heading) => `#${heading?.id}` === location.hash);
  choose(Math.max(asked, 0));
  if (asked > 0) headings[asked]?.scrollIntoView();
}
