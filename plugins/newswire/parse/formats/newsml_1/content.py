"""The combined components of a NewsML 1 item: its lines, metadata, texts by their roles, and files."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from newswire.model import Link
from newswire.parse.formats import nitf
from newswire.parse.formats.newsml_1 import media
from newswire.parse.formats.newsml_1.roles import NO_ROLE, Role, role_of, sections
from newswire.parse.formats.newsml_1.story import Telling, Text, beside, chosen, has_story, story
from newswire.parse.readers.elements import (
    XML_LANG,
    Groups,
    attribute,
    children,
    first,
    local,
    once,
    text,
)
from newswire.parse.readers.markup import markup_text, string_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

_SECTIONS = frozenset(
    ("newslines", "administrativemetadata", "rightsmetadata", "descriptivemetadata", "metadata")
)
_NO_TEXT = ("css", "stylesheet", "javascript", "xsl", "image/", "video/", "audio/")
_MARKUP = {"p", "nitf", "html", "body", "body.content", "block", "div"}
_TELLS = frozenset(("headline", "lead", "body"))
_STANDFIRST = ("subheadline", "abstract", "lead")
_REFERENCE = re.compile(r"</?NewsComponentRef\b[^<>]*>|^[^\S\n]*NewsComponentRef[^\S\n]*$", re.MULTILINE)
"""A place for a clip in the text of a bulletin (Belga), escaped there, or only its name."""


@dataclass(slots=True)
class Components:
    """The content of all components of one item, in the order of the document, outer ones first.

    The groups hold elements by their names in lower case, because wires differ in the case.
    ``aside`` holds the metadata of the media components of a story, because the photographer of a
    picture has not written the story. ``item_type`` is the name of the ``NewsItemType``.
    """

    item_type: str | None = None
    said: Groups = field(default_factory=dict)
    aside: Groups = field(default_factory=dict)
    languages: list[str] = field(default_factory=list)
    texts: list[Text] = field(default_factory=list)
    files: list[str] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    headline: str | None = None
    """The title of the outermost component."""

    translations: tuple[str, ...] = ()
    """The languages in which the item holds its story once more; those texts are not in ``texts``."""

    stories: list[nitf.Parts] = field(default_factory=list)
    mains: list[str] = field(default_factory=list)
    _facts: dict[str, list[str]] = field(default_factory=dict)
    _kind: str | None = None

    @property
    def body_text(self) -> str:
        """The story; the texts beside a file if the item is one; a summary if there is no other text."""
        return (
            story(self.texts, self.headline)
            if self.kind == "text" and self._has_story()
            else beside(self.texts)
        )

    @property
    def kind(self) -> str | None:
        """The kind of the item; None before all components are there."""
        return self._kind

    def settle(self) -> None:
        """Choose the language of the story, and settle the kind, after the last component."""
        spoken = next((attribute(e, "FormalName") for e in self.said.get("language", ())), None)
        self.texts, self.translations = chosen(self.texts, spoken)
        self._kind = self._found_kind()
        for one in self.texts:
            if not (one.medium and self._kind == "text"):
                self._facts.setdefault(one.part, []).append(one.said)

    def _found_kind(self) -> str | None:
        """Return text if there is a story; else the kind of the medium that texts accompany, or of files."""
        declared = media.declared(self.item_type)
        if declared == "package" or (declared and declared in self.files):
            return declared
        if self._has_story():
            return "text"
        accompanied = [one.medium for one in self.texts if one.medium and one.part == "body"]
        if found := next(iter(accompanied), None) or media.kind_of_files(self.files):
            return found
        if any(link.rel == "part" for link in self.links):
            return "package"
        return "text" if any(one.part != "headline" for one in self.texts) else None

    @property
    def title(self) -> str | None:
        """The title of the first story, else the first one of all."""
        titles = (one.of.title for one in self.texts if has_story((one,)))
        return next(titles, None) or self.fact("headline")

    @property
    def standfirst(self) -> str | None:
        """The sub-headline, else the abstract, else the lead."""
        return next((said for part in _STANDFIRST if (said := self.fact(part))), None)

    @property
    def story(self) -> nitf.Parts | None:
        """The first text in NITF."""
        return next(iter(self.stories), None)

    def _has_story(self) -> bool:
        if has_story(self.texts):
            return True
        # Supporting texts are no story if the main thing is a file.
        return not self.mains and any(
            one.medium is None and one.part in ("supporting", "more") for one in self.texts
        )

    def fact(self, part: str) -> str | None:
        """Return the first text of a part; the texts of files count only where the item is one."""
        return next(iter(self._facts.get(part, ())), None)

    def facts(self, *parts: str) -> tuple[str, ...]:
        """Return the texts of some parts, as ``fact`` does."""
        return once(said for part in parts for said in self._facts.get(part, ()))

    def lines(self) -> Groups:
        """Return the item's metadata. Include those of media components unless the item is a text."""
        if self.kind == "text":
            return self.said
        groups = dict(self.said)
        for name, elements in self.aside.items():
            groups[name] = [*groups.get(name, ()), *elements]
        return groups

    def add(
        self,
        component: _Element,
        role: Role = NO_ROLE,
        told: set[str] | None = None,
        *,
        of: Telling | None = None,
        medium: str | None = None,
        is_choice: bool = False,
        parts: Groups | None = None,
    ) -> None:
        """Take in a component and those inside it.

        Args:
            component: a ``NewsComponent``.
            role: the role of the component around it, which applies if it has none itself.
            told: words of the equivalents that were taken before it ("EquivalentsList").
            of: the story of which it is a part.
            medium: the kind of the file that the component around it describes.
            is_choice: whether it is one of several forms of one content.
            parts: its children, if they are known.
        """
        parts = children(component) if parts is None else parts
        if component.get("EquivalentsList") == "yes" and told is None:
            told = set()
        if name := attribute(first(parts, "Role"), "FormalName"):
            role = role_of(name)
            if role.part == "other":
                self._files(component)
                return
        if (medium := role.medium or medium) is None and of is not None:
            medium = media.held_medium(component)
            if medium and name and role.part == "body":
                self.mains.append(medium)
        inside = [children(child) for child in parts.get("NewsComponent", ())]
        around = of
        if of is None or inside or "NewsLines" in parts or is_choice:
            of = _telling(component, parts, inside, of, is_choice=is_choice)
        if around is None and self.headline is None:
            self.headline = of.title
        if language := attribute(component, XML_LANG):
            self.languages.append(language)
        choices = bool(inside) and _holds_choices(component, parts)
        following = iter(inside)
        for child in component:
            name = _lower(child.tag)
            if name in _SECTIONS:
                self._section(child, name, self.aside if medium else self.said)
            elif local(child.tag) == "NewsComponent":
                self.add(
                    child,
                    role,
                    told,
                    of=of,
                    medium=medium,
                    is_choice=choices,
                    parts=next(following),
                )
            elif local(child.tag) == "NewsItemRef" and (target := attribute(child, "NewsItem")):
                self.links.append(Link("part", target))
        contents = parts.get("ContentItem", [])
        self._contents(contents, role, set() if told is None and len(contents) > 1 else told, of, medium)

    def _section(self, section: _Element, name: str, groups: Groups) -> None:
        if name == "metadata":
            groups.setdefault(name, []).append(section)
        for element in section:
            groups.setdefault(_lower(element.tag), []).append(element)

    def _files(self, component: _Element) -> None:
        """Take only the addresses of the files in a component that is no part of the item."""
        urls = (content.get("Href") for content in component.iter("{*}ContentItem"))
        self.links += [Link("rendition", url=url) for url in urls if url is not None]

    def _contents(
        self, contents: list[_Element], role: Role, known: set[str] | None, of: Telling, medium: str | None
    ) -> None:
        """Take texts and media of sibling content items, which are forms of one content ("ContentItem").

        Skip a text if at most one word in twenty is new. A text behind a clip describes the clip.
        ``known`` are the words of the texts before; None for a content item that stands alone.
        """
        for content in contents:
            if (url := attribute(content, "Href")) is not None:
                self.links.append(Link("rendition", url=url))
            parts = children(content)
            found = [(part, said) for part, said in self._texts(content, parts, role) if said]
            if len(found) > 1 and known is None:
                known = set()
            if not found and url is not None and (kind := media.medium_of(parts)):
                self.files.append(kind)
                if role.part == "body" and medium is None:
                    self.mains.append(kind)
                    medium = kind if kind in ("video", "audio") else None
            for part, said in found:
                if known is not None:
                    words = set(said.split())
                    if known and len(words - known) * 20 <= len(words):
                        continue
                    known |= words
                self.texts.append(Text(part, said, of, medium))

    def _texts(self, content: _Element, parts: Groups, role: Role) -> Iterator[tuple[str, str]]:
        """Yield the texts of a content item with their parts."""
        data = _data(content, parts)
        if data is None:
            return
        names = media.what(parts)
        if any(name in names for name in _NO_TEXT):
            return
        if not len(data):
            said = data.text or ""
            if "NewsComponentRef" in said:
                said = _REFERENCE.sub("\n", said)
            for own, section in sections(said) if "<!--" in said or "</h" in said else [(None, said)]:
                if own is not None and own.part == "other":
                    continue
                yield (own or role).part, string_text(section, is_html="html" in names or own is not None)
        elif local(data[0].tag) != "nitf":
            yield role.part, markup_text(data)
        else:
            found = [nitf.parts_of(one) for one in data if local(one.tag) == "nitf"]
            if role.part in ("body", "lead"):
                self.stories.append(found[0])
            yield role.part, "\n\n".join(filter(None, map(nitf.body_text, found)))


@lru_cache(maxsize=512)
def _lower(tag: str) -> str:
    """Return the local name of a tag in lower case."""
    return local(tag).lower()


def components_of(news_item: _Element, item_type: str | None = None) -> Components:
    """Return the combined components of a ``NewsItem``, including those in an ``Update``."""
    found = Components(item_type)
    for child in news_item:
        name = local(child.tag)
        if name == "NewsComponent":
            found.add(child)
        elif name == "Update":
            for change in child:
                found.add(change)
    found.settle()
    return found


def _telling(
    component: _Element, parts: Groups, inside: list[Groups], around: Telling | None, *, is_choice: bool
) -> Telling:
    """Return the story of a component: its own if it has a headline or parts of a story.

    ``inside`` has the children of each component in it. Otherwise return the story around it.
    """
    lines = children(first(parts, "NewsLines"))
    title = text(first(lines, "HeadLine")) or text(first(lines, "Headline"))
    if not title:
        roles = [role_of(attribute(first(one, "Role"), "FormalName") or "-").part for one in inside]
        if around is not None and not is_choice and _TELLS.isdisjoint(roles):
            return around
        if "headline" in roles:
            contents = inside[roles.index("headline")].get("ContentItem", ())
            found = (text(_data(content, children(content))) for content in contents)
            title = next(filter(None, found), None)
    described = children(first(parts, "DescriptiveMetadata"))
    language = attribute(component, XML_LANG) or attribute(first(described, "Language"), "FormalName")
    return Telling(title, language or (around.language if around else None), is_choice)


def _holds_choices(component: _Element, parts: Groups) -> bool:
    """Return whether the components inside are one content, to be chosen from by language."""
    if component.get("EquivalentsList") == "yes":
        return True
    return any("lang" in (text(basis) or "").lower() for basis in parts.get("BasisForChoice", ()))


def _data(content: _Element, parts: Groups) -> _Element | None:
    """Return the element that holds a content item's data; None for base64 ("Encoding") and references."""
    for encoding in parts.get("Encoding", ()):
        if "base64" not in (encoding.get("Notation") or "").lower():
            return _data(encoding, children(encoding))
    if "DataContent" in parts or content.get("Href"):
        return first(parts, "DataContent")
    return content if parts.keys() & _MARKUP else None  # it may hold paragraphs itself
