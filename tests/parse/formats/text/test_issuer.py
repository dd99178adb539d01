"""The agency that issues a message, wherever the message names it."""

from __future__ import annotations

import pytest

from newswire.parse.formats.text import issuer


@pytest.mark.parametrize(
    ("information", "service", "name"),
    [
        ("dpa 099", "eca", "dpa"),
        ("ccccb   dpa 0045", "eca", "dpa"),
        ("dpa-tns 0908", "ecp", "dpa"),
        ("PA 0123", "hhh", "PA"),
        ("FRA /AFP-AB12", "frs", "AFP"),
        ("etf 967", "bsf", None),
        ("II            Mo, 13.Mai 2024", "APA", "APA"),
        (None, "ANP", "ANP"),
        ("1tvks", "v", None),
        (None, "abc", None),
    ],
    ids=[
        "alone",
        "after a code",
        "with a desk",
        "two letters",
        "slash",
        "unknown",
        "the source",
        "no",
        "code",
        "the code of a service",
    ],
)
def test_the_header_names_the_agency(information: str | None, service: str, name: str | None) -> None:
    assert issuer.in_header(information, service) == name


@pytest.mark.parametrize(
    ("lines", "name"),
    [
        (["Text.", "", "(SDA/sj)", ""], "SDA"),
        (["Text.", "   AAP RESULTS"], "AAP"),
        (["Text.", "AAP ah/on"], "AAP"),
        (["Text.", "==Kyodo"], None),
        (["STORY: Ferry stops", "SOURCE: AP TELEVISION", "", "Text."], "AP"),
        (["   Grenholm (ats afp) La police", "a dit."], "ats"),
        (["   Grenholm/Wien (APA/dpa) - Die", "Polizei."], "APA"),
        (["   Grenholm (nwa/afp) Text", "more."], None),
        (["Ferries of the UN", "in May"], None),
    ],
    ids=["sign-off", "desk", "initials", "name", "script", "dateline", "slash", "unknown", "words"],
)
def test_the_text_names_the_agency(lines: list[str], name: str | None) -> None:
    assert issuer.in_text(lines) == name


def test_a_keyword_names_the_agency_before_its_desk() -> None:
    assert issuer.in_keyword("AP-APTN-1330: Ferry") == "AP"
    assert issuer.in_keyword("AP-Ferry") is issuer.in_keyword("Nova-Scotia") is None


def test_a_sign_off_is_the_last_line() -> None:
    assert issuer.sign_off(["Text.", "AAP RESULTS", "", ""]) == ("AAP", 1, "RESULTS")
    assert issuer.sign_off(["AAP RESULTS", "Text."]) is issuer.sign_off([]) is None
