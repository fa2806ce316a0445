// What the pages need beyond HTML and CSS, instead of the 35 KiB of Material's own script.
// Search is a module of its own, loaded when the reader turns to it.

const { translations } = JSON.parse(document.getElementById("__config").textContent);

function setUpColourScheme() {
  const buttons = [...document.querySelectorAll("[data-next-scheme]")];
  for (const button of buttons) {
    button.addEventListener("click", () => {
      const scheme = button.dataset.nextScheme;
      document.documentElement.dataset.scheme = scheme;
      // The button that was pressed is hidden now, and its successor stands in its place.
      document.querySelector(`[data-scheme="${scheme}"][data-next-scheme]`).focus();
      try {
        localStorage.setItem("scheme", scheme);
      } catch {
        // A browser that keeps nothing still changes the scheme of this page.
      }
    });
  }
}

export function addCopyButtons(part) {
  for (const code of part.querySelectorAll(".highlight > pre > code")) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "copy";
    button.ariaLive = "polite";
    const label = (key, done) => {
      button.title = button.ariaLabel = translations[key];
      button.textContent = done ? translations[key] : "";
    };
    button.addEventListener("click", async () => {
      const copy = code.cloneNode(true);
      for (const gone of copy.querySelectorAll("del")) gone.remove();
      await navigator.clipboard.writeText(`${copy.textContent.trimEnd()}\n`);
      label("clipboard.copied", true);
      setTimeout(label, 2000, "clipboard.copy", false);
    });
    label("clipboard.copy", false);
    code.after(button);
  }
}

// Marks in the table of contents the section that is being read.
function followReader() {
  const links = new Map();
  for (const link of document.querySelectorAll("[data-md-component=toc] .md-nav__link")) {
    const heading = document.getElementById(decodeURIComponent(link.hash.slice(1)));
    if (heading) links.set(heading, link);
  }
  const headings = [...links.keys()];
  const update = () => {
    const current = headings.findLast((h) => h.getBoundingClientRect().top < innerHeight / 4);
    for (const [heading, link] of links) {
      link.classList.toggle("md-nav__link--active", heading === current);
      link.ariaCurrent = heading === current ? "true" : null;
    }
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

// Material opens its drawer and its search with labels of check boxes, out of the keyboard's
// reach: a button goes into each.
function openWithKeyboard() {
  const names = {
    __drawer: document.querySelector(".md-nav--primary")?.ariaLabel,
    __search: document.querySelector(".md-search").ariaLabel,
  };
  for (const label of document.querySelectorAll(".md-header__button[for]")) {
    const button = document.createElement("button");
    button.type = "button";
    button.ariaLabel = button.title = names[label.htmlFor];
    button.append(...label.childNodes);
    button.addEventListener("click", () => label.control.click());
    label.append(button);
  }
  const closeDrawer = () => (document.getElementById("__drawer").checked = false);
  addEventListener("hashchange", closeDrawer);
  addEventListener("keydown", ({ key }) => key === "Escape" && closeDrawer());
}

function loadSearchWhenWanted() {
  const toggle = document.getElementById("__search");
  const dialog = document.querySelector(".md-search");
  const input = dialog.querySelector(".md-search__input");
  const open = async (query) => {
    toggle.checked = true;
    input.focus();
    const { search } = await import("./search.js");
    if (query) input.value = query;
    // Without words yet, this fetches the index while they are being typed.
    search(input.value);
  };
  input.addEventListener("focus", () => toggle.checked || open());
  toggle.addEventListener("change", () => toggle.checked && open());
  dialog.addEventListener("focusout", ({ relatedTarget }) => {
    if (relatedTarget && !dialog.contains(relatedTarget)) toggle.checked = false;
  });
  addEventListener("keydown", (event) => {
    const typing = event.target.closest("input, textarea, select, [contenteditable]");
    if (typing || event.metaKey || event.ctrlKey || event.altKey) return;
    if (!["f", "s", "/"].includes(event.key)) return;
    event.preventDefault();
    open();
  });
  // In the address of the comparison, these are the words of its own field.
  const query = new URLSearchParams(location.search).get("q");
  if (query && !document.querySelector(".pick")) open(query);
}

setUpColourScheme();
addCopyButtons(document);
followReader();
openWithKeyboard();
loadSearchWhenWanted();
