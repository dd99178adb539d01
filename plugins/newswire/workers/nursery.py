"""The program that forks the processes that parse, as its user sees it.

It gets ready to parse once, and its processes share what it has made: each by itself would need most of a
second for its imports and tables. It is no copy of this process, which has threads and connections that a
copy must not use.
"""

from __future__ import annotations

import os
import struct
import subprocess
import sys
import threading
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from signal import SIGKILL
from socket import recv_fds, send_fds, socket, socketpair

_MESSAGE = struct.Struct("!ii")

_ENVIRONMENT = {"OPENBLAS_NUM_THREADS": "1"}
"""NumPy's library starts no threads then: a program with threads must not fork."""


@dataclass(frozen=True, slots=True)
class Order:
    """An order to the program: to fork process ``number`` for a socket, or to end it.

    Without the ``descriptor`` of a socket, the process gets ``signal`` (0: none), and the answer is an order
    with its exit status in place of the signal.
    """

    number: int
    signal: int = 0
    descriptor: int | None = None

    def send(self, control: socket) -> None:
        """Send the order.

        Raises:
            OSError: the other side has ended.
        """
        send_fds(
            control,
            [_MESSAGE.pack(self.number, self.signal)],
            [] if self.descriptor is None else [self.descriptor],
        )

    @classmethod
    def receive(cls, control: socket) -> Order:
        """Return the next order.

        Raises:
            EOFError, OSError: the other side has ended.
        """
        message, descriptors, _, _ = recv_fds(control, _MESSAGE.size, 1)
        if len(message) < _MESSAGE.size:
            raise EOFError
        return cls(*_MESSAGE.unpack(message), *descriptors)


class Nursery:
    """The program. It ends with ``close`` and with this process, and its processes with it."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._started = 0
        self._control, theirs = socketpair()
        with theirs:
            self._program = subprocess.Popen(
                [sys.executable, "-m", "newswire.workers.process", str(theirs.fileno())],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                env=os.environ | _ENVIRONMENT | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
                pass_fds=[theirs.fileno()],
            )

    def start(self) -> Forked:
        """Start a process, without waiting for it.

        Raises:
            OSError: the program has ended.
        """
        ours, theirs = Pipe()
        with self._lock, theirs:
            number = self._started
            self._started += 1
            Order(number, descriptor=theirs.fileno()).send(self._control)
        return Forked(self, number, ours)

    def status(self, number: int, signal: int) -> int | None:
        """Return the exit status of a process that ends, by a signal if one is given; None if it is lost."""
        with self._lock, suppress(OSError, EOFError):
            Order(number, signal).send(self._control)
            return Order.receive(self._control).signal
        return None

    def close(self) -> None:
        """End the program and its processes: they hold nothing that could be lost."""
        self._control.close()
        self._program.terminate()  # unless it is ready: then it ends its processes
        self._program.wait()


@dataclass(frozen=True, slots=True)
class Forked:
    """A process that parses, and the connection to it."""

    nursery: Nursery
    number: int
    connection: Connection

    def end(self, *, hangs: bool) -> int | None:
        """Return the exit status of a process that ends or, if it hangs, is killed; None if it is lost."""
        if not hangs:
            self.connection.close()  # by this it ends
        with self.connection:
            return self.nursery.status(self.number, SIGKILL if hangs else 0)
