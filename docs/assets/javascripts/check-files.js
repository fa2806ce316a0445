// Files and directories that a reader opens or drops, as the command would find them.

/**
 * @typedef {import("./check-input.js").Files} Files
 * @typedef {{ path: string, file: File }} Listed
 */

/** How many files a check may read, and of how many bytes in all. */
export const MOST = 2_000;
const LARGEST = 20_000_000;
// Terraform, its values, and the text that it may name; what is named in another way is rare.
const READ = /\.(tf|tofu|tfvars|hcl|json|toml|ya?ml|tftpl|tpl|tmpl|txt|sh|jsonnet)$/i;
const SETTINGS = ".ecsnet.toml";

/**
 * Takes what is opened, or dropped anywhere on the page.
 * @param {HTMLFormElement} form
 * @param {(files: Files) => void} take
 * @param {(why: "many" | "unopened") => void} refuse
 */
export function files(form, take, refuse) {
  /** @param {() => Promise<Listed[]> | Listed[]} list */
  async function use(list) {
    try {
      const found = await read(await list());
      if (found) take(found);
      else refuse("many");
    } catch {
      refuse("unopened");
    }
  }

  const [several, folder] = /** @type {NodeListOf<HTMLInputElement>} */ (form.querySelectorAll("[type=file]"));
  for (const [input, name] of /** @type {const} */ ([[several, "files"], [folder, "folder"]])) {
    form.querySelector(`[value=${name}]`)?.addEventListener("click", () => input.click());
    input.addEventListener("change", () => {
      const listed = [...(input.files ?? [])].map((file) => ({ path: file.webkitRelativePath || file.name, file }));
      input.value = "";
      use(() => listed);
    });
  }
  // Before the editor sees it, which would take the text of the files.
  addEventListener(
    "dragover",
    (event) => {
      if (event.dataTransfer?.types.includes("Files")) event.preventDefault();
    },
    { capture: true }
  );
  addEventListener(
    "drop",
    (event) => {
      const items = [...(event.dataTransfer?.items ?? [])].filter(({ kind }) => kind === "file");
      if (!items.length) return;
      event.preventDefault();
      event.stopPropagation();
      // All are asked for at once: the items are gone after the event.
      const dropped = items.map((item) => ({ entry: item.webkitGetAsEntry(), file: item.getAsFile() }));
      use(() => listDropped(dropped));
    },
    { capture: true }
  );
}

/** @param {{ entry: FileSystemEntry | null, file: File | null }[]} dropped */
async function listDropped(dropped) {
  /** @type {Listed[]} */
  const listed = [];
  for (const { entry, file } of dropped) {
    if (entry) await list(entry, listed);
    else if (file) listed.push({ path: file.name, file });
  }
  return listed;
}

/**
 * @param {FileSystemEntry} entry
 * @param {Listed[]} listed
 * @param {boolean} top whether it is what the reader has chosen, and no part of that
 */
async function list(entry, listed, top = true) {
  const path = entry.fullPath.replace(/^\//, "");
  if ((!top && isSkipped(entry.name, entry.isFile)) || listed.length > MOST) return;
  // Chromium does not know their classes by name.
  if (entry.isFile) {
    listed.push({ path, file: await opened(/** @type {FileSystemFileEntry} */ (entry)) });
    return;
  }
  const reader = /** @type {FileSystemDirectoryEntry} */ (entry).createReader();
  /** @type {FileSystemEntry[]} */
  let some;
  do {
    some = await new Promise((done, failed) => reader.readEntries(done, failed));
    for (const inner of some) await list(inner, listed, false);
  } while (some.length);
}

/**
 * Whether the command passes over a part of a directory, or a check has no use for it.
 * @param {string} name
 * @param {boolean} isFile
 */
function isSkipped(name, isFile) {
  if (name === SETTINGS) return false;
  return name.startsWith(".") || name === "node_modules" || (isFile && !READ.test(name));
}

/**
 * @param {FileSystemFileEntry} entry
 * @returns {Promise<File>}
 */
function opened(entry) {
  return new Promise((done, failed) => entry.file(done, failed));
}

/**
 * The files, by their path in the directory that was opened; undefined where they are too much.
 * @param {Listed[]} listed
 * @returns {Promise<Files | undefined>}
 */
async function read(listed) {
  const wanted = listed.filter(({ path }) => {
    const [, ...inner] = path.split("/");
    return !inner.some((name, depth) => isSkipped(name, depth === inner.length - 1));
  });
  const size = wanted.reduce((sum, { file }) => sum + file.size, 0);
  if (wanted.length > MOST || size > LARGEST) return undefined;
  if (!wanted.length) throw new RangeError("nothing to check");
  const within = common(wanted.map(({ path }) => path));
  /** @type {Files} */
  const found = new Map();
  for (const { path, file } of wanted) {
    found.set(path.slice(within), new Uint8Array(await file.arrayBuffer()));
  }
  return found;
}

/** How much of all paths is the directory that was opened. @param {string[]} paths */
function common(paths) {
  const first = paths[0].slice(0, paths[0].indexOf("/") + 1);
  return paths.every((path) => path.startsWith(first)) ? first.length : 0;
}
