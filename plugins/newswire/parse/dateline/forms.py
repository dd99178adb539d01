"""The forms of datelines: patterns over the letters of ``tokens``, each with the proof that it needs.

A form alone is no evidence: ``Paris - the city`` has one too.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from newswire.lexicon.patterns.late import late_pattern
from newswire.parse.dateline import agency_proofs, proofs
from newswire.parse.dateline.pieces import Token
from newswire.parse.dateline.tokens import tokenize


@dataclass(frozen=True, slots=True)
class Found:
    """The tokens of a dateline, and where the story's text begins."""

    tokens: tuple[Token, ...]
    rest: int


Proof = Callable[[list[Token], str], bool]


Reading = Callable[[list[Token]], list[Token]]


def recognise(tokens: list[Token], text: str) -> Found | None:
    """Return the dateline that begins with the first token, by the first form whose proof accepts it."""
    for length, proof, read in _fitting("".join([token.kind for token in tokens])):
        used = tokens[:length]
        rest = used[-1].end
        if proof(used, text[rest : rest + 200].partition("\n\n")[0]):
            while used and used[-1].kind in "X:,.":
                used.pop()
            if read:
                used = read(used)
            return Found(tuple(used), rest)
    return None


@lru_cache(maxsize=4096)
def _fitting(letters: str) -> tuple[tuple[int, Proof, Reading | None], ...]:
    """Return the forms with which letters begin: the number of letters, the proof and the reading of each.

    Stories have few sequences of letters.
    """
    if _WORDS.issuperset(letters):
        return ()
    forms = _FORMS_BY_FIRST.get(letters[0], ())
    return tuple((found.end(), proof, read) for form, proof, read in forms if (found := form.match(letters)))


def enclosed(text: str, start: int) -> Found | None:
    """Return a place and a date in one bracket before running text: ``(Chicago, IL - October 20)``."""
    end = text.find(")", start, start + 90) if text.startswith("(", start) else -1
    if end < 0:
        return None
    tokens = tokenize(text[:end], start + 1)
    letters = "".join(token.kind for token in tokens)
    if not _ENCLOSED.fullmatch(letters) or tokens[-1].end < end - 1:
        return None
    after = _AFTER.match(text, end)
    rest = after.end() if after else end + 1
    return Found(tuple(tokens), rest) if proofs.date_only(tokens, text[rest : rest + 200]) else None


_AFTER = late_pattern(r"\)[ \u00a0]*(?:[-–—:]+\s*)?")

_WORDS = frozenset("PQ,/")
"""Letters of words, regions, commas and slashes. Each form has another letter, too."""

_ENCLOSED = late_pattern(r"P(?:[,/]P|,?Q){0,4}[,.]?X?[,.]?D[,.]?")

_PLACES = r"P(?:[,/]P|,?Q){0,5}"


_READINGS: dict[Proof, Reading] = {
    agency_proofs.reporter_after_agency: proofs.last_is_reporter,
    agency_proofs.reporter_after_credit: proofs.last_is_reporter,
    proofs.named_after_dash: proofs.last_is_outlet,
    proofs.after_arabic_dash: proofs.last_is_outlet,
    proofs.acronym: proofs.last_is_outlet,
    proofs.reporter_before_agency: proofs.middle_is_reporter,
    proofs.city_in_brackets: proofs.bracket_is_place,
    proofs.date_and_city: proofs.bracket_is_place,
}

_FORMS = tuple(
    (first, late_pattern(pattern), proof, _READINGS.get(proof))
    for first, pattern, proof in (
        ("P", rf"{_PLACES},?CXPX", agency_proofs.reporter_after_credit),
        ("P", rf"{_PLACES}XCXUX", agency_proofs.release_wire),
        (
            "P",
            rf"{_PLACES}[,.:]{{0,2}}X?(?:D[,.:]{{0,2}})?X?C(?:X?[,.]?D/?)?(?:[X:.,]*[X:]|\.)?",
            proofs.agency,
        ),
        ("B", r"B[,.]?(?:D[,.]?)?C(?:[X:.,]*[X:]|\.)?", proofs.agency_only),
        ("C", rf"C[X:.,]*{_PLACES}[,.]{{0,2}}X?(?:D[,.:]{{0,2}})?C(?:[X:.,]*[X:]|\.)?", proofs.agency),
        ("D", rf"D[,.]?{_PLACES}[,.]?X?C(?:[X:.,]*[X:]|\.)?", proofs.agency),
        ("U", rf"U[X:.,]*{_PLACES}[,.]?D[X:.]*[X:]", proofs.unknown_name),
        ("C", rf"C[X:.,]*{_PLACES}[,.]?(?:D[,.]?)?(?:[X:.]*[X:])", proofs.bare_agency),
        ("A", rf"A[X:,.]{_PLACES}[,.]?(?:D[,.]?)?[X:]", proofs.bare_agency),
        ("A", rf"A[X:,.]{_PLACES}[,.]?D\.?", agency_proofs.agency_place_and_date),
        ("P", rf"{_PLACES}[,.]?(?:D[,.X]*)+A(?:[.,]?[X:]|\.)", proofs.bare_agency),
        ("P", r"PUA", proofs.reporter_before_agency),
        ("P", rf"{_PLACES}(?:[,.]?(?:D[,.X]*)+|[,/X])A", proofs.agency_at_line_end),
        ("P", rf"{_PLACES}A/D", proofs.agency_at_line_end),
        ("P", rf"{_PLACES}[,.]?DXA,P\.", agency_proofs.reporter_after_agency),
        ("P", rf"{_PLACES}[,.]?DXP\.", proofs.named_after_dash),
        ("P", rf"{_PLACES}XAX?[,.]?DX", proofs.bare_agency),
        ("P", rf"{_PLACES}(?:[,./]|\.?X)A(?:[.,]?[X:/]|\.)", proofs.bare_agency),
        ("P", rf"{_PLACES},WX", proofs.outlet_address),
        ("P", rf"{_PLACES}[,.]?(?:D[,.X]*)+A", agency_proofs.caseless_agency),
        ("P", rf"{_PLACES}AX", agency_proofs.outlet_after_city),
        ("P", r"PXA", agency_proofs.tied_agency),
        ("P", rf"{_PLACES}/A", agency_proofs.slashed_agency),
        ("P", rf"{_PLACES}[,.]?X?(?:D[,.:]?)?U(?:X?[,.]?D[,.]?)?[.,]?[X:]", proofs.unknown_name),
        ("P", rf"{_PLACES}[,.:]?(?:D[,.:]?)?U\.?", proofs.unknown_name_and_sentence),
        ("P", rf"{_PLACES}[,.:]?(?:D[,.:]?)?B(?:[X:.]*)", proofs.reporter),
        ("B", rf"B[,.:]{_PLACES}[,.]?(?:D[,.]?)?[X:.]", proofs.reporter),
        ("A", rf"A{_PLACES}[,.]?(?:D[,.]?)?X", proofs.tied_place),
        ("P", rf"{_PLACES}XUX", agency_proofs.release_wire),
        ("U", r"UX", agency_proofs.release_wire),
        ("U", r"UPX", proofs.outlet_before_city),
        ("P", r"P[X/]P:", proofs.after_arabic_dash),
        ("P", r"P\.P\.", proofs.acronym),
        ("P", r"PXPC(?:[X:.,]*[X:]|\.)?", proofs.reporter_before_place),
        ("P", rf"{_PLACES}[,.]?X?D[,.]?[X:]", proofs.date_only),
        ("P", rf"{_PLACES}/D[,.]?X", proofs.date_only),
        ("P", rf"{_PLACES}[,.]?D\.?", proofs.dated_place),
        ("P", rf"{_PLACES}[,.]?[X:]", proofs.place_only),
        ("P", r"P\.", proofs.indic_stop),
        ("DC", r"(?:D[,.]?)?C(?:[:,.]?X|:)", proofs.agency_only),
        ("DC", r"(?:D[,.]?)?C", proofs.agency_before_sentence),
        ("D", r"D[,.]?A[.,]?[X:]", proofs.dated_agency),
        ("A", r"A[,.]D[.,]?[X:.]?", proofs.dated_agency),
        ("D", r"D[,.]?U[X:]", proofs.date_and_city),
        ("A", r"A/", agency_proofs.agency_and_slash),
        ("U", r"UX", proofs.outlet_only),
        ("U", r"U", proofs.city_in_brackets),
        ("A", r"AX", proofs.agency_and_dash),
    )
)

_FORMS_BY_FIRST = {
    letter: tuple((pattern, proof, read) for first, pattern, proof, read in _FORMS if letter in first)
    for letter in "PCDUAB"
}
"""The forms by the letters they can begin with."""
