"""Free ports of this machine, for the servers that the project starts."""

from __future__ import annotations

import logging
import socket
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

from newswire.errors import DatabaseError

logger = logging.getLogger(__name__)


def first_free(ports: Iterable[int]) -> int | None:
    """Return the first port of 127.0.0.1 that no program has; None if all are taken.

    Args:
        ports: numbers in order; 0 stands for any free port.

    Raises:
        PermissionError: this user may not listen on a port that is asked for.
    """
    for port in ports:
        with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except PermissionError:
                raise
            except OSError:
                continue
            found: int = probe.getsockname()[1]
            return found
    return None


@contextmanager
def reserved(ports: Iterable[int]) -> Iterator[int | None]:
    """Yield the first free port that no other Newswire of this machine has reserved; None if there is none.

    Its server binds it later. So the UDP port of the same number is held until the block ends: the system
    gives it to one process alone, and takes it back however that process ends.

    Raises:
        PermissionError: this user may not listen on a port that is asked for.
    """
    for port in ports:
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sign:
            try:
                sign.bind(("127.0.0.1", port))
            except PermissionError:
                raise
            except OSError:
                continue
            if first_free([port]) is not None:
                yield port
                return
    yield None


def usual_port(home: Path) -> int:
    """Return the port of a home's database server, from 20000 to 29999: the same at every start.

    Systems give outgoing connections higher ports, so that these are seldom taken.
    """
    return 20_000 + int.from_bytes(sha256(str(home).encode()).digest()[:8]) % 10_000


def server_port(home: Path, stated: int | None) -> int:
    """Return a free port for a home's database server: the stated one, otherwise the usual one.

    If another program has the usual one, return any free port and log a warning: saved connections of other
    tools do not hold then.

    Raises:
        DatabaseError: the stated port is taken or forbidden, or no port is free. The message has the remedy.
    """
    try:
        free = first_free((stated,) if stated else (usual_port(home), 0))
    except PermissionError:
        raise DatabaseError(
            f"This user may not listen on port {stated}. Set NEWSWIRE_DATABASE_PORT to one from 1024 on."
        ) from None
    if free is None:
        raise DatabaseError(
            f"Port {stated} is taken by another program. Set NEWSWIRE_DATABASE_PORT to another one."
            if stated
            else "No free port on 127.0.0.1 for the embedded PostgreSQL."
        )
    if not stated and free != usual_port(home):
        logger.warning(
            "Port %s is taken by another program. The embedded PostgreSQL has port %s until it stops; "
            "connections that other tools have saved do not reach it.",
            usual_port(home),
            free,
        )
    return free
