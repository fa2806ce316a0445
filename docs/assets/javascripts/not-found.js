// The page for an unknown address: the language of the address comes first, and under it the pages
// whose address is like it. The sitemap says which pages there are, and each page what it is called.
// The header, which is written in one language, takes its words from the home page of the other.

import { pageAt } from "./fetched.js";
import { element } from "./site.js";

const MOST = 3;
const base = new URL(JSON.parse(document.getElementById("__config")?.textContent ?? "{}").base, location.href);
const asked = location.pathname.startsWith(base.pathname)
  ? location.pathname.slice(base.pathname.length)
  : location.pathname;
const english = /^\/?en(\/|$)/.test(asked);

/** @param {string} path */
const partsOf = (path) =>
  decodeURI(path).toLowerCase().replace(/(index)?\.(html|md)$/, "").split("/").filter(Boolean);

/** How many letters differ, as parts of the longer of both.
 * @param {string} one @param {string} other */
function distance(one, other) {
  let row = [...other, ""].map((_, index) => index);
  for (const [i, letter] of [...one].entries()) {
    const next = [i + 1];
    for (const [j, compared] of [...other].entries()) {
      next.push(Math.min(row[j + 1] + 1, next[j] + 1, row[j] + (letter === compared ? 0 : 1)));
    }
    row = next;
  }
  return row[other.length] / Math.max(one.length, other.length, 1);
}

/** The addresses of this language, from the one most like what was asked for.
 * @param {string[]} pages */
function guesses(pages) {
  const last = partsOf(asked).at(-1) ?? "";
  return pages
    .filter((path) => path.startsWith("en/") === english)
    .map((path) => ({ path, parts: partsOf(path).filter((part) => part !== "en") }))
    .filter(({ parts }) => parts.length)
    .map(({ path, parts }) => {
      const name = parts.at(-1) ?? "";
      const within = last.length > 3 && (name.includes(last) || last.includes(name));
      return { path, far: Math.min(distance(last, name), within ? 0.3 : 1) };
    })
    .filter(({ far }) => far <= 0.4)
    .sort((a, b) => a.far - b.far)
    .slice(0, MOST)
    .map(({ path }) => new URL(path, base));
}

/** @param {URL} address */
async function linkTo(address) {
  const page = await pageAt(address);
  const name = page.querySelector("h1")?.firstChild?.textContent ?? address.pathname;
  return element("li", {}, element("a", { href: address.href }, name));
}

// What has words in the header, which is the same on every page, and the attributes that have some.
const SPEAKING = [
  ".md-skip", ".md-header__inner", ".md-logo", ".md-header__topic:first-child .md-ellipsis",
  "[data-next-scheme]", ".search-open", ".search-open > span", "dialog.search",
  "dialog.search :is(input, button, p, [role=listbox])",
];
const WORDS = ["aria-label", "title", "placeholder", "data-loading", "data-failed"];

/** Gives the header the words of a page.
 * @param {Document} page
 * @param {URL} address */
function speakAs(page, address) {
  for (const selector of SPEAKING) {
    const theirs = page.querySelectorAll(selector);
    for (const [index, mine] of document.querySelectorAll(selector).entries()) {
      const other = theirs[index];
      if (!other) continue;
      for (const name of WORDS) {
        const said = other.getAttribute(name);
        if (said !== null) mine.setAttribute(name, said);
      }
      if (!mine.childElementCount) mine.textContent = other.textContent;
    }
  }
  document.querySelector(".md-logo")?.setAttribute("href", address.href);
}

const sections = /** @type {HTMLElement[]} */ ([...document.querySelectorAll("article section[lang]")]);
const section = sections.find(({ lang }) => lang === (english ? "en" : "ja"));
if (section) {
  sections[0].before(section);
  document.documentElement.lang = section.lang;
  try {
    const home = new URL(english ? "en/" : "", base);
    speakAs(await pageAt(home), home);
    const map = await pageAt(new URL("sitemap.xml", base), "text/xml");
    // The sitemap has the addresses the site was built for: the shortest is that of its home page.
    const all = [...map.getElementsByTagName("loc")].map((loc) => loc.textContent ?? "");
    const built = all.reduce((one, other) => (other.length < one.length ? other : one));
    const found = await Promise.all(guesses(all.map((url) => url.slice(built.length))).map(linkTo));
    if (found.length) {
      section.querySelector("ul")?.before(
        element("p", {}, section.dataset.guess ?? ""), element("ul", {}, ...found), element("hr", {}),
      );
    }
  } catch (error) {
    console.error(error);
  }
}
