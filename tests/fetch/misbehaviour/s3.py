"""Servers of buckets that misbehave: moto, with a layer in front of it that changes requests and answers."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import psycopg
import pytest
from werkzeug.wrappers import Request, Response

from newswire.fetch.transport.files import s3
from tests.fetch.misbehaviour import files
from tests.fetch.misbehaviour.files import HOST, LIMIT, NAMES, SLOW, Case, Fault, Scene, good, keyed, story
from tests.support.certificates import certificates
from tests.support.resolving import resolve_to_loopback
from tests.support.s3_server import serving_s3
from tests.support.site import sending

BEGIN = """## S3

Each row is a source of the kind `object` with a bucket of two objects. A fault of an object is one of the
second object."""


@contextmanager
def serve(place: Path, patch: pytest.MonkeyPatch, _: dict[str, Any]) -> Iterator[Scene]:
    """Serve two objects."""
    patch.setattr(s3, "_PAGE", 1000)
    with serving_s3() as site:

        def mend() -> None:
            site.mend()
            for name in NAMES:
                site.put(name, story(name))

        mend()
        yield Scene(
            site, {"kind": "object", "bucket": "wires", "endpoint": site.url}, site.connection(), mend
        )


def is_listing(request: Request) -> bool:
    """Return whether a request asks for a page of the listing."""
    return request.method == "GET" and "list-type" in request.args


def is_second(request: Request) -> bool:
    """Return whether a request reads the second object."""
    return request.method == "GET" and request.path.endswith(NAMES[1])


def answers(asked: Callable[[Request], bool], status: int, code: str, **headers: str) -> Fault:
    """Return the fault of an error in the place of an answer."""
    body = f"<?xml version='1.0'?><Error><Code>{code}</Code><Message>No.</Message></Error>"
    named = {name.replace("_", "-"): value for name, value in headers.items()}

    def fault(scene: Scene) -> None:
        scene.site.on_request = lambda request: (
            Response(body, status, named, "application/xml") if asked(request) else None
        )

    return fault


def changed(asked: Callable[[Request], bool], change: Callable[[Scene, Response], Response]) -> Fault:
    """Return the fault of a changed answer."""

    def fault(scene: Scene) -> None:
        scene.site.on_answer = lambda request, answer: (
            change(scene, answer) if asked(request) and answer.status_code == 200 else answer
        )

    return fault


def before_reading(act: Callable[[Scene], object]) -> Fault:
    """Return the fault of something that happens between the listing and the reading of the second object."""

    def fault(scene: Scene) -> None:
        scene.site.on_request = lambda request: act(scene) and None if is_second(request) else None

    return fault


def cut(scene: Scene, answer: Response) -> Response:
    """Send half of the body, and hang up."""
    body = answer.get_data()
    answer.response = [body[: len(body) // 2]]
    answer.headers["Content-Length"] = str(len(body))
    return answer


def stalled(scene: Scene, answer: Response) -> Response:
    """Send half of the body, then nothing."""
    body = answer.get_data()

    def pieces() -> Iterator[bytes]:
        yield body[: len(body) // 2]
        scene.site.stop.wait(30)

    answer.response = pieces()
    answer.headers["Content-Length"] = str(len(body))
    return answer


def damaged(_: Scene, answer: Response) -> Response:
    """Change a byte of the body, beside its checksum."""
    body = bytearray(answer.get_data())
    body[len(body) // 2] ^= 1
    answer.set_data(bytes(body))
    return answer


def lying(_: Scene, answer: Response) -> Response:
    """List a smaller size of the second object."""
    size = len(story(NAMES[1]))
    answer.set_data(answer.get_data().replace(b"<Size>%d<" % size, b"<Size>%d<" % (size - 5)))
    return answer


def no_xml(_: Scene, answer: Response) -> Response:
    """Send a web page in the place of the listing."""
    answer.set_data(b"<!doctype html><title>Harbour</title><p>Please log in.")
    return answer


def cut_listing(_: Scene, answer: Response) -> Response:
    """Send a listing whose XML ends in its middle, with the length that it then has."""
    answer.set_data(answer.get_data()[:-120])
    return answer


def odd_keys(scene: Scene) -> None:
    """Put objects whose keys lead elsewhere, end as folders do, or are hidden."""
    for key in ("folder/", "/../../etc/.passwd", ".hidden", "a/.git/config", "3-half.json.part"):
        scene.site.put(key, b"")


def large(scene: Scene) -> None:
    """Let the second object be larger than the source takes."""
    scene.site.put(NAMES[1], story(NAMES[1], " The tide was low." * 200))
    scene.keys["max_bytes"] = LIMIT


def silent(scene: Scene) -> None:
    """Lead to a server that accepts the connection and sends nothing."""
    scene.keys |= {
        "endpoint": f"http://{HOST}:{scene.stack.enter_context(files.greeting())}",
        "timeout": SLOW,
    }


def foreign(scene: Scene) -> None:
    """Lead to a server of another protocol."""
    port = scene.stack.enter_context(files.greeting(b"220 quay FTP server ready\r\n"))
    scene.keys |= {"endpoint": f"http://{HOST}:{port}", "timeout": SLOW}


def away(scene: Scene) -> None:
    """Lead to a port where nobody listens."""
    files.away(scene)
    scene.keys["endpoint"] = f"http://{HOST}:{scene.connection.pop('port')}"


def private(scene: Scene) -> None:
    """Name the server by a public name that leads to an inner address."""
    scene.patch.delenv("NEWSWIRE_ALLOW_PRIVATE_ADDRESSES", raising=False)
    resolve_to_loopback(scene.patch)
    scene.keys["endpoint"] = scene.site.url.replace(HOST, "objects.quay.example")


def untrusted(**wrong: Any) -> Fault:
    """Return the fault of a certificate that is trusted only if ``wrong`` has its fault."""

    def fault(scene: Scene) -> None:
        folder = Path(scene.stack.enter_context(TemporaryDirectory()))
        made = certificates(folder, *wrong.get("names", ()))
        if wrong:
            made.trust(scene.patch)
        url = scene.stack.enter_context(sending(b"", certificate=made.server))
        scene.keys["endpoint"] = url.removesuffix("/rss")

    return fault


def in_pages(scene: Scene) -> None:
    """Ask for pages of one object."""
    scene.patch.setattr(s3, "_PAGE", 1)


def second_page(request: Request) -> bool:
    """Return whether a request asks for a further page of the listing."""
    return is_listing(request) and "continuation-token" in request.args


def both(*faults: Fault) -> Fault:
    """Return the fault of several ones."""
    return lambda scene: [fault(scene) for fault in faults]


SECTIONS = {
    "Connections and keys": [
        Case("accepts the connection and sends nothing", silent, "failed"),
        Case("refuses the connection", away, "failed"),
        Case("answers in another protocol", foreign, "failed"),
        Case("has a public name that leads to a private address", private, "refused"),
        Case("has a certificate of an unknown authority", untrusted(), "refused"),
        Case("has a certificate for another name", untrusted(names=["objects.quay.example"]), "refused"),
        Case("does not know the access key", lambda scene: scene.site.check_keys(on=True), "refused"),
        Case("finds the signature wrong", answers(is_listing, 403, "SignatureDoesNotMatch"), "refused"),
    ],
    "Buckets": [
        Case("has no such bucket", keyed(bucket="elsewhere"), "refused"),
        Case("denies the access to the bucket", answers(is_listing, 403, "AccessDenied"), "refused"),
        Case(
            "leads to another region",
            answers(is_listing, 301, "PermanentRedirect", x_amz_bucket_region="eu-quay-1"),
            "refused",
        ),
        Case("asks for fewer requests (503 SlowDown)", answers(is_listing, 503, "SlowDown"), "failed"),
        Case(
            "asks for fewer requests (503 SlowDown); the second fetch does not call it",
            answers(is_listing, 503, "SlowDown"),
            "waiting",
            fetches=2,
        ),
        Case(
            "answers 429 with Retry-After",
            answers(is_listing, 429, "TooManyRequests", Retry_After="600"),
            "failed",
        ),
        Case("answers 500", answers(is_listing, 500, "InternalError"), "failed"),
        Case("answers 503 without a reason", answers(is_listing, 503, "ServiceUnavailable"), "failed"),
    ],
    "Listings": [
        good("lists the objects in several pages", in_pages),
        Case(
            "fails at the second page of the listing",
            both(in_pages, answers(second_page, 500, "InternalError")),
            "failed",
        ),
        Case("sends a web page in the place of the listing", changed(is_listing, no_xml), "failed"),
        Case("cuts the XML of the listing", changed(is_listing, cut_listing), "failed"),
        Case("hangs up in the middle of the listing", changed(is_listing, cut), "failed"),
        good("lists keys that lead elsewhere, are hidden, or end as folders do", odd_keys),
    ],
    "Objects": [
        Case(
            "denies the access to the object", answers(is_second, 403, "AccessDenied"), "documents", 2, 1, 1
        ),
        Case(
            "removes the object after the listing",
            before_reading(lambda scene: scene.site.client.delete_object(Bucket="wires", Key=NAMES[1])),
            "documents",
            1,
            0,
            1,
        ),
        Case(
            "replaces the object after the listing",
            before_reading(lambda scene: scene.site.put(NAMES[1], b"another")),
            "documents",
            1,
            0,
            1,
        ),
        Case("lists another size than the object has", changed(is_listing, lying), "documents", 1, 0, 1),
        Case("hangs up in the middle of the object", changed(is_second, cut), "failed", 1),
        Case(
            "stops in the middle of the object",
            both(changed(is_second, stalled), keyed(timeout=SLOW)),
            "failed",
            1,
        ),
        Case(
            "sends an object that its checksum contradicts", changed(is_second, damaged), "documents", 2, 1, 1
        ),
        Case("asks for fewer requests at the object", answers(is_second, 503, "SlowDown"), "failed", 1),
        Case("has an object that is larger than max_bytes", large, "documents", 2, 1, 1),
    ],
}


def chapter(warehouse: psycopg.Connection, folder: Path, patch: pytest.MonkeyPatch, wrong: list[str]) -> str:
    """Return the chapter of the page. A case with another outcome than expected adds a line to ``wrong``."""
    return files.chapter(BEGIN, SECTIONS, serve, warehouse, folder, patch, wrong)
