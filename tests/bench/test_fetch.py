"""The benchmark of fetches: a round that brings all feeds of a host, and one that finds nothing new."""

from __future__ import annotations

import os
import signal
import subprocess
import sys

import psutil

from newswire import settings
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
    assert first.database > second.database > 0


def test_the_server_of_feeds_ends_with_a_benchmark_that_is_killed() -> None:
    code = (
        "import multiprocessing, time\n"
        "from newswire.bench.fetch import serving\n"
        "with serving(1):\n"
        "    print(multiprocessing.active_children()[0].pid, flush=True)\n"
        "    time.sleep(600)"
    )
    environment = os.environ | {"PYTHONPATH": str(settings.root() / "plugins")}
    with subprocess.Popen([sys.executable, "-c", code], env=environment, stdout=subprocess.PIPE) as bench:
        assert bench.stdout is not None
        server = psutil.Process(int(bench.stdout.readline()))
        bench.send_signal(signal.SIGTERM)
    server.wait(60)
