"""Marks that wires put on a story: correction, update, write-through, lead, take, kill and their like.

They are conventions and no standard, so they are data here, as agencies print them: AP ("1st
Ld-Writethru", "APNewsAlert", "Eds: UPDATES with"), Reuters ("CORRECTED-UPDATE 2-", "REFILE-",
"WRAPUP 3-"), AFP ("LEAD 1", "ANNULE ET REMPLACE"), dpa ("2ND LEAD:", "WDH/ROUNDUP:"), Yonhap
("(2nd LD)", "(ATTN: UPDATES with"), Kyodo, Xinhua, EFE, ANSA, Nordic and other agencies.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

Label = Literal[
    "kill",
    "correction",
    "write-through",
    "update",
    "lead",
    "add",
    "take",
    "refile",
    "repeat",
    "summary",
    "advisory",
    "alert",
    "urgent",
]
"""What a mark says. Of several marks on one story the first in this order counts."""

REWRITTEN: frozenset[Label] = frozenset(
    {"correction", "write-through", "update", "lead", "refile", "repeat", "summary"}
)
"""Labels of a story that takes the place of an earlier one."""

CORRECTED: frozenset[Label] = frozenset({"correction", "refile", "repeat"})
"""Labels of a story in which other facts than in the earlier one are no surprise."""

_WORDS: dict[Label, str] = {
    "kill": "(?:story|bulletin|mandatory) kill|kill|(?:story )?withdrawn|withdrawal|retracted|retraction|"
    "annulation|annulée?|annullierung|zurückgezogen|anulación|anulada|annullata|cancelled|canceled|"
    "аннулировано|аннулируется|إلغاء|撤回|撤稿|取消",
    "correction": "(?:official )?correction|corrected|corrects|correcting|corrective|clarification|clarifies|"
    "erratum|corrigée?|rectificatif|rectification|rectifiée?|annule et remplace|berichtigung|berichtigt|"
    "korrektur|korrigiert|corrección|corregid[ao]|corrige|rectificación|anula y sustituye|correção|"
    "corrigid[ao]|retificação|rettifica|errata corrige|correzione|correctie|rectificatie|rättelse|rättad|"
    "rettelse|rettet|korjaus|korjattu|oprava|korekta|sprostowanie|helyesbítés|düzeltme|ispravak|ispravka|"
    "corectură|corecție|διόρθωση|исправление|исправлено|поправка|уточнение|уточнено|уточняется|"
    "виправлено|уточнення|تصحيح|تصويب|اصلاحیه|תיקון|更正|訂正|정정",
    "write-through": "write-?thr(?:u|ough)|recasts?|recasting|refonte|neufassung",
    "update": "updated?|updates|updating|actualisation|actualise|mise à jour|actualización|actualiza|"
    "ampliación|ampliad[ao]|amplía|aktualisierung|aktualisiert|aktl\\.?|aggiornamento|aggiorna|atualização|"
    "atualiza|uppdatering|uppdaterad|oppdatering|oppdatert|opdatering|opdateret|päivitys|päivitetty|"
    "aktualizacja|aktualizace|güncelleme|обновлено|обновление|дополнено|дополнение|оновлено|доповнено|"
    "تحديث|محدث|עדכון|更新|続報",
    "lead": "(?:new|night|early) lead|lead|ld|종합\\d?보?|\\d보",
    "add": "adds?|ajoute|ajout|complète|ergänzt|ergänzung|añade|agrega|aggiunge|acrescenta",
    "take": "take|pickup|part|teil|suite|segue|sigue",
    "refile": "refiles?|refiled|resend|resending",
    "repeat": "rpt|repeats?|repeated|repeating|répétition|wdh|wiederholung|repetición|repite|ripetizione|"
    "ripete|repetição|повтор|إعادة|再送|재송",
    "summary": "wrap-?up|wrap|round-?up|zusammenfassung|zsf|synthèse|papier général|resumen|riepilogo|resumo|"
    "sammanfattning",
    "advisory": "(?:media |editors' )?advisory|note to editors|attention|achtung|aviso|avviso",
    "alert": "(?:ap)?news ?alert|alert|flash|snap|eilmeldung|alerte|alerta|快讯|快訊|速報|속보|молния",
    "urgent": "urgente?|bulletin|eil|срочно|عاجل|긴급",
}
_ORDER = list(_WORDS)
_PLAIN: frozenset[Label] = frozenset({"lead", "add", "take", "kill", "advisory", "alert"})
"""Words of ordinary headlines too: before a dash they are marks only if they alone are in capitals."""

_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5}
_ORDINAL = rf"(?P<ordinal>\d{{1,2}}(?:st|nd|rd|th|er|e|[.ºª])?|{'|'.join(_ORDINALS)})"
_WORD = "|".join(f"(?P<{label.replace('-', '_')}>{words})" for label, words in _WORDS.items())
_MARK = re.compile(
    rf"(?:{_ORDINAL}[ -]?|\b)(?:{_WORD})(?!\w)(?:[ #-]?(?P<number>\d{{1,2}})(?![\w.,]))?", re.IGNORECASE
)
_OPENING, _CLOSING = "([{（［【〔«*+=", ")]}）］】〕»*+="
_BETWEEN_MARKS = re.compile(r" ?[/-] ?| ")
_SEPARATOR = re.compile(r"\s*(?P<colon>[:：])|\s*[-–—/|]+")
_NOTE_BEGINS = re.compile(
    r"[\W_]*(?:(?:eds?|editors?|attn|attention|note)\b[\s.:,-]*)*(?:this version |story )?", re.IGNORECASE
)
_NOTE_IN_HEADLINE = re.compile(r"[(\[](?P<note>(?:eds?|attn)\b[^)\]]*)[)\]]\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Mark:
    """What the marks of a story say.

    ``number`` counts: 2 for "UPDATE 2-" and "2nd Ld". ``headline`` is the headline without marks.
    """

    label: Label | None
    number: int | None
    headline: str


def read_headline(headline: str) -> Mark:
    """The marks at the beginning or, in brackets, at the end of a headline."""
    label, number, rest = None, None, headline.strip()
    note = _NOTE_IN_HEADLINE.match(rest)
    if note:
        label, rest = read_note(note["note"]), rest[note.end() :]
    while found := _leading(rest) or _trailing(rest):
        label, number, rest = _weightier(label, found.label), found.number or number, found.headline
    return Mark(label, number, rest)


def read_slugline(slugline: str) -> Mark:
    """The marks of a slugline such as ``BC-US--Storm,2nd Ld-Writethru``; ``headline`` is what is left."""
    label, number = None, None
    subject, *parts = slugline.split(",")
    left = [subject]
    for part in parts:
        found = _whole(part.strip())
        if found:
            label, number = _weightier(label, found.label), found.number or number
        else:
            left.append(part)
    return Mark(label, number, ",".join(left))


def read_note(note: str) -> Label | None:
    """What an editorial note says was done: ``Eds: CORRECTS spelling in paragraph 2``; None if nothing."""
    begins = _NOTE_BEGINS.match(note)
    found = _MARK.match(note, begins.end() if begins else 0)
    return _label(found) if found else None


def _leading(text: str) -> Mark | None:
    """The marks at the beginning of a headline, and the headline without them."""
    begin = len(text) - len(text.lstrip(_OPENING + " "))
    labels: list[Label] = []
    number, end = None, begin
    while found := _MARK.match(text, end):  # several may be joined: Ld-Writethru, CORRECTED-UPDATE 2
        labels.append(_label(found))
        number, printed_end = _number(found) or number, found.end()
        between = _BETWEEN_MARKS.match(text, printed_end)
        if not between:
            break
        end = between.end()
    if not labels:
        return None
    label, printed, rest = min(labels, key=_ORDER.index), text[begin:printed_end], text[printed_end:]
    if begin and rest and rest[0] in _CLOSING:
        rest = rest.lstrip(_CLOSING + " ")
        separator = _SEPARATOR.match(rest)
        return Mark(label, number, rest[separator.end() if separator else 0 :].strip())
    separator = _SEPARATOR.match(rest)
    if not separator:
        return None
    rest = rest[separator.end() :].strip()
    capitals = printed == printed.upper() and (not _PLAIN.issuperset(labels) or rest != rest.upper())
    return Mark(label, number, rest) if separator["colon"] or number is not None or capitals else None


def _trailing(text: str) -> Mark | None:
    """The mark in brackets at the end of a headline, and the headline without it."""
    if not text or text[-1] not in _CLOSING:
        return None
    opening = max(text.rfind(bracket) for bracket in _OPENING)
    found = _whole(text[opening + 1 : -1].strip()) if opening > 0 else None
    return found and Mark(found.label, found.number, text[:opening].strip())


def _whole(text: str) -> Mark | None:
    """The marks of a text that is nothing else."""
    found = _leading(f"({text})") if text else None
    return found if found and not found.headline else None


def _label(found: re.Match[str]) -> Label:
    return next(label for label in _ORDER if found[label.replace("-", "_")] is not None)


def _number(found: re.Match[str]) -> int | None:
    if found["number"]:
        return int(found["number"])
    ordinal = (found["ordinal"] or "").lower()
    digits = re.match(r"\d+", ordinal)
    return int(digits[0]) if digits else _ORDINALS.get(ordinal)


def _weightier(one: Label | None, other: Label | None) -> Label | None:
    return min((label for label in (one, other) if label), key=_ORDER.index, default=None)
