"""How much two texts in different languages speak for being one story, and what speaks for it.

What both have counts more the nearer it stands to its place in the other text. A translation keeps the order;
two reports on one event, or two notices of one form, do not.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from operator import mul

import numpy as np
from rapidfuzz import process
from rapidfuzz.distance import JaroWinkler

from newswire.translations.texts.figures import is_telling, is_weekday, weight
from newswire.translations.texts.traits import Stands, Traits

ENOUGH = 0.5
"""The score from which two texts are one story, if neither has a better partner."""

RIVAL = 0.4
"""The least score of a rival: a worse one stands in no pair's way."""

_DRIFT = 0.08
"""How far a trait may move, as a share of the text's length (one standard deviation)."""
_LEAST_DRIFT = 60.0
_CUT = 0.2
"""Difference of lengths (logarithm) from which one text may be the beginning of the other."""

_ALIKE, _SAME = 0.8, 0.9
"""Likeness of romanised names (Jaro-Winkler): the least, and that which needs no equal consonants."""
_SOUNDS = 3
_LONGEST = 6

_TEMPLATE, _CLASHES = 0.5, 2
"""Two texts with at least so many telling figures each of which the other lacks, and less than this share in
common, are two notices of one form."""

_WEIGHTS = (11.37, 3.32, 11.57, 3.44, 0.86, 0.41, -7.11, -2.32)
"""The weights of the evidence (``_measures``): a logistic regression over one half of real stories and their
translations, their pairs with other stories, and invented ones in twelve languages."""

_CREDITED = 1.0
"""The weight of a credited agency: at most .08 of the score, where the texts alone leave it open."""

_LEAST_SIZE = 400.0
"""Characters below which a text counts as so long: few facts are all facts of a flash."""

_FEWEST = 3
"""Traits that both texts must have: one name and a round figure prove little, however short the texts are."""

_SOFT = 3
"""The score is the logistic of a third of the sum, so that of two good pairs one is still the better one."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """The score of two texts, from 0 to 1, and the figures, names, places and agency that they share."""

    score: float
    figures: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    credit: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _View:
    """A way to lay one text over the other: ``stretch`` is applied to the places of the other one."""

    drift: float
    stretch: float

    def nearness(self, one: Stands, other: Stands) -> float:
        """Return 1 for a trait at the same place in both texts, less with its distance."""
        distance = min(abs(here - there * self.stretch) for here in one for there in other)
        return math.exp(-((distance / self.drift) ** 2) / 2)


def compare(one: Traits, other: Traits, credited: str | None = None) -> Evidence | None:
    """Return the evidence that two texts are one story; None for too little in common, or one form.

    The result does not depend on the order of the two. ``credited`` is an agency that wrote one of them and
    that the other one's outlet credits, too.
    """
    if (one.language, one.size) > (other.language, other.size):
        one, other = other, one
    if _is_template(one, other):
        return None
    pairs = _names(one, other)
    common = len(one.figures.keys() & other.figures.keys()) + len(one.places.keys() & other.places.keys())
    if len(pairs) + common < _FEWEST:
        return None
    logit = sum(map(mul, _WEIGHTS, _measures(one, other, pairs))) + (_CREDITED if credited else 0.0)
    return Evidence(
        1 / (1 + math.exp(-logit / _SOFT)),
        tuple(sorted(one.figures.keys() & other.figures.keys())),
        tuple(f"{one.names[i].form} {other.names[j].form}" for i, j, _ in pairs),
        tuple(sorted(one.places.keys() & other.places.keys())),
        (credited,) if credited else (),
    )


def _measures(one: Traits, other: Traits, pairs: Sequence[tuple[int, int, float]]) -> Sequence[float]:
    """Return the figures that are weighed, in the order of the weights; the first one is constant."""
    best: tuple[float, float, float] = (0.0, 0.0, 0.0)
    for view in _views(one, other):
        found = (
            _shared(one.figures, other.figures, view, weighted=True),
            sum(worth * view.nearness(one.names[i].at, other.names[j].at) for i, j, worth in pairs),
            _shared(one.places, other.places, view, weighted=False),
        )
        best = max(best, found, key=sum)
    figures, names, places = best
    worths = sorted((_weight(one), _weight(other)))
    return (
        1.0,
        figures / (1 + worths[0]),
        figures / (1 + worths[1]),
        names / math.sqrt(1 + min(len(one.names), len(other.names))),
        math.sqrt(places),
        math.sqrt(figures + names + places),
        abs(math.log(one.size / other.size)),
        math.log(max(_LEAST_SIZE, min(one.size, other.size))),
    )


def _views(one: Traits, other: Traits) -> Sequence[_View]:
    """Return the ways to lay the texts over each other: as a whole, and by their beginnings."""
    ratio = one.size / other.size
    whole = _View(_DRIFT * one.size, ratio)
    if abs(math.log(ratio)) <= _CUT:
        return (whole,)
    return (whole, _View(max(_LEAST_DRIFT, _DRIFT * min(one.size, other.size)), 1.0))


def _shared(
    ones: Mapping[str, Stands], others: Mapping[str, Stands], view: _View, *, weighted: bool
) -> float:
    """Return the weight of what both have, each as often as both have it, by its nearness."""
    total = 0.0
    for trait in ones.keys() & others.keys():
        here, there = ones[trait], others[trait]
        near = sorted((view.nearness((place,), there) for place in here), reverse=True)[: len(there)]
        total += (weight(trait) if weighted else 1.0) * sum(near)
    return total


def _names(one: Traits, other: Traits) -> list[tuple[int, int, float]]:
    """Return the pairs of like names, each name in one of them, and how much each speaks for one story."""
    if not one.names or not other.names:
        return []
    likeness = process.cdist(
        [name.form for name in one.names],
        [name.form for name in other.names],
        scorer=JaroWinkler.normalized_similarity,
        score_cutoff=_ALIKE,
        dtype=np.float32,
    )
    rows, columns = np.nonzero(likeness)
    alike = sorted(
        zip((-likeness[rows, columns]).tolist(), rows.tolist(), columns.tolist(), strict=True),
        key=lambda pair: (pair[0], one.names[pair[1]].form, other.names[pair[2]].form),
    )
    pairs: list[tuple[int, int, float]] = []
    taken: set[int] = set()
    met: set[int] = set()
    for negative, i, j in alike:
        code, code_there = one.names[i].code, other.names[j].code
        if i in taken or j in met or (code[:_SOUNDS] != code_there[:_SOUNDS] and -negative < _SAME):
            continue
        taken.add(i)
        met.add(j)
        sounds = min(len(code), len(code_there), _LONGEST) / 4
        pairs.append((i, j, sounds * (0.4 + 3 * (-negative - _ALIKE))))
    return pairs


def _is_template(one: Traits, other: Traits) -> bool:
    """Return whether the texts have other figures in one form: markets, results, weather of two days."""
    here, there = set(filter(is_telling, one.figures)), set(filter(is_telling, other.figures))
    days, days_there = set(filter(is_weekday, one.figures)), set(filter(is_weekday, other.figures))
    if days and days_there and not days & days_there:
        here, there = here | days, there | days_there
    common = here & there
    if min(len(here - common), len(there - common)) < _CLASHES:
        return False
    least = min(sum(map(weight, here)), sum(map(weight, there)))
    return sum(map(weight, common)) < _TEMPLATE * least


def _weight(text: Traits) -> float:
    return sum(weight(figure) * len(at) for figure, at in text.figures.items())
