"""The stand-in for the instance metadata service, in the second namespace of a lab's stage.

It answers ``PUT /latest/api/token`` as IMDSv2 does: the response, and nothing else, leaves with the
hop limit of the instance as its TTL. It has no credentials to give away.
"""

from __future__ import annotations

import socket
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

ADDRESS = "169.254.169.254"
TOKEN = b"token-of-the-lab"


class Handler(BaseHTTPRequestHandler):
    """Answers one request."""

    hop_limit: Path

    def do_PUT(self) -> None:
        if self.path != "/latest/api/token":
            self.send_error(404)
            return
        if "X-aws-ec2-metadata-token-ttl-seconds" not in self.headers:
            self.send_error(400)
            return
        hops = int(self.hop_limit.read_text(encoding="ascii"))
        self.connection.setsockopt(socket.IPPROTO_IP, socket.IP_TTL, hops)
        self.send_response(200)
        self.end_headers()
        self.wfile.write(TOKEN + b"\n")

    def log_message(self, format: str, *args: object) -> None:
        """Nothing: what it says would stand in the middle of a transcript."""


if __name__ == "__main__":
    Handler.hop_limit = Path(sys.argv[1])
    ThreadingHTTPServer((ADDRESS, 80), Handler).serve_forever()
