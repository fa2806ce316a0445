// The field for Terraform on the checker's page; tools/site/editor.py bundles it with CodeMirror.

import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { bracketMatching, indentOnInput } from "@codemirror/language";
import { lintGutter, nextDiagnostic, previousDiagnostic, setDiagnostics } from "@codemirror/lint";
import { Compartment, EditorState } from "@codemirror/state";
import { EditorView, closeHoverTooltips, keymap, lineNumbers } from "@codemirror/view";
import { languages } from "./languages.js";
import { looks } from "./looks.js";

/**
 * @import { Text } from "@codemirror/state"
 *
 * Lines and columns count from 1, and columns count characters, as Python does: where JavaScript
 * has two units for an emoji, that is one column. What lies outside of the text is moved into it.
 * @typedef {{ line: number, column: number }} Place
 *
 * Without `to`, or with one that is not behind `from`, the rest of the line is marked; `to` itself
 * is not.
 * @typedef {{ from: Place, to?: Place, severity: "error" | "warning" | "info", message: string }} Mark
 *
 * @typedef {object} Options
 * @property {HTMLElement} parent becomes a shadow host; its height and greatest height are the editor's
 * @property {string} text
 * @property {string} label what the field is called
 * @property {() => void} [onChange] called when the reader changes the text
 *
 * @typedef {object} Editor
 * @property {() => string} text
 * @property {(text: string) => void} setText without marks, and without what could be undone
 * @property {(marks: Mark[]) => void} mark in place of the marks before
 * @property {(line: number, column: number) => void} go puts the cursor there, in sight, without the focus
 * @property {() => void} focus
 * @property {(name: keyof typeof languages) => void} setLanguage
 * @property {() => boolean} composing whether characters are being composed, as those of Japanese are
 */

/**
 * @param {Text} doc
 * @param {Place} place
 */
function offset(doc, { line, column }) {
  const { from, text } = doc.line(Math.min(Math.max(line, 1), doc.lines));
  let units = 0;
  for (const character of text) {
    if (--column < 1) break;
    units += character.length;
  }
  return from + units;
}

/**
 * @param {Text} doc
 * @param {Mark} mark
 */
function diagnostic(doc, { from: begin, to: end, severity, message }) {
  const from = offset(doc, begin);
  const to = end ? offset(doc, end) : from;
  return { from, to: to > from ? to : doc.lineAt(from).to, severity, message };
}

// Tab is not among the keys: it leaves the editor, as it leaves every other field.
const keys = keymap.of([
  { key: "F8", run: nextDiagnostic, shift: previousDiagnostic },
  // What opens under the pointer can be closed without moving it.
  { key: "Escape", run: (view) => (view.dispatch({ effects: closeHoverTooltips }), false) },
  ...defaultKeymap,
  ...historyKeymap,
]);

/**
 * @param {Options} options
 * @returns {Editor}
 */
export function createEditor({ parent, text, label, onChange = () => {} }) {
  const language = new Compartment();
  // Into a document CodeMirror puts a style element, which the site's policy forbids; into a shadow
  // root, a constructed style sheet, which it does not.
  const root = parent.shadowRoot ?? parent.attachShadow({ mode: "open" });
  const extensions = [
    lintGutter(),
    lineNumbers(),
    history(),
    bracketMatching(),
    indentOnInput(),
    keys,
    looks,
    language.of(languages.hcl),
    // It can be focused without the number, which axe does not know.
    EditorView.contentAttributes.of({ "aria-label": label, lang: "en", tabindex: "0" }),
    EditorView.updateListener.of(({ docChanged }) => docChanged && onChange()),
  ];
  const view = new EditorView({ doc: text, extensions, parent: root, root });
  let name = /** @type {keyof typeof languages} */ ("hcl");

  return {
    text: () => view.state.doc.toString(),
    setText(text) {
      view.setState(EditorState.create({ doc: text, extensions }));
      view.dispatch({ effects: language.reconfigure(languages[name]) });
    },
    mark(marks) {
      const { doc } = view.state;
      view.dispatch(setDiagnostics(view.state, marks.map((mark) => diagnostic(doc, mark))));
    },
    go(line, column) {
      const anchor = offset(view.state.doc, { line, column });
      const effects = EditorView.scrollIntoView(anchor, { y: "center" });
      view.dispatch({ selection: { anchor }, effects });
    },
    focus: () => view.focus(),
    setLanguage(chosen) {
      name = chosen;
      view.dispatch({ effects: language.reconfigure(languages[name]) });
    },
    composing: () => view.composing,
  };
}
