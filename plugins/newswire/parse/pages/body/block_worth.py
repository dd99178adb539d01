"""How much a block is worth as running text, whatever its language and script.

Running text has ends of sentences and few links, and stands where no menu, comment or teaser stands.
"""

from __future__ import annotations

import re
from functools import lru_cache

from newswire.parse.pages.body.blocks import Block, Place

_WIDE = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef]"
)
"""Scripts in which a character holds more, or that do not separate words: Thai, Lao, Chinese, Japanese, …"""
_ENDS = re.compile("[.!?…;:。！？；：।॥؟۔؛།။។፡።]['\"”’»›」』)\\]]*(?:\\s|$)|[。！？]")
_COMMAS = re.compile("[,،、，,]")
_OF_TAG = {
    "p": 1.0,
    "blockquote": 1.0,
    "pre": 0.8,
    "li": 0.6,
    "dd": 0.6,
    "dt": 0.3,
    "td": 0.7,
    "tr": 0.2,
    "figcaption": 0.0,
    "caption": 0.0,
    "address": 0.1,
    "summary": 0.3,
    "legend": 0.0,
} | dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), 0.0)
_OF_TEXT_ELSEWHERE = 0.8
_OF_SURROUNDINGS = {
    "nav": 0.05,
    "dialog": 0.05,
    "footer": 0.1,
    "a": 0.1,
    "address": 0.1,
    "aside": 0.15,
    "figure": 0.2,
    "header": 0.6,
    "details": 0.7,
}
_COMMENTS = re.compile(
    r"[\s_-](?:comments?|commentlist|comment-?(?:body|area|section)|disqus|fb-comments|kommentare?|"
    r"commentaires?|comentarios?|reacties|reader-?comments)(?=$|[\s_-])"
)
_STRANGE = re.compile(
    r"[\s_-](?:side-?bar|related|recommend\w*|cookies?|consent|gdpr|onetrust|"
    r"newsletter|foot(?:er)?|site-?footer|nav(?:bar|igation)?|menu|breadcrumbs?|teasers?|modal|taboola|outbrain|"
    r"most-?(?:read|popular)|reg-?wall|login|sign-?in)(?=$|[\s_-])"
)
_DOUBTFUL = re.compile(
    r"[\s_-](?:promo\w*|subscri\w+|pop-?up|overlay|banner|captions?|share|sharing|social|copyright|"
    r"disclaimer|author-?(?:bio|box|info)?|bio|sponsor\w*|advert\w*|ads?|popular|trending|"
    r"more-?(?:news|stories|on)|read-?(?:more|also|next)|also-?read|see-?also|registration|toc|tags?|rail|"
    r"carousel|slider|slick|gallery|thumb\w*|cards?|tooltip|dropdown|search|toolbar|infobox|fact-?box)(?=$|[\s_-])"
)
"""Words in the names of what stands around a story; the last ones name parts of a story too.

A space stands before names that are searched: to look for a first character takes two thirds of the time.
"""
_OF_STRANGE, _OF_DOUBTFUL = 0.08, 0.25
_SHORTEST = 20
_LONG_WITHOUT_END = 120


def weight(text: str) -> int:
    """Return the length of a text in letters of an alphabet: a character of a dense script counts as two."""
    return len(text) if text.isascii() else len(text) + len(_WIDE.findall(text))


def named(place: Place) -> float:
    """Return the factor for text in an element by the element's names."""
    return _of_names(place.names) if place.names else 1.0


@lru_cache(maxsize=1024)
def _of_names(names: str) -> float:
    names = f" {names}"
    if _COMMENTS.search(names) or _STRANGE.search(names):
        return _OF_STRANGE
    return _OF_DOUBTFUL if _DOUBTFUL.search(names) else 1.0


def is_comments(place: Place) -> bool:
    """Return whether the names of an element are those of readers' comments."""
    return _COMMENTS.search(f" {place.names}") is not None


def doubtful(place: Place) -> bool:
    """Return whether the names of an element are those of something around a story."""
    return named(place) < 1.0


def trust(place: Place) -> float:
    """Return the factor for text in an element by its tag and the link around it, its names left aside."""
    factor = _OF_SURROUNDINGS.get(place.tag, 1.0)
    return factor * _OF_SURROUNDINGS["a"] if place.linked else factor


def worth(block: Block) -> float:
    """Return the worth of a block as running text by its text and its links.

    The unit is about one letter of running text. Headings and captions have none.
    """
    of_tag = _OF_TAG.get(block.tag, _OF_TEXT_ELSEWHERE)
    text = block.text
    if not of_tag or len(text) < _SHORTEST // 2:
        return 0.0
    size = weight(text)
    if size < _SHORTEST or block.links * 2 > len(text):
        return 0.0
    free = size * (1 - 1.5 * block.links / len(text))
    if not _ENDS.search(text):
        free *= 0.3 if size < _LONG_WITHOUT_END and not _COMMAS.search(text) else 0.7
    return free * of_tag
