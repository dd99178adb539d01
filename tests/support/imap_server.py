"""A real IMAP server on loopback (pymap), with TLS, whose folders a test fills."""

from __future__ import annotations

import asyncio
import datetime as dt
import imaplib
import inspect
import ssl
import threading
from argparse import ArgumentParser
from collections.abc import Callable, Iterator, Sequence
from contextlib import AsyncExitStack, closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from proxyprotocol.reader import ProxyProtocolReader
from pymap.backend.dict import DictBackend
from pymap.context import connection_exit
from pymap.imap import IMAPConnection, IMAPServer, IMAPService
from pymap.imap.state import ConnectionState
from pymap.parsing.response.code import Capability
from pysasl import SASLAuth
from pysasl.creds.external import ExternalVerificationRequired
from pysasl.creds.plain import PlainCredentials
from pysasl.exception import AuthenticationError
from pysasl.hashing import BuiltinHash
from pysasl.mechanism import ChallengeResponse, ServerChallenge
from pysasl.mechanism.oauth import OAuth2Mechanism

USER, WORD = "reader", "hunt/er2:% é"
TOKEN = "ya29.qu4y-t0ken/of+an=hour"  # noqa: S105 - for this server alone


class Tokens(OAuth2Mechanism):
    """XOAUTH2 with the one token. Another one is refused as Google does: by a challenge with the reason."""

    def server_attempt(self, responses: Sequence[ChallengeResponse]) -> tuple[Any, None]:
        shown, _ = super().server_attempt(responses)
        try:
            shown.verify(None)
        except ExternalVerificationRequired as needed:
            if (shown.authzid, needed.token) == (USER, TOKEN):
                return PlainCredentials(USER, WORD), None
        if len(responses) == 1:
            raise ServerChallenge(b'{"status":"401","schemes":"bearer"}')
        raise AuthenticationError


@dataclass
class ImapSite:
    """A running server: its port, and the commands that it received."""

    port: int = 0
    authority: Path | None = None
    implicit: bool = False
    commands: list[bytes] = field(default_factory=list)
    on_command: Callable[[bytes, Any], object] = lambda _line, _connection: None
    """Called with each line of the client; awaited if that is possible."""
    without: tuple[bytes, ...] = ()
    """Capabilities that the server does not name, such as ``b"STARTTLS"``."""

    def mend(self) -> None:
        """Let the server do as it should."""
        self.without = ()
        self.on_command = lambda _line, _connection: None

    def uri(self, host: str = "127.0.0.1", token: str | None = None) -> dict[str, Any]:
        """The connection, as the JSON of ``AIRFLOW_CONN_…``, with the password or a token."""
        secret = {"extra": {"access_token": token}} if token else {"password": WORD}
        return {"conn_type": "imap", "host": host, "port": self.port, "login": USER, **secret}

    @contextmanager
    def owner(self) -> Iterator[imaplib.IMAP4]:
        """Log in as the owner of the mail, who may change it."""
        context = ssl.create_default_context(cafile=self.authority)
        client: imaplib.IMAP4
        if self.implicit:
            client = imaplib.IMAP4_SSL("127.0.0.1", self.port, ssl_context=context)
        else:
            client = imaplib.IMAP4("127.0.0.1", self.port)
            client.starttls(context)
        client.authenticate("PLAIN", lambda _: f"\0{USER}\0{WORD}".encode())
        try:
            yield client
        finally:
            client.logout()
            self.commands.clear()

    def put(self, message: bytes, at: dt.datetime, folder: str = "INBOX") -> None:
        """Append a message that arrived at a time."""
        with self.owner() as client:
            if folder != "INBOX":
                client.create(folder)
            answer, _ = client.append(folder, "", f'"{at:%d-%b-%Y %H:%M:%S +0000}"', message)
            assert answer == "OK"

    def flags(self) -> list[bytes]:
        """Flags of all messages in the INBOX."""
        with self.owner() as client:
            client.select("INBOX", readonly=True)
            return [line for line in client.fetch("1:*", "(FLAGS)")[1] if isinstance(line, bytes)]


class Offering(ConnectionState):
    """A connection whose client may log in by a password or a token, as far as the site allows."""

    def __init__(self, login: Any, config: Any, site: ImapSite) -> None:
        self._site = site
        super().__init__(login, config)

    @property
    def auth(self) -> SASLAuth:
        known = [*SASLAuth.named([b"PLAIN", b"LOGIN"]).server_mechanisms, Tokens()]
        return SASLAuth([one for one in known if b"AUTH=" + one.name not in self._site.without])

    @auth.setter
    def auth(self, _: SASLAuth) -> None:
        """Keep what is offered."""

    @property
    def capability(self) -> Capability:
        return Capability([one for one in super().capability.capabilities if one not in self._site.without])


@contextmanager
def serving_imap(certificate: Path, authority: Path, *, implicit: bool = True) -> Iterator[ImapSite]:
    """Serve mail while the block lasts, with TLS from the first byte or after STARTTLS."""
    site = ImapSite(authority=authority, implicit=implicit)
    parser = ArgumentParser()
    DictBackend.add_subparser("dict", parser.add_subparsers())
    IMAPService.add_arguments(parser)
    parser.set_defaults(passlib_cfg=None, debug=False, skip_services=[])
    args = parser.parse_args(
        [
            "--cert",
            str(certificate),
            "--key",
            str(certificate),
            "dict",
            "--demo-user",
            USER,
            "--demo-password",
            WORD,
        ]
    )

    class Connection(IMAPConnection):
        async def readline(self) -> memoryview:
            line = await super().readline()
            site.commands.append(bytes(line))
            found = site.on_command(bytes(line), self)
            if inspect.isawaitable(found):
                await found
            return line

    class Server(IMAPServer):
        async def __call__(self, reader: Any, writer: Any, sock_info: Any) -> None:
            connection = Connection(self.commands, self._config, reader, writer, sock_info)
            state = Offering(self._login, self._config, site)
            async with AsyncExitStack() as stack:
                connection_exit.set(stack)
                stack.enter_context(closing(connection))
                await connection.run(state)

    started, stop = threading.Event(), asyncio.Event()
    loops: list[asyncio.AbstractEventLoop] = []

    async def serve() -> None:
        backend, config = await DictBackend.init(
            args, hash_context=BuiltinHash(rounds=1), invalid_user_sleep=0
        )
        config.apply_context()
        callback = ProxyProtocolReader(config.proxy_protocol).get_callback(Server(backend.login, config))
        server = await asyncio.start_server(
            callback, "127.0.0.1", 0, ssl=config.ssl_context if implicit else None
        )
        site.port = server.sockets[0].getsockname()[1]
        loops.append(asyncio.get_running_loop())
        started.set()
        async with server:
            await stop.wait()

    thread = threading.Thread(target=lambda: asyncio.run(serve()), daemon=True)
    thread.start()
    assert started.wait(30)
    try:
        yield site
    finally:
        loops[0].call_soon_threadsafe(stop.set)
        thread.join(10)
