from __future__ import annotations

import pytest

from newswire.translations.stated import without_language


@pytest.mark.parametrize(
    ("guid", "language", "stem"),
    [
        ("urn:kv:0507-117-en", "en", "urn:kv:0507-117"),
        ("0507-117_DE", "de-AT", "0507-117"),
        ("news/117/fr", "fr", "news/117"),
        ("0507-117-en-GB", "en-GB", "0507-117"),
        ("0507-117-en", "de", None),
        ("latest-en", "en", None),
        ("0507-117", "en", None),
        ("0507-117-en", None, None),
    ],
)
def test_only_the_items_own_language_is_left_out_of_a_guid_with_a_figure(
    guid: str, language: str | None, stem: str | None
) -> None:
    assert without_language(guid, language) == stem
