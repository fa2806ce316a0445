"""Counts, in the page, what a reader does on the way to an answer, so that a test forgets no step.

A press of a button or link counts as one, by mouse or by key, and so does all that is typed or
pasted into one field.
"""

from dataclasses import dataclass
from urllib.parse import urljoin

from playwright.sync_api import Page
from support.site import Visit

COUNT = """
(() => {
  const add = (step) => sessionStorage.setItem("steps",
    JSON.stringify([...JSON.parse(sessionStorage.getItem("steps") ?? "[]"), step]));
  const name = (target) => target.ariaLabel || target.name || target.id || target.localName;
  const boxes = ["radio", "checkbox"];
  let typing;
  addEventListener("pointerdown", ({ target }) => {
    typing = undefined;
    add(`press ${target.textContent.trim().slice(0, 30) || name(target)}`);
  }, true);
  addEventListener("keydown", ({ key, target }) => {
    const moves = ["Control", "Meta", "Shift", "Tab"].includes(key);
    if (moves || (key.length === 1 && target.matches("input, textarea"))) return;
    typing = undefined;
    add(`key ${key}`);
  }, true);
  addEventListener("input", ({ target }) => {
    if (target === typing || boxes.includes(target.type)) return;
    typing = target;
    add(`type into ${name(target)}`);
  }, true);
})();
"""


@dataclass
class Journey:
    """A way through the site, from a page of it."""

    visit: Visit

    def begin(self, path: str) -> Page:
        """Open the page that the reader comes to."""
        page = self.visit.page
        page.add_init_script(COUNT)
        page.goto(urljoin(self.visit.site, path), wait_until="load")
        page.evaluate("sessionStorage.removeItem('steps')")
        return page

    @property
    def steps(self) -> list[str]:
        """What the reader has done since."""
        done = self.visit.page.evaluate("JSON.parse(sessionStorage.getItem('steps') ?? '[]')")
        return [str(step) for step in done]
