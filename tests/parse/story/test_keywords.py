"""Keywords between signs below a story."""

from __future__ import annotations

import pytest

from newswire.parse.story.keywords import without_keywords

STORY = "A ferry ran aground off Fernbay on Tuesday.\n\nNobody was hurt."


def test_a_last_paragraph_of_keywords_goes() -> None:
    assert without_keywords(f"{STORY}\n\n+++ Fernbay;Ferries;Norwind; +++") == (
        STORY,
        ("Fernbay", "Ferries", "Norwind"),
    )


def test_the_keywords_between_the_notices_of_a_digest_stay() -> None:
    text = "10.00: Council\n\n+++ Fernbay;Council; +++\n\n12.00: Court"
    assert without_keywords(f"{text}\n\n+++ Fernbay;Courts +++") == (text, ("Fernbay", "Courts"))


@pytest.mark.parametrize(
    "text",
    [
        STORY,
        f"{STORY}\n\n+++ dpa-Bildfunk +++",
        "+++ Fernbay;Ferries +++",
        f"{STORY}\n\n+++ Fernbay; Ferries +++ and more",
    ],
)
def test_any_other_text_is_the_same_object(text: str) -> None:
    assert without_keywords(text)[0] is text
