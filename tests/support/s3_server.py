"""A real S3 server on loopback (moto), whose buckets a test fills."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import botocore.session
import requests
from moto.core.models import botocore_stubber
from moto.server import ThreadedMotoServer
from werkzeug.wrappers import Request, Response

KEY, WORD = "AKIAQUAY", "hunt/er2+%"


@dataclass
class S3Site:
    """A running server: its address, and a client that may write."""

    url: str
    client: Any
    on_request: Callable[[Request], Response | None] = lambda _: None
    """Called with each request; if it returns an answer, the server sends that."""
    on_answer: Callable[[Request, Response], Response] = lambda _, answer: answer
    """Called with each answer; returns the one that is sent."""
    stop: threading.Event = field(default_factory=threading.Event)
    """Set when the server ends. An answer that stops in its middle waits for it."""

    def mend(self) -> None:
        """Let the server do as it should."""
        self.on_request = lambda _: None
        self.on_answer = lambda _, answer: answer
        self.check_keys(on=False)

    def check_keys(self, *, on: bool) -> None:
        """Let the server refuse keys that it has not given, as S3 does, or take any."""
        requests.post(f"{self.url}/moto-api/reset-auth", data=b"0" if on else b"inf", timeout=30)

    def put(self, key: str, content: bytes | None = None, bucket: str = "wires") -> None:
        """Put an object that holds its own key, or these bytes."""
        self.client.put_object(Bucket=bucket, Key=key, Body=key.encode() if content is None else content)

    def connection(self, **more: Any) -> dict[str, Any]:
        """The connection, as the JSON of ``AIRFLOW_CONN_…``."""
        return {"conn_type": "aws", "login": KEY, "password": WORD, **more}


@contextmanager
def serving_s3() -> Iterator[S3Site]:
    """Serve S3 with the empty bucket ``wires`` while the block lasts."""
    logging.getLogger("werkzeug").setLevel(logging.WARNING)
    botocore_stubber.enabled = False
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    url = f"http://{host}:{port}"
    client = botocore.session.Session().create_client(
        "s3",
        "us-east-1",
        endpoint_url=url,
        aws_access_key_id="owner",
        aws_secret_access_key="owner",  # noqa: S106
    )
    client.create_bucket(Bucket="wires")
    site = S3Site(url, client)
    real = server._server.app

    def meddled(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        request = Request(environ)
        answer = site.on_request(request)
        if answer is None:
            answer = site.on_answer(request, Response.from_app(real, environ, buffered=True))
        return answer(environ, start_response)

    server._server.app = meddled
    try:
        yield site
    finally:
        site.mend()
        site.stop.set()
        for one in client.list_objects_v2(Bucket="wires").get("Contents", ()):
            client.delete_object(Bucket="wires", Key=one["Key"])
        client.delete_bucket(Bucket="wires")
        client.close()
        server.stop()
