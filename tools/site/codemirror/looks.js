// The colours and fonts of the site, by the names that site.css gives them: they reach into the
// shadow root, and are those of the scheme that the reader has.

import { HighlightStyle, syntaxHighlighting } from "@codemirror/language";
import { EditorView } from "@codemirror/view";
import { tags } from "@lezer/highlight";

/** @param {string} name */
const hue = (name) => `var(--md-code-hl-${name}-color)`;

const words = HighlightStyle.define([
  { tag: tags.comment, color: hue("comment") },
  { tag: tags.keyword, color: hue("keyword") },
  { tag: tags.string, color: hue("string") },
  { tag: tags.number, color: hue("number") },
  { tag: tags.bool, color: hue("constant") },
  { tag: tags.propertyName, color: hue("keyword") },
  { tag: tags.function(tags.variableName), color: hue("function") },
]);

/** The sign says what the colour says. */
const SEVERITIES = {
  error: ["var(--d-danger)", "✕"],
  warning: ["var(--s-caution)", "!"],
  info: ["var(--d-accent)", "i"],
};

const marks = Object.entries(SEVERITIES).map(([severity, [color, sign]]) => ({
  [`.cm-lintRange-${severity}`]: {
    backgroundImage: "none",
    textDecoration: `underline wavy ${color} 1px`,
    textDecorationSkipInk: "none",
    textUnderlineOffset: ".25em",
  },
  [`.cm-lintPoint-${severity}:after`]: { borderBottomColor: color },
  [`.cm-lint-marker-${severity}`]: { content: "normal", color },
  [`.cm-lint-marker-${severity}:before`]: { content: `"${sign}"` },
  [`.cm-diagnostic-${severity}`]: { borderLeftColor: color },
}));

const theme = EditorView.theme({
  "&": {
    height: "100%",
    maxHeight: "inherit",
    backgroundColor: "var(--md-code-bg-color)",
    color: "var(--d-ink)",
    fontSize: ".68rem",
  },
  "&.cm-focused": { outline: "2px solid var(--d-accent)", outlineOffset: "2px" },
  ".cm-scroller": { fontFamily: "var(--md-code-font-family)", lineHeight: "1.5" },
  ".cm-content": { caretColor: "var(--d-ink)" },
  // A colour of the code has less contrast to what is behind a selection.
  ".cm-line::selection, .cm-line ::selection": {
    backgroundColor: "var(--d-accent-fill)",
    color: "var(--d-ink)",
  },
  ".cm-gutters": {
    backgroundColor: "var(--md-code-bg-color)",
    color: "var(--d-muted)",
    borderRight: "1px solid var(--s-rule)",
  },
  "&.cm-focused .cm-matchingBracket, .cm-matchingBracket": {
    backgroundColor: "transparent",
    outline: "1px solid var(--d-accent)",
  },
  "&.cm-focused .cm-nonmatchingBracket, .cm-nonmatchingBracket": {
    backgroundColor: "transparent",
    outline: "1px dashed var(--d-danger)",
  },
  ".cm-lintRange-active": { backgroundColor: "transparent" },
  ".cm-gutter-lint .cm-gutterElement": { padding: "0 .2em" },
  ".cm-lint-marker": { height: "auto", fontWeight: "700", textAlign: "center" },
  ".cm-tooltip": {
    maxWidth: "min(40rem, 90vw)",
    border: "1px solid var(--d-line)",
    backgroundColor: "var(--s-page)",
    color: "var(--d-ink)",
    fontFamily: "var(--md-text-font-family)",
  },
  ...Object.assign({}, ...marks),
});

export const looks = [theme, syntaxHighlighting(words)];
