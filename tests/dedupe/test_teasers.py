"""A short beginning before a paywall is compared with no other text."""

import pytest

from newswire.dedupe.teasers import SHORTEST, SIGNAL, is_compared
from newswire.model import Item


@pytest.mark.parametrize(
    ("signal", "words", "compared"),
    [
        ((), 20, True),
        ((), None, True),
        (("update",), 20, True),
        ((SIGNAL,), None, False),
        ((SIGNAL,), SHORTEST - 1, False),
        (("update", SIGNAL), 20, False),
        ((SIGNAL,), SHORTEST, True),
    ],
)
def test_a_short_teaser_is_not_compared(signal: tuple[str, ...], words: int | None, compared: bool) -> None:
    assert is_compared(Item("a.html", "html", signal=signal, word_count=words)) is compared
