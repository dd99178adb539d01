"""Milliseconds of readers' questions to a large warehouse: the README's queries and those of analysts."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from statistics import median
from typing import Any

import psycopg
from psycopg.rows import dict_row

from newswire import settings
from newswire.bench.stories import stories, varied
from newswire.fetch.fetched import Cursor, Fetched, Interval
from newswire.fetch.store import keep
from newswire.load.answers import Answer
from newswire.load.run import load
from newswire.model import Document, Item
from newswire.search import index

BAR = 300
"""Most milliseconds of a question at a million stories."""

RUN = 5_000
"""Stories of one run."""

_SOURCES = 40
_STORIES_A_WEEK = 20_000
_START = dt.datetime(2020, 1, 6, tzinfo=dt.UTC)

QUESTIONS = {
    "volume a day by agency, a month": """
        SELECT day, provider, versions, copies FROM mart.volume_by_day
        WHERE day > %(day)s::date - 30 ORDER BY day DESC, versions DESC
    """,
    "volume an hour by source, a day": """
        SELECT hour, source_name, sum(versions) FROM mart.volume_by_hour
        WHERE hour >= %(day)s::timestamptz - interval '1 day' GROUP BY 1, 2 ORDER BY 1, 2
    """,
    "corrections of a day, and what changed": """
        SELECT received_at, provider, guid, changed, changes, text_diff FROM mart.revisions
        WHERE issued_at >= %(day)s::timestamptz - interval '1 day' ORDER BY issued_at DESC
    """,
    "who carried whom in a week, and how late": """
        SELECT original_provider, provider, count(*), percentile_cont(0.5) WITHIN GROUP (ORDER BY delay)
        FROM mart.syndication WHERE issued_at >= %(day)s::timestamptz - interval '7 days'
        GROUP BY 1, 2 ORDER BY 3 DESC
    """,
    "what one agency had carried": """
        SELECT provider, count(*), min(delay), max(delay) FROM mart.syndication
        WHERE original_provider = %(agency)s GROUP BY 1 ORDER BY 2 DESC
    """,
    "all about a place in a month": """
        SELECT issued_at, provider, title, url FROM mart.story_items
        WHERE place = %(place)s AND issued_at >= %(day)s::timestamptz - interval '30 days'
        ORDER BY issued_at DESC
    """,
    "newest stories in a language": """
        SELECT last_issued_at, provider, title FROM mart.stories
        WHERE base_language = %(language)s ORDER BY last_issued_at DESC LIMIT 50
    """,
    "latest version of each item of a day": """
        SELECT issued_at, provider, guid, version, title FROM mart.story_items
        WHERE is_current AND issued_at >= %(day)s::timestamptz - interval '1 day' ORDER BY issued_at DESC
    """,
    "kills of a week": """
        SELECT killed_at, killed_by, relation, provider, guid, reason FROM mart.kills
        WHERE killed_at >= %(day)s::timestamptz - interval '7 days' ORDER BY killed_at DESC
    """,
    "lateness by source in a week": """
        SELECT source_name, count(*), percentile_cont(ARRAY[0.5, 0.9]) WITHIN GROUP (ORDER BY fetch_delay)
        FROM mart.lateness WHERE issued_at >= %(day)s::timestamptz - interval '7 days' GROUP BY 1 ORDER BY 1
    """,
    "one story's history": """
        SELECT issued_at, provider, relation, version, title FROM mart.story_items
        WHERE story_id = %(story)s ORDER BY issued_at
    """,
    "search for two words": "SELECT published_at, title, excerpt FROM mart.search(%(words)s)",
    "search for a word, with columns of the item": """
        SELECT found.published_at, found.title, item.byline, item.url
        FROM mart.search(%(word)s) AS found JOIN mart.story_items AS item USING (version_id)
    """,
    "what came last": """
        SELECT received_at, provider, title FROM mart.story_items ORDER BY received_at DESC LIMIT 20
    """,
    "search for a word in a kind": "SELECT published_at, title FROM mart.search(%(word)s, kind => 'text')",
    "search for a word in a run": """
        SELECT published_at, title FROM mart.search(%(word)s, run => %(run)s, each_version => true)
    """,
    "one item by its guid": """
        SELECT issued_at, provider, version, title FROM mart.story_items
        WHERE guid = %(guid)s ORDER BY version_id
    """,
    "newest of a source": """
        SELECT issued_at, provider, title FROM mart.story_items
        WHERE source_name = %(source)s ORDER BY issued_at DESC LIMIT 20
    """,
    "newest of an agency from a rare place": """
        SELECT issued_at, provider, title FROM mart.story_items
        WHERE provider = %(agency)s AND place = %(place)s ORDER BY issued_at DESC LIMIT 20
    """,
    "subjects of a week": """
        SELECT name, count(DISTINCT story_id) FROM mart.subjects
        WHERE issued_at >= %(day)s::timestamptz - interval '7 days' GROUP BY 1 ORDER BY 2 DESC
    """,
    "stories by copies": "SELECT story_id, title, copies FROM mart.stories ORDER BY copies DESC LIMIT 20",
    "sources and their health": "SELECT * FROM mart.source_health",
    "stories of ids: a join with a subquery": """
        SELECT story_id, title, provider, copies FROM mart.stories
        JOIN (
            SELECT DISTINCT story_id FROM mart.syndication WHERE issued_at >= %(day)s::timestamptz
        ) AS carried USING (story_id)
    """,
    "stories of ids: most carried of a week, from a WITH": """
        WITH top AS (
            SELECT story_id, count(*) AS carried FROM mart.syndication
            WHERE issued_at >= %(day)s::timestamptz - interval '7 days' GROUP BY 1 ORDER BY 2 DESC LIMIT 1000
        )
        SELECT story_id, title, copies, carried FROM top JOIN mart.stories USING (story_id)
        ORDER BY carried DESC
    """,
    "stories of ids: IN, a subject of a day": """
        SELECT story_id, title, last_issued_at FROM mart.stories WHERE story_id IN (
            SELECT story_id FROM mart.subjects WHERE issued_at >= %(day)s::timestamptz AND name = 'labour'
        )
    """,
    "stories of ids: a title for each correction, LATERAL": """
        SELECT changed.guid, story.title
        FROM (SELECT story_id, guid FROM mart.revisions ORDER BY issued_at DESC LIMIT 100) AS changed
        CROSS JOIN LATERAL (SELECT title FROM mart.stories WHERE story_id = changed.story_id) AS story
    """,
    "stories of ids: corrected in a day, EXISTS": """
        SELECT story_id, title FROM mart.stories AS story WHERE EXISTS (
            SELECT FROM mart.revisions AS one
            WHERE one.story_id = story.story_id AND one.issued_at >= %(day)s::timestamptz
        )
    """,
    "stories of a day with copies or corrections, EXISTS in an OR": """
        SELECT story_id, title FROM mart.stories AS story
        WHERE last_issued_at >= %(day)s::timestamptz
          AND (copies > 2 OR EXISTS (SELECT FROM mart.revisions AS one WHERE one.story_id = story.story_id))
    """,
    "stories that began in a day and nobody carried": """
        SELECT story_id, title FROM mart.stories AS story
        WHERE first_issued_at >= %(day)s::timestamptz
          AND NOT EXISTS (SELECT FROM mart.syndication AS one WHERE one.story_id = story.story_id)
    """,
    "stories of a day, all columns": """
        SELECT * FROM mart.stories WHERE last_issued_at >= %(day)s::timestamptz
    """,
    "stories published in a day": """
        SELECT story_id, title FROM mart.stories WHERE last_published_at >= %(day)s::timestamptz
    """,
    "items published in a day": """
        SELECT version_id, provider, url FROM mart.story_items WHERE published_at >= %(day)s::timestamptz
    """,
    "stories of several versions": """
        SELECT story_id, title FROM mart.stories WHERE versions > 1 ORDER BY last_issued_at DESC LIMIT 100
    """,
    "stories to bring up to date: all columns, by a receipt since": """
        SELECT * FROM mart.stories WHERE story_id IN (
            SELECT story_id FROM mart.story_items WHERE received_at >= %(day)s::timestamptz
        )
    """,
    "items to bring up to date: all columns, by a receipt since, with both bounds": """
        SELECT * FROM mart.story_items
        WHERE received_at > (
            SELECT received_at - interval '3 hours' FROM mart.story_items ORDER BY received_at DESC LIMIT 1
        ) AND received_at <= now()
    """,
    "items of ids: those of the stories with most copies, ARRAY": """
        SELECT story_id, provider, headline, word_count FROM mart.story_items
        WHERE story_id = ANY (ARRAY(SELECT story_id FROM mart.stories ORDER BY copies DESC LIMIT 500))
    """,
    "corrections and kills of the stories of a week from a country, ARRAY": """
        SELECT received_at, kind, guid, title, reason FROM mart.corrections WHERE story_id = ANY (ARRAY(
            SELECT story_id FROM mart.stories
            WHERE country = %(country)s AND last_issued_at >= %(day)s::timestamptz - interval '7 days'
        ))
    """,
    "copies of a day with story, item and correction: four views, ARRAY": """
        SELECT story.title, copy.provider, item.byline, corrected.changed
        FROM mart.syndication AS copy
        JOIN mart.stories AS story USING (story_id)
        JOIN mart.story_items AS item ON item.version_id = copy.version_id
        LEFT JOIN mart.revisions AS corrected ON corrected.version_id = copy.version_id
        WHERE copy.issued_at >= %(day)s::timestamptz AND item.version_id = ANY (ARRAY(
            SELECT version_id FROM mart.syndication WHERE issued_at >= %(day)s::timestamptz
        ))
    """,
    "a model of a dashboard, wrapped in its filters and limit": """
        SELECT * FROM (
            SELECT story_id, story.title, story.copies, item.headline, item.place, item.issued_at
            FROM mart.stories AS story JOIN mart.story_items AS item USING (story_id)
        ) AS model
        WHERE issued_at >= %(day)s::timestamptz AND place = %(place)s LIMIT 1000
    """,
    "stories of a title of a day": """
        SELECT story_id, provider FROM mart.stories
        WHERE title = %(title)s AND last_issued_at >= %(day)s::timestamptz
    """,
}
"""What analysts ask, with values from ``_CHOSEN``."""

_CHOSEN = """
SELECT
    date_trunc('day', issued_at, 'UTC') AS day, date_trunc('month', issued_at, 'UTC') AS month, received_at,
    provider AS agency, place, country, base_language AS language, story_id AS story, source_name AS source,
    guid, run_id AS run, title,
    substring(title FROM '^\\S+\\s+\\S+') AS words, substring(title FROM '^\\S+') AS word
FROM mart.story_items
WHERE relation = 'original' AND place IS NOT NULL AND country IS NOT NULL AND base_language IS NOT NULL
ORDER BY issued_at DESC OFFSET %s LIMIT 1
"""
"""The values of a recent story."""

README_VALUES = {
    "'2024-05-08 06:00Z'": "received_at",
    "'2024-05-07'": "day",
    "'2024-05-01'": "month",
    "'2024-06-01'": "next_month",
    "current_date": "next_day",
    "'\"northern pier\" ferries -herring'": "phrase",
    "'pier'": "word",
    "'DE'": "country",
    "'AFP'": "agency",
}
"""The values in the README's queries, and those of the recent story that replace them: the warehouse has
nothing of other times, words and agencies, and an empty answer measures nothing."""


@dataclass(frozen=True, slots=True)
class Answered:
    """A question with its milliseconds, one number a run, and the rows of its answer."""

    question: str
    milliseconds: tuple[float, ...]
    rows: int

    @property
    def is_slow(self) -> bool:
        """Whether the median is above the bar."""
        return median(self.milliseconds) > BAR


def fill(connection: psycopg.Connection, count: int) -> None:
    """Load so many varied stories by the load itself, make them searchable, and gather statistics."""
    for _ in grow(connection, count):
        pass
    index(connection)
    connection.execute("VACUUM ANALYZE")


def grow(connection: psycopg.Connection, size: int, run: int = RUN) -> Iterator[int]:
    """Load varied stories in runs until there are ``size`` versions. Yield their number after each run."""
    for at in range(versions(connection), size, run):
        load_run(connection, at, varied(stories(min(run, size - at), at)))
        yield at + run


def versions(connection: psycopg.Connection) -> int:
    """Return the number of versions in the warehouse."""
    [(count,)] = connection.execute("SELECT count(*)::int FROM news.versions").fetchall()
    return int(count)


def load_run(connection: psycopg.Connection, first: int, items: Iterable[Item]) -> None:
    """Load the items of one run, the stories from the number ``first`` on."""
    begin = _START + dt.timedelta(weeks=first / _STORIES_A_WEEK)
    end = begin + dt.timedelta(weeks=RUN / _STORIES_A_WEEK, hours=2)
    source = f"source-{first // RUN % _SOURCES}"
    # A killed benchmark leaves its document, and a run whose document is known brings nothing.
    document = Document(b"bench %d, %d" % (first, time.time_ns()), f"bench/{first}", fetched_at=end)
    run_id, _ = keep(
        connection, source, Interval.day(begin.date()), [Fetched(document, Cursor(document.path))]
    )
    assert run_id is not None  # noqa: S101 - every run has a document of its own
    [(fetch_id,)] = connection.execute(
        "SELECT max(fetch_id) FROM raw.fetches WHERE run_id = %s", (run_id,)
    ).fetchall()
    answers = [Answer(fetch_id, place, item) for place, item in enumerate(items)]
    with connection.transaction():
        load(connection, run_id, source, [answers[at : at + 1000] for at in range(0, len(answers), 1000)])


def readme_queries() -> dict[str, str]:
    """Return the queries of the README by the comment above each."""
    text = (settings.root() / "README.md").read_text(encoding="utf-8")
    section = text.partition("\n## Query\n")[2].partition("\n## ")[0]
    blocks = [block for block in section.split("\n\n") if block.startswith("    -- ")]
    found = {}
    for block in blocks:
        comment, _, query = block.partition("\n")
        found[comment.removeprefix("    -- ").strip()] = query.strip().rstrip(";")
    return found


def measure(reader: psycopg.Connection, runs: int = 5) -> Iterator[Answered]:
    """Ask each question so many times as the reader, and yield its times. Nothing is written.

    Raises:
        LookupError: the warehouse has no story with a place, a country and a language.
    """
    with reader.cursor(row_factory=dict_row) as cursor:
        chosen = cursor.execute(_CHOSEN, (100,)).fetchone() or cursor.execute(_CHOSEN, (0,)).fetchone()
    if chosen is None:
        raise LookupError("The warehouse has no story with a place, a country and a language.")
    chosen |= {
        "next_day": (chosen["day"] + dt.timedelta(days=1)).date(),
        "next_month": chosen["month"] + dt.timedelta(days=31),
        "phrase": f'"{chosen["words"]}" {chosen["word"]} -herring',
    }
    for question, query in readme_queries().items():
        yield _ask(reader, f"README: {question}", *of_the_warehouse(query, chosen), runs)
    for question, query in QUESTIONS.items():
        yield _ask(reader, question, query.encode(), chosen, runs)


def of_the_warehouse(query: str, chosen: dict[str, Any]) -> tuple[bytes, dict[str, Any]]:
    """Return a query of the README with the values of a story that the warehouse has."""
    query = query.replace("%", "%%")
    for given, name in README_VALUES.items():
        query = query.replace(given, f"%({name})s")
    return query.encode(), chosen


def _ask(
    reader: psycopg.Connection, question: str, query: bytes, values: dict[str, Any], runs: int
) -> Answered:
    taken, rows = [], 0
    for _ in range(runs):
        started = time.perf_counter()
        rows = len(reader.execute(query, values).fetchall())
        taken.append((time.perf_counter() - started) * 1000)
    return Answered(question, tuple(taken), rows)
