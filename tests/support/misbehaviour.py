"""A web server on loopback that misbehaves, byte by byte, and the ways in which it does."""

from __future__ import annotations

import datetime as dt
import gzip
import itertools
import socket
import ssl
import struct
import threading
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.utils import format_datetime
from pathlib import Path

HOST = "127.0.0.1"
NAMES = ("Sluice", "Weir")


def feed(*titles: str, declared: str = "UTF-8") -> str:
    """Return a feed with an entry for each title."""
    items = "".join(
        f"<item><title>{title}</title><guid isPermaLink='false'>{title}</guid>"
        f"<description>{title}: the keeper of the lock noted it in the book of the lock.</description></item>"
        for title in titles
    )
    begin = f"<?xml version='1.0' encoding='{declared}'?><rss version='2.0'><channel><title>Quay</title>"
    return f"{begin}{items}</channel></rss>"


FEED = feed(*NAMES).encode()
PAGE = b"<!doctype html><title>Harbour</title><p>Welcome to the harbour. Please choose a quay.</p>"
LOGIN = (
    b"<!doctype html><title>Log in</title><form method=post><input name=user>"
    b"<input type=password name=password><button>Log in</button></form>"
)


@dataclass
class Exchange:
    """A request that the server received, with the means to answer it."""

    connection: socket.socket
    number: int
    """Its place among the requests of the case, from 1."""
    path: str
    headers: dict[str, str]
    port: int
    stop: threading.Event

    def send(self, *pieces: bytes) -> None:
        """Send bytes."""
        self.connection.sendall(b"".join(pieces))

    def answer(
        self, body: bytes = b"", status: str = "200 OK", *headers: str, length: int | None = None
    ) -> None:
        """Send a whole answer. ``length`` is a Content-Length that lies."""
        size = len(body) if length is None else length
        self.send(head(status, f"Content-Length: {size}", *headers), body)

    def drip(self, pieces: Iterable[bytes]) -> None:
        """Send pieces slowly, until the client leaves."""
        for piece in pieces:
            if self.stop.wait(0.02):
                return
            self.send(piece)

    def reset(self) -> None:
        """End the connection by a reset."""
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


def head(status: str = "200 OK", *headers: str) -> bytes:
    """Return the head of an answer."""
    return "\r\n".join([f"HTTP/1.1 {status}", *headers, "Connection: close", "", ""]).encode("latin-1")


Behaviour = Callable[[Exchange], None]


@dataclass
class Server:
    """A running server, with the requests that it received."""

    port: int
    requests: list[tuple[str, dict[str, str]]] = field(default_factory=list)

    def url(self, user: str = "", scheme: str = "http") -> str:
        """Return the address of its feed."""
        return f"{scheme}://{user}{HOST}:{self.port}/rss"


@contextmanager
def misbehaving(behaviour: Behaviour, certificate: Path | None = None) -> Iterator[Server]:
    """Serve requests by a behaviour while the block lasts, over TLS with a certificate."""
    stop = threading.Event()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER) if certificate else None
    if context and certificate:
        context.load_cert_chain(certificate)
    with socket.create_server((HOST, 0), backlog=64) as listener:
        here = Server(listener.getsockname()[1])

        def serve() -> None:
            while True:
                try:
                    connection, _ = listener.accept()
                except OSError:
                    return
                with connection:
                    try:
                        wrapped = context.wrap_socket(connection, server_side=True) if context else connection
                        _answer(wrapped, here, behaviour, stop)
                    except OSError:
                        pass  # the client has gone, or trusts no certificate of ours

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        try:
            yield here
        finally:
            stop.set()
            listener.shutdown(socket.SHUT_RDWR)
            thread.join()


def _answer(connection: socket.socket, here: Server, behaviour: Behaviour, stop: threading.Event) -> None:
    request = b""
    while b"\r\n\r\n" not in request:
        piece = connection.recv(65536)
        if not piece:
            return
        request += piece
        if request.startswith(b"\x16\x03"):  # a client that begins TLS
            connection.sendall(head("400 Bad Request"))
            return
    first, *lines = request.partition(b"\r\n\r\n")[0].decode("latin-1").split("\r\n")
    headers = {name.lower(): value for name, _, value in (line.partition(": ") for line in lines)}
    path = first.split(" ")[1]
    here.requests.append((path, headers))
    behaviour(Exchange(connection, len(here.requests), path, headers, here.port, stop))


def sends(*pieces: bytes) -> Behaviour:
    """Return the behaviour that sends bytes and hangs up."""
    return lambda exchange: exchange.send(*pieces)


def answers(
    body: bytes = FEED, status: str = "200 OK", *headers: str, length: int | None = None
) -> Behaviour:
    """Return the behaviour that sends a whole answer."""
    return lambda exchange: exchange.answer(body, status, *headers, length=length)


def then(*behaviours: Behaviour) -> Behaviour:
    """Return the behaviour that takes its turns with the requests; the last one stays."""
    return lambda exchange: behaviours[min(exchange.number, len(behaviours)) - 1](exchange)


def at(**paths: Behaviour) -> Behaviour:
    """Return the behaviour of each path; ``rss`` is the feed's."""
    return lambda exchange: paths[exchange.path.strip("/")](exchange)


def redirects(to: str, status: str = "302 Found") -> Behaviour:
    """Return the behaviour that redirects. ``PORT`` in the address is the server's."""
    return lambda exchange: exchange.answer(
        b"", status, f"Location: {to.replace('PORT', str(exchange.port))}"
    )


def conditional(body: bytes, etag: str) -> Behaviour:
    """Return the behaviour that honours an entity tag."""

    def behave(exchange: Exchange) -> None:
        if exchange.headers.get("if-none-match") == etag:
            exchange.send(head("304 Not Modified", f"ETag: {etag}"))
        else:
            exchange.answer(body, "200 OK", f"ETag: {etag}")

    return behave


def dated(**ahead: float) -> str:
    """Return a date of HTTP, that time ahead of now."""
    return format_datetime(dt.datetime.now(dt.UTC) + dt.timedelta(**ahead), usegmt=True)


def resets(*pieces: bytes) -> Behaviour:
    """Return the behaviour that sends bytes and resets the connection."""

    def behave(exchange: Exchange) -> None:
        exchange.send(*pieces)
        exchange.reset()

    return behave


def drips(begin: bytes, piece: bytes) -> Behaviour:
    """Return the behaviour that goes on with a piece at a time."""

    def behave(exchange: Exchange) -> None:
        exchange.send(begin)
        exchange.drip(itertools.repeat(piece, 5_000))

    return behave


def stalls(*pieces: bytes) -> Behaviour:
    """Return the behaviour that sends bytes, then nothing, and keeps the connection."""

    def behave(exchange: Exchange) -> None:
        exchange.send(*pieces)
        exchange.stop.wait(30)

    return behave


def chunked(body: bytes) -> bytes:
    """Return one chunk of a body."""
    return f"{len(body):x}\r\n".encode() + body + b"\r\n"


def raw_deflate(body: bytes) -> bytes:
    """Return a body in deflate without its wrapper."""
    stream = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return stream.compress(body) + stream.flush()


CHUNKED = head("200 OK", "Transfer-Encoding: chunked")
ZIPPED = gzip.compress(FEED)
EMPTY = feed().encode()
