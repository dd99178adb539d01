"""The encoding of XML, whatever its declaration."""

from __future__ import annotations

import pytest

from newswire.parse.readers.xml.prolog import root_name
from tests.parse.readers.xml.reading import read


@pytest.mark.parametrize("declared", ["iso-8859-1", "windows-1252", "gb2312", "ISO-8859-15"])
def test_utf_8_under_another_name_is_read_as_utf_8(declared: str) -> None:
    text, warnings = read(f'<?xml version="1.0" encoding="{declared}"?><p>Övergång – “nu”</p>'.encode())
    assert text == "Övergång – “nu”"
    assert warnings == [
        f"The encoding was declared as {declared} but the text is UTF-8 and was read as UTF-8."
    ]


@pytest.mark.parametrize("declared", ["utf8mb4", "unknown", "base64", "None"])
def test_a_declared_encoding_that_does_not_exist_gives_a_warning(declared: str) -> None:
    text, warnings = read(f'<?xml version="1.0" encoding="{declared}"?><p>Färjan</p>'.encode())
    assert text == "Färjan"
    assert warnings == [
        f"The encoding was declared as {declared}, which is no known encoding, "
        "but the text is UTF-8 and was read as UTF-8."
    ]
    text, warnings = read(f'<?xml version="1.0" encoding="{declared}"?><p>Färjan</p>'.encode("cp1252"))
    assert text == "Färjan"
    assert "not all of the text is UTF-8" in warnings[0]


def test_usual_names_of_encodings_that_python_lacks_are_known() -> None:
    assert read('<?xml version="1.0" encoding="x-sjis"?><p>港</p>'.encode("shift_jis")) == ("港", [])
    assert read('<?xml version="1.0" encoding="windows-874"?><p>เรือ</p>'.encode("cp874")) == ("เรือ", [])


@pytest.mark.parametrize("declaration", ['<?xml version="1.0" encoding="utf-8"?>', ""])
def test_windows_1252_sent_as_utf_8_is_read_with_a_warning(declaration: str) -> None:
    text, warnings = read(f"{declaration}<p>Övergång – nu</p>".encode("cp1252"))
    assert text == "Övergång – nu"
    assert "not all of the text is UTF-8" in warnings[0]


def test_one_wrong_byte_does_not_spoil_the_rest_of_utf_8() -> None:
    assert read("<p>Färjan går</p>".encode().replace("å".encode(), b"\xe5"))[0] == "Färjan går"


def test_other_encodings_are_read_as_declared() -> None:
    assert read('<?xml version="1.0" encoding="windows-1251"?><p>Паром</p>'.encode("cp1251")) == ("Паром", [])
    assert read('<?xml version="1.0" encoding="shift_jis"?><p>港の船</p>'.encode("shift_jis")) == (
        "港の船",
        [],
    )
    assert read('<?xml version="1.0" encoding="iso-8859-1"?><p>– å</p>'.encode("cp1252")) == ("– å", [])


def test_the_content_type_decides_if_no_encoding_is_declared() -> None:
    assert read("<p>Паром</p>".encode("cp1251"), "text/xml; charset=windows-1251")[0] == "Паром"


def test_the_content_type_comes_before_the_declaration() -> None:
    content = '<?xml version="1.0" encoding="iso-8859-1"?><p>Трамвай</p>'.encode("cp1251")
    assert read(content, "application/xml; charset=windows-1251") == ("Трамвай", [])
    content = '<?xml version="1.0" encoding="gb2312"?><p>Το τραμ στον σταθμό</p>'.encode("iso8859-7")
    assert read(content, 'text/xml; charset="iso-8859-7"') == ("Το τραμ στον σταθμό", [])


@pytest.mark.parametrize("sent", ["utf-8", "us-ascii", "unknown"])
def test_a_content_type_that_the_bytes_contradict_gives_way_to_the_declaration(sent: str) -> None:
    content = '<?xml version="1.0" encoding="koi8-r"?><p>Трамвай стоит</p>'.encode("koi8-r")
    assert read(content, f"text/xml; charset={sent}")[0] == "Трамвай стоит"


@pytest.mark.parametrize(
    ("language", "text", "codec"),
    [
        ("ru", "Трамвай сошёл с рельсов", "koi8-r"),
        ("uk", "Трамвай зійшов з рейок", "cp1251"),
        ("el", "Το τραμ εκτροχιάστηκε", "iso8859-7"),
        ("he", "החשמלית ירדה מהפסים", "cp1255"),
        ("ar", "انحرف الترام عن القضبان", "cp1256"),
        ("th", "รถรางตกรางใกล้สถานี", "cp874"),
        ("ja", "路面電車が脱線した", "euc-jp"),
        ("ja", "路面電車が脱線した", "shift_jis"),
        ("zh-CN", "电车在车站附近脱轨", "gb2312"),
        ("zh-TW", "電車在車站附近脫軌", "big5"),
        ("ko", "전차가 탈선했다", "euc-kr"),
    ],
)
@pytest.mark.parametrize(
    "declaration", ["", '<?xml version="1.0"?>', '<?xml version="1.0" encoding="UTF-8"?>']
)
def test_other_scripts_are_recognised_without_a_right_declaration(
    language: str, text: str, codec: str, declaration: str
) -> None:
    markup = "<p class='a-rather-long-name'>%s</p>" * 4
    for about in ("<d>", f"<d xml:lang='{language}'>", "<d xml:lang='en-US'>"):
        content = f"{declaration}{about}{markup.replace('%s', text)}</d>".encode(codec)
        found, warnings = read(content)
        assert found == text * 4
        assert "the text is not UTF-8; it was read as" in warnings[0]


def test_controls_of_c1_are_windows_1252s_characters() -> None:
    assert read("<p>The harbour\x92s \x93pier\x94</p>".encode()) == ("The harbour’s “pier”", [])
    assert read('<?xml version="1.0" encoding="iso-8859-5"?><p>\x93порт\x94</p>'.encode("iso8859-5"))[0] == (
        "“порт”"
    )


def test_a_damaged_byte_costs_one_character() -> None:
    content = "<p>Трамвай сошёл с рельсов</p>".encode().replace("ё".encode(), b"\xd1")
    found, warnings = read(content)
    assert found == "Трамвай сош\ufffdл с рельсов"
    assert "U+FFFD" in warnings[0]


@pytest.mark.parametrize("codec", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_byte_order_marks_and_wide_characters_are_read(codec: str) -> None:
    assert read("<p>Färjan</p>".encode(codec)) == ("Färjan", [])
    assert root_name("<?xml version='1.0'?><p>Färjan</p>".encode(codec)) == "p"


def test_a_wrong_declaration_of_utf_16_is_ignored() -> None:
    assert read(b'<?xml version="1.0" encoding="utf-16"?><p>plain</p>') == ("plain", [])


def test_white_space_and_padding_around_the_document_are_removed() -> None:
    assert read(b"\r\n  <?xml version='1.0'?><p>one</p>\r\n\x00\x1a") == ("one", [])
