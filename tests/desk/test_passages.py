"""Two texts side by side."""

from __future__ import annotations

from newswire.desk.passages import Piece, Row, side_by_side


def changed(pieces: list[Piece] | None) -> list[str]:
    return [one.text for one in pieces or () if one.is_changed]


def text(pieces: list[Piece] | None) -> str:
    return "".join(one.text for one in pieces or ())


def test_changed_words_are_marked_on_their_sides() -> None:
    [same, row] = side_by_side(
        "Boats sail.\n\nThe pier costs 4.2 million.", "Boats sail.\n\nThe pier costs 4.4 million."
    )
    assert same == Row([Piece("Boats sail.", False)], [Piece("Boats sail.", False)], True)
    assert (changed(row.old), changed(row.new)) == (["4.2"], ["4.4"])
    assert text(row.new) == "The pier costs 4.4 million."


def test_a_new_paragraph_stands_alone() -> None:
    [_, row] = side_by_side("Boats sail.", "Boats sail.\n\nIt rains.")
    assert row == Row(None, [Piece("It rains.", True)], False)


def test_unlike_paragraphs_are_no_forms_of_one() -> None:
    old, new = side_by_side("Boats sail at noon.", "Wheat costs more again, traders in Orra wrote.")
    assert (text(old.old), old.new) == ("Boats sail at noon.", None)
    assert (new.old, text(new.new)) == (None, "Wheat costs more again, traders in Orra wrote.")


def test_no_word_is_lost_in_a_very_long_paragraph() -> None:
    old, new = " ".join(map(str, range(5000))), " ".join(map(str, range(1, 5000)))
    rows = side_by_side(old, new)
    assert "".join(text(row.old) for row in rows) == old
    assert "".join(text(row.new) for row in rows) == new


def test_equal_texts_have_no_mark() -> None:
    assert all(row.is_equal for row in side_by_side("a\n\nb", "a\n\nb"))
    assert side_by_side("", "") == []
