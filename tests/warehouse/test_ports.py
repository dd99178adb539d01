"""Free ports: the first of a list that no program has."""

from __future__ import annotations

import socket

from newswire.warehouse.ports import first_free


def test_the_first_port_that_no_program_has_is_taken() -> None:
    port = first_free([0])
    assert port
    assert first_free([port, 0]) == port
    with socket.socket() as taker:
        taker.bind(("127.0.0.1", port))
        taker.listen()
        assert first_free([port, 0]) not in {None, port}
        assert first_free([port]) is None
