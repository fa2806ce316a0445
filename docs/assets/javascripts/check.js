// The checker in the page: the command, run by a worker (check-worker.js), on what a reader pastes,
// drops or opens. It is loaded when the reader asks for it, and the input never leaves the browser.

import { files as chosen } from "./check-files.js";
import { inputOf } from "./check-input.js";
import { decoded, encoded, filesOf, isLink, textOf } from "./check-link.js";
import { report } from "./check-report.js";
import { runnerOf } from "./check-run.js";
import { addCopyButtons } from "./site.js";
import { filled } from "./tool.js";

/** @typedef {import("./check-input.js").Files} Files */

const WAIT = 400;
/** A check that takes longer is announced. */
const LONG = 1_000;
/** Characters of an address: what browsers and chats still take. */
const LONGEST_LINK = 500_000;
/** The input of this tab, by the address of the page: an example of a rule is an input of its own. */
const STORED = `checked ${location.pathname}${location.search}`;

const form = /** @type {HTMLFormElement} */ (document.querySelector("form.checker"));
const found = /** @type {HTMLElement} */ (document.querySelector(".checked"));
const status = /** @type {HTMLElement} */ (form.querySelector("[role=status]"));
const progress = /** @type {HTMLProgressElement} */ (form.querySelector("progress"));
const submit = /** @type {HTMLButtonElement} */ (form.querySelector("[type=submit]"));
const reset = /** @type {HTMLButtonElement} */ (form.querySelector("[type=reset]"));
const link = /** @type {HTMLButtonElement} */ (form.querySelector("[value=link]"));
const words = form.dataset;
/** @param {string} key */
const said = (key) => words[key] ?? "";

/** Grows with each change of the input: an answer about an earlier one is not shown. */
let version = 0;
/** Whether the input is to be checked as soon as that can be. */
let wanted = false;
/** Whether the reader waits for an answer: for one about what is being typed, nobody scrolls. */
let awaited = false;
/** @type {import("./check-report.js").Finding[]} */
let findings = [];
/** @type {ReturnType<typeof setTimeout> | undefined} */
let waiting;

const input = inputOf(form, changed);
const runner = runnerOf({
  language: document.documentElement.lang,
  onProgress: (bytes) => (progress.value = bytes),
  onReady() {
    progress.hidden = true;
    submit.textContent = said("check");
  },
  onUnavailable() {
    progress.hidden = true;
    wanted = false;
    submit.textContent = said("load");
    status.textContent = said("failed");
  },
  onAnswer(answer) {
    if (answer.id !== version) {
      if (wanted) check();
      return;
    }
    wanted = false;
    show(answer);
  },
});

/** @param {{ report?: string, failure?: string }} answer */
async function show({ report: text = "", failure }) {
  const about = version;
  let told;
  try {
    told = JSON.parse(failure ? "" : text);
  } catch {
    const reason = (failure ?? text).trim().split("\n").at(-1) ?? "";
    clear(filled(said("stopped"), { reason }));
    return;
  }
  const parts = await report(told, { words, files: input.files(), go: input.go });
  if (about !== version) return;
  const unread = told.errors.filter((/** @type {{ line: number }} */ { line }) => line);
  findings = [...told.findings, ...unread.map((/** @type {object} */ error) => ({ ...error, level: "error" }))];
  clear(parts.summary, parts.nodes);
  addCopyButtons(found);
  showMarks();
  input.mark(findings);
  if (awaited) reveal();
  awaited = false;
}

/** Scrolls each line to what is marked in it, which a phone has no room for otherwise. */
function showMarks() {
  for (const mark of found.querySelectorAll("pre mark")) {
    const code = /** @type {HTMLElement} */ (mark.parentElement);
    const [box, marked] = [code, mark].map((each) => each.getBoundingClientRect());
    if (box && marked && marked.right > box.right) code.scrollLeft += marked.left - box.left - box.width / 4;
  }
}

/** Brings what stands below the buttons into view. */
function reveal() {
  if (submit.getBoundingClientRect().bottom > innerHeight / 2) submit.scrollIntoView({ block: "center" });
}

/**
 * Shows this in place of what was found before.
 * @param {string} [text]
 * @param {Node[]} [nodes]
 */
function clear(text = "", nodes = []) {
  clearTimeout(waiting);
  found.replaceChildren(...nodes);
  found.removeAttribute("aria-busy");
  status.textContent = text;
}

function check() {
  clearTimeout(waiting);
  const files = input.files();
  if (!files.size) {
    wanted = false;
    clear(said("nothing"));
    input.focus();
    reveal();
    return;
  }
  wanted = true;
  input.edit().then(() => input.mark(findings));
  if (runner.isBusy()) return;
  if (runner.isReady()) waiting = setTimeout(() => (status.textContent = said("checking")), LONG);
  else {
    progress.hidden = false;
    progress.value = 0;
    status.textContent = said("loading");
  }
  runner.ask(version, files);
}

/** What was found stays, paler, until there is an answer about the new text. */
function changed() {
  version += 1;
  awaited = false;
  if (isLink(location.hash)) history.replaceState(history.state, "", location.pathname);
  const empty = input.empty();
  reset.hidden = link.hidden = empty;
  clearTimeout(waiting);
  if (empty) {
    wanted = false;
    findings = [];
    clear();
  } else {
    if (found.firstChild) found.ariaBusy = "true";
    else if (!runner.isBusy()) clear();
    if (runner.isReady()) waiting = setTimeout(again, WAIT);
  }
}

function again() {
  if (input.composing()) waiting = setTimeout(again, WAIT);
  else check();
}

/** @param {Files} files */
function take(files) {
  findings = [];
  clear();
  input.take(files);
  changed();
  awaited = runner.isReady();
}

/**
 * Opens a file of the site.
 * @param {string} path
 */
async function open(path) {
  try {
    const answer = await fetch(new URL(`../../${path}`, import.meta.url));
    if (!answer.ok) throw new Error(String(answer.status));
    take(new Map([["main.tf", new Uint8Array(await answer.arrayBuffer())]]));
  } catch {
    clear(said("unopened"));
  }
}

async function copyLink() {
  const url = new URL(location.pathname, location.href);
  const made = encoded(input.files()).then((hash) => {
    url.hash = hash;
    if (url.href.length > LONGEST_LINK) throw new RangeError(said("long"));
    return url.href;
  });
  try {
    // Safari lets a script write only what it has been given at the press of the button.
    const item = new ClipboardItem({ "text/plain": made.then((text) => new Blob([text], { type: "text/plain" })) });
    await navigator.clipboard.write([item]);
    link.textContent = said("linked");
    setTimeout(() => (link.textContent = said("link")), 2000);
  } catch (error) {
    status.textContent = error instanceof RangeError ? error.message : said("address");
  }
  history.replaceState(history.state, "", await made.catch(() => location.href));
}

/** Takes the input of a link, and leaves it in the address until the reader changes it. */
async function follow() {
  const { hash } = location;
  if (!isLink(hash)) return false;
  const files = await decoded(hash);
  if (files) {
    take(files);
    history.replaceState(history.state, "", hash);
  } else clear(said("damaged"));
  form.scrollIntoView();
  return true;
}

/** What a link holds or names, or what was there when the reader left the page. */
async function begin() {
  const rule = new URLSearchParams(location.search).get("try") ?? "";
  const left = filesOf(sessionStorage.getItem(STORED));
  if (await follow()) return;
  if (left) take(left);
  else if (/^ENM\d{3}$/.test(rule)) await open(`tf/rules/${rule}/bad.tf`);
}

/** For the way back from the page of a rule. */
function store() {
  try {
    if (input.empty()) sessionStorage.removeItem(STORED);
    else sessionStorage.setItem(STORED, textOf(input.files()));
  } catch {
    // The input is too large to keep.
  }
}

function listen() {
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    awaited = true;
    check();
    reveal();
  });
  form.addEventListener("reset", (event) => {
    event.preventDefault();
    // What takes long need not be waited for.
    if (runner.isBusy() && runner.isReady()) runner.stop();
    take(new Map());
    input.focus();
  });
  for (const chip of /** @type {NodeListOf<HTMLButtonElement>} */ (form.querySelectorAll(".chips [value]"))) {
    chip.addEventListener("click", () => open(`assets/try/${chip.value}`));
  }
  link.addEventListener("click", copyLink);
  input.onChoice(() => input.mark(findings));
  chosen(form, take, (key) => clear(said(key)));
  addEventListener("hashchange", follow);
  addEventListener("pagehide", store);
}

form.hidden = !("ready" in words);
if (form.hidden) form.before(Object.assign(document.createElement("p"), { textContent: said("missing") }));
else {
  listen();
  begin();
}
