"""Any other JSON that holds news or events: agencies' and publishers' own shapes, search results, forms.

There is no standard, so fields are found by their common names. An object is news if it has a heading
and some evidence: a text, a time, a link or the like. The first array of such objects in the document, at
most four levels down, is taken, with the arrays beside it whose objects have the same shape. A document
without any is rejected as ``no-news``.
"""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Callable, Iterator
from functools import lru_cache

from newswire.errors import Unparsable
from newswire.lexicon.field_names import FIRST_IN_JSON, IN_JSON
from newswire.model import Defaults, Document, Item, Link, Pubstatus, Reason, Rejected
from newswire.parse.format import Container
from newswire.parse.generic.countries import country
from newswire.parse.generic.identity import steady
from newswire.parse.generic.json.blocks import block_text
from newswire.parse.generic.json.concepts import genre_of, kind_in, label_in, subjects_of
from newswire.parse.generic.json.values import (
    first,
    given_name,
    main,
    names,
    names_in,
    organisations,
    plain_text,
    text,
    texts,
    value,
)
from newswire.parse.generic.lead import joined
from newswire.parse.generic.lines import line, unescaped
from newswire.parse.inside import Inside
from newswire.parse.readers import no_story
from newswire.parse.readers.json import (
    Object,
    integer,
    objects,
    opening,
    read_json,
    refuse_too_many,
    string,
    strings,
)
from newswire.parse.readers.json_items import body, label_of, pubstatus
from newswire.parse.readers.machines.files import is_log_entry
from newswire.parse.readers.times import Clock, Given

_DEEPEST = 4
_SURE = frozenset(
    name
    for field in (
        "published",
        "version_created",
        "first_created",
        "byline",
        "language",
        "keywords",
        "provider",
    )
    for name in IN_JSON[field]
)
"""Names that keep their meaning for the story in an object of metadata inside it."""
_EVIDENCE = ("body", "standfirst", "version_created", "published", "url", "byline", "slugline", "starts")
_INNER = ("fields", "attributes", "source", "data", "doc", "article", "story", "item", "node")
"""Inner objects with a story's fields: the Guardian's, JSON:API's, Elasticsearch's, those of envelopes."""
_SAME_SHAPE = 0.6
"""Share of names that the objects of two arrays have in common if both are news."""
_MEDIA = frozenset(("picture", "video", "audio", "graphic"))
_MORE_THAN_A_PLACE = re.compile(r"[\d()/—–]|\s-")
_PEOPLE = ("contributor", "author")
_OF_SCHEMA = re.compile(r"\d+\.\d+\.\d+")
_CUT = re.compile(r"\s*(?:\[…\]|\[\.\.\.\]|…|\.\.\.)$")
_STATUSES = frozenset(("usable", "withheld", "canceled", "cancelled", "killed"))
_EPOCH = range(631_152_000, 4_102_444_800)  # 1990 to 2100, in seconds


def recognises(document: Document) -> bool:
    """Return whether a document begins like JSON. The registry asks the other formats of JSON first."""
    return bool(opening(document.content))


def parse(document: Document, defaults: Defaults, inside: Inside) -> Iterator[Item | Rejected]:
    """Yield one item for each object that is news; if there is none, the items of documents in its texts.

    Raises:
        Unparsable: ``no-news``, ``too-large``, or the reasons of ``read_json``.
    """
    value, repaired = read_json(document)
    if (entries := objects(value)) and all(map(is_log_entry, entries)):
        raise Unparsable(Reason.MACHINE_FILE, "The JSON is a log: each object has a level and a time.")
    found = news_objects(value)
    if not found and (answered := inside.texts(_strings(value, 0), document, defaults)):
        yield from answered
        return
    if not found:
        raise Unparsable(
            Reason.NO_NEWS, "The JSON holds no object that has a heading and a text, a time or a link."
        )
    refuse_too_many(found)
    for news in found:
        yield item(news, document, Clock(defaults, list(repaired)))


def _strings(value: object, depth: int) -> Iterator[str]:
    """Yield the texts in a value, down to ``_DEEPEST + 2`` levels."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, (dict, list)) and depth < _DEEPEST + 2:
        for inner in value.values() if isinstance(value, dict) else value:
            yield from _strings(inner, depth + 1)


def news_objects(value: object) -> list[Object]:
    """Return the objects of a JSON value that are news, from its first level that has any; see ``item``.

    An object with a ``name`` only may be anything, so it counts only if no object has a heading.
    """
    return _search(value, 0, _has_heading) or _search(value, 0, _has_name)


def _search(value: object, depth: int, is_news: Callable[[Object], bool]) -> list[Object]:
    outer = objects(value)
    found = [plain for one in outer if is_news(plain := _plain(one))]
    if found or depth == _DEEPEST:
        return found
    for name, inner in (entry for one in outer[:1] for entry in one.items()):
        if isinstance(inner, (dict, list)) and (found := _search(inner, depth + 1, is_news)):
            others = (_search(one.get(name), depth + 1, is_news) for one in outer[1:])
            found = [*found, *(news for more in others for news in more)]
            return [*found, *_beside(outer[0], name, found[0], depth, is_news)]
    return []


def _beside(
    outer: Object, name: str, first: Object, depth: int, is_news: Callable[[Object], bool]
) -> Iterator[Object]:
    """Yield the news in values after that of ``name``, if their names are mostly those of ``first``."""
    later = list(outer)[list(outer).index(name) + 1 :]
    for other in later:
        if isinstance(outer[other], (list, dict)):
            for news in _search(outer[other], depth + 1, is_news):
                if len(news.keys() & first.keys()) >= _SAME_SHAPE * len(news.keys() | first.keys()):
                    yield news


def _plain(news: Object) -> Object:
    """Return the object with its names in lower case without ``_``, ``-``, ``@`` and blanks.

    Search results and envelopes keep the fields of a story in an inner object; those fields are added.
    """
    found = _folded(news)
    for name in _INNER:
        if isinstance(inner := found.get(name), dict):
            more = _folded(inner)
            whole = name != "source" or not any(found.get(key) for key in FIRST_IN_JSON["headline"])
            if whole and any(more.get(key) for field in ("headline", "body") for key in FIRST_IN_JSON[field]):
                found = more | {key: value for key, value in found.items() if key != name}
    for name in ("metadata", "meta", "info"):
        if isinstance(inner := found.get(name), dict):
            found = {key: value for key, value in _folded(inner).items() if key in _SURE} | found
    return found


def _folded(news: Object) -> Object:
    return {_bare(name): value for name, value in news.items()}


@lru_cache(maxsize=4096)
def _bare(name: str) -> str:
    return name.lower().translate(_SEPARATORS)


_SEPARATORS = str.maketrans("", "", "_- @")


def _has_heading(news: Object) -> bool:
    heading = text(news, "headline") or (text(news, "starts") and text(news, "standfirst"))
    if not heading or no_story.http_error(heading):  # RFC 9457: {"title": "Not Found", "status": 404}
        return False
    return any(text(news, field) for field in _EVIDENCE) or _body(news) is not None


def _has_name(news: Object) -> bool:
    """Return whether an object with a name is an event or a story; a person or a site has a name too."""
    heading = string(news.get("name"))
    if not heading or no_story.http_error(heading):
        return False
    return any(text(news, field) for field in ("starts", "byline", "slugline")) or (
        (_body(news) or any(text(news, field) for field in ("standfirst", "url", "guid")))
        and text(news, "published") is not None
    )


def item(news: Object, document: Document, clock: Clock, form: str = "json") -> Item:
    """Return the item of one of ``news_objects``; ``form`` is the name of its format."""
    told, standfirst = _body(news), text(news, "standfirst")
    starts, headline = text(news, "starts"), text(news, "headline") or string(news.get("name"))
    version, people = _version(news), names(news, "byline")
    kind = "event" if starts else kind_in(news, has_text=bool(told))
    if not told and kind in _MEDIA:
        told = _readable(text(news, "caption"))
        people = people or names(news, "photographer")
    standfirst, told = joined(_standfirst(standfirst, told), told)
    if not headline:  # an event with a description only
        headline, standfirst = standfirst, None
    published = _given(news, "published", clock)
    url, printed = text(news, "url"), plain_text(news, "dateline")
    place = text(news, "place")
    if printed and not _MORE_THAN_A_PLACE.search(printed):
        place, printed = printed, None
    companies = organisations(news, "byline")
    return Item(
        path=document.path,
        format=form,
        provider=plain_text(news, "provider"),
        guid=steady(_identities(news), version),
        version=version,
        kind=kind,
        pubstatus=_pubstatus(news, clock),
        urgency=integer(first(news, "urgency")),
        priority=integer(first(news, "priority")),
        category=label_of(first(news, "category")),
        subjects=subjects_of(news),
        keywords=_keywords(news),
        genre=genre_of(news),
        headline=(line(body(headline) or headline) or None) if headline else None,
        slugline=line("-".join(strings(value(news, "slugline")))) or None,
        byline=", ".join(people) or None,
        authors=tuple(one for one in people if one not in companies) if len(people) > 1 else (),
        standfirst=standfirst,
        dateline=printed,
        place=place,
        country=country(text(news, "country")) if place or starts else None,
        credit=names(news, "credit"),
        published=published.at if published else None,
        published_precision=published.precision if published else None,
        published_from=next((name for name in IN_JSON["published"] if news.get(name)), None)
        if published
        else None,
        first_created=_at(_given(news, "first_created", clock)),
        version_created=_at(_given(news, "version_created", clock)),
        embargo_until=_at(_given(news, "embargo_until", clock)),
        expires=_at(_given(news, "expires", clock)),
        language=text(news, "language"),
        ed_note=plain_text(news, "ed_note"),
        label=label_in(news),
        usage_terms=plain_text(news, "usage_terms"),
        copyright=plain_text(news, "copyright"),
        body_text=told,
        canonical_url=url if url and url.startswith("http") else None,
        links=_links(news),
        warnings=tuple(clock.warnings),
    )


def _version(news: Object) -> str | None:
    """Return the version, unless it is that of a schema or a program (``0.10.9``)."""
    return next((said for said in texts(news, "version") if not _OF_SCHEMA.fullmatch(said)), None)


def _readable(said: str | None) -> str | None:
    return body(unescaped(said)) if said else None


def _standfirst(said: str | None, told: str | None) -> str | None:
    """Return the standfirst, unless a system has cut it from the text (``The ferry […]``)."""
    found = _readable(said)
    cut = _CUT.search(found) if found and told else None
    return None if cut and found and told and told.startswith(found[: cut.start()]) else found


def _links(news: Object) -> tuple[Link, ...]:
    pictures = (url for url in strings(value(news, "picture")) if url.startswith("http"))
    replaced = text(news, "replaces")
    return (
        *(Link("replaces", guid) for guid in (replaced,) if guid),
        *(Link("rendition", url=url) for url in pictures),
    )


def _keywords(news: Object) -> tuple[str, ...]:
    """Return the keywords, from an array of texts or of objects with a name or value, or from one string."""
    found = names(news, "keywords", without=_PEOPLE)
    if len(found) == 1:
        found = tuple(filter(None, (word.strip() for word in re.split(r"[,;]", found[0]))))
    return tuple(dict.fromkeys(found))


def _body(news: Object) -> str | None:
    """Return the text under the first name of a body that has one, from a string or from blocks."""
    return next((told for name in names_in(news, "body") if (told := block_text(news[name]))), None)


def _identities(news: Object) -> Iterator[str]:
    """Yield the identifiers of a story, the best first: its own, then those in an object of identifiers."""
    yield from texts(news, "guid")
    for name in ("altids", "identifiers", "ids"):
        if isinstance(inner := news.get(name), dict):
            yield from texts(_folded(inner), "guid")


def _pubstatus(news: Object, clock: Clock) -> Pubstatus | None:
    """Return the publishing status if its word is one of ``_STATUSES``; ``status`` may mean anything else.

    A flag such as ``isDeleted`` cancels the story.
    """
    if any(news.get(name) is True for name in IN_JSON["canceled"]):
        return "canceled"
    status = (text(news, "pubstatus") or "").lower()
    return pubstatus(status, clock.warnings) if status in _STATUSES else None


def _at(given: Given | None) -> dt.datetime | None:
    return given.at if given else None


def _given(news: Object, field: str, clock: Clock) -> Given | None:
    """Return the time of a field, from text, or from seconds or milliseconds since 1970."""
    written = main(first(news, field))
    if written is None:
        return None
    if isinstance(written, (int, float)):
        number = int(written) if math.isfinite(written) else None
    else:
        number = integer(written)
    for seconds in () if number is None else (number, number // 1000):
        if seconds in _EPOCH:
            return Given(dt.datetime.fromtimestamp(seconds, dt.UTC), "second")
    name = given_name(news, field) or field
    given = clock.given(string(written), name)
    if given and name.endswith(("utc", "gmt")) and isinstance(written, str) and not written.endswith("Z"):
        clock.warnings.pop()  # the doubt about the zone is void: the name states it
        return Given(given.at.replace(tzinfo=dt.UTC), given.precision)
    return given


FORMAT = Container("json", recognises, parse)
