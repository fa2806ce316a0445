// The input of the checker in the page: its files, and the one of them that is shown, in the field or
// in the editor that takes its place.

import { element } from "./site.js";
import { filled } from "./tool.js";

/**
 * @typedef {Map<string, Uint8Array>} Files their content, by path
 * @typedef {import("./check-report.js").Finding} Finding
 */

/** More bytes than this are not shown, but checked all the same. */
const LONGEST = 200_000;
/** The names of what is pasted; a file that the reader opened keeps its own. */
const [HCL, JSON_OF_API, JSON_OF_TERRAFORM] = ["main.tf", "input.json", "main.tf.json"];
const encoder = new TextEncoder();
const decoder = new TextDecoder();

/**
 * The name of a text that is pasted over one of this name.
 * @param {string} text
 * @param {string | undefined} name
 */
function nameOf(text, name = HCL) {
  let kind = HCL;
  try {
    const keys = Object.keys(JSON.parse(text));
    const terraform = ["resource", "module", "variable", "locals", "data", "provider", "terraform"];
    const plan = keys.includes("format_version");
    kind = !plan && keys.some((key) => terraform.includes(key)) ? JSON_OF_TERRAFORM : JSON_OF_API;
  } catch {
    // Broken JSON is JSON too.
    if (/^\s*[{[]\s*["{[\]}]/.test(text)) kind = JSON_OF_API;
  }
  const own = ![HCL, JSON_OF_API, JSON_OF_TERRAFORM].includes(name);
  return own && name.endsWith(".json") === kind.endsWith(".json") ? name : kind;
}

/**
 * @param {HTMLFormElement} form
 * @param {() => void} typed called when the reader changes the text
 */
export function inputOf(form, typed) {
  const words = form.dataset;
  const field = /** @type {HTMLTextAreaElement} */ (form.querySelector("textarea"));
  const room = /** @type {HTMLElement} */ (field.parentElement);
  const label = /** @type {HTMLElement} */ (form.querySelector("[for=checked-text]"));
  const note = /** @type {HTMLElement} */ (form.querySelector(".large"));
  const select = /** @type {HTMLSelectElement} */ (form.querySelector("select"));
  const several = /** @type {HTMLElement} */ (form.querySelector(".shown"));

  /** @type {Files} */
  let files = new Map();
  /** @type {string | undefined} */
  let current;
  /** @type {import("../checker/editor.js").Editor | undefined} */
  let editor;
  /** @type {Promise<void> | undefined} */
  let editing;
  // What is shown is written back only then: a file that is no UTF-8 stays as it is.
  let changed = false;

  const text = () => editor?.text() ?? field.value;
  const change = () => {
    changed = true;
    typed();
  };

  function keep() {
    if (!changed || room.hidden) return;
    changed = false;
    if (several.hidden) {
      files = new Map();
      current = text() ? nameOf(text(), current) : undefined;
      colour();
    }
    if (current) files.set(current, encoder.encode(text()));
  }

  function colour() {
    const kind = current?.endsWith(".json") ? "json" : "hcl";
    editor?.setLanguage(!current || /\.(tf|tofu|tfvars|hcl|json)$/.test(current) ? kind : "plain");
  }

  /** @param {string} name */
  function show(name) {
    keep();
    const content = files.get(name) ?? new Uint8Array();
    const large = content.length > LONGEST;
    current = name;
    select.value = name;
    room.hidden = large;
    note.textContent = large ? filled(words.large ?? "", { name }) : "";
    const shown = large ? "" : decoder.decode(content);
    if (editor) editor.setText(shown);
    else field.value = shown;
    colour();
  }

  /** @param {Files} given */
  function take(given) {
    changed = false;
    files = given;
    const names = [...given.keys()].sort();
    select.replaceChildren();
    for (const name of names) select.append(new Option(name, name));
    several.hidden = names.length < 2;
    show(names.find((name) => /\.(tf|tofu)$/.test(name)) ?? names[0] ?? HCL);
    if (!names.length) current = undefined;
  }

  /** Puts the editor in the place of the field, where there is room for it. */
  async function edit() {
    if (!matchMedia("(min-width: 45em)").matches) return;
    try {
      const { createEditor } = await import("../checker/editor.js");
      const parent = element("div", { class: "room" });
      const focused = document.activeElement === field;
      const { value, selectionStart } = field;
      field.after(parent);
      editor = createEditor({ parent, text: value, label: label.textContent ?? "", onChange: change });
      field.hidden = true;
      colour();
      if (!focused) return;
      const before = value.slice(0, selectionStart).split("\n");
      editor.go(before.length, [...(before.at(-1) ?? "")].length + 1);
      editor.focus();
    } catch {
      // The field is enough.
    }
  }

  /**
   * Selects a place in the field.
   * @param {number} line
   * @param {number} column in characters
   * @param {number | null} end
   */
  function selectInField(line, column, end) {
    const lines = field.value.split("\n");
    const before = lines.slice(0, line - 1).reduce((sum, each) => sum + each.length + 1, 0);
    const characters = [...(lines[line - 1] ?? "")];
    const start = before + characters.slice(0, column - 1).join("").length;
    const stop = before + (end ? characters.slice(0, end - 1) : characters).join("").length;
    field.setSelectionRange(start, Math.max(start, stop));
    field.scrollTop = Math.max(0, ((line - 4) * field.scrollHeight) / Math.max(1, lines.length));
  }

  /** Leaves the page where it is. */
  function focus() {
    if (editor) editor.focus();
    else field.focus({ preventScroll: true });
  }

  field.addEventListener("input", change);
  label.addEventListener("click", () => editor?.focus());

  return {
    take,
    show,
    edit: () => (editing ??= edit()),
    /** Whether a composition of characters, as of Japanese, is under way. */
    composing: () => editor?.composing() ?? false,
    empty: () => !room.hidden && several.hidden && !text(),
    /** The files, with what the reader has typed. */
    files() {
      keep();
      return files;
    },
    focus,
    /**
     * @param {string} name
     * @param {number} line
     * @param {number} column in characters
     * @param {number | null} end
     */
    go(name, line, column, end) {
      if (name !== current && files.has(name)) show(name);
      if (editor) editor.go(line, column);
      else selectInField(line, column, end);
      focus();
      room.scrollIntoView({ block: "center" });
    },
    /** @param {Finding[]} findings of all files */
    mark(findings) {
      const here = findings.filter(({ file }) => file === current);
      const marks = here.map(({ level, line, column, end_column: end, message }) => ({
        from: { line, column },
        to: end ? { line, column: end } : undefined,
        severity: level,
        message: message.replaceAll("`", ""),
      }));
      editor?.mark(marks);
    },
    /** @param {() => void} chosen called when the reader has chosen another file */
    onChoice(chosen) {
      select.addEventListener("change", () => {
        show(select.value);
        chosen();
      });
    },
  };
}
