"""The words that lead to the day of a page."""

from __future__ import annotations

import pytest

from newswire.parse.pages.facts.prints.labels import labels, last_kind


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Published on", "published"),
        ("نُشر في", "published"),
        ("آخر تحديث:", "updated"),
        ("Giriş Tarihi:", "published"),
        ("GÜNCELLENDİ", "updated"),
        ("Mis à jour le", "updated"),
        ("最終更新日", "updated"),
        ("เผยแพร่เมื่อ", "published"),
        ("Published by Ann, updated on", "updated"),
        ("gültig bis", "other"),
        ("Abend", None),
        ("Ann Lee", None),
        ("", None),
    ],
)
def test_the_last_label_counts(text: str, kind: str | None) -> None:
    assert last_kind(text) == kind


def test_a_label_ends_with_its_word() -> None:
    assert list(labels("வெளியிடப்பட்டது: 3")) == [(0, 15, "published")]
