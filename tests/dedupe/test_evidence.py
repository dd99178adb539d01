"""The evidence of a pair does not depend on the order of the two."""

from __future__ import annotations

from dataclasses import fields

import pytest

from newswire.dedupe.evidence import Evidence
from newswire.dedupe.verify import Pair, evidence
from tests.dedupe.series import RESENT, SERIES

PAIRS = SERIES | RESENT
PLAIN = [field.name for field in fields(Evidence) if field.name not in {"texts", "form"}]
TEXTS = ("conflicting_numbers", "conflict", "run", "opening", "lead", "own_words", "ends_with_other_numbers")
FORM = ("of_shorter", "of_both", "names_subjects", "replaces_words", "replaces_one_name", "sister_headlines")


def measures(one: Evidence) -> list[object]:
    return [
        *(getattr(one, name) for name in PLAIN),
        *(getattr(one.texts, name) for name in TEXTS),
        *(getattr(one.form, name) for name in FORM),
    ]


@pytest.mark.parametrize("name", PAIRS)
def test_a_turned_pair_has_the_same_evidence(name: str) -> None:
    pair = PAIRS[name]
    one, turned = evidence([pair, Pair(pair.b, pair.a)])
    assert measures(one) == measures(turned)
