// The same task in four modes: one tab for each, and on demand what differs from another mode.
// What differs is computed when the site is built (tools/generate/diff.py).

import { addCopyButtons } from "./site.js";

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

/** @param {string} tag @param {Record<string, string>} attributes @param {(Node | string)[]} content */
function element(tag, attributes, ...content) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...content);
  return made;
}

export function setUpTasks() {
  const store = /** @type {HTMLElement | null} */ (document.querySelector(".differences"));
  if (!store) return;
  const differences = /** @type {HTMLElement[]} */ ([...store.querySelectorAll(".difference")]);
  const modes = [...new Set(differences.map((block) => block.dataset.mode ?? ""))];
  const headings = modes.map((mode) => document.getElementById(`same-task-${mode}`));
  if (headings.some((heading) => !heading)) return;
  const { tabs: label = "", against = "", alone = "" } = store.dataset;

  const select = /** @type {HTMLSelectElement} */ (element("select", {}));
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
    tab.addEventListener("click", () => choose(index));
    // A link to a mode, and the browser's search in the page, open its tab.
    panel.addEventListener("beforematch", () => choose(index));
    list.append(tab);
    return { mode, tab, panel, code: /** @type {HTMLElement} */ (code), changed };
  });

  function choose(index = 0) {
    for (const [at, { mode, tab, panel, code, changed }] of tabs.entries()) {
      const chosen = at === index;
      tab.ariaSelected = String(chosen);
      /** @type {HTMLElement} */ (tab).tabIndex = chosen ? 0 : -1;
      if (chosen) panel.removeAttribute("hidden");
      else panel.setAttribute("hidden", "until-found");
      const block = differences.find(
        ({ dataset }) => dataset.mode === mode && dataset.against === select.value,
      );
      code.hidden = Boolean(block);
      changed.hidden = !block;
      changed.replaceChildren(...(block ? [block.cloneNode(true)] : []));
      addCopyButtons(changed);
    }
  }

  list.addEventListener("keydown", (event) => {
    const at = tabs.findIndex(({ tab }) => tab === document.activeElement);
    const { length } = tabs;
    const next = { ArrowRight: at + 1, ArrowLeft: at - 1 + length, Home: 0, End: length - 1 }[event.key];
    if (next === undefined) return;
    event.preventDefault();
    choose(next % length);
    /** @type {HTMLElement} */ (tabs[next % length].tab).focus();
  });
  select.append(new Option(alone, ""), ...modes.map((mode) => new Option(mode, mode)));
  select.addEventListener("change", () =>
    choose(tabs.findIndex(({ tab }) => tab.ariaSelected === "true")),
  );
  const asked = headings.findIndex((heading) => `#${heading?.id}` === location.hash);
  choose(Math.max(asked, 0));
  if (asked > 0) headings[asked]?.scrollIntoView();
}
