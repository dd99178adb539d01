"""Codes of an index that stand alone."""

from __future__ import annotations

import pytest

from newswire.model import Subject
from newswire.parse.generic.index_codes import coded


@pytest.mark.parametrize(
    ("said", "subject"),
    [
        ("04000000", Subject("04000000", None, "subj")),
        ("20000001", Subject("20000001", None, "medtop")),
        ("National", Subject(None, "National", None)),
        ("99000000", Subject(None, "99000000", None)),
        ("0400", Subject(None, "0400", None)),
    ],
)
def test_the_digits_of_the_iptc_are_codes(said: str, subject: Subject) -> None:
    assert coded(said) == subject
