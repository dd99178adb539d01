"""The body is checked by the text that the page states."""

from newswire.parse.pages.facts.contradiction import contradiction
from newswire.parse.pages.facts.facts import Facts

BEGINNING = (
    "The night ferry sailed at nine with two hundred passengers, after the yard had worked since autumn. "
    "A pilot from the outer skerries stood beside captain Marta Lund while snow fell on the empty quay. "
)
END = (
    "Islanders lit torches along every beach, and schools closed early so that pupils could greet crews. "
    "Prices remain unchanged until summer, according to company spokesman Odd Berg, who praised welders. "
)
STATED = Facts(article_body=BEGINNING * 2 + END * 2)


def test_the_same_text_is_no_contradiction() -> None:
    assert contradiction(STATED, f"{BEGINNING}\n\n{END}") is None


def test_another_text_is_one() -> None:
    warning = contradiction(STATED, "Subscribe now to read all of our stories for one month without a fee.")
    assert warning == "The body is another text than the articleBody of the page's JSON-LD; look at both."


def test_a_body_that_lacks_half_is_one() -> None:
    warning = contradiction(STATED, BEGINNING)
    assert warning == "The body lacks a part of the articleBody of the page's JSON-LD; look at both."


def test_a_summary_and_a_missing_text_contradict_nothing() -> None:
    assert contradiction(Facts(article_body="A summary."), "Other words") is None
    assert contradiction(Facts(), "Other words") is None
    assert contradiction(STATED, "") is None
