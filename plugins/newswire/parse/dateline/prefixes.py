"""Text before a dateline: notes to editors, correction marks, a byline."""

from __future__ import annotations

import re
from typing import NamedTuple

from newswire.lexicon import marks
from newswire.lexicon.patterns.late import late_pattern
from newswire.parse.byline import reader

NOTE_LIMIT = 500
"""Characters a note in brackets may have."""


class Notes(NamedTuple):
    """Notes before a dateline as printed, and where they end."""

    notes: tuple[str, ...]
    end: int


_SPACE = late_pattern(r"\s*")
_BRACKETED = late_pattern(r"[(\[（【](?P<note>[^)\]）】]*)[)\]）】]")
_EDS = late_pattern(
    r"(?:Eds|Editors?|EDS|EDITORS?|Ed|NOTE|Note|ATTENTION|Attention)(?:['’]?s?\s+notes?)?(?:\s+to\s+\w+)?\s*[:-]\s[^\n]{1,400}\n"
)


def notes(text: str, position: int = 0) -> Notes:
    """Return the notes at ``position``: ``(Corrects day in first paragraph)``, ``UPDATE 2-``, ``(LEAD)``."""
    found: list[str] = []
    while len(found) < 5:
        position = _SPACE.match(text, position).end()  # type: ignore[union-attr]
        if _begins_sentence(text[position : position + 3]):
            break
        end = (
            marks.end_of_marks(text, position)
            or _end_of_note(text, position)
            or _end_of_genre(text, position)
        )
        if end is None or end - position > NOTE_LIMIT:
            break
        found.append(text[position:end].strip())
        position = end
    return Notes(tuple(found), position)


def _begins_sentence(letters: str) -> bool:
    """Return whether three letters begin neither a mark, nor a note, nor a word in capitals: a cheap test."""
    is_word = letters.isascii() and letters.isalpha() and letters[1:].islower()
    return is_word and letters not in _EDITORS and not marks.may_begin(letters)


_EDITORS = frozenset({"Eds", "Edi", "Not", "Att"})
"""The first letters of ``_EDS`` that are small."""


def _end_of_note(text: str, position: int) -> int | None:
    bracketed = _BRACKETED.match(text, position)
    if bracketed and marks.read_note(bracketed["note"]):
        return bracketed.end()
    editors = _EDS.match(text, position)
    return editors.end() if editors else None


_GENRES = frozenset(
    re.findall(
        r"\S+",
        "FEATURE ANALYSIS INTERVIEW EXCLUSIVE FACTBOX TIMELINE PROFILE BACKGROUND BACKGROUNDER EXPLAINER"
        " INSIGHT COMMENTARY OPINION COLUMN REPORTAGE PREVIEW OBITUARY SPOTLIGHT FOCUS DISPATCH VIDEO"
        " ANALYSE HINTERGRUND PORTRÄT KOMMENTAR KORRESPONDENTENBERICHT VORSCHAU CHRONOLOGIE STICHWORT"
        " ENTRETIEN PORTRAIT ENCADRÉ REPÈRES FICHE AVANT-PAPIER DÉCRYPTAGE"
        " ANÁLISIS REPORTAJE ENTREVISTA CRÓNICA PERFIL CRONOLOGÍA ANÁLISE REPORTAGEM CRONOLOGIA"
        " ANALISI INTERVISTA SCHEDA BAKGRUNN BAKGRUND ANALYYSI TAUSTA"
        " АНАЛИЗ ИНТЕРВЬЮ РЕПОРТАЖ ОБЗОР ДОСЬЕ ЭКСКЛЮЗИВ تحليل مقابلة تقرير 特稿 专访 專訪 分析 解説 焦点",
    )
)
"""Words for a kind of story that stand in capitals before a dateline."""
_GENRE = late_pattern(
    r"(?P<genre>[^\W\d_a-zß-ÿа-я][^\W\d_a-zß-ÿа-я&-]{1,25})(?:\s?[:：]\s?|\s?[–—-]+\s?|(?=\s[Bb]y\s)|[ ]?\n)"
)


def is_genre(printed: str) -> bool:
    """Return whether a word names a kind of story: ``FEATURE``, ``ANALYSIS``."""
    return printed in _GENRES


def _end_of_genre(text: str, position: int) -> int | None:
    genre = _GENRE.match(text, position)
    return genre.end() if genre and genre["genre"] in _GENRES else None


def is_note(line: str) -> bool:
    """Return whether a whole line is a note in brackets: ``[Copies to the desk in Oslo.]``."""
    bracketed = _BRACKETED.fullmatch(line)
    return bracketed is not None and len(line) <= NOTE_LIMIT and len(bracketed["note"].split()) > 1


def begins_attention(text: str, position: int = 0) -> bool:
    """Return whether words to the desk begin a line, perhaps with no sign at their end: ``ATTN: ADDS …``."""
    return _ATTENTION.match(text, position) is not None


_ATTENTION = late_pattern(
    r"(?:ATTN|Attn|ATTENTION|EDS?|Eds|EDITORS?|LEAD|LD|URGENT|UPDATES?|RECASTS?|ADDS|CORRECTS?)\b"
)


def byline_inside(text: str) -> int:
    """Return where a byline begins that ends a text; its length if there is none: ``LEAD By Ann Marsh``."""
    found = _BYLINE_INSIDE.search(text)
    return found.end() if found else len(text)


_BYLINE_INSIDE = late_pattern(r"(?:^|[\s.:-])(?=(?:By|BY)\s[^\W\d_a-zß-ÿ])")


_BY = (
    r"By|BY|Von|VON|Por|POR|Par|PAR|Di|DI|Da|Door|DOOR|Av|AV|Af|AF|Kirjoittaa|Teksti|Oleh|Bởi|Przez|Napisał|De|Texte|Text:|"
    r"Story by|"
    r"Reporting by|Автор|Von unserem Korrespondenten|Του|Της|من|نوشته|द्वारा"
)
_BYLINE = late_pattern(rf"(?:{_BY})[ \u00a0]+(?=[^\W\d_])")
_BYLINE_SMALL = late_pattern(r"(?:by|von|por|par|di)[ \u00a0]+(?=[^\W\d_a-zß-ÿ])")


_BYLINE_BRACKETED = late_pattern(
    rf"\((?P<byline>(?:{_BY}|di|by|von|por|par)[ \u00a0]+(?![a-zß-ÿ])[^()\n]{{3,60}})\)\s*"
)


def bracketed_byline(text: str, position: int = 0) -> tuple[str, int] | None:
    """Return a byline in brackets, and its end: ``(di Anna Riva) (ANSA) - …``."""
    found = _BYLINE_BRACKETED.match(text, position)
    return (found["byline"], found.end()) if found else None


def names(byline: str) -> str:
    """Return a byline without the word before the names: ``Ann Marsh`` of ``By Ann Marsh``."""
    found = _BYLINE.match(byline)
    return byline[found.end() :] if found else byline


def begins_byline(text: str, position: int = 0) -> int | None:
    """Return where the names begin if ``text`` begins with a word like ``By`` or ``par`` at ``position``."""
    found = _BYLINE.match(text, position) or _BYLINE_SMALL.match(text, position)
    return found.end() if found else None


def is_byline(line: str) -> bool:
    """Return whether a whole line is a byline: ``By ANN MARSH and PIET DE VRIES``, ``Von Lena Kurz, dpa``."""
    return reader.is_byline(line)
