// Shows a step of the packet path in the drawing, while the reader is at it in the list.

const list = /** @type {HTMLOListElement} */ (document.querySelector(".steps"));
const svg = /** @type {SVGElement} */ (document.querySelector(".drawing > svg"));
const buttons = [...list.children].map((item) => {
  const button = document.createElement("button");
  button.type = "button";
  button.append(...item.childNodes);
  item.append(button);
  return button;
});

/** The step that a press keeps shown. @type {HTMLButtonElement | undefined} */
let kept;

/** @param {HTMLButtonElement} [step] */
function show(step) {
  for (const part of svg.querySelectorAll(".lit")) part.classList.remove("lit");
  svg.classList.toggle("stepped", step !== undefined);
  for (const button of buttons) {
    button.classList.toggle("shown", button === step);
    button.setAttribute("aria-pressed", String(button === kept));
  }
  const parts = step?.parentElement?.dataset.parts?.split(" ") ?? [];
  for (const part of parts) document.getElementById(part)?.classList.add("lit");
}

/** The list is one stop of the Tab key. @param {HTMLButtonElement} stop */
function stopAt(stop) {
  for (const button of buttons) button.tabIndex = button === stop ? 0 : -1;
}

/** @param {KeyboardEvent} event */
function turn(event) {
  const last = buttons.length - 1;
  const at = buttons.indexOf(/** @type {HTMLButtonElement} */ (event.currentTarget));
  const keys = { ArrowDown: at + 1, ArrowRight: at + 1, ArrowUp: at - 1, ArrowLeft: at - 1 };
  const to = { ...keys, Home: 0, End: last }[event.key];
  if (event.key === "Escape") {
    kept = undefined;
    show();
  }
  if (to === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  buttons[Math.min(Math.max(to, 0), last)].focus();
}

for (const button of buttons) {
  // A page that scrolls under a pointer at rest moves no pointer: the step that a key led to stays.
  button.addEventListener("pointermove", () => show(button));
  button.addEventListener("pointerleave", () =>
    show(buttons.find((other) => other.matches(":focus-visible")) ?? kept));
  button.addEventListener("focus", () => {
    stopAt(button);
    show(button);
  });
  button.addEventListener("blur", () => show(kept));
  button.addEventListener("click", () => {
    kept = kept === button ? undefined : button;
    show(kept);
  });
  button.addEventListener("keydown", turn);
}
stopAt(buttons[0]);
show();
