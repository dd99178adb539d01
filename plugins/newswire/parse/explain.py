"""The evidence of each field of a document's items: where it stands, or the step that derived it.

``parse_document`` keeps no evidence: here the same stages run, and their results are compared.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from newswire.lexicon import providers
from newswire.model import Defaults, Document, Item, Rejected
from newswire.parse.completion.complete import derivations
from newswire.parse.completion.opening import read_opening
from newswire.parse.document import stages
from newswire.parse.pages.body.body import LeftOut
from newswire.parse.pages.story import READING, Reading
from newswire.parse.story.story import Story, story_of

_OF_PAGES = {
    "body_text": "text",
    "category": "section",
    "guid": "canonical_url",
    "published_from": "published",
    "published_precision": "published",
    "version_created": "modified",
}
"""The parts of a page's reading that have another name than the item's field."""

_OF_STORY = {
    "body_text": "heads, captions, notes and sign-offs around the story were taken off",
    "byline": "the line of its writers above or below the story",
    "copyright": "the notice below the story",
    "ed_note": "a note in the text",
    "keywords": "the line of keywords in the text",
    "label": "a mark in the text",
    "links": "addresses of pictures in the text",
}
"""The results of the story alone, by field; any other field has its characters mended."""

_OF_OPENING = {
    "body_text": "the lines up to the end of the dateline were taken off",
    "byline": "the line of its writers before the text",
    "dateline": "the beginning of the text",
    "ed_note": "a note before the text",
    "genre": "the kind of story before the text",
    "label": "a mark before the text",
}
_OF_STEPS = {
    "authors": "the people in the fields of authors, byline and credit, or in the last paragraphs",
    "word_count": "counted in the text",
    "places": "the place, each one alone",
    "pubstatus_given": "stated, or a kill",
}


class Field(NamedTuple):
    """One field: its name in the item object, its plain value there, and its evidence."""

    name: str
    value: Any
    how: str


@dataclass(frozen=True, slots=True)
class Explanation:
    """The evidence of one item, or that of a rejected page as far as it was read.

    ``left_out`` are blocks of a page that are no story, each with the reason.
    """

    answer: Item | Rejected
    fields: tuple[Field, ...] = ()
    left_out: tuple[LeftOut, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """Return the object that ``newswire parse --explain --json`` prints."""
        plain = self.answer.as_json() if isinstance(self.answer, Rejected) else {"path": self.answer.path}
        fields = {field.name: {"value": field.value, "how": field.how} for field in self.fields}
        left_out = [{"text": one.text, "why": one.why} for one in self.left_out]
        return plain | {"fields": fields} | ({"left_out": left_out} if left_out else {})


def explain(document: Document, defaults: Defaults) -> Iterator[Explanation]:
    """Yield the evidence of each item of a document, or its rejection, in its order.

    Raises:
        FormatError: a format of an installed package cannot be used, whatever the document.
    """
    for found, answer in stages(document, defaults):
        reading = document.readings.get(READING)
        page = reading if isinstance(reading, Reading) else None
        left_out = tuple(page.body.left_out) if page else ()
        if isinstance(found, Item) and isinstance(answer, Item):
            yield Explanation(answer, tuple(_fields(found, answer, page, document, defaults)), left_out)
        else:
            yield Explanation(answer, tuple(_of_page(page)) if page else (), left_out)


def _fields(
    found: Item, answer: Item, page: Reading | None, document: Document, defaults: Defaults
) -> Iterator[Field]:
    story = story_of(found)
    dateline, opening = read_opening(story.item)
    opened = story.item.changed(**opening) if opening else story.item
    steps = derivations(story, dateline, opened, document, defaults)
    for name, value in answer.as_json().items():
        if name in {"path", "warnings"}:
            continue
        given, kept = getattr(found, name), getattr(answer, name)
        evidence = [_stated(name, given, page, document)] if given not in (None, (), False) else []
        if given != kept:
            if getattr(story.item, name) != given:
                evidence.append(_OF_STORY.get(name, "its characters were mended"))
            if name in opening:
                evidence.append(_OF_OPENING[name])
            for step, derived in steps.items():
                if name in derived:
                    evidence.append(_derived(step, name, answer, story, opening, defaults))
            if len(evidence) == int(given not in (None, (), False)):
                evidence.append(_last(name))
        yield Field(name, value, "; ".join(evidence))
    if answer.warnings:
        yield Field("warnings", list(answer.warnings), "doubts and repairs of all steps")


def _stated(name: str, value: object, page: Reading | None, document: Document) -> str:
    """Return the place of a value that the document itself states."""
    if name == "format":
        return "recognised by the content"
    if name == "kind" and value == "text":
        return "text, as the document states no other"
    if page is None:
        return "stated by the document"
    if name in {"provider", "signal", "genre", "ed_note", "credit"}:
        return _concluded(name, value, page)
    is_own = name == "source_url" and value == document.url
    if is_own or (value == page.page.url and value != page.facts.canonical_url):
        return "the address of the page"
    part = "canonical_url" if name == "source_url" else _OF_PAGES.get(name, name)
    for read in (page.facts, page.body):
        if getattr(read, part, None) == value or name in {"published_from", "published_precision"}:
            return read.how.get(name) or read.how.get(part, "stated by the page")
    return "the newest post" if name == "version_created" else "stated by the page"


def _concluded(name: str, value: object, page: Reading) -> str:
    """Return the evidence of a value that several parts of a page give together."""
    site, facts = page.site, page.facts
    if name == "provider":
        return _posted(value, page)
    if name == "signal":
        return "a wall stands before the rest of the text"
    if name == "genre":
        return facts.how.get("genre", "a live page") if facts.genre == value else "a live page"
    if name == "ed_note":
        return "lines around the text that name its writers"
    if site and site.carries:
        return f"the rules for {site.host}"
    return "an agency in the facts or the credit lines of the page"


def _posted(value: object, page: Reading) -> str:
    """Return the evidence of the poster of a page."""
    site, facts = page.site, page.facts
    if site and (site.provider or site.publisher):
        return f"the rules for {site.host}"
    if facts.publisher and value in {facts.publisher, providers.provider(facts.publisher)}:
        return facts.how.get("publisher", "the publisher that the page states")
    return "the host of the page"


def _of_page(page: Reading) -> Iterator[Field]:
    """Yield the facts and the parts of a page that was rejected."""
    for read in (page.facts, page.body):
        for name, how in read.how.items():
            value = getattr(read, name, None) or getattr(read, _OF_PAGES.get(name, ""), None)
            yield Field(name, value if isinstance(value, (str, bool)) else str(value), how)


def _derived(
    step: str, name: str, answer: Item, story: Story, opening: Mapping[str, object], defaults: Defaults
) -> str:
    """Return the evidence of a field that a step of the completion derived."""
    if step == "origin":
        return _issued(name, answer, story, defaults)
    if step == "location":
        return _OF_STEPS.get(
            name, "the dateline" if story.item.dateline or "dateline" in opening else "the place"
        )
    if step == "publication":
        return f"the best of the times: {answer.published_from}"
    if step == "state":
        marks = {
            "pubstatus": "usable, as no mark states otherwise",
            "label": "a mark in headline, slugline or note",
        }
        return "a kill" if answer.label == "kill" else marks.get(name, _OF_STEPS.get(name, step))
    if name == "language":
        own = story.item.language or defaults.language
        given = "the source's default" if not story.item.language else "the tag of the document"
        return f"{given}, checked by the text" if own else "detected in headline and text"
    return _OF_STEPS.get(name, step)


def _issued(name: str, answer: Item, story: Story, defaults: Defaults) -> str:
    """Return the evidence of the provider or of the credit."""
    item, named = story.item, answer.provider
    if answer.format == "html":
        return _of_poster(name, answer, item, defaults)
    if name == "credit":
        if item.credit:
            return "in canonical names"
        return f"{story.agency} signs the text" if story.agency else "the dateline or the byline"
    if item.provider and providers.provider(item.provider) == named:
        return "in its canonical name"
    if defaults.provider and providers.provider(defaults.provider) == named:
        return "the source's default"
    if story.agency == named:
        return "the agency that signs the text"
    if item.guid and providers.authority(item.guid) == named:
        return "the authority in the guid"
    return "the agency in the credit" if named in answer.credit else "the notice of rights or the credit"


def _of_poster(name: str, answer: Item, item: Item, defaults: Defaults) -> str:
    """Return the evidence of the provider or of the credit of a page, whose poster stands first in it."""
    posted = item.provider is not None
    if name == "credit":
        written = answer.credit[1:] if posted else answer.credit
        parts = ["the poster"] if posted else []
        return ", then ".join(parts + (["the agency that wrote the text"] if written else []))
    if answer.provider in answer.credit[int(posted) :]:
        return "replaced by the agency in the credit" if posted else "the agency in the credit"
    if defaults.provider and providers.provider(defaults.provider) == answer.provider:
        return "the source's default"
    return "in its canonical name"


def _last(name: str) -> str:
    """Return the evidence of a field that is derived after all others."""
    if name == "guid":
        return "of the item's address or text, as the document states none"
    return "words of an embargo" if name in {"embargo_until", "pubstatus"} else "made storable"
