"""Sign-offs at the end of texts, as agencies of many countries write them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newswire.parse.story.ending import Ending, without_ending

STORY = "A ferry ran aground off Fernbay on Tuesday.\n\nNobody was hurt, the coast guard said."


@pytest.mark.parametrize(
    "signed",
    [
        "ends", "END", "Ends", "- ends -", "(END)", "[Ends]", "-30-", "- 30 -", "###", "=== ",
        "___", "***", "FIN", "- FIN -", "Ende", "(Ende)", "ENDE", "slutt", "SLUT", "(fine)",
        "Loppu", "(конец)", "انتهى", "（完）", "（了）", "(끝)", "Enditem", "/Enditem/", "End it",
        "(mehr)", "MORE", "- more -", "(SEGUE)", "(sigue)", "Sammlung folgt", "(Forts. folgt)",
        "LUKA", "jd/ab", "bur-jd/ab", "hh/ph/ts/hd", "mm/lw", "م ن/ع ل", "دمس-دلا/كام/غ ر",
        "MA // EA", "MA (RB) // EA", "NNNN", "Saken oppdateres.", "jw yyds n1", "(Schluss) ab/cd", "more ug",
    ],
)  # fmt: skip
def test_a_sign_off_of_its_own_goes(signed: str) -> None:
    assert without_ending(f"{STORY}\n\n{signed}") == Ending(STORY)
    assert without_ending(f"{STORY}\n{signed}") == Ending(STORY)


@pytest.mark.parametrize(
    ("signed", "agency"),
    [
        ("==Kyodo", "Kyodo"),
        ("/ritzau/", "Ritzau"),
        ("(ANSA)", "ANSA"),
        ("AAP", "AAP"),
        ("AAP RESULTS", "AAP"),
        ("AAP RTV ar", "AAP"),
        ("AAP jd/ab", "AAP"),
        ("dpa ab cd ef n1", "dpa"),
        ("+++ dpa-Bildfunk +++", "dpa"),
        ("(SDA\\/sj)", "sda"),
        ("ا ف ب/جص", "AFP"),
        ("Lusa/Fim", "Lusa"),
        ("EFE abc/def", "EFE"),
        ("(©NTB)", "NTB"),
        ("/TT", "TT"),
        ("(Abc/Adnkronos)", "Adnkronos"),
        ("newsdesk@reuters.com", "Reuters"),
        ("Redaktion: news@reuters.com, Tel. +49 30 5550100", "Reuters"),
    ],
)
def test_the_agency_of_a_sign_off_is_handed_on(signed: str, agency: str) -> None:
    assert without_ending(f"{STORY}\n\n{signed}") == Ending(STORY, agency)


@pytest.mark.parametrize(
    ("signed", "agency"),
    [
        (" (END)", None),
        (" (ends)", None),
        ("（完）", None),
        (" ###", None),
        (" - ends -", None),
        (" ENDS", None),
        (" Enditem", None),
        (" /Enditem", None),
        (" (mehr)", None),
        (" jd/ab", None),
        (" (jd/ab)", None),
        (" (ANSA)", "ANSA"),
        (" (ANSA).", "ANSA"),
        (" (dpa/ab)", "dpa"),
        (" ==Kyodo", "Kyodo"),
        (" EFE", "EFE"),
        (" AAP BETTING", "AAP"),
        (" +++ dpa-Bildfunk +++", "dpa"),
    ],
)
def test_a_sign_off_behind_the_last_sentence_goes(signed: str, agency: str | None) -> None:
    assert without_ending(STORY + signed) == Ending(STORY, agency)


def test_the_agency_of_the_item_may_sign_a_sentence_without_a_full_stop() -> None:
    text = "Nobody was hurt, the coast guard said (ANSA)."
    assert without_ending(text, "ANSA").text == "Nobody was hurt, the coast guard said"
    assert without_ending(text).text is text


def test_several_sign_offs_go_one_above_the_other() -> None:
    assert without_ending(f"{STORY}\n\njd/ab\n\nabc@fernbay.example\n\n(끝)") == Ending(STORY)
    assert without_ending(f"{STORY}\n\nMA // EA\n\nLusa/Fim\n\n***") == Ending(STORY, "Lusa")


def test_words_of_the_headline_may_follow_the_end() -> None:
    text = f"{STORY}\n\nEnds Fernbay comment\nAAP COMMENT"
    assert without_ending(text, headline="Fernbay Comment Saturday") == Ending(STORY, "AAP")
    assert without_ending(text).text == f"{STORY}\n\nEnds Fernbay comment"


def test_a_copyright_line_and_a_sentence_for_editors_are_handed_on() -> None:
    assert without_ending(f"{STORY}\n\n© 2020 AFP").rights == "© 2020 AFP"
    assert without_ending(f"{STORY}（了）\n(C)時事通信社") == Ending(STORY, "Jiji", "(C)時事通信社")
    assert without_ending(f"{STORY}\n\nEditor: Bo Lind\nCopyright © ANTARA 2024").rights
    note = "(Diese Informationen sind nicht zur Veröffentlichung bestimmt)"
    assert without_ending(f"{STORY}\n\n{note}") == Ending(STORY, note=note)


@pytest.mark.parametrize(
    "text",
    [
        STORY,
        "He works for AP/AFP",
        "He works for AP/AFP.",
        "The bands are\n\nAC/DC",
        "Weather in Fernbay\n\nFine",
        "The weather is fine (fine)",
        "He led Pakistan Tehreek-e-Insaf (PTI).",
        "They meet in the end",
        "This was not the END",
        "Source:\n\nReuters",
        "Contact\n\nAnn Marsh\n\nann.marsh@fernbay.example",
        "Press office: media@asada.example",
        "About Fernbay\n\nEmail: press@fernbay.example",
        "Rates are unchanged.\n\nPrime rate is six pct.",
        "Rates are unchanged.\n\nPrime rate is six pct",
        "What comes next:\nAP to cut jobs",
        "docker build\ndocker/app",
        "1. Fernbay 12\n2. Grenholm 9",
        "...",
        "ENDS",
        "(ANSA)",
        "jd/ab",
        "[ ... ]",
        "The rate is in\n\nUSD/EUR",
    ],
)
def test_text_stays_the_same_object(text: str) -> None:
    assert without_ending(text).text is text


LINES = st.sampled_from(
    [STORY, "END", "jd/ab", "AAP", "***", "(ANSA)", "Text (END)", "a@b.example", "Source:", "more ug"]
)


@given(st.lists(LINES, min_size=1, max_size=8), st.sampled_from(["\n", "\n\n"]))
def test_only_an_end_goes_and_the_second_time_changes_nothing(lines: list[str], joint: str) -> None:
    text = joint.join(lines)
    once = without_ending(text).text
    assert text.startswith(once)
    assert once
    assert without_ending(once).text is once


@given(st.text())
def test_no_text_fails(text: str) -> None:
    once = without_ending(text).text
    assert text.startswith(once)


@pytest.mark.parametrize(
    ("signed", "agency"),
    [
        ("/ritzau/\n\nmho", "Ritzau"),
        (" (ANSA).\n\nABC-DEF", "ANSA"),
        ("/ritzau/\n\nab cd", "Ritzau"),
        (" (ANSA).\n\nABC\n\n14-MAR-24 10:12 NNNN", "ANSA"),
    ],
)
def test_initials_below_a_sign_off_go_with_it(signed: str, agency: str) -> None:
    joined = f"{STORY}{signed}" if signed[0] == " " else f"{STORY}\n\n{signed}"
    assert without_ending(joined) == Ending(STORY, agency)


def test_initials_without_vowels_end_the_text_of_an_agency_alone() -> None:
    text = f"{STORY}\n\njnv lko"
    assert without_ending(text, "ČTK") == Ending(STORY)
    assert without_ending(text).text is text


@pytest.mark.parametrize("last", ["mho", "so be it", "ABC-DEF", "on we go"])
def test_a_short_last_line_without_a_sign_off_above_it_stays(last: str) -> None:
    text = f"{STORY}\n\n{last}"
    assert without_ending(text, "ČTK").text is text


def test_a_copyright_of_an_agency_needs_no_year() -> None:
    assert without_ending(f"{STORY}\n\n(c) ANP") == Ending(STORY, "ANP", "(c) ANP")
    text = f"{STORY}\n\n(c) Harbour"
    assert without_ending(text).text is text


def test_names_of_media_in_brackets_go() -> None:
    assert without_ending(f"{STORY}\n\n(foto) (vídeo)") == Ending(STORY)
    text = f"{STORY}\n\n(foto) (harbour)"
    assert without_ending(text).text is text


def test_a_name_before_the_agency_is_left_to_the_byline() -> None:
    text = f"{STORY}\n\nZ Gdyni Anna Rybak (PAP)"
    assert without_ending(f"{text}\n\nary/ jkl/", "PAP").text == text


@pytest.mark.parametrize(
    "signed",
    [
        "-0-", "-0-zhe", " -30-ab", "(Schluss) ab/cd", " (Schluss) kor/mlo", "\n(AGI)\nRed/Mav",
        "\n(ANSA).\n\nXYZ-ABC", "EFE", "\n\nmore\n\nend",
    ],
)  # fmt: skip
def test_a_sign_off_of_several_parts_goes(signed: str) -> None:
    assert without_ending(f"{STORY}{signed}").text == STORY


@pytest.mark.parametrize(
    "last",
    [
        "The match ended 3-0-",
        "They went on, one\n\nmore",
        "Source: our reporter",
        "Red/Mav",
        "He left the EU",
    ],
)
def test_words_that_only_look_like_these_sign_offs_stay(last: str) -> None:
    text = f"{STORY}\n\n{last}"
    assert without_ending(text).text == text


def test_the_source_of_a_press_release_is_a_note() -> None:
    assert without_ending(f"{STORY}\n\nSOURCE  Norwind Ltd") == Ending(STORY, note="SOURCE  Norwind Ltd")
    assert without_ending(f"{STORY}\n\nSource: Reuters").note == "Source: Reuters"
    known = without_ending(f"{STORY}\n\nSource: Norwind Ltd", ed_note="Source: Norwind Ltd\nPR 12")
    assert known == Ending(STORY, note="Source: Norwind Ltd")


@pytest.mark.parametrize(
    "line",
    [
        "This report by The Canadian Press was first published March 12, 2024.",
        "Cette dépêche de La Presse Canadienne a été publiée pour la première fois le 12 mars 2024.",
        "Cette dépêche de La Presse Canadienne a été initialement publiée le 12 mars 2024.",
    ],
)
def test_a_sentence_about_the_first_publication_is_a_note(line: str) -> None:
    assert without_ending(f"{STORY}\n\n{line}") == Ending(STORY, note=line)
    other = (
        f"{STORY}\n\nThis report was first published in full on the company's page, which has since closed."
    )
    assert without_ending(other).text == other


@pytest.mark.parametrize(
    "signed",
    [
        "\n\nXYZ-ABC 12-MAR-24 09:41 NNN", "\n\n./.", "\n\n© ANP", " (ABC, nl, XYZ)", " PTI ABC XYZ",
        "\n\n12-MAR-24 09:41 NNNN", "/.", " (end)\nab.cd", "\n\n(AB-CD-E)", "（編輯：李大華）1130512",
        " - Bernama", "\n\n◎공감언론 뉴시스 abc@newsis.com",
    ],
)  # fmt: skip
def test_codes_of_desks_and_writers_go(signed: str) -> None:
    assert without_ending(f"{STORY}{signed}").text == STORY


@pytest.mark.parametrize(
    "last", [" (UN, EU, US)", " They flew to JFK LAX", " PTI ABC", " - Fernbay", "\n\n(see A-B)"]
)
def test_other_words_in_capitals_stay(last: str) -> None:
    assert without_ending(STORY + last).text == STORY + last
