"""The engine on real labelled pairs and on copies of real stories. The tests need those stories."""

from __future__ import annotations

import csv
import datetime as dt
import gzip
import html
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import cache
from itertools import combinations
from random import Random

import numpy as np
import pytest
from numpy.typing import NDArray

from newswire.dedupe.texts.keys import keys
from newswire.dedupe.verify import Pair, Story, compare
from newswire.load.stories import merge
from tests.conftest import SHARED
from tests.dedupe.agency import EDITS, chance, combine, combine_with_short_rest

CORPORA = SHARED / "corpora"
WINDOW = dt.timedelta(days=7)
SAME, OTHER = {"same", "same-story", "update"}, {"hardneg", "different"}

pytestmark = pytest.mark.skipif(
    not CORPORA.is_dir(), reason="the real stories for the measurement are missing"
)


@dataclass(frozen=True, slots=True)
class Score:
    f1: float
    false_merges: float
    """The number of them in 1,000 pairs of different stories."""


@cache
def real_stories() -> dict[str, Story]:
    """Return stories of 1987 by number, in the form of the feed of that time."""
    stories = {}
    for path in sorted((CORPORA / "reuters21578").glob("*.sgm.gz")):
        raw = gzip.decompress(path.read_bytes()).decode("latin-1")
        for found in re.finditer(r"<REUTERS(.*?)>(.*?)</REUTERS>", raw, re.S):
            fields = {
                name: html.unescape((re.search(rf"<{name}>(.*?)</{name}>", found[2], re.S) or ["", ""])[1])
                for name in ("BODY", "TITLE", "DATE")
            }
            body = fields["BODY"].replace("\x03", "").strip()
            number = re.search(r'NEWID="(\d+)"', found[1])
            time = re.search(r"(\d+)-([A-Z]{3})-(\d{4})\s+(\d\d):(\d\d):(\d\d)", fields["DATE"])
            if number and time and body and "Blah blah" not in body:
                paragraphs = [" ".join(paragraph.split()) for paragraph in re.split(r"\n(?=    )", body)]
                stories[f"r{number[1]}"] = Story(
                    "\n\n".join(p for p in paragraphs if p and p.lower() != "reuter"),
                    " ".join(fields["TITLE"].split()),
                    dt.datetime.strptime(" ".join(time.groups()), "%d %b %Y %H %M %S").replace(tzinfo=dt.UTC),
                    "reuters",
                )
    return stories


def candidates(stories: dict[str, Story]) -> list[tuple[str, str]]:
    """Return the pairs that share enough keys inside the window, as the database finds them."""
    holders: dict[int, list[tuple[str, int]]] = defaultdict(list)
    for name, found in zip(stories, keys([story.text for story in stories.values()]), strict=True):
        for key, context in found.tolist():
            holders[key].append((name, context))
    weights: Counter[tuple[str, str]] = Counter()
    for held in holders.values():
        for (a, context_a), (b, context_b) in combinations(held, 2):
            weights[a, b] += 2 if context_a == context_b else 1
    return sorted(
        (a, b) for (a, b), weight in weights.items() if weight >= 2 and is_near(stories[a], stories[b])
    )


def is_near(a: Story, b: Story) -> bool:
    assert a.published
    assert b.published
    return abs(a.published - b.published) <= WINDOW


@cache
def story_of() -> dict[str, int]:
    """Return the number of each item's story, after connected items are merged."""
    stories = real_stories()
    numbers = {name: number for number, name in enumerate(stories)}
    pairs = candidates(stories)
    matches = compare([Pair(stories[a], stories[b]) for a, b in pairs])
    merged = merge(
        [
            (numbers[a], numbers[b])
            for (a, b), match in zip(pairs, matches, strict=True)
            if match and match.one_story
        ]
    )
    return {name: merged.get(number, number) for name, number in numbers.items()}


def labelled() -> Iterable[tuple[str, str, str]]:
    with (CORPORA / "pairs/pairs.tsv").open() as rows:
        for row in csv.DictReader(rows, delimiter="\t"):
            if row["id_a"] in real_stories() and row["id_b"] in real_stories():
                yield row["id_a"], row["id_b"], row["label"]


def score(pairs: Iterable[tuple[str, str, str]]) -> Score:
    story = story_of()
    judged = [(label in SAME, story[a] == story[b]) for a, b, label in pairs if label in SAME | OTHER]
    right = judged.count((True, True))
    wrong, missed, told = (
        judged.count((False, True)),
        judged.count((True, False)),
        judged.count((False, False)),
    )
    return Score(2 * right / (2 * right + wrong + missed), 1000 * wrong / (wrong + told))


def test_labelled_pairs_are_judged_with_few_false_merges() -> None:
    whole = score(labelled())
    assert whole.f1 >= 0.93
    assert whole.false_merges <= 5


def long_stories(number: int, words: int) -> list[Story]:
    known = [story for story in real_stories().values() if len(story.text.split()) >= words]
    return chance(7).sample(known, number)


@pytest.mark.parametrize("edit", EDITS)
def test_copies_of_real_stories_are_found(edit: Callable[[str, Random], str]) -> None:
    assert share_found(long_stories(300, words=60), edit) >= 0.99


@pytest.mark.parametrize("edit", [combine, combine_with_short_rest])
def test_copies_with_all_edits_at_once_are_found(edit: Callable[[str, Random], str]) -> None:
    assert share_found(long_stories(400, words=60), edit, headline="Other news of the day") >= 0.97


def is_candidate(a: NDArray[np.int32], b: NDArray[np.int32]) -> bool:
    both = set(a[:, 0].tolist()) & set(b[:, 0].tolist())
    return len(both) >= 2 or bool(set(map(tuple, a.tolist())) & set(map(tuple, b.tolist())))


def share_found(
    sources: list[Story], edit: Callable[[str, Random], str], *, headline: str | None = None
) -> float:
    """Return the share of copies, by another agency within two days, that are found and are one story."""
    dice = chance(11)
    copies = [
        replace(
            source,
            text=edit(source.text, dice),
            headline=headline or source.headline,
            provider="east",
            published=source.published + dice.random() * 2 * dt.timedelta(days=1),
        )  # type: ignore[operator]
        for source in sources
    ]
    found = keys([story.text for story in [*sources, *copies]])
    share_key = [is_candidate(a, b) for a, b in zip(found, found[len(sources) :], strict=False)]
    matches = compare([Pair(source, copy) for source, copy in zip(sources, copies, strict=True)])
    linked = [
        key and match is not None and match.one_story for key, match in zip(share_key, matches, strict=True)
    ]
    return sum(linked) / len(linked)
