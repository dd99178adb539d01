"""The encoding of bytes that declare none, or a wrong one."""

from __future__ import annotations

import pytest

from newswire.parse.readers.encodings.detection import detected, holds_other_script, language_of

OTHER_SCRIPTS = [
    ("ru", "Трамвай сошёл с рельсов у вокзала", "cp1251 koi8_r iso8859_5 cp866"),
    ("ru", "ТРАМВАЙ СТОИТ У ВОКЗАЛА", "cp1251 koi8_r iso8859_5"),
    ("uk", "Трамвай зійшов з рейок біля вокзалу", "cp1251 koi8_u"),
    ("bg", "Трамваят излезе от релсите край гарата", "cp1251"),
    ("sr", "Трамвај је исклизнуо код станице", "cp1251"),
    ("el", "Το τραμ εκτροχιάστηκε κοντά στον σταθμό", "cp1253 iso8859_7"),
    ("he", "החשמלית ירדה מהפסים ליד התחנה", "cp1255 iso8859_8"),
    ("ar", "انحرف الترام عن القضبان قرب المحطة", "cp1256 iso8859_6"),
    ("fa", "تراموا نزد پارک از ريل خارج شد", "cp1256"),
    ("th", "รถรางตกรางใกล้สถานีรถไฟ", "cp874"),
    ("ja", "路面電車が駅の近くで脱線した", "cp932 euc_jp"),
    ("ja", "トラムが脱線", "cp932 euc_jp"),
    ("zh", "电车在车站附近脱轨", "gb18030"),
    ("zh", "電車在車站附近脫軌", "big5"),
    ("ko", "역 근처에서 전차가 탈선했다", "cp949"),
]
EACH = [(language, text, codec) for language, text, codecs in OTHER_SCRIPTS for codec in codecs.split()]
LATIN = [
    ("pl", "Tramwaj wykoleił się koło dworca, świadków brak, źródło", "cp1250 iso8859_2"),
    ("cs", "Tramvaj vykolejila u nádraží, řidič je v pořádku, šťastně", "cp1250 iso8859_2"),
    ("hu", "A villamos kisiklott az állomásnál, a vezető ép, nő", "cp1250 iso8859_2"),
    ("tr", "Tramvay istasyonun yakınında raydan çıktı, şoför iyi", "cp1254"),
    ("lt", "Tramvajus nuvažiavo nuo bėgių prie stoties, žmonės sveiki", "cp1257"),
    ("de", "Die Straßenbahn entgleiste am Bahnhof, „niemand“ wurde verletzt", "cp1252"),
    ("fr", "Le tramway a déraillé près de la gare, à côté de l’hôtel", "cp1252"),
]


@pytest.mark.parametrize(("language", "text", "codec"), EACH)
def test_another_script_is_recognised_in_all_its_encodings(language: str, text: str, codec: str) -> None:
    content = text.encode(codec)
    markup = "<item><title>%s</title><link>https://tram.example/a?b=c&amp;d=e</link></item>" * 3
    for around in ("%s", markup):
        whole = around.encode().replace(b"%s", content)
        assert whole.decode(detected(whole)).count(text) == around.count("%s")
    declared = f'<rss xml:lang="{language}">'.encode() + content
    assert declared.decode(detected(declared)).endswith(text)


@pytest.mark.parametrize(
    ("language", "text", "codec"),
    [(language, text, codec) for language, text, codecs in LATIN for codec in codecs.split()],
)
def test_the_declared_language_decides_for_a_latin_script(language: str, text: str, codec: str) -> None:
    content = f"<language>{language}</language>".encode() + text.encode(codec)
    assert content.decode(detected(content)).endswith(text)
    assert detected(text.encode(codec)) == "cp1252"


def test_a_wrong_language_does_not_hide_another_script() -> None:
    content = b"<language>en-US</language>" + "Трамвай сошёл с рельсов".encode("cp1251")
    assert detected(content) == "cp1251"
    content = b"<language>ja</language>" + "Трамвай сошёл с рельсов".encode("cp1251")
    assert detected(content) == "cp1251"


@pytest.mark.parametrize(
    "text", ["À été créé", "Øl på ø", "É só isso, não é?", "Süßöl für Ärzte", "Ça a été dû à l’été"]
)
def test_accents_are_no_other_script(text: str) -> None:
    assert not holds_other_script(text.encode("cp1252"))


@pytest.mark.parametrize(
    ("content", "language"),
    [
        (b"<channel><language>RU-ru</language>", "ru"),
        (b"<dc:language><![CDATA[el]]></dc:language>", "el"),
        (b'<feed xml:lang="uk">', "uk"),
        (b"<html lang=th>", "th"),
        (b'{"language": "ko"}', "ko"),
        (b'<Language FormalName="ar"/>', "ar"),
        (b"Content-Language: he", "he"),
        (b"the slang of ports", None),
    ],
)
def test_the_declared_language_is_found(content: bytes, language: str | None) -> None:
    assert language_of(content) == language
