"""Control characters in printable signs: one message in every spelling is the same message."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newswire.parse.readers.encodings.spelled_controls import unspelled

MESSAGE = (
    "\x01w2870asian\nr i \x13\x11 BC-EU--Grenholm     05-13 0349\n\x02^BC-EU--Grenholm,349<\n"
    "^By ANNA HALVORSEN=\n\t   Text.\n\x03AP-WF-05-13-24 1158GMT<\n\x04\n"
)
NAMES = {1: "SOH", 2: "STX", 3: "ETX", 4: "EOT", 17: "DC1", 19: "DC3"}
SPELLINGS = {
    "angles": "<{name}>",
    "brackets": "[{name}]",
    "braces": "{{{name}}}",
    "pictures": "{picture}",
    "backslashes": "\\x{code:02x}",
    "Unicode escapes": "\\u{code:04x}",
    "references": "&#{code};",
    "hexadecimal references": "&#x{code:X};",
    "carets": "^{letter}",
}


def spelled(text: str, form: str) -> str:
    for code, name in NAMES.items():
        sign = form.format(code=code, name=name, picture=chr(0x2400 + code), letter=chr(0x40 + code))
        text = text.replace(chr(code), sign)
    return text


@pytest.mark.parametrize("form", SPELLINGS.values(), ids=SPELLINGS)
def test_every_spelling_of_a_message_is_the_message(form: str) -> None:
    assert unspelled(spelled(MESSAGE, form)) == MESSAGE


@pytest.mark.parametrize(
    "text",
    [
        "^AP Photo NY101<\n^BC-EU--Grenholm<\n^By ANNA HALVORSEN=\n",
        "The key [ETX] ends a text, and &#3; is its reference.\n",
        "C:\\x86 is a folder.\n",
    ],
    ids=["the marks of ANPA", "words about controls", "a path"],
)
def test_other_texts_stay(text: str) -> None:
    assert unspelled(text) == text


def test_a_message_may_spell_no_more_than_its_end() -> None:
    assert unspelled("nwa001 3 i 12\nFerry stops =\nText.\n<ETX>", is_teletype=True).endswith("Text.\n\x03")


@given(st.text("<[{SOHTXE}]>^ABC\\x01&#;-\n", max_size=60))
def test_no_text_is_refused_and_no_plain_word_is_lost(text: str) -> None:
    found = unspelled(text + " Grenholm", is_teletype=True)
    assert found.endswith(" Grenholm")
    assert len(found) <= len(text) + 9
