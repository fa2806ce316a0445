// textlint on the Japanese pages (`make lint`). It runs with tools/lint/textlint/mkdocs.cjs, which knows
// the Markdown of MkDocs, and tools/lint/textlint/rules-ja. A rule that is off or altered says why.
"use strict";

const { resolve } = require("node:path");

module.exports = {
  plugins: { [resolve(__dirname, "tools/lint/textlint/texts.cjs")]: { language: "ja" } },
  rules: {
    prh: { rulePaths: ["./prh.yml"] },

    "preset-ja-technical-writing": {
      // Names such as "Elastic Network Interface" alone take a quarter of the default 100.
      "sentence-length": { max: 120 },
      // です・ます in prose; lists and headings may end in a noun, but may not mix the two styles.
      "no-mix-dearu-desumasu": {
        preferInHeader: "",
        preferInBody: "ですます",
        preferInList: "ですます",
        strict: false,
      },
      // `!r` in the messages of Python files.
      "no-exclamation-question-mark": { allowHalfWidthExclamation: true },
      // 「A か B か」, 「A や B や」 and 「A にも B にも」 are how Japanese lists things, not slips.
      "no-doubled-joshi": { allow: ["か", "や", "も", "にも"] },
    },

    "preset-ja-spacing": {
      // AWS's Japanese style: one space between Japanese and Latin text, numbers and code.
      "ja-space-between-half-and-full-width": { space: "always", lintStyledNode: true },
      "ja-space-around-code": { before: true, after: true },
      // A link is spaced by what it starts and ends with, which the rule cannot see.
      "ja-space-around-link": false,
    },

    "@textlint-ja/preset-ai-writing": {},
  },
};
