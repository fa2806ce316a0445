// As much of HCL and JSON as their colours and indents need. A text that is being written is rarely
// valid: whatever this reads, it reads on, and a quote that is not closed ends with its line.

import { StreamLanguage } from "@codemirror/language";

/**
 * @import { StreamParser, StringStream } from "@codemirror/language"
 *
 * What is open: a bracket or an interpolation, with the indent of its line; a string; a comment; or
 * a here-document, by the word that ends it.
 * @typedef {{ kind: "bracket" | "string" | "comment" | "heredoc", indent: number, word?: string }} Open
 *
 * @typedef {{ open: Open[], first: boolean }} State `first`: nothing but space is before, on the line
 */

const NUMBER = /^\d+(?:\.\d+)?(?:e[+-]?\d+)?/i;
const NAME = /^[\p{ID_Start}_][\p{ID_Continue}-]*/u;
const VALUE = /^(?:true|false|null)$/;
const KEYWORD = /^(?:for|in|if|else|endif|endfor)$/;
/** What follows the type of a block: its labels, or its body. */
const BLOCK = /^[ \t]*(?:"|\{|[\p{ID_Continue}-]+[ \t]*["{])/u;
const QUOTED = /^(?:\\.|\$\$\{|%%\{|[$%](?!\{)|[^"\\$%])+/;
const UNQUOTED = /^(?:\$\$\{|%%\{|[$%](?!\{)|[^$%])+/;
const HEREDOC = /^<<-?([\p{ID_Start}_][\p{ID_Continue}-]*)$/u;

/**
 * @param {StringStream} stream
 * @param {State} state
 */
function template(stream, state) {
  const { kind, word } = /** @type {Open} */ (state.open.at(-1));
  if (stream.match(/^[$%]\{/)) {
    state.open.push({ kind: "bracket", indent: stream.indentation() });
    return "bracket";
  }
  const ends = word ? stream.sol() && stream.string.trim() === word : stream.peek() === '"';
  if (ends && word) stream.skipToEnd();
  else if (ends || !stream.match(word ? UNQUOTED : QUOTED)) stream.next();
  if (ends || (kind === "string" && stream.eol())) state.open.pop();
  return "string";
}

/**
 * @param {StringStream} stream
 * @param {State} state
 */
function comment(stream, state) {
  if (stream.skipTo("*/")) {
    stream.match("*/");
    state.open.pop();
  } else stream.skipToEnd();
  return "comment";
}

/**
 * @param {StringStream} stream
 * @param {boolean} first
 */
function name(stream, first) {
  const after = stream.string[stream.start - 1];
  if (after === ".") return null;
  const word = stream.current();
  if (VALUE.test(word)) return "bool";
  if (stream.match(/^\s*=/, false)) return null;
  if (KEYWORD.test(word) || (first && stream.match(BLOCK, false))) return "keyword";
  return stream.match(/^\(/, false) ? "variableName.function" : null;
}

/**
 * @param {StringStream} stream
 * @param {State} state
 */
function code(stream, state) {
  const { first } = state;
  if (stream.eatSpace()) return null;
  state.first = false;
  if (stream.match(/^(?:#|\/\/).*/)) return "comment";
  const indent = stream.indentation();
  if (stream.match("/*")) {
    state.open.push({ kind: "comment", indent });
    return comment(stream, state);
  }
  const heredoc = /** @type {RegExpMatchArray | null} */ (stream.match(HEREDOC));
  if (heredoc) {
    state.open.push({ kind: "heredoc", indent, word: heredoc[1] });
    return "string";
  }
  if (stream.match(NUMBER)) return "number";
  if (stream.match(NAME)) return name(stream, first);
  const sign = stream.next() ?? "";
  if (sign === '"') {
    if (!stream.eol()) state.open.push({ kind: "string", indent });
    return "string";
  }
  if ("{[(".includes(sign)) state.open.push({ kind: "bracket", indent });
  else if ("}])".includes(sign)) state.open.pop();
  else return null;
  return "bracket";
}

const READERS = { bracket: code, string: template, heredoc: template, comment };

/** @type {StreamParser<State>} */
const hcl = {
  name: "hcl",
  startState: () => ({ open: [], first: true }),
  token(stream, state) {
    if (stream.sol()) state.first = true;
    return READERS[state.open.at(-1)?.kind ?? "bracket"](stream, state);
  },
  indent({ open }, after, { unit }) {
    const around = open.at(-1);
    if (!around) return 0;
    if (around.kind !== "bracket") return null;
    return around.indent + (/^[}\])]/.test(after) ? 0 : unit);
  },
  languageData: {
    commentTokens: { line: "#", block: { open: "/*", close: "*/" } },
    indentOnInput: /^\s*[}\])]$/,
  },
};

/** @type {StreamParser<{}>} */
const json = {
  name: "json",
  token(stream) {
    if (stream.match(/^"(?:\\.|[^"\\])*"?/)) {
      return stream.match(/^\s*:/, false) ? "propertyName" : "string";
    }
    if (stream.match(NUMBER)) return "number";
    if (stream.match(NAME)) return VALUE.test(stream.current()) ? "bool" : null;
    return "{}[]".includes(stream.next() ?? "") ? "bracket" : null;
  },
};

export const languages = {
  hcl: StreamLanguage.define(hcl),
  json: StreamLanguage.define(json),
  plain: [],
};
