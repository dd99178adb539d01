"""Tasks on their way to a process that parses. A large document is sent as it is, not copied."""

from __future__ import annotations

from dataclasses import replace
from multiprocessing.connection import Connection

from newswire.model import Defaults, Document
from newswire.workers.work import Kept

Task = tuple[Document | list[Kept], Defaults | None]
"""A document to judge, or documents to read; and the defaults of their source, None for those of the task
before."""

_LARGE = 256 * 1024
"""Bytes of a document from which on it has a message of its own, behind that of the task."""


def send(connection: Connection, task: Task) -> None:
    """Send a task to a process."""
    what, defaults = task
    documents = [what] if isinstance(what, Document) else [one for _, one in what]
    large = [place for place, one in enumerate(documents) if len(one.content) >= _LARGE]
    if large:
        bare = [replace(one, content=b"") if len(one.content) >= _LARGE else one for one in documents]
        what = bare[0] if isinstance(what, Document) else _with(what, bare)
    connection.send((what, defaults, large))
    for place in large:
        connection.send_bytes(documents[place].content)


def receive(connection: Connection) -> Task:
    """Return the next task, as ``send`` has sent it.

    Raises:
        EOFError, OSError: the process that sends has ended.
    """
    what, defaults, large = connection.recv()
    documents = [what] if isinstance(what, Document) else [one for _, one in what]
    for place in large:
        documents[place] = replace(documents[place], content=connection.recv_bytes())
    return (documents[0] if isinstance(what, Document) else _with(what, documents)), defaults


def _with(kept: list[Kept], documents: list[Document]) -> list[Kept]:
    return [(fetch_id, one) for (fetch_id, _), one in zip(kept, documents, strict=True)]
