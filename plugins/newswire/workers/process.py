"""Processes that parse for another one: ``python -m newswire.workers.process SOCKET`` forks them.

The program gets ready once, and forks a process by each order (``workers.nursery``). A process takes tasks
from its socket and sends what comes of each, then None. It holds nothing that could be lost, and ends with
the process that uses it, however that one ends: the sockets are closed then.
"""

from __future__ import annotations

import gc
import os
import queue
import signal
import socket
import sys
import threading
import traceback
from collections.abc import Iterator
from contextlib import suppress
from multiprocessing.connection import Connection

from newswire.model import Defaults, Document
from newswire.parse import parse_document
from newswire.parse.registry import FormatError
from newswire.usable import verdict
from newswire.workers.nursery import Order
from newswire.workers.tasks import Result, Task, Texts, What, receive
from newswire.workers.work import read

_SAMPLE = b"PARIS, May 7 (Reuter) - The harbour council voted on Tuesday to rebuild the northern pier."


def main(descriptor: int) -> None:
    """Get ready, and fork a process for each order that comes through the socket of this descriptor."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the whole group; the user ends this one
    _get_ready()
    signal.signal(signal.SIGTERM, signal.SIG_IGN)  # from here on the end of the socket counts
    connection = _fork_by_order(socket.socket(fileno=descriptor))
    if connection is not None:
        _serve(connection)


def _fork_by_order(control: socket.socket) -> Connection | None:
    """Return the connection of each forked process there, and None in the program once its user has ended."""
    started: dict[int, int] = {}
    with suppress(EOFError, OSError):
        while True:
            order = Order.receive(control)
            if order.descriptor is None:
                Order(order.number, _ended(started.pop(order.number), order.signal)).send(control)
                continue
            connection = Connection(order.descriptor)
            if not (pid := os.fork()):
                signal.signal(signal.SIGTERM, signal.SIG_DFL)
                control.close()
                return connection
            connection.close()
            started[order.number] = pid
    for pid in started.values():
        _ended(pid, signal.SIGKILL)
    return None


def _ended(pid: int, how: int) -> int:
    """Send a signal to a process that ends, or that may have ended. Return its exit status."""
    os.kill(pid, how)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


def _get_ready() -> None:
    """Make the tables of the parsers. Garbage collections leave them alone, so that they stay shared."""
    with suppress(FormatError):  # each task fails with it
        list(parse_document(Document(_SAMPLE, "sample.txt"), Defaults()))
    gc.collect()
    gc.freeze()


def _serve(connection: Connection) -> None:
    tasks: queue.SimpleQueue[Task] = queue.SimpleQueue()
    threading.Thread(target=_receive, args=(connection, tasks), daemon=True).start()
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


def _results(what: What, defaults: Defaults) -> Iterator[Result]:
    if isinstance(what, Document):
        yield verdict(what, defaults)
    elif isinstance(what, Texts):
        yield _keys(what)
    else:
        yield from read(what, defaults)


def _keys(what: Texts) -> list[bytes]:
    from newswire.translations.texts.keys import keys  # noqa: PLC0415 - small loads ask for none
    from newswire.translations.texts.traits import traits  # noqa: PLC0415 - as above

    return [keys(traits(*text)).tobytes() for text in what.texts]


def _receive(connection: Connection, tasks: queue.SimpleQueue[Task]) -> None:
    """Take tasks off the socket at once, so that its end is noticed in the middle of a task."""
    try:
        while True:
            tasks.put(receive(connection))
    except (EOFError, OSError):
        os._exit(0)


if __name__ == "__main__":
    main(int(sys.argv[1]))
