"""The proofs for agencies without brackets, press-release wires, and reporters beside an agency."""

from __future__ import annotations

import pytest

from newswire.parse.dateline import agency_proofs as proofs
from newswire.parse.dateline.forms import Proof
from newswire.parse.dateline.tokens import tokenize

NEWS = "The ferry stopped in the harbour on Tuesday, and nobody was hurt."
RELEASE = "公司今天宣布推出全新的产品线。"


@pytest.mark.parametrize(
    ("proof", "line", "rest"),
    [
        (proofs.caseless_agency, "الرياض 2 نوفمبر 2020 م واس", "توقفت العبارة في الميناء يوم الثلاثاء صباحا"),
        (proofs.caseless_agency, "Bakı, 5 yanvar, AZƏRTAC", NEWS),
        (proofs.tied_agency, "ANKARA-BHA", NEWS),
        (proofs.outlet_after_city, "Washington CNN —", NEWS),
        (proofs.outlet_after_city, "Washington CNN —", ""),
        (proofs.slashed_agency, "STOCKHOLM/TT", NEWS),
        (proofs.release_wire, "东京--(某某资讯)--", RELEASE),
        (proofs.release_wire, "(某某资讯)--", RELEASE),
        (proofs.reporter_after_credit, "ANKARA (AA) - AYŞE YILMAZ -", NEWS),
        (proofs.reporter_after_agency, "МОСКВА, 5 янв — РИА Новости, Анна Петрова.", NEWS),
        (proofs.agency_and_slash, "Shafaq News/", NEWS),
        (proofs.agency_place_and_date, "ИА REGNUM, Казань, 5 января.", "Рынок закрылся на ремонт до мая."),
    ],
    ids=lambda value: value.__name__ if callable(value) else None,
)
def test_a_dateline_is_proved(proof: Proof, line: str, rest: str) -> None:
    assert proof(tokenize(line), f" {rest}")


@pytest.mark.parametrize(
    ("proof", "line", "rest"),
    [
        (proofs.caseless_agency, "OSLO May 3 NTB", NEWS),
        (proofs.caseless_agency, "Oslo, May 3, Reuters", NEWS),
        (proofs.tied_agency, "GRENHOLMIA-BHA", NEWS),
        (proofs.outlet_after_city, "Grenholm CNN —", NEWS),
        (proofs.outlet_after_city, "Washington CNN -", NEWS),
        (proofs.outlet_after_city, "Washington CNN—", NEWS),
        (proofs.outlet_after_city, "Washington Reuters —", NEWS),
        (proofs.outlet_after_city, "Washington NATO —", NEWS),
        (proofs.slashed_agency, "GRENHOLM/TT", NEWS),
        (proofs.slashed_agency, "LONDON/TT", "racing starts on Tuesday, and the island is full."),
        (proofs.release_wire, "东京--(某某资讯)-", RELEASE),
        (proofs.release_wire, "(某某资讯)--", "two words"),
        (proofs.release_wire, "OSLO--(Tarn)--", NEWS),
        (proofs.reporter_after_credit, "PARIS (AP) - ANN MARSH -", NEWS),
        (proofs.reporter_after_credit, "ANKARA (AA) - Istanbul -", NEWS),
        (proofs.reporter_after_agency, "МОСКВА, 5 янв — РИА Новости, Казань.", NEWS),
        (proofs.agency_and_slash, "Shafaq News /", NEWS),
        (proofs.agency_place_and_date, "ИА REGNUM, Казань, 5 января", "Рынок закрылся на ремонт до мая."),
    ],
    ids=lambda value: value.__name__ if callable(value) else None,
)
def test_a_form_without_its_proof_is_no_dateline(proof: Proof, line: str, rest: str) -> None:
    assert not proof(tokenize(line), f" {rest}")
