"""Tasks on their way to a process that parses. A large document is sent as it is, not copied."""

from __future__ import annotations

from dataclasses import dataclass, replace
from multiprocessing.connection import Connection
from typing import TYPE_CHECKING

from newswire.model import Defaults, Document
from newswire.usable import Verdict
from newswire.workers.work import Batch, Kept

if TYPE_CHECKING:
    from newswire.translations.texts.traits import Text


@dataclass(frozen=True, slots=True)
class Texts:
    """Texts whose keys are wanted (``translations.texts.keys``)."""

    texts: list[Text]


What = Document | list[Kept] | Texts
"""A document to judge, documents to read, or texts whose keys are to be made."""

Result = Batch | Verdict | list[bytes]
"""An answer to a task: some results of documents, the verdict on one, or the keys of the texts."""

Task = tuple[What, Defaults | None]
"""A task with the defaults of its source, None for those of the task before."""

_LARGE = 256 * 1024
"""Bytes of a document from which on it has a message of its own, behind that of the task."""


def send(connection: Connection, task: Task) -> None:
    """Send a task to a process."""
    what, defaults = task
    documents = _documents(what)
    large = [place for place, one in enumerate(documents) if len(one.content) >= _LARGE]
    if large:
        bare = [replace(one, content=b"") if len(one.content) >= _LARGE else one for one in documents]
        what = _with(what, bare)
    connection.send((what, defaults, large))
    for place in large:
        connection.send_bytes(documents[place].content)


def receive(connection: Connection) -> Task:
    """Return the next task, as ``send`` has sent it.

    Raises:
        EOFError, OSError: the process that sends has ended.
    """
    what, defaults, large = connection.recv()
    documents = _documents(what)
    for place in large:
        documents[place] = replace(documents[place], content=connection.recv_bytes())
    return (_with(what, documents) if large else what), defaults


def _documents(what: What) -> list[Document]:
    if isinstance(what, Texts):
        return []
    return [what] if isinstance(what, Document) else [one for _, one in what]


def _with(what: What, documents: list[Document]) -> What:
    """Return the same task for other documents."""
    if isinstance(what, Texts):
        return what
    if isinstance(what, Document):
        return documents[0]
    return [(fetch_id, one) for (fetch_id, _), one in zip(what, documents, strict=True)]
