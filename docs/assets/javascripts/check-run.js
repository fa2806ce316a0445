// Runs the worker of the checker: one question at a time, and a new worker where one has broken.

/** @typedef {import("./check-input.js").Files} Files */

/**
 * @param {object} page
 * @param {string} page.language
 * @param {(bytes: number) => void} page.onProgress while it is loaded
 * @param {() => void} page.onReady
 * @param {() => void} page.onUnavailable when it could not be loaded
 * @param {(answer: { id: number, report?: string, failure?: string }) => void} page.onAnswer
 */
export function runnerOf({ language, onProgress, onReady, onUnavailable, onAnswer }) {
  /** @type {Worker | undefined} */
  let worker;
  /** @type {string | undefined} */
  let address;
  let ready = false;
  let busy = false;

  function stop() {
    worker?.terminate();
    if (address) URL.revokeObjectURL(address);
    worker = address = undefined;
    ready = busy = false;
  }

  function unavailable() {
    stop();
    onUnavailable();
  }

  function start() {
    // A worker from an address has the policy that this is served with, which may be none; one from a
    // text has that of the page, and so asks nothing of any other origin.
    const script = JSON.stringify(new URL("./check-worker.js", import.meta.url).href);
    address = URL.createObjectURL(new Blob([`import ${script};`], { type: "text/javascript" }));
    const made = new Worker(address, { type: "module" });
    made.addEventListener("error", unavailable);
    made.addEventListener("message", ({ data }) => {
      if (made !== worker) return;
      if ("received" in data) onProgress(data.received);
      else if ("unavailable" in data) unavailable();
      else {
        const first = !ready;
        busy = false;
        ready = true;
        // Python may have died with it.
        if (data.failure) stop();
        if (first) onReady();
        onAnswer(data);
      }
    });
    worker = made;
    return made;
  }

  return {
    isReady: () => ready,
    isBusy: () => busy,
    stop,
    /**
     * @param {number} id
     * @param {Files} files
     */
    ask(id, files) {
      busy = true;
      (worker ?? start()).postMessage({ id, files: [...files], language });
    },
  };
}
