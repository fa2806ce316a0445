// What the command found, as a list: what is wrong, where, what AWS answers and what to change. All of
// it is put in as text.

import { json } from "./fetched.js";
import { element } from "./site.js";
import { address, filled, rich } from "./tool.js";

/**
 * @typedef {{ rule: string, level: "error" | "warning", file: string, line: number, column: number,
 *   end_column: number | null, resource: string, message: string, fix: string, error_ids: string[],
 *   url: string }} Finding
 * @typedef {{ file: string, line: number, message: string }} Problem
 * @typedef {{ findings: Finding[], errors: Problem[], notices: (Problem & { resource: string | null })[] }} Report
 * @typedef {{ words: DOMStringMap, texts: (name: string) => string,
 *   go: (name: string, line: number, column: number, end: number | null) => void }} Page
 */

/** A line that is longer is cut around what is marked. */
const WIDEST = 160;

/**
 * @param {Report} report
 * @param {Page} page
 */
export async function report({ findings, errors, notices }, page) {
  const answers = findings.some((finding) => finding.error_ids.length) ? await messages() : new Map();
  const list = element("ol", { class: "findings" }, ...findings.map((each) => item(each, answers, page)));
  const nodes = [
    ...(findings.length ? [list] : []),
    ...problems("unusable", errors, page),
    ...problems("notices", notices, page),
  ];
  return { summary: summary({ findings, errors, notices }, page.words), nodes };
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
 * @param {DOMStringMap} words
 */
function summary({ findings, errors, notices }, words) {
  const count = (/** @type {string} */ level) => findings.filter((finding) => finding.level === level).length;
  const unread = new Set(notices.flatMap(({ resource }) => resource ?? [])).size;
  const parts = [];
  if (findings.length) {
    parts.push(filled(words.found ?? "", { errors: count("error"), warnings: count("warning") }));
  } else if (!errors.length) parts.push(unread ? words.cleanInPart : words.clean);
  if (unread) parts.push(filled(words.unread ?? "", { count: unread }));
  if (errors.length) parts.push(filled(words.unreadable ?? "", { count: errors.length }));
  return parts.join(" ");
}

/**
 * @param {Finding} finding
 * @param {Map<string, string>} answers
 * @param {Page} page
 */
function item(finding, answers, page) {
  const { rule, level, file, line, column, end_column: end, resource, message, fix, url } = finding;
  const path = url.replace(/^en\//, "");
  const head = element(
    "p",
    { class: "said" },
    element("span", { class: `level level-${level}` }, page.words[level] ?? ""),
    " ",
    element("a", { href: address(path) }, rule),
    " ",
    ...rich(message)
  );
  const place = element("button", { type: "button", class: "place" }, `${file}:${line}:${column}`);
  place.addEventListener("click", () => page.go(file, line, column, end));
  const where = element("p", { class: "where" }, place, " ", element("code", {}, resource));
  const texts = finding.error_ids.flatMap((id) => answers.get(id) ?? []);
  const said = texts.map((text) => element("p", { class: "answer", lang: "en" }, element("code", {}, text)));
  const mended = element("p", { class: "mended" }, element("strong", {}, page.words.fix ?? ""), " ", ...rich(fix));
  return element("li", {}, head, where, excerpt(finding, page), ...said, mended);
}

/**
 * The line, with what is wrong in it marked.
 * @param {Finding} finding
 * @param {Page} page
 */
function excerpt({ file, line, column, end_column: end }, page) {
  const characters = [...(page.texts(file).split("\n")[line - 1] ?? "").replace(/\r$/, "")];
  const start = column - 1;
  const stop = end ? end - 1 : characters.length;
  const indent = Math.min(start, Math.max(0, characters.findIndex((character) => character.trim())));
  const from = start - indent > WIDEST ? start - WIDEST / 4 : indent;
  const to = Math.min(characters.length, from + WIDEST);
  const cut = (/** @type {number} */ a, /** @type {number} */ b) => characters.slice(Math.max(a, from), Math.min(b, to)).join("");
  const code = element("code", {}, from > indent ? "…" : "", cut(0, start), element("mark", {}, cut(start, stop)), cut(stop, to));
  if (to < characters.length) code.append("…");
  return element("pre", { "data-line": String(line) }, code);
}

/**
 * @param {"unusable" | "notices"} kind
 * @param {Problem[]} listed
 * @param {Page} page
 */
function problems(kind, listed, page) {
  if (!listed.length) return [];
  const title = filled(page.words[kind] ?? "", { count: listed.length });
  const items = listed.map(({ file, line, message }) => {
    const place = line ? `${file}:${line}` : file;
    return element("li", {}, element("code", {}, place), " ", ...rich(message));
  });
  const details = element("details", { class: kind }, element("summary", {}, title), element("ul", {}, ...items));
  details.open = kind === "unusable";
  return [details];
}
