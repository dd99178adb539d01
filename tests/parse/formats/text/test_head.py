"""The lines above a headline: each goes to its field, and a line that has none is left."""

from __future__ import annotations

from newswire.parse.formats.text.head import keyword, read_head


def test_every_line_goes_to_its_field() -> None:
    lines = [
        "1042",
        "XCI12345_SXA_QBXB",
        "BC-Norway-Ferry, 2nd Ld-Writethru,349",
        "Keywords: ferry, harbour",
        "Eds: Updates with quotes.",
        "Ferry stops in Grenholm harbour",
    ]
    head = read_head(lines, list(range(6)))
    assert head.service == ["1042", "XCI12345_SXA_QBXB"]
    assert (head.slugline, head.label) == ("BC-Norway-Ferry", "2nd Ld-Writethru")
    assert (head.values, head.notes) == ({"keywords": "ferry, harbour"}, ["Eds: Updates with quotes."])
    assert head.rest == [5]


def test_codes_below_a_headline_are_text() -> None:
    head = read_head(["Ferry stops", "GRENHOLM-FERRY", "1042"], [0, 1, 2])
    assert (head.rest, head.slugline, head.service) == ([0, 1, 2], None, [])


def test_a_keyword_line_alone_is_a_headline() -> None:
    assert read_head(["GRENHOLM-FERRY"], [0]).rest == [0]


def test_labels_are_one_field() -> None:
    head = read_head(["URGENT", "2ND LEAD", "Ferry stops"], [0, 1, 2])
    assert (head.label, head.rest) == ("URGENT 2ND LEAD", [2])


def test_a_keyword_line_in_small_letters_stands_right_above_the_headline() -> None:
    assert read_head(["Norvège-ferry", "Un ferry", "s'arrête"], [0, 1, 2]).slugline == "Norvège-ferry"
    assert read_head(["Norvège-ferry", "", "Un ferry"], [0, 2]).rest == [0, 2]


def test_a_keyword_has_its_mark_behind_a_comma() -> None:
    assert keyword("Fernbay-weather-floods,LEAD") == ("Fernbay-weather-floods", "LEAD")
    assert keyword("Wetter/Ernte/") == ("Wetter/Ernte", None)
    assert keyword("The ferry runs again, LEAD") is None
    head = read_head(["Fernbay-weather-floods,LEAD", "Floods kill five"], [0, 1])
    assert (head.slugline, head.label, head.rest) == ("Fernbay-weather-floods", "LEAD", [1])


def test_codes_joined_by_signs_are_routing() -> None:
    head = read_head(["BIN;NRD-120324-033", "Bridge closed by a fault"], [0, 1])
    assert (head.service, head.rest) == (["BIN;NRD-120324-033"], [1])


def test_words_to_the_desk_are_a_note() -> None:
    head = read_head(["LEAD ATTN EDITORS: ADDS QUOTE", "Two rescued"], [0, 1])
    assert (head.notes, head.rest) == (["LEAD ATTN EDITORS: ADDS QUOTE"], [1])


def test_a_keyword_of_phrases_ends_in_a_slash() -> None:
    head = read_head(["DEL21", "Rowing/2nd league/Fernbay/", "Fernbay signs Brandt"], [0, 1, 2])
    assert (head.service, head.slugline, head.rest) == (["DEL21"], "Rowing/2nd league/Fernbay", [2])
