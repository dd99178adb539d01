"""The benchmark of the scheduler: the daily run over feeds on loopback, beside ``ingest``."""

from __future__ import annotations

from newswire.bench.airflow import measure


def test_each_round_takes_every_feed_and_stands_beside_that_of_ingest() -> None:
    [first] = measure(12, rounds=1, rest=0)
    assert (first.state, first.loaded) == ("success", 12)
    assert (first.ingest.status, len(first.ingest.served.asked)) == (0, 12)
    assert first.failed == 0
    assert first.tasks == 17, "eight of the sources, one that stands for no failure, eight others"
    assert first.times_ingest > 0
    assert 0 < first.share < 1
    assert first.memory.keys() == {
        "up",
        "PostgreSQL",
        "api-server",
        "scheduler",
        "dag-processor",
        "triggerer",
    }
    assert min(first.memory.values()) > 0
