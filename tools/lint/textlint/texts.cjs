// A textlint plugin for the texts of one language in TOML and Python files: the values of `ja` and
// `en`. Lines and columns are those of the file. A text with a full stop is a paragraph; a label or
// a heading without one is a table cell, of which the rules for sentences ask nothing.
"use strict";

const { parse } = require("@textlint/markdown-to-ast");

const STRING = String.raw`f?"((?:[^"\\\n]|\\.)*)"`;
const text = (language) =>
  new RegExp(String.raw`(?<![\w])${language} ?= ?\(?\s*(${STRING}(?:\s+${STRING})*)`, "g");
const PIECE = new RegExp(STRING, "g");
// A text of several lines is Markdown with blocks, such as a table.
const blocks = (language) => new RegExp(String.raw`^\S*\b${language} = """\n?([^]*?)"""$`, "gm");

function position(source) {
  const starts = [0];
  for (const match of source.matchAll(/\n/g)) starts.push(match.index + 1);
  return (offset) => {
    let line = starts.length;
    while (starts[line - 1] > offset) line--;
    return { line, column: offset - starts[line - 1] };
  };
}

class TextsProcessor {
  constructor({ language }) {
    this.language = language;
  }

  availableExtensions() {
    return [".toml", ".py"];
  }

  processor() {
    return {
      preProcess: (source, filePath) => {
        const python = filePath?.endsWith(".py");
        const at = position(source);
        const node = (type, start, end, rest) => ({
          type,
          raw: source.slice(start, end),
          range: [start, end],
          loc: { start: at(start), end: at(end) },
          ...rest,
        });
        const shifted = (child, by) => {
          const [start, end] = child.range;
          const { type, raw, range, loc, children, ...rest } = child;
          if (type === "Code") rest.value = rest.value.slice(0, 1);
          if (children) rest.children = children.map((inner) => shifted(inner, by));
          return node(type, start + by, end + by, rest);
        };
        // A text is one line of Markdown, in Python perhaps in pieces and with expressions in braces.
        const inline = (string, start) =>
          parse(python ? string.replace(/\{[^{}]*\}/g, (braces) => "x".repeat(braces.length)) : string).children.flatMap((block) => block.children ?? []).map((child) => shifted(child, start));
        const children = [...source.matchAll(text(this.language))].map((match) => {
          const first = match.index + match[0].indexOf(match[1]);
          const end = first + match[1].length;
          const parts = [...match[1].matchAll(PIECE)].flatMap((piece) =>
            piece[1] ? inline(piece[1], first + piece.index + piece[0].indexOf('"') + 1) : [],
          );
          if (/[。.?]["”」）)]*$/.test(match[1])) return node("Paragraph", first, end, { children: parts });
          const cell = node("TableCell", first, end, { children: parts });
          return node("Table", first, end, { children: [node("TableRow", first, end, { children: [cell] })] });
        });
        for (const match of python ? [] : source.matchAll(blocks(this.language))) {
          const start = match.index + match[0].length - match[1].length - 3;
          children.push(...parse(match[1]).children.map((block) => shifted(block, start)));
        }
        children.sort((one, other) => one.range[0] - other.range[0]);
        return node("Document", 0, source.length, { children });
      },
      postProcess: (messages, filePath) => ({ messages, filePath: filePath ?? "<texts>" }),
    };
  }
}

module.exports = { Processor: TextsProcessor };
