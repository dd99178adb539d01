"""Any other JSON that holds news or events: agencies' and publishers' own shapes, search answers, forms.

There is no standard to go by, so fields are found by the names that are used for them everywhere.
An object counts as news if it has a heading and one thing more; the first array of such objects
in the document, at most four levels down, is taken. What holds none is rejected as ``no-news``.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from newswire.model import Defaults, Document, Item, Link, Pubstatus, Rejected
from newswire.parse import no_story
from newswire.parse.format import Format, Unparsable
from newswire.parse.json_document import (
    Object,
    integer,
    objects,
    opening,
    read_json,
    refuse_too_many,
    string,
    strings,
)
from newswire.parse.json_items import body, kind, label_of, pubstatus, subjects
from newswire.parse.times import Clock, Given

_DEEPEST = 4
_NAMES: dict[str, tuple[str, ...]] = {
    "headline": ("headline", "title", "webtitle", "heading", "displaytitle", "name"),
    "body": (
        "bodyhtml", "body", "bodytext", "contenthtml", "content", "contenttext", "articlebody", "articlehtml",
        "fulltext", "maintext", "storytext", "story", "text", "html",
    ),
    "standfirst": (
        "standfirst", "abstract", "summary", "teaser", "subtitle", "deck", "trailtext", "snippet", "excerpt",
        "lead", "description", "comment",
    ),
    "guid": (
        "guid", "uri", "urn", "itemid", "articleid", "storyid", "newsid", "contentid", "uuid", "uid", "id",
    ),
    "version": ("version", "revision"),
    "version_created": (
        "versioncreated", "updatedat", "updated", "lastmodified", "modifiedat", "modified", "datemodified",
        "lasteditdateutc", "lasteditdate", "lastupdated",
    ),
    "first_created": ("firstcreated", "createddateutc", "createdat", "created", "createddate", "datecreated"),
    "published": (
        "publishedat", "published", "datepublished", "publicationdate", "webpublicationdate",
        "firstpublished", "pubdate", "publishdate", "publisheddate", "displaydate", "date", "timestamp",
    ),
    "embargo": ("embargoed", "embargountil", "embargo", "embargotime", "embargodate"),
    "language": ("language", "lang", "locale"),
    "byline": ("byline", "by", "author", "authors", "creator", "creators", "writer"),
    "url": ("canonicalurl", "weburl", "permalink", "url", "link", "href"),
    "provider": ("provider", "source", "agency", "newsagency", "publisher", "sourcename"),
    "slugline": ("slugline", "slug", "keywordline"),
    "keywords": ("keywords", "tags"),
    "category": ("category", "section", "sectionname"),
    "subjects": ("subjects", "subject", "categories", "topics"),
    "genre": ("genre", "genres", "articletype"),
    "place": ("dateline", "located", "city"),
    "ed_note": ("ednote", "editorialnote", "editorsnote", "note"),
    "copyright": ("copyright", "copyrightnotice"),
    "picture": ("urltoimage", "imageurl", "image", "thumbnail", "picture"),
    "status": ("pubstatus", "status"),
    "urgency": ("urgency", "newsvalue"),
    "starts": ("startdate", "starttime", "startdatetime", "begins", "eventdate"),
}  # fmt: skip
_EVIDENCE = ("body", "standfirst", "version_created", "published", "url", "byline", "slugline", "starts")
_INNER = ("fields", "attributes", "source")
"""Objects inside one: of the Guardian, JSON:API, and (``_source``) Elasticsearch."""
_STATUSES = frozenset(("usable", "withheld", "canceled", "cancelled", "killed"))
_EPOCH = range(631_152_000, 4_102_444_800)  # 1990 to 2100, in seconds


def recognises(document: Document) -> bool:
    """Whatever begins like JSON and is none of the formats that were asked before."""
    return bool(opening(document.content))


def parse(document: Document, defaults: Defaults) -> Iterator[Item | Rejected]:
    """One item for each object that is news.

    Raises:
        Unparsable: no object is (``no-news``), or the JSON cannot be read.
    """
    value, repaired = read_json(document.content)
    found = news_objects(value)
    if not found:
        raise Unparsable(
            "no-news", "The JSON holds no object that has a heading and a text, a time or a link."
        )
    refuse_too_many(found)
    for news in found:
        yield item(news, document, Clock(defaults, list(repaired)))


def news_objects(value: object, depth: int = 0) -> list[Object]:
    """The objects of a JSON value that are news, from its first level that has any; see ``item``."""
    outer = objects(value)
    found = [plain for one in outer if _is_news(plain := _plain(one))]
    if found or depth == _DEEPEST:
        return found
    for name, inner in (entry for one in outer[:1] for entry in one.items()):
        if isinstance(inner, (dict, list)) and (found := news_objects(inner, depth + 1)):
            others = (news_objects(one.get(name), depth + 1) for one in outer[1:])
            return [*found, *(news for more in others for news in more)]
    return []


def _plain(news: Object) -> Object:
    """The object with its names in lower case without ``_``, ``-`` and blanks.

    Search answers and JSON:API keep the fields of a story in an object of their own; they are its too.
    """
    found = {name.lower().translate(_SEPARATORS): value for name, value in news.items()}
    for name in _INNER:
        if isinstance(inner := found.get(name), dict):
            found = {plain.lower().translate(_SEPARATORS): value for plain, value in inner.items()} | found
    return found


_SEPARATORS = str.maketrans("", "", "_- ")


def _is_news(news: Object) -> bool:
    heading = _text(news, "headline") or (_text(news, "starts") and _text(news, "standfirst"))
    if not heading or no_story.http_error(heading):  # RFC 9457: {"title": "Not Found", "status": 404}
        return False
    return any(_text(news, field) for field in _EVIDENCE)


def item(news: Object, document: Document, clock: Clock, form: str = "json") -> Item:
    """An item from one of ``news_objects``; ``form`` is its format's name."""
    text, standfirst = _text(news, "body"), _text(news, "standfirst")
    starts, headline = _text(news, "starts"), _text(news, "headline")
    if not headline:  # an event that is only described
        headline, standfirst = standfirst, None
    published = _given(news, "published", clock)
    url = _text(news, "url")
    return Item(
        path=document.path,
        format=form,
        provider=_text(news, "provider"),
        guid=_text(news, "guid"),
        version=_text(news, "version"),
        kind="event" if starts else _kind(news),
        pubstatus=_pubstatus(news, clock),
        urgency=integer(_first(news, "urgency")),
        category=label_of(_first(news, "category")),
        subjects=subjects(_value(news, "subjects")),
        keywords=strings(_value(news, "keywords")),
        genre=label_of(_value(news, "genre")),
        headline=" ".join((body(headline) or headline).split()) if headline else None,
        slugline=_text(news, "slugline"),
        byline=_text(news, "byline"),
        standfirst=body(standfirst) if standfirst else None,
        place=_text(news, "place"),
        published=published.at if published else None,
        published_precision=published.precision if published else None,
        published_from=next((name for name in _NAMES["published"] if news.get(name)), None)
        if published
        else None,
        first_created=_at(_given(news, "first_created", clock)),
        version_created=_at(_given(news, "version_created", clock)),
        embargo_until=_at(_given(news, "embargo", clock)),
        language=_text(news, "language"),
        ed_note=_text(news, "ed_note"),
        copyright=_text(news, "copyright"),
        body_text=body(text) if text else None,
        canonical_url=url if url and url.startswith("http") else None,
        links=tuple(
            Link("rendition", url=url) for url in strings(_value(news, "picture")) if url.startswith("http")
        ),
        warnings=tuple(clock.warnings),
    )


def _value(news: Object, field: str) -> object:
    return next(
        (value for name in _NAMES[field] if (value := news.get(name)) not in (None, "", [], {})), None
    )


def _first(news: Object, field: str) -> object:
    """The value of a field; forms put every answer into an array."""
    value = _value(news, field)
    return (
        next((entry for entry in value if entry not in (None, "")), None)
        if isinstance(value, list)
        else value
    )


def _text(news: Object, field: str) -> str | None:
    """The first name of a field that has a text; an object's ``name`` or ``main`` stands for it."""
    for name in _NAMES[field]:
        value = news.get(name)
        for entry in value if isinstance(value, list) else [value]:
            if isinstance(entry, dict):
                entry = entry.get("name") or entry.get("main") or entry.get("rendered") or entry.get("text")  # noqa: PLW2901
            if text := string(entry):
                return text
    return None


def _kind(news: Object) -> str:
    known = kind(news.get("type"))
    return (
        known if known in {"picture", "video", "audio", "graphic", "package", "event", "planning"} else "text"
    )


def _pubstatus(news: Object, clock: Clock) -> Pubstatus | None:
    """A status of publication; ``status`` may mean anything else too."""
    if news.get("deleted") is True:
        return "canceled"
    status = (_text(news, "status") or "").lower()
    return pubstatus(status, clock.warnings) if status in _STATUSES else None


def _at(given: Given | None) -> dt.datetime | None:
    return given.at if given else None


def _given(news: Object, field: str, clock: Clock) -> Given | None:
    """A time: text, or seconds or milliseconds since 1970."""
    value = _first(news, field)
    number = integer(value) if not isinstance(value, (int, float)) else int(value)
    for seconds in () if number is None else (number, number // 1000):
        if seconds in _EPOCH:
            return Given(dt.datetime.fromtimestamp(seconds, dt.UTC), "second")
    name = next((name for name in _NAMES[field] if news.get(name)), field)
    given = clock.given(string(value), name)
    if given and name.endswith("utc") and isinstance(value, str) and not value.endswith("Z"):
        clock.warnings.pop()  # no zone was doubted: the name gives it
        return Given(given.at.replace(tzinfo=dt.UTC), given.precision)
    return given


FORMAT = Format("json", recognises, parse)
