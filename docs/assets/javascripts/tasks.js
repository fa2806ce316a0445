// The same task in four modes: one tab for each, and on demand what differs from another mode.
// What differs is computed when the site is built (tools/generate/diff.py).

import { addCopyButtons, element } from "./site.js";
import { tabbed } from "./tabs.js";

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
  const blocks = modes.map((mode, index) => {
    const heading = /** @type {HTMLElement} */ (headings[index]);
    const panel = element("div", {});
    const [code, ...rest] = bodyOf(heading);
    const changed = element("div", { class: "highlight" });
    heading.before(panel);
    panel.append(heading, code, changed, ...rest);
    return { mode, panel, code: /** @type {HTMLElement} */ (code), changed };
  });
  let shown = 0;
  const names = modes.map((mode) => [mode]);
  const { list, choose } = tabbed(label, names, blocks.map(({ panel }) => panel), (chosen) => {
    shown = chosen;
    const { mode, code, changed } = blocks[chosen];
    const block = differences.find(
      ({ dataset }) => dataset.mode === mode && dataset.against === select.value,
    );
    code.hidden = Boolean(block);
    changed.hidden = !block;
    changed.replaceChildren(...(block ? [block.cloneNode(true)] : []));
    addCopyButtons(changed);
  });
  blocks[0].panel.before(element("div", { class: "tasks" }, list, element("label", {}, `${against} `, select)));

  select.append(new Option(alone, ""), ...modes.map((mode) => new Option(mode, mode)));
  select.addEventListener("change", () => choose(shown));
  const asked = headings.findIndex((heading) => `#${heading?.id}` === location.hash);
  choose(Math.max(asked, 0));
  if (asked > 0) headings[asked]?.scrollIntoView();
}
