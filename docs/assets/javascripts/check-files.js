// Files and directories that a reader opens or drops, as the command would find them.

/** @typedef {Map<string, Uint8Array>} Files their content, by path */

/** What a check may read, in all: Terraform, its values and the text that it names. */
const LARGEST = 20_000_000;
const MOST = 2_000;
const SKIPPED = /(^|\/)(\.[^/]*|node_modules)(\/|$)/;
const SETTINGS = /(^|\/)\.ecsnet\.toml$/;

/**
 * Takes what is opened or dropped.
 * @param {HTMLFormElement} form
 * @param {(files: Files | undefined) => void} take gets undefined where it is too much
 */
export function files(form, take) {
  const [several, folder] = /** @type {NodeListOf<HTMLInputElement>} */ (form.querySelectorAll("[type=file]"));
  for (const [input, name] of /** @type {const} */ ([[several, "files"], [folder, "folder"]])) {
    form.querySelector(`[value=${name}]`)?.addEventListener("click", () => input.click());
    input.addEventListener("change", async () => {
      const listed = [...(input.files ?? [])].map((file) => ({ path: file.webkitRelativePath || file.name, file }));
      input.value = "";
      if (listed.length) take(await read(listed));
    });
  }
  form.addEventListener("dragover", (event) => {
    if (event.dataTransfer?.types.includes("Files")) event.preventDefault();
  });
  form.addEventListener("drop", async (event) => {
    const items = [...(event.dataTransfer?.items ?? [])].filter(({ kind }) => kind === "file");
    if (!items.length) return;
    event.preventDefault();
    // All are asked for at once: the items are gone after the event.
    const dropped = items.map((item) => ({ entry: item.webkitGetAsEntry(), file: item.getAsFile() }));
    /** @type {Listed[]} */
    const listed = [];
    for (const { entry, file } of dropped) {
      if (entry) await list(entry, listed);
      else if (file) listed.push({ path: file.name, file });
    }
    if (listed.length) take(await read(listed));
  });
}

/** @typedef {{ path: string, file: File }} Listed */

/**
 * @param {FileSystemEntry} entry
 * @param {Listed[]} listed
 */
async function list(entry, listed) {
  const path = entry.fullPath.replace(/^\//, "");
  if ((SKIPPED.test(path) && !SETTINGS.test(path)) || listed.length > MOST) return;
  // Chromium does not know their classes by name.
  if (entry.isFile) {
    listed.push({ path, file: await opened(/** @type {FileSystemFileEntry} */ (entry)) });
  } else {
    const reader = /** @type {FileSystemDirectoryEntry} */ (entry).createReader();
    /** @type {FileSystemEntry[]} */
    let some;
    do {
      some = await new Promise((done, failed) => reader.readEntries(done, failed));
      for (const inner of some) await list(inner, listed);
    } while (some.length);
  }
}

/**
 * @param {FileSystemFileEntry} entry
 * @returns {Promise<File>}
 */
function opened(entry) {
  return new Promise((done, failed) => entry.file(done, failed));
}

/**
 * @param {Listed[]} listed
 * @returns {Promise<Files | undefined>}
 */
async function read(listed) {
  const wanted = listed.filter(({ path }) => !SKIPPED.test(path) || SETTINGS.test(path));
  const size = wanted.reduce((sum, { file }) => sum + file.size, 0);
  if (wanted.length > MOST || size > LARGEST) return undefined;
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
  const first = paths[0]?.slice(0, paths[0].indexOf("/") + 1) ?? "";
  return paths.every((path) => path.startsWith(first)) ? first.length : 0;
}
