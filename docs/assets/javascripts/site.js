// What the pages need beyond HTML and CSS, instead of the 35 KiB of Material's own script.
// Search is a module of its own, loaded when the reader turns to it.

/**
 * An element that every page has.
 * @template {HTMLElement} [T=HTMLElement]
 * @param {string} selector
 * @param {ParentNode} within
 */
const the = (selector, within = document) => /** @type {T} */ (within.querySelector(selector));

/**
 * @template {keyof HTMLElementTagNameMap} Name
 * @param {Name} name
 * @param {Record<string, string>} attributes
 * @param {...(Node | string)} children
 */
export function element(name, attributes, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

/** @type {{ translations: Record<string, string> }} */
const { translations } = JSON.parse(the("#__config").textContent ?? "");

function setUpColourScheme() {
  /** @type {NodeListOf<HTMLElement>} */
  const buttons = document.querySelectorAll("[data-next-scheme]");
  for (const button of buttons) {
    button.addEventListener("click", () => {
      const scheme = button.dataset.nextScheme ?? "";
      document.documentElement.dataset.scheme = scheme;
      // The button that was pressed is hidden now, and its successor stands in its place.
      the(`[data-scheme="${scheme}"][data-next-scheme]`).focus();
      try {
        localStorage.setItem("scheme", scheme);
      } catch {
        // A browser that keeps nothing still changes the scheme of this page.
      }
    });
  }
}

// A block that is wider than its box is a stop of the Tab key, so that the keyboard can scroll it, and
// has the name of its file, or else of its section.
const names = new Set();
const scrolling = new ResizeObserver((changes) => {
  // All are measured before the first is changed: a page of errors has hundreds.
  const measured = changes.map(({ target }) => ({
    target: /** @type {HTMLElement} */ (target),
    wide: target.scrollWidth > target.clientWidth,
  }));
  for (const { target, wide } of measured) {
    if (!wide) {
      for (const name of ["tabindex", "role", "aria-label"]) target.removeAttribute(name);
    } else if (target.tabIndex < 0) {
      target.tabIndex = 0;
      target.role = "region";
      target.ariaLabel = nameOf(target);
    }
  }
});

/** @param {Element} code */
function nameOf(code) {
  const bar = (code.closest(".file") ?? code.closest(".highlight"))?.querySelector(".filename");
  const file = bar?.querySelector("a") ?? bar;
  let before = code.closest("article > *");
  while (before && !before.matches("h1, h2, h3")) before = before.previousElementSibling;
  const name = (file ?? before)?.textContent?.replace("¶", "").trim() ?? document.title;
  let number = 1;
  const numbered = () => (number > 1 ? `${name} (${number})` : name);
  while (names.has(numbered())) number++;
  names.add(numbered());
  return numbered();
}

// On a phone a table becomes a list of its rows (site.css), and each cell says what it is.
function labelCells() {
  /** @type {NodeListOf<HTMLTableElement>} */
  const tables = document.querySelectorAll("article table:has(th:nth-child(3))");
  for (const table of tables) {
    const heads = [...(table.tHead?.rows[0].cells ?? [])];
    for (const { cells } of table.tBodies[0].rows) {
      for (const [index, cell] of [...cells].entries()) {
        // The name of a row needs none, unless it is the value of a setting.
        if (index || heads[0].querySelector("code")) cell.dataset.label = heads[index].textContent ?? "";
      }
    }
  }
}

/** @param {ParentNode} part */
export function addCopyButtons(part) {
  for (const code of part.querySelectorAll("pre > code")) scrolling.observe(code);
  for (const code of part.querySelectorAll(".highlight > pre > code")) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "copy";
    button.ariaLive = "polite";
    const label = (/** @type {string} */ key, /** @type {boolean} */ done) => {
      button.title = button.ariaLabel = translations[key];
      button.textContent = done ? translations[key] : "";
    };
    button.addEventListener("click", async () => {
      const copy = /** @type {Element} */ (code.cloneNode(true));
      const lines = copy.querySelector(".gp") ? /\n+/g : /$/;
      // Of a difference, what is there after it; of a terminal, what is typed.
      for (const gone of copy.querySelectorAll("del, .gp, .go")) gone.remove();
      await navigator.clipboard.writeText(`${copy.textContent?.replace(lines, "\n").trimEnd()}\n`);
      label("clipboard.copied", true);
      setTimeout(label, 2000, "clipboard.copy", false);
    });
    label("clipboard.copy", false);
    code.after(button);
  }
}

// A page shows parts of a file; all of it lies beside the page, and is asked for when it is wanted.
function copyWholeFiles() {
  const copied = translations["clipboard.copied"];
  document.addEventListener("click", async ({ target }) => {
    const button = target instanceof Element ? target.closest(".whole") : null;
    const link = button?.closest(".filename")?.querySelector("a");
    if (!button || !link || button.textContent === copied) return;
    const { href } = link;
    const file = fetch(href).then((answer) => (answer.ok ? answer.text() : Promise.reject(answer.status)));
    try {
      // Safari lets a script write only what it has been given at the press of the button.
      const item = new ClipboardItem({ "text/plain": file.then((text) => new Blob([text], { type: "text/plain" })) });
      await navigator.clipboard.write([item]);
    } catch {
      // The file itself, to copy from
      location.assign(href);
      return;
    }
    const label = button.textContent;
    button.textContent = copied;
    setTimeout(() => (button.textContent = label), 2000);
  });
}

/** Scrolls the column that a link is in, and nothing else, until the link is in sight.
 * @param {Element} link */
function showInBox(link) {
  const box = /** @type {Element} */ (link.closest(".md-sidebar__scrollwrap"));
  const { top, bottom } = link.getBoundingClientRect();
  const edge = box.getBoundingClientRect();
  const margin = 2 * (bottom - top);
  if (top < edge.top + margin) box.scrollTop += top - edge.top - margin;
  else if (bottom > edge.bottom - margin) box.scrollTop += bottom - edge.bottom + margin;
}

// The header has the title of the page from where its heading is out of sight.
function nameThePage() {
  const title = the(".md-header__title");
  const heading = document.querySelector("article h1");
  if (!heading) return;
  new IntersectionObserver(([{ isIntersecting, boundingClientRect }]) => {
    title.toggleAttribute("data-page", !isIntersecting && boundingClientRect.top < innerHeight / 2);
  }, { rootMargin: "-48px 0px 0px" }).observe(heading);
}

// Marks in the table of contents the section that is being read.
function followReader() {
  /** @type {Map<HTMLElement, HTMLAnchorElement>} */
  const links = new Map();
  /** @type {NodeListOf<HTMLAnchorElement>} */
  const contents = document.querySelectorAll("[data-md-component=toc] a.md-nav__link");
  for (const link of contents) {
    const heading = document.getElementById(decodeURIComponent(link.hash.slice(1)));
    if (heading) links.set(heading, link);
  }
  const headings = [...links.keys()];
  /** @type {HTMLElement | undefined} */
  let marked;
  const update = () => {
    const current = headings.findLast(
      (h) => h.getBoundingClientRect().top < innerHeight / 4 && h.checkVisibility(),
    );
    if (current === marked) return;
    marked = current;
    for (const [heading, link] of links) {
      link.classList.toggle("md-nav__link--active", heading === current);
      link.ariaCurrent = heading === current ? "true" : null;
    }
    const link = current && links.get(current);
    if (link) showInBox(link);
  };
  let waiting = false;
  addEventListener("scroll", () => {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => {
      waiting = false;
      update();
    });
  }, { passive: true });
}

// Material opens its drawer with the label of a check box, out of the keyboard's reach: a button
// goes into it.
function openWithKeyboard() {
  /** @type {HTMLLabelElement} */
  const label = the(".md-header__button[for=__drawer]");
  /** @type {HTMLInputElement} */
  const box = the("#__drawer");
  const menu = document.querySelector(".md-nav--primary");
  if (!menu) return label.remove();
  const button = document.createElement("button");
  button.type = "button";
  button.ariaLabel = button.title = menu.ariaLabel ?? "";
  button.append(...label.childNodes);
  button.addEventListener("click", () => box.click());
  label.append(button);
  const closeDrawer = () => (box.checked = false);
  addEventListener("hashchange", closeDrawer);
  addEventListener("keydown", ({ key }) => key === "Escape" && closeDrawer());
}

// The dialog takes letters before the search is there.
function openSearchWhenWanted() {
  /** @type {HTMLDialogElement} */
  const dialog = the("dialog.search");
  /** @type {HTMLInputElement} */
  const field = the("input", dialog);
  const open = async (query = "") => {
    if (!dialog.open) dialog.showModal();
    if (query) field.value = query;
    field.focus();
    field.select();
    (await load())?.answer();
  };
  const load = () =>
    import("./search.js").catch(() => {
      const status = the("[role=status]", dialog);
      status.textContent = status.dataset.failed ?? "";
    });
  // Enter, before the search is there.
  field.form?.addEventListener("submit", async (event) => {
    event.preventDefault();
    (await load())?.open();
  });
  the(".search-open").addEventListener("click", () => open());
  the(".search__close", dialog).addEventListener("click", () => dialog.close());
  // The dialog has no space of its own: a press on it is one on what is behind.
  dialog.addEventListener("click", ({ target }) => target === dialog && dialog.close());
  addEventListener("keydown", (event) => {
    const { target } = event;
    const typing = target instanceof Element && target.closest("input, textarea, select, [contenteditable]");
    const command = (event.ctrlKey || event.metaKey) && !event.altKey && event.key.toLowerCase() === "k";
    const slash = event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey;
    if (event.isComposing || !(command || slash)) return;
    event.preventDefault();
    open();
  });
  // In the address of the comparison, these are the words of its own field.
  const query = new URLSearchParams(location.search).get("q");
  if (query && !document.querySelector(".pick")) open(query);
}

/** Where a text has what was searched for. @type {Promise<(text: string) => [number, number][]> | undefined} */
let searched;

// Marks what was searched for on the page that a result led to, and takes it out of the address.
async function markWhatWasSearched() {
  const address = new URL(location.href);
  const looked = address.searchParams.get("h");
  if (looked === null) return;
  address.searchParams.delete("h");
  history.replaceState(history.state, "", address);
  if (!("highlights" in CSS)) return;
  CSS.highlights.set("searched", new Highlight());
  searched = import("./search-words.js").then(({ finder, hits }) => {
    const words = finder(looked.split(" "));
    return (/** @type {string} */ text) => hits(text, words);
  });
  mark(the("article"));
}

/** Also in what comes later, in the place of what was marked. @param {Node} part */
export async function mark(part) {
  const hits = await searched;
  const marks = CSS.highlights?.get("searched");
  if (!hits || !marks) return;
  for (const range of marks) if (range.collapsed) marks.delete(range);
  const texts = document.createTreeWalker(part, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const text = /** @type {Text} */ (texts.currentNode);
    for (const [start, end] of hits(text.data)) {
      const range = new Range();
      range.setStart(text, start);
      range.setEnd(text, end);
      marks.add(range);
    }
  }
}

// Headings have the same ids in both languages.
function keepTheSection() {
  for (const link of /** @type {NodeListOf<HTMLAnchorElement>} */ (document.querySelectorAll("a.language"))) {
    link.addEventListener("click", () => (link.hash = location.hash));
  }
}

// Who reads no Japanese is told once, on a Japanese page, that it is there in English too.
function hintAtEnglish() {
  if (document.documentElement.lang !== "ja" || /^ja/.test(navigator.language)) return;
  try {
    if (localStorage.getItem("hint")) return;
  } catch {
    // A browser that keeps nothing is told each time.
  }
  import("./hint.js");
}

setUpColourScheme();
keepTheSection();
labelCells();
addCopyButtons(document);
copyWholeFiles();
followReader();
nameThePage();
for (const link of document.querySelectorAll(".md-nav--primary .md-nav__link--active")) showInBox(link);
openWithKeyboard();
openSearchWhenWanted();
markWhatWasSearched();
hintAtEnglish();
