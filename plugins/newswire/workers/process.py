"""A process that parses for another one: ``python -m newswire.workers.process SOCKET``.

It takes tasks from the socket and sends what comes of each, then None. It holds nothing that could be lost,
and ends with the process that started it, however that one ends: the socket is closed then.
"""

from __future__ import annotations

import gc
import os
import queue
import signal
import sys
import threading
import traceback
from collections.abc import Iterator
from contextlib import suppress
from multiprocessing.connection import Connection

from newswire.model import Defaults, Document
from newswire.parse import parse_document
from newswire.parse.registry import FormatError
from newswire.usable import Verdict, verdict
from newswire.workers.tasks import Task, receive
from newswire.workers.work import Batch, Kept, read

_SAMPLE = b"PARIS, May 7 (Reuter) - The harbour council voted on Tuesday to rebuild the northern pier."


def _serve(connection: Connection) -> None:
    tasks: queue.SimpleQueue[Task] = queue.SimpleQueue()
    threading.Thread(target=_receive, args=(connection, tasks), daemon=True).start()
    with suppress(FormatError):  # each task fails with it
        list(parse_document(Document(_SAMPLE, "sample.txt"), Defaults()))  # makes the tables of the parsers
    gc.collect()
    gc.freeze()
    defaults = Defaults()
    while True:
        what, others = tasks.get()
        defaults = others or defaults
        try:
            for result in _results(what, defaults):
                connection.send(result)
            connection.send(None)
        except OSError:  # nobody waits for it any more
            return
        except Exception as error:  # noqa: BLE001 - it is raised where the result is awaited
            error.add_note(traceback.format_exc())
            connection.send(error)


def _results(what: Document | list[Kept], defaults: Defaults) -> Iterator[Batch | Verdict]:
    if isinstance(what, Document):
        yield verdict(what, defaults)
    else:
        yield from read(what, defaults)


def _receive(connection: Connection, tasks: queue.SimpleQueue[Task]) -> None:
    """Take tasks off the socket at once, so that its end is noticed in the middle of a task."""
    try:
        while True:
            tasks.put(receive(connection))
    except (EOFError, OSError):
        os._exit(0)


if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the whole group; the parent ends this one
    _serve(Connection(int(sys.argv[1])))
