"""In which language a text is, for documents that do not say it."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import Any

from newswire.invisible import visible

SHORTEST = 50
"""Letters a text must have before a language is named; an ideograph counts for three."""

SURE = 0.7
"""How probable the best language must be."""

ENOUGH = 400
"""Characters that are read: more cost time and change nothing."""


_OTHER_NAMES = {
    name: code
    for code, *names in (
        line.split()
        for line in """
af afr afrikaans
ar ara arabic العربية
bg bul bulgarian
bn ben bengali
ca cat catalan
cs ces cze czech čeština
da dan danish dansk
de deu ger german deutsch allemand
el ell gre greek
en eng english anglais englisch inglés
es spa spanish español espanol espagnol castellano spanisch
et est estonian eesti
fa fas per persian farsi فارسی
fi fin finnish suomi
fr fra fre french français francais französisch francés
he heb hebrew
hi hin hindi हिन्दी
hr hrv croatian hrvatski
hu hun hungarian magyar
id ind indonesian
it ita italian italiano italienisch
ja jpn japanese 日本語
ko kor korean 한국어
lt lit lithuanian
lv lav latvian
ms msa may malay
nl nld dut dutch nederlands
no nor norwegian norsk
pl pol polish polski
pt por portuguese português portugues
ro ron rum romanian română
ru rus russian русский
sk slk slo slovak
sl slv slovenian slovene
sr srp serbian
sv swe swedish svenska
th tha thai
tr tur turkish türkçe turkce
uk ukr ukrainian українська
ur urd urdu
vi vie vietnamese
zh zho chi chinese 中文
""".strip().splitlines()
    )
    for name in names
}
"""Names, and codes of ISO 639-2, that are written where a tag should be."""


@lru_cache(maxsize=256)
def tag(said: str) -> str:
    """A language tag as BCP 47 writes it (RFC 5646, 2.1.1): ``NL`` is ``nl``, ``en_us`` is ``en-US``.

    A language's name and a code of three letters are its tag of two: ``English`` and ``eng`` are ``en``.
    """
    first, *others = said.replace("_", "-").split("-")
    first = _OTHER_NAMES.get(first.strip().lower(), first)
    cased = (
        part.upper() if len(part) == 2 else part.title() if len(part) == 4 else part.lower()
        for part in others
    )
    return said if first.lower() in {"x", "i"} else "-".join((first.lower(), *cased))


def detect(text: str) -> str | None:
    """The language as a BCP 47 tag (``en``, ``zh``), None where the text is too short or it is not sure."""
    text = visible(text[:ENOUGH])
    letters = sum(3 if mark > "\u2e80" else 1 for mark in text if mark.isalpha())
    if letters < SHORTEST:
        return None
    return _detect(text)


_LANGUAGES = """
af am ar az be bg bn bs ca cs cy da de el en es et eu fa fi fr ga gl gu ha he hi hr hu hy id is it
ja ka kk km kn ko ku ky lo lt lv mk ml mn mr ms mt my ne nl no pa pl ps pt ro ru si sk sl so sq sr
sv sw ta te tg th tk tl tr uk ur uz vi xh zh zu
"""
"""Languages that wires write in; the model's dialects of them would only share their probability."""


@lru_cache(maxsize=256)
def _detect(text: str) -> str | None:
    language, probability = _identifier().classify(text)
    return str(language) if probability >= SURE else None


@cache
def _identifier() -> Any:  # noqa: ANN401 - the library is not typed
    """The model, loaded when the first text is looked at (half a second and 100 MB, once a process)."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # noqa: PLC0415

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    known = {str(language) for language, _ in identifier.rank("")}
    identifier.set_languages([language for language in _LANGUAGES.split() if language in known])
    return LanguageIdentifier(  # one of its own, so that the table of all languages is not kept
        identifier.nb_ptc,
        identifier.nb_pc,
        identifier.nb_classes,
        identifier.tk_nextmove,
        identifier.tk_output,
        norm_probs=True,
        tk_row=identifier.tk_row,
    )
