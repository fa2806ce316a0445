// Which mode to take: the same as src/ecsnet/choose/decide.py, held against one table of cases.

import { limitOf } from "./density.js";

/**
 * @typedef {"yes" | "no" | "unconfirmed"} Met
 *
 * @typedef {object} Question
 * @property {string} place
 * @property {string[]} needs
 * @property {number | null} tasks per instance
 * @property {string | null} type
 *
 * @typedef {object} Place
 * @property {boolean} instances
 * @property {"setting" | "always" | "none"} trunking
 * @property {string[]} modes that run there, the usual one first
 * @property {Record<string, Record<string, Met>>} meets by need and mode
 * @property {Record<string, {mode: string}>} table the row of choices.toml for each of its needs
 * @property {string} dynamic the mode with dynamic ports
 *
 * @typedef {object} Data
 * @property {string[]} modes
 * @property {string[]} rows
 * @property {string[]} single the modes of which an instance runs one copy
 * @property {string[]} reread families
 * @property {Record<string, import("./density.js").Limit>} types
 * @property {Record<string, Place>} places
 * @property {Record<string, {row: string | null}>} needs
 *
 * @typedef {object} Answer
 * @property {string} mode
 * @property {Met} met
 * @property {boolean} trunking
 * @property {string[]} unmet
 * @property {string[]} unconfirmed
 * @property {string} row
 * @property {{mode: string, by: string[]}[]} out
 * @property {string[]} also
 * @property {{name: string, holds: number | string}[]} bars
 * @property {string[]} types
 */

const MANY = "many_tasks";

/**
 * @param {Data} data
 * @param {Question} question
 */
function many(data, { place, tasks }) {
  return data.places[place].instances && tasks !== null && tasks > 1;
}

/**
 * @param {Data} data
 * @param {Question} question
 * @returns {"yes" | "trunking" | "no" | "unknown"}
 */
function fit(data, question) {
  if (!many(data, question) || question.tasks === null) return "yes";
  const known = limitOf(data.types, question.type);
  if (!known) return "unknown";
  const [bare, trunked] = known;
  if (question.tasks <= bare) return "yes";
  if (data.places[question.place].trunking === "none" || trunked === false) return "no";
  if (trunked === null) return "unknown";
  return question.tasks <= trunked ? "trunking" : "no";
}

/**
 * @param {Data} data
 * @param {Question} question
 * @param {string} mode
 * @param {Met} met
 */
function needsThat(data, question, mode, met) {
  const { meets } = data.places[question.place];
  return question.needs.filter((need) => meets[need][mode] === met);
}

/**
 * @param {Data} data
 * @param {Question} question
 * @param {string} mode
 */
function unmetBy(data, question, mode) {
  const unmet = needsThat(data, question, mode, "no");
  const tooMany =
    many(data, question) &&
    (data.single.includes(mode) || (mode === "awsvpc" && fit(data, question) === "no"));
  return tooMany ? [...unmet, "tasks"] : unmet;
}

/**
 * @param {Data} data
 * @param {Question} question
 */
function asked(data, question) {
  const rows = question.needs.map((need) => data.needs[need].row);
  if (many(data, question)) rows.push(MANY);
  return data.rows.filter((row) => rows.includes(row));
}

/**
 * @param {Data} data
 * @param {Question} question
 * @param {{mode: string, unmet: string[], doubt: string[]}[]} here
 */
function best(data, question, here) {
  const least = (/** @type {typeof here} */ from, /** @type {"unmet" | "doubt"} */ key) => {
    const fewest = Math.min(...from.map((each) => each[key].length));
    return from.filter((each) => each[key].length === fewest);
  };
  const equal = least(least(here, "unmet"), "doubt");
  const rows = asked(data, question);
  const undecided = rows.includes(MANY) && fit(data, question) === "unknown";
  if (!equal[0].unmet.length && !undecided) return equal[0];
  const { table } = data.places[question.place];
  for (const row of rows) {
    const named = equal.find(({ mode }) => mode === table[row].mode);
    if (named) return named;
  }
  return equal[0];
}

/**
 * @param {Data} data
 * @param {Question} question
 */
function barsOf(data, question) {
  const place = data.places[question.place];
  if (!place.instances) return [];
  const known = limitOf(data.types, question.type);
  const here = place.modes.includes("awsvpc");
  const none = place.trunking === "none" || known?.[1] === false;
  return [
    { name: "awsvpc", holds: here ? known?.[0] ?? "unknown" : "absent" },
    { name: "trunking", holds: !here ? "absent" : none ? "unsupported" : known?.[1] || "unknown" },
    { name: place.dynamic, holds: place.modes.includes(place.dynamic) ? "unlimited" : "absent" },
  ];
}

/**
 * @param {Data} data
 * @param {Question} question
 * @param {string[]} unmet by awsvpc
 */
function typesFor(data, question, unmet) {
  const place = data.places[question.place];
  const inTheWay = unmet.some((by) => by !== "tasks");
  if (inTheWay || ["yes", "trunking"].includes(fit(data, question))) return [];
  /** @type {Map<string, string>} */
  const found = new Map();
  for (const [name, [bare, trunked]] of Object.entries(data.types)) {
    const family = name.split(".")[0];
    const holds = place.trunking !== "none" && trunked ? trunked : bare;
    if (!data.reread.includes(family) || found.has(family)) continue;
    if (holds >= (question.tasks ?? 0)) found.set(family, name);
  }
  return [...found.values()];
}

/**
 * @param {Data} data
 * @param {Question} question
 * @returns {Answer}
 */
export function decide(data, question) {
  const place = data.places[question.place];
  const here = place.modes.map((mode) => ({
    mode,
    unmet: unmetBy(data, question, mode),
    doubt: needsThat(data, question, mode, "unconfirmed"),
  }));
  const { mode, unmet, doubt } = best(data, question, here);
  const rows = [...asked(data, question), "own_address", ...data.rows];
  const by = new Map(here.map((each) => [each.mode, each.unmet]));
  // What is not confirmed of a mode is no reason to say that it works.
  const barred = new Map(here.map((each) => [each.mode, each.unmet.length ? each.unmet : each.doubt]));
  return {
    mode,
    met: unmet.length ? "no" : doubt.length ? "unconfirmed" : "yes",
    trunking: mode === "awsvpc" && fit(data, question) === "trunking",
    unmet,
    unconfirmed: doubt,
    row: /** @type {string} */ (rows.find((row) => place.table[row].mode === mode)),
    out: data.modes
      .map((name) => ({ mode: name, by: barred.get(name) ?? ["place"] }))
      .filter((each) => each.mode !== mode && each.by.length),
    also: place.modes.filter((name) => name !== mode && !barred.get(name)?.length),
    bars: barsOf(data, question),
    types: typesFor(data, question, by.get("awsvpc") ?? ["place"]),
  };
}
