// Answers queries as the page does: `node search.mjs SITE LANGUAGE < queries.json`, a list of strings;
// prints for each the addresses in the order of the dialog; with "looked" at the end, each as a pair
// with the words to mark.

import { readFileSync } from "node:fs";

const [site, language, what] = process.argv.slice(2);
const scripts = new URL("../../docs/assets/javascripts/", import.meta.url);
const { Engine } = await import(new URL("search-engine.js", scripts));
const { find } = await import(new URL("matching.js", scripts));
// Node.js takes a file without package.json above it for a module only since 20.19.
const library = readFileSync(`${site}/assets/javascripts/minisearch.js`, "utf8");
const { default: MiniSearch } = await import(`data:text/javascript,${encodeURIComponent(library)}`);

const read = (path) => JSON.parse(readFileSync(path, "utf8"));
const errors = read(`${site}/data/errors.json`);
const engine = new Engine(MiniSearch, read(`${site}/search/${language}.json`));
const answers = read(0).map((query) => {
  const groups = engine.search(query, find(errors, query));
  return groups.flatMap(({ hits }) => hits.map(({ url, looked }) => (what ? [url, looked] : url)));
});
console.log(JSON.stringify(answers));
