"""The built site, a server for it, and a browser that complains about what goes wrong."""

import fcntl
import os
import signal
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http import HTTPStatus
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Error, Page, Request, sync_playwright
from support.needed import skip

from tools.site import LANGUAGES, build, chromium

SITE_URL = "https://example.test/ecs/"
DESKTOP = 1280
OTHER = {"ja": "en", "en": "ja"}
# For each tab Chromium makes two more pages, for what drops down from an address bar: half
# of the time that a tab takes; and for each context it starts a process in advance, which nothing
# here waits for. The others are Playwright's: of two lists Chromium heeds the last.
FEATURES_OFF = (
    "WebUIOmniboxPopup",
    "WebUIOmniboxAimPopup",
    "AimEnabled",
    "SpareRendererForSitePerProcess",
    "AvoidCorsURLLoaderRestartOnRedirect",
    "AvoidUnnecessaryBeforeUnloadCheckSync",
    "DestroyProfileOnBrowserClose",
    "HttpsFirstBalancedModeAutoEnable",
    "HttpsUpgrades",
    "LensOverlay",
    "MediaRouter",
    "NetworkTimeServiceQuerying",
    "OptimizationHints",
    "PaintHolding",
    "PreconnectToSearch",
    "ThirdPartyStoragePartitioning",
)
# A page with this script has in `reports` what its policy stopped.
REPORTS = """
window.reports = [];
document.addEventListener("securitypolicyviolation", (event) =>
  window.reports.push(`${event.effectiveDirective}: ${event.blockedURI} (${event.sourceFile})`));
"""
STEP_MS = 10_000
TEST_SECONDS = 60

Open = Callable[..., "Visit"]

browsing = [pytest.mark.browser, pytest.mark.usefixtures("time_limit")]


@pytest.fixture(scope="session")
def built_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site as `make build` makes it, built by the first process that asks for it."""
    # A process of xdist has a folder of its own in that of the run.
    run = tmp_path_factory.getbasetemp()
    shared = run.parent if "PYTEST_XDIST_WORKER" in os.environ else run
    directory, done = shared / "built-site", shared / "built-site.done"
    with (shared / "built-site.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not done.exists():
            try:
                build.build(directory, SITE_URL)
            except subprocess.CalledProcessError as error:
                pytest.fail(f"mkdocs build failed:\n{error.stdout}{error.stderr}", pytrace=False)
            done.touch()
    return directory


@pytest.fixture(scope="module")
def site_url(built_site: Path) -> Iterator[str]:
    with build.serve(built_site, urlsplit(SITE_URL).path) as url:
        yield url


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    try:
        executable = chromium.find()
    except chromium.Missing as missing:
        skip(str(missing))
    # Nothing leaves this machine, even where a page asks for it.
    offline = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"
    off = f"--disable-features={','.join(FEATURES_OFF)}"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=executable, args=[*chromium.ARGUMENTS, "--disable-quic", offline, off]
        )
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def browser_process(browser: Browser) -> int:
    processes = browser.new_browser_cdp_session().send("SystemInfo.getProcessInfo")["processInfo"]
    return next(process["id"] for process in processes if process["type"] == "browser")


@pytest.fixture
def time_limit(browser_process: int, site_url: str) -> Iterator[None]:
    """Playwright bounds each step, but not a script that never ends; that needs this."""
    timer = threading.Timer(TEST_SECONDS, os.kill, (browser_process, signal.SIGKILL))
    timer.start()
    yield
    timer.cancel()
    timer.join()


def wait_until(
    page: Page, expression: str, *, arg: object = None, timeout: float = STEP_MS
) -> None:
    """Wait until an expression, or a function, is true in a page."""
    deadline = time.monotonic() + timeout / 1000
    found: object = None
    while not found:
        try:
            found = page.evaluate(expression, arg)
        except Error as error:
            # The page has just been left for another.
            if "context was destroyed" not in str(error):
                raise
        if time.monotonic() > deadline:
            raise TimeoutError(f"not true within {timeout:.0f} ms: {expression}")
        if not found:
            page.wait_for_timeout(10)


# Playwright's own has the page evaluate a text time and again, which the site's policy forbids.
Page.wait_for_function = wait_until


@dataclass
class Visit:
    """A page, and what the browser complained about since it was opened."""

    page: Page
    site: str
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("request", self._request)
        self.page.on("requestfailed", self._failure)
        self.page.on("websocket", lambda socket: self._foreign(socket.url))
        self.page.on("pageerror", lambda error: self.complaints.append(f"exception: {error}"))
        self.page.on(
            "console",
            lambda message: (
                self.complaints.append(f"console: {message.text}")
                if message.type == "error"
                else None
            ),
        )
        self.page.on(
            "response",
            lambda answer: (
                self.complaints.append(f"{answer.status}: {answer.url}")
                if answer.status >= HTTPStatus.BAD_REQUEST
                else None
            ),
        )

    def _request(self, request: Request) -> None:
        self.requests.append(request.url)
        if urlsplit(request.url).scheme not in ("data", "blob"):
            self._foreign(request.url)

    def _foreign(self, url: str) -> None:
        if not url.startswith(self.site):
            self.complaints.append(f"request outside of the site: {url}")

    def _failure(self, request: Request) -> None:
        # Aborted: the page was left before the answer came.
        if request.failure != "net::ERR_ABORTED":
            self.complaints.append(f"failed request: {request.url} ({request.failure})")

    def go(self, path: str) -> int:
        """Open a page of the site and return the status of the answer."""
        answer = self.page.goto(urljoin(self.site, path), wait_until="load")
        assert answer is not None
        return answer.status

    @property
    def path(self) -> str:
        return self.page.url.removeprefix(self.site)


def new_context(
    browser: Browser,
    scheme: str,
    width: int,
    *,
    scripts: bool = True,
    policy: bool = True,
    locale: str = "ja",
) -> BrowserContext:
    """A context; without the policy of the site, a test can add faults that the policy forbids.

    Its reader reads Japanese, unless the test says otherwise: others get a hint at English pages.
    """
    context = browser.new_context(
        bypass_csp=not policy,
        color_scheme=scheme,
        viewport={"width": width, "height": 800},
        reduced_motion="reduce",
        java_script_enabled=scripts,
        locale=locale,
    )
    context.set_default_timeout(STEP_MS)
    return context


@pytest.fixture
def private(site_url: str, browser: Browser) -> Iterator[Open]:
    """A new tab with storage, cache and permissions of its own."""
    opened: list[BrowserContext] = []

    def open_tab(scheme: str = "light", width: int = DESKTOP, **how: Any) -> Visit:
        opened.append(new_context(browser, scheme, width, **how))
        return Visit(opened[-1].new_page(), site_url)

    yield open_tab
    for context in opened:
        context.close()


@pytest.fixture
def visit(private: Open, language: str) -> Visit:
    """The home page of a language, in a tab of its own."""
    visit = private()
    visit.go(LANGUAGES[language])
    return visit
