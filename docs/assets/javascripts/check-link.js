// A link that holds the input: its files as JSON, compressed, behind the #, which no browser sends.

import { MOST } from "./check-files.js";

/** @typedef {import("./check-input.js").Files} Files */

const KEY = "#code=";
/** What a link may unpack to: more than it could hold by typing. */
const LARGEST = 5_000_000;
// A path within the directory of the input.
const NAME = /^(?!\/)(?!.*(?:^|\/)\.{1,2}(?:\/|$))[^\0]{1,300}$/;

/** @param {string} hash */
export const isLink = (hash) => hash.startsWith(KEY);

/** @param {Files} files */
export function textOf(files) {
  const decoder = new TextDecoder();
  return JSON.stringify([...files].map(([name, content]) => [name, decoder.decode(content)]));
}

/**
 * The files that a text holds; undefined where it is no such text.
 * @param {string | null} text
 * @returns {Files | undefined}
 */
export function filesOf(text) {
  try {
    const given = JSON.parse(text ?? "");
    const encoder = new TextEncoder();
    if (!Array.isArray(given) || !given.length || given.length > MOST) return undefined;
    const files = given.map(([name, content]) => {
      if (typeof content !== "string" || !NAME.test(name)) throw new TypeError(name);
      return /** @type {const} */ ([name, encoder.encode(content)]);
    });
    return new Map(files);
  } catch {
    return undefined;
  }
}

/**
 * What stands behind the address of the page, with the #.
 * @param {Files} files
 */
export async function encoded(files) {
  const packed = new Blob([textOf(files)]).stream().pipeThrough(new CompressionStream("deflate-raw"));
  const bytes = new Uint8Array(await new Response(packed).arrayBuffer());
  let text = "";
  for (const byte of bytes) text += String.fromCharCode(byte);
  return KEY + btoa(text).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

/**
 * The files of a link; undefined where it is damaged, or holds too much.
 * @param {string} hash
 * @returns {Promise<Files | undefined>}
 */
export async function decoded(hash) {
  let size = 0;
  const bounded = new TransformStream({
    transform(chunk, stream) {
      size += chunk.length;
      if (size > LARGEST) stream.error(new RangeError("too large"));
      else stream.enqueue(chunk);
    },
  });
  try {
    const text = atob(hash.slice(KEY.length).replaceAll("-", "+").replaceAll("_", "/"));
    const bytes = Uint8Array.from(text, (character) => character.charCodeAt(0));
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
    return filesOf(await new Response(stream.pipeThrough(bounded)).text());
  } catch {
    return undefined;
  }
}
