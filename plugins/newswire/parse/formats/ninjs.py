"""IPTC ninjs, News in JSON: versions 1.x, 2.x and 3.x, and the flavours that Superdesk writes.

The three generations differ in their names (https://iptc.org/std/ninjs/): 1.x puts roles into names
(``body_xhtml``), 2.x has arrays of objects with a role (``bodies``), 3.x writes 2.x in camel case
and adds events and planning. So the parser ignores the case of names, and looks for a field in the
singular and in the plural.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

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
from newswire.parse.readers.json_items import body, kind, label_of, pubstatus, renditions, subjects
from newswire.parse.readers.times import Clock

_TELLING = re.compile(
    r"versioncreated|pubstatus|representationtype|\$?standard"
    r"|body_(?:text|html|xhtml)|description_(?:text|html)|eventdetails|plannedcoverage"
)
_ROLES = frozenset(("bodies", "headlines", "descriptions"))
_KNOWN = re.compile(
    r"uri|type|mimetype|profile|version|firstcreated|content(?:created|digitised)|embargoed(?:until)?|expires|urgency"
    r"|copyright(?:holder|notice)|usageterms|ednote|language|person|people|(?:organisation|place|subject|event)s?"
    r"|objects?|infosources?|title|by(?:line)?|headline(?:_.*)?|slugline|located|renditions|associations|altids"
    r"|trustindicators?|genres?|rightsinfo|digitalsourcetype|advices?|(?:body|description)_.*"
    r"|guid|source|service|priority|keywords|authors|signals?|evolvedfrom|expiry|extra|products|attachments"
    r"|readtime|wordcount|charcount|annotations"
)
"""Names of ninjs, and of Superdesk's flavours of it, that other JSON may use too."""

_NAR_SUBJECTS = ("subject", "person", "people", "organisation", "place", "event", "object")
"""Every ninjs property that the schema maps to NewsML-G2's ``subject`` (``nar:subject``)."""

_QCODE = re.compile(r"[A-Za-z]{1,8}:\w{1,20}")
_GUIDS = ("guid", "uri", "id")
_AUTHOR = re.compile(r"(?:^|[:/])(?:author|writer|creator|by)s?$", re.IGNORECASE)
_BODY_RANK = ("xhtml", "html", "nitf", "xml", "main", "text", "plain")


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
    return any(
        _TELLING.fullmatch(name.lower()) or (name.lower() in _ROLES and not _has_texts(inner))
        for name, inner in news.items()
    )


def _has_texts(value: object) -> bool:
    return isinstance(value, dict) and any(isinstance(entry, str) for entry in value.values())


def _is_ninjs(news: Object) -> bool:
    known = "uri" in news and all(_KNOWN.fullmatch(name.lower()) for name in news)
    return known or _is_telling(news)


def _folded(news: Object) -> Object:
    """Return the object with its names in lower case, so that those of 2.x and 3.x agree."""
    return {name.lower(): value for name, value in news.items()}


def _item(news: Object, document: Document, defaults: Defaults, repaired: tuple[str, ...]) -> Item:
    clock = Clock(defaults, list(repaired))
    version = string(news.get("version"))
    guid = newscodes.without_version(next(filter(None, map(string, map(news.get, _GUIDS))), None), version)
    description, text = _described(news, "description", "text", "summary"), _body(news)
    what = kind(news.get("type")) or ("event" if news.get("eventdetails") else "text")
    if not text and what not in {"text", "package"}:
        description, text = None, description or _described(news, "description", "caption")
    item = Item(
        path=document.path,
        format="ninjs",
        provider=_provider(news, guid),
        guid=guid,
        version=version,
        kind=what,
        pubstatus=pubstatus(news.get("pubstatus"), clock.warnings),
        urgency=_scaled(news, "urgency", clock),
        priority=integer(news.get("priority")),
        category=_code(news.get("service")) or _category(news),
        subjects=_subjects(news),
        keywords=strings(news.get("keywords")),
        genre=label_of(_either(news, "genre")),
        headline=_headline(news),
        slugline=string(news.get("slugline")),
        byline=string(news.get("byline")) or string(news.get("by")),
        authors=_authors(news),
        standfirst=description,
        place=string(news.get("located")),
        credit=strings(_described(news, "description", "creditline")),
        first_created=clock.read(news.get("firstcreated"), "firstcreated"),
        version_created=clock.read(news.get("versioncreated"), "versioncreated"),
        embargo_until=clock.read(news.get("embargoed") or news.get("embargoeduntil"), "embargoed"),
        expires=clock.read(news.get("expires") or news.get("expiry"), "expires"),
        language=string(news.get("language")),
        ed_note=string(news.get("ednote")),
        signal=strings(news.get("signals") or news.get("signal")),
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
    urn = re.match(r"urn:newsml:([^:]+):", guid or "")
    return named or (urn[1] if urn else None)


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


def _authors(news: Object) -> tuple[str, ...]:
    """Return Superdesk's authors, and the people whose ``rel`` is that of an author."""
    people = objects(_either(news, "person"))
    writing = [one for one in people if _AUTHOR.search(string(one.get("rel")) or "")]
    return strings([one.get("name") for one in (*objects(news.get("authors")), *writing)])


def _subjects(news: Object) -> tuple[Subject, ...]:
    found = (subject for name in _NAR_SUBJECTS for subject in subjects(_either(news, name)))
    return tuple(dict.fromkeys(found))


def _headline(news: Object) -> str | None:
    """Return the headline, or else the ``title``, which names the item."""
    found = string(news.get("headline")) or _described(news, "headline", "main") or string(news.get("title"))
    return " ".join((body(found) or found).split()) if found else None


def _described(news: Object, name: str, *roles: str) -> str | None:
    """Return the text in ``<name>_<role>`` (1.x) or ``<name>s`` (2.x, 3.x) for the first role present.

    A text without a role counts as one with the role ``text`` or ``main``.
    """
    entries = objects(news.get(name + "s"))
    plain = next((role for role in roles if role in {"text", "main"}), None)
    for role in roles:
        for key in (
            (f"{name}_{role}", f"{name}_html", f"{name}_xhtml") if role == "text" else (f"{name}_{role}",)
        ):
            if value := string(news.get(key)):
                return body(value)
        for entry in entries:
            if (string(entry.get("role")) or plain) == role and (value := string(entry.get("value"))):
                return body(value)
    return None


def _body(news: Object) -> str | None:
    """Return the body in its richest form, as text."""
    forms = [(name[5:], string(value)) for name, value in news.items() if name.startswith("body_")]
    forms.append(("", string(news.get("body"))))
    for entry in objects(news.get("bodies")):
        form = _folded(entry)
        forms.append(
            (f"{form.get('contenttype') or ''} {form.get('role') or ''}".lower(), string(form.get("value")))
        )
    ranked = sorted(forms, key=lambda form: _rank(form[0]))
    # NITF's own headline stays as the first paragraph, because it differs from that of ninjs.
    plain = _BODY_RANK.index("text")
    texts = (body(value, "text" if _rank(form) == plain else "unknown") for form, value in ranked if value)
    return next((text for text in texts if text), None)


def _rank(form: str) -> int:
    return next((rank for rank, word in enumerate(_BODY_RANK) if word in form), len(_BODY_RANK))


def _associations(news: Object) -> list[Object]:
    found = _folded(news).get("associations")
    return objects(list(found.values()) if isinstance(found, dict) else found)


def _links(news: Object) -> tuple[Link, ...]:
    links = list(renditions(news.get("renditions")))
    for part in map(_folded, _associations(news)):
        guid = string(part.get("uri")) or string(part.get("guid"))
        links += (
            [Link("related", guid), *renditions(part.get("renditions"), guid)]
            if guid
            else renditions(part.get("renditions"))
        )
    if earlier := string(news.get("evolvedfrom")):  # Superdesk: the story that this one updates
        links.append(Link("previous-version", earlier))
    return tuple(dict.fromkeys(links))


FORMAT = Format("ninjs", recognises, parse)
