"""Fields of schema.org: which object of a page is its main thing, and the values of its properties."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from newswire.parse.pages.facts.address import place_of
from newswire.parse.pages.facts.likeness import likeness
from newswire.parse.pages.facts.structured import json_ld
from newswire.parse.pages.facts.structured.json_ld import Found, Graph, Node

_STORIES = frozenset(
    [
        "Article",
        "BlogPosting",
        "TechArticle",
        "ScholarlyArticle",
        "MedicalScholarlyArticle",
        "Report",
        "SocialMediaPosting",
        "DiscussionForumPosting",
        "AdvertiserContentArticle",
        "SatiricalArticle",
        "ClaimReview",
        "APIReference",
        "Recipe",
        "HowTo",
        "Guide",
        "FAQPage",
        "QAPage",
        "Review",
        "Legislation",
        "PressRelease",
    ]
)
_SHOWN = frozenset(
    ["VideoObject", "AudioObject", "PodcastEpisode", "ImageGallery", "MediaGallery", "Episode"]
)
_PAGES = frozenset(
    [
        "WebPage",
        "ItemPage",
        "AboutPage",
        "ProfilePage",
        "ContactPage",
        "CollectionPage",
        "MedicalWebPage",
        "Webpage",
    ]
)
LIKE = 0.6
"""The least likeness of a headline to the page's own title."""


def _rank(types: Iterable[str]) -> int:
    """Return how surely an object of these types is a story: 4 for news, 0 for another thing."""
    best = 0
    for name in types:
        if name == "LiveBlogPosting" or name.endswith("NewsArticle"):
            return 4
        if name in _STORIES or name.endswith("Article"):
            best = max(best, 3)
        elif name in _SHOWN:
            best = max(best, 2)
        elif name in _PAGES:
            best = max(best, 1)
    return best


@dataclass(slots=True)
class Thing:
    """The page's main thing: the object that states most of it, and others that state the same thing.

    ``story`` is false if nothing but the page itself is described.
    """

    graph: Graph
    found: Sequence[Found] = ()
    warnings: list[str] = field(default_factory=list)

    @property
    def types(self) -> tuple[str, ...]:
        """The types of the object that states most."""
        return self.found[0].types if self.found else ()

    @property
    def is_story(self) -> bool:
        """Whether an article, a recipe or the like is described, and not only a page or a video."""
        return bool(self.found) and _rank(self.found[0].types) >= 3

    def values(self, *names: str) -> tuple[list[object], str]:
        """Return the values of the first property that has any, and the place where they stand."""
        for one in self.found:
            for name in names:
                if values := json_ld.values(one.node, name):
                    return [self.graph.whole(value) for value in values], self.place(one, name)
        return [], ""

    def text(self, *names: str, longest: int = 2000) -> tuple[str, str] | None:
        """Return the first text among the values of the properties, and its place."""
        for one in self.found:
            for name in names:
                for value in json_ld.values(one.node, name)[:50]:
                    if (read := json_ld.text(value)) and len(read) <= longest:
                        return read, self.place(one, name)
        return None

    def passage(self, *names: str, longest: int) -> tuple[str, str] | None:
        """Return the first text among the values of the properties with its paragraphs, and its place."""
        for one in self.found:
            for name in names:
                for value in json_ld.values(one.node, name)[:50]:
                    if (read := json_ld.passage(value)) and len(read) <= longest:
                        return read, self.place(one, name)
        return None

    def texts(self, *names: str) -> list[tuple[str, str]]:
        """Return the first text of each object that has one of the properties, with its place."""
        return [
            (read, self.place(one, name))
            for one in self.found
            for name in names
            for value in json_ld.values(one.node, name)[:1]
            if (read := json_ld.text(value))
        ]

    @staticmethod
    def place(one: Found, name: str) -> str:
        """Return the words for the place of a property in the evidence of a field."""
        return f"{one.form} {one.types[0] if one.types else 'object'}.{name}"


def main_thing(graph: Graph, addresses: Sequence[str], titles: Sequence[str]) -> Thing:
    """Return the main thing of a page among the objects that it states.

    An object whose address or headline is the page's own comes first, then news before other articles before
    videos before the page itself, then what stands higher. Objects inside lists and other stories count
    only with the page's own address.

    Args:
        graph: all objects.
        addresses: the page's addresses: its own, the canonical one.
        titles: the lines that may be its headline, as its title and first headings.
    """
    places = {place for address in addresses if (place := place_of(address))}
    candidates: list[tuple[tuple[bool, int, bool, int], Found]] = []
    shown: list[Found] = []
    for one in graph.found:
        rank = _rank(one.types)
        if not rank:
            continue
        same = is_page = bool(places & set(map(place_of, _addresses(one.node))))
        headline = json_ld.text(one.node.get("headline")) or json_ld.text(one.node.get("name"))
        if rank > 1 and not is_page and headline:
            same = any(likeness(headline, title) >= LIKE for title in titles)
        if one.aside and not (is_page and rank > 2):
            continue
        candidates.append(((rank > 2 and same, rank, not one.aside, -one.level), one))
        if same and rank == 2:
            shown.append(one)
    if not candidates:
        return Thing(graph)
    candidates.sort(key=lambda candidate: candidate[0], reverse=True)
    (sure, rank, _, _), first = candidates[0]
    stories = [one for order, one in candidates if order[1] > 2]
    if not sure and rank > 2 and titles and (len(stories) > 1 or first.level > 1):
        pages = [one for order, one in candidates if order[1] == 1]
        return Thing(graph, [*shown[:1], *pages[:1]])  # the stories are those of other pages
    others = [
        one
        for order, one in candidates[1:]
        if (order[0] == sure and order[1] > 2 and sure) or order[1] == 1  # the page itself
    ]
    return Thing(graph, [first, *others[:4]])


def _addresses(node: Node) -> list[str]:
    """Return the addresses that an object states of itself."""
    found = []
    for name in ("url", "mainEntityOfPage", "@id"):
        for value in json_ld.values(node, name)[:3]:
            given = value.get("@id", value.get("url")) if isinstance(value, dict) else value
            if isinstance(given, str):
                found.append(given)
    return found
