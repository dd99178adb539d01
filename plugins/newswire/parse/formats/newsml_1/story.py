"""The text of a NewsML 1 item, composed of the texts of its components by their roles."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from newswire.lexicon.desk.folding import folded
from newswire.parse.readers.elements import once

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_STORY = ("lead", "body")
_RANKS = {"lead": 0, "body": 1, "script": 1, "supporting": 2, "more": 2, "caption": 3}
"""Parts that are text, in the order of a story."""

_BEFORE = 120
"""Letters of a dateline and the like that may stand before a lead that the body repeats."""


@dataclass(slots=True)
class Telling:
    """A component that holds the parts of one story: its title and its language, if they are stated.

    ``is_alternative`` states that it and the components beside it are one story in several languages.
    """

    title: str | None = None
    language: str | None = None
    is_alternative: bool = False


class Text(NamedTuple):
    """A text of a component: its part (see ``roles.toml``), its story, and the medium that it accompanies."""

    part: str
    said: str
    of: Telling
    medium: str | None = None


def has_story(texts: Iterable[Text]) -> bool:
    """Return whether there is a text that is a story, and no text about a file."""
    return any(text.medium is None and text.part in _STORY for text in texts)


def chosen(texts: Sequence[Text], language: str | None) -> tuple[list[Text], tuple[str, ...]]:
    """Return the texts in the item's language, and the languages in which the item holds its story once more.

    The item's language is the stated one if there is a story in it, otherwise that of the first story.
    Stories in several languages that the document does not mark as alternatives are kept: the language of a
    component is wrong in many files.
    """
    alternatives = [text for text in texts if text.of.is_alternative and has_story((text,))]
    spoken = once(_tongue(text.of.language) for text in alternatives)
    if len(spoken) <= 1:
        return list(texts), ()
    own = _tongue(language) if _tongue(language) in spoken else spoken[0]
    kept = [text for text in texts if not text.of.is_alternative or _tongue(text.of.language) in (own, None)]
    return kept, tuple(other for other in spoken if other != own)


def _tongue(language: str | None) -> str | None:
    return language.lower().replace("_", "-").partition("-")[0] if language else None


def story(texts: Sequence[Text], headline: str | None = None) -> str:
    """Return the story: lead and body, then texts of other parts.

    Where the item holds several stories, each one begins with its title, unless that is the item's headline.
    """
    tellings = {id(text.of): text.of for text in texts if text.medium is None}
    found = []
    for telling in tellings.values():
        own = [text for text in texts if text.of is telling and text.medium is None and text.part in _RANKS]
        if said := _composed([text for text in own if text.part != "caption"]):
            found.append((telling.title, said))
    shown = {folded(headline or "")} if len(found) > 1 else set()
    paragraphs = []
    for title, said in found:
        if shown and title and folded(title) not in shown | {folded(said[0])}:
            shown.add(folded(title))
            paragraphs.append(title)
        paragraphs += said
    return "\n\n".join(paragraphs)


def beside(texts: Sequence[Text]) -> str:
    """Return the text of an item that is a file: body and script, then captions, each once."""
    own = [text for text in texts if text.part in _RANKS]
    return "\n\n".join(once(_composed(own or [text for text in texts if text.part == "abstract"])))


def _composed(own: Sequence[Text]) -> list[str]:
    """Return the texts in the order of a story, without a lead that the body repeats."""
    ordered = sorted(own, key=lambda text: _RANKS.get(text.part, 0))
    body = next((text.said for text in ordered if text.part == "body"), "")
    return [text.said for text in ordered if text.part != "lead" or not _begins(body, text.said)]


def _begins(body: str, lead: str) -> bool:
    """Return whether a body begins with a lead, perhaps behind a dateline."""
    if not body or len(lead) > len(body):
        return False
    return (words := folded(lead)) != "" and words in folded(body[: len(lead) * 2 + _BEFORE])[
        : len(words) + _BEFORE
    ]
