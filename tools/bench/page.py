"""The section on the checker in the page: what it weighs, and how soon it answers."""

from __future__ import annotations

import gzip
import time
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from playwright.sync_api import Browser

from tools import ROOT
from tools.bench.measure import RUNS
from tools.site import checker, chromium, editor
from tools.site.build import build, serve

PAGE = "en/check-your-terraform/"
MOST_MIB = 7
READY_S = 6
EDITOR_KIB = 130
ANSWER_MS = {50: 150, 1_000: 1_000}
PATIENCE_MS = 60_000
WRONG = ROOT / "snippets/rules/ENM003/bad.tf"

# From the question to the answer of a worker that has started.
ASK = """async ([script, text]) => {
  const worker = new Worker(script, { type: "module" });
  const files = [["main.tf", new TextEncoder().encode(text)]];
  let id = 0;
  const ask = () => new Promise((done) => {
    worker.onmessage = ({ data }) => data.id === id && done(performance.now());
    worker.postMessage({ id: ++id, files, language: "en" });
  });
  await ask();
  const took = [];
  for (let turn = 0; turn < 5; turn++) {
    const start = performance.now();
    took.push(await ask() - start);
  }
  worker.terminate();
  return took.sort((a, b) => a - b)[2];
}"""


def page() -> None:
    """Print the weight of what is loaded, and the times of a cold start and of two answers."""
    with TemporaryDirectory() as name, serve(Path(name)) as url, chromium.started() as browser:
        build(Path(name), url)
        _weight(Path(name))
        cold = [_start(browser, url) for _ in range(RUNS)]
        print(f"  from the click to findings     {median(cold):6.2f} s  (cold; at most {READY_S})")
        for lines, most in ANSWER_MS.items():
            took = _answer(browser, url, lines)
            print(f"  {lines:5,} lines                    {took:6.0f} ms (at most {most:,})")


def _weight(site: Path) -> None:
    sizes = {path.name: _sent(path) for path in (site / checker.TARGET).iterdir()}
    bundle = sizes.pop(editor.TARGET.name)
    mib = sum(size for name, size in sizes.items() if not name.endswith(".txt")) / 2**20
    print(f"  Pyodide and the package        {mib:6.2f} MiB (at most {MOST_MIB})")
    print(f"  the editor                     {bundle / 1024:6.1f} KiB (at most {EDITOR_KIB})")


def _sent(path: Path) -> int:
    """Bytes that travel: what is packed as it is, all else as a host compresses it."""
    packed = path.suffix in (".packed", ".zip")
    return path.stat().st_size if packed else len(gzip.compress(path.read_bytes(), 9))


def _start(browser: Browser, url: str) -> float:
    """Seconds from the click to the first finding, in a browser that has loaded nothing yet."""
    context = browser.new_context()
    tab = context.new_page()
    tab.goto(url + PAGE)
    tab.locator("#checked-text").fill(WRONG.read_text(encoding="utf-8"))
    start = time.perf_counter()
    tab.locator(".checker [type=submit]").click()
    tab.locator(".findings li").first.wait_for(timeout=PATIENCE_MS)
    seconds = time.perf_counter() - start
    context.close()
    return seconds


def _answer(browser: Browser, url: str, lines: int) -> float:
    """Milliseconds of an answer about as many lines, the median of five."""
    wrong = WRONG.read_text(encoding="utf-8")
    one = wrong[wrong.index("resource") :]
    resource = one.count("\n")
    copies = -(-lines // resource)
    text = "".join(one.replace('"web"', f'"web{n}"') for n in range(copies))
    context = browser.new_context()
    tab = context.new_page()
    tab.goto(url + PAGE)
    tab.set_default_timeout(PATIENCE_MS)
    took: float = tab.evaluate(ASK, [f"{url}assets/javascripts/check-worker.js", text])
    context.close()
    return took
