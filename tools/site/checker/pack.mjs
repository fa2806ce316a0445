// Makes of the checker's sources what a browser loads, with the Python that will run it there: bytecode
// in place of sources, and the tables of python-hcl2's parser, which take seconds to build.
//
//     node pack.mjs PYODIDE SOURCES TARGET
//
// SOURCES and TARGET are folders; what is written into TARGET is not compressed.

import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { join } from "node:path";

const [pyodide, sources, target] = process.argv.slice(2);
const { loadPyodide } = await import(pathToFileURL(join(pyodide, "pyodide.mjs")).href);
const python = await loadPyodide({ indexURL: pyodide });
for (const [folder, at] of [[sources, "/sources"], [target, "/target"]]) {
  python.FS.mkdirTree(at);
  python.FS.mount(python.FS.filesystems.NODEFS, { root: folder }, at);
}
python.runPython(readFileSync(new URL("pack.py", import.meta.url), "utf8"));
