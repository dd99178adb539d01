"""The names of elements are read by whole words."""

import pytest

from newswire.parse.pages.body.noise.names import reason_of


@pytest.mark.parametrize(
    ("names", "reason"),
    [
        ("c-article-caption", "caption"),
        ("AuthorBio_root__x8Kf2", "byline"),
        ("js-newsletter2", "newsletter"),
        ("ReadMoreLinks", "related"),
        ("shareholder", None),
        ("hasCaption", None),
        ("b7ad1 ad9c0", None),
        ("sm:share", None),
        ("", None),
    ],
)
def test_the_words_of_a_name_give_the_reason(names: str, reason: str | None) -> None:
    assert reason_of(names) == reason
