// textlint on the English texts (`make lint`): the pages, the facts and what the command prints. The
// plugin for Markdown and the rule `sentences` come by the command line (package.json): here, textlint
// would prefer its own plugin and name the rule by its path.
"use strict";

const { resolve } = require("node:path");

module.exports = {
  plugins: {
    [resolve(__dirname, "tools/lint/textlint/texts.cjs")]: { language: "en" },
  },
  rules: {
    prh: { rulePaths: ["./prh.en.yml"], checkLink: true, checkEmphasis: true },
    // About 32 words. Code counts as one character.
    "sentence-length": { max: 200 },
  },
};
