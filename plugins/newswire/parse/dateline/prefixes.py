"""What stands before a dateline: notes to editors, correction marks, a byline."""

from __future__ import annotations

import re
from dataclasses import dataclass

NOTE_LIMIT = 500
"""Characters a note in brackets may have."""


@dataclass(frozen=True, slots=True)
class Notes:
    """Notes before a dateline as printed, and where they end."""

    notes: tuple[str, ...]
    end: int


_SPACE = re.compile(r"\s*")
# What a note in brackets begins with in the languages of the agencies: (Corrects …), (Berichtigt: …).
_WORDS = "|".join(
    re.findall(
        r"\S+",
        r"""
        correct(?:s|ed|ions?|ing)? clarif(?:ies|ied|ication) adds? adding updat(?:es?|ed|ing) recasts?
        refil(?:es?|ed) repeat(?:s|ing)?
        rewrites? removes? deletes? restores? fix(?:es|ing) changes amends? inserts? subs?
        ed(?:s|itors?)?(?:['’]s?)?\s*:?\s*notes? eds note(?:\sto\seditors)? attention
        achtung berichtigt berichtigung korrigiert korrektur aktualisiert neu ergänzt wiederholung
        hinweis(?:\san\sdie\sredaktion(?:en)?)?
        rectificatif corrigée? actualise actualisation précise précision ajoute\w*
        corrección corrige\w* actualizaci[oó]n actualiza amplía añade agrega
        aggiorna(?:mento|to)? corregg\w+ correzione aggiunge atualiza\w* retifica acrescenta
        rättelse rättar uppdaterad? uppdaterar oikaisu korjaa täydentää rettelse opdatering oppdatering
        исправлен[оа] исправляет уточнение добавлен\w* обновлено дополнен\w* повтор расширено
        تصحيح تحديث تعديل يضيف إضافة 更正 訂正 修正 更新 정정 수정 düzeltme güncelleme
        """,
    )
)
_BRACKETED = re.compile(rf"[(\[（【](?:{_WORDS})(?![\w]).*?[)\]）】]", re.IGNORECASE | re.DOTALL)
_MARK = (
    r"(?:\d+(?:st|nd|rd|th)\s+)?(?:ld|lead)(?:-?writethru)?|urgent|bulletin|flash|alert|update\s*\d*|refile|rpt|repeat|"
    r"correct(?:ed|ion)|clarification|writethru|eil|eilmeldung|korrektur|berichtigung|achtung|wiederholung|zusammenfassung|"
    r"urgente|avance|corrección|actualización|ampliación|rectificatif|mise à jour|alerte|"
    r"срочно|молния|исправление|عاجل|تصحيح|速報|訂正|更正|快讯|속보|긴급|종합\d?보?|son dakika|flaş"
)
_MARK_BRACKETED = re.compile(rf"[(\[（【](?:{_MARK})[)\]）】]", re.IGNORECASE)
_MARK_DASHED = re.compile(
    rf"(?:{_MARK})(?:\s*[-–—:/]+\s*|\s*\n)(?:\(?\s*(?:{_MARK})\s*\)?\s*[-–—:/]+\s*)?", re.IGNORECASE
)
_EDS = re.compile(
    r"(?:Eds|Editors?|EDS|EDITORS?|Ed|NOTE|Note|ATTENTION|Attention)(?:['’]?s?\s+notes?)?(?:\s+to\s+\w+)?\s*[:-]\s[^\n]{1,400}\n"
)


def notes(text: str, position: int = 0) -> Notes:
    """Notes and marks at ``position``: ``(Corrects day in first paragraph)``, ``UPDATE 2-``, ``(LEAD)``."""
    found: list[str] = []
    while len(found) < 5:
        position = _SPACE.match(text, position).end()  # type: ignore[union-attr]
        for pattern in (_MARK_BRACKETED, _BRACKETED, _EDS, _MARK_DASHED):
            note = pattern.match(text, position)
            if note and len(note[0]) <= NOTE_LIMIT:
                found.append(note[0].strip())
                position = note.end()
                break
        else:
            break
    return Notes(tuple(found), position)


_CORRECTS = re.compile(
    r"\W*(?:correct|berichtig|korrig|korrektur|rectific|corrig|correcc|corregg|correzione|retific|rättel|oikais|rettel"
    r"|исправл|تصحيح|更正|訂正|정정|düzelt)",
    re.IGNORECASE,
)


def corrects(note: str) -> bool:
    """Whether a note says that the story corrects an earlier one."""
    return _CORRECTS.match(note) is not None


_HEADLINE_MARK = re.compile(
    rf"[(\[（【]?(?P<mark>{_MARK})[)\]）】]?\s?(?:[-–—:]\s?|(?<=[)\]）】])\s?)", re.IGNORECASE
)


def headline_mark(headline: str) -> str | None:
    """The mark before a headline, ``UPDATE 2`` of ``UPDATE 2-Oil falls``; letters with case must be large."""
    found = _HEADLINE_MARK.match(headline)
    return found["mark"] if found and found["mark"] == found["mark"].upper() else None


_BY = (
    r"By|BY|Von|VON|Por|POR|Par|PAR|Di|DI|Da|Door|DOOR|Av|AV|Af|AF|Kirjoittaa|Teksti|Oleh|Bởi|Przez|Napisał|De|Texte|Text:|"
    r"Story by|"
    r"Reporting by|Автор|Von unserem Korrespondenten|Του|Της|من|نوشته|द्वारा"
)
_NAMES = r"(?:[^\W\d_][\w'’.-]*|and|und|et|y|e|og|och|ja|i|en|de|van|von|der|la|,|&|/|\(|\))"
_BYLINE = re.compile(rf"(?:{_BY})[ \u00a0]+(?=[^\W\d_])")
_BYLINE_WHOLE = re.compile(rf"(?:{_BY})[ \u00a0]+(?![a-zß-ÿ])(?:{_NAMES}[ \u00a0]?){{1,14}}[.:=]?\s*$")


_BYLINE_BRACKETED = re.compile(
    rf"\((?P<byline>(?:{_BY}|di|by|von|por|par)[ \u00a0]+(?![a-zß-ÿ])[^()\n]{{3,60}})\)\s*"
)


def bracketed_byline(text: str, position: int = 0) -> tuple[str, int] | None:
    """``(di Anna Riva) (ANSA) - …``: a byline in brackets, and where it ends."""
    found = _BYLINE_BRACKETED.match(text, position)
    return (found["byline"], found.end()) if found else None


def names(byline: str) -> str:
    """A byline without the word before the names: ``Ann Marsh`` of ``By Ann Marsh``."""
    found = _BYLINE.match(byline)
    return byline[found.end() :] if found else byline


def begins_byline(text: str, position: int = 0) -> int | None:
    """Where the names begin if ``text`` begins with a word like ``By`` or ``Von`` at ``position``."""
    found = _BYLINE.match(text, position)
    return found.end() if found else None


def is_byline(line: str) -> bool:
    """Whether a whole line is a byline: ``By ANN MARSH and PIET DE VRIES``, ``Von Lena Kurz, dpa``."""
    return len(line) <= 120 and _BYLINE_WHOLE.match(line) is not None and _large(line)


def _large(line: str) -> bool:
    """Names begin large: at least half of the words of a byline do."""
    words = line.split()[1:]
    return bool(words) and sum(not word[0].islower() for word in words) * 2 >= len(words)
