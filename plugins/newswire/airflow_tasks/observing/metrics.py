"""Metrics of the tasks, through Airflow's own settings: StatsD, DogStatsD or OpenTelemetry.

Nothing is asked or sent unless ``[metrics]`` of Airflow's settings names a server. The ledger stays the
truth: a metric that is lost with its process or its packet is not sent again, and no failure here is a
failure of the task.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from newswire.airflow_tasks.observing.catalogue import METRICS
from newswire.airflow_tasks.observing.harmless import harmless
from newswire.outcomes import COUNTS, Outcome

if TYPE_CHECKING:
    import psycopg

    from newswire.warehouse.connect import Opened

_LONGEST = 200
"""Characters of a source in a name. StatsD's clients of Airflow drop names of more than 250."""


def is_on() -> bool:
    """Return whether Airflow's settings name a server of metrics."""
    from airflow.sdk.configuration import conf

    return any(
        conf.getboolean("metrics", option, fallback=False)
        for option in ("statsd_on", "statsd_datadog_enabled", "otel_on")
    )


def emit_outcome(row: Mapping[str, Any]) -> None:
    """Send the outcome of a source, and the ledger's counts if it was loaded now, not by an earlier try."""
    if row.get("is_repeated") or not is_on():
        return
    outcome = Outcome.of_row(row)
    with harmless("Metrics", "section [metrics]"):
        _emit(f"sources.{outcome.state.replace(' ', '_')}", 1, outcome.source)
        if outcome.state == "loaded":
            for name in COUNTS:
                _emit(
                    "documents" if name == "documents" else f"items.{name}",
                    outcome.counts[name],
                    outcome.source,
                )


def emit_fetches(opened: Opened, names: Sequence[str], airflow_run: str, seconds: float) -> None:
    """Send requests, bytes and time of each fetch of these sources that the run has begun in this time."""
    if is_on():
        from newswire.airflow_tasks.observing.state import fetches

        _emit_all(opened, partial(fetches, names=names, airflow_run=airflow_run, seconds=seconds))


def emit_state(opened: Opened, names: Sequence[str]) -> None:
    """Send the state of these sources, of all that are switched on, and of the warehouse."""
    if is_on():
        from newswire.airflow_tasks.observing.state import state

        _emit_all(opened, partial(state, names=names))


def _emit_all(
    opened: Opened, read: Callable[[psycopg.Connection], Sequence[tuple[str, str | None, float]]]
) -> None:
    with harmless("Metrics", "section [metrics]"), opened() as connection:
        for name, source, value in read(connection):
            _emit(name, value, source)


def _emit(name: str, value: float, source: str | None) -> None:
    """Send a value by the metric's kind: with the source as a tag, or in the name where there are no tags."""
    from airflow.sdk.observability.stats import normalize_name_for_stats

    metric = METRICS[name]
    stat = f"newswire.{name}"
    if source is None:
        _send(metric.kind, stat, value)
        return
    legal = normalize_name_for_stats(source, log_warning=False)[:_LONGEST]
    tags = {"source": legal}
    if _has_tags():
        _send(metric.kind, stat, value, tags)
        return
    if metric.kind == "counter":
        _send(metric.kind, stat, value)
    # a point would be one more level of the name
    _send(metric.kind, f"{stat}.{legal.replace('.', '_')}", value)


def _has_tags() -> bool:
    """Return whether the server takes tags. The order is that of Airflow's choice of one."""
    from airflow.sdk.configuration import conf

    if conf.getboolean("metrics", "statsd_datadog_enabled", fallback=False):
        return bool(conf.getboolean("metrics", "statsd_datadog_metrics_tags", fallback=True))
    if conf.getboolean("metrics", "statsd_on", fallback=False):
        return bool(conf.getboolean("metrics", "statsd_influxdb_enabled", fallback=False))
    return True


def _send(kind: str, stat: str, value: float, tags: dict[str, str] | None = None) -> None:
    from airflow.sdk.observability import stats

    if kind == "counter":
        stats.incr(stat, int(value), tags=tags)
    elif kind == "gauge":
        stats.gauge(stat, value, tags=tags)
    else:
        stats.timing(stat, value, tags=tags)
