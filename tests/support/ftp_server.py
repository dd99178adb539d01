"""A real FTP server on loopback (pyftpdlib), with or without TLS, which serves a folder."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pyftpdlib.authorizers import DummyAuthorizer
from pyftpdlib.filesystems import AbstractedFS
from pyftpdlib.handlers import FTPHandler, TLS_FTPHandler
from pyftpdlib.ioloop import IOLoop
from pyftpdlib.servers import FTPServer

USER, WORD = "reader", "hunt/er2:%"


def nothing(*_: Any) -> None:
    """Let the server do as it should."""


def unchanged(lines: Iterator[bytes]) -> Iterator[bytes]:
    """Let a listing be as it is."""
    return lines


@dataclass
class FtpSite:
    """A running server: its port, the commands that it received, and the events that a test sets."""

    folder: Path
    port: int = 0
    commands: list[str] = field(default_factory=list)
    on_command: Callable[[str, Any], str | None] = nothing
    """Called with each command and its handler; if it returns a reply, the server sends that alone."""
    on_read: Callable[[str, Any], str | None] = nothing
    """Called before each file is sent; if it returns a reply, perhaps an empty one, no file is sent."""
    on_list: Callable[[Iterator[bytes]], Iterator[bytes]] = unchanged
    """Called with the lines of each listing; returns those that are sent."""

    def mend(self) -> None:
        """Let the server do as it should."""
        self.on_command = self.on_read = nothing
        self.on_list = unchanged

    def uri(self, host: str = "127.0.0.1") -> dict[str, Any]:
        """The connection, as the JSON of ``AIRFLOW_CONN_…``."""
        return {"conn_type": "ftp", "host": host, "port": self.port, "login": USER, "password": WORD}


@contextmanager
def serving_ftp(
    folder: Path,
    *,
    certificate: Path | None = None,
    implicit: bool = False,
    without: tuple[str, ...] = (),
    stated_address: str | None = None,
    charset: str = "utf-8",
) -> Iterator[FtpSite]:
    """Serve a folder while the block lasts.

    Args:
        folder: the folder, for the user and for anonymous.
        certificate: the file with key and certificate, for TLS.
        implicit: whether TLS begins with the first byte.
        without: commands that the server does not know.
        stated_address: the address that it states in answers to PASV.
        charset: the charset of names on the wire.
    """
    site = FtpSite(folder)
    base: type[FTPHandler] = TLS_FTPHandler if certificate else FTPHandler

    class Files(AbstractedFS):
        def format_mlsx(self, *given: Any, **named: Any) -> Iterator[bytes]:
            return site.on_list(super().format_mlsx(*given, **named))

    class Handler(base):  # type: ignore[misc, valid-type]
        abstracted_fs = Files
        use_sendfile = False
        masquerade_address = stated_address
        encoding = charset
        proto_cmds = {name: known for name, known in base.proto_cmds.items() if name not in without}  # noqa: RUF012

        def pre_process_command(self, line: str, cmd: str, arg: str) -> None:
            site.commands.append(line)
            if (reply := site.on_command(line, self)) is not None:
                self.respond(reply)
                return
            super().pre_process_command(line, cmd, arg)

        def ftp_RETR(self, file: str) -> Any:  # noqa: N802 - pyftpdlib's own
            if (reply := site.on_read(file, self)) is not None:
                if reply:
                    self.respond(reply)
                return None
            return super().ftp_RETR(file)

        def handle(self) -> None:
            if implicit:
                self.secure_connection(self.ssl_context)
            else:
                super().handle()

        def handle_ssl_established(self) -> None:
            if implicit and not getattr(self, "greeted", False):
                self.greeted = True
                super().handle()

    Handler.authorizer = DummyAuthorizer()
    Handler.authorizer.add_user(USER, WORD, str(folder))
    Handler.authorizer.add_anonymous(str(folder))
    if certificate:
        Handler.certfile = str(certificate)
        Handler.tls_control_required = Handler.tls_data_required = not implicit
    loop = IOLoop()
    server = FTPServer(("127.0.0.1", 0), Handler, ioloop=loop)
    site.port = server.address[1]
    stop = threading.Event()

    def serve() -> None:
        while not stop.is_set():
            loop.loop(timeout=0.01, blocking=False)
        server.close_all()

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    try:
        yield site
    finally:
        stop.set()
        thread.join()
