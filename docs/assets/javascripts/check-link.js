// A link that holds the input: its files as JSON, compressed, behind the #, which no browser sends.

/** @typedef {import("./check-files.js").Files} Files */

const KEY = "code=";
/** What a link may unpack to: more than it could hold by typing. */
const LARGEST = 5_000_000;

/** @param {Files} files */
export async function encoded(files) {
  const decoder = new TextDecoder();
  const texts = [...files].map(([name, content]) => [name, decoder.decode(content)]);
  const packed = new Blob([JSON.stringify(texts)]).stream().pipeThrough(new CompressionStream("deflate-raw"));
  const bytes = new Uint8Array(await new Response(packed).arrayBuffer());
  let text = "";
  for (const byte of bytes) text += String.fromCharCode(byte);
  return KEY + btoa(text).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

/**
 * The files of a link; undefined where it holds none.
 * @param {string} hash
 * @returns {Promise<Files | undefined>}
 */
export async function decoded(hash) {
  if (!hash.startsWith(`#${KEY}`)) return undefined;
  try {
    const text = atob(hash.slice(1 + KEY.length).replaceAll("-", "+").replaceAll("_", "/"));
    const bytes = Uint8Array.from(text, (character) => character.charCodeAt(0));
    /** @type {[unknown, unknown][]} */
    const given = JSON.parse(await unpacked(bytes));
    const encoder = new TextEncoder();
    return new Map(given.map(([name, content]) => [String(name), encoder.encode(String(content))]));
  } catch {
    return undefined;
  }
}

/** @param {Uint8Array<ArrayBuffer>} bytes */
async function unpacked(bytes) {
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
  const decoder = new TextDecoder();
  let text = "";
  for await (const chunk of stream) {
    text += decoder.decode(chunk, { stream: true });
    if (text.length > LARGEST) throw new RangeError("too large");
  }
  return text;
}
