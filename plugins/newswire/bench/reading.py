"""Faults that an editor would see in parsed items: the story, its authors and its issuer mixed up.

The checks look at the printed item objects and at the markup of their files. They share no rule with the
parsers, only the table of agencies, so that a wrong rule there is counted here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from pathlib import Path
from typing import Any

from newswire.lexicon import agencies, providers

_NO_TEXT = frozenset(("picture", "graphic", "video", "audio"))


class Fault(StrEnum):
    """A kind of fault."""

    HEADLINE_IN_BODY = "the headline begins the body"
    NO_AUTHOR = "a byline names people, authors is empty"
    NO_PERSON = "an author is an agency, a desk or an address"
    MIXED_CREDIT = "a credit holds a person, several names or half a name"
    PROVIDER = "the provider is an address, a code, a person or one of several names of an agency"
    CAPTION = "a caption or a photographer stands in the body"
    SIGN_OFF = "the body ends with a sign-off"


@dataclass(frozen=True, slots=True)
class Found:
    """One fault of one item, with the words that show it."""

    fault: Fault
    path: str
    words: str


def faults(item: Mapping[str, Any]) -> Iterator[Found]:
    """Yield the faults of an item object, as ``newswire parse --json`` prints it, at most one of a kind.

    The file of the item is read for its captions if it is still at its path.
    """
    checks = (
        (Fault.HEADLINE_IN_BODY, _headline_in_body),
        (Fault.NO_AUTHOR, _people_without_author),
        (Fault.NO_PERSON, _no_person),
        (Fault.MIXED_CREDIT, _mixed_credit),
        (Fault.PROVIDER, _provider),
        (Fault.CAPTION, _caption),
        (Fault.SIGN_OFF, _sign_off),
    )
    for fault, check in checks:
        if words := check(item):
            yield Found(fault, str(item.get("path")), words[:120])


def all_faults(items: Iterable[Mapping[str, Any]]) -> Iterator[Found]:
    """Yield the faults of all items. Rejected documents have none."""
    for item in items:
        if "rejected" not in item:
            yield from faults(item)


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))


def _paragraphs(item: Mapping[str, Any]) -> list[str]:
    return [part for part in str(item.get("body_text") or "").split("\n\n") if part.strip()]


def _headline_in_body(item: Mapping[str, Any]) -> str | None:
    """Return the paragraph that repeats the headline at the beginning of a longer text, or ends it."""
    headline, paragraphs = _letters(str(item.get("headline") or "")), _paragraphs(item)
    if len(headline) < 8 or len(paragraphs) < 2:
        return None
    joined = ""
    for paragraph in paragraphs[:6]:
        if _letters(paragraph) == headline:
            return paragraph
        joined += _letters(paragraph)
        if joined == headline:
            return paragraph
    return None


_BY = re.compile(
    r"^\W*(?:by|von|par|por|di|de|door|av|af|tekst|text|da|autor|foto|photo|story)\b[\s:]+", re.IGNORECASE
)
_PARTS = re.compile(r"\s*(?:[,;/\n|]|\b(?:and|und|et|y|e|og|och|ja|en|with)\b)\s*")
_NAME = re.compile(r"[^\W\d_][\w.'’-]*(?: [^\W\d_][\w.'’-]*){1,3}")
_NO_NAMES = (
    "staff reporter reporters correspondent correspondents writer editor desk news agency press media tv "
    "radio service services ltd inc gmbh asa ab oy network online bureau team newsroom redaktion publisher "
    "group korrespondent korrespondenten images exporter company corp tester union sports "
    "jan feb mar apr may jun jul aug sep oct nov dec"
)
_DESK_WORDS = frozenset(_NO_NAMES.split())


def _looks_like_person(name: str) -> bool:
    """Return whether two to four words, most of them capitalised, could name a person."""
    name = name.strip(" .")
    words = name.split()
    if (
        not _NAME.fullmatch(name)
        or agencies.agency(name)
        or _DESK_WORDS & {word.casefold() for word in words}
    ):
        return False
    return words[0][0].isupper() and words[-1][0].isupper()


def _people_without_author(item: Mapping[str, Any]) -> str | None:
    byline = str(item.get("byline") or "")
    if item.get("authors") or not byline:
        return None
    named = any(map(_looks_like_person, _PARTS.split(_BY.sub("", byline))))
    return byline if named else None


def _no_person(item: Mapping[str, Any]) -> str | None:
    for author in map(str, item.get("authors") or ()):
        words = {word.strip(".,").casefold() for word in author.split()}
        is_odd = re.search(r"[@/|;\d]|\band\b|\bund\b|^by ", author, re.IGNORECASE) or "," in author
        if is_odd or agencies.agency(author) or words & _DESK_WORDS:
            return author
    return None


_SEVERAL = re.compile(r"[/|@]| via |\bphoto\b|^(?:by|foto)\b", re.IGNORECASE)


def _mixed_credit(item: Mapping[str, Any]) -> str | None:
    """Return a credit that is no single organisation. A name cut at its ``&`` is found in the file."""
    credit = [str(name) for name in item.get("credit") or ()]
    people = {_letters(author) for author in item.get("authors") or ()}
    for name in credit:
        if (
            re.search(r"[/|]| via |\bphoto\b|^(?:by|foto)\b|@", name, re.IGNORECASE)
            or _letters(name) in people
        ):
            return name
    raw = _markup(item)
    for one, other in pairwise(credit):
        joined = (f"{a} {sign} {b}" for a, b in ((one, other), (other, one)) for sign in ("&", "&amp;"))
        if found := next((name for name in joined if name in raw), None):
            return found
    return None


_ADDRESS = re.compile(r"^[\w-]+(?:\.[\w-]+)*\.[a-z]{2,6}$", re.IGNORECASE)


def _provider(item: Mapping[str, Any]) -> str | None:
    provider = item.get("provider")
    if not provider:
        return None
    known = agencies.agency(str(provider))
    is_canonical = known is not None and known.name == provider
    is_code = re.search(r"[:@]|\bdesk\b|\bunknown\b|\bexporter\b", provider, re.IGNORECASE)
    is_address = _ADDRESS.match(provider) and not is_canonical and not _is_named_so(item, provider)
    is_person = provider in (item.get("authors") or ()) or provider == item.get("byline")
    is_other = known and provider.casefold() not in _ambiguous()
    if is_code or is_address or ((is_person or is_other) and not is_canonical):
        return str(provider)
    return None


_OF_SITES = frozenset(("rss", "atom", "jsonfeed", "wxr", "sitemap", "html"))


def _is_named_so(item: Mapping[str, Any], host: str) -> bool:
    """Return whether a host is the name of an unknown issuer: of a site, or of the authority in the guid.

    Such a host is the same in all documents of the issuer; the names that they print beside it differ.
    """
    if providers.of_host(host):
        return False
    authority = re.match(r"urn:newsml:([^:]+):|tag:([^,:]+),", str(item.get("guid") or ""), re.IGNORECASE)
    named = authority and host.casefold() in (authority[1] or authority[2]).casefold()
    return item.get("format") in _OF_SITES or bool(named)


def _ambiguous() -> frozenset[str]:
    """Return the names that others have too, and those of two letters: as printed they are right."""
    short = (name for one in agencies.entries() for name in one.aliases if len(name) == len("EP"))
    return agencies.listed("shared") | agencies.listed("plain_words") | {name.casefold() for name in short}


_CAPTIONS = re.compile(
    r"<(?:\w+:)?(figcaption|media-caption|media-producer)\b[^>]*>(.*?)</(?:\w+:)?\1>",
    re.IGNORECASE | re.DOTALL,
)
_TAG = re.compile(r"<[^>]+>")
_CREDITED = re.compile(
    r"^\W*(?:(?:foto|photo|fotos|photos|file photo|bild|image|picture|credit)\s*:.{0,200}$|"
    r"(?:ap|afp|reuters|epa|dpa)[ /]?photo[ /].{0,60}$|photo by .{0,60}$)|\((?:foto|photo)\s*:[^)]{2,60}\)$",
    re.IGNORECASE,
)


def _caption(item: Mapping[str, Any]) -> str | None:
    if item.get("kind") in _NO_TEXT or item.get("kind") == "package":
        return None
    paragraphs = _paragraphs(item)
    captions = {_letters(_TAG.sub(" ", found[2])) for found in _CAPTIONS.finditer(_markup(item))} - {""}
    for paragraph in paragraphs:
        if (len(paragraph) < 400 and _CREDITED.search(paragraph)) or _letters(paragraph) in captions:
            return paragraph
    return None


_SIGN_OFF = re.compile(
    r"^\W*(?:end|ends|ende|fin|fine|slut|slutt|enditem|mehr|more|segue|-30-|30|stop)\W*$"
    r"|^[-–—_=+*#.\s]{3,}$"
    r"|^/[^/\s]{2,30}/?$"
    r"|^==\w+$"
    r"|^\+{2,}.*\+{2,}$"
    r"|^\(?(?:[A-Z]{2,6}\\?/)?[a-z]{2,4}(?:[/-][a-z]{2,4}){1,5}\)?$"
    r"|^(?:[\u0600-\u06ff]{1,4}[ -]?){1,3}(?:/(?:[\u0600-\u06ff]{1,4}[ -]?){1,3}){1,4}$"
    r"|^(?:AAP|AFP|AP|dpa|APA|ats|sda|PTI|ANI|TT|NTB|STT|ANP)(?: RTV)?(?: [a-z]{2,3})?$",
    re.IGNORECASE,
)
_RESULTS = re.compile(r"(?:^|\n)(?:more [a-z]{2,3}\n)?AAP [A-Z]+(?: [a-z]{2,3})?$")


def _sign_off(item: Mapping[str, Any]) -> str | None:
    paragraphs = _paragraphs(item)
    if len(paragraphs) < 2 or item.get("kind") in _NO_TEXT:
        return None
    last = paragraphs[-1].strip()
    lines = last.split("\n")
    last_line = len(lines) > 1 and _SIGN_OFF.match(lines[-1].strip())
    return last[-120:] if last_line or _SIGN_OFF.match(last) or _RESULTS.search(last) else None


def _markup(item: Mapping[str, Any]) -> str:
    """Return the start of an item's file as text, empty if there is none."""
    path = Path(str(item.get("path") or ""))
    if not path.is_file():
        return ""
    with path.open("rb") as file:
        return file.read(2_000_000).decode("utf-8", "replace").replace("&lt;", "<").replace("&gt;", ">")
