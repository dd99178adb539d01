"""The executor of ``./newswire up``: Airflow's LocalExecutor, in a scheduler that the nursery has forked."""

from __future__ import annotations

import time

from airflow.executors.local_executor import LocalExecutor

_IDLE_SECONDS = 30.0
"""Seconds without a task after which the workers end."""


class ForkingExecutor(LocalExecutor):
    """The executor that forks workers when tasks come, and ends them when none has come for a while.

    An idle worker of Airflow's own stays for ever, with 20 MB that it shares with no other process.
    """

    _idle_since = 0.0

    def sync(self) -> None:
        """Read the results of tasks, and end idle workers. The scheduler calls it in each of its rounds."""
        super().sync()
        now = time.monotonic()
        if self.running:
            self._idle_since = now
        elif self.workers and now - self._idle_since > _IDLE_SECONDS:
            for _ in self.workers:
                self.activity_queue.put(None)  # a worker that takes it ends; the next round forgets it
            self._idle_since = now

    def _spawn_workers_with_gc_freeze(self, spawn_number: int) -> None:
        """Start workers, and leave frozen what the nursery has frozen.

        Airflow's own unfreezes all objects. The next garbage collection writes into them, and the scheduler
        shares 110 MB less with the other services.
        """
        for _ in range(spawn_number):
            self._spawn_worker()  # type: ignore[no-untyped-call]
