"""The forms of datelines: the pieces that belong to one, where the text begins, and forms without proof."""

from __future__ import annotations

import pytest

from newswire.parse.dateline.forms import Found, enclosed, recognise
from newswire.parse.dateline.tokens import tokenize

NEWS = "The ferry stopped in the harbour on Tuesday, and nobody was hurt."


def recognised(line: str, rest: str = f" {NEWS}") -> Found | None:
    return recognise(tokenize(line + rest), line + rest)


@pytest.mark.parametrize(
    ("line", "kinds"),
    [
        ("OSLO, May 3 (Reuters) -", "P,DC"),
        ("MOSCOW/KIEV (Reuters) -", "P/PC"),
        ("(AFP) - OSLO, May 3 (NTB) -", "CXP,DC"),
        ("May 3, OSLO (Reuters) -", "D,PC"),
        ("Reuters, OSLO, May 3 -", "A,P,D"),
        ("OSLO, Reuters -", "P,A"),
        ("OSLO, village-voice.example -", "P,W"),
        ("OSLO (Grenholm News) -", "PU"),
        ("Staff Reporter, OSLO:", "B,P"),
        ("OSLO, May 3 -", "P,D"),
        ("OSLO -", "P"),
        ("(Reuters) -", "C"),
        ("TASS, November 2.", "A,D"),
        ("EFE.-", "A"),
        ("Staff Reporter, (NTB) -", "B,C"),
        ("(Grenholm News) OSLO, May 3 -", "UP,D"),
        ("(NTB) OSLO, May 3 -", "CP,D"),
        ("РИА Новости, Казань, 5 января.", "A,P,D"),
        ("OSLO, May 3, NTB -", "P,D,A"),
        ("OSLO - NTB - May 3 -", "PXAXD"),
        ("ANKARA-BHA", "PXA"),
        ("BURGAS /KRASS/", "PU"),
        ("OSLO (Staff Reporter)", "PB"),
        ("Ali KAYA - MERSİN (İHA)", "PXPC"),
        ("BAKU, Azerbaijan, November 2.", "P,P,D"),
        ("(dpa)", "C"),
        ("30 ноября. ТАСС -", "DA"),
        ("Shafaq News/", "A/"),
        ("(Grenholm News) -", "U"),
    ],
)
def test_a_dateline_ends_before_its_last_sign_and_the_text_after_it(line: str, kinds: str) -> None:
    found = recognised(line)
    assert found is not None
    assert "".join(token.kind for token in found.tokens) == kinds
    assert (line + f" {NEWS}")[found.rest :] == f" {NEWS}"


@pytest.mark.parametrize(
    ("line", "rest", "kinds"),
    [
        ("OSLO, May 3, NTB", f"\n{NEWS}", "P,D,A"),
        ("کابل باختر/ ۱۵ جدی", f"\n{NEWS}", "PA/D"),
        ("NTB Oslo.-", NEWS, "AP"),
        ("الرياض 2 نوفمبر 2020 م واس", " توقفت العبارة في الميناء يوم الثلاثاء صباحا", "PDA"),
        ("नई दिल्ली.", " सरकार ने आज नए नियम जारी किए हैं।", "P"),
    ],
    ids=["line end", "day", "tied text", "arabic", "indic"],
)
def test_some_forms_need_a_line_end_or_a_script(line: str, rest: str, kinds: str) -> None:
    found = recognised(line, rest)
    assert found is not None
    assert "".join(token.kind for token in found.tokens) == kinds
    assert (line + rest)[found.rest :] == rest
    assert recognised(line, " the capital") is None


@pytest.mark.parametrize(
    ("line", "rest", "kinds", "text"),
    [
        ("(Montréal)", f" {NEWS}", "PQ", "Montréal"),
        ("January 5, 2024 (KHARTOUM) –", f" {NEWS}", "DPQ", "KHARTOUM"),
        ("Псков. ПАИ.", f" {NEWS}", "P.A", "ПАИ"),
        ("ТБИЛИСИ, 5 янв — Тихая Гавань.", f" {NEWS}", "P,DXA", "Тихая Гавань"),
        ("القدس – قدس تايمز:", " توقفت العبارة في الميناء يوم الثلاثاء صباحا", "PXA", "قدس تايمز"),
        ("ТБИЛИСИ, 5 янв — РИА Новости, Анна Петрова.", f" {NEWS}", "P,DXA,B", "Анна Петрова"),
        ("إسطنبول / محمد أحمد / الأناضول", f"\n{NEWS}", "PBA", "/ محمد أحمد /"),
    ],
)
def test_some_forms_give_a_piece_another_role(line: str, rest: str, kinds: str, text: str) -> None:
    found = recognised(line, rest)
    assert found is not None
    assert "".join(token.kind for token in found.tokens) == kinds
    assert text in [token.text for token in found.tokens]


@pytest.mark.parametrize(
    ("line", "rest"),
    [
        ("Paris -", " the city of lights"),
        ("Grenholm -", f" {NEWS}"),
        ("OSLO, Norway", f" {NEWS}"),
        ("OSLO (Reuters)", " said on Tuesday that it would stop."),
        ("OSLO, May 3 -", "\n\n" + NEWS),
        (": OSLO (Reuters) -", f" {NEWS}"),
    ],
    ids=[
        "small letters follow",
        "unknown place",
        "words alone",
        "no sentence",
        "paragraph ends",
        "sign first",
    ],
)
def test_a_form_without_proof_is_no_dateline(line: str, rest: str) -> None:
    assert recognised(line, rest) is None


def test_place_and_date_in_one_bracket_are_a_dateline() -> None:
    line = "(Chicago, IL - October 20) "
    found = enclosed(line + NEWS, 0)
    assert found is not None
    assert [token.text for token in found.tokens] == ["Chicago", ",", "IL", "-", "October 20"]
    assert found.rest == len(line)


@pytest.mark.parametrize(
    "text",
    [
        f"(Chicago, IL) {NEWS}",
        f"(Chicago, IL - October 20, the mayor) {NEWS}",
        f"(Grenholm - October 20) {NEWS}",
        "(Chicago, IL - October 20) was a holiday",
        f"(Chicago, IL - October 20 {NEWS}",
        f" Chicago, IL - October 20) {NEWS}",
        f"(Chicago, Reuters, October 20) {NEWS}",
    ],
    ids=["no date", "more words", "unknown place", "no sentence", "not closed", "not opened", "agency"],
)
def test_other_brackets_are_none(text: str) -> None:
    assert enclosed(text, 0) is None
