"""Stories in XML of an agency's own making, recognised by their structure.

No class per agency: a story is an element with a headline and a text among its children, whatever
they are called; ``story_names.toml`` has the names that agencies and editorial systems give to our
fields. News standards inside other XML (a SOAP envelope, a search
result) are given to their own parsers.
"""

from __future__ import annotations

import datetime as dt
import email.utils
import re
from dataclasses import replace
from functools import lru_cache
from itertools import chain
from typing import TYPE_CHECKING

from newswire.model import Item, Link, Pubstatus
from newswire.parse import newscodes, newsml_1, newsml_g2, nitf
from newswire.parse.around import beside, inside, subjects
from newswire.parse.elements import XML_LANG, holds_only_elements, local, named, number, once, text, texts
from newswire.parse.format import Format, Unparsable
from newswire.parse.markup import MAX_TEXT, block_text, markup_text
from newswire.parse.members import documents_in
from newswire.parse.story_names import KNOWN_AS, plain
from newswire.parse.times import Clock, Given
from newswire.parse.unfolded import unfold
from newswire.parse.wrapped import paragraphs
from newswire.parse.xml import MAX_ITEMS, each_item, read_xml, root_name

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from lxml.etree import _Element

    from newswire.model import Defaults, Document, Rejected

_HEADLINES = frozenset(KNOWN_AS["headline"])
_PARAGRAPHS = frozenset(("p", "para", "par", "paragraph"))
_HEADED = _PARAGRAPHS | frozenset(KNOWN_AS["body"])
_HEAD = re.compile(r"head|info|meta|front|prolog")
_ANY_PROSE = frozenset(("any prose",))
"""Stands for a child with a long running text, whatever it is called."""
_ONLY_ALONE = frozenset(("head",))
"""Names of a headline that are also those of a part with other elements inside."""
_TITLES = frozenset(KNOWN_AS["headline"] + KNOWN_AS["slugline"])
_TEXTS = frozenset(KNOWN_AS["body"] + KNOWN_AS["standfirst"] + KNOWN_AS["caption"])
_EVIDENCE = frozenset(
    name
    for field in ("guid", "caption", "published", "version_created", "first_created")
    for name in KNOWN_AS[field]
)
_BODIES = frozenset(KNOWN_AS["body"])
_IDENTITIES = frozenset(KNOWN_AS["guid"])
_TIMES = frozenset(KNOWN_AS["published"] + KNOWN_AS["version_created"])
_KINDS = {
    "photo": "picture",
    "picture": "picture",
    "image": "picture",
    "video": "video",
    "audio": "audio",
    "graphic": "graphic",
}
_KNOWN = frozenset(name for names in KNOWN_AS.values() for name in names)
_WORDS = re.compile(r"[^\W\d_]{2,40}[,;]? {1,3}[^\W\d_]{1,40} {1,3}[^\W\d_]")
_STOP = re.compile(r"[.!?\"”»。]")
_LENGTHY = 100
"""Characters of a text that is surely one, without a headline."""
_MOST_NAMES = 4096
"""Different names of elements in one document; no schema of a wire has a tenth of them."""
_MOST_ATTRIBUTES = 100
"""Attributes of one element that are looked at; lxml takes quadratic time for them."""

_OF_ENVELOPE = (
    *("provider", "guid", "version", "pubstatus", "urgency", "priority", "category", "keywords", "genre"),
    *("headline", "slugline", "byline", "standfirst", "dateline", "place", "country", "credit", "language"),
    *("published", "published_precision", "first_created", "version_created", "embargo_until", "expires"),
    *("ed_note", "label", "usage_terms", "copyright", "header_word_count", "source_url"),
)
_TAG = re.compile(rb"<[A-Za-z][^<>]{0,500}>")
_BARE = re.compile(rb"=\s*([^\s\"'<>=]+)(?=[\s>])")
_FILES = re.compile(r"image|photo|picture|graphic|video|audio|media|document|attachment|enclosure")
_YES = ("true", "yes", "1", "ja")
_MARKS_OF_CREDIT = re.compile(r"^\W*(?:via\s+)?|(?<![\s/])[\s/]+$", re.IGNORECASE)
_ADDRESSES = ("url", "href", "src", "link")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8}){0,8}")
_DOTTED = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})(?:[ T,]+(\d{1,2}):(\d\d)(?::(\d\d))?)?")

Values = dict[str, list[str]]


def recognises(document: Document) -> bool:
    """The document is XML, but no page. Asked after all formats that are XML."""
    name = root_name(document.content)
    return name is not None and local(name).lower() != "html"


def parse(document: Document, defaults: Defaults) -> Iterator[Item | Rejected]:
    """Every story in a document; of news standards inside it, every item."""
    warnings: list[str] = []
    root = _root(document, warnings)
    _refuse_too_many_names(root)
    found = False
    for item in chain(
        _standards(root, document, defaults, warnings), _stories(root, document, defaults, warnings)
    ):
        found = True
        yield item
    if not found and (within := documents_in(_texts_alone(root), document, defaults)):
        yield from within
    elif not found:
        raise Unparsable(
            "no-story", f"The XML (<{local(root.tag)}>) has no element with a headline and a text."
        )


def _texts_alone(root: _Element) -> Iterator[str]:
    """The texts of elements that hold nothing else: a whole document may stand in one."""
    return (element.text for element in root.iter() if not len(element) and element.text)


def _root(document: Document, warnings: list[str]) -> _Element:
    """The document's element; SGML, where no XML is declared, may leave out the quotes of attributes."""
    try:
        return read_xml(document, warnings)
    except Unparsable as error:
        if error.reason != "malformed-xml" or document.content.lstrip().startswith(b"<?xml"):
            raise
        quoted = _TAG.sub(lambda tag: _BARE.sub(rb'="\1"', tag[0]), document.content)
        try:
            return read_xml(replace(document, content=quoted), warnings)
        except Unparsable:
            raise error from None


def _refuse_too_many_names(root: _Element) -> None:
    names: set[str] = set()
    for element in root.iter():
        names.add(element.tag)
        if len(names) > _MOST_NAMES:
            detail = f"The XML has more than {_MOST_NAMES:,} different names of elements."
            raise Unparsable("too-large", detail)


def _standards(
    root: _Element, document: Document, defaults: Defaults, warnings: list[str]
) -> Iterator[Item | Rejected]:
    found = {local(element.tag) for element in root.iter()}
    if found & {"newsItem", "packageItem", "planningItem", "conceptItem", "knowledgeItem"}:
        yield from newsml_g2.items(root, document, defaults, warnings)
    elif "NewsItem" in found and "NewsComponent" in found:
        yield from newsml_1.items(root, document, defaults, warnings)
    elif "nitf" in found:
        stories = [*named(root, "nitf")]
        yield from each_item(
            stories,
            lambda element: _in_envelope(
                element, document, Clock(defaults, list(warnings)), alone=len(stories) == 1
            ),
            document,
        )


def _in_envelope(story: _Element, document: Document, clock: Clock, *, alone: bool) -> Item:
    """NITF inside XML of an agency's own: what it leaves out the elements around the one story say."""
    item = nitf.item(story, document, clock)
    around = story.getparent()
    if not alone or around is None:
        return item
    said = _item(around, {}, document, Clock(clock.defaults), alone=True)
    missing = {
        name: value
        for name in _OF_ENVELOPE
        if getattr(item, name) in (None, ()) and (value := getattr(said, name))
    }
    if item.published or item.version_created or item.first_created:
        missing = {name: value for name, value in missing.items() if not name.startswith("published")}
    return item.changed(**missing)


def _stories(
    root: _Element, document: Document, defaults: Defaults, warnings: list[str]
) -> Iterator[Item | Rejected]:
    standard = any(True for _ in named(root, "nitf", "newsItem"))
    if standard or all(any(True for _ in named(root, name)) for name in ("NewsItem", "NewsComponent")):
        return
    records = _with_flashes(root, _found(root))
    if not records:
        unfold(root)
        records = (
            _with_flashes(root, _found(root))
            or _records(root, _HEADLINES, _ANY_PROSE)
            or _without_headline(root)
        )
    around: dict[_Element, Values] = {}
    alone = len(records) == 1
    yield from each_item(
        records,
        lambda record: _item(record, around, document, Clock(defaults, list(warnings)), alone=alone),
        document,
    )


def _found(root: _Element) -> list[_Element]:
    return (
        _records(root, _HEADLINES, _TEXTS)
        or _records(root, _HEADLINES, _PARAGRAPHS)
        or _headed(root)
        or _records(root, _TITLES, _EVIDENCE, innermost=True)
    )


def _headed(root: _Element) -> list[_Element]:
    """Elements with a text or paragraphs among their children, and a headline in a head beside them."""
    found: list[_Element] = []
    inside: set[_Element] = set()
    for element in root.iter():
        if element.getparent() in inside:
            inside.add(element)
        elif any(_plain(child.tag) in _HEADED and text(child) for child in element) and _head_title(element):
            found.append(element)
            inside.add(element)
    return found[: MAX_ITEMS + 1]


def _head_title(record: _Element) -> str | None:
    """The headline in a child that is a head (``head``, ``info``, ``grouphead``)."""
    for child in record:
        if len(child) and _HEAD.search(_plain(child.tag)):
            for element in child.iterdescendants():
                if _plain(element.tag) in _HEADLINES and (said := text(element)):
                    return said
    return None


def _records(
    root: _Element, titles: frozenset[str], needed: frozenset[str], *, innermost: bool = False
) -> list[_Element]:
    """Elements with a title and something else that is needed among their children.

    The outermost ones: what is inside a story is about the story. Where there are no texts, the
    innermost ones: a list has a title, too.
    """
    found: list[_Element] = []
    inside: set[_Element] = set()
    for element in root.iter():
        if not innermost and element.getparent() in inside:
            inside.add(element)
            continue
        if len(element) < 2:
            continue
        # A child with a title of its own is another story, whatever it is called.
        names = {
            name
            for child in element
            if ((name := _plain(child.tag)) in titles or name in needed)
            and text(child)
            and not (len(child) and (name in _ONLY_ALONE or any(_plain(e.tag) in titles for e in child)))
        }
        if needed is _ANY_PROSE and names & titles:
            names |= {name for child in element if _is_long(child) for name in _ANY_PROSE}
        if names & titles and names & needed:
            found.append(element)
            inside.add(element)
            if len(found) > MAX_ITEMS:
                break
    if innermost:
        outer = {ancestor for element in found for ancestor in element.iterancestors()}
        return [element for element in found if element not in outer]
    return found


def _is_running(said: str) -> bool:
    """Whether a text has some words in a row, and the end of a sentence."""
    return _STOP.search(said) is not None and _WORDS.search(said) is not None


def _is_long(element: _Element) -> bool:
    said = text(element) or ""
    return len(said) > _LENGTHY and _plain(element.tag) not in _KNOWN and _is_running(said)


def _with_flashes(root: _Element, records: list[_Element]) -> list[_Element]:
    """The records, and those beside them of the same name that have a text, an identity and a time.

    A flash has no headline; without the others it would have to be told from any other data.
    """
    names = {record.tag for record in records}
    flashes = {
        record
        for record in _records(root, _BODIES, _TIMES)
        if _says(record, _IDENTITIES) and (not names or record.tag in names)
    }
    if not flashes - set(records):
        return records
    wanted = flashes | set(records)
    return [element for element in root.iter() if element in wanted][: MAX_ITEMS + 1]


def _without_headline(root: _Element) -> list[_Element]:
    """The document itself, if it is nothing but a text with an identity."""
    said = _values(root)
    lengthy = any(_plain(child.tag) in _BODIES and len(text(child) or "") > _LENGTHY for child in root)
    return [root] if lengthy and not _IDENTITIES.isdisjoint(said) else []


def _says(record: _Element, names: frozenset[str]) -> bool:
    return any(_plain(child.tag) in names and text(child) for child in record)


@lru_cache(maxsize=4096)
def _plain(tag: str) -> str:
    """A name without its namespace, its punctuation and its capitals."""
    return plain(local(tag))


def _values(element: _Element) -> Values:
    """Attributes of an element and texts of its children by plain name, in their order."""
    found: Values = {}
    for name, value in _attributes(element):
        if value.strip():
            found.setdefault(name, []).append(value)
    for child in element:
        said = child.text
        if len(child):  # <publisher><name>, <language><label>, or a list: <keywords><keyword>
            said = next((t for e in child if _plain(e.tag) in ("name", "label") and (t := text(e))), None)
            said = said or _listed(child)
        if said and said.strip():
            found.setdefault(_plain(child.tag), []).append(said)
    return found


def _listed(element: _Element) -> str | None:
    """The texts of elements of one name, if there is nothing else inside an element."""
    names = {child.tag for child in element}
    if len(names) > 1 or any(len(child) for child in element) or not holds_only_elements(element):
        return None
    return (" " if local(names.pop()) == "p" else ", ").join(texts(element))


def _attributes(element: _Element) -> Iterator[tuple[str, str]]:
    if len(element.attrib) <= _MOST_ATTRIBUTES:
        for name, value in element.attrib.items():
            yield "language" if name == XML_LANG else _plain(str(name)), str(value)


def _item(
    record: _Element, around: dict[_Element, Values], document: Document, clock: Clock, *, alone: bool
) -> Item:
    """A story from a record; what it does not say itself the elements around it may say.

    What is one story's own (its identity, its state) they say only of the one story in a document.
    """
    values, parts = [_values(record), inside(record)], _parts(record)
    outer = []
    for ancestor in record.iterancestors():
        if ancestor not in around:
            around[ancestor] = _values(ancestor)
        outer.append(around[ancestor])
    values += outer
    if alone:
        values.append(beside(record))

    def every(field: str) -> Iterator[str]:
        names = KNOWN_AS[field]
        found = (value for level in values for name in names for value in level.get(name, ()))
        return (" ".join(value.split()) for value in found)

    def one(field: str) -> str | None:
        return next(every(field), None)

    def time(field: str) -> dt.datetime | None:
        return given.at if (given := _time(one(field), field, clock)) else None

    def word(field: str) -> str | None:
        """A value that is no number: numbers are keys into tables that we do not have."""
        return next((value for value in every(field) if not value.isdecimal()), None)

    def own(field: str) -> str | None:
        levels = [values[0], *outer] if alone else values[:1]
        found = (value for level in levels for name in KNOWN_AS[field] for value in level.get(name, ()))
        return next((" ".join(value.split()) for value in found), None)

    def identity() -> str | None:
        """Its own first; of what the elements around say what is called more than ``id``."""
        names = [name for name in KNOWN_AS["guid"] if name != "id"]
        asked = [*((values[0], name) for name in KNOWN_AS["guid"])]
        if alone:
            asked += [(level, name) for level in values[1:] for name in names]
            asked += [(level, "id") for level in values[1:]]
        found = (value for level, name in asked for value in level.get(name, ()))
        return next((" ".join(value.split()) for value in found), None)

    def is_so(field: str) -> bool:
        return (own(field) or "").lower() in _YES

    dateline, title = one("dateline"), _head_title(record) or _deep(record)
    published = _time(one("published"), "published", clock)
    said = (v for level in (values[0], *outer) for name in KNOWN_AS["pubstatus"] for v in level.get(name, ()))
    status = next(said, None)
    body, caption = _text(parts, "body", _body), _text(parts, "caption", block_text)
    if body is None and caption is None:
        body = _prose(record)
    return Item(
        path=document.path,
        format="xml",
        provider=one("provider"),
        guid=identity() or _own_id(record),
        version=next((value for value in every("version") if value.isdecimal()), one("version")),
        kind=_kind(own("starts"), body, every("kind")),
        pubstatus="canceled" if is_so("canceled") else _pubstatus(status),
        urgency=number(one("urgency")),
        priority=number(one("priority")),
        category=word("category"),
        keywords=once(word.strip() for word in re.split(r"[,;]", one("keywords") or "")),
        genre=word("genre"),
        subjects=subjects(record),
        headline=" ".join((_text(parts, "headline") or title or one("headline") or "").split()) or None,
        slugline=one("slugline"),
        byline=_lines(parts, "byline") or one("byline"),
        standfirst=_text(parts, "standfirst", block_text) or _lines(parts, "headline", first=1),
        dateline=dateline,
        place=None if dateline else one("place"),
        country=newscodes.country(one("country")),
        credit=once((_MARKS_OF_CREDIT.sub("", one("credit") or ""),)),
        published=published.at if published else None,
        published_precision=published.precision if published else None,
        first_created=time("first_created"),
        version_created=time("version_created"),
        embargo_until=time("embargo_until"),
        expires=time("expires"),
        language=next(filter(_LANGUAGE.fullmatch, every("language")), None),
        ed_note=one("ed_note"),
        label=one("label") or ("correction" if is_so("correction") else None),
        usage_terms=one("usage_terms"),
        copyright=one("copyright"),
        body_text=body or caption,
        header_word_count=number(one("words")),
        source_url=url if (url := one("url")) and url.startswith("http") else None,
        links=(*(Link("replaces", guid) for guid in [own("replaces")] if guid), *_files(record)),
        warnings=tuple(clock.warnings),
    )


def _kind(starts: str | None, body: str | None, kinds: Iterator[str]) -> str:
    """An event has a beginning; what has a text is one; all else is what it says that it is."""
    if starts or body:
        return "event" if starts else "text"
    return next(filter(None, map(_KINDS.get, map(str.lower, kinds))), "text")


def _own_id(record: _Element) -> str | None:
    """The one child that is called somebody's identifier (``ntbId``), where none has a name that is known."""
    found = [child for child in record if not len(child) and local(child.tag).endswith(("Id", "ID"))]
    return text(found[0]) if len(found) == 1 else None


def _deep(record: _Element) -> str | None:
    """The headline that lies deeper in a document which is one story."""
    if record.getparent() is not None:
        return None
    return next(
        (t for e in record.iter() if not len(e) and _plain(e.tag) in _HEADLINES and (t := text(e))), None
    )


def _parts(record: _Element) -> dict[str, list[_Element]]:
    """The children of a record by plain name."""
    found: dict[str, list[_Element]] = {}
    for child in record:
        found.setdefault(_plain(child.tag), []).append(child)
    return found


def _lines(parts: dict[str, list[_Element]], field: str, *, first: int = 0) -> str | None:
    """The lines of a field that is said by an element for each line, from the ``first`` one on."""
    found = next((parts[name] for name in KNOWN_AS[field] if len(parts.get(name, ())) > 1), [])
    return ", ".join(texts(found)[first:]) or None


def _text(
    parts: dict[str, list[_Element]], field: str, read: Callable[[_Element], str] = markup_text
) -> str | None:
    """The text of a child, with its paragraphs, whether it is plain or holds markup."""
    children = (
        child
        for name in KNOWN_AS[field]
        for child in parts.get(name, ())
        if not (len(child) and name in _ONLY_ALONE)
    )
    return next(filter(None, map(read, children)), None)


def _prose(record: _Element) -> str | None:
    """The text of a story whose body has no name that is known: paragraphs, or what else is running text.

    What is told by a name that is known is left out, and so are texts inside parts that have a title.
    """
    found = []
    for child in record:
        name = _plain(child.tag)
        if name in _KNOWN or _FILES.search(name) or any(_plain(e.tag) in _TITLES for e in child):
            continue
        said = markup_text(child)
        if name in _PARAGRAPHS or (len(said) > _LENGTHY // 10 and _is_running(said)):
            found.append(said)
    return "\n\n".join(filter(None, found)) or None


def _body(element: _Element) -> str:
    """The text of a story; lines of plain text that were only wrapped are joined."""
    content = element.text or ""
    if len(element) or "<" in content or "\n" not in content.strip() or len(content) > MAX_TEXT:
        return markup_text(element)
    return paragraphs(content.replace("\r\n", "\n").split("\n"))


def _time(value: str | None, name: str, clock: Clock) -> Given | None:
    """A time in ISO 8601, as in e-mail, or with the day first and full stops (``04.03.2019 15:05``)."""
    if not value or value.startswith("0001-") or not any(map(str.isdecimal, value)):  # .NET's "none"
        return None
    if found := _DOTTED.fullmatch(value):
        day, month, year, hour, minute, second = (int(part or 0) for part in found.groups())
        try:
            moment = dt.datetime(year, month, day, hour, minute, second)  # noqa: DTZ001 - the zone follows
        except ValueError:
            clock.warnings.append(f"{name} {value!r} is no time that can be read.")
            return None
        return clock.zoned(moment, name, value, "minute" if found[4] else "day")
    if value[:1].isalpha():
        try:
            return clock.zoned(email.utils.parsedate_to_datetime(value), name, value, "second")
        except ValueError:
            pass
    return clock.given(value, name)


def _pubstatus(value: str | None) -> Pubstatus | None:
    """The status where it is a word of the IPTC's; numbers and workflow states say nothing."""
    return newscodes.pubstatus(value, [])


def _files(record: _Element) -> Iterator[Link]:
    """Pictures and other files: addresses in elements that are named after them."""
    seen = set()
    for element in record.iter():
        addresses = [value for name, value in _attributes(element) if name in _ADDRESSES]
        if not len(element) and element.text:
            addresses.append(element.text.strip())
        around = (element, element.getparent())
        for address in addresses:
            of_a_file = any(
                e is not None and e is not record and _FILES.search(_plain(e.tag)) for e in around
            )
            if of_a_file and address.startswith(("http://", "https://")) and address not in seen:
                seen.add(address)
                yield Link("rendition", url=address)


FORMAT = Format("xml", recognises, parse)
