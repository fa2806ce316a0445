// The search itself: an index of MiniSearch over the sections of one language, and the order of what
// it finds. No DOM in here, and no MiniSearch either: whoever calls brings it.

import { even, finder, gist, key, terms, units } from "./search-words.js";

/**
 * @typedef {[anchor: string, title?: string, text?: string, code?: string, words?: string]} Entry
 * @typedef {{ url: string, kind: string, sections: Entry[] }} PageEntries
 * @typedef {object} Index
 * @property {string} language
 * @property {Record<string, string>} words
 * @property {Record<string, { name: string, weight: number }>} kinds
 * @property {{ text: string, url: string }[]} questions
 * @property {string[][]} synonyms
 * @property {PageEntries[]} pages
 *
 * @typedef {object} Section
 * @property {number} id
 * @property {string} url
 * @property {string} kind
 * @property {string} page the title of the page
 * @property {string} title
 * @property {string} text
 * @property {string} code
 * @property {string} words
 *
 * `looked` is what to mark in it.
 * @typedef {Section & { score: number, looked: string[] }} Hit
 * @typedef {{ name: string, hits: Hit[] }} Group
 * @typedef {{ kind: string, messages: string[] }} Matched
 */

const FIELDS = ["title", "page", "words", "text", "code"];
const BOOST = { title: 6, page: 2, words: 5, text: 1, code: 0.7 };
const IN_TITLE = 1.5;
const EQUAL_TITLE = 3;
// Above whatever a text can score: search.toml promises it.
const EQUAL_WORDS = 1e6;
// What finds only some of the words comes after what finds all of them.
const SOME = 0.25;
const LEAST = 1 / 3;
const ENOUGH = 3;
const VARIANTS = 6;
// Words of a query that count: more are a pasted text that no message matches.
const LONGEST = 12;
const JAPANESE = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u;
// About 10 ms of work.
const PORTION = 20;
const SYNONYM = 0.4;
const PER_PAGE = 3;
const PER_KIND = 4;
const PINNED = 3;
// From this length on, what is typed is a sentence, and likeness to a message means something.
const SENTENCE = 30;

/** How far a word may be from one that exists, in letters.
 * @param {string} term
 */
function typos(term) {
  if (!/^[a-z]{5,}$/.test(term)) return false;
  return term.length > 5 ? 2 : 1;
}

/** @param {Index} data */
function sectionsOf(data) {
  /** @type {Section[]} */
  const sections = [];
  for (const { url, kind, sections: entries } of data.pages) {
    const page = entries[0][1] ?? "";
    for (const [anchor, title = "", text = "", code = "", words = ""] of entries) {
      const address = anchor ? `${url}#${anchor}` : url;
      sections.push({ id: sections.length, url: address, kind, page, title, text, code, words });
    }
  }
  return sections;
}

export class Engine {
  /**
   * @param {any} MiniSearch the class
   * @param {Index} data
   * @param {boolean} [light] whether titles and keywords are enough
   * @param {boolean} [filled] whether to index all of it at once; otherwise call fill()
   */
  constructor(MiniSearch, data, light = false, filled = true) {
    this.data = data;
    this.sections = sectionsOf(data);
    /** @type {Map<string, Section>} */
    this.byUrl = new Map(this.sections.map((section) => [section.url, section]));
    /** @type {Map<number, ReturnType<typeof keysOf>>} */
    this.keys = new Map();
    this.groups = data.synonyms.map((group) => group.map((word) => even(word).toLowerCase()));
    this.index = new MiniSearch({
      fields: light ? FIELDS.slice(0, 3) : FIELDS,
      tokenize: remembered(!light),
      processTerm: (/** @type {string} */ term) => term,
      searchOptions: { tokenize: (/** @type {string} */ term) => [term], boost: BOOST },
    });
    if (filled) this.index.addAll(this.sections);
    /** @type {Map<string, any>} */
    this.asked = new Map();
  }

  /**
   * Index all of it, a few sections at a time.
   * @param {() => Promise<void>} pause
   */
  async fill(pause) {
    for (let at = 0; at < this.sections.length; at += PORTION) {
      await pause();
      this.index.addAll(this.sections.slice(at, at + PORTION));
    }
  }

  /**
   * What a query may equal. Only of what is found: to cut the keywords of all sections takes as long
   * as to index them.
   * @param {Section} section
   */
  keysOf(section) {
    const keys = this.keys.get(section.id) ?? keysOf(section);
    this.keys.set(section.id, keys);
    return keys;
  }

  /** @param {string} term */
  askedFor(term) {
    let query = this.asked.get(term);
    if (!query) {
      const exact = this.index.search(term, { prefix: true }).length > 0;
      // Two letters of Japanese are terms of every text that has them: those that begin with them are
      // other words.
      const prefix = term.length > (JAPANESE.test(term) ? 2 : 1);
      query = { queries: [term], prefix, fuzzy: exact ? false : typos(term) };
      this.asked.set(term, query);
    }
    return query;
  }

  /**
   * @param {string} query
   * @param {"AND" | "OR"} combineWith
   */
  combined(query, combineWith) {
    const queries = units(query).slice(0, LONGEST).map(({ alternatives }) => ({
      combineWith: "OR",
      queries: alternatives.map((all) => ({
        combineWith,
        queries: all.map((term) => this.askedFor(term)),
        // A long run of Japanese has many terms, and says no more than a word of Latin letters.
        boostTerm: () => 1 / all.length,
      })),
    }));
    return { combineWith, queries };
  }

  /**
   * The query, and the same with other words for what it says.
   * @param {string} query
   */
  variants(query) {
    const plain = even(query).toLowerCase().replace(/\s+/g, " ").trim();
    const found = new Set([query]);
    for (const group of this.groups) {
      for (const word of group) {
        const at = place(plain, word);
        if (at < 0) continue;
        for (const other of group) {
          if (other === word || found.size >= VARIANTS) continue;
          found.add(`${plain.slice(0, at)} ${other} ${plain.slice(at + word.length)}`);
        }
      }
    }
    return [...found];
  }

  /**
   * The sections that a query finds, best first.
   * @param {string} query
   * @returns {Hit[]}
   */
  ranked(query) {
    /** @type {Map<number, number>} */
    const scores = new Map();
    /** @type {Map<number, string[]>} */
    const terms = new Map();
    const variants = this.variants(query);
    const add = (/** @type {"AND" | "OR"} */ how, /** @type {number} */ weight) => {
      variants.forEach((variant, nth) => {
        const query = this.combined(variant, how);
        const all = new Set(query.queries.flatMap(({ queries }) => queries.flatMap(termsOf))).size;
        for (const found of this.index.search(query)) {
          const share = how === "OR" ? new Set(found.queryTerms).size / all : 1;
          const score = found.score * weight * (nth ? SYNONYM : 1) * share;
          if (share < LEAST || score <= (scores.get(found.id) ?? 0)) continue;
          scores.set(found.id, score);
          terms.set(found.id, found.terms);
        }
      });
    };
    add("AND", 1);
    if (scores.size < ENOUGH) add("OR", SOME);
    const whole = key(query);
    const typed = [whole, gist(query)];
    const meant = variants.flatMap((variant) => [key(variant), gist(variant)]);
    return [...scores]
      .map(([id, score]) => {
        const section = this.sections[id];
        const { title, words } = this.keysOf(section);
        let total = score * this.data.kinds[section.kind].weight;
        if (whole.length > 1 && title.includes(whole)) total *= IN_TITLE;
        if (meant.includes(title)) total *= EQUAL_TITLE;
        if (typed.some((each) => words.has(each))) total += EQUAL_WORDS;
        else if (meant.some((each) => words.has(each))) total += EQUAL_WORDS * SYNONYM;
        return { ...section, score: total, looked: terms.get(id) ?? [] };
      })
      .sort((a, b) => b.score - a.score || a.id - b.id);
  }

  /**
   * What is shown: first the entries of a message that is in the query, then what the words find, by
   * kind, the kind of the best first, few of each page.
   * @param {string} query
   * @param {Matched} [matched] what matching.js says of the query
   * @returns {Group[]}
   */
  search(query, matched) {
    /** @type {Map<string, Hit[]>} */
    const groups = new Map();
    /** @type {Map<string, number>} */
    const pages = new Map();
    const pinned = this.pinned(query, matched);
    const shown = new Set(pinned.map(({ url }) => url));
    // Whoever has the entry of the message needs no pages with a word in common.
    const isAnswered = pinned.length > 0 && matched?.kind === "exact" && query.length >= SENTENCE;
    const variants = this.variants(query);
    for (const hit of isAnswered ? [] : this.ranked(query)) {
      if (shown.has(hit.url)) continue;
      const group = groups.get(hit.kind) ?? [];
      const [page] = hit.url.split("#");
      const count = pages.get(page) ?? 0;
      if (group.length >= PER_KIND || count >= PER_PAGE) continue;
      pages.set(page, count + 1);
      groups.set(hit.kind, [...group, { ...hit, looked: wordsIn(hit, variants) }]);
    }
    const found = [...groups].map(([kind, hits]) => ({ name: this.data.kinds[kind].name, hits }));
    if (!pinned.length) return found;
    const name = this.data.words[matched?.kind === "exact" ? "explained" : "similar"];
    return [{ name, hits: pinned }, ...found];
  }

  /**
   * @param {string} query
   * @param {Matched} [matched]
   * @returns {Hit[]}
   */
  pinned(query, matched) {
    if (!matched) return [];
    const { kind, messages } = matched;
    if (kind !== "exact" && (kind !== "similar" || query.length < SENTENCE)) return [];
    return messages.slice(0, PINNED).map((id) => {
      const url = `errors/#${id.toLowerCase()}`;
      const section = this.byUrl.get(url) ?? { ...this.byUrl.get("errors/"), url };
      return /** @type {Hit} */ ({ ...section, score: Infinity, looked: [] });
    });
  }
}

/** @param {{ queries: { queries: string[] }[] }} alternative */
function termsOf({ queries }) {
  return queries.flatMap(({ queries: terms }) => terms);
}

/** @param {Section} section */
function keysOf({ title, words }) {
  const phrases = words.split(",").flatMap((phrase) => [key(phrase), gist(phrase)]);
  return { title: key(title), words: new Set(phrases.filter(Boolean)) };
}

/**
 * What cuts a text into terms, and each title once: a page has as many copies as sections.
 * @param {boolean} segmented
 */
function remembered(segmented) {
  /** @type {Map<string, string[]>} */
  const titles = new Map();
  return (/** @type {string} */ text) => {
    if (text.length > 60) return terms(text, segmented);
    const found = titles.get(text) ?? terms(text, segmented);
    titles.set(text, found);
    return found;
  };
}

/**
 * Where a word stands in a query; a Latin one not within another.
 * @param {string} query
 * @param {string} word
 */
function place(query, word) {
  // Most words are not in it at all, and a pattern of each would take longer than the search.
  if (!query.includes(word)) return -1;
  if (!/^[\p{Script=Latin}\p{Nd}]/u.test(word)) return query.indexOf(word);
  const escaped = word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  return query.search(new RegExp(`(?<![\\p{Script=Latin}\\p{Nd}])${escaped}(?![\\p{Script=Latin}\\p{Nd}])`, "u"));
}

/**
 * The words to mark in a section: each run of the query as it was typed, else its parts, else the
 * other word for it, whole: its parts say other things. Else what was found in their place.
 * @param {Hit} hit
 * @param {string[]} variants
 */
function wordsIn({ title, page, text, code, looked }, [query, ...others]) {
  const whole = `${title}\n${page}\n${text}\n${code}`;
  const has = (/** @type {string} */ word) => whole.search(finder([word]) ?? /^\b$/) >= 0;
  const found = new Set();
  for (const { run, alternatives } of units(query)) {
    const parts = [run, ...alternatives.flat().filter((part) => part.length > 2)].filter(has);
    for (const word of parts[0] === run ? [run] : parts) found.add(word);
  }
  if (found.size) return [...found];
  const meant = others.flatMap((other) => units(other).map(({ run }) => run)).filter(has);
  if (meant.length) return [...new Set(meant)];
  return looked.filter((term) => term.length > 2 && has(term)).slice(0, LONGEST);
}

/**
 * One line of a section around its first hit.
 * @param {Hit} hit
 * @param {number} length
 * @param {RegExp | undefined} looked what finds the words
 * @returns {string}
 */
export function excerpt({ text, code }, length, looked) {
  const texts = [text, code].filter(Boolean);
  const whole = texts.find((each) => looked && each.search(looked) >= 0) ?? texts[0] ?? "";
  const at = looked ? Math.max(0, whole.search(looked)) : 0;
  let start = Math.max(0, at - Math.floor(length / 6));
  if (start) {
    const space = whole.slice(start, at).search(/[\s。、]/);
    if (space >= 0) start += space + 1;
  }
  const end = start + length;
  return `${start ? "…" : ""}${whole.slice(start, end).trim()}${end < whole.length ? "…" : ""}`;
}
