"""A real S3 server on loopback (moto), whose buckets a test fills."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import botocore.session
from moto.core.models import botocore_stubber
from moto.server import ThreadedMotoServer

KEY, WORD = "AKIAQUAY", "hunt/er2+%"


@dataclass
class S3Site:
    """A running server: its address, and a client that may write."""

    url: str
    client: Any

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
    try:
        yield S3Site(url, client)
    finally:
        for one in client.list_objects_v2(Bucket="wires").get("Contents", ()):
            client.delete_object(Bucket="wires", Key=one["Key"])
        client.delete_bucket(Bucket="wires")
        client.close()
        server.stop()
