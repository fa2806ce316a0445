// Folds the tables of the decision page, and loads a tool when the reader uses it, or at once where the
// address has an answer in it.

const tools = /** @type {NodeListOf<HTMLFormElement>} */ (document.querySelectorAll("form.tool"));

/** Opens the table that the address leads to, and folds the others. */
function fold() {
  const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  for (const table of /** @type {NodeListOf<HTMLDetailsElement>} */ (
    document.querySelectorAll("details.fold")
  )) {
    table.open = target !== null && table.previousElementSibling === target;
  }
  // What stood above has become shorter.
  if (target) target.scrollIntoView();
}

/** @param {HTMLFormElement} form */
async function start(form) {
  if (form.dataset.started) return;
  form.dataset.started = "yes";
  try {
    const [{ load }, tool] = await Promise.all([
      import("./tool.js"),
      form.dataset.tool === "chooser" ? import("./chooser.js") : import("./calculator.js"),
    ]);
    tool.setUp(form, await load(form.dataset.language ?? "en"));
  } catch {
    // The next change tries again.
    delete form.dataset.started;
    const status = /** @type {HTMLElement} */ (form.querySelector("[role=status]"));
    status.textContent = form.dataset.failed ?? "";
  }
}

if (document.querySelector("details.fold")) {
  fold();
  addEventListener("hashchange", fold);
  // On paper nothing can be unfolded.
  addEventListener("beforeprint", () => {
    for (const table of document.querySelectorAll("details.fold")) table.setAttribute("open", "");
  });
}

const asked = new URLSearchParams(location.search);
for (const form of tools) {
  const named = [...form.elements].map((field) => /** @type {HTMLInputElement} */ (field).name);
  for (const event of ["focusin", "input"]) {
    form.addEventListener(event, () => start(form));
  }
  form.addEventListener("submit", (event) => event.preventDefault());
  // A browser may bring back what was chosen before the reader followed a link.
  const chosen = form.querySelector("input:checked[type=radio]");
  if (chosen || named.some((name) => name && asked.has(name))) start(form);
}
