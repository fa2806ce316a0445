// The chooser: reads its form, asks decide.js, and writes the answer beside it.

import { decide } from "./decide.js";
import { limitOf } from "./density.js";
import { element } from "./site.js";
import {
  evidence, filled, followType, link, list, offerTypes, part, remember, rich, typeName, whole,
} from "./tool.js";

const MOST = 1000;

/** The page on choosing takes over what is asked on another page.
 * @param {[string, string][]} said
 */
function handOver(said) {
  for (const link of /** @type {NodeListOf<HTMLAnchorElement>} */ (
    document.querySelectorAll("a.with-answer")
  )) {
    link.search = String(new URLSearchParams(said));
  }
}

/** What the address says goes into the form.
 * @param {HTMLFormElement} form
 */
function recall(form) {
  const asked = new URLSearchParams(location.search);
  for (const field of /** @type {NodeListOf<HTMLInputElement>} */ (form.querySelectorAll("input"))) {
    if (!asked.has(field.name)) continue;
    const boxes = field.type === "radio" || field.type === "checkbox";
    if (boxes) field.checked = asked.getAll(field.name).includes(field.value);
    else field.value = (asked.get(field.name) ?? "").slice(0, 40);
  }
}

/**
 * @param {any} data
 * @param {HTMLFormElement} form
 */
function read(data, form) {
  const said = new FormData(form);
  const named = (/** @type {any} */ group, /** @type {unknown} */ slug) =>
    Object.keys(group).find((name) => group[name].slug === slug);
  return {
    place: named(data.places, said.get("on")),
    needs: Object.keys(data.needs).filter((name) =>
      said.getAll("need").includes(data.needs[name].slug)),
    tasks: whole(said.get("n"), 1, MOST),
    type: typeName(said.get("type")) || null,
  };
}

/** @param {string} mode */
function modeName(mode) {
  return element("code", {}, mode);
}

/** Texts that name a mode have it as code.
 * @param {string} text
 * @param {Node} name
 */
function about(text, name) {
  const [before, after] = text.split("{mode}");
  return [before, name, after];
}

/** Why a mode is ruled out.
 * @param {any} data
 * @param {any} question
 * @param {string} mode
 * @param {string} by
 */
function reason(data, question, mode, by) {
  const place = data.places[question.place];
  const known = limitOf(data.types, question.type);
  if (by === "place") return place.out[mode];
  if (by !== "tasks") {
    // What the matrix rules out itself is ruled out by the matrix.
    const absent = place.absent[by];
    const matters = absent && (absent.confirmed || place.meets[by][mode] === "unconfirmed");
    if (!matters) return data.needs[by].why[mode];
    return { ...absent, text: `${data.needs[by].label}${data.words.colon}${absent.text}` };
  }
  if (mode !== "awsvpc" || !known) return data.tasks[mode];
  const count = place.trunking !== "none" && known[1] ? known[1] : known[0];
  return { text: filled(data.words.holds_most, { type: question.type, count }), ev: data.figures };
}

/**
 * @param {any} data
 * @param {any} question
 * @param {string} mode
 * @param {string} by
 */
function because(data, question, mode, by) {
  const { text, ev } = reason(data, question, mode, by);
  return [...rich(text), " ", evidence(data.evidence, ev)];
}

/** The numbers of tasks beside the one that is wanted.
 * @param {any} data
 * @param {any} question
 * @param {any} answer
 */
function bars(data, question, answer) {
  const { words } = data;
  const numbers = answer.bars.map((/** @type {any} */ bar) => Number(bar.holds) || 0);
  const top = Math.max(question.tasks ?? 1, ...numbers);
  const rows = answer.bars.map((/** @type {any} */ { name, holds }) => {
    const known = typeof holds === "number";
    const enough = holds === "unlimited" || (known && holds >= (question.tasks ?? 1));
    const fill = element("i", {});
    const share = holds === "unlimited" ? 1 : known ? holds / top : 0;
    fill.style.inlineSize = `${Math.round(share * 100)}%`;
    const wanted = question.tasks ? ` / ${question.tasks}` : "";
    const text = holds === "unknown" && !question.type ? words.no_type : words[holds];
    const said = element("span", {}, known ? `${holds}${wanted}` : text);
    const line = element("span", { class: "bar" }, fill);
    const kind = enough ? "enough" : known ? "short" : "silent";
    return element("li", { class: kind }, element("span", {}, words[`bar_${name}`]), line, said);
  });
  return part(words.holds, element("ul", { class: "bars" }, ...rows));
}

/** What to do about the number of tasks: trunking, or types that hold them.
 * @param {any} data
 * @param {any} question
 * @param {any} answer
 */
function aboutTasks(data, question, answer) {
  const { words } = data;
  const { tasks, type } = question;
  const place = data.places[question.place];
  const parts = [];
  if (tasks > 1 && !place.instances) {
    parts.push(element("p", {}, ...rich(place.table.many_tasks.text)));
  }
  if (answer.trunking && place.trunking === "setting") {
    const how = link("trunking/#terraform-trunking", words.turn_on_how);
    parts.push(element("p", {}, filled(words.turn_on, { count: tasks }), " ", how));
  }
  if (type && place.instances && !limitOf(data.types, type)) {
    const how = link("trunking/#enis-per-instance", words.how_to_find);
    parts.push(element("p", {}, filled(words.no_data, { type }), " ", how));
  }
  const ruledOut = answer.out.find((/** @type {any} */ { mode }) => mode === "awsvpc")?.by;
  const fails = ruledOut ?? (answer.mode === "awsvpc" ? answer.unmet : []);
  if (answer.types.length) {
    const text = place.trunking === "none" ? words.types : words.types_trunked;
    const names = answer.types.flatMap((/** @type {string} */ name) => [" ", element("code", {}, name)]);
    parts.push(element("p", {}, filled(text, { count: tasks }), words.colon, ...names));
  } else if (fails.length === 1 && fails[0] === "tasks") {
    parts.push(element("p", {}, filled(words.no_types, { count: tasks })));
  }
  return parts;
}

/** The rules on the mode, the place and the needs.
 * @param {any} data
 * @param {any} question
 * @param {any} answer
 */
function rules(data, question, answer) {
  const { mode, need, place, all } = data.rules;
  const named = new Set([
    ...place[question.place],
    ...question.needs.flatMap((/** @type {string} */ name) => need[name]),
    ...mode[answer.mode],
  ]);
  const items = [...named].sort().map((id) => [link(`rules/${all[id].page}`, id), " ", ...rich(all[id].title)]);
  const count = element("summary", {}, filled(data.words.rules, { count: items.length }));
  return element("details", {}, count, list(items));
}

/**
 * @param {any} data
 * @param {any} question
 * @param {any} answer
 */
function detail(data, question, answer) {
  const { words } = data;
  const place = data.places[question.place];
  const row = place.table[answer.row];
  /** @type {HTMLElement[]} */
  const parts = [element("p", {}, ...rich(row.text), " ", evidence(data.evidence, row.ev))];
  const says = (/** @type {string} */ by) => because(data, question, answer.mode, by);
  if (answer.unmet.length) parts.push(part(words.unmet, list(answer.unmet.map(says))));
  if (answer.unconfirmed.length) {
    parts.push(part(words.unconfirmed, list(answer.unconfirmed.map(says))));
  }
  if (answer.bars.length && (question.tasks || question.type)) parts.push(bars(data, question, answer));
  parts.push(...aboutTasks(data, question, answer));
  const whole = row.stack && link(`build/${row.stack}/`, filled(words.stack, { title: data.stacks[row.stack] }));
  const links = [...(whole ? [whole] : []), link(row.start, words.start), link(data.pages[answer.mode], ...about(words.page, modeName(answer.mode)))];
  if (place.adapt) links.push(link("choose/#other-platforms", words.adapt));
  const next = list(links.map((each) => [each]));
  next.className = "next";
  parts.push(next);
  if (answer.also.length) {
    const modes = answer.also.flatMap((/** @type {string} */ mode) => [" ", link(data.pages[mode], modeName(mode))]);
    parts.push(element("p", {}, words.also, words.colon, ...modes));
  }
  return parts;
}

/** The pages on the place and on the needs.
 * @param {any} data
 * @param {any} question
 */
function topics(data, question) {
  const { words, places, needs } = data;
  const asked = [places[question.place], ...question.needs.map((/** @type {string} */ need) => needs[need])];
  const pages = [...new Set(asked.flatMap(({ topic }) => topic ?? []))].flatMap((page, nth) => [
    nth ? words.comma : `${words.topic}${words.colon}`, link(page, data.topics[page]),
  ]);
  return pages.length ? [element("p", {}, ...pages)] : [];
}

/** Why it is none of the other modes, what to heed with this one, and where to read on.
 * @param {any} data
 * @param {any} question
 * @param {any} answer
 */
function reasons(data, question, answer) {
  const { words } = data;
  const parts = [];
  const out = answer.out.map((/** @type {any} */ { mode, by }) => [
    element("strong", {}, modeName(mode)),
    list(by.map((/** @type {string} */ each) => because(data, question, mode, each))),
  ]);
  if (out.length) {
    const why = part(words.out, list(out));
    why.className = "out";
    parts.push(why);
  }
  parts.push(rules(data, question, answer), ...topics(data, question));
  return parts;
}

/**
 * @param {HTMLFormElement} form
 * @param {any} data
 */
export function setUp(form, data) {
  const status = /** @type {HTMLElement} */ (form.querySelector("[role=status]"));
  const room = /** @type {HTMLElement} */ (form.querySelector(".detail"));
  const below = /** @type {HTMLElement} */ (form.querySelector(".reasons"));
  offerTypes(form, data.types);

  const answer = () => {
    const question = read(data, form);
    const said = /** @type {[string, string][]} */ (
      [...new FormData(form)].filter(([, value]) => value !== "")
    );
    remember(["on", "need", "n", "type"], said);
    handOver(said);
    if (!question.place) {
      status.className = "";
      status.textContent = data.words.empty;
      room.replaceChildren();
      below.replaceChildren();
      return;
    }
    const asked = /** @type {import("./decide.js").Question} */ (question);
    const found = decide(data, asked);
    const needsSetting = found.trunking && data.places[asked.place].trunking === "setting";
    const name = needsSetting ? data.words.trunked : found.mode;
    // The sentence before it names the mode already.
    const shown = element("span", { class: "mode", "aria-hidden": "true" }, name);
    const sentence = element("span", {}, ...about(data.words[`met_${found.met}`], modeName(found.mode)));
    status.className = `said-${found.met}`;
    status.replaceChildren(sentence, " ", shown);
    room.replaceChildren(...detail(data, asked, found));
    below.replaceChildren(...reasons(data, asked, found));
  };
  recall(form);
  form.addEventListener("input", answer);
  followType(form, answer);
  // The fields are cleared after the event.
  form.addEventListener("reset", () => setTimeout(answer));
  answer();
}
