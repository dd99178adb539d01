"""The executor of ``up``: workers that are forked when tasks come, and end when none comes."""

from __future__ import annotations

import os
import subprocess
import sys

from tests.conftest import ROOT

PROGRAM = """
import gc, multiprocessing

multiprocessing.set_start_method("fork", force=True)
from newswire.airflow_local import executor

gc.freeze()
frozen = gc.get_freeze_count()
one = executor.ForkingExecutor(parallelism=2)
one.start()
found = [len(one.workers), gc.get_freeze_count() > frozen / 2]
workers = list(one.workers.values())
executor._IDLE_SECONDS = 0
one.running.add("a task")
one.sync()
found += [len(one.workers), one.activity_queue.empty()]
one.running.clear()
one.sync()
for worker in workers:
    worker.join()
one.sync()
found += [len(one.workers)]
print("found", *found)
one.end()
"""


def test_workers_end_when_no_task_is_left_and_the_collector_leaves_shared_objects_alone() -> None:
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM],
        capture_output=True,
        text=True,
        check=True,
        env=os.environ | {"PYTHONPATH": str(ROOT / "plugins")},
    )
    assert "found 2 True 2 True 0\n" in done.stdout
