"""Words of errors, walls, forms and searches: whole titles, or parts of a text."""

from __future__ import annotations

import pytest

from newswire.parse.pages.verdict import words_of_no_story as words


@pytest.mark.parametrize(
    ("kind", "title", "expected"),
    [
        ("not_found", "404 \u2013 Page Not Found!", True),
        ("not_found", "Seite nicht gefunden | Das Wehr", True),
        ("not_found", "The Weir \u00bb Page not found", True),
        ("not_found", "404", True),
        ("not_found", "404: the museum of lost pages", False),
        ("not_found", "Page not found in the archive of the city", False),
        ("login", "Log in - The Weir", True),
        ("login", "Log in the harbour sinks a ferry", False),
        ("search", "Search results: tunnel", False),
        ("search", "\u691c\u7d22\u7d50\u679c", True),
    ],
)
def test_a_title_is_compared_whole(kind: str, title: str, expected: bool) -> None:
    assert words.is_called(kind, title) is expected


@pytest.mark.parametrize(
    ("kind", "text", "expected"),
    [
        ("bots", "Please VERIFY you\nare human.", "verify you are human"),
        (
            "consent",
            "Avec nos services, nous et nos partenaires lisons vos donn\u00e9es",
            "nous et nos partenaires",
        ),
        ("subscribe", "You\u2019ll need an account to continue reading.", "to continue reading"),
        ("subscribe", "The mayor opened the tunnel.", None),
    ],
)
def test_a_text_is_searched(kind: str, text: str, expected: str | None) -> None:
    assert words.found(kind, text) == expected


def test_no_words_are_those_of_a_headline() -> None:
    """A word of a title has a letter or a figure, is in lower case, and has no space at its ends."""
    for kind in ("not_found", "login", "search", "bots_titles"):
        assert all(words.is_called(kind, word) for word in words._WORDS[kind])
