"""Every metric that the tasks emit: its name, kind, unit and meaning. docs/observability.md lists them.

Names follow ``newswire.``, behind the prefix of Airflow's settings.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Metric:
    """A counter, gauge or timer. One that is not ``of_source`` is about the whole warehouse."""

    name: str
    kind: str
    unit: str
    meaning: str
    of_source: bool


METRICS: dict[str, Metric] = {
    name: Metric(name, kind, unit, meaning, of_source)
    for (kind, of_source), metrics in {
        ("counter", True): {
            "documents": ("documents", "Documents of the runs that were loaded."),
            "items.parsed": ("items", "Items and rejections: the sum of the next five."),
            "items.new": ("items", "Items without an earlier version that begin a story."),
            "items.updated": ("items", "Further versions of known items."),
            "items.unchanged": ("items", "Versions that the warehouse had already."),
            "items.copies": (
                "items",
                "Items without an earlier version that join the story of another item.",
            ),
            "items.rejected": ("items", "Rejected documents and items."),
            "sources.loaded": ("sources", "Sources that a task loaded."),
            "sources.nothing_new": ("sources", "Sources that had nothing new, or were not asked."),
            "sources.failed": ("sources", "Sources that failed; each try counts."),
            "fetch.requests": ("requests", "Requests to hosts, redirects and further tries included."),
            "fetch.bytes": ("bytes", "Bytes of the answers as they came, before decompression."),
        },
        ("timer", True): {
            "fetch.time": ("ms", "Time of one fetch in calls of hosts, waits for a turn excluded."),
        },
        ("gauge", True): {
            "source.up": ("0 or 1", "Whether the last fetch got a usable answer."),
            "source.failures": ("fetches", "Failed, refused and unusable answers since the last usable one."),
            "source.lag": ("s", "Time since the fetch that brought the newest story."),
            "source.delay": ("s", "Median time from publication to fetch, first versions of 24 hours."),
            "source.rejections": ("rejections", "Rejections that no later delivery has settled."),
        },
        ("gauge", False): {
            "sources.down": ("sources", "Sources that are on and whose last fetch got no usable answer."),
            "rejections.open": ("rejections", "Rejections of all sources, also of those switched off."),
            "kills": ("items", "Items to pull, by the kills that were fetched in the last 24 hours."),
            "embargoes": ("versions", "Versions that an embargo hides now."),
            "checks.warned": ("verdicts", "Quality checks of the last 24 hours that warned."),
            "checks.failed": ("verdicts", "Quality checks of the last 24 hours that failed."),
            "runs.unfinished": ("runs", "Runs that are fetched or parsed, but not loaded."),
            "search.waiting": ("versions", "Loaded versions that are not searchable yet."),
            "round.ended": ("s", "Time of the end of the last run of a DAG, since 1970."),
            "warehouse.bytes": ("bytes", "Size of the warehouse's database."),
        },
    }.items()
    for name, (unit, meaning) in metrics.items()
}
"""Each metric by its name. Those of the ledger's counts have the names of its columns."""


def names_in_statsd(metric: Metric) -> list[str]:
    """Return the names of a metric for a server of StatsD without tags, where names have the source.

    A gauge or a timer of all sources together would mean nothing, so only counters have that name, too.
    """
    of_all = f"newswire.{metric.name}"
    if not metric.of_source:
        return [of_all]
    return [of_all, f"{of_all}.SOURCE"] if metric.kind == "counter" else [f"{of_all}.SOURCE"]


def rows(metrics: Iterable[Metric]) -> list[tuple[str, str, str, str, str]]:
    """Return the rows of the page's table: name, kind, unit, whether it has a source, meaning."""
    return [
        (f"`newswire.{one.name}`", one.kind, one.unit, "source" if one.of_source else "", one.meaning)
        for one in metrics
    ]
