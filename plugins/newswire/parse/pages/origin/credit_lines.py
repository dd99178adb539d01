"""Lines above and below a page's text that name the agency it is from: ``Quelle: dpa``, ``dpa/AFP``.

Wires sign their texts in few forms, which ``newswire.parse.story`` knows. Sites write sentences: ``With
material from AFP``, ``(With inputs from PTI)``. A line counts only if all of it is such a sentence and the
name in it is that of a known agency, so that a text about an agency keeps its words.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from newswire.lexicon import agencies, providers
from newswire.parse.byline.credits import read_credit
from newswire.parse.pages.origin.poster import WRITERS

_LONGEST = 160
"""Characters of a line with a credit."""
_LAST = 4
"""Paragraphs at the end of a text that may be credits."""

_LABELS = (
    "source", "sources", "quelle", "quellen", "fonte", "fonti", "fuente", "fuentes", "bron", "källa", "kilde",
    "kjelde", "lähde", "źródło", "zdroj", "zdroje", "forrás", "izvor", "kaynak", "sumber", "nguồn",
    "источник",
    "джерело", "източник", "извор", "πηγή", "المصدر", "مصدر", "منبع", "ماخذ", "מקור", "स्रोत", "সূত্র",
    "来源", "來源", "稿源", "出典", "출처", "agency", "agencia", "agência", "agenzia", "agence", "agentur",
    "text", "texte", "texto", "testo", "tekst", "wire",
)  # fmt: skip
"""Words before a colon and the writer of a text. Words for pictures are none of them."""

_BEFORE = (
    r"with (?:additional |further |some )?"
    r"(?:material|files?|reporting|reports?|inputs?|information|content|contributions?) (?:from|by|of)",
    r"(?:additional|further) (?:material|reporting|information) (?:from|by)",
    r"(?:(?:this|the) (?:article|story|report|text) )?(?:was |is |has been )?"
    r"(?:produced|provided|supplied|written|originally published|first published) by",
    r"(?:this|the) (?:article|story|report|text) (?:is|comes|was taken) from",
    r"mit (?:agentur)?(?:material|informationen|inhalten|angaben)(?: von| vo[nm] der| der| des| vom)?",
    r"(?:dieser|der) (?:artikel|text|beitrag) (?:ist|stammt|kommt) (?:von|vom)",
    r"(?:article |texte )?(?:rédigé |publié |écrit )?avec",
    r"con (?:informaci[oó]n|informaciones|datos|material(?:es)?) (?:de|del)",
    r"com (?:informações|material|dados) (?:d[aeo]s?)",
    r"con (?:materiale|informazioni|contributi) (?:di|da|dell['’]|della)",
    r"met (?:informatie|materiaal|medewerking|bijdragen) van",
    r"med (?:material|materiale|stoff|uppgifter|bidrag) (?:från|fra|av|af)",
    r"(?:na podstawie|z materiałów)",
    r"s využitím (?:zpráv|materiálů)",
    r"(?:по материалам|с использованием материалов|за матеріалами|по информации)",
    r"(?:dengan|menggunakan) (?:laporan|informasi|bahan)(?: dari)?",
    r"(?:dikutip|dilansir|diolah) dari",
)
_AFTER = (
    r"(?:also )?contributed to this (?:report|story|article)",
    r"(?:has|have) contributed to this (?:report|story|article)",
    r"hat zu diesem (?:bericht|artikel|text) beigetragen",
    r"a contribué à cet article",
    r"contribuyó a (?:este|esta) (?:informe|reportaje|artículo|nota)",
    r"contribuiu para (?:este|esta) (?:reportagem|artigo|matéria)",
    r"ha contribuito a questo articolo",
)
"""Sentences of an outlet's own text to which an agency has added."""

_ARTICLE = (
    r"(?:(?:the|der|die|das|la|le|el|il|de|a|o) |l['’])?"
    r"(?:(?:news agency|agency|agence|agenzia|agencia|agência|nachrichtenagentur|persbureau|агентства) )?"
)
_LABELLED = re.compile(rf"(?:{'|'.join(_LABELS)})\s*[:：]\s*(?P<name>\S.*)", re.IGNORECASE)
_WRITTEN = re.compile(rf"(?:{'|'.join(_BEFORE)})\s+{_ARTICLE}(?P<name>\S.*)", re.IGNORECASE)
_HELPED = re.compile(rf"{_ARTICLE}(?P<name>\S.*?) (?:{'|'.join(_AFTER)})", re.IGNORECASE)
_FIRST_PUBLISHED = re.compile(
    r"This (?:report|story|article) (?:by|from) (?:the )?(?P<name>[^.\n]{2,40}?)"
    r" was (?:first|originally) published\b.*",
    re.IGNORECASE,
)
_IN_BRACKETS = re.compile(r"\s*[(\[（](?P<inside>[^()\[\]（）\n]{3,120})[)\]）]\s*\.?$")
_SIGNED = re.compile(r"(?<=[.!?…\"”»’)])\s+(?:[-–—]\s*)?(?P<name>[^\W\d_][\w/-]{1,20})$")
"""A name behind the last sentence of a text."""
_MARKS = " \t-–—*_.|•·()[]（）"


class Credits(NamedTuple):
    """A text without its credits, the lines that they were, and the agencies in them.

    ``writers`` wrote the text, ``helpers`` have added to an outlet's own one.
    """

    text: str
    lines: tuple[str, ...] = ()
    writers: tuple[str, ...] = ()
    helpers: tuple[str, ...] = ()


def read_credit_lines(text: str) -> Credits:
    """Return a text of paragraphs without the lines above and below it that credit an agency.

    One paragraph always stays.
    """
    paragraphs = text.split("\n\n")
    lines: list[str] = []
    written: list[str] = []
    helped: list[str] = []

    def take(line: str, *, signed: bool = False) -> bool:
        found = None if len(line) > _LONGEST else _read(line, signed=signed)
        if found is not None:
            lines.append(line.strip())
            (helped if found[1] else written).extend(found[0])
        return found is not None

    if len(paragraphs) > 1 and take(paragraphs[0], signed=True):
        del paragraphs[0]
    for place in range(len(paragraphs) - 1, max(0, len(paragraphs) - 1 - _LAST), -1):
        if take(paragraphs[place]):
            del paragraphs[place]
    bracket = _IN_BRACKETS.search(paragraphs[-1][-_LONGEST:])
    if bracket and len(paragraphs[-1]) > len(bracket[0]) and take(bracket["inside"]):
        paragraphs[-1] = paragraphs[-1][: -len(bracket[0])]
    elif (signed := _SIGNED.search(paragraphs[-1][-_BARE:])) and take(signed["name"], signed=True):
        paragraphs[-1] = paragraphs[-1][: -len(signed[0])]
    if not lines:
        return Credits(text)
    once = dict.fromkeys
    return Credits("\n\n".join(paragraphs), tuple(lines), tuple(once(written)), tuple(once(helped)))


def _read(line: str, *, signed: bool) -> tuple[list[str], bool] | None:
    """Return the agencies that a line credits, and whether they only helped; None for any other line.

    One name without words counts where it signs; alone below a text, the story's own reader takes it.
    """
    bare = line.strip(_MARKS)
    for pattern, helped in (
        (_LABELLED, False),
        (_WRITTEN, False),
        (_FIRST_PUBLISHED, False),
        (_HELPED, True),
    ):
        if (found := pattern.fullmatch(bare)) and (names := _known(found["name"])):
            return names, helped
    if len(bare) > _BARE or not bare:
        return None
    names = _known(bare, bare=True)
    return (names, False) if names and (signed or len(names) > 1) else None


_BARE = 40
"""Characters of a line of nothing but agencies."""


def _known(printed: str, *, bare: bool = False) -> list[str]:
    """Return the canonical names of the agencies in a credit, if they are known; with ``bare``, if all are.

    A line of bare names has them as agencies write them, so that a heading of one word is none.
    """
    credit = read_credit(printed.strip(_MARKS))
    found = [name for name in credit.names if (known := providers.issuer(name)) and known.kind in WRITERS]
    parts = re.split(r"\s*[/,+&]\s*", printed) if bare else []
    if bare and (credit.people or len(found) < len(credit.names) or not all(map(_is_printed, parts))):
        return []
    return [name if agencies.agency(name) else providers.provider(name) or name for name in found]


def _is_printed(name: str) -> bool:
    found = agencies.bare(name, 0)
    return found is not None and found[1] == len(name)
