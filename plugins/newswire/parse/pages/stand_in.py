"""The text of a page that a script draws: no element holds it, and JSON-LD does."""

from __future__ import annotations

from newswire.parse.pages.body.body import Body
from newswire.parse.pages.facts.facts import Facts
from newswire.parse.readers.html import html_to_text

_SHORTEST = 40


def stand_in(facts: Facts, body: Body) -> Body:
    """Return the body; without any text, the one that JSON-LD gives as ``articleBody``, with a warning.

    ``articleBody`` never replaces a text that the page prints, as it is cut or another one on a fifth of the pages.
    State that a script keeps under its own names (``__NEXT_DATA__``) is not read: nothing states which of
    its strings are the story.
    """
    if body.text.strip() or len(facts.article_body or "") < _SHORTEST:
        return body
    text = html_to_text(facts.article_body or "", blank_lines=True)
    if not text:
        return body
    warning = (
        "No element of the page holds the text; it was taken from JSON-LD articleBody, which may be cut."
    )
    return Body(
        text,
        body.headline,
        body.standfirst,
        body.byline,
        {**body.how, "body_text": "JSON-LD articleBody"},
        [*body.warnings, warning],
    )
