"""The parties of a NewsML 1 item: its provider, its sources, and the people who made it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newswire.parse.readers.elements import Groups, attribute, children, first, once, text_in

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lxml.etree import _Element

_WRITES = ("author", "writer", "reporter", "journalist", "correspondent")
_WRITES_NOT = ("editor", "photo", "translat", "desk", "validator", "owner", "publisher")
_POSTS = frozenset(
    (
        *("correspondent", "correspondents", "desk", "editor", "editors", "staff", "reporter", "reporters"),
        *(
            "newsroom",
            "office",
            "bureau",
            "media",
            "agency",
            "redaktion",
            "redactie",
            "rédaction",
            "redacción",
        ),
        *("redazione", "korrespondent", "correspondant", "corresponsal"),
    )
)
"""Words of posts and rooms, which no name of a person contains."""


def formal_names(elements: Iterable[_Element]) -> tuple[str, ...]:
    """Return the formal names of elements, each once."""
    return once(attribute(element, "FormalName") for element in elements)


def parties(said: Groups, *names: str) -> tuple[str, ...]:
    """Return the names of the parties in the elements of some names (``provider``, ``source``)."""
    return formal_names(_parties(said, *names))


def provider_of(identifier: Groups, said: Groups, envelope: Groups) -> str | None:
    """Return the issuer: a domain name, so the part before a colon ("ProviderId").

    Otherwise return the provider or source in the metadata, or the sender of the message.
    """
    sender = children(first(envelope, "SentFrom")).get("Party", ())
    return (
        (text_in(identifier, "ProviderId") or "").partition(":")[0]
        or next(iter(parties(said, "provider", "source")), None)
        or next(iter(formal_names(sender)), None)
    )


def authors_in(said: Groups, *, is_text: bool) -> tuple[str, ...]:
    """Return the people who created the item, and those contributors whose topic is that of an author.

    Initials, codes and posts (``Correspondent A``) are no people's names. An editor is no author, and the
    photographer of a text is none either.
    """
    creators = (
        party
        for party in _parties(said, "creator")
        if not any(word in _topic(party) for word in _WRITES_NOT if is_text or word != "photo")
    )
    writers = (
        party for party in _parties(said, "contributor") if any(word in _topic(party) for word in _WRITES)
    )
    return tuple(name for name in formal_names([*creators, *writers]) if is_person(name))


def is_person(name: str) -> bool:
    """Return whether a name has the form of a person's: several words without figures, dashes and posts."""
    words = name.split()
    return (
        len(words) > 1
        and name[0].isalpha()
        and not any(map(str.isdecimal, name))
        and not any(word in ("-", "–", "/", "&") for word in words)
        and not _POSTS & {word.casefold() for word in words}
    )


def _parties(said: Groups, *names: str) -> list[_Element]:
    holders = (holder for name in names for holder in said.get(name, ()))
    return [party for holder in holders for party in children(holder).get("Party", ())]


def _topic(party: _Element) -> str:
    return (party.get("Topic") or "").lower()
