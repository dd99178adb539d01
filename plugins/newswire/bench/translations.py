"""Stories a second of the stage that joins translations, and bytes a story, at growing sizes."""

from __future__ import annotations

import random
import re
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

import psutil
import psycopg

from newswire.bench import mart
from newswire.bench.stories import stories, varied
from newswire.model import Item
from newswire.translations.stage import link

_LANGUAGES = ("is", "ha", "hr", "uk", "fr", "ja")
_SHARE = 0.2
_SYLLABLES = re.findall("...", "balcorditfergunhaljomkemlonmirnorpetruksoltanvenwilzop")

_BYTES = """
SELECT sum(pg_total_relation_size(relation::regclass))::float8
FROM unnest(ARRAY[
    'news.translation_days', 'news.translation_keys', 'news.translation_pairs', 'news.stated_translations'
]) AS relation
"""


@dataclass(frozen=True, slots=True)
class Rate:
    """The last stories at one size: their number and links, and the seconds that the stage took for them.

    ``processor`` and ``database`` are seconds of processor time: of the process, and of PostgreSQL for it.
    """

    size: int
    stories: int
    links: int
    seconds: float
    processor: float
    database: float
    bytes_per_story: float

    @property
    def rate(self) -> float:
        """Stories a second of processor time."""
        return self.stories / (self.processor + self.database)


def measure(connection: psycopg.Connection, sizes: Sequence[int], more: int = 20_000) -> Iterator[Rate]:
    """Fill the warehouse up to each size and compare all there. Yield the rate of so many ``more`` stories.

    A fifth of these have names and a translation into one of six languages.
    """
    for size in sizes:
        for _ in mart.grow(connection, size):
            pass
        link(connection)
        at = before = mart.versions(connection)
        while at < before + more:
            count = min(mart.RUN, before + more - at)
            mart.load_run(connection, at, translated(varied(stories(count, at))))
            at += count
        yield _rate(connection, before)


def _rate(connection: psycopg.Connection, before: int) -> Rate:
    server = psutil.Process(connection.info.backend_pid).cpu_times()
    began, processor = time.perf_counter(), time.process_time()
    links = link(connection)
    seconds, processor = time.perf_counter() - began, time.process_time() - processor
    after = psutil.Process(connection.info.backend_pid).cpu_times()
    database = after.user + after.system - server.user - server.system
    count = mart.versions(connection)
    [(size,)] = connection.execute(_BYTES).fetchall()
    return Rate(before, count - before, links, seconds, processor, database, size / count)


def translated(items: Iterable[Item]) -> Iterator[Item]:
    """Yield the items, and after some of them their translation, in other words with the same facts."""
    for item in items:
        own = random.Random(item.guid)
        if own.random() >= _SHARE or item.version != "1":
            yield item
            continue
        named = replace(item, body_text="\n\n".join(_named(item.body_text or "", own)))
        language = own.choice(_LANGUAGES)
        yield named
        yield replace(
            named,
            provider=f"{item.provider} {language}",
            credit=(f"{item.provider} {language}",),
            guid=f"{item.guid} {language}",
            language=language,
            headline=_reversed(named.headline or ""),
            body_text=_reversed(named.body_text or ""),
        )


def _named(body: str, own: random.Random) -> Iterator[str]:
    """Yield the paragraphs with the name and the sum of somebody after each."""
    for paragraph in body.split("\n\n"):
        first, last = ("".join(own.choices(_SYLLABLES, k=2)).capitalize() for _ in range(2))
        yield f"{paragraph} {first} {last} said it was {own.randint(11, 99_999):,}."


def _reversed(text: str) -> str:
    """Return a text with its words in small letters reversed: other words, the same names and figures."""
    return " ".join(word[::-1] if word.isalpha() and word.islower() else word for word in text.split(" "))
