"""The organisations and the people of credit lines."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newswire.lexicon.agencies import agency
from newswire.parse.byline.credits import Credit, read_credit, without_legal_form


@pytest.mark.parametrize(
    ("printed", "names", "people"),
    [
        ("APA/Jane Doe", ("APA",), ("Jane Doe",)),
        ("APA / JANE DOE", ("APA",), ("Jane Doe",)),
        ("Jane Doe/Invision/AP", ("Invision", "AP"), ("Jane Doe",)),
        ("Jane Doe/AP/dpa", ("dpa", "AP"), ("Jane Doe",)),
        ("Jane Doe/Harbour Weekly/AP", ("Harbour Weekly", "AP"), ("Jane Doe",)),
        ("Jane Doe and Piet Holm/AP", ("AP",), ("Jane Doe", "Piet Holm")),
        ("dpa/picture alliance", ("picture alliance", "dpa"), ()),
        ("picture alliance/dpa | Jane Doe", ("picture alliance", "dpa"), ("Jane Doe",)),
        ("Xinhua/Li Ming", ("Xinhua",), ("Li Ming",)),
        ("新华社/张明", ("Xinhua",), ("张明",)),
        ("Photo by Jane Doe/Norwind Images", ("Norwind Images",), ("Jane Doe",)),
        ("REUTERS/Jane Doe", ("Reuters",), ("Jane Doe",)),
        ("REUTERS/Jane Doe/File Photo", ("Reuters",), ("Jane Doe",)),
        ("REUTERS/Stringer", ("Reuters",), ()),
        ("AP Photo/Jane Doe, File", ("AP",), ("Jane Doe",)),
        ("AFP PHOTO / JANE DOE", ("AFP",), ("Jane Doe",)),
        ("(c) dpa - Bildfunk", ("dpa",), ()),
        ("© 2020 AFP", ("AFP",), ()),
        ("Foto: Jane Doe/dpa", ("dpa",), ("Jane Doe",)),
        ("dpa-Zentralbild/Jane Doe", ("dpa",), ("Jane Doe",)),
        ("Jane Doe (dpa)", ("dpa",), ("Jane Doe",)),
        ("Jane Doe, AFP", ("AFP",), ("Jane Doe",)),
        ("Jane Doe via AP", ("AP",), ("Jane Doe",)),
        ("Handout via REUTERS", ("Reuters",), ()),
        ("AFP via Norwind Images", ("Norwind Images", "AFP"), ()),
        ("STT–", ("STT",), ()),
        ("STT–AFP", ("STT", "AFP"), ()),
        ("AFP & Reuters", ("AFP", "Reuters"), ()),
        ("Reuters/AFP", ("Reuters", "AFP"), ()),
        ("RFE/RL", ("RFE/RL",), ()),
        ("EPA-EFE/JANE DOE", ("EPA",), ("Jane Doe",)),
        ("epa-efe / JANE DOE / POOL", ("EPA",), ("Jane Doe",)),
        ("EPA-EFE", ("EPA",), ()),
        ("PAP/EPA/JANE DOE", ("PAP", "EPA"), ("Jane Doe",)),
        ("Jane Doe/Ritzau Scanpix", ("Ritzau",), ("Jane Doe",)),
        ("Crédito: EFE/Jane Doe", ("EFE",), ("Jane Doe",)),
        ("Fot. PAP/Jane Doe", ("PAP",), ("Jane Doe",)),
        ("Снимка: БТА", ("BTA",), ()),
        ("Φωτογραφία: ΑΠΕ-ΜΠΕ", ("ANA-MPA",), ()),
        ("MTI Fotó: Jane Doe", ("MTI",), ("Jane Doe",)),
        ("BELGA PHOTO JANE DOE", ("Belga",), ("Jane Doe",)),
        ("PTI Photo by Jane Doe", ("PTI",), ("Jane Doe",)),
        ("Foto Jane Doe/LaPresse", ("LaPresse",), ("Jane Doe",)),
        ("ANTARA FOTO/Jane Doe/foc.", ("Antara",), ("Jane Doe",)),
        ("(AAP Image/Jane Doe) NO ARCHIVING", ("AAP",), ("Jane Doe",)),
        ("AFP/Archives", ("AFP",), ()),
        ("APA/THEMENBILD", ("APA",), ()),
        ("via REUTERS", ("Reuters",), ()),
        ("뉴시스 제공", ("Newsis",), ()),
        ("EP", ("EP",), ()),
        ("Jane Doe/EP", ("EP",), ("Jane Doe",)),
        ("AP Holm Marsh", ("AP Holm Marsh",), ()),
        ("ANSA-EFE", ("ANSA", "EFE"), ()),
        ("KEYSTONE/Jane Doe", ("Keystone",), ("Jane Doe",)),
        ("Hans Lucas/AFP", ("Hans Lucas", "AFP"), ()),
        ("ASSOCIATED PRESS", ("AP",), ()),
        ("Dow Jones & Co", ("Dow Jones",), ()),
        ("Marsh & Holm", ("Marsh & Holm",), ()),
        ("M&H", ("M&H",), ()),
        ("Norwind Media, LLC", ("Norwind Media, LLC",), ()),
        ("Norwind Inc.", ("Norwind Inc.",), ()),
        ("Harbour Group/Business Wire", ("Harbour Group", "Business Wire"), ()),
        ("Harbour Holm/Business Wire", ("Harbour Holm", "Business Wire"), ()),
        ("The Harbour Press/AP", ("The Harbour Press", "AP"), ()),
        ("Harbour Post/AP", ("Harbour Post", "AP"), ()),
        ("Jane Doe", ("Jane Doe",), ()),
        ("Harbour/", ("Harbour",), ()),
        ("", ("",), ()),
        ("/", ("/",), ()),
        ("x" * 400, ("x" * 400,), ()),
    ],
)
def test_a_credit_line(printed: str, names: tuple[str, ...], people: tuple[str, ...]) -> None:
    assert read_credit(printed) == Credit(names, people)


def test_a_name_alone_is_a_person_under_a_picture_or_if_it_is_known() -> None:
    assert read_credit("Jane Doe", picture=True) == Credit((), ("Jane Doe",))
    assert read_credit("JANE DOE", ("Jane Doe",)) == Credit((), ("Jane Doe",))
    assert read_credit("Norwind Media", picture=True) == Credit(("Norwind Media",), ())


@pytest.mark.parametrize(
    ("printed", "names", "people"),
    [
        ("新华社记者 张明 摄", ("Xinhua",), ("张明",)),
        ("新华社记者张明摄", ("Xinhua",), ("张明",)),
        ("新华社发（张明 摄）", ("Xinhua",), ("张明",)),
        ("APA (Archiv/Pfarr)", ("APA",), ("Pfarr",)),
        ("APA (Pfarr)", ("APA",), ("Pfarr",)),
        ("ANP JANE DOE", ("ANP",), ("Jane Doe",)),
        ("CBS Los Angeles/AP", ("CBS Los Angeles", "AP"), ()),
        ("MIA HOLM/AP", ("AP",), ("Mia Holm",)),
        ("Harbour Pool/AP", ("Harbour Pool", "AP"), ()),
        (
            "Jane Doe for The Harbour Post via Getty Images",
            ("Getty Images", "The Harbour Post"),
            ("Jane Doe",),
        ),
        ("ho/AP", ("AP",), ()),
        ("GETTY IMAGES EUROPE / Jane Doe", ("Getty Images",), ("Jane Doe",)),
        ("AFP HONG KONG", ("AFP HONG KONG",), ()),
        ("Reuters (Handout)", ("Reuters",), ()),
        ("AFP (dpa)", ("AFP", "dpa"), ()),
        ("AFP (Paris)", ("Paris", "AFP"), ()),
    ],
)
def test_the_credit_line_of_a_picture(printed: str, names: tuple[str, ...], people: tuple[str, ...]) -> None:
    assert read_credit(printed, picture=True) == Credit(names, people)


def test_a_known_person_needs_no_look_of_one() -> None:
    assert read_credit("toto/AP", ("toto",)) == Credit(("AP",), ("toto",))


def test_the_legal_form_of_a_company() -> None:
    assert without_legal_form("Norwind Media, LLC") == "Norwind Media"
    assert without_legal_form("Norwind Media") == "Norwind Media"
    assert without_legal_form("AG") == "AG"


PIECES = st.sampled_from(
    [
        *("AP", "AFP", "dpa", "Reuters", "/", " / ", ",", "&", "via", "–", "-", "(", ")", "©", "Photo"),
        *("Foto:", "Jane Doe", "JANE", "DOE", "Li Ming", "Norwind", "Media", "Holm & Marsh", "LLC"),
        *("picture alliance", "File", "Pool", "2020", "新华社", "张明", "Business Wire", "."),
    ]
)


@given(
    st.lists(PIECES, max_size=7).map(" ".join)
    | st.lists(PIECES, max_size=5).map("".join)
    | st.text(max_size=60),
    st.booleans(),
)
def test_no_agency_is_a_person_and_no_line_is_lost(printed: str, picture: bool) -> None:
    names, people = read_credit(printed, picture=picture)
    assert names or people
    assert not [person for person in people if agency(person)]
