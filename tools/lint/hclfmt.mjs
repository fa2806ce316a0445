// Formats Terraform files as `terraform fmt` does, with HashiCorp's own formatter in WebAssembly.
// Usage: node tools/lint/hclfmt.mjs FILE... ; prints {"path": "formatted text", ...} as JSON.
import { readFile } from "node:fs/promises";
import { argv, stdout } from "node:process";

import { format } from "@cdktn/hcl-tools";

const formatted = {};
for (const path of argv.slice(2)) formatted[path] = await format(await readFile(path, "utf8"));
stdout.write(JSON.stringify(formatted));
