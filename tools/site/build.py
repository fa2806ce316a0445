"""Builds the site as `make build` does, and serves it as GitHub Pages does."""

import gzip
import mimetypes
import os
import shutil
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import urlsplit

from tools import ROOT
from tools.site import finish

CONFIG = ROOT / "mkdocs.yml"
COMPRESSED = {".html", ".css", ".js", ".mjs", ".json", ".svg", ".xml", ".txt", ".wasm"}


class SiteHandler(SimpleHTTPRequestHandler):
    """Serves a site below a path, with gzip, and 404.html for everything unknown."""

    protocol_version = "HTTP/1.1"

    def __init__(self, *args: Any, directory: Path, path: str) -> None:
        self.below = path
        super().__init__(*args, directory=str(directory))

    def translate_path(self, path: str) -> str:
        inside = path.startswith(self.below)
        return super().translate_path(path.removeprefix(self.below) if inside else "/outside/of/it")

    def do_GET(self) -> None:
        file, status = Path(self.translate_path(self.path)), HTTPStatus.OK
        if file.is_dir():
            asked = urlsplit(self.path).path
            if not asked.endswith("/"):
                self._redirect(f"{asked}/")
                return
            file /= "index.html"
        if not file.is_file():
            file, status = Path(self.directory, "404.html"), HTTPStatus.NOT_FOUND
        self._send(file, status)

    def _redirect(self, address: str) -> None:
        self.send_response(HTTPStatus.MOVED_PERMANENTLY)
        self.send_header("Location", address)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _send(self, file: Path, status: HTTPStatus) -> None:
        body = file.read_bytes()
        kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
        self.send_response(status)
        if file.suffix in COMPRESSED:
            body = gzip.compress(body, 6)
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Type", f"{kind}; charset=utf-8" if "text/" in kind else kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "max-age=600")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:
        """Quiet."""


class _Server(ThreadingHTTPServer):
    """A browser that closes with requests open is no error worth a traceback."""

    daemon_threads = True

    def handle_error(self, request: Any, client_address: Any) -> None:
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)


def build(site: Path, url: str, config: Path = CONFIG) -> None:
    """Build the site anew into a directory, for the address it is to be served at.

    Raises ``subprocess.CalledProcessError`` with what MkDocs said, or what a step after it refuses.
    """
    shutil.rmtree(site, ignore_errors=True)
    command = ["build", "--config-file", str(config), "--site-dir", str(site)]
    subprocess.run(
        [sys.executable, "-m", "mkdocs", *command],
        cwd=config.parent,
        env=environment(SITE_URL=url),
        check=True,
        capture_output=True,
        text=True,
    )
    if config == CONFIG:
        finish.finish(site)


def environment(**extra: str) -> dict[str, str]:
    """The environment of a program whose run is to be as a reader's."""
    # Compiled modules are kept, as they are for a reader.
    unwanted = ("BUILD_ONLY_LOCALE", "PYTHONDONTWRITEBYTECODE")
    clean = {key: value for key, value in os.environ.items() if key not in unwanted}
    return clean | {"NO_MKDOCS_2_WARNING": "1"} | extra


@contextmanager
def serve(site: Path, path: str = "/") -> Iterator[str]:
    """Serve a built site on this machine below a path; gives the address of its home page."""
    server = _Server(("127.0.0.1", 0), partial(SiteHandler, directory=site, path=path))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}{path}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@contextmanager
def built_and_served() -> Iterator[str]:
    """The site, built for the address it is served at, which is what this gives."""
    with TemporaryDirectory() as name, serve(Path(name)) as url:
        build(Path(name), url)
        yield url


def free_port() -> int:
    """A port that nothing on this machine listens at."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
