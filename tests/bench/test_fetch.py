"""The benchmark of fetches: a round that brings all feeds of a host, and one that finds nothing new."""

from __future__ import annotations

from newswire.bench.fetch import measure


def test_each_feed_is_asked_once_in_each_round() -> None:
    first, second = measure(4)
    assert (first.status, second.status) == (0, 0)
    everything = {"0", "1", "2", "3"}
    assert (first.served.asked, first.served.answers, first.served.unchanged) == (everything, 4, 0)
    assert (second.served.asked, second.served.answers, second.served.unchanged) == (everything, 4, 4)
    assert 0 < first.served.at_once <= 8
    assert first.seconds > 0
    assert first.processor > 0
