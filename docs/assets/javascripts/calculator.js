// The calculator: reads its form, asks density.js, and writes the numbers beside it.

import { limitOf, plan } from "./density.js";
import { element } from "./site.js";
import {
  evidence, filled, followType, link, offerTypes, remember, typeName, whole,
} from "./tool.js";

const NAMES = ["type", "tasks", "instances", "zones", "prefix", "maximum", "trunking"];
const ROWS = /** @type {const} */ ([
  "per_instance", "instances", "peak", "instances_at_peak", "addresses", "usable",
]);

/**
 * @param {HTMLFormElement} form
 * @param {string} name
 */
function field(form, name) {
  return /** @type {HTMLInputElement} */ (form.elements.namedItem(name));
}

/** What the address says goes into the form.
 * @param {HTMLFormElement} form
 */
function recall(form) {
  const asked = new URLSearchParams(location.search);
  for (const name of NAMES) {
    const said = asked.get(name)?.slice(0, 40);
    if (said === undefined) continue;
    const box = field(form, name);
    const before = box.value;
    if (box.type === "checkbox") box.checked = said === box.value;
    else box.value = said;
    // A length of prefix that the list does not have
    if (name === "prefix" && !box.value) box.value = before;
  }
}

/** What differs from the form as it came, for the address.
 * @param {HTMLFormElement} form
 * @returns {[string, string][]}
 */
function changed(form) {
  return NAMES.flatMap((name) => {
    const box = /** @type {unknown} */ (field(form, name));
    if (box instanceof HTMLSelectElement) {
      return box.selectedOptions[0]?.defaultSelected ? [] : [[name, box.value]];
    }
    const { type, checked, value, defaultValue } = /** @type {HTMLInputElement} */ (box);
    if (type === "checkbox") return checked ? [[name, value]] : [];
    return value && value !== defaultValue ? [[name, value]] : [];
  });
}

/** @param {HTMLFormElement} form */
function read(form) {
  const number = (/** @type {string} */ name, /** @type {number} */ usual) => {
    const { min, max, value } = field(form, name);
    return whole(value, Number(min), Number(max)) ?? usual;
  };
  return {
    type: typeName(field(form, "type").value),
    tasks: number("tasks", 1),
    trunking: field(form, "trunking").checked,
    instances: field(form, "instances").value ? number("instances", 1) : null,
    zones: number("zones", 1),
    prefix: Number(field(form, "prefix").value),
    maximum: number("maximum", 100),
  };
}

/**
 * @param {any} data
 * @param {string} type
 * @param {import("./density.js").Plan} found
 */
function verdict({ types, words }, type, found) {
  if (found.per_instance === null) return limitOf(types, type) ? words.no_number : words.no_data;
  return { "": words.fits, enis: words.first_enis, addresses: words.first_addresses }[found.first];
}

/**
 * @param {any} data
 * @param {string} type
 * @param {import("./density.js").Plan} found
 */
function detail({ words, evidence: kinds, reserved, figures, counted }, type, found) {
  const parts = [];
  if (found.trunking === "unsupported") {
    parts.push(element("p", {}, filled(words.not_supported, { type })));
  }
  if (found.per_instance === null) {
    parts.push(element("p", {}, link("trunking/#enis-per-instance", words.how_to_find)));
  }
  const rows = ROWS.map((row) =>
    element("div", {},
      element("dt", {}, words[`result_${row}`]),
      element("dd", {}, found[row]?.toLocaleString("en") ?? words.unknown)));
  const known = evidence(kinds, [...figures, ...counted]);
  const note = element("p", { class: "note" }, filled(words.assumed, { reserved }), " ", known);
  return [...parts, element("dl", {}, ...rows), note];
}

/**
 * @param {HTMLFormElement} form
 * @param {any} data
 */
export function setUp(form, data) {
  const status = /** @type {HTMLElement} */ (form.querySelector("[role=status]"));
  const room = /** @type {HTMLElement} */ (form.querySelector(".detail"));

  const answer = () => {
    const wanted = read(form);
    const { type } = wanted;
    remember(NAMES, changed(form));
    status.className = "";
    if (!type) {
      status.textContent = data.words.empty_calculator;
      room.replaceChildren();
      return;
    }
    const found = plan(data, wanted);
    const most = Math.min(found.most_by_enis ?? Infinity, found.most_by_addresses ?? Infinity);
    status.textContent = filled(verdict(data, type, found), { type, most, peak: found.peak });
    if (found.per_instance !== null) status.className = found.first ? "short" : "enough";
    room.replaceChildren(...detail(data, type, found));
  };

  offerTypes(form, data.types);
  recall(form);
  form.addEventListener("input", answer);
  followType(form, answer);
  answer();
}
