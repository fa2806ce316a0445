"""The sections on the site: its build, its preview, and Lighthouse."""

import itertools
import json
import re
import shutil
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

from tools import ROOT
from tools.bench.measure import RUNS
from tools.site import LANGUAGES, chromium
from tools.site import build as site
from tools.site.build import built_and_served, environment
from tools.site.chromium import Missing

TIMEOUT = 30.0
TIMES = 10
MODE_PAGE = "modes/awsvpc/"
LIGHTHOUSE_PAGES = (
    "",
    MODE_PAGE,
    "compare/",
    "choose/",
    "errors/",
    "errors/service/",
    "rules/ports/",
    "sources/",
    "sources/source/",
    "build/fargate-awsvpc-alb/",
    "load-balancing/",
    "troubleshooting/",
    "questions/",
    "migrate/bridge-to-awsvpc/",
)
LIGHTHOUSE = ROOT / "node_modules/.bin/lighthouse"

# The same Markdown with the stock theme: the extensions its syntax needs, and nothing of ours.
PLAIN_CONFIG = {
    "site_name": "Plain",
    "docs_dir": str(ROOT / "docs"),
    "theme": {"name": "material"},
    "plugins": [
        "search",
        {
            "i18n": {
                "docs_structure": "folder",
                "languages": [
                    {"locale": "ja", "name": "日本語", "default": True, "build": True},
                    {"locale": "en", "name": "English", "build": True},
                ],
            }
        },
    ],
    "markdown_extensions": [
        "admonition",
        "attr_list",
        "md_in_html",
        "tables",
        "pymdownx.highlight",
        "pymdownx.superfences",
        {
            "pymdownx.snippets": {
                "base_path": [str(ROOT)],
                "check_paths": True,
                "dedent_subsections": True,
            }
        },
    ],
}


# --- Build --------------------------------------------------------------------------------------


def build() -> None:
    """Time our build beside that of the same pages with stock Material."""
    with TemporaryDirectory() as name:
        directory = Path(name)
        plain = directory / "mkdocs.yml"
        plain.write_text(json.dumps(PLAIN_CONFIG), encoding="utf-8")  # JSON is YAML
        seconds: dict[str, list[float]] = {"ours": [], "plain": []}
        for _ in range(RUNS):
            for label, config in (("ours", site.CONFIG), ("plain", plain)):
                start = time.perf_counter()
                site.build(directory / "site", "http://127.0.0.1/", config)
                seconds[label].append(time.perf_counter() - start)
        ours, stock = median(seconds["ours"]), median(seconds["plain"])
        print(f"  our configuration    {ours:6.2f} s")
        print(f"  plain Material       {stock:6.2f} s  (same pages and includes)")
        print(f"  ratio                {ours / stock:6.2f}  (at most 1.3)")
        once, often = _timed(directory / "once", 1), _timed(directory / "often", TIMES)
        ratio = f"{often / once:6.2f} of the time  (at most {TIMES + 1})"
        print(f"  {TIMES} times the pages  {ratio}")


def _timed(copy: Path, times: int) -> float:
    """Seconds to build a copy with each page so many times."""
    _copy_sources(copy)
    configuration = copy / "mkdocs.yml"
    text = configuration.read_text(encoding="utf-8")
    # The copies are in no navigation: the strict build is told so.
    text = text.replace("not_in_nav: |\n", "not_in_nav: |\n  copy*/\n")
    configuration.write_text(text, encoding="utf-8")
    pages = [copy / "docs" / language for language in LANGUAGES]
    found = [(folder, file) for folder in pages for file in folder.rglob("*.md")]
    for number in range(1, times):
        for folder, file in found:
            target = folder / f"copy{number}" / file.relative_to(folder)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(file, target)
    start = time.perf_counter()
    site.build(copy / "site", "http://127.0.0.1/", copy / "mkdocs.yml")
    return time.perf_counter() - start


# --- Preview ------------------------------------------------------------------------------------


def preview() -> None:
    """Time from saving a page, or what it includes, until the preview has it."""
    with TemporaryDirectory() as name:
        copy = Path(name)
        _copy_sources(copy)
        page = copy / f"docs/ja/{MODE_PAGE.rstrip('/')}.md"
        snippet = copy / "snippets/modes/awsvpc.tf"
        with _preview_of(copy) as url:
            for label, file, edit in (
                ("a page", page, _append_paragraph),
                ("a snippet", snippet, _comment_first_section),
            ):
                served, reloaded = [], []
                for run in range(RUNS):
                    marker = f"bench{run}{file.suffix[1:]}"
                    text = edit(file.read_text("utf-8"), marker)
                    one, other = _save_and_wait(url, file, text, marker)
                    served.append(one)
                    reloaded.append(other)
                print(
                    f"  {label} saved: browser told to reload after {median(reloaded):.2f} s,"
                    f" change served after {median(served):.2f} s (at most {max(served):.2f} s)"
                )


def _copy_sources(copy: Path) -> None:
    for path in ("docs", "theme", "snippets", "generated"):
        shutil.copytree(ROOT / path, copy / path)
    shutil.copy(ROOT / "mkdocs.yml", copy / "mkdocs.yml")


def _append_paragraph(text: str, marker: str) -> str:
    return f"{text}\n{marker}\n"


def _comment_first_section(text: str, marker: str) -> str:
    changed, count = re.subn(r"(\[start:.*\n)", rf"\g<1># {marker}\n", text, count=1)
    if not count:
        raise Missing("snippets/modes/awsvpc.tf has no section")
    return changed


@contextmanager
def _preview_of(directory: Path) -> Iterator[str]:
    address = f"127.0.0.1:{site.free_port()}"
    url = f"http://{address}/"
    process = subprocess.Popen(
        [sys.executable, str(ROOT / "tools/site/serve.py"), "--quiet", "--dev-addr", address],
        cwd=directory,
        env=environment(),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait_until(lambda: _get(url + MODE_PAGE) is not None, "mkdocs serve did not start")
        yield url
    finally:
        process.terminate()
        process.wait()


def _save_and_wait(url: str, file: Path, text: str, marker: str) -> tuple[float, float]:
    """Seconds from the saving until the page is served with it, and until a browser is told."""
    address = url + MODE_PAGE
    reload = re.search(r"livereload\((\d+), (\d+)\)", _get(address) or "")
    if reload is None:
        raise Missing("the pages of mkdocs serve do not ask for reloads")
    epoch, request = reload.groups()
    told: list[float] = []

    def listen() -> None:
        if int(_get(f"{url}livereload/{epoch}/{request}", timeout=TIMEOUT) or 0) > int(epoch):
            told.append(time.perf_counter())

    listener = threading.Thread(target=listen)
    listener.start()
    time.sleep(0.2)  # until the listener's request has arrived
    start = time.perf_counter()
    file.write_text(text, encoding="utf-8")
    late = f"the change to {file.name} was not served"
    _wait_until(lambda: marker in (_get(address) or ""), late)
    served = time.perf_counter() - start
    listener.join()
    if not told:
        raise Missing("mkdocs serve told the browser of no reload")
    return served, told[0] - start


def _get(url: str, timeout: float = 5.0) -> str | None:
    try:
        with urllib.request.urlopen(url, timeout=timeout) as response:
            body: bytes = response.read()
    except OSError:
        return None
    return body.decode()


def _wait_until(condition: Callable[[], bool], complaint: str) -> None:
    deadline = time.monotonic() + TIMEOUT
    while not condition():
        if time.monotonic() > deadline:
            raise Missing(f"{complaint} within {TIMEOUT:.0f} s")
        time.sleep(0.02)


# --- Lighthouse ---------------------------------------------------------------------------------


def lighthouse() -> None:
    """Let Lighthouse judge some pages in each language."""
    executable = chromium.find()
    if not LIGHTHOUSE.exists():
        raise Missing("Lighthouse is not installed (`make bench` does it)")
    with built_and_served() as url, TemporaryDirectory() as profile:
        for page, base in itertools.product(LIGHTHOUSE_PAGES, LANGUAGES.values()):
            results = [_judged(f"{url}{base}{page}", executable, profile) for _ in range(RUNS)]
            results.sort(key=lambda result: result["categories"]["performance"]["score"] or 0)
            _report(f"/{base}{page}", results[RUNS // 2])


def _judged(address: str, executable: str, profile: str) -> dict[str, Any]:
    flags = " ".join([*chromium.ARGUMENTS, f"--user-data-dir={profile}"])
    run = subprocess.run(
        [
            str(LIGHTHOUSE),
            address,
            "--quiet",
            "--output=json",
            "--no-enable-error-reporting",
            f"--chrome-flags={flags}",
        ],
        env=environment(CHROME_PATH=executable),
        check=True,
        capture_output=True,
        text=True,
    )
    result: dict[str, Any] = json.loads(run.stdout)
    return result


def _report(address: str, result: dict[str, Any]) -> None:
    categories = result["categories"].values()
    scores = ", ".join(f"{c['title'].lower()} {round((c['score'] or 0) * 100)}" for c in categories)
    metrics = ", ".join(
        f"{label} {result['audits'][audit]['displayValue']}"
        for label, audit in (
            ("FCP", "first-contentful-paint"),
            ("LCP", "largest-contentful-paint"),
            ("TBT", "total-blocking-time"),
            ("CLS", "cumulative-layout-shift"),
        )
    )
    print(f"  {address}: {scores}\n     {metrics}", flush=True)
    for category in categories:
        if category["title"] == "Performance":
            continue
        for reference in category["auditRefs"]:
            audit = result["audits"][reference["id"]]
            if reference["weight"] and audit["score"] is not None and audit["score"] < 1:
                print(f"     - {category['title']}: {audit['title']}")
