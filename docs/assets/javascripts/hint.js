// One line on the Japanese pages for whose browser asks for another language: the same page is there
// in English. It is gone for good once it is followed or closed.

import { element } from "./site.js";

const link = /** @type {HTMLAnchorElement} */ (document.querySelector("a.language[hreflang=en]"));
const { href } = new URL("../stylesheets/hint.css", import.meta.url);
const style = element("link", { rel: "stylesheet", href });
const english = element("a", { href: link.href, hreflang: "en" }, "View in English");
const close = element("button", { type: "button", "aria-label": "Close", title: "Close" }, "×");
const hint = element("aside", { class: "hint", lang: "en", "aria-label": "Language" }, english, close);

function remember() {
  try {
    localStorage.setItem("hint", "seen");
  } catch {
    // A browser that keeps nothing shows it again.
  }
}

english.addEventListener("click", () => {
  remember();
  english.hash = location.hash;
});
close.addEventListener("click", () => {
  remember();
  hint.remove();
});
// Not before it has its place, which is outside of the flow: nothing moves.
style.addEventListener("load", () => document.body.append(hint));
document.head.append(style);
