// What the command found, as a list: what is wrong, where, what AWS answers and what to change. All of
// it is put in as text.

import { json } from "./fetched.js";
import { element } from "./site.js";
import { address, filled, rich } from "./tool.js";

/**
 * @typedef {{ rule: string, level: "error" | "warning", file: string, line: number, column: number,
 *   end_column: number | null, resource: string, message: string, fix: string, error_ids: string[],
 *   url: string }} Finding
 * @typedef {{ file: string, line: number, column: number, message: string }} Problem
 * @typedef {{ findings: Finding[], errors: Problem[], notices: (Problem & { resource: string | null })[] }} Report
 * @typedef {{ words: DOMStringMap, files: import("./check-input.js").Files,
 *   go: (name: string, line: number, column: number, end: number | null) => void }} Page
 */

/** A line that is longer is cut around what is marked; of a much longer one, as of a plan, there is none. */
const WIDEST = 160;
const LONGEST = 5_000;

/**
 * @param {Report} report
 * @param {Page} page
 */
export async function report({ findings, errors, notices }, page) {
  const answers = findings.some((finding) => finding.error_ids.length) ? await messages() : new Map();
  const lineOf = linesOf(page.files);
  const items = findings.map((each) => item(each, answers, page, lineOf(each.file, each.line)));
  const list = element("ol", { class: "findings", role: "list" }, ...items);
  const nodes = [
    ...(findings.length ? [list] : []),
    ...problems("unusable", errors, page),
    ...problems("notices", notices, page),
  ];
  return { summary: summary({ findings, errors, notices }, page), nodes };
}

/**
 * Each file is cut into lines once.
 * @param {import("./check-input.js").Files} files
 */
function linesOf(files) {
  /** @type {Map<string, string[]>} */
  const cut = new Map();
  return (/** @type {string} */ name, /** @type {number} */ line) => {
    if (!cut.has(name)) cut.set(name, new TextDecoder().decode(files.get(name)).split("\n"));
    return cut.get(name)?.[line - 1] ?? "";
  };
}

async function messages() {
  try {
    const data = await json("data/errors.json");
    return new Map(data.messages.map((/** @type {{ id: string, text: string }} */ { id, text }) => [id, text]));
  } catch {
    return new Map();
  }
}

/**
 * @param {Report} report
 * @param {Page} page
 */
function summary({ findings, errors, notices }, { words, files }) {
  const count = (/** @type {string} */ level) => findings.filter((finding) => finding.level === level).length;
  const unread = new Set(notices.flatMap(({ file, resource }) => (resource ? `${file} ${resource}` : []))).size;
  const parts = [];
  if (findings.length) {
    parts.push(filled(words.found ?? "", { errors: count("error"), warnings: count("warning") }));
  } else if (!errors.length) parts.push(unread ? words.cleanInPart : words.clean);
  if (unread) parts.push(filled(words.unread ?? "", { count: unread }));
  if (errors.length) parts.push(filled(words.unreadable ?? "", { count: errors.length }));
  const shared = new TextDecoder().decode(files.get("pyproject.toml"));
  const named = files.has(".ecsnet.toml") ? ".ecsnet.toml" : /^\[tool\.ecsnet\b/m.test(shared) && "pyproject.toml";
  if (named) parts.push(filled(words.settings ?? "", { name: named }));
  return parts.join(" ");
}

/**
 * @param {Finding} finding
 * @param {Map<string, string>} answers
 * @param {Page} page
 * @param {string} source the line
 */
function item(finding, answers, page, source) {
  const { rule, level, file, line, column, end_column: end, resource, message, fix, url } = finding;
  // Settings among the files may name another site.
  const path = /rules\/[\w-]+\/#enm\d+$/.exec(url)?.[0] ?? "rules/";
  const head = element(
    "p",
    { class: "said" },
    element("span", { class: `level level-${level}` }, page.words[level] ?? ""),
    " ",
    element("a", { href: address(path) }, rule),
    " ",
    ...rich(message)
  );
  const place = placeOf(page, file, line, column, end);
  const where = element("p", { class: "where" }, place, " ", element("code", {}, resource));
  const texts = finding.error_ids.flatMap((id) => answers.get(id) ?? []);
  const said = texts.map((text) => element("p", { class: "answer", lang: "en" }, element("code", {}, text)));
  const mended = element("p", { class: "mended" }, element("strong", {}, page.words.fix ?? ""), " ", ...rich(fix));
  return element("li", {}, head, where, ...excerpt(finding, source), ...said, mended);
}

/**
 * What leads to a place of the input.
 * @param {Page} page
 * @param {string} file
 * @param {number} line
 * @param {number} column
 * @param {number | null} end
 */
function placeOf({ words, go }, file, line, column, end) {
  const at = `${file}:${line}:${column}`;
  const label = filled(words.go ?? "", { place: at });
  const place = element("button", { type: "button", class: "place", "aria-label": label }, at);
  place.addEventListener("click", () => go(file, line, column, end));
  return place;
}

/**
 * The line, with what is wrong in it marked; none for the place of a whole document.
 * @param {Finding} finding
 * @param {string} source
 */
function excerpt({ line, column, end_column: end }, source) {
  const whole = line === 1 && column === 1 && end === 2;
  if (whole || source.length > LONGEST) return [];
  const characters = [...source.replace(/\r$/, "")];
  const start = column - 1;
  const stop = end ? end - 1 : characters.length;
  const indent = Math.min(start, Math.max(0, characters.findIndex((character) => character.trim())));
  const from = start - indent > WIDEST ? start - WIDEST / 4 : indent;
  const to = Math.min(characters.length, from + WIDEST);
  const cut = (/** @type {number} */ a, /** @type {number} */ b) => characters.slice(Math.max(a, from), Math.min(b, to)).join("");
  const code = element("code", {}, from > indent ? "…" : "", cut(0, start), element("mark", {}, cut(start, stop)), cut(stop, to));
  if (to < characters.length) code.append("…");
  return [element("pre", { "data-line": String(line) }, code)];
}

/**
 * @param {"unusable" | "notices"} kind
 * @param {Problem[]} listed
 * @param {Page} page
 */
function problems(kind, listed, page) {
  if (!listed.length) return [];
  const title = filled(page.words[kind] ?? "", { count: listed.length });
  const items = listed.map(({ file, line, column, message }) => {
    const known = line && page.files.has(file);
    const place = known
      ? placeOf(page, file, line, Math.max(1, column), null)
      : element("code", {}, line ? `${file}:${line}` : file);
    return element("li", {}, place, " ", ...rich(message));
  });
  const details = element("details", { class: kind }, element("summary", {}, title), element("ul", {}, ...items));
  details.open = kind === "unusable";
  return [details];
}
