// What the two fields for a pasted error share: that of the errors page and that of the home page.

/** @typedef {import("./matching.js").Message} Message */
/** @typedef {import("./matching.js").Patterns} Patterns */
/** @typedef {import("./matching.js").Found} Found */

/** @type {Promise<Patterns> | undefined} */
let patterns;

/**
 * What a text is searched for; loaded when the first is there.
 *
 * @returns {Promise<Patterns>}
 */
export function load() {
  patterns ??= fetch(new URL("../../data/errors.json", import.meta.url)).then((answer) => {
    if (!answer.ok) throw new Error(answer.statusText);
    return answer.json();
  });
  // A failed request is made again with the next letter.
  patterns.catch(() => (patterns = undefined));
  return patterns;
}

/**
 * A link that searches the site for the words of a text that no message is in.
 *
 * @param {string} text
 * @param {DOMStringMap} words
 */
export function searchFor(text, words) {
  const link = document.createElement("a");
  const query = text.match(/[\p{Alphabetic}][\p{Alphabetic}\p{Mark}-]{2,}/gu)?.slice(0, 6) ?? [];
  link.href = `?${new URLSearchParams({ q: query.join(" ") || text.trim().slice(0, 60) })}`;
  link.textContent = words.search ?? "";
  return link;
}
