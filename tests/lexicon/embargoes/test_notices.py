"""The words of embargoes: notices at the beginning of a line or after its time, and lines that lift them."""

from __future__ import annotations

import pytest

from newswire.lexicon.embargoes.notices import is_notice, lifts, may_begin, notices, read_notice


@pytest.mark.parametrize(
    ("line", "kind", "rest"),
    [
        ("EMBARGOED UNTIL 10:00", "until", "10:00"),
        ("** Eds: strictly embargoed until 10:00", "until", "10:00"),
        ("Hold until 10:00", "timed", "10:00"),
        ("STRICTLY EMBARGOED", "hold", ""),
        ("Not for release", "closed", ""),
        ("Embargo : jusqu'au 3 mai", "label", "3 mai"),
        ("Embargo on steel", "label", "steel"),
        ("SOUS EMBARGO JUSQU'A 10H", "until", "10H"),  # capitals without accents
        ("ΕΜΠΑΡΓΚΟ ΕΩΣ 3 ΜΑΪΟΥ", "label", "3 ΜΑΪΟΥ"),
        ("This release is embargoed until 10:00", "until", "10:00"),
        ("To: embargoed until 10:00", "until", "10:00"),
        ("To  press, embargoed until 10:00", "until", "10:00"),
    ],
)
def test_a_notice_ends_where_its_time_begins(line: str, kind: str, rest: str) -> None:
    notice = read_notice(line)
    assert notice
    assert (notice.kind, line[notice.end :].strip()) == (kind, rest)


@pytest.mark.parametrize(
    "line", ["Arms embargo until May", "Sin embargo, abre", "The embargo ends", "", "---", "Tarn"]
)
def test_other_lines_begin_with_no_notice(line: str) -> None:
    assert read_notice(line) is None


@pytest.mark.parametrize("line", ["Tokyo embargo until 10:00", "Presser: embargoed until 10:00"])
def test_a_word_that_begins_like_one_to_editors_begins_no_notice(line: str) -> None:
    assert read_notice(line) is None
    assert read_notice(line.partition(" ")[2])


def test_a_whole_line_is_a_notice() -> None:
    assert is_notice("(EMBARGOED UNTIL 1000 GMT DEC 24 2026)")
    assert is_notice("12月24日19時まで報道禁止")
    assert not is_notice("Embargo on steel")
    assert not is_notice("EMBARGOED UNTIL 1000 GMT DEC 24 2026 - Quarry bridge closes")
    assert not is_notice("-" * 100_000 + "embargo")


def test_notices_are_taken_out_of_a_headline() -> None:
    assert notices("Bridge closes (embargoed until 10:00 GMT)") == ["embargoed until 10:00 GMT)"]
    assert notices("Embargo: why Cuba suffers") == []


def test_lines_that_lift_an_embargo() -> None:
    assert lifts("Embargo lifted", anywhere=False)
    assert lifts("Eds: all, the embargo has been lifted.", anywhere=True)
    assert not lifts("Embargo lifted on steel, ministers agree", anywhere=False)


def test_an_article_stands_only_before_words_that_lift_an_embargo() -> None:
    assert may_begin("The embargo has been lifted.")
    assert lifts("The embargo has been lifted.", anywhere=False)
    assert not may_begin("The ferry stopped in the harbour.")


def test_capitals_and_commas_make_no_difference_to_a_notice() -> None:
    for line in (
        "EDITORS: NOT, FOR  RELEASE before 6 pm",
        "NOTE, YAYIN SAATİ 18.00",
        "note: Yayın saati 18.00",
    ):
        assert read_notice(line) is not None, line
    assert read_notice("NOTE: Net excludes losses") is None
