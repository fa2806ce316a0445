"""The sections on a reader's browser: what a first visit weighs, how soon typing is answered."""

import itertools
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from statistics import median
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Page, Request, Route

from tools.bench.measure import RUNS, kib
from tools.site import LANGUAGES, chromium
from tools.site.build import built_and_served

# The first visit of each of these, bodies as sent, in KiB
WEIGHED = (
    *("", "modes/awsvpc/", "compare/", "errors/", "choose/", "build/fargate-awsvpc-alb/"),
    *("load-balancing/", "troubleshooting/", "migrate/bridge-to-awsvpc/"),
)
LIMIT = 48
# A letter at a time, as someone types who does not wait for the answer
TYPED = {"the search": "awsvpc eni", "the field for an error": "RESOURCE:E"}
BETWEEN_MS = 120
LIMIT_MS = 100
FIRST_MS = 150

# Chromium tells of what took 16 ms or longer, in steps of 8 ms.
SHORTEST_MS = 16
OBSERVE = """(shortest) => {
  window.delays = new Map();
  new PerformanceObserver((list) => {
    for (const { interactionId, duration } of list.getEntries()) {
      if (!interactionId) continue;
      delays.set(interactionId, Math.max(delays.get(interactionId) ?? 0, duration));
    }
  }).observe({ type: "event", durationThreshold: shortest, buffered: false });
}"""
FIRST_OPTION = """() => {
  window.first = new Promise((shown) => {
    new MutationObserver(() => {
      if (!document.querySelector("dialog.search [role=option]")) return;
      // When it has been painted
      requestAnimationFrame(() => setTimeout(() => shown(performance.now())));
    }).observe(document.querySelector("dialog.search"), { childList: true, subtree: true });
  });
}"""
SINCE_THE_INDEX = """async () => {
  const shown = await window.first;
  const index = performance.getEntriesByType("resource")
    .find(({ name }) => /\\/search\\/\\w+\\.json$/.test(name));
  return shown - index.responseEnd;
}"""


@contextmanager
def _browsing() -> Iterator[tuple[str, Browser]]:
    """The address of the built site, and a browser."""
    with chromium.started() as browser, built_and_served() as url:
        yield url, browser


# --- Weight -------------------------------------------------------------------------------------


@dataclass
class Traffic:
    """What a page asks for, and what comes over the wire."""

    page: Page
    requests: list[str] = field(default_factory=list)
    # Bytes of the bodies as sent, by kind of resource
    bodies: Counter[str] = field(default_factory=Counter)
    # Address and kind of each answer
    answers: set[tuple[str, str]] = field(default_factory=set)
    # Bytes with the response headers
    wire: int = 0

    def __post_init__(self) -> None:
        session = self.page.context.new_cdp_session(self.page)
        session.send("Network.enable")
        session.on("Network.responseReceived", self._answered)
        session.on("Network.loadingFinished", self._loaded)
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.on("requestfinished", self._finished)

    def _answered(self, event: dict[str, Any]) -> None:
        self.answers.add((event["response"]["url"], event["type"]))

    def _loaded(self, event: dict[str, Any]) -> None:
        self.wire += int(event["encodedDataLength"])

    def _finished(self, request: Request) -> None:
        # Other events are handled while Chromium is asked for the size.
        size = request.sizes()["responseBodySize"]
        self.bodies[request.resource_type] += size


def weight() -> None:
    """Weigh the first visit of a page of each kind in each language."""
    with _browsing() as (url, browser):
        for page, base in itertools.product(WEIGHED, LANGUAGES.values()):
            _report(weighed(browser, f"{url}{base}{page}"), url, f"{base}{page}")


def weighed(browser: Browser, address: str) -> Traffic:
    """What the first visit of a page brings over the wire."""
    # Who reads no Japanese gets a hint at the English page besides.
    context = browser.new_context(locale="ja")
    seen = Traffic(context.new_page())
    seen.page.goto(address, wait_until="networkidle")
    context.close()
    return seen


def _report(seen: Traffic, url: str, path: str) -> None:
    parts = ", ".join(f"{kind} {kib(size)}" for kind, size in seen.bodies.most_common())
    total, count = kib(seen.bodies.total()), len(seen.requests)
    print(f"  /{path}: {total} of at most {LIMIT} KiB in {count} requests")
    print(f"     {parts}; with response headers {kib(seen.wire)}")
    others = {urlsplit(asked).netloc for asked in seen.requests} - {urlsplit(url).netloc, ""}
    print(f"     other origins: {', '.join(sorted(others)) or 'none'}", flush=True)


# --- Typing -------------------------------------------------------------------------------------


def typing() -> None:
    """Time from a key press to the next paint, and from the index of the search to its result.

    On a busy machine these are the times of the others too; what the page computes is its own.
    """
    with _browsing() as (url, browser):
        for language, base in LANGUAGES.items():
            for where, text in TYPED.items():
                delays, busy = _delays(browser, f"{url}{base}", where, text)
                print(f"  {language}, {where}, {len(text)} keys:")
                _say("to the next paint", delays, LIMIT_MS)
                _say("of these computed", busy)
            pairs = [_first_result(browser, f"{url}{base}") for _ in range(RUNS)]
            print(f"  {language}, the first result after the index, {RUNS} runs:")
            _say("to its paint", [shown for shown, _ in pairs], FIRST_MS)
            _say("of these computed", [computed for _, computed in pairs])


def _say(what: str, milliseconds: list[float], limit: int | None = None) -> None:
    worst, middle = max(milliseconds), median(milliseconds)
    allowed = f"  (at most {limit})" if limit else ""
    print(f"    {what:20} {worst:4.0f} ms, median {middle:4.0f} ms{allowed}", flush=True)


class _Main:
    """The main thread of a page: how long it has computed, whatever else the machine does."""

    def __init__(self, page: Page) -> None:
        self._session = page.context.new_cdp_session(page)
        self._session.send("Performance.enable", {"timeDomain": "threadTicks"})

    def milliseconds(self) -> float:
        told = self._session.send("Performance.getMetrics")["metrics"]
        found: float = next(each["value"] for each in told if each["name"] == "TaskDuration")
        return 1000 * found


def _delays(browser: Browser, home: str, where: str, text: str) -> tuple[list[float], list[float]]:
    """Milliseconds from each key to the next paint, and of computing until the next key.

    What Chromium does not tell of took less than 16 ms, and counts as these.
    """
    context = browser.new_context(locale="ja")
    page = context.new_page()
    if where == "the search":
        page.goto(home)
        page.keyboard.press("/")
        page.locator("dialog.search input").wait_for()
    else:
        page.goto(f"{home}errors/")
        page.locator("#pasted-error").focus()
    page.wait_for_load_state("networkidle")
    page.evaluate(OBSERVE, SHORTEST_MS)
    main, busy = _Main(page), []
    for letter in text:
        before = main.milliseconds()
        page.keyboard.press("Space" if letter == " " else letter)
        page.wait_for_timeout(BETWEEN_MS)
        busy.append(main.milliseconds() - before)
    page.wait_for_timeout(500)
    told: list[float] = page.evaluate("[...delays.values()]")
    context.close()
    return told + [SHORTEST_MS] * (len(text) - len(told)), busy


def _first_result(browser: Browser, home: str) -> tuple[float, float]:
    """Milliseconds from the index to the first result on the screen, and of computing meanwhile.

    The question has been asked by then: the index is held back until it is.
    """
    context = browser.new_context(locale="ja")
    page = context.new_page()
    held: list[Route] = []
    page.route("**/search/*.json", lambda route: held.append(route))
    page.goto(home)
    page.evaluate(FIRST_OPTION)
    page.keyboard.press("/")
    page.locator("dialog.search input").fill("hostPort")
    page.wait_for_timeout(500)
    main = _Main(page)
    before = main.milliseconds()
    for route in held:
        route.continue_()
    shown: float = page.evaluate(SINCE_THE_INDEX)
    computed = main.milliseconds() - before
    context.close()
    return shown, computed
