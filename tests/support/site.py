"""Web servers on loopback whose replies a test sets, by path or byte by byte."""

from __future__ import annotations

import socket
import ssl
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path


@dataclass
class Reply:
    """The server's response to one request."""

    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    hang_up: bool = False


@dataclass
class Site:
    """A running server: its URL, its replies by path, and the requests that it received."""

    url: str
    replies: dict[str, Reply | Callable[[dict[str, str]], Reply]] = field(default_factory=dict)
    requests: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    bodies: list[bytes] = field(default_factory=list)
    """Of the requests that had one (POST)."""

    def reply(self, path: str, body: bytes = b"", status: int = 200, **headers: str) -> None:
        """Set the reply for a path; ``_`` in a header's name stands for ``-``."""
        self.replies[path] = Reply(
            body, status, {name.replace("_", "-"): value for name, value in headers.items()}
        )

    def hang_up(self, path: str) -> None:
        """Close the connection on a path without an answer."""
        self.replies[path] = Reply(hang_up=True)

    def headers_of(self, path: str) -> dict[str, str]:
        """Headers of the last request for a path."""
        return [headers for asked, headers in self.requests if asked == path][-1]


@contextmanager
def serving() -> Iterator[Site]:
    """Serve replies while the block lasts."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            headers = {name.lower(): value for name, value in self.headers.items()}
            here.requests.append((self.path, headers))
            reply = here.replies.get(self.path.partition("?")[0], Reply(status=404))
            reply = reply(headers) if callable(reply) else reply
            if reply.hang_up:
                self.close_connection = True
                return
            self.send_response(reply.status)
            for name, value in {"Content-Length": str(len(reply.body)), **reply.headers}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(reply.body)

        def do_POST(self) -> None:
            here.bodies.append(self.rfile.read(int(self.headers.get("Content-Length", 0))))
            self.do_GET()

        def log_message(self, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    here = Site(f"http://127.0.0.1:{server.server_port}")
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield here
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@contextmanager
def sending(
    *pieces: bytes, then: Iterable[bytes] = (), pause: float = 0.0, certificate: Path | None = None
) -> Iterator[str]:
    """Serve one connection: read a request, send the pieces, then ``then`` piece by piece with a pause.

    With a certificate and its key in one file, the connection has TLS.

    Yields:
        the URL. The connection ends with the pieces, or when the client leaves.
    """
    stop = threading.Event()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER) if certificate else None
    if context and certificate:
        context.load_cert_chain(certificate)

    def answer() -> None:
        try:
            connection, _ = listener.accept()
            if context:
                connection = context.wrap_socket(connection, server_side=True)
        except OSError:
            return  # nobody came
        with connection:
            connection.recv(65536)
            try:
                connection.sendall(b"".join(pieces))
                for piece in then:
                    if stop.wait(pause):
                        return
                    connection.sendall(piece)
            except OSError:
                pass  # the client has gone

    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = threading.Thread(target=answer, daemon=True)
        thread.start()
        try:
            yield f"http{'s' if context else ''}://127.0.0.1:{listener.getsockname()[1]}/rss"
        finally:
            stop.set()
            listener.shutdown(socket.SHUT_RDWR)
            thread.join()
