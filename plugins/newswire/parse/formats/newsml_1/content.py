"""The combined components of a NewsML 1 item: its lines, metadata, texts and media."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from newswire.model import Link
from newswire.parse.formats import nitf
from newswire.parse.readers.elements import XML_LANG, Groups, attribute, children, first, local
from newswire.parse.readers.markup import markup_text, string_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

_SECTIONS = ("newslines", "administrativemetadata", "rightsmetadata", "descriptivemetadata", "metadata")
_NO_TEXT = ("css", "stylesheet", "javascript", "xsl")
_ORDER = {  # roles of components: the head of a story comes first, any other role last
    "title": 0,
    "headline": 0,
    "subheadline": 1,
    "lead": 2,
    "intro": 2,
    "summary": 2,
    "abstract": 2,
    "main": 3,
    "body": 3,
    "text": 3,
    "": 3,
}
LEADS = ("lead", "intro", "summary", "abstract", "teaser")
_MARKUP = {"p", "nitf", "html", "body", "body.content", "block", "div"}
_CAPTIONS = ("caption", "description")
_MEDIA = {
    "image": "picture",
    "photo": "picture",
    "picture": "picture",
    "jpeg": "picture",
    "graphic": "graphic",
    "video": "video",
    "audio": "audio",
    "sound": "audio",
    "animation": "graphic",
}


@dataclass(slots=True)
class Components:
    """The content of all components of one item, in the order of the document, outer ones first.

    The groups hold elements by their names in lower case, because wires differ in the case.
    ``aside`` holds the metadata of the media components of a story, because the photographer of a
    picture has not written the story.
    """

    said: Groups = field(default_factory=dict)
    aside: Groups = field(default_factory=dict)
    languages: list[str] = field(default_factory=list)
    texts: list[tuple[int, str]] = field(default_factory=list)
    lead: str | None = None
    story: _Element | None = None
    media: list[str] = field(default_factory=list)
    captions_only: bool = True
    links: list[Link] = field(default_factory=list)

    @property
    def body_text(self) -> str:
        """The texts of the components, a headline first, then the lead, the body, and the rest."""
        return "\n\n".join(found for _, found in sorted(self.texts, key=lambda ranked: ranked[0]))

    @property
    def kind(self) -> str | None:
        """Text; the kind of the first medium, if there is at most a caption; a package of references."""
        if self.texts and not (self.captions_only and self.media):
            return "text"
        if self.media:
            return self.media[0]
        return "package" if any(link.rel == "part" for link in self.links) else None

    def lines(self) -> Groups:
        """Return the item's metadata. Include those of media components unless the item is a text."""
        groups = dict(self.said)
        if self.kind != "text":
            for name, elements in self.aside.items():
                groups[name] = [*groups.get(name, ()), *elements]
        return groups

    def add(
        self, component: _Element, role: str, told: set[str] | None = None, *, of_media: bool = False
    ) -> None:
        """Take in a component and those inside it.

        Args:
            component: a ``NewsComponent``.
            role: the role of the component around it, which applies if it has none itself.
            told: words of the equivalents that were taken before it ("EquivalentsList").
            of_media: whether it is, or stands inside, a component that holds only media.
        """
        parts = children(component)
        if component.get("EquivalentsList") == "yes" and told is None:
            told = set()
        role = (attribute(first(parts, "Role"), "FormalName") or role).lower()
        if language := attribute(component, XML_LANG):
            self.languages.append(language)
        for child in component:
            name = local(child.tag)
            if name.lower() in _SECTIONS:
                groups = self.aside if of_media else self.said
                for element in child:
                    groups.setdefault(local(element.tag).lower(), []).append(element)
            elif name == "NewsComponent":
                self.add(child, role, told, of_media=of_media or _holds_media(child))
            elif name == "NewsItemRef" and (target := attribute(child, "NewsItem")):
                self.links.append(Link("part", target))
        self._contents(parts.get("ContentItem", []), role, set() if told is None else told)

    def _contents(self, contents: list[_Element], role: str, known: set[str]) -> None:
        """Take texts and media of sibling content items, which are forms of one content ("ContentItem").

        Skip a text if at most one word in twenty is new.
        """
        for content in contents:
            if (url := attribute(content, "Href")) is not None:
                self.links.append(Link("rendition", url=url))
            found = self._text(content)
            if not found:
                self.media += [m for m in (_medium(content),) if m and url is not None]
                continue
            words = set(found.split())
            if known and len(words - known) * 20 <= len(words):
                continue
            known |= words
            self.texts.append((_ORDER.get(role, 4), found))
            self.captions_only = self.captions_only and role in _CAPTIONS
            if role in LEADS and not self.lead:
                self.lead = found

    def _text(self, content: _Element) -> str:
        what = " ".join(_formal_names(content)).lower()
        data = _data(content)
        if (
            data is None
            or any(name in what for name in _NO_TEXT)
            or any(m in what for m in ("image/", "video/", "audio/"))
        ):
            return ""
        if not len(data):
            return string_text(data.text or "", is_html="html" in what)
        if local(data[0].tag) != "nitf":
            return markup_text(data)
        stories = [story for story in data if local(story.tag) == "nitf"]
        if self.story is None:
            self.story = stories[0]
        return "\n\n".join(filter(None, map(nitf.body_text, stories)))


def components_of(news_item: _Element) -> Components:
    """Return the combined components of a ``NewsItem``, including those in an ``Update``."""
    found = Components()
    for child in news_item:
        name = local(child.tag)
        if name == "NewsComponent":
            found.add(child, "")
        elif name == "Update":
            for change in child:
                found.add(change, "")
    return found


def _holds_media(component: _Element) -> bool:
    """Return whether a component holds a file of a medium and no text but its caption."""
    files = False
    for part in component.iter("{*}NewsComponent"):
        captions = attribute(first(children(part), "Role"), "FormalName") or ""
        for content in children(part).get("ContentItem", ()):
            if content.get("Href") is not None:
                files = files or _medium(content) is not None
            elif captions.lower() not in _CAPTIONS:
                return False
    return files


def _data(content: _Element) -> _Element | None:
    """Return the element that holds a content item's data; None for base64 ("Encoding") and references."""
    parts = children(content)
    for encoding in parts.get("Encoding", ()):
        if "base64" not in (encoding.get("Notation") or "").lower():
            return _data(encoding)
    if "DataContent" in parts or content.get("Href"):
        return first(parts, "DataContent")
    return content if parts.keys() & _MARKUP else None  # it may hold paragraphs itself


def _formal_names(content: _Element) -> Iterator[str]:
    for child in content:
        if local(child.tag) in ("MediaType", "MimeType", "Format") and (name := child.get("FormalName")):
            yield name


def _medium(content: _Element) -> str | None:
    names = " ".join(_formal_names(content)).lower()
    return next((kind for word, kind in _MEDIA.items() if word in names), None)
