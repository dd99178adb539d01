"""Twenty sources that fail, each in another way: by their files, and by a server on loopback."""

from __future__ import annotations

import http.server
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

_PAGE = b"<!doctype html><title>Harbour</title><p>Welcome to the harbour. Please choose a quay.</p>"

_STATUSES = (400, 401, 403, 404, 405, 410, 451, 500, 502, 504)

_BODIES: Mapping[str, tuple[str, bytes]] = {
    "page": ("text/html", _PAGE),
    "picture": ("application/rss+xml", b"\x89PNG\r\n\x1a\n" + bytes(200)),
    "broken": ("application/rss+xml", b"<rss version='2.0'><channel><title>Quay</title><item></channel>"),
}
"""Answers that are no feed, with their types."""

_FILES: Mapping[str, str] = {
    "toml": 'kind = "feed',
    "kind": 'kind = "telegraph"\nurl = "https://quay.example/"',
    "key": 'kind = "feed"\nurl = "https://quay.example/"\naddress = "https://quay.example/"',
    "folder": 'kind = "folder"\npath = "there-is-none"',
    "name": 'kind = "feed"\nurl = "https://quay.invalid/feed"',
}
"""Files that are wrong, or name a place that does not exist (RFC 2606 keeps ``.invalid`` from existing)."""

NAMES = (
    *(f"fails-{status}" for status in _STATUSES),
    *(f"fails-{name}" for name in (*_BODIES, *_FILES)),
    "fails-silent",
    "fails-refused",
)
"""The names of the sources."""


@contextmanager
def failing(folder: Path) -> Iterator[None]:
    """Write the sources' files, and serve the answers of those that are asked."""
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), _Answer) as server:
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, daemon=True).start()
        for name in NAMES:
            (folder / f"{name}.toml").write_text(f'name = "{name}"\n{_file(name, server.server_port)}\n')
        yield
        server.shutdown()


def _file(name: str, port: int) -> str:
    way = name.removeprefix("fails-")
    if way in _FILES:
        return _FILES[way]
    port = 1 if way == "refused" else port
    return f'kind = "feed"\nurl = "http://127.0.0.1:{port}/{way}"\ntimeout = 2'


class _Answer(http.server.BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        way = self.path.strip("/")
        if way == "silent":
            threading.Event().wait(10)
            return
        status = int(way) if way.isdigit() else 200
        kind, body = _BODIES.get(way, ("text/plain", b""))
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Log nothing."""
