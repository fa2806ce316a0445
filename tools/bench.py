"""Measures what site and command promise: `python -m tools.bench [SECTION ...]` (make bench).

Every section stands alone; one that lacks a program says so and the others go on.
"""

from __future__ import annotations

import argparse
import gzip
import http.server
import itertools
import json
import mimetypes
import os
import re
import shutil
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from urllib.parse import urlsplit

from ecsnet.files import RELEVANT
from tools import chromium

ROOT = Path(__file__).resolve().parent.parent
RUNS = 3
TIMEOUT = 30.0
LANGUAGES = {"ja": "/", "en": "/en/"}
MODE_PAGE = "modes/awsvpc/"
LIGHTHOUSE_PAGES = ("", MODE_PAGE, "compare/")
LIGHTHOUSE = ROOT / "node_modules/.bin/lighthouse"
COMPRESSED = {".html", ".css", ".js", ".mjs", ".json", ".svg", ".xml", ".txt", ".wasm"}

TREE = 1000
STARTS = 5
CHECKOV = "checkov==3.3.30"
# Inside the environment that `make` lays, which takes it along when it is laid anew.
CHECKOV_HOME = ROOT / ".venv/checkov"
# All of checkov's checks on aws_ecs_service, aws_ecs_task_definition and aws_ecs_cluster.
CHECKOV_CHECKS = (
    "CKV_AWS_65,CKV_AWS_97,CKV_AWS_223,CKV_AWS_224,CKV_AWS_249,"
    "CKV_AWS_332,CKV_AWS_333,CKV_AWS_334,CKV_AWS_335,CKV_AWS_336"
)
PARSE = """
import pathlib, sys
import hcl2
for path in sorted(pathlib.Path(sys.argv[1]).rglob("*.tf")):
    with open(path, encoding="utf-8") as file:
        hcl2.load(file)
"""

# The same Markdown with the stock theme: the extensions its syntax needs, and nothing of ours.
PLAIN_CONFIG = {
    "site_name": "Plain",
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


class Missing(Exception):
    """A program that a section needs is not there."""


def main() -> int:
    """Run the sections named on the command line, or all of them."""
    parser = argparse.ArgumentParser(prog="python -m tools.bench", description=__doc__)
    parser.add_argument("section", nargs="*", help=f"of: {' '.join(SECTIONS)} (default: all)")
    names = parser.parse_args().section
    if unknown := [name for name in names if name not in SECTIONS]:
        parser.error(f"no such section: {' '.join(unknown)}")
    failed = False
    for name in names or SECTIONS:
        title, run = SECTIONS[name]
        print(f"\n{name}: {title}", flush=True)
        try:
            run()
        except Missing as missing:
            print(f"  not measured: {missing}")
        except subprocess.CalledProcessError as error:
            failed = True
            print(f"  failed: {' '.join(error.cmd)}\n{error.stdout or ''}{error.stderr or ''}")
    return int(failed)


# Build


def build() -> None:
    with TemporaryDirectory() as name:
        directory = Path(name)
        plain = directory / "mkdocs.yml"
        config = PLAIN_CONFIG | {"docs_dir": str(ROOT / "docs")}
        plain.write_text(json.dumps(config), encoding="utf-8")  # JSON is YAML
        seconds: dict[str, list[float]] = {"ours": [], "plain": []}
        for _ in range(RUNS):
            for label, path in (("ours", ROOT / "mkdocs.yml"), ("plain", plain)):
                start = time.perf_counter()
                mkdocs_build(path, directory / "site")
                seconds[label].append(time.perf_counter() - start)
        ours, stock = median(seconds["ours"]), median(seconds["plain"])
        print(f"  our configuration    {ours:6.2f} s")
        print(f"  plain Material       {stock:6.2f} s  (same pages and includes)")
        print(f"  ratio                {ours / stock:6.2f}")


def mkdocs_build(config: Path, site: Path, url: str | None = None) -> None:
    shutil.rmtree(site, ignore_errors=True)
    command = ["build", "--quiet", "--config-file", str(config), "--site-dir", str(site)]
    subprocess.run(
        [sys.executable, "-m", "mkdocs", *command],
        cwd=config.parent,
        env=environment(**({"SITE_URL": url} if url else {})),
        check=True,
        capture_output=True,
        text=True,
    )


def environment(**extra: str) -> dict[str, str]:
    # compiled modules are kept, as they are for a reader
    unwanted = ("BUILD_ONLY_LOCALE", "PYTHONDONTWRITEBYTECODE")
    clean = {key: value for key, value in os.environ.items() if key not in unwanted}
    return clean | {"NO_MKDOCS_2_WARNING": "1"} | extra


# Serve


def serve() -> None:
    with TemporaryDirectory() as name:
        copy = Path(name)
        for path in ("mkdocs.yml", "docs", "theme", "snippets", "generated"):
            source = ROOT / path
            if source.is_dir():
                shutil.copytree(source, copy / path)
            elif source.exists():
                shutil.copy(source, copy / path)
        page = copy / f"docs/ja/{MODE_PAGE.rstrip('/')}.md"
        snippet = copy / "snippets/modes/awsvpc.tf"
        with mkdocs_serve(copy) as url:
            for label, file, edit in (
                ("a page", page, append_paragraph),
                ("a snippet", snippet, comment_first_section),
            ):
                served, reloaded = [], []
                for run in range(RUNS):
                    marker = f"bench{run}{file.suffix[1:]}"
                    one, other = save_and_wait(url, file, edit(file.read_text("utf-8"), marker))
                    served.append(one)
                    reloaded.append(other)
                print(
                    f"  {label} saved: browser told to reload after {median(reloaded):.2f} s,"
                    f" change served after {median(served):.2f} s (at most {max(served):.2f} s)"
                )


def append_paragraph(text: str, marker: str) -> tuple[str, str]:
    return f"{text}\n{marker}\n", marker


def comment_first_section(text: str, marker: str) -> tuple[str, str]:
    changed, count = re.subn(r"(\[start:.*\n)", rf"\g<1># {marker}\n", text, count=1)
    if not count:
        raise Missing("snippets/modes/awsvpc.tf has no section")
    return changed, marker


@contextmanager
def mkdocs_serve(directory: Path) -> Iterator[str]:
    port = free_port()
    url = f"http://127.0.0.1:{port}/"
    process = subprocess.Popen(
        [
            sys.executable,
            str(ROOT / "tools" / "serve.py"),
            "--quiet",
            "--dev-addr",
            f"127.0.0.1:{port}",
        ],
        cwd=directory,
        env=environment(),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        wait_until(lambda: get(url + MODE_PAGE) is not None, "mkdocs serve did not start")
        yield url
    finally:
        process.terminate()
        process.wait()


def save_and_wait(url: str, file: Path, change: tuple[str, str]) -> tuple[float, float]:
    """Seconds from the saving until the page is served with it, and until a browser is told."""
    text, marker = change
    address = url + MODE_PAGE
    epoch, request = re.search(r"livereload\((\d+), (\d+)\)", get(address) or "").groups()
    told: list[float] = []

    def listen() -> None:
        if int(get(f"{url}livereload/{epoch}/{request}", timeout=TIMEOUT) or 0) > int(epoch):
            told.append(time.perf_counter())

    listener = threading.Thread(target=listen)
    listener.start()
    time.sleep(0.2)  # until the listener's request has arrived
    start = time.perf_counter()
    file.write_text(text, encoding="utf-8")
    wait_until(lambda: marker in (get(address) or ""), f"the change to {file.name} was not served")
    served = time.perf_counter() - start
    listener.join()
    if not told:
        raise Missing("mkdocs serve told the browser of no reload")
    return served, told[0] - start


def get(url: str, timeout: float = 5.0) -> str | None:
    try:
        with urllib.request.urlopen(url, timeout=timeout) as response:
            return response.read().decode()
    except OSError:
        return None


def wait_until(condition: Callable[[], bool], complaint: str) -> None:
    deadline = time.monotonic() + TIMEOUT
    while not condition():
        if time.monotonic() > deadline:
            raise Missing(f"{complaint} within {TIMEOUT:.0f} s")
        time.sleep(0.02)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


# A static server that compresses, as GitHub Pages does


class CompressingHandler(http.server.SimpleHTTPRequestHandler):
    """Serves a directory with gzip; `python -m http.server` cannot."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        path = Path(self.translate_path(self.path))
        status = 200
        if path.is_dir():
            path /= "index.html"
        if not path.is_file():
            path, status = Path(self.directory) / "404.html", 404
        body = path.read_bytes()
        self.send_response(status)
        if path.suffix in COMPRESSED:
            body = gzip.compress(body, 6)
            self.send_header("Content-Encoding", "gzip")
        kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
        self.send_header("Content-Type", f"{kind}; charset=utf-8" if "text/" in kind else kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "max-age=600")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Quiet."""


class QuietServer(http.server.ThreadingHTTPServer):
    """A browser that closes with requests open is no error worth a traceback."""

    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)


@contextmanager
def static_site() -> Iterator[str]:
    """The site, built for the address it is served at."""
    with TemporaryDirectory() as name:
        server = QuietServer(
            ("127.0.0.1", 0), lambda *args: CompressingHandler(*args, directory=name)
        )
        url = f"http://127.0.0.1:{server.server_port}"
        mkdocs_build(ROOT / "mkdocs.yml", Path(name), f"{url}/")
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield url
        finally:
            server.shutdown()
            server.server_close()


# Weight


def weight() -> None:
    executable = need_chromium()
    from playwright.sync_api import sync_playwright

    with static_site() as url, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=executable, args=list(chromium.ARGUMENTS)
        )
        for language, base in LANGUAGES.items():
            page = browser.new_context().new_page()
            session = page.context.new_cdp_session(page)
            session.send("Network.enable")
            seen: dict[str, tuple[str, str]] = {}
            wire: Counter[str] = Counter()
            session.on(
                "Network.responseReceived",
                lambda event, seen=seen: seen.update(
                    {event["requestId"]: (event["response"]["url"], event["type"])}
                ),
            )
            session.on(
                "Network.loadingFinished",
                lambda event, wire=wire: wire.update(
                    {event["requestId"]: int(event["encodedDataLength"])}
                ),
            )
            bodies: Counter[str] = Counter()
            requests: list[str] = []
            page.on("request", lambda request, requests=requests: requests.append(request.url))
            page.on(
                "requestfinished",
                lambda request, bodies=bodies: bodies.update(
                    {request.resource_type: request.sizes()["responseBodySize"]}
                ),
            )
            page.goto(f"{url}{base}{MODE_PAGE}", wait_until="networkidle")
            total = sum(bodies.values())
            parts = ", ".join(f"{kind} {kib(size)}" for kind, size in bodies.most_common())
            print(f"  {language} {base}{MODE_PAGE}: {kib(total)} in {len(requests)} requests")
            print(f"     bodies as sent: {parts}")
            print(f"     with response headers: {kib(sum(wire.values()))}")
            others = {urlsplit(u).netloc for u in requests} - {urlsplit(url).netloc, ""}
            print(f"     other origins: {', '.join(sorted(others)) or 'none'}")
            for address, kind in sorted(set(seen.values())):
                if not address.startswith("data:"):
                    print(f"     - {kind} {address.removeprefix(url)}")
            page.context.close()
        browser.close()


def kib(size: int) -> str:
    return f"{size / 1024:.1f} KiB"


def need_chromium() -> str:
    executable = chromium.find()
    if executable is None:
        raise Missing(f"there is no Chromium ({', '.join(chromium.NAMES)}; or set CHROMIUM)")
    return executable


# Lighthouse


def lighthouse() -> None:
    executable = need_chromium()
    if not LIGHTHOUSE.exists():
        raise Missing("Lighthouse is not installed (`make bench` does it where there is Node.js)")
    with static_site() as url, TemporaryDirectory() as profile:
        for page, base in itertools.product(LIGHTHOUSE_PAGES, LANGUAGES.values()):
            flags = " ".join([*chromium.ARGUMENTS, f"--user-data-dir={profile}"])
            command = [
                str(LIGHTHOUSE),
                f"{url}{base}{page}",
                "--quiet",
                "--output=json",
                "--no-enable-error-reporting",
                f"--chrome-flags={flags}",
            ]
            results = []
            for _ in range(RUNS):
                run = subprocess.run(
                    command,
                    env=environment(CHROME_PATH=executable),
                    check=True,
                    capture_output=True,
                    text=True,
                )
                results.append(json.loads(run.stdout))
            results.sort(key=lambda result: result["categories"]["performance"]["score"] or 0)
            report(f"{base}{page}", results[RUNS // 2])


def report(address: str, result: dict) -> None:
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


# Check


def check() -> None:
    with TemporaryDirectory() as name:
        relevant, irrelevant = Path(name, "relevant"), Path(name, "irrelevant")
        size = plant(relevant, lambda data: data)
        plant(irrelevant, lambda data: RELEVANT.sub(b"other_", data))
        ecsnet = [str(Path(sys.executable).with_name("ecsnet")), "check"]
        parse = [sys.executable, "-c", PARSE]
        snippet = ROOT / "snippets/rules/ENM003/bad.tf"
        starts = sorted(elapsed([*ecsnet, str(snippet)]) for _ in range(STARTS))
        print(f"  start to result, 1 snippet     {median(starts):6.2f} s  ({spread(starts)})")
        for label, directory in (("as they are", relevant), ("without ECS", irrelevant)):
            runs: dict[str, list[float]] = {"ecsnet": [], "parse": []}
            for _ in range(RUNS):
                runs["ecsnet"].append(elapsed([*ecsnet, str(directory)]))
                runs["parse"].append(elapsed([*parse, str(directory)]))
            ours, theirs = median(runs["ecsnet"]), median(runs["parse"])
            print(f"  {TREE} snippets {label} ({kib(size)}), {os.cpu_count()} processors:")
            print(f"    ecsnet check                 {ours:6.2f} s  ({spread(runs['ecsnet'])})")
            print(f"    python-hcl2, one process     {theirs:6.2f} s  ({spread(runs['parse'])})")
            print(f"    ratio                        {ours / theirs:6.2f}", flush=True)
            if directory is relevant:
                checked = ours
        # Without a key of Prisma Cloud these flags keep it from asking the network for anything.
        flags = ["--framework", "terraform", "--skip-download", "--quiet", "--compact"]
        flags += ["--soft-fail", "--check", CHECKOV_CHECKS]
        seconds = elapsed([checkov(), "--directory", str(relevant), *flags])
        count = CHECKOV_CHECKS.count(",") + 1
        print(f"    {CHECKOV.replace('==', ' ')}, {count} ECS checks{seconds:6.2f} s  (1 run)")
        print(f"    ecsnet check / checkov       {checked / seconds:6.3f}")


def plant(directory: Path, change: Callable[[bytes], bytes]) -> int:
    """Write snippets over and over, each as a module of its own; the bytes of them all."""
    snippets = sorted((ROOT / "snippets").rglob("*.tf"))
    size = 0
    for number, snippet in zip(range(TREE), itertools.cycle(snippets), strict=False):
        path = directory / f"{number // 100:02}" / f"{number % 100:02}" / "main.tf"
        path.parent.mkdir(parents=True)
        size += path.write_bytes(change(snippet.read_bytes()))
    return size


def elapsed(command: list[str]) -> float:
    """Seconds of a whole process; a linter that finds something ends with 1."""
    start = time.perf_counter()
    run = subprocess.run(command, capture_output=True, text=True, env=environment(LC_ALL="C.UTF-8"))
    seconds = time.perf_counter() - start
    if run.returncode not in (0, 1) or "Traceback" in run.stderr:
        raise subprocess.CalledProcessError(run.returncode, command[:2], run.stdout, run.stderr)
    return seconds


def spread(seconds: list[float]) -> str:
    return f"{min(seconds):.2f} to {max(seconds):.2f}"


def checkov() -> str:
    """The program, in an environment of its own: it pins other versions than this project."""
    program = CHECKOV_HOME / "bin/checkov"
    installed = CHECKOV_HOME / "installed"
    if not (program.exists() and installed.exists() and installed.read_text() == CHECKOV):
        python = CHECKOV_HOME / "bin/python"
        try:
            for command in (
                [sys.executable, "-m", "venv", "--clear", str(CHECKOV_HOME)],
                [str(python), "-m", "pip", "install", "--quiet", CHECKOV],
            ):
                subprocess.run(command, check=True, capture_output=True, text=True)
        except subprocess.CalledProcessError as error:
            last = (error.stderr or error.stdout).strip().splitlines()[-1:]
            raise Missing(f"{CHECKOV} cannot be installed: {''.join(last)}") from error
        installed.write_text(CHECKOV)
    return str(program)


# Tests


def tests() -> None:
    for label, chosen in (
        ("without the browser", "not browser"),
        ("of these without packaging", "not browser and not packaging"),
    ):
        start = time.perf_counter()
        run = subprocess.run(
            [sys.executable, "-m", "pytest", "-q", "-m", chosen],
            cwd=ROOT,
            env=environment(),
            capture_output=True,
            text=True,
        )
        seconds = time.perf_counter() - start
        print(f"  pytest, {label}: {seconds:.1f} s ({run.stdout.splitlines()[-1]})", flush=True)


SECTIONS: dict[str, tuple[str, Callable[[], None]]] = {
    "build": (f"mkdocs build from clean, median of {RUNS} interleaved runs", build),
    "serve": (f"from saving to mkdocs serve, median of {RUNS}", serve),
    "weight": ("first visit of a mode page, everything transferred, gzip", weight),
    "lighthouse": (f"Lighthouse, mobile, the median of {RUNS} runs by performance", lighthouse),
    "check": (f"ecsnet check, medians of {RUNS} interleaved runs", check),
    "tests": ("time of the tests", tests),
}

if __name__ == "__main__":
    sys.exit(main())
