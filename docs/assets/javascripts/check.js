// The checker in the page: the command, run by a worker (check-worker.js), on what a reader pastes,
// drops or opens. It is loaded when the reader asks for it, and the input never leaves the browser.

import { files as chosen } from "./check-files.js";
import { decoded, encoded } from "./check-link.js";
import { report } from "./check-report.js";
import { addCopyButtons, element } from "./site.js";
import { filled } from "./tool.js";

/** @typedef {import("./check-files.js").Files} Files */

/** More characters than this are not shown, but checked all the same. */
const LONGEST = 200_000;
const WAIT = 400;
const MEGABYTE = 1e6;

const form = /** @type {HTMLFormElement} */ (document.querySelector("form.checker"));
const found = /** @type {HTMLElement} */ (document.querySelector(".checked"));
const field = /** @type {HTMLTextAreaElement} */ (form.querySelector("textarea"));
const status = /** @type {HTMLElement} */ (form.querySelector("[role=status]"));
const submit = /** @type {HTMLButtonElement} */ (form.querySelector("[type=submit]"));
const reset = /** @type {HTMLButtonElement} */ (form.querySelector("[type=reset]"));
const link = /** @type {HTMLButtonElement} */ (form.querySelector("[value=link]"));
const note = /** @type {HTMLElement} */ (form.querySelector(".hint + .large"));
const shown = /** @type {HTMLElement} */ (form.querySelector(".shown"));
const select = /** @type {HTMLSelectElement} */ (form.querySelector("select"));
const words = form.dataset;
const language = document.documentElement.lang;
/** @param {string} key */
const said = (key) => words[key] ?? "";

/** The input, by path; the text of the one that is shown is in the field. @type {Files} */
let files = new Map();
/** @type {string | undefined} */
let current;
/** Takes the place of the field once it is loaded. @type {import("../checker/editor.js").Editor | undefined} */
let editor;
/** Whether the file that is chosen is too large to show. */
let large = false;
/** @type {Worker | undefined} */
let worker;
let ready = false;
let asked = 0;
/** @type {import("./check-report.js").Finding[]} */
let latest = [];
/** @type {ReturnType<typeof setTimeout> | undefined} */
let waiting;

const encoder = new TextEncoder();
const decoder = new TextDecoder();

const PASTED = ["main.tf", "input.json", "main.tf.json"];

/**
 * What is pasted has no name: JSON is a plan, a task definition or Terraform, all else is Terraform.
 * @param {string} text
 */
function nameOf(text) {
  if (!/^\s*[{[]\s*["\]}{]/.test(text)) return "main.tf";
  return /^\s*\{\s*"(resource|variable|locals|module|terraform|provider|data)"/.test(text) ? "main.tf.json" : "input.json";
}

const textShown = () => editor?.text() ?? field.value;

/** The input as it is now, with what the reader has typed. */
function input() {
  const text = textShown();
  if (large) return files;
  if (files.size > 1 && current) files.set(current, encoder.encode(text));
  else if (text) {
    current = !current || PASTED.includes(current) ? nameOf(text) : current;
    files = new Map([[current, encoder.encode(text)]]);
  }
  return files;
}

/** @param {string} text */
function setText(text) {
  if (editor) editor.setText(text);
  else field.value = text;
  if (current) editor?.setLanguage(/\.json$/.test(current) ? "json" : /\.(tf|tofu|tfvars|hcl)$/.test(current) ? "hcl" : "plain");
}

/** @param {string} name */
function show(name) {
  const content = files.get(name) ?? new Uint8Array();
  current = name;
  large = content.length > LONGEST;
  note.textContent = large ? filled(said("large"), { name }) : "";
  select.value = name;
  setText(large ? "" : decoder.decode(content));
}

/** @param {Files} given */
function take(given) {
  files = given;
  const names = [...given.keys()].sort();
  select.replaceChildren(...names.map((name) => new Option(name, name)));
  shown.hidden = names.length < 2;
  const first = names.find((name) => /\.(tf|tofu)$/.test(name)) ?? names[0];
  if (first) show(first);
  changed();
}

function changed() {
  const empty = !textShown() && !large && files.size < 2;
  editor?.mark([]);
  reset.hidden = link.hidden = empty;
  latest = [];
  found.replaceChildren();
  status.textContent = "";
  clearTimeout(waiting);
  if (ready && !empty) waiting = setTimeout(check, WAIT);
}

/** @param {string} reason */
function fail(reason) {
  worker?.terminate();
  worker = undefined;
  ready = false;
  status.textContent = reason;
}

function started() {
  if (worker) return worker;
  const made = new Worker(new URL("./check-worker.js", import.meta.url), { type: "module" });
  made.addEventListener("error", () => fail(said("failed")));
  made.addEventListener("message", ({ data }) => {
    if ("received" in data) {
      // Whole ones: a screen reader says each change.
      const text = filled(said("loading"), { done: Math.floor(data.received / MEGABYTE) });
      if (text !== status.textContent) status.textContent = text;
    } else if ("loaded" in data) {
      status.textContent = said("starting");
    } else if ("unavailable" in data) {
      fail(said("failed"));
    } else if (data.id === asked) {
      ready = true;
      submit.textContent = said("check");
      answer(data);
    }
  });
  worker = made;
  return made;
}

/** @param {{ report?: string, failure?: string }} data */
async function answer({ report: text, failure }) {
  status.textContent = "";
  try {
    const told = JSON.parse(text ?? "");
    const parts = await report(told, { words, texts: textOf, go });
    latest = told.findings;
    mark(latest);
    status.textContent = parts.summary;
    found.replaceChildren(...parts.nodes);
    addCopyButtons(found);
  } catch {
    status.textContent = filled(said("stopped"), { reason: (failure ?? text ?? "").trim().split("\n").at(-1) ?? "" });
  }
}

/** @param {string} name */
const textOf = (name) => decoder.decode(files.get(name));

/**
 * Shows a place of the input.
 * @param {string} name
 * @param {number} line
 * @param {number} column in characters
 * @param {number | null} end
 */
function go(name, line, column, end) {
  if (name !== current && files.has(name)) {
    show(name);
    mark(latest);
  }
  if (editor) {
    editor.go(line, column);
    editor.focus();
    return;
  }
  const lines = field.value.split("\n");
  const before = lines.slice(0, line - 1).reduce((sum, each) => sum + each.length + 1, 0);
  const characters = [...(lines[line - 1] ?? "")];
  const start = before + characters.slice(0, column - 1).join("").length;
  const stop = before + (end ? characters.slice(0, end - 1) : characters).join("").length;
  field.focus();
  field.setSelectionRange(start, Math.max(start, stop));
  field.scrollTop = Math.max(0, ((line - 4) * field.scrollHeight) / Math.max(1, lines.length));
}

/** Puts the editor in the place of the field, where there is room for it. */
async function edit() {
  if (editor || !matchMedia("(min-width: 45em)").matches) return;
  try {
    const { createEditor } = await import("../checker/editor.js");
    const parent = element("div", { class: "room" });
    const focused = document.activeElement === field;
    field.after(parent);
    editor = createEditor({ parent, text: field.value, label: said("label"), onChange: changed });
    field.hidden = true;
    if (focused) editor.focus();
  } catch {
    // The field is enough.
  }
}

/** @param {import("./check-report.js").Finding[]} findings */
function mark(findings) {
  const here = findings.filter(({ file }) => file === current);
  editor?.mark(
    here.map(({ level, line, column, end_column: end, message }) => ({
      from: { line, column },
      to: end ? { line, column: end } : undefined,
      severity: level,
      message: message.replaceAll("`", ""),
    }))
  );
}

function check() {
  const given = input();
  if (!given.size) return;
  found.replaceChildren();
  status.textContent = ready ? said("checking") : filled(said("loading"), { done: 0 });
  asked += 1;
  edit().then(() => mark(latest));
  started().postMessage({ id: asked, files: [...given], language });
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  check();
});
form.addEventListener("reset", () => {
  clearTimeout(waiting);
  files = new Map();
  current = undefined;
  large = false;
  shown.hidden = true;
  note.textContent = "";
  setTimeout(() => {
    editor?.setText("");
    changed();
    (editor ?? field).focus();
  });
});
field.addEventListener("input", changed);
select.addEventListener("change", () => {
  const next = select.value;
  input();
  show(next);
  mark(latest);
});
for (const chip of /** @type {NodeListOf<HTMLButtonElement>} */ (form.querySelectorAll(".chips [value]"))) {
  chip.addEventListener("click", () => open(`assets/try/${chip.value}`, "main.tf"));
}

/**
 * Opens a file of the site.
 * @param {string} path
 * @param {string} name
 */
async function open(path, name) {
  const answered = await fetch(new URL(`../../${path}`, import.meta.url));
  if (answered.ok) take(new Map([[name, encoder.encode(await answered.text())]]));
}

chosen(form, (given) => (given ? take(given) : (status.textContent = said("many"))));

link.addEventListener("click", async () => {
  const url = new URL(location.href);
  url.search = "";
  url.hash = await encoded(input());
  if (url.href.length > 2_000_000) {
    status.textContent = said("long");
    return;
  }
  history.replaceState(history.state, "", url);
  await navigator.clipboard.writeText(url.href);
  link.textContent = said("linked");
  setTimeout(() => (link.textContent = said("link")), 2000);
});

// A link has the input in itself, or names the rule whose wrong example it is.
async function follow() {
  const { hash, search } = location;
  const rule = new URLSearchParams(search).get("try") ?? "";
  const linked = await decoded(hash);
  if (linked) take(linked);
  else if (/^ENM\d{3}$/.test(rule)) await open(`tf/rules/${rule}/bad.tf`, "main.tf");
  if (linked) form.scrollIntoView();
}

form.hidden = !("ready" in words);
if (form.hidden) form.before(element("p", {}, said("missing")));
addEventListener("hashchange", follow);
follow();
