// What the scripts ask of the site: each file once, and again the next time where it has failed.

const root = new URL("../../", import.meta.url);

/** @type {Map<string, Promise<any>>} */
const asked = new Map();

/**
 * @template Content
 * @param {string} url
 * @param {(text: string) => Content} read
 * @returns {Promise<Content>}
 */
function once(url, read) {
  const known = asked.get(url);
  if (known) return known;
  const content = fetch(url).then(async (answer) => {
    if (!answer.ok) throw new Error(`${url}: HTTP ${answer.status}`);
    return read(await answer.text());
  });
  content.catch(() => asked.delete(url));
  asked.set(url, content);
  return content;
}

/** @param {string} path from the root of the site */
export const json = (path) => once(new URL(path, root).href, JSON.parse);

/**
 * @param {string | URL} address
 * @param {DOMParserSupportedType} [type]
 */
export function pageAt(address, type = "text/html") {
  const { href, hash } = new URL(address, location.href);
  const url = href.slice(0, href.length - hash.length);
  return once(url, (text) => new DOMParser().parseFromString(text, type));
}

/**
 * A part of another page as it may stand on this one: its links lead where they led there, and its
 * ids stay there.
 *
 * @param {Element} part
 * @param {string} url of the page it is from
 */
export function copyOf(part, url) {
  const copy = /** @type {HTMLElement} */ (document.importNode(part, true));
  for (const named of copy.querySelectorAll("[id]")) named.removeAttribute("id");
  for (const link of copy.querySelectorAll("a[href]")) {
    link.setAttribute("href", new URL(link.getAttribute("href") ?? "", url).href);
  }
  return copy;
}
