// What the chooser and the calculator share: their data, and elements made of texts. What a reader
// types becomes text and never markup.

import { json } from "./fetched.js";
import { element } from "./site.js";

/** @param {string} language */
export const load = (language) => json(`data/choose-${language}.json`);

/** The address of a page of this language: the forms stand on pages of different depth.
 * @param {string} path
 */
export function address(path) {
  const home = /** @type {HTMLAnchorElement} */ (document.querySelector("a.md-logo"));
  return new URL(path, home.href).href;
}

/**
 * A text in which code stands between back quotes.
 * @param {string} text
 * @returns {(Node | string)[]}
 */
export function rich(text) {
  return text.split("`").map((part, index) => (index % 2 ? element("code", {}, part) : part));
}

/**
 * @param {string} path of a page of this language
 * @param {...(Node | string)} parts
 */
export function link(path, ...parts) {
  return element("a", { href: address(path) }, ...parts);
}

/**
 * A text with words filled in.
 * @param {string} text
 * @param {Record<string, string | number>} values
 */
export function filled(text, values) {
  return text.replace(/\{(\w+)\}/g, (whole, key) => String(values[key] ?? whole));
}

/**
 * Links to pieces of evidence, numbered within each kind, which their ids begin with.
 * @param {Record<string, string>} kinds of evidence, by id
 * @param {string[]} ids
 */
export function evidence(kinds, ids) {
  const numbers = new Map();
  const links = ids.map((id) => {
    const number = (numbers.get(kinds[id]) ?? 0) + 1;
    numbers.set(kinds[id], number);
    return link(`sources/${id.split("-", 1)[0]}/#ev-${id}`, `${kinds[id]} ${number}`);
  });
  return element("span", { class: "ev" }, ...links.flatMap((each, index) => [index ? " " : "", each]));
}

/**
 * A heading and what stands under it.
 * @param {string} heading
 * @param {...(Node | string)} parts
 */
export function part(heading, ...parts) {
  return element("section", {}, element("h3", {}, heading), ...parts);
}

/**
 * @param {(Node | string)[][]} items
 */
export function list(items) {
  return element("ul", {}, ...items.map((item) => element("li", {}, ...item)));
}

/**
 * A whole number that a field holds, or null.
 * @param {FormDataEntryValue | null} value
 * @param {number} least
 * @param {number} most
 */
export function whole(value, least, most) {
  const text = String(value ?? "").normalize("NFKC").trim();
  return /^\d{1,7}$/.test(text) ? Math.min(Math.max(Number(text), least), most) : null;
}

/** Offers the names of all instance types, once a reader turns to the field.
 * @param {HTMLFormElement} form
 * @param {Record<string, unknown>} types
 */
export function offerTypes(form, types) {
  const field = /** @type {HTMLInputElement} */ (form.elements.namedItem("type"));
  const id = `types-${form.dataset.tool}`;
  form.append(element("datalist", { id }, ...Object.keys(types).map((value) => element("option", { value }))));
  field.setAttribute("list", id);
}

/** The type that a reader enters in one form stands in the other too.
 * @param {HTMLFormElement} form
 * @param {() => void} answer
 */
export function followType(form, answer) {
  const own = /** @type {HTMLInputElement} */ (form.elements.namedItem("type"));
  document.addEventListener("input", ({ target }) => {
    if (!(target instanceof HTMLInputElement) || target.name !== "type" || target === own) return;
    own.value = target.value;
    answer();
  });
}

/** @param {FormDataEntryValue | null} value */
export function typeName(value) {
  return String(value ?? "").normalize("NFKC").trim().toLowerCase();
}

/** Keeps in the address what a form says, and leaves what the other one says there.
 * @param {string[]} names
 * @param {[string, string][]} said
 */
export function remember(names, said) {
  const url = new URL(location.href);
  for (const name of names) url.searchParams.delete(name);
  for (const [name, value] of said) url.searchParams.append(name, value);
  history.replaceState(history.state, "", url);
}
