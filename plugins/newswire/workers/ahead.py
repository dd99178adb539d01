"""Keys of texts for the search for translations, made ahead: while a load's statements leave a core idle.

Only texts near one in another language get keys, so most loads have none to make.
"""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Iterable, Iterator
from contextlib import suppress
from hashlib import blake2b

import numpy as np
import psycopg

from newswire import settings
from newswire.load.answers import Answer
from newswire.model import Item
from newswire.portions import portions
from newswire.translations.days import Day, around, near
from newswire.translations.texts.keys import Keys
from newswire.translations.texts.traits import MOST, Text
from newswire.workers.crew import Crew, ParserLost
from newswire.workers.tasks import Texts

_FEWEST = 500
"""Texts of a load with keys that are worth it. A poll of a feed has fewer, and most of them are unchanged."""
_CHARACTERS = 16_000_000
"""Most characters of texts that wait; the stage reads the others itself."""
_MADE = 50_000
"""Most texts whose keys are held."""
_TEXTS_AT_ONCE = 250


class KeysAhead:
    """The texts of loads, and the keys that a crew makes of them. The stage takes the keys once.

    Keys depend on their text alone. So it does no harm if a load is rolled back, or if keys are not there.
    """

    def __init__(self, crew: Crew) -> None:
        self._crew = crew
        self._now = dt.datetime.now(dt.UTC)
        self._waiting: list[tuple[Day, Text]] = []
        self._characters = 0
        self._days: set[Day] = set()
        self._made: dict[bytes, bytes] = {}
        self._thread: threading.Thread | None = None
        self._goes_on = False

    def through(
        self, connection: psycopg.Connection, staged: Iterable[list[Answer]]
    ) -> Iterator[list[Answer]]:
        """Yield the answers of a load, which stages them, and make their keys from then on."""
        for answers in staged:
            self.take(answers)
            yield answers
        self.begin(connection)

    def take(self, answers: Iterable[Answer]) -> None:
        """Take the texts of a load that is staged. The keys of the load before are not made further."""
        self._goes_on = False
        for answer in answers:
            if isinstance(answer.found, Item) and answer.found.language:
                item = answer.found
                language = answer.found.language.partition("-")[0].lower()
                at = item.published or item.version_created or item.first_created or self._now
                day = min(at, self._now).astimezone(dt.UTC).date(), language
                self._days.add(day)
                if self._characters < _CHARACTERS:
                    body = (item.body_text or "")[:MOST]
                    self._waiting.append((day, (language, item.headline, body)))
                    self._characters += len(body)

    def begin(self, connection: psycopg.Connection) -> None:
        """Start to make the keys that will be asked for, in one process of the crew: the load is staged.

        The languages of the warehouse count, and those of the loads before, which the stage has not seen.
        """
        self._finish()
        waiting, self._waiting, self._characters = self._waiting, [], 0
        if len(waiting) < _FEWEST or len(self._made) >= _MADE:
            return
        window, days = settings.copy_window(), {day for day, _ in waiting}
        spoken = near(days, self._days | around(connection, days, window).keys(), window)
        if len(wanted := [text for day, text in waiting if day in spoken]) >= _FEWEST:
            self._goes_on = True
            self._thread = threading.Thread(target=self._make, args=(wanted,), daemon=True)
            self._thread.start()

    def keys(self, text: Text) -> Keys | None:
        """Return the keys of a text, if they were made, once."""
        self._finish()
        made = self._made.pop(_name(text), None)
        return None if made is None else np.frombuffer(made, dtype=np.uint32)

    def _finish(self) -> None:
        if self._thread is not None:
            self._thread.join()
            self._thread = None

    def _make(self, waiting: list[Text]) -> None:
        with suppress(ParserLost):
            for some in portions(
                waiting, lambda text: len(text[2] or ""), most=_TEXTS_AT_ONCE, largest=_CHARACTERS
            ):
                if not self._goes_on:
                    return
                made = self._crew.keys(Texts(some))
                self._made.update(zip(map(_name, some), made, strict=False))


def _name(text: Text) -> bytes:
    letters = "\0".join(part or "" for part in text).encode("utf-8", "surrogatepass")
    return blake2b(letters, digest_size=16).digest()
