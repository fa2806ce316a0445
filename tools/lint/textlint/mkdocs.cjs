// A textlint plugin for the Markdown that MkDocs reads. textlint's own one takes the body of an
// admonition for a code block and checks nothing in it, and takes includes and attribute lists for
// prose. Here what is not prose is blanked, an admonition is parsed as a list item that starts with
// a heading, and its content is put back where the admonition stands. A replacement is as long as
// what it replaces, so that lines and columns are those of the file; rules and --fix get the file.
"use strict";

const { parse } = require("@textlint/markdown-to-ast");

const FENCE = /^ *(`{3,}|~{3,})/;
// As in src/ecsnet/sections.py, to which tests/test_sections.py holds it.
const INCLUDE = /^[ \t>]*-+8<-+/;
const ADMONITION = /^( *)!!! (\w+) "(.*)"(\s*)$/;
const ATTRIBUTES = /\{[:#.][^{}\n]*\}|\{ [#.][^{}\n]*\}/g;
const HTML_BLOCK = /^ *<\/?(?:div|figure|figcaption|section|aside|details|summary)\b[^>]*>\s*$/;

const SVG = /<svg[\s\S]*?<\/svg>/g;

const blank = (text) => text.replace(/[^\n]/g, " ");

function toPlainMarkdown(text) {
  const admonitions = new Set();
  let frontMatter = text.startsWith("---\n");
  let fence = null;
  const lines = text.replace(SVG, blank).split("\n").map((line, index) => {
    if (frontMatter) {
      frontMatter = index === 0 || line !== "---";
      return line;
    }
    const marker = FENCE.exec(line)?.[1];
    if (fence !== null) {
      if (marker?.startsWith(fence) && line.trim() === marker) fence = null;
      return line;
    }
    if (marker) {
      fence = marker;
      return line;
    }
    // A line of HTML alone opens an HTML block, which would hide the prose after it.
    if (INCLUDE.test(line) || HTML_BLOCK.test(line)) return blank(line);
    const [, indent, type, title, end] = ADMONITION.exec(line) ?? [];
    if (type !== undefined) {
      admonitions.add(index + 1);
      return `${indent}+   ####${blank(type).slice(2)}${title} ${blank(end)}`;
    }
    return line.replace(ATTRIBUTES, blank);
  });
  return { plain: lines.join("\n"), admonitions };
}

// The rules are for the language of the page: what stands in <span lang="…"> is in the other one
// and passes as HTML, which none reads.
function hideQuotations(children) {
  let quoting = false;
  return children.map((child) => {
    const tag = child.type === "Html" ? child.value : "";
    if (tag.startsWith("<span lang=")) quoting = true;
    else if (tag === "</span>") quoting = false;
    else if (quoting) return { ...child, type: "Html", value: child.raw, children: undefined };
    return child;
  });
}

function toProse(node, admonitions) {
  node.children = hideQuotations(node.children).flatMap((child) => {
    // An error message of AWS has the length it has: in a sentence, code counts as one character.
    if (child.type === "Code") return { ...child, value: child.value.slice(0, 1) };
    if (!child.children) return child;
    toProse(child, admonitions);
    const isAdmonition = child.type === "List" && admonitions.has(child.loc.start.line);
    return isAdmonition ? child.children.flatMap((item) => item.children) : child;
  });
}

class MkDocsProcessor {
  availableExtensions() {
    return [".md"];
  }

  processor() {
    return {
      preProcess(text) {
        const { plain, admonitions } = toPlainMarkdown(text);
        if (plain.length !== text.length) throw new Error("a replacement changed the text's length");
        const ast = parse(plain);
        toProse(ast, admonitions);
        return ast;
      },
      postProcess(messages, filePath) {
        return { messages, filePath: filePath ?? "<markdown>" };
      },
    };
  }
}

module.exports = { Processor: MkDocsProcessor };
