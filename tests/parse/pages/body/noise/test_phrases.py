"""Phrases are found whatever their case, quotes and script."""

import pytest

from newswire.lexicon.desk.folding import folded
from newswire.parse.pages.body.noise import phrases


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("ADVERTISEMENT", "advertisement"),
        ("Comments (12)", "share"),
        ("Mehr zum Thema:", "related"),
        ("The ferry", None),
    ],
)
def test_a_label_is_a_whole_block(text: str, reason: str | None) -> None:
    assert phrases.label(folded(text)) == reason


def test_a_beginning_needs_a_sign_unless_a_link_follows() -> None:
    assert phrases.beginning("►Read also: more") == ("related", 9, True)
    assert phrases.beginning("Watch the tide") is None
    assert phrases.beginning("Read more the tide") == ("related", -9, True)


@pytest.mark.parametrize("text", ["Sign up for our letter", "SIGN UP FOR OUR letter", "訂閱電子報"])
def test_a_part_is_found_in_any_case_and_script(text: str) -> None:
    assert phrases.part(text, linked=False) == "newsletter"


@pytest.mark.parametrize("first", "bcdefgh")
def test_of_several_phrases_the_first_counts_in_each_process(first: str) -> None:
    finder = phrases._Finder({name: {"any": [name * 5]} for name in "abcdefgh"})
    order = [first, *(name for name in "abcdefgh" if name != first)]
    assert finder.find(" ".join(name * 5 for name in order)) == (first, 0)


def test_apostrophes_are_one() -> None:
    assert phrases.part("Téléchargez l’application", linked=False) == "app"
    assert phrases.part("Téléchargez l'application", linked=False) == "app"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Follow us on the quay, or download our app", "follow"),
        ("Download our app, or follow us on the quay", "app"),
        ("We use cookies. Was this helpful? Comments are closed", "consent"),
        ("Comments are closed. We use cookies. Was this helpful?", "comments"),
        ("Was this helpful? Comments are closed. We use cookies", "feedback"),
    ],
)
def test_the_first_of_several_phrases_counts(text: str, reason: str) -> None:
    assert phrases.part(text, linked=False) == reason
