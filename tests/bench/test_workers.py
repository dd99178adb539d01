"""The benchmark of Celery: runs whose worker or queue is killed lose nothing, and load nothing twice."""

from __future__ import annotations

import os

import pytest

from newswire.bench import workers
from newswire.errors import FatalError

asked_for = pytest.mark.skipif(
    not os.environ.get("CELERY"), reason="It takes six minutes; CELERY=1 asks for it."
)
installed = pytest.mark.skipif(
    workers.missing_redis() is not None, reason=workers.missing_redis() or "It is installed."
)


FEEDS = 200
"""With fewer, a run is at its end before a worker is killed."""


@asked_for
@installed
@pytest.mark.timeout(1800)
def test_whatever_is_killed_each_source_is_loaded_once() -> None:
    rounds = list(workers.measure(FEEDS))
    assert [one.killed for one in rounds] == list(workers.KILLED)
    for one in rounds:
        assert (one.state, one.loaded, one.twice, one.missing) == ("success", FEEDS, 0, 0), one
    worker = rounds[1]
    assert worker.lost > 0, "the worker had tasks"
    assert worker.healed > 0, "they began again on the other one"
    assert rounds[3].lost == 1
    assert rounds[3].healed > 0, "the task that waited in Redis was sent again"


def test_without_redis_a_sentence_shows_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    with pytest.raises(FatalError, match="apt-get install redis-server"):
        next(workers.measure(1))
