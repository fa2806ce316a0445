// The command in the browser: Pyodide, and the package as src/ has it (tools/site/checker/). The page
// gives it files and gets what `ecsnet check --format json` prints. Nothing is sent anywhere.

/**
 * @typedef {{ id: number, files: [name: string, content: Uint8Array][], language: string }} Question
 * @typedef {{ id: number, report?: string, failure?: string }} Answer
 * @typedef {{ received: number } | { unavailable: string }} Progress in bytes
 */

const assets = new URL("../checker/", import.meta.url);
const ARCHIVE = "python.packed";
const WASM = "pyodide.asm.wasm";
const load = self.fetch.bind(self);
let received = 0;

/** @param {unknown} error */
const fail = (error) => postMessage({ unavailable: String(error) });

/**
 * A file, counted while it arrives. Pyodide waits for ever for one that does not: so that is said here.
 * @param {string} name
 */
async function asset(name) {
  const answer = await load(new URL(name, assets)).catch((error) => void fail(error));
  if (!answer?.ok || !answer.body) {
    fail(name);
    throw new Error(name);
  }
  const whole = new Response(
    answer.body.pipeThrough(
      new TransformStream({
        transform(chunk, stream) {
          received += chunk.length;
          postMessage({ received });
          stream.enqueue(chunk);
        },
      })
    )
  );
  return whole.blob().catch((error) => {
    fail(error);
    throw error;
  });
}

// Pyodide fetches its parts by name. The largest is kept compressed: not every host would do it.
self.fetch = async (input, options) => {
  const url = input instanceof Request ? input.url : String(input);
  if (url.endsWith(`/${WASM}`)) {
    const packed = await asset(`${WASM}.packed`);
    const body = packed.stream().pipeThrough(new DecompressionStream("gzip"));
    return new Response(body, { headers: { "Content-Type": "application/wasm" } });
  }
  if (url.endsWith("/python_stdlib.zip")) return new Response(await asset("python_stdlib.zip"));
  return load(input, options);
};

async function start() {
  const archive = asset(ARCHIVE).then((blob) => blob.arrayBuffer());
  const { loadPyodide } = await import(new URL("pyodide.mjs", assets).href);
  // The parser's tables lie beside it, and not in a cache of the user's.
  const python = await loadPyodide({ indexURL: assets.href, env: { XDG_CACHE_HOME: "none" } });
  python.unpackArchive(await archive, "gztar", { extractDir: "/checker" });
  python.runPython("import sys; sys.path.insert(0, '/checker')");
  const check = python.pyimport("in_page").check;
  /** @type {(question: Question) => string} */
  return ({ files, language }) => {
    const given = python.toPy(new Map(files));
    try {
      return check(given, language);
    } finally {
      given.destroy();
    }
  };
}

const started = start();
started.catch(fail);

addEventListener("message", async (event) => {
  /** @type {Question} */
  const question = event.data;
  /** @type {Answer} */
  const answer = { id: question.id };
  try {
    const check = await started.catch(() => undefined);
    if (!check) return;
    answer.report = check(question);
  } catch (error) {
    answer.failure = String(error);
  }
  postMessage(answer);
});
