// How a text is cut into terms for the search, and how a query is: the same for what is written and
// for what is typed. No DOM in here: the page and the tests (tests/site/search.mjs) use it alike.

/**
 * What one run of letters of a query may be: any of the alternatives, with all of its terms.
 * @typedef {{ run: string, alternatives: string[][] }} Unit
 */

const RUN =
  /[\p{Script=Latin}\p{Nd}]+(?:[-_.:/@'’][\p{Script=Latin}\p{Nd}]+)*|[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]+/gu;
const LATIN = /^[\p{Script=Latin}\p{Nd}]/u;
const PART = /[-_.:/@'’]|(?<=[\p{Ll}\p{Nd}])(?=\p{Lu})|(?<=\p{Lu})(?=\p{Lu}\p{Ll})/u;
const HIRAGANA = /^\p{Script=Hiragana}+$/u;
const KATAKANA = /\p{Script=Katakana}{3,}/gu;
const LONGEST = 40;

// What says nothing of what is looked for; left out of a query that says more.
const ENGLISH =
  "a about an and any are be between by can cannot do does for from get give have how i if in into is it its many me much my no not of on or per should that the their there this to use using was what when where which who why will with you your";
const JAPANESE =
  "あり ある いい いる う か から が ください こと これ さ し したい しない しまう する ず せ そ その た たい ため たら だ だけ っ て ても で できない できる です と とき ない ないで なぜ など なに なる に について ね の は ば へ ます ません まで も もの や やり よ より れ れる わ を ん";
const EMPTY = new Set(`${ENGLISH} ${JAPANESE}`.split(" "));

const segmenter = new Intl.Segmenter("ja", { granularity: "word" });
/** @type {Map<string, string[]>} */
const known = new Map();

/**
 * A text without what does not tell words apart: width, long vowels; capitals stay, as they part names.
 * @param {string} text
 */
export function even(text) {
  return text
    .normalize("NFKC")
    .replace(/[\u2010-\u2015\u2212]/g, "-")
    .replace(/(?<=[ァ-ヺ])ー+/g, "")
    .replace(/(?<=[ェケゲセゼテデネヘベペメレ])イ/g, "")
    .replace(/ヴァ/g, "バ");
}

/**
 * What stands for a whole phrase: two are the same when their letters are.
 * @param {string} text
 */
export function key(text) {
  return even(text).toLowerCase().replace(/[^\p{L}\p{Nd}]+/gu, "");
}

/**
 * What is the same for phrases of the same telling words, in whatever order and number.
 * @param {string} text
 */
export function gist(text) {
  const said = units(text).flatMap(({ alternatives: [first] }) => first);
  return [...new Set(said)].sort().join(" ");
}

/** @param {string} word */
function stem(word) {
  if (/[^aiosu]s$/.test(word) && word.length > 3) {
    return word.endsWith("ies") ? `${word.slice(0, -3)}y` : word.slice(0, -1);
  }
  return word;
}

/**
 * A Latin run as one word, and, where it has several, as these.
 * @param {string} run
 */
function latin(run) {
  const whole = stem(run.toLowerCase().replace(/[-_'’]/g, "")).slice(0, LONGEST);
  const parts = run.split(PART).map((part) => stem(part.toLowerCase())).filter(Boolean);
  return parts.length > 1 ? [[whole], parts] : [[whole]];
}

/** @param {string} run */
function words(run) {
  let found = known.get(run);
  if (!found) {
    found = [...segmenter.segment(run)].map(({ segment }) => segment);
    known.set(run, found);
  }
  return found;
}

/** @param {string} run */
function pairs(run) {
  const letters = [...run];
  const found = [];
  for (let at = 1; at < letters.length; at += 1) {
    const pair = letters[at - 1] + letters[at];
    if (!HIRAGANA.test(pair)) found.push(pair);
  }
  return found;
}

/**
 * The terms of a text that is searched.
 * @param {string} text
 * @param {boolean} [segmented] whether to cut Japanese into words too, which takes long the first
 *   time; without, pairs of its letters and whole words in katakana find it
 * @returns {string[]}
 */
export function terms(text, segmented = true) {
  const found = [];
  for (const [run] of even(text).matchAll(RUN)) {
    if (LATIN.test(run)) {
      found.push(...latin(run).flat());
      continue;
    }
    const whole = HIRAGANA.test(run) ? [run] : run.match(KATAKANA) ?? [];
    const cut = segmented ? words(run).filter((word) => word.length > 2 || !HIRAGANA.test(word)) : [];
    found.push(...new Set([...cut, ...whole, ...pairs(run)]));
  }
  return found;
}

/**
 * The runs of a query, each with the ways to understand it.
 * @param {string} query
 * @returns {Unit[]}
 */
export function units(query) {
  const all = [];
  for (const [run] of even(query).matchAll(RUN)) {
    if (LATIN.test(run)) {
      all.push({ run, alternatives: latin(run) });
      continue;
    }
    const cut = words(run).filter((word) => !EMPTY.has(word));
    const two = pairs(run);
    const alternatives = [cut, two, HIRAGANA.test(run) ? [run] : []].filter(({ length }) => length);
    if (alternatives.length) all.push({ run, alternatives });
  }
  const telling = all.filter(({ alternatives: [[first], ...more] }) => more.length || !EMPTY.has(first));
  return telling.length ? telling : all;
}

/**
 * A pattern for a word, whatever its capitals and long vowels. A Latin one begins where a word does,
 * or a part of a name: "port" is in "hostPort", not in "Reports".
 * @param {string} word
 */
function pattern(word) {
  const any = [...even(word)]
    .map((letter) => {
      const [small, capital] = [letter.toLowerCase(), letter.toUpperCase()];
      if (small !== capital && (small + capital).length === 2) return `[${small}${capital}]`;
      return letter.replace(/[.*+?^${}()|[\]\\/]/, "\\$&").replace(/[ァ-ヺ]/, /[ェケゲセゼテデネヘベペメレ]/.test(letter) ? "$&[ーイ]?" : "$&ー?");
    })
    .join("");
  if (!/^\[/.test(any)) return any;
  const capital = any.replace(/^\[.(.)\]/u, "$1");
  return `(?<!\\p{L})${any}|(?<=\\p{Ll})${capital}`;
}

/**
 * What finds words in a text; without words nothing.
 * @param {string[]} looked
 * @returns {RegExp | undefined}
 */
export function finder(looked) {
  const words = looked.filter((word) => key(word)).sort((a, b) => b.length - a.length);
  return words.length ? new RegExp(words.map(pattern).join("|"), "gu") : undefined;
}

/**
 * Where a text has what was looked for: start and end of each place, in order.
 * @param {string} text
 * @param {RegExp | undefined} looked
 * @returns {[number, number][]}
 */
export function hits(text, looked) {
  if (!looked) return [];
  return [...text.matchAll(looked)].map(({ index, 0: found }) => [index, index + found.length]);
}
