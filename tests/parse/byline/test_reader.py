"""The people of a byline, in the forms that wires print."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from newswire.lexicon.agencies import agency
from newswire.parse.byline.reader import is_byline, once, people, read


@pytest.mark.parametrize(
    ("byline", "names"),
    [
        ("By ANN MARSH, AP Sports Writer", "Ann Marsh"),
        ("By MIA HOLM", "Mia Holm"),
        ("Per Nord", "Per Nord"),
        ("per Anna Puig", "Anna Puig"),
        ("By PIA MARSH and PETRA HOLM, AP", "Pia Marsh|Petra Holm"),
        ("By INA ROE, Reuters", "Ina Roe"),
        ("(Bloomberg) -- By Ann Marsh", "Ann Marsh"),
        ("ANA HOLM E PEDRO ROSA", "Ana Holm|Pedro Rosa"),
        ("ANN MARY E HOLM", "Ann Mary E Holm"),
        ("ANA ROSA SÃO PAULO, SP (FOLHAPRESS)", "Ana Rosa"),
        ("by SUN Li and CHA Min-ho", "Sun Li|Cha Min-ho"),
        ("MIA Ana Holm", "Ana Holm"),
        ("AAP's Ann Marsh", "Ann Marsh"),
        ("Reuters' Ann Marsh in Oslo", "Ann Marsh"),
        ("by sportswriters Ann Marsh and Piet Holm", "Ann Marsh|Piet Holm"),
        ("STT–Päivi Holm", "Päivi Holm"),
        ("Das Gespräch führte Anna Muster/APA", "Anna Muster"),
        ("A cura di Anna Dell'Acqua", "Anna Dell'Acqua"),
        ("Z Nowego Jorku Anna Zięba (PAP)", "Anna Zięba"),
        ("Zoe Marsh Holm", "Zoe Marsh Holm"),
        ("Rozmawiała Anna Zięba (PAP)", "Anna Zięba"),
        ("Piše: Ana Holm (FoNet)", "Ana Holm"),
        ("Беседовал Иван Петров", "Иван Петров"),
        ("Подготовила Анна Петрова, ТАСС", "Анна Петрова"),
        ("От Анна Петрова, БТА", "Анна Петрова"),
        ("Розмовляла Анна Петренко", "Анна Петренко"),
        ("Corespondență de la Ana Pop", "Ana Pop"),
        ("Της ανταποκρίτριάς μας Άννας Παππά", "Άννας Παππά"),
        ("Autorius: Rasa Holm, ELTA", "Rasa Holm"),
        ("Autors: Inese Holma, LETA", "Inese Holma"),
        ("ავტორი: ანა ბერიძე", "ანა ბერიძე"),
        ("Հեղինակ՝ Անի Պետրոսյան", "Անի Պետրոսյան"),
        ("گزارش: مریم احمدی", "مریم احمدی"),
        ("مراسل الأناضول محمد علي", "محمد علي"),
        ("Ayşe YILMAZ", "Ayşe Yılmaz"),
        ("من سارة أحمد ومحمد علي", "سارة أحمد|محمد علي"),
        ("من سارة أحمد وليد حسن", "سارة أحمد وليد حسن"),
        ("من محمد وهدان الشمري", "محمد وهدان الشمري"),
        ("প্রতিবেদক: আনিস আহমেদ", "আনিস আহমেদ"),
        ("By Ann Marsh, Associated Press Writer", "Ann Marsh"),
        ("Associated Press Writer Ann Marsh", "Ann Marsh"),
        ("By Ann Marsh and Piet Holm", "Ann Marsh|Piet Holm"),
        ("BY ANN MARSH AND PIET HOLM", "Ann Marsh|Piet Holm"),
        ("By ANN MARSH, By ANN MARSH, AP Writer", "Ann Marsh"),
        ("By Ann Marsh in Oslo and Piet Holm in Bergen, and Jo Roe in Rome", "Ann Marsh|Piet Holm|Jo Roe"),
        ("By Ann Marsh, The Harbour Union-Tribune", "Ann Marsh"),
        ("By Ann Marsh of The Harbour Times", "Ann Marsh"),
        ("By Ann Marsh, New York", "Ann Marsh"),
        ("By Ann Marsh, correspondent in Paris", "Ann Marsh"),
        ("By Ann Marsh Special to The Harbour Times", "Ann Marsh"),
        ("Ann Marsh Africa correspondent", "Ann Marsh"),
        ("Ann Marsh and Jo Press The Canadian Press", "Ann Marsh|Jo Press"),
        ("Von Max Muster und Anna Beispiel, dpa", "Max Muster|Anna Beispiel"),
        ("Von Max Muster (dpa) und Anna Beispiel (AFP)", "Max Muster|Anna Beispiel"),
        ("Von Max Muster (Text) und Anna Beispiel (Foto)", "Max Muster"),
        ("Von unserem Korrespondenten Max Muster", "Max Muster"),
        ("Von Anna Muster, Redakteurin", "Anna Muster"),
        ("dpa-Korrespondent Max Muster", "Max Muster"),
        ("Par Jean DUPONT", "Jean Dupont"),
        ("রহিম উদ্দিনি. ঢাকা", "রহিম উদ্দিনি"),
        ("Par Jean Dupont (avec AFP)", "Jean Dupont"),
        ("De notre correspondante Anne Dupont", "Anne Dupont"),
        ("Por María García", "María García"),
        ("Ana Pérez. Madrid", "Ana Pérez"),
        ("José Ortega y Gasset", "José Ortega y Gasset"),
        ("Juan Pérez y Ana López", "Juan Pérez|Ana López"),
        ("di Mario Rossi", "Mario Rossi"),
        ("Dal nostro inviato Mario Rossi", "Mario Rossi"),
        ("De Ana Costa e João Silva", "Ana Costa|João Silva"),
        ("door Jan Jansen", "Jan Jansen"),
        ("Av Kari Nordmann og Ola Nordmann", "Kari Nordmann|Ola Nordmann"),
        ("Tekst: Kari Nordmann", "Kari Nordmann"),
        ("Anna Svensson/TT", "Anna Svensson"),
        ("STT Anna Virtanen", "Anna Virtanen"),
        ("Автор: Иван Петров", "Иван Петров"),
        ("Иван Петров, ТАСС", "Иван Петров"),
        ("Корреспондент ТАСС Иван Петров", "Иван Петров"),
        ("بقلم محمد العلي", "محمد العلي"),
        ("Haber: Mehmet Yılmaz - Kamera: Ali Demir", "Mehmet Yılmaz"),
        ("Oleh: Budi Santoso", "Budi Santoso"),
        ("Reporting by Ann Marsh in Oslo; Editing by Piet Holm", "Ann Marsh"),
        ("(Reporting by Ann Marsh; Writing by Cy Ray; Editing by Tom Roe and Al Po)", "Ann Marsh|Cy Ray"),
        ("By Ann Marsh. With assistance from Jo Roe", "Ann Marsh|Jo Roe"),
        ("Text: Ann Marsh, Photo: Piet Holm", "Ann Marsh"),
        ("Story and photos by Ann Marsh", "Ann Marsh"),
        ("Text und Fotos: Max Muster", "Max Muster"),
        ("(di Mario Rossi)", "Mario Rossi"),
        ("(dell'inviato Mario Rossi)", "Mario Rossi"),
        ("Propos recueillis par Jean Dupont", "Jean Dupont"),
        ("By Ann Marsh with files from The Canadian Press", "Ann Marsh"),
        ("Ann Marsh The Harbour Herald", "Ann Marsh"),
        ("By Xinhua writers Li Ming and Zhang Wei", "Li Ming|Zhang Wei"),
        ("Корр. ТАСС Иван Петров", "Иван Петров"),
        ("Pewarta : Budi Santoso", "Budi Santoso"),
        ("x-default Ann Marsh", "Ann Marsh"),
        ("By Ann Marsh ann.marsh@example.org", "Ann Marsh"),
        ("By Ann Marshamarsh@example.org", "Ann Marsh"),
        ("Ann Marsh (@annmarsh)", "Ann Marsh"),
        ("Dr. Ann Marsh", "Ann Marsh"),
        ("Prof. Anna van der Berg, dpa", "Anna van der Berg"),
        ("Ann Marsh, Jr.", "Ann Marsh Jr."),
        ("Ann Marsh, PhD", "Ann Marsh"),
        ("ANN MARSH/STAFF", "Ann Marsh"),
        ("A1234/_Ann Marsh", "Ann Marsh"),
        ("Marsh, A. B., Holm, P.", "A. B. Marsh|P. Holm"),
        ("Ann Marsh\nPiet Holm", "Ann Marsh|Piet Holm"),
        ("Ann Marsh; Piet Holm & Jo Roe", "Ann Marsh|Piet Holm|Jo Roe"),
        ("Ann and Piet", "Ann|Piet"),
        ("记者 张明 李华", "张明|李华"),
    ],
)
def test_people_of_a_byline(byline: str, names: str) -> None:
    assert people(byline) == tuple(names.split("|"))


@pytest.mark.parametrize(
    "byline",
    [
        *(
            "AFP",
            "By AFP",
            "Par L'AFP",
            "By SANA Damascus",
            "Von dpa",
            "By The Associated Press",
            "By dpa correspondents",
            "REUTERS TV",
            "Por EFE",
        ),
        *("By STAFF", "Our Correspondent", "A Staff Reporter", "By Staff and Wire Reports", "Par Rédaction"),
        *("Harbour Newsdesk", "Norwind Television Ltd", "TESTKUNDE ASA", "Chief Political Correspondent"),
        *(
            "AFP, MAR 04",
            "Reuters in New York",
            "Special to The Harbour Times",
            "By Harbour Press",
            "ann@example.org",
        ),
        *("Redaktion: Anna Muster", "By Dow Jones & Co", "Loud And Quiet", "", "By the sea", "x" * 2000),
    ],
)
def test_no_person_in_a_byline(byline: str) -> None:
    assert people(byline) == ()


@pytest.mark.parametrize(
    "line",
    [
        *(
            "By ANN MARSH",
            "by Ann Marsh",
            "Von Lena Kurz, dpa",
            "By dpa correspondents",
            "Por Redacción",
            "di Mario Rossi",
        ),
        *(
            "By Ann Marsh, New York",
            "Text: Ann Marsh, Photo: Jo Roe",
            "(Reporting by Ann Marsh; Editing by Piet Holm)",
        ),
        *("Автор: Иван Петров", "بقلم محمد العلي", "（记者张明、李华）", "記者王小明", "홍길동 기자"),
    ],
)
def test_a_line_that_is_a_byline(line: str) -> None:
    assert is_byline(line)


@pytest.mark.parametrize(
    "line",
    [
        *(
            "Ann Marsh",
            "By Tuesday the water had risen.",
            "By Land and Sea",
            "Von Berlin nach Paris",
            "De Madrid a Lisboa",
        ),
        *(
            "By Design",
            "By the numbers",
            "Por Amor",
            "Text: The water had risen by noon.",
            "By Ann Marsh\nOslo",
            "By",
        ),
        *(
            "By " + "Annamarieke " * 20,
            "By Ann Marsh and the people of Oslo who came",
            "記者王小明，昨天到了台北。",
        ),
    ],
)
def test_a_line_that_is_no_byline(line: str) -> None:
    assert not is_byline(line)


def test_names_are_not_repeated_in_another_case() -> None:
    assert tuple(once(["Ann Marsh", "ANN MARSH", "Piet Holm"])) == ("Ann Marsh", "Piet Holm")


def test_the_parts_of_a_byline() -> None:
    found = read("By Ann Marsh, Norwind Media, NTB")
    assert (found.people, found.begun, found.known, found.organised, found.foreign) == (
        ["Ann Marsh"],
        True,
        True,
        True,
        False,
    )


def folded(text: str) -> str:
    letters = unicodedata.normalize("NFKD", text.casefold().replace("ı", "i"))
    return "".join(filter(str.isalnum, letters))


PIECES = st.sampled_from(
    [
        *("By", "von ", "Von", "Par", "Reporting by", "Editing by", "Text:", "Photo:", "Foto:", "and"),
        *("und", "y", "e", "&", ",", ";", "/", "-", "(", ")", ".", "\n", "in", "AP", "AFP", "Reuters"),
        *("dpa", "The Canadian Press", "ТАСС", "Ann Marsh", "ANN", "MARSH", "O'NEILL", "McDonald"),
        *("van der Berg", "DE LA CRUZ", "Jean DUPONT", "J.", "Jr.", "III", "Dr.", "Writer", "Staff"),
        *("Redaktion", "Sports", "New York", "Иван", "Петров", "محمد", "علي", "记者", "张明", "홍길동"),
        *("기자", "@ann", "a@example.org", "Press", "Media", "Ana", "Nova", "İBRAHİM", "ßen"),
        *("x-default", "_", "*", "2"),
    ]
)
BYLINES = (
    st.lists(PIECES, max_size=9).map(" ".join)
    | st.lists(PIECES, max_size=6).map("".join)
    | st.text(max_size=80)
)


@given(BYLINES)
@example("DE LA CRUZ, J. ")
@example("AP Nova Ana")
def test_authors_are_no_agencies_and_their_words_are_the_byline_s(byline: str) -> None:
    for name in people(byline):
        assert agency(name) is None, name
        assert name == name.strip()
        for word in name.split():
            assert folded(word) in folded(byline), word


@given(BYLINES)
def test_a_byline_is_one_line(line: str) -> None:
    if is_byline(line):
        assert "\n" not in line
        assert read(line).begun
