"""IPTC ninjs, News in JSON: versions 1.x, 2.x and 3.x, and the flavours that Superdesk writes.

The three generations differ in their names (https://iptc.org/std/ninjs/): 1.x puts roles into names
(``body_xhtml``), 2.x has arrays of objects with a role (``bodies``), 3.x writes 2.x in camel case
and adds events and planning. So the parser ignores the case of names, and looks for a field in the
singular and in the plural.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from newswire.lexicon import agencies
from newswire.lexicon.addresses import is_address, without_query
from newswire.model import Defaults, Document, Item, Link, Rejected, Subject
from newswire.parse.format import Format
from newswire.parse.readers import newscodes
from newswire.parse.readers.json import (
    Object,
    integer,
    objects,
    peek,
    read_json,
    refuse_too_many,
    string,
    strings,
)
from newswire.parse.readers.json_items import body, kind, labels_of, line, pubstatus, renditions, subjects
from newswire.parse.readers.times import Clock

_TELLING = frozenset(
    [
        "versioncreated",
        "pubstatus",
        "representationtype",
        "standard",
        "$standard",
        "body_text",
        "body_html",
        "body_xhtml",
        "description_text",
        "description_html",
        "eventdetails",
        "plannedcoverage",
    ]
)
_ROLES = frozenset(("bodies", "headlines", "descriptions"))
_KNOWN = re.compile(
    r"uri|type|mimetype|profile|version|firstcreated|content(?:created|digitised)|embargoed(?:until)?|expires|urgency"
    r"|copyright(?:holder|notice)|usageterms|ednote|language|person|people|(?:organisation|place|subject|event)s?"
    r"|objects?|infosources?|title|by(?:line)?|headline(?:_.*)?|slugline|located|renditions|associations|altids"
    r"|trustindicators?|genres?|rightsinfo|digitalsourcetype|advices?|(?:body|description)_.*"
    r"|guid|source|service|priority|keywords|authors|signals?|evolvedfrom|expiry|extra|products|attachments"
    r"|readtime|wordcount|charcount|annotations|contributors?|replaces"
)
"""Names of ninjs, and of Superdesk's flavours of it, that other JSON may use too."""

_NAR_SUBJECTS = ("subject", "person", "people", "organisation", "place", "event", "object")
"""Every ninjs property that the schema maps to NewsML-G2's ``subject`` (``nar:subject``)."""

_QCODE = re.compile(r"[A-Za-z]{1,8}:\w{1,20}")
_URN = re.compile(r"urn:newsml:([^:]+):")
_GUIDS = ("guid", "uri", "id")
_ALTIDS = ("itemid", "guid", "usn", "id")
"""Names of stable identifiers in ``altids``, the best one first."""

_NAMES_AN_ITEM = re.compile(r"(?=(?:\D*\d){4})[\w.~:-]{8,}")
"""The last part of a path that identifies an item, so that a query behind it is one of a request."""

_AUTHOR = re.compile(
    r"(?:^|[:/])(?:author|writer|creator|by|byline|reporter|journalist|correspondent)s?$", re.IGNORECASE
)
_PICTURES = re.compile(r"photograph|camera|illustrat", re.IGNORECASE)
_STANDFIRST = ("text", "summary", "abstract", "standfirst", "lead", "teaser", "short")
_EARLIER = {
    "evolvedfrom": "previous-version",  # Superdesk: the story that this one updates
    "rewrite_of": "previous-version",
    "replaces": "replaces",
    "replacing": "replaces",  # TT: a list
    "translated_from": "translation-of",  # Superdesk: the story of which this one is a translation
}
_TRANSLATIONS = {"translationof", "istranslationof", "translatedfrom"}
"""Names of an association with the story of which this one is a translation."""
_PEOPLE = frozenset(("person", "people", "contributor", "contributors", "authors"))
_NAMES_OF_SUBJECTS = frozenset(("people", *_NAR_SUBJECTS, *(f"{name}s" for name in _NAR_SUBJECTS)))
_LINKING = frozenset(("renditions", "associations", "trustindicator", "trustindicators", *_EARLIER))
"""The fields with links. Most items have none of them, nor of people and subjects."""
_BODY_RANK = ("xhtml", "html", "nitf", "xml", "main", "text", "plain")
_PLAIN = _BODY_RANK.index("text")


def recognises(document: Document) -> bool:
    """Return whether an object has a name that only ninjs has, or a ``uri`` and only names of ninjs."""
    return any(map(_is_ninjs, objects(_unwrapped(peek(document)))[:3]))


def parse(document: Document, defaults: Defaults) -> Iterator[Item | Rejected]:
    """Yield one item an object, and one for each associated text that has a body of its own."""
    value, repaired = read_json(document)
    refuse_too_many(found := objects(_unwrapped(value)))
    for news in found:
        folded = _folded(news)
        yield _item(folded, document, defaults, repaired)
        for part in map(_folded, _associations(folded)):
            if kind(part.get("type")) == "text" and _body(part):
                yield _item(part, document, defaults, repaired)


def _unwrapped(value: object) -> object:
    """Return the content of an envelope (Superdesk's ``_items``, ``hits``, ``items``), or the value."""
    if isinstance(value, dict) and not _is_ninjs(value):
        for inner in value.values():
            if isinstance(inner, list) and any(map(_is_telling, objects(inner)[:1])):
                return inner
    return value


def _is_telling(news: Object) -> bool:
    """Return whether an object has a name that only ninjs has.

    ``headlines`` and the like are arrays in ninjs, and objects elsewhere.
    """
    names = set(map(str.lower, news))
    if not names.isdisjoint(_TELLING):
        return True
    return not names.isdisjoint(_ROLES) and any(
        name.lower() in _ROLES and not _has_texts(inner) for name, inner in news.items()
    )


def _has_texts(value: object) -> bool:
    return isinstance(value, dict) and any(isinstance(entry, str) for entry in value.values())


def _is_ninjs(news: Object) -> bool:
    return _is_telling(news) or ("uri" in news and all(_KNOWN.fullmatch(name.lower()) for name in news))


def _folded(news: Object) -> Object:
    """Return the object with its names in lower case, so that those of 2.x and 3.x agree."""
    return {name.lower(): value for name, value in news.items()}


def _item(news: Object, document: Document, defaults: Defaults, repaired: tuple[str, ...]) -> Item:
    clock = Clock(defaults, list(repaired))
    version = string(news.get("version"))
    guid = _identity(news)
    description, text = _described(news, "description", *_STANDFIRST), _body(news)
    what = kind(news.get("type")) or ("event" if news.get("eventdetails") else "text")
    if not text and what not in {"text", "package"}:
        description, text = None, description or _described(news, "description", "caption")
        if not text and what == "event":
            text = string(news.get("definition_long")) or string(news.get("definition_short"))
    credit = strings(_described(news, "description", "creditline"))
    sources = _sources(news)
    item = Item(
        path=document.path,
        format="ninjs",
        provider=_provider(news, guid) or (_issuer(credit) if sources else None),
        guid=guid,
        version=version,
        kind=what,
        pubstatus=pubstatus(news.get("pubstatus"), clock.warnings),
        urgency=_scaled(news, "urgency", clock),
        priority=integer(news.get("priority")),
        category=_code(news.get("service")) or _category(news),
        subjects=_subjects(news),
        keywords=strings(news.get("keywords")),
        genre="; ".join(labels_of(_either(news, "genre"))) or None,
        headline=_headline(news),
        slugline=string(news.get("slugline")) or string(news.get("slug")),
        byline=string(news.get("byline")) or string(news.get("by")),
        authors=_authors(news, what),
        standfirst=description or _described(news, "headline", "subheadline", "subtitle", "deck", "summary"),
        dateline=_dateline(news),
        place=string(news.get("located")),
        credit=tuple(dict.fromkeys((*credit, *sources))),
        first_created=clock.read(news.get("firstcreated"), "firstcreated"),
        version_created=clock.read(news.get("versioncreated"), "versioncreated"),
        embargo_until=clock.read(news.get("embargoed") or news.get("embargoeduntil"), "embargoed"),
        expires=clock.read(news.get("expires") or news.get("expiry"), "expires"),
        language=string(news.get("language")),
        ed_note=string(news.get("ednote")),
        signal=labels_of(_either(news, "signal")),
        usage_terms=string(news.get("usageterms")),
        copyright=string(news.get("copyrightnotice")) or string(news.get("copyrightholder")),
        body_text=text,
        links=_links(news),
        warnings=tuple(clock.warnings),
    )
    return clock.dated(item)


def _provider(news: Object, guid: str | None) -> str | None:
    named = string(news.get("provider")) or string(news.get("source")) or string(news.get("copyrightholder"))
    named = named.partition(":")[2] if named and _QCODE.fullmatch(named) else named
    urn = _URN.match(guid) if guid and not named else None
    return urn[1] if urn else named


def _issuer(credit: tuple[str, ...]) -> str | None:
    """Return the agency of a credit line, which issues what its sources gave."""
    found = agencies.agency(credit[0]) if credit else None
    return found.name if found else None


def _identity(news: Object) -> str | None:
    """Return the identifier without the version, and without the query of a request.

    A query belongs to the identity where the path does not name an item (``?id=7``), unless ``altids`` has a
    stable identifier.
    """
    version = string(news.get("version"))
    guid = next(filter(None, map(string, map(news.get, _GUIDS))), None)
    if guid and "?" in guid and is_address(guid):
        path = without_query(guid)
        altids = next(iter(objects(news.get("altids"))), {})
        named = (string(altids.get(name)) for name in _ALTIDS)
        return path if _NAMES_AN_ITEM.fullmatch(path.rpartition("/")[2]) else next(filter(None, named), guid)
    if guid and version and guid.startswith("tag:") and guid.count(":") > 2:  # tag:who,when:what
        return guid.removesuffix(f":{version}")
    return newscodes.without_version(guid, version)


def _dateline(news: Object) -> str | None:
    """Return the dateline as printed, which Superdesk keeps in an object."""
    found = news.get("dateline")
    return string(found) or next((string(one.get("text")) for one in objects(found)), None)


def _scaled(news: Object, name: str, clock: Clock) -> int | None:
    """Return a number from 1 to 9. Omit any other value, with a warning."""
    number = integer(value := news.get(name))
    if value is None or (number is not None and 1 <= number <= 9):
        return number
    clock.warnings.append(f"{name} {str(value)[:20]!r} is not on the scale from 1 to 9.")
    return None


def _either(news: Object, singular: str) -> object:
    """Return a field by its name in the singular (1.x), or else in the plural (2.x, 3.x)."""
    return news.get(singular) or news.get("people" if singular == "person" else singular + "s")


def _code(concepts: object) -> str | None:
    return next((code for concept in objects(concepts) if (code := string(concept.get("code")))), None)


def _category(news: Object) -> str | None:
    """Return the code of the subject whose ``rel`` is ``category``."""
    found = (one for one in objects(news.get("subject")) if one.get("rel") == "category")
    return _code(list(found))


def _authors(news: Object, what: str) -> tuple[str, ...]:
    """Return Superdesk's authors, and the people and contributors whose role is that of an author.

    A photographer is the author of a picture, and no author of a text.
    """
    if _PEOPLE.isdisjoint(news):
        return ()
    people = [*objects(_either(news, "person")), *objects(_either(news, "contributor"))]
    found = [one for one in objects(news.get("authors")) if not _role(one) or _makes(one, what)]
    return strings([one.get("name") for one in (*found, *(one for one in people if _makes(one, what)))])


def _role(person: Object) -> str:
    return string(person.get("rel")) or next(iter(labels_of(person.get("role") or person.get("roles"))), "")


def _makes(person: Object, what: str) -> bool:
    role = _role(person)
    return bool(_AUTHOR.search(role)) or (what != "text" and bool(_PICTURES.search(role)))


def _sources(news: Object) -> tuple[str, ...]:
    """Return the agencies among the sources of information ("infosource").

    Other sources are those that an author asked: people, and authorities such as a coast guard.
    """
    names = strings([one.get("name") for one in objects(_either(news, "infosource"))])
    return tuple(name for name in names if agencies.agency(name))


def _subjects(news: Object) -> tuple[Subject, ...]:
    if _NAMES_OF_SUBJECTS.isdisjoint(news):
        return ()
    found = (subject for name in _NAR_SUBJECTS for subject in subjects(_either(news, name)))
    return tuple(dict.fromkeys(found))


def _headline(news: Object) -> str | None:
    """Return the headline, or else the ``title``, which names the item."""
    found = string(news.get("headline")) or _described(news, "headline", "main") or string(news.get("title"))
    if not found and news.get("type") == "event":  # of Superdesk
        found = string(news.get("name"))
    return line(found) if found else None


def _described(news: Object, name: str, *roles: str) -> str | None:
    """Return the text in ``<name>_<role>`` (1.x) or ``<name>s`` (2.x, 3.x) for the first role present.

    A text without a role counts as one with the role ``text`` or ``main``.
    """
    entries = objects(news.get(name + "s"))
    if not entries and not any(key.startswith(name) for key in news):
        return None
    plain = next((role for role in roles if role in {"text", "main"}), None)
    for role, keys in _keys(name, roles):
        for key in keys:
            if value := string(news.get(key)):
                return body(value)
        for entry in entries:
            if (string(entry.get("role")) or plain) == role and (value := string(entry.get("value"))):
                return body(value)
    return None


@cache
def _keys(name: str, roles: tuple[str, ...]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return the names of a field in 1.x by its roles; one for a text has the names for HTML too."""
    return tuple(
        (role, tuple(f"{name}_{form}" for form in ((role, "html", "xhtml") if role == "text" else (role,))))
        for role in roles
    )


def _body(news: Object) -> str | None:
    """Return the body in its richest form, as text."""
    forms = [(name[5:], string(value)) for name, value in news.items() if name.startswith("body_")]
    forms.append(("", string(news.get("body"))))
    for entry in map(_folded, objects(news.get("bodies"))):
        form = f"{entry.get('contenttype') or ''} {entry.get('role') or ''}".lower()
        forms.append((form, string(entry.get("value"))))
    ranked = sorted((_rank(form), number, form, value) for number, (form, value) in enumerate(forms) if value)
    for rank, _, form, value in ranked:
        # NITF's own headline stays as the first paragraph, because it differs from that of ninjs.
        wrapped = rank != _PLAIN and _is_wrapped(form, value)
        if text := body(value, "text" if rank == _PLAIN else "html" if wrapped else "unknown"):
            return text
    return None


def _is_wrapped(form: str, value: str) -> bool:
    """Return whether a text is HTML without tags, so that its line breaks are spaces."""
    return "html" in form and "<" not in value and "\n\n" not in value


@lru_cache(maxsize=256)
def _rank(form: str) -> int:
    return next((rank for rank, word in enumerate(_BODY_RANK) if word in form), len(_BODY_RANK))


def _associations(news: Object) -> list[Object]:
    found = news.get("associations")
    if isinstance(found, dict):  # ninjs 1.x: by their names
        return [{"name": name, **part} for name, value in found.items() for part in objects(value)]
    return objects(found)


def _relation(part: Object) -> str:
    """Return the relation of a story to an associated one, which the name or ``rel`` of the latter states."""
    stated = (string(part.get(name)) or "" for name in ("rel", "name"))
    words = {re.sub(r"[^a-z]", "", one.rpartition(":")[2].lower()) for one in stated}
    return "translation-of" if words & _TRANSLATIONS else "related"


def _links(news: Object) -> tuple[Link, ...]:
    if _LINKING.isdisjoint(news):
        return ()
    links = list(renditions(news.get("renditions")))
    for part in map(_folded, _associations(news)):
        guid = _identity(part)
        links += (
            [Link(_relation(part), guid), *renditions(part.get("renditions"), guid)]
            if guid
            else renditions(part.get("renditions"))
        )
    links += [Link(rel, one) for name, rel in _EARLIER.items() for one in strings(news.get(name))]
    for indicator in objects(_either(news, "trustindicator")):
        if url := string(indicator.get("href")):
            links.append(Link("trust-indicator", url=url))
    return tuple(dict.fromkeys(links))


FORMAT = Format("ninjs", recognises, parse)
