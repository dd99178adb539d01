"""No word of a teletype message, a mail or a plain text is lost: each is in a field or in the body."""

from __future__ import annotations

from dataclasses import asdict

from hypothesis import given
from hypothesis import strategies as st

from newswire.model import Defaults, Document, Item
from newswire.parse import parse_document

WORDS = ("ferry", "Grenholm", "harbour", "Ida", "Sigrid", "214", "people", "quay", "(Norwind)", "tug", "5.50")
LINES = (
    "   A ferry with 214 people stopped in the harbour of Grenholm",
    "on Monday, the company said.",
    "- Ida",
    "  with a tug",
    "1. Sigrid",
    "-----",
    "                 Points     Gap",
    "Anna Halvorsen      12       -",
    "Ola Nord             9      +3",
    "",
    "By Anna Halvorsen",
    "2ND LEAD",
    "GRENHOLM-FERRY",
    "Eds: Updates with quotes.",
    "KEYWORDS: ferry, tug",
    "<QL>Nobody was hurt.<QC>",
    "> quoted",
    "Quay 5.50 [EM] tug",
)
texts = st.lists(
    st.one_of(st.sampled_from(LINES), st.lists(st.sampled_from(WORDS), min_size=1, max_size=9).map(" ".join)),
    min_size=1,
    max_size=14,
)
FRAMES = {
    "iptc7901": "\x01nwa0412 3 s 86  NWA 001\nFerry/\n\x02Ferry stops =\n\n{}\n\x03131042 GMT MAY 24\n\x04",
    "iptc7901 unframed": "nwa0412 3 s 86  NWA 001\nFerry/\nFerry stops =\n\n{}\n131042 GMT MAY 24\n",
    "iptc7901 without a heading": "\x01nwa0412 3 s 86\nFerry/\n\x02{}\n\x03131042 GMT MAY 24\n\x04",
    "anpa1312": (
        "\x16\x16\x01W2870\x1fasian\nr i\x13\x11 BC-Ferry     05-13 0349\n\x02^BC-Ferry,349<\n"
        "^Ferry stops<\n{}\n\x03AP-WF-05-13-24 1158GMT<\n\x04"
    ),
    "zczc-text": "ZCZC NWA\n#Ferry\n:Ferry stops\n{}\nNNNN\n",
    "zczc-text without a header": "ZCZC\n{}\nNNNN\n",
    "email": (
        "From: a@norwind.example\nSubject: Ferry stops\nMessage-ID: <1@norwind.example>\n"
        "Content-Type: text/plain; charset=utf-8\n\n{}\n"
    ),
    "text": "Ferry stops in Grenholm\n\n{}\n",
}


BARE = frozenset(("", "-----", "By Anna Halvorsen", "2ND LEAD", "GRENHOLM-FERRY"))
"""Lines that stay as they are; all others get a word that no other line has."""


def words(text: str) -> list[str]:
    for code in ("<QL>", "<QC>", "[EM]"):
        text = text.replace(code, " ")
    return ["".join(filter(str.isalnum, word)) for word in text.split()]


def said(item: Item) -> str:
    return " ".join(str(value) for value in asdict(item).values() if value)


@given(st.sampled_from(sorted(FRAMES)), texts)
def test_every_word_is_in_a_field_or_in_the_body(frame: str, lines: list[str]) -> None:
    lines = [line if line in BARE else f"{line} w{number}w" for number, line in enumerate(lines)]
    content = FRAMES[frame].format("\n".join(lines))
    found = list(parse_document(Document(content.encode(), "message"), Defaults()))
    items = [item for item in found if isinstance(item, Item)]
    if items:
        kept = "".join(filter(str.isalnum, " ".join(map(said, items)))).casefold()
        assert [word for word in words("\n".join(lines)) if word.casefold() not in kept] == []
