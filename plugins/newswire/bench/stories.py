"""Invented stories in any number, with copies and versions like a wire's, to measure the load."""

from __future__ import annotations

import datetime as dt
import random
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from newswire.model import Item, Subject

_SYLLABLES = re.findall("..", "bacedifoguhajekilomunaperisotuvawexiyozalorintes")
_VOCABULARY = 30_000
_WORDS = 130
"""Mean length of a story: that of a wire's day, flashes and features together."""
_COPIES = 0.06
_VERSIONS = 0.05
_PER_WEEK = 20_000
_START = dt.datetime(2020, 1, 6, tzinfo=dt.UTC)

_AGENCIES = 30
_OUTLETS = 200
_TOWNS = [
    "Kirva",
    "Tobel",
    "Marne",
    "Ostro",
    "Linda",
    "Pesk",
    "Arubo",
    "Nali",
    "Vente",
    "Sarko",
    "Grima",
    "Holte",
    "Juppa",
    "Dress",
    "Falk",
]
_COUNTRIES = ["DE", "FR", "IT", "RU", "ES", "PL", "BR", "IN", "CA", "EG", "GR", "NL", "JP", "GB", "IE"]
_ENDINGS = ["burg", "haven", "ton", "ville", "dorf", "field", "port", "mouth", "stad"]
_LANGUAGES = {"en": 60, "en-GB": 10, "de": 10, "fr": 8, "es": 6, "ru": 3, "ar": 3}
_SUBJECTS = [
    "politics",
    "economy",
    "sport",
    "weather",
    "disaster",
    "health",
    "science",
    "crime",
    "labour",
    "religion",
]
_CORRECTED = 0.2
_KILLED = 0.02
"""Shares of the versions after a first one."""


def stories(count: int, first: int = 0, seed: int = 1) -> Iterator[Item]:
    """Yield ``count`` items, numbered from ``first``: 6 in 100 copy a recent one, 5 in 100 update one."""
    chance = random.Random(f"{seed} {first}")
    words = _vocabulary()
    weights = [1 / (rank + 10) for rank in range(len(words))]
    cumulative = list(_sums(weights))
    recent: list[Item] = []
    for number in range(first, first + count):
        when = _START + dt.timedelta(weeks=number / _PER_WEEK)
        draw = chance.random()
        if recent and draw < _COPIES:
            item = _copy(chance.choice(recent), number, when, chance)
        elif recent and draw < _COPIES + _VERSIONS:
            item = _version(chance.choice(recent), when, chance)
        else:
            item = _story(number, when, words, cumulative, chance)
        recent = [*recent[-199:], item] if len(recent) >= 200 else [*recent, item]
        yield item


def varied(items: Iterable[Item]) -> Iterator[Item]:
    """Yield the items as agencies, outlets, places, languages and subjects of a warehouse in use vary.

    A later version is a correction (20 in 100) or a kill (2 in 100). All versions of an item agree.
    """
    for item in items:
        own, version = random.Random(item.guid), random.Random(f"{item.guid} {item.version} {item.published}")
        agency = f"Wire {int(own.paretovariate(1.2)) % _AGENCIES}"
        outlet = f"Paper {own.randrange(_OUTLETS)}" if (item.guid or "").startswith("copy-") else agency
        town = min(int(own.expovariate(1 / 25)), len(_TOWNS) * len(_ENDINGS) - 1)
        place = _TOWNS[town // len(_ENDINGS)] + _ENDINGS[town % len(_ENDINGS)]
        later = item.version != "1"
        killed = later and version.random() < _KILLED
        yield replace(
            item,
            provider=outlet,
            credit=tuple(dict.fromkeys((outlet, agency))),
            place=place,
            country=_COUNTRIES[town // len(_ENDINGS)],
            dateline=f"{place} ({agency}) -",
            language=own.choices(list(_LANGUAGES), list(_LANGUAGES.values()))[0],
            subjects=tuple(Subject(f"medtop:{name}", name, "medtop") for name in own.sample(_SUBJECTS, 2)),
            label="correction" if later and version.random() < _CORRECTED else None,
            pubstatus="canceled" if killed else "usable",
            pubstatus_given=killed,
        )


def _story(
    number: int, when: dt.datetime, words: list[str], cumulative: list[float], chance: random.Random
) -> Item:
    length = max(20, int(chance.lognormvariate(0, 0.7) * _WORDS * 0.78))
    drawn = chance.choices(words, cum_weights=cumulative, k=length)
    sentences, at = [], 0
    while at < length:
        size = chance.randint(9, 28)
        sentence = drawn[at : at + size]
        if chance.random() < 0.4:
            sentence.insert(len(sentence) // 2, f"{chance.randint(2, 9999):,}")
        sentences.append(" ".join(sentence).capitalize() + ".")
        at += size
    paragraphs = [" ".join(sentences[place : place + 2]) for place in range(0, len(sentences), 2)]
    return _item(f"story-{number}", "1", " ".join(drawn[:8]).capitalize(), "\n\n".join(paragraphs), when)


def _copy(of: Item, number: int, when: dt.datetime, chance: random.Random) -> Item:
    paragraphs = (of.body_text or "").split("\n\n")
    kept = paragraphs[: max(1, round(len(paragraphs) * chance.choice((0.3, 0.6, 1, 1))))]
    return _item(f"copy-{number}", "1", of.headline or "", "\n\n".join(kept), when, provider="bench paper")


def _version(of: Item, when: dt.datetime, chance: random.Random) -> Item:
    body = f"{of.body_text} Update {chance.randint(1, 10**6)}."
    version = str(int(of.version or 1) + 1)
    return _item(of.guid or "", version, of.headline or "", body, when, provider=of.provider or "")


def _item(
    guid: str, version: str, headline: str, body: str, when: dt.datetime, provider: str = "bench wire"
) -> Item:
    return Item(
        path="bench", format="bench", provider=provider, guid=guid, version=version, pubstatus="usable",
        headline=headline, body_text=body, word_count=len(body.split()), language="en", published=when,
        published_precision="second", version_created=when, place="PORT ALBERS", credit=(provider,),
        dateline="PORT ALBERS (bench wire) -", keywords=("harbour", "trade"), urgency=4,
    )  # fmt: skip


def _vocabulary() -> list[str]:
    chance = random.Random(7)
    found: set[str] = set()
    while len(found) < _VOCABULARY:
        found.add("".join(chance.choices(_SYLLABLES, k=chance.randint(1, 4))))
    return sorted(found, key=lambda word: (len(word), word))


def _sums(weights: list[float]) -> Iterator[float]:
    total = 0.0
    for weight in weights:
        total += weight
        yield total
