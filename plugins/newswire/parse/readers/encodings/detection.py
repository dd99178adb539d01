"""The encoding of bytes that declare none, or a wrong one: by the letters that each language uses most.

The module looks at the words that hold bytes above ASCII, so markup does not dilute the evidence. It decodes
them in each encoding of another script than Latin and takes the one whose text looks most like text. The
language that the document declares narrows the choice, and is the only evidence for a Latin script.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import islice
from typing import NamedTuple

SAMPLE = 4_096
"""Bytes above ASCII, with the letters between them, that are read. More change nothing."""
_WORDS = 1_000
_FEWEST = 6
"""Bytes above ASCII that are evidence of another script."""
_DENSE = 0.65
"""Share of bytes above ASCII in words that hold one: a third in Latin scripts, 0.78 or more in others."""
_LIKELY = 0.35
"""The least score of an encoding."""

_WORD = re.compile(rb"[\x80-\xff][A-Za-z\x80-\xff]{0,400}")
_LETTERS_BEFORE = re.compile(rb"[A-Za-z]*\Z")
_LONGEST_WORD = 40
_RUN = re.compile(rb"[\x80-\xff][\x40-\x7e\x80-\xff]{0,400}")
"""The bytes from the first of a character on: the second byte may be one of ASCII."""
_LANGUAGE = re.compile(
    rb"""(?:\blang(?:uage)?(?:\s+FormalName)?\s*=\s*|"lang(?:uage)?"\s*:\s*|Content-Language:\s*)["']?([A-Za-z]{2,3})\b"""
    rb"""|<(?:[A-Za-z]{1,9}:)?language>\s*(?:<!\[CDATA\[)?\s*([A-Za-z]{2,3})\b""",
    re.IGNORECASE,
)
_BEGINNING = 16_384


class _Script(NamedTuple):
    """Encodings of a script, and its letters; the first ten are the most frequent ones."""

    codecs: tuple[str, ...]
    letters: str


_CYRILLIC = _Script(
    ("cp1251", "koi8_u", "koi8_r", "iso8859_5", "cp866"), "оеаинтсрвлкмдпуяізьыбгчйхжюшїєцщјћђљњўэфґъё"
)
_GREEK = _Script(("cp1253", "iso8859_7"), "αοιετσνηυρκπμλωςίόάέδθύγχήφβώξζψ")
_HEBREW = _Script(("cp1255",), "יוהלאמרתבשנדכחפקעטזגצםןסךףץ")
_ARABIC = _Script(("cp1256", "iso8859_6"), "اليمنورتبهةعدسفكقحجشصطخذىءأإئضزثغظؤآپچژگکیہےںٹ")
_THAI = _Script(("cp874",), "านรอกเงมยลวดทส่ี้ัิปคหะตแชใบไพืูุจขธ็์ำโถณผซ")
_JAPANESE = _Script(("cp932", "euc_jp"), "のにはをたがでとしい")
_KANJI = _Script(_JAPANESE.codecs, "")
"""Japanese without kana, which few texts are: Chinese is more likely."""
_SIMPLIFIED = _Script(("gb18030",), "的一是不了在人有年中国大月日会上为这")
_TRADITIONAL = _Script(("big5hkscs",), "的一是不了在人有年中國大月日會上為這")
_KOREAN = _Script(("cp949",), "이다는의에가을고한지")
_OTHER_SCRIPTS = (
    *(_CYRILLIC, _GREEK, _HEBREW, _ARABIC, _THAI),
    *(_JAPANESE, _SIMPLIFIED, _TRADITIONAL, _KOREAN),
)
_OF_CENTRAL_EUROPE = ("cp1250", "iso8859_2")
_POLISH = _Script(_OF_CENTRAL_EUROPE, "ąęłśćóńźż")
_CZECH = _Script(_OF_CENTRAL_EUROPE, "áčěéířšýžůúňťďľôäćđ")
_HUNGARIAN = _Script(_OF_CENTRAL_EUROPE, "áéóöőíüúű")
_ROMANIAN = _Script(_OF_CENTRAL_EUROPE, "ăâîşţëç")
_TURKISH = _Script(("cp1254",), "ışğüöçİŞâĞÖÜÇî")
_BALTIC = _Script(("cp1257",), "ėšąųūžįčęāīēņļķģõäöü")

_SCRIPTS: dict[str, tuple[_Script, ...]] = {
    **dict.fromkeys(["ru", "uk", "be", "bg", "mk", "kk", "ky", "tg", "mn", "tt"], (_CYRILLIC,)),
    **dict.fromkeys(["sr", "bs"], (_CYRILLIC, _CZECH)),
    "el": (_GREEK,),
    **dict.fromkeys(["he", "iw", "yi"], (_HEBREW,)),
    **dict.fromkeys(["ar", "fa", "ur", "ps", "ug"], (_ARABIC,)),
    "th": (_THAI,),
    "ja": (_JAPANESE,),
    "zh": (_SIMPLIFIED, _TRADITIONAL),
    "ko": (_KOREAN,),
    "pl": (_POLISH,),
    **dict.fromkeys(["cs", "sk", "sl", "hr"], (_CZECH,)),
    "hu": (_HUNGARIAN,),
    **dict.fromkeys(["ro", "sq"], (_ROMANIAN,)),
    **dict.fromkeys(["tr", "az", "ku"], (_TURKISH,)),
    **dict.fromkeys(["lt", "lv", "et"], (_BALTIC,)),
}
_LATIN_SCRIPTS = (_POLISH, _CZECH, _HUNGARIAN, _ROMANIAN, _TURKISH, _BALTIC)


def language_of(content: bytes) -> str | None:
    """Return the language, in two or three letters, that markup, JSON or a header declares."""
    found = _LANGUAGE.search(content, 0, _BEGINNING)
    return (found[1] or found[2]).decode("ascii").lower() if found else None


def holds_other_script(content: bytes, fewest: int = _FEWEST) -> bool:
    """Return whether bytes that are no UTF-8 are text in another script than Latin.

    Args:
        content: the bytes.
        fewest: bytes above ASCII that are evidence enough.
    """
    high = letters = 0
    for found in islice(_WORD.finditer(content), _WORDS):
        before = content[max(found.start() - _LONGEST_WORD, 0) : found.start()]
        high += len(found[0]) - len(found[0].translate(None, _HIGH))
        letters += len(found[0]) + len(_LETTERS_BEFORE.search(before)[0])  # type: ignore[index] # it always matches
    return high >= fewest and high > letters * _DENSE


def detected(content: bytes) -> str:
    """Return Python's name of the encoding of bytes that are no UTF-8.

    It is Windows-1252 for a Latin script, unless the declared language uses another encoding.
    """
    scripts = _SCRIPTS.get(language_of(content) or "", ())
    if not holds_other_script(content):
        return _best(content, [script for script in scripts if script in _LATIN_SCRIPTS]) or "cp1252"
    declared = [script for script in scripts if script not in _LATIN_SCRIPTS]
    return _best(content, declared) or _best(content, _OTHER_SCRIPTS) or "cp1252"


def _best(content: bytes, scripts: list[_Script] | tuple[_Script, ...]) -> str | None:
    """Return the encoding of the scripts whose text scores best; None if no text is likely."""
    sample = bytearray()
    for found in _RUN.finditer(content) if scripts else ():
        sample += found[0] + b" "
        if len(sample) > SAMPLE:
            break
    scores = {
        codec: _score(bytes(sample).decode(codec, "replace"), script)
        for script in scripts
        for codec in script.codecs
    }
    best = max(scores, key=scores.__getitem__, default=None)
    return best if best is not None and scores[best] >= _LIKELY else None


_KANA = re.compile("[\u3041-\u30fe]")
_FEWEST_KANA = 0.15
"""Share of kana in a Japanese text."""
_HIGH = bytes(range(0x80, 0x100))
_MARKS = frozenset("«»“”„‘’‚–—…№·•°§©®\xa0、。，！？；：「」『』（）《》〈〉・ー【】، ؛؟々〇")


def _score(text: str, script: _Script) -> float:
    """Return the share of characters that the script uses, frequent ones above all; below 0 for rubbish."""
    total, count, before = 0.0, 0, ""
    if script is _JAPANESE and len(_KANA.findall(text)) < len(text) * _FEWEST_KANA:
        script = _KANJI
    for sign in text:
        if sign.isascii():
            before = ""
            continue
        count += 1
        total += _weight(sign, script)
        if before.islower() and sign.isupper():  # KOI8-R read as Windows-1251: pAROM
            total -= 1
        before = sign
    return total / count if count else 0.0


def _weight(sign: str, script: _Script) -> float:
    weight = _weights(script).get(sign.lower())
    if weight is not None:
        return weight
    if sign in _MARKS:
        return 0.4
    if sign == "\ufffd":
        return -3
    if script is _KOREAN:
        return 0.95 if _row(sign, "euc_kr") in range(0xB0, 0xC9) else -0.2
    if script is _JAPANESE:
        return 1.0 if _KANA.match(sign) else _of_ideograph(sign, "euc_jp", range(0xB0, 0xD0)) * 0.9
    if script is _KANJI:
        return _of_ideograph(sign, "euc_jp", range(0xB0, 0xD0)) * 0.6
    if script is _SIMPLIFIED:
        return _of_ideograph(sign, "gb2312", range(0xB0, 0xD8)) * 0.9
    if script is _TRADITIONAL:
        return _of_ideograph(sign, "big5", range(0xA4, 0xC7)) * 0.9
    return 0 if sign.isalpha() else -1


@cache
def _weights(script: _Script) -> dict[str, float]:
    return {letter: 1.0 if place < 10 else 0.5 for place, letter in reversed(list(enumerate(script.letters)))}


def _of_ideograph(sign: str, codec: str, common: range) -> float:
    """Return 1 for an ideograph in the rows of a standard that hold the common ones; 0 or less if not."""
    if not "\u4e00" <= sign <= "\u9fff":
        return -0.5
    row = _row(sign, codec)
    return 1.0 if row in common else 0.0 if row else -0.2


def _row(sign: str, codec: str) -> int:
    """Return the first byte of a character in a standard's encoding; 0 if the standard lacks it."""
    return (sign.encode(codec, "ignore") or b"\0")[0]
