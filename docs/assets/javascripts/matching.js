// Finds the message in a pasted text: the same steps and patterns (data/errors.json) and the same
// order as src/ecsnet/error_search.py. tests/test_error_search.py compares the answers of both.

/**
 * @typedef {{ id: string, text: string, pattern: string, terraform: boolean, page?: string }} Message
 *
 * @typedef {object} Patterns
 * @property {number} longest letters that are looked at
 * @property {number} fragment letters of the longest part of a message
 * @property {number} shortest letters of a part
 * @property {number} rare messages that have a word that tells
 * @property {number} shared words of a similar message
 * @property {string} common words that tell nothing
 * @property {number} most similar messages
 * @property {number} named messages with a part
 * @property {string} place
 * @property {string} others
 * @property {string} start
 * @property {string} word
 * @property {string[]} steps what is left out, in turn
 * @property {Message[]} messages
 *
 * @typedef {object} Found
 * @property {"exact" | "part" | "similar" | "none"} kind
 * @property {string[]} messages
 * @property {number} more
 *
 * @typedef {{ plain?: string, starts?: number[], words?: Set<string> }} Known
 */

/** @param {string} pattern */
const global = (pattern) => new RegExp(pattern, "gu");

/**
 * @param {Patterns} data
 * @param {string} pasted
 * @returns {Found}
 */
export function find(data, pasted) {
  const text = [...pasted].slice(0, data.longest).join("");
  const steps = data.steps.map(global);
  const squeeze = (/** @type {string} */ some) =>
    steps.reduce((left, step) => left.replace(step, ""), some).toLowerCase();
  const plain = squeeze(text);
  const exact = data.messages
    .flatMap((message) => {
      const match = matchOf(data, message, plain);
      return match ? [{ id: message.id, match }] : [];
    })
    .sort((a, b) => b.match[0].length - a.match[0].length || a.match.index - b.match.index);
  if (exact.length) return { kind: "exact", messages: exact.map(({ id }) => id), more: 0 };
  const { length } = [...plain];
  if (data.shortest <= length && length <= data.fragment) {
    const parts = data.messages.filter((message) => contains(data, squeeze, message, plain));
    const named = parts.slice(0, data.named).map(({ id }) => id);
    if (parts.length) return { kind: "part", messages: named, more: parts.length - named.length };
  }
  const messages = similar(data, steps.slice(0, 5), text);
  return { kind: messages.length ? "similar" : "none", messages, more: 0 };
}

/**
 * Where a message is in a squeezed text for the first time, if it is.
 * @param {Patterns} data
 * @param {Message} message
 * @param {string} plain
 */
function matchOf(data, { pattern, terraform }, plain) {
  if (!terraform) return new RegExp(pattern, "u").exec(plain);
  return [...plain.matchAll(global(pattern))].find(({ index }) => !elsewhere(data, plain, index));
}

/**
 * Whether the last block that is named before a place is a resource of another type.
 * @param {Patterns} data
 * @param {string} plain
 * @param {number} start
 */
function elsewhere(data, plain, start) {
  const place = [...plain.slice(0, start).matchAll(global(data.place))].at(-1);
  if (!place) return false;
  return new RegExp(`^${data.others}`, "u").test(plain.slice(place.index + place[0].length));
}

/** Squeezed messages and their words are the same for every text. @type {WeakMap<Message, Known>} */
const known = new WeakMap();

/**
 * @template {keyof Known} Key
 * @param {Message} message
 * @param {Key} key
 * @param {() => NonNullable<Known[Key]>} make
 * @returns {NonNullable<Known[Key]>}
 */
function once(message, key, make) {
  const made = known.get(message) ?? {};
  known.set(message, made);
  return (made[key] ??= make());
}

/**
 * @param {Patterns} data
 * @param {(text: string) => string} squeeze
 * @param {Message} message
 * @param {string} part
 */
function contains(data, squeeze, message, part) {
  const plain = once(message, "plain", () => squeeze(message.text));
  // Where words begin takes long to tell, and is asked of few messages.
  if (!plain.includes(part)) return false;
  const starts = once(message, "starts", () =>
    [...message.text.matchAll(global(data.start))].map(
      ({ index }) => squeeze(message.text.slice(0, index)).length,
    ),
  );
  return starts.some((start) => plain.startsWith(part, start));
}

/**
 * @param {Patterns} data
 * @param {RegExp[]} steps
 * @param {string} text
 */
function similar(data, steps, text) {
  const words = (/** @type {string} */ of) => {
    const left = steps.reduce((some, step) => some.replace(step, " "), of).toLowerCase();
    return new Set(left.match(global(data.word)) ?? []);
  };
  const messages = data.messages.map((message) => ({
    id: message.id,
    words: once(message, "words", () => words(message.text)),
  }));
  const spread = new Map();
  for (const message of messages) {
    for (const word of message.words) spread.set(word, (spread.get(word) ?? 0) + 1);
  }
  const pasted = words(text);
  const common = new Set(data.common.split(" "));
  return messages
    .map(({ id, words: all }) => {
      const rare = [...all].filter((word) => spread.get(word) <= data.rare && !common.has(word));
      return { id, rare: rare.length, shared: rare.filter((word) => pasted.has(word)).length };
    })
    .filter(({ shared }) => shared >= data.shared)
    .sort((a, b) => b.shared - a.shared || a.rare - b.rare)
    .slice(0, data.most)
    .map(({ id }) => id);
}
