"""Which lines of a page can be boilerplate, by their form and place, and a text without the known ones."""

from __future__ import annotations

import pytest

from newswire.parse.pages.body.learned import countable, key, note_of, without_learned

HOST = "gazette.example"
PROSE = [f"The mill of Port Albers has turned for {word} years, its owner said." for word in ("many", "some")]
BACKGROUND = "The island, which the council bought after the flood, has no bridge."
FOLLOW = "Follow the Gazette"
TEXT = "\n\n".join([*PROSE, FOLLOW, BACKGROUND, *PROSE])


def known(*lines: str, host: str = HOST) -> frozenset[int]:
    return frozenset(key(host, line) for line in lines)


@pytest.mark.parametrize(
    ("line", "counts"),
    [
        (FOLLOW, True),
        ("Подписывайтесь на канал", True),
        ("訂閱我們的頻道", True),
        (BACKGROUND, False),
        ("島には橋がない。", False),
        ("नदी पर पुल नहीं है।", False),
        ("لا جسر في الجزيرة؟", False),
        ("“There is no bridge.”", False),
        ("Dividend 12 cents, payable in May", False),
        ("© 2031 Port Albers Gazette", True),
        ("Write to desk9@gazette.example", True),
        ("* * *", False),
        ("word " * 70, False),
    ],
)
def test_a_line_between_paragraphs_counts_by_its_form(line: str, counts: bool) -> None:
    assert (3 in countable([*PROSE, "Long " * 80, line, *PROSE])) is counts


def test_a_sentence_counts_at_the_edges_alone() -> None:
    paragraphs = [BACKGROUND] * 7
    assert countable(paragraphs) == {0, 1, 5, 6}


def test_known_lines_of_the_host_are_left_out_and_named() -> None:
    text, removed = without_learned(TEXT, HOST, known("FOLLOW the  Gazette!"))
    assert text == "\n\n".join([*PROSE, BACKGROUND, *PROSE])
    assert removed == [FOLLOW]


@pytest.mark.parametrize(
    ("host", "lines"),
    [
        (HOST, frozenset()),
        (None, known(FOLLOW)),
        ("other.example", known(FOLLOW)),
        (HOST, known(BACKGROUND)),
        (HOST, known("Follow")),
    ],
)
def test_other_lines_and_prose_stay(host: str | None, lines: frozenset[int]) -> None:
    assert without_learned(TEXT, host, lines) == (TEXT, [])


def test_a_page_is_never_emptied() -> None:
    text = f"{FOLLOW}\n\nRead more\n\n* * *"
    assert without_learned(text, HOST, known(FOLLOW, "Read more")) == (text, [])
    assert without_learned(text, HOST, known(FOLLOW)) == ("Read more\n\n* * *", [FOLLOW])


def test_the_note_is_of_the_whole_text() -> None:
    note = note_of(TEXT, HOST, "The mill", (None, "https://gazette.example/mill"), known(FOLLOW, "Other"))
    assert note is not None
    assert note.host == HOST
    assert [line for _, line in note.lines] == [*PROSE, FOLLOW]
    assert set(note.known) == known(FOLLOW)
    assert note_of(TEXT, None, "The mill", (), ()) is None


@pytest.mark.parametrize(
    ("text", "headline", "address", "same"),
    [
        ("Another text.", "The MILL", "https://gazette.example/print", True),
        ("Another text.", "Another", "https://gazette.example/mill", True),
        (f"Updated.\n\nNew.\n\n{BACKGROUND}\n\nMore.\n\nEnd.", "Another", "https://gazette.example/2", True),
        (TEXT, "Another", "https://gazette.example/2", True),
        ("Another text.", "Another", "https://gazette.example/2", False),
        ("Another text.", None, None, False),
    ],
)
def test_pages_of_one_story_share_a_key(
    text: str, headline: str | None, address: str | None, same: bool
) -> None:
    one = note_of(TEXT, HOST, "The mill", ("https://gazette.example/mill",), ())
    other = note_of(text, HOST, headline, (address,), ())
    assert one is not None
    assert other is not None
    assert bool(set(one.story) & set(other.story)) is same
