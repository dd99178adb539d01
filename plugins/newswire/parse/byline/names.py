"""Names of people by their look, and the case of names that are printed in capitals."""

from __future__ import annotations

import re
from functools import lru_cache

from newswire.lexicon.agencies import agency
from newswire.lexicon.bylines import words

MOST_WORDS = 7
"""Words that a name may have."""

_WORD = re.compile(
    r"[^\W\d_](?:[^\W\d_]|['’ʼ`´.·\u00ad\u200c\u200d\u0300-\u036f\u093a-\u0e4e-]|\u0640)*", re.UNICODE
)
_PREFIXED = re.compile(
    r"(?:d|l|al|el|an|as|ash|at|ad|ar|az|ul|ur|dell|dall|van|o|m|mc|mac|de|di|le|la)['’-]?(?=[A-ZÀ-ÞĀ-Ž])"
)
_INITIALS = re.compile(r"(?:[^\W\d_]{1,2}\.?-?){1,4}")
_PART = re.compile(r"[^\W\d_]+")
_ROMAN = re.compile(r"(?:II|III|IV|VI|VII|VIII)")
_VOWELS = frozenset("AEIOUYÁÉÍÓÚÄÖÜÅØÆАЕЁИОУЫЭЮЯІЇЄΑΕΗΙΟΥΩ")
_TURKISH = frozenset("ĞŞİğşı")
_NICKNAMES = frozenset({"AJ", "CJ", "EJ", "OJ", "UJ", "IJ"})
_SYLLABLES = frozenset({"NG", "ST"})
_IN_QUOTES = re.compile(r"[\"“”„«»](?=[^\s\"“”„«»]+[\"“”„«»]\s)|(?<=\w)[\"“”„«»](?=\s)")


def is_name(name: str) -> bool:
    """Return whether some words look like the name of a person: two or more, with capital letters.

    Scripts without capitals have no such look; there up to four words are a name. Particles (``van der``,
    ``bin``) and initials may stand between. Names of agencies and words of organisations, functions and
    desks are none.
    """
    printed = _IN_QUOTES.sub("", name).split()
    if not 2 <= len(printed) <= MOST_WORDS or len(name) > 80 or agency(name):
        return False
    full = cased = 0
    for place, word in enumerate(printed):
        small = words.key(word)
        if place and small in words.SUFFIXES:
            continue
        if not is_word(word):
            return False
        if word[0].islower() and not _is_georgian(word):
            if small in words.PARTICLES and place + 1 < len(printed):
                continue
            if not _PREFIXED.match(word):
                return False
        elif small in words.PARTICLES and place + 1 < len(printed):
            full += len(small) > 1
            continue
        if (len(small) > 1 or not place) and _is_no_name(word, small):
            return False
        full += 1 if _INITIALS.fullmatch(word) is None or len(_PART.findall(word)[0]) > 1 else 0
        cased += word[0].isupper()
    caseless = cased == 0
    if caseless and (len(printed) > 5 or (any(map(str.islower, name)) and not _is_georgian(name))):
        return False
    return full >= 1 and len(_significant(printed)) >= 2


def _is_georgian(text: str) -> bool:
    """Return whether a text begins in Georgian: small letters by Unicode, but without capitals in names."""
    return "\u10d0" <= text[0] <= "\u10ff"


def is_word(word: str) -> bool:
    """Return whether a word has nothing but letters, and signs inside names: ``O'Neill``, ``Al-Hadji``."""
    return _WORD.fullmatch(word) is not None


def _significant(printed: list[str]) -> list[str]:
    """Return the words of a name without particles in small letters and suffixes."""
    return [
        word
        for word in printed
        if words.key(word) not in words.SUFFIXES
        and not (word[0].islower() and words.key(word) in words.PARTICLES)
    ]


def _is_no_name(word: str, small: str) -> bool:
    if small in words.NEVER or words.is_role(word) or words.is_desk(word):
        return True
    return is_of_organisations(word)


def is_of_organisations(word: str) -> bool:
    """Return whether a word is one of organisations. A legal form of two letters stands in capitals."""
    return words.is_organisation(word) and (len(words.key(word)) > 2 or word.isupper())


@lru_cache(maxsize=4096)
def cased(name: str) -> str:
    """Return a name in the usual case where whole words are in capitals: ``Jean Dupont`` of ``Jean DUPONT``.

    Particles inside a name that is in capitals throughout become small. Initials and numerals stay.
    """
    if name.upper() == name.lower():
        return name
    printed = name.split()
    throughout = not any(letter.islower() for letter in name)
    turkish = not _TURKISH.isdisjoint(name)
    restored: list[str] = []
    for place, word in enumerate(printed):
        small = words.key(word)
        if not _is_in_capitals(word) or _ROMAN.fullmatch(word):
            restored.append(word)
        elif throughout and 0 < place < len(printed) - 1 and _is_small(small, restored[-1]):
            restored.append(word.lower())
        elif len(printed) > 1 and _is_initials(word, first=place == 0, throughout=throughout):
            restored.append(word)
        else:
            restored.append(_lowered(word.replace("I", "ı") if turkish else word))
    return " ".join(restored)


def _is_small(word: str, before: str) -> bool:
    """Return whether a particle is printed in small letters, the article after another one too: ``de la``."""
    return (word in words.SMALL and len(word) > 1) or (word in words.PARTICLES and before.islower())


def _is_in_capitals(word: str) -> bool:
    """Return whether a word has no small letters but those of ``Mc`` and ``d'``."""
    letters = re.sub(r"^(?:Mc|Mac|[dl]['’])(?=\w{2})", "", word)
    return letters.isupper() and sum(map(str.isalpha, letters)) > 1


def _is_initials(word: str, *, first: bool, throughout: bool) -> bool:
    letters = word.replace(".", "")
    if "." in word[:-1]:
        return all(len(part) <= 1 for part in word.strip(".").split("."))
    if len(letters) > 3 or letters in _SYLLABLES or (len(letters) > 2 and not first):
        return False
    return letters in _NICKNAMES or not _VOWELS & set(letters) if throughout or first else False


def _lowered(word: str) -> str:
    lowered = _PART.sub(_title, word)
    return re.sub(r"^Mc([^\W\d_])", lambda found: "Mc" + found[1].upper(), lowered)


def _title(found: re.Match[str]) -> str:
    part = found[0]
    if found.start() and found.string[found.start() - 1] in "'’" and len(part) == 1:
        return part.lower()
    return part[0].replace("ı", "I") + part[1:].lower().replace("i\u0307", "i")
