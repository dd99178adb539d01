"""Free ports of this machine, for the servers that the project starts."""

from __future__ import annotations

import socket
from collections.abc import Iterable


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
