"""Names of people by their look, and the case of names in capitals."""

from __future__ import annotations

import pytest

from newswire.parse.byline.names import cased, is_name, is_of_organisations, is_word


@pytest.mark.parametrize(
    "name",
    [
        *(
            "Ann Marsh",
            "ANN MARSH",
            "Jae C. Holm",
            "J. Marsh",
            "Ann A Marsh",
            "Piet van der Berg",
            "Maria de la Cruz",
        ),
        *(
            "Frances d'Emilio",
            "Ahmed bin Khalid al-Mansour",
            "Kim Sun-hwa",
            "Ann Marsh III",
            "April Holm",
            "Иван Петров",
        ),
        *("राम कुमार", "محمد علي", "Nguyễn Văn Tâm", "Tim “Tiny” Holm", "ანა ბერიძე"),
    ],
)
def test_names_of_people(name: str) -> None:
    assert is_name(name)


@pytest.mark.parametrize(
    "words",
    [
        *(
            "Marsh",
            "M J G",
            "Associated Press",
            "Norwind Media",
            "Sports Writer",
            "The Harbour",
            "Harbour Desk",
        ),
        *(
            "ann marsh",
            "Ann and Piet",
            "Tuesday Night",
            "Ann Marsh 3",
            "Ann van",
            "Port of Tarn",
            "Norwind AG",
        ),
        *("Ann " * 9, "Ann " + "x" * 99),
    ],
)
def test_other_words_are_no_names(words: str) -> None:
    assert not is_name(words)


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("ANN MARSH", "Ann Marsh"),
        ("Jean DUPONT", "Jean Dupont"),
        ("JIM MCDONALD", "Jim McDonald"),
        ("SEAN O'NEILL", "Sean O'Neill"),
        ("JAN VAN DER BERG", "Jan van der Berg"),
        ("MARIA DE LA CRUZ", "Maria de la Cruz"),
        ("AL-HADJI KUDRA", "Al-Hadji Kudra"),
        ("J.D. MARSH", "J.D. Marsh"),
        ("JP MARSH", "JP Marsh"),
        ("AJ Marsh", "AJ Marsh"),
        ("LI Wei", "Li Wei"),
        ("ANN MARSH III", "Ann Marsh III"),
        ("İBRAHİM YILMAZ", "İbrahim Yılmaz"),
        ("ИВАН ПЕТРОВ", "Иван Петров"),
        ("ANNA MÜLLER-LÜDERS", "Anna Müller-Lüders"),
        ("Ann McDonald", "Ann McDonald"),
        ("张三", "张三"),
    ],
)
def test_capitals_become_the_usual_case(printed: str, name: str) -> None:
    assert cased(printed) == name


def test_a_legal_form_of_two_letters_stands_in_capitals() -> None:
    assert is_of_organisations("AG")
    assert not is_of_organisations("Ag")


def test_signs_inside_a_word() -> None:
    assert is_word("O'Neill")
    assert is_word("Al-Hadji")
    assert not is_word("Ann2")
    assert not is_word("(Ann")
