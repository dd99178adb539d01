"""Free ports: the first of a list that no program has, and the one of a home's server."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest

from newswire.errors import DatabaseError
from newswire.warehouse.ports import first_free, reserved, server_port, usual_port


def test_the_first_port_that_no_program_has_is_taken() -> None:
    port = first_free([0])
    assert port
    assert first_free([port, 0]) == port
    with socket.socket() as taker:
        taker.bind(("127.0.0.1", port))
        taker.listen()
        assert first_free([port, 0]) not in {None, port}
        assert first_free([port]) is None


def test_two_that_look_for_a_port_at_one_moment_get_two() -> None:
    """Both look before the server of either has bound its port."""
    port = first_free([0])
    other = first_free([0])
    assert port
    assert other
    with reserved([port, other]) as first:
        assert first == port
        with reserved([port, other]) as second, reserved([port]) as third:
            assert (second, third) == (other, None)
        with socket.create_server(("127.0.0.1", first)):  # the server itself is not in its own way
            assert first_free([first]) is None
    with reserved([port]) as again:
        assert again == port


def test_a_port_that_a_program_has_is_not_reserved() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taker, reserved([taker.getsockname()[1]]) as port:
        assert port is None


def test_each_home_has_a_usual_port_below_those_of_outgoing_connections(tmp_path: Path) -> None:
    ports = {usual_port(tmp_path / str(number)) for number in range(50)}
    assert len(ports) > 40
    assert all(20_000 <= port < 30_000 for port in ports)
    assert usual_port(tmp_path) == usual_port(tmp_path)


def test_another_port_is_taken_with_a_warning_if_a_program_has_the_usual_one(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    usual = server_port(tmp_path, None)
    assert usual == usual_port(tmp_path)
    assert not caplog.messages
    with socket.socket() as taker:
        taker.bind(("127.0.0.1", usual))
        taker.listen()
        other = server_port(tmp_path, None)
        assert other != usual
        assert caplog.messages == [
            f"Port {usual} is taken by another program. The embedded PostgreSQL has port {other} until it "
            "stops; connections that other tools have saved do not reach it."
        ]
        with pytest.raises(DatabaseError, match=f"Port {usual} is taken by another program"):
            server_port(tmp_path, usual)
