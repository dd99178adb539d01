"""The proofs that a form of a dateline needs: the same form with one, and without it."""

from __future__ import annotations

import pytest

from newswire.parse.dateline import proofs
from newswire.parse.dateline.forms import Proof, Reading
from newswire.parse.dateline.tokens import tokenize

NEWS = "The ferry stopped in the harbour on Tuesday, and nobody was hurt."


def holds(proof: Proof, line: str, rest: str = NEWS) -> bool:
    """Return whether a proof accepts ``line`` as a dateline before ``rest``, on its line or the next."""
    return proof(tokenize(line), rest if rest.startswith("\n") else f" {rest}")


@pytest.mark.parametrize(
    ("proof", "line", "rest"),
    [
        (proofs.agency, "Grenholm (Reuters) -", NEWS),
        (proofs.agency, "OSLO (Reuters)", NEWS),
        (proofs.agency_only, "(Reuters) -", NEWS),
        (proofs.agency_before_sentence, "(dpa)", NEWS),
        (proofs.bare_agency, "OSLO, Reuters -", NEWS),
        (proofs.agency_at_line_end, "OSLO, May 3, NTB", "\n" + NEWS),
        (proofs.dated_agency, "TASS, November 2.", NEWS),
        (proofs.agency_and_dash, "EFE.-", NEWS),
        (proofs.unknown_name, "OSLO, May 3 (Grenholm Bladet) -", NEWS),
        (proofs.unknown_name, "OSLO (Grenholm News) -", NEWS),
        (proofs.outlet_only, "(Grenholm News) -", NEWS),
        (proofs.outlet_address, "OSLO, village-voice.example -", NEWS),
        (proofs.date_only, "OSLO, May 13 -", NEWS),
        (proofs.dated_place, "BAKU, Azerbaijan, November 2.", NEWS),
        (proofs.dated_place, "Oslo, nov. 2.", NEWS),
        (proofs.place_only, "OSLO -", NEWS),
        (proofs.place_only, "CAMP NORTH, Utah --", NEWS),
        (proofs.reporter, "Staff Reporter, OSLO:", NEWS),
        (proofs.reporter_before_place, "Ali KAYA - MERSİN (İHA)", NEWS),
        (proofs.acronym, "Псков. ПАИ.", "Рынок закрылся на ремонт до мая."),
        (proofs.indic_stop, "नई दिल्ली.", "सरकार ने आज नए नियम जारी किए हैं।"),
        (proofs.city_in_brackets, "(Montréal)", "Le marché du port a fermé ses portes mardi."),
    ],
    ids=lambda value: value.__name__ if callable(value) else None,
)
def test_a_dateline_is_proved(proof: Proof, line: str, rest: str) -> None:
    assert holds(proof, line, rest)


@pytest.mark.parametrize(
    ("proof", "line", "rest"),
    [
        (proofs.agency, "Advance Auto Parts (AAP) -", NEWS),
        (proofs.agency, "OSLO (Reuters)", "said it would appeal."),
        (proofs.agency_only, "(Reuters/Ann Marsh) -", NEWS),
        (proofs.agency_before_sentence, "(dpa)", "berichtete zuvor über die Pläne."),
        (proofs.bare_agency, "Grenholm, Reuters -", NEWS),
        (proofs.agency_at_line_end, "OSLO, May 3, NTB", NEWS),
        (proofs.dated_agency, "TASS, November 2.", "which was a Monday."),
        (proofs.agency_and_dash, "EFE -", NEWS),
        (proofs.unknown_name, "Oslo (Kristiania) -", NEWS),
        (proofs.unknown_name, "OSLO, May 3 (Bergen) -", NEWS),
        (proofs.outlet_only, "(Village Voice) -", NEWS),
        (proofs.outlet_address, "Grenholm, village-voice.example -", NEWS),
        (proofs.date_only, "Grenholm, May 13 -", NEWS),
        (proofs.dated_place, "Oslo, November 2.", NEWS),
        (proofs.dated_place, "Tarn, nov. 2.", NEWS),
        (proofs.date_only, "Oslo May 13, 2020 10:02 am -", NEWS),
        (proofs.place_only, "GRENHOLM -", NEWS),
        (proofs.place_only, "OHIO -", NEWS),
        (proofs.place_only, "WASHINGTON:", "Well, I never wanted to play that part."),
        (proofs.reporter, "Staff Reporter, Grenholm:", NEWS),
        (proofs.reporter_before_place, "ALI - MERSİN (İHA)", NEWS),
        (proofs.acronym, "Псков. Рынок.", "Он закрылся на ремонт до мая."),
        (proofs.indic_stop, "Delhi.", NEWS),
        (proofs.city_in_brackets, "(Grenholm)", NEWS),
    ],
    ids=lambda value: value.__name__ if callable(value) else None,
)
def test_a_form_without_its_proof_is_no_dateline(proof: Proof, line: str, rest: str) -> None:
    assert not holds(proof, line, rest)


@pytest.mark.parametrize(
    ("read", "line", "kind", "text"),
    [
        (proofs.last_is_outlet, "لندن - الشرق", "A", "الشرق"),
        (proofs.last_is_reporter, "OSLO, Ann Marsh", "B", "Ann Marsh"),
    ],
)
def test_a_last_name_gets_another_role(read: Reading, line: str, kind: str, text: str) -> None:
    *_, last = read(tokenize(line))
    assert (last.kind, last.text) == (kind, text)


def test_a_name_in_brackets_becomes_the_place() -> None:
    place, whole = proofs.bracket_is_place(tokenize("(Montréal)"))
    assert (place.kind, place.text, whole.kind) == ("P", "Montréal", "Q")
