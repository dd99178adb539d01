"""Captions and credits of pictures in stories."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newswire.parse.story.captions import is_caption, without_addresses, without_captions

LEAD = "A ferry ran aground off Fernbay on Tuesday."
LATER = "Nobody was hurt, the coast guard said."
CAPTIONS = [
    "(Foto: Max Muster/dpa)",
    "Foto: Max Muster/dpa",
    "(Bild: Keystone)",
    "Fotos: dpa",
    "Photos: AAP",
    "FILE PHOTO: The ferry leaves Fernbay, May 3, 2020.    REUTERS/Jane Doe",
    "The ferry at sea. (AP Photo/John Smith)",
    "FILE - In this May 3, 2020 file photo, the ferry leaves.",
    "(FILES) The ferry. AFP PHOTO / JANE DOE",
    "Photo by Jane Doe/Getty Images",
    "Image: Jane Doe",
    "The ferry at sea (Photo: Fernbay Wire)",
    "PHOTO: Jane Doe",
    "图为渡轮离开港口。新华社记者 王小明 摄",
    "新华社记者王小明摄",
    "渡轮（王小明 摄）",
    "写真：共同",
    "사진=연합뉴스",
    "Фото: Иван Петров/ТАСС",
    "FOTO DI ARCHIVIO",
    "Archivbild: Der Hafen von Fernbay",
    "Symbolbild",
    "Foto de archivo. EFE/Juan Gómez",
    "EFE/Juan Gómez",
    "Kuva: Matti Meri / Lehtikuva",
    "Fot. PAP/Jan Kowalski",
    "[Video]",
    "[VIDEO]",
    "(Photo)",
    "WATCH: The ferry leaves the port",
    "The ferry. [Photo by Jane Doe]",
]


@pytest.mark.parametrize("caption", CAPTIONS)
def test_a_caption_goes_wherever_it_stands_and_as_often(caption: str) -> None:
    story = f"{LEAD}\n\n{LATER}"
    assert without_captions(f"{caption}\n\n{LEAD}\n\n{LATER}") == story
    assert without_captions(f"{LEAD}\n\n{caption}\n\n{caption}\n\n{LATER}") == story
    assert without_captions(f"{LEAD}\n\n{LATER}\n\n{caption}") == story


@pytest.mark.parametrize(
    "text",
    [
        "Photo exhibitions opened in Fernbay on Monday.",
        "Photo: the art of seeing. An exhibition opened. It was big.",
        "Archiv der Stadt wird saniert",
        "He shared the photo (AP) with friends.",
        "File your taxes now, officials said.",
        "Watch: he did it again",
        "Das Bild: ein Meisterwerk, meinte er.",
        "The photo by Jane Doe won a prize.",
        "Photo by photo, the museum showed its work",
        "“I took the photo: it was me,” he added.",
        "Photo - http://fernbay.example/ferry.jpg",
        "(Photo 1: http://fernbay.example/ferry.jpg)",
        "(Reporting by Jane Doe; Editing by John Smith)",
        "Results (AP)",
        "TFTP/DHCP Configuration",
        "He photographed it for Reuters/Ipsos.",
        "",
    ],
)
def test_text_about_pictures_is_no_caption(text: str) -> None:
    assert not is_caption(text)
    whole = f"{LEAD}\n\n{text}\n\n{LATER}"
    assert without_captions(whole) is whole


def test_a_text_of_captions_alone_stays() -> None:
    text = "(Foto: Max Muster/dpa)\n\nFoto: Max Muster/dpa"
    assert without_captions(text) is text
    assert without_captions("[Video]") == "[Video]"


@given(st.lists(st.sampled_from([*CAPTIONS, LEAD, LATER]), min_size=1, max_size=8))
def test_paragraphs_keep_their_order_and_the_second_time_changes_nothing(parts: list[str]) -> None:
    once = without_captions("\n\n".join(parts))
    left = iter(parts)
    assert all(part in left for part in once.split("\n\n"))
    assert without_captions(once) is once


@given(st.text())
def test_no_text_fails(text: str) -> None:
    without_captions(text)


@pytest.mark.parametrize(
    "line",
    [
        "Photo - https://media.example/a.jpg",
        "Logo - \nhttps://media.example/a.jpg",
        "(Photo 2: https://media.example/a.jpg)",
        "(Logo: https://media.example/a.jpg )",
    ],
)
def test_a_line_with_only_the_address_of_a_picture_goes(line: str) -> None:
    found = without_addresses(f"{LEAD}\n\n{line}\n\n{LATER}")
    assert found == (f"{LEAD}\n\n{LATER}", ("https://media.example/a.jpg",))


@pytest.mark.parametrize(
    "line", ["Video: how it went https://media.example/a", "See https://media.example/a"]
)
def test_an_address_in_a_sentence_stays(line: str) -> None:
    assert without_addresses(f"{LEAD}\n\n{line}") == (f"{LEAD}\n\n{line}", ())
