// Finds the message in a pasted text: the same steps and patterns (data/errors.json) and the same
// order as src/ecsnet/error_search.py. tests/test_error_search.py compares the answers of both.

const global = (pattern) => new RegExp(pattern, "gu");

export function find(data, pasted) {
  const text = [...pasted].slice(0, data.longest).join("");
  const steps = data.steps.map(global);
  const squeeze = (some) => steps.reduce((left, step) => left.replace(step, ""), some).toLowerCase();
  const plain = squeeze(text);
  const exact = data.messages
    .map((message) => ({ id: message.id, match: matchOf(data, message, plain) }))
    .filter(({ match }) => match)
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

// Where a message is in a squeezed text for the first time, if it is.
function matchOf(data, { pattern, terraform }, plain) {
  if (!terraform) return new RegExp(pattern, "u").exec(plain);
  return [...plain.matchAll(global(pattern))].find(({ index }) => !elsewhere(data, plain, index));
}

// Whether the last block that is named before a place is a resource of another type.
function elsewhere(data, plain, start) {
  const place = [...plain.slice(0, start).matchAll(global(data.place))].at(-1);
  const after = place && plain.slice(place.index + place[0].length);
  return Boolean(place) && new RegExp(`^${data.others}`, "u").test(after);
}

// Squeezed messages and their words are the same for every text.
const known = new WeakMap();

function once(message, key, make) {
  const made = known.get(message) ?? {};
  known.set(message, made);
  return (made[key] ??= make());
}

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

function similar(data, steps, text) {
  const words = (of) => {
    const left = steps.reduce((some, step) => some.replace(step, " "), of).toLowerCase();
    return new Set(left.match(global(data.word)));
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
