"""Captions and credits of pictures among the paragraphs of a story, and lines that stand for a film.

A paragraph counts only with a form that no sentence has: a credit in brackets, a credit at its end
(``REUTERS/Ann Marsh``), a label of an archive picture with a credit. Structure is the business of formats.
"""

from __future__ import annotations

import re

from newswire.lexicon import agencies
from newswire.lexicon.desk.folding import folded
from newswire.lexicon.desk.words import VIGNETTES, pattern, words_of
from newswire.lexicon.patterns.late import late_pattern

_LONGEST = 900
"""Characters of a caption."""
_MOST_NAMES = 8
"""Words of the names of a picture's makers."""
_LONGEST_CREDIT = 120
"""Characters of a paragraph that is only a credit, and of a line that stands for a film."""

_CREDITS, _ARCHIVE = pattern("credits"), pattern("captions")
_MAKER = r"[^\n:.!?;]{2,80}"
_BEGINS_CREDIT = late_pattern(
    rf"(?P<bracket>[(\[（【])?\s?(?:(?i:{_CREDITS})\s?\d?\s?[:：=]"
    r"|(?:Photo|Picture|Image|Graphic|Photograph)s? (?:by|courtesy of) (?=\W?[A-Z]))(?!\s*https?:)"
)
_BEGINS_ARCHIVE = late_pattern(
    rf"[(\[（【]?\s?(?:(?i:{_ARCHIVE})\s?(?:[:：)\]）】]|[.]?$)|FILES? ?[-–—] |\(FILES?\) )"
)
_BEGINS_CHINESE = late_pattern(r"(?:图为|圖為)[^\n]{4,}")
_NAME = r"[A-ZÀ-Þ](?:[a-zß-ÿ'’][\w.'’-]*|[.])"
_IN_BRACKETS = late_pattern(
    # "(AP Photo/Ann Marsh)", "(Photo: …)", "[Photo by …]", "（… 王小明 摄）"
    r"[(\[（](?:[^()\[\]\n]{0,60}\b(?:AP|EP|CP|PA|[A-Z]{3,6})[ -](?:Photos?|PHOTO|Images?)\b[^()\[\]\n]{0,60}"
    rf"|(?i:{_CREDITS}) ?[:：=/] ?{_MAKER}|Photo(?:graph)? (?:by|courtesy of) [^()\[\]\n]{{2,80}}"
    r"|[^（）()\n]{0,24}[摄攝])[)\]）]"
)
_BEHIND_A_SLASH = late_pattern(
    # "REUTERS/Ann Marsh", "EFE/Juan Gómez", "AFP PHOTO / ANN MARSH", "Foto: Max Weber/dpa"
    rf"(?:(?<![\w/])[A-Z]{{3,8}}/{_NAME}(?: {_NAME}){{1,4}}(?:/[\w ]{{2,30}})?"
    r"|\b[A-Z]{2,6} PHOTO ?/ ?[^\W\d_][\w .'’-]{2,40}(?:[(/][\w ]{2,30}\)?)?"
    r"|\b(?:Foto|Photo|Bild|Фото|Fot[.]|Kuva): ?[^\n:.!?;/]{2,50}/[^\n:.!?;]{2,40})$"
)
_CHINESE = late_pattern(r"(?:记者|記者) ?[^\s。，]{2,4}(?:[、 ][^\s。，]{2,4}){0,3} ?[摄攝]$")
_CLOSING = {")": "(", "]": "[", "）": "（", "】": "【"}
_TAIL = 120
"""Characters at the end of a paragraph in which the credit of a caption stands."""
_ENDS_OF_TEXT = frozenset('.!?"”»…:;,。」!？')
_BEFORE_A_FULL_STOP = frozenset(")）]摄攝")
_BEGINNINGS = frozenset(
    word[:4] for word in map(str.casefold, words_of("captions", "vignettes", "credits"))
) | {"file", "图为", "圖為"}
_PRINTED_BEGINNINGS = frozenset(
    form for beginning in _BEGINNINGS for form in (beginning, beginning.upper(), beginning.capitalize())
)
_VIGNETTE = late_pattern(r"[(\[【](?P<word>[^()\[\]【】\n]{3,16})[)\]】]")
_WATCH = late_pattern(rf"(?:{pattern('vignettes')}):\s")


def without_captions(text: str) -> str:
    """Return the text without captions, credits and vignettes; the same object if it has none.

    One paragraph of the text always stays.
    """
    if "\n\n" not in text:
        return text
    parts = text.split("\n\n")
    found = [place for place, part in enumerate(parts) if _may_be(part) and is_caption(part)]
    if not found or len(found) == len(parts):
        return text
    taken = frozenset(found)
    return "\n\n".join(part for place, part in enumerate(parts) if place not in taken)


def without_addresses(text: str) -> tuple[str, tuple[str, ...]]:
    """Return the text without lines that only give the address of a picture or film, and the addresses.

    ``Logo - https://…``, ``(Photo 2: https://…)``, alone in their lines; the address may stand in the
    next one.
    """
    if "http" not in text or not any(map(text.__contains__, _PICTURES)) or not _PICTURED.search(text):
        return text, ()
    found = tuple(dict.fromkeys(match["address"] for match in _PICTURED.finditer(text)))
    rest = re.sub(r"\n{3,}", "\n\n", _PICTURED.sub("", text)).strip("\n")
    return (rest, found) if rest else (text, ())


_PICTURES = ("Photo", "Logo", "Image", "Picture", "Infographic", "Video", "Foto", "Bild")
_PICTURED = late_pattern(
    r"^[(\[]?(?:Photos?|Logo|Images?|Pictures?|Infographics?|Videos?|Fotos?|Bild)(?: ?\d{1,2})?"
    r"\s?[-–—:]\s{1,2}"
    r"(?P<address>https?://[^\s()\[\]]+)\s?[)\]]?[ ]*$\n?",
    re.MULTILINE,
)


def _may_be(part: str) -> bool:
    """Return whether a paragraph may be a caption, by its first and last letters: a cheap test."""
    if part[-1:] not in _ENDS_OF_TEXT or part[-2:-1] in _BEFORE_A_FULL_STOP:
        return True
    return part[:4] in _PRINTED_BEGINNINGS or part[:2] in _PRINTED_BEGINNINGS


def is_caption(part: str) -> bool:
    """Return whether a paragraph is the caption or credit of a picture, or stands for a film or picture."""
    if len(part) > _LONGEST:
        return False
    vignette = _VIGNETTE.fullmatch(part) if part[:1] in {"[", "(", "【"} else None
    if vignette and folded(vignette["word"]) in VIGNETTES:
        return True
    return _ends_in_credit(part[-_TAIL:].rstrip(" .。")) or _begins_caption(part)


def _ends_in_credit(tail: str) -> bool:
    """Return whether the end of a paragraph is the credit of a picture."""
    last = tail[-1:]
    if opening := _CLOSING.get(last):
        begin = tail.rfind(opening)
        return begin >= 0 and _IN_BRACKETS.fullmatch(tail, begin) is not None
    if last in {"摄", "攝"}:
        return _CHINESE.search(tail) is not None
    return "/" in tail and _BEHIND_A_SLASH.search(tail) is not None


def _begins_caption(part: str) -> bool:
    """Return whether a paragraph begins with the label of a caption, or is a credit and nothing else."""
    beginning = part[:6].lstrip("([（【 ")[:4].casefold()
    if beginning not in _BEGINNINGS and beginning[:2] not in _BEGINNINGS:
        return False
    if _BEGINS_ARCHIVE.match(part) or _BEGINS_CHINESE.fullmatch(part):
        return True
    if len(part) > _LONGEST_CREDIT or "\n" in part:
        return False
    begins = _BEGINS_CREDIT.match(part)
    return _WATCH.match(part) is not None or (begins is not None and _is_credit(part, begins))


def _is_credit(part: str, begins: re.Match[str]) -> bool:
    """Return whether names, and no sentence, follow the word before a picture's maker."""
    if begins["bracket"]:
        return part[-1:] in ")]）】" and not re.search(r"[.!?。]\s", part)
    words = part[begins.end() :].replace("/", " ").split()
    names = sum(not word[0].islower() or agencies.agency(word) is not None for word in words)
    return 0 < len(words) <= _MOST_NAMES and names * 3 >= len(words) * 2 and part[-1] not in ".!?。"
