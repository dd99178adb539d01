"""The manners of a fetch, with the memory of a process: turns at a host."""

from __future__ import annotations

import datetime as dt

import pytest

from newswire.fetch import HostWaits
from newswire.fetch.transport.neighbour import (
    PATIENCE,
    LocalHosts,
    Neighbour,
    RobotsFile,
    behaving,
    neighbour,
    turn,
)

HOST = "quay.example"


@pytest.fixture
def naps(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The waits, which take no time."""
    taken: list[float] = []
    monkeypatch.setattr("newswire.fetch.transport.neighbour.time.sleep", taken.append)
    return taken


def test_turns_at_a_host_begin_a_pause_apart(naps: list[float]) -> None:
    with behaving(Neighbour(LocalHosts(), pause=30)):
        for _ in range(3):
            with turn(HOST, "quay"):
                pass
        with turn("weir.example", "weir"):
            pass
    assert [round(nap) for nap in naps] == [30, 60]


def test_no_more_turns_go_on_at_once_than_allowed() -> None:
    hosts = LocalHosts()
    first = hosts.claim(HOST, 0, 2, 60)
    assert hosts.claim(HOST, 0, 2, 60).key
    waiting = hosts.claim(HOST, 0, 2, 60)
    assert (waiting.key, waiting.wait > 0) == (None, True)
    assert first.key
    hosts.release(HOST, first.key)
    assert hosts.claim(HOST, 0, 2, 60).key


def test_a_host_that_asked_not_to_be_called_is_not_called(naps: list[float]) -> None:
    hosts = LocalHosts()
    until = dt.datetime.now(dt.UTC) + dt.timedelta(hours=2)
    hosts.close(HOST, until)
    hosts.close(HOST, until - dt.timedelta(hours=1))
    with (
        behaving(Neighbour(hosts)),
        pytest.raises(
            HostWaits, match=f"{HOST} asked not to be called before {until:%Y-%m-%d %H:%M:%S} UTC"
        ) as caught,
        turn(HOST, "quay"),
    ):
        pytest.fail("it was called")
    assert (caught.value.host, caught.value.retry_at) == (HOST, until)
    assert naps == []


def test_a_turn_that_is_far_away_is_not_waited_for(naps: list[float]) -> None:
    with behaving(Neighbour(LocalHosts(), pause=PATIENCE + 60)):
        with turn(HOST, "quay"):
            pass
        for _ in range(2):
            with pytest.raises(HostWaits, match=f"{HOST} is called next at"), turn(HOST, "quay"):
                pytest.fail("it was called")
    assert naps == []


def test_a_host_whose_connections_stay_in_use_is_not_waited_for_without_end(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    clock = [0.0]
    monkeypatch.setattr("newswire.fetch.transport.neighbour.time.monotonic", lambda: clock[0])

    def sleep(seconds: float) -> None:
        clock[0] += seconds

    monkeypatch.setattr("newswire.fetch.transport.neighbour.time.sleep", sleep)
    hosts = LocalHosts()
    hosts.claim(HOST, 0, 1, 60)
    with (
        behaving(Neighbour(hosts, connections=1)),
        pytest.raises(HostWaits, match=f"have used all 1 connections to {HOST} for 300 s") as caught,
        turn(HOST, "quay"),
    ):
        pytest.fail("it was called")
    assert PATIENCE < clock[0] < PATIENCE * 1.2
    assert caught.value.retry_at is not None


def test_a_turn_that_goes_on_is_prolonged_in_time(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = [0.0]
    monkeypatch.setattr("newswire.fetch.transport.neighbour.time.monotonic", lambda: clock[0])
    prolonged: list[tuple[float, float]] = []
    hosts = LocalHosts()
    monkeypatch.setattr(hosts, "prolong", lambda _host, _key, lasts: prolonged.append((clock[0], lasts)))
    with behaving(Neighbour(hosts)), turn(HOST, "quay", lasts=90) as held:
        for clock[0] in (10, 29, 31, 40, 62, 90):
            held.goes_on()
    assert prolonged == [(31, 90), (62, 90)]


def test_a_crawl_delay_outweighs_a_shorter_pause(naps: list[float]) -> None:
    hosts = LocalHosts()
    file = RobotsFile(dt.datetime.now(dt.UTC), "Crawl-delay: 40")
    hosts.keep_robots("https://quay.example", HOST, file, 40.0)
    assert hosts.robots("https://quay.example") == file
    with behaving(Neighbour(hosts, pause=1)):
        for _ in range(2):
            with turn(HOST, "quay"):
                pass
    assert [round(nap) for nap in naps] == [40]


def test_a_turn_ends_with_an_error_too_and_its_cost_is_noted() -> None:
    with behaving(Neighbour(LocalHosts(), pause=0, connections=1)) as manners:
        for _ in range(2):
            with pytest.raises(OSError, match="gone"), turn(HOST, "quay"):
                raise OSError("gone")
    assert (manners.traffic.requests, manners.traffic.host) == (2, HOST)
    assert manners.traffic.seconds > 0


def test_the_manners_hold_within_their_block() -> None:
    outer = neighbour()
    with behaving(Neighbour(LocalHosts())) as inner:
        assert neighbour() is inner
    assert neighbour() is outer


def test_the_pause_is_the_sources_or_the_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NEWSWIRE_HOST_PAUSE", "2.5")
    assert Neighbour(LocalHosts()).pause_of_host() == 2.5
    assert Neighbour(LocalHosts(), pause=0.1).pause_of_host() == 0.1
