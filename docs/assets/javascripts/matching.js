// Finds the message in a pasted text: the same steps and patterns (data/errors.json) and the same
// order as src/ecsnet/error_search.py. tests/test_error_search.py compares the answers of both.

const global = (pattern) => new RegExp(pattern, "gu");

export function find(data, pasted) {
  const text = [...pasted].slice(0, data.longest).join("");
  const steps = data.steps.map(global);
  const plain = steps.reduce((left, step) => left.replace(step, ""), text).toLowerCase();
  const found = data.errors
    .map(({ id, pattern }) => ({ id, match: new RegExp(pattern, "u").exec(plain) }))
    .filter(({ match }) => match)
    .sort((a, b) => b.match[0].length - a.match[0].length || a.match.index - b.match.index);
  if (found.length) return found.map(({ id }) => ({ id, certain: true }));
  return similar(data, steps.slice(0, 5), text).map(({ id }) => ({ id, certain: false }));
}

function similar(data, steps, text) {
  const words = (of) => new Set(of.toLowerCase().match(global(data.word)));
  const pasted = words(steps.reduce((left, step) => left.replace(step, " "), text));
  const share = (message) => {
    const all = [...words(message)];
    return all.filter((word) => pasted.has(word)).length / all.length;
  };
  return data.errors
    .map(({ id, text: message }) => ({ id, share: share(message) }))
    .filter((error) => error.share >= data.similar)
    .sort((a, b) => b.share - a.share)
    .slice(0, 3);
}
