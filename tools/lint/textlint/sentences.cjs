// The textlint rule of rules-en/ and rules-ja/: kinds of fault that show in a whole sentence, with
// its code. prh, which sees the text between two pieces of code only, has the words.
"use strict";

// What ends a sentence in either language; a stop inside a name or a number has no space after it.
const END = /[.?!](?=["”)\]]?\s+["“`(\[A-Z])["”)\]]?\s+|。/g;

function sentences(node) {
  let text = "";
  const offsets = [];
  const add = (string, start) => {
    for (let index = 0; index < string.length; index++) offsets.push(start + index);
    text += string;
  };
  const walk = (child) => {
    if (child.type === "Str") add(child.value, child.range[0]);
    else if (child.type === "Code") {
      // `null` is what a message shows where it has no value, so it is part of the prose.
      const code = child.raw === "`null`" ? child.raw : "`c`";
      for (const _ of code) offsets.push(child.range[0]);
      text += code;
    } else if (child.type === "Break") add(" ", child.range[0]);
    else if (child.children) child.children.forEach(walk);
  };
  walk(node);
  const found = [];
  let start = 0;
  const cut = (end) => {
    const sentence = text.slice(start, end);
    const skipped = sentence.length - sentence.trimStart().length;
    if (sentence.trim()) {
      const begin = start + skipped;
      found.push({ text: sentence.trim(), at: (index) => offsets[begin + index] - node.range[0] });
    }
    start = end;
  };
  for (const match of text.matchAll(END)) cut(match.index + match[0].length);
  cut(text.length);
  return found;
}

function check(kinds) {
  const bare = (sentence) => sentence.replace(/`(?!null`)[^`]*`/g, "`c`");
  for (const { id, pattern, before, after } of kinds) {
    if (!pattern.test(bare(before))) throw new Error(`${id}: the pattern does not find “${before}”`);
    const caught = kinds.find((kind) => kind.pattern.test(bare(after)));
    if (caught) throw new Error(`${caught.id}: the pattern finds the better form “${after}”`);
  }
}

module.exports = (kinds) => (context) => {
  check(kinds);
  const { Syntax, RuleError, locator, report } = context;
  const visit = (node) => {
    for (const [index, sentence] of sentences(node).entries()) {
      for (const { id, pattern, better, first } of kinds) {
        const match = first && index > 0 ? null : pattern.exec(sentence.text);
        if (!match) continue;
        const message = `${id}: “${match[0].trim()}”: ${better}`;
        report(node, new RuleError(message, { padding: locator.at(sentence.at(match.index)) }));
      }
    }
  };
  return { [Syntax.Paragraph]: visit, [Syntax.Header]: visit, [Syntax.TableCell]: visit };
};
