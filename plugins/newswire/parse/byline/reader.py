"""The people whom a byline names, in the order printed, without agencies, desks, functions and places."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from newswire.lexicon import places
from newswire.lexicon.agencies import agency, listed, sequence
from newswire.lexicon.bylines import words
from newswire.lexicon.invisible import visible
from newswire.lexicon.patterns.late import late_pattern
from newswire.parse.byline import east_asian
from newswire.parse.byline.arabic import with_and_apart
from newswire.parse.byline.names import cased, is_name, is_of_organisations, is_word

LONGEST = 1000
"""Characters of a byline. A longer text is none."""

LONGEST_LINE = 200
"""Characters of a paragraph that is a byline."""

BIG = 300_000
"""People in a city whose name after a person's is the place where that person is."""


@dataclass(slots=True)
class Read:
    """A byline as it is read.

    ``begun`` is true if it begins with a word like ``By``, ``known`` if some of it is an agency, a desk or a
    function, ``organised`` if some is another organisation, ``foreign`` if some is none of these and no name.
    """

    people: list[str] = field(default_factory=list)
    begun: bool = False
    foreign: bool = False
    known: bool = False
    organised: bool = False


_TEXTS, _PICTURES = words.alternatives(words.TEXTS), words.alternatives(words.PICTURES)
_AND = r"\s*[^\w\s]?\w{0,3}\s*"
_BOTH = rf"(?:(?:{_TEXTS}){_AND}(?:{_PICTURES})|(?:{_PICTURES}){_AND}(?:{_TEXTS}))"
_BEFORE = late_pattern(
    r"(?:(?<=^)|(?<=[\s;,.:(\[/|-]))(?:"
    rf"(?P<both>{_BOTH}\s*(?:(?:by|von|par|por|di|av|af)\b|[:=]))|"
    rf"(?P<others>(?:{words.alternatives(words.OTHERS)})\b\s*:?|(?:{words.alternatives(words.OTHERS_COLON)})\s*[:=](?!\S*=))"
    rf"|(?P<authors>(?:{words.alternatives(words.AUTHORS)})(?!\w)\s*:?|(?:{words.alternatives(words.AUTHORS_COLON)})\s*[:=՝])"
    r")\s*",
    re.IGNORECASE,
)
_SHORT = late_pattern(rf"[\s(\[]*(?P<short>{words.alternatives(words.SHORT)})\s*:?\s+(?=\S)", re.IGNORECASE)
_SHORT_AGAIN = late_pattern(r"(?:^|(?<=[\n;,()–—-]))\s*(?i:by|von|por|par)\s+(?=[^\W\d_a-zß-ÿ])")
_MAIL = late_pattern(r"[(<\[]?\b[\w.+'-]+@[\w-]+(?:\.[\w-]+)+[)>\]]?", re.UNICODE)
_GLUED = late_pattern(r"\b([^\W\d_a-z][^\W\d_]{2,})([\w.+-]*(?i:\1)[\w.+-]*@)")
_HANDLE = late_pattern(
    r"[(\[]?\s*(?:(?:twitter|x|instagram|follow)\s*:?\s*)?@\w+[)\]]?|\bhttps?://\S+|\bwww\.\S+", re.IGNORECASE
)
_X_DEFAULT = late_pattern(
    r"\bx-default\b[\s:=]*|[*#+]+|(?:(?<=^)|(?<=[\s/,;(]))_+|_+(?=$|[\s/,;)])", re.IGNORECASE
)
_SEPARATOR = late_pattern(
    r"\s*(?:[;/|•·\n()\[\]（）]|(?<!Prof)(?<!Dipl)(?:(?<=[^\W\d_]{4})|(?<=[\u0900-\u0dff\u0e31-\u0e4e]))\.(?=\s+\S)|[,،、](?!\d)|\s[-–—]{1,3}(?=\s)|--|(?<=[A-Z]{2})[–—](?=[^\W\d_a-z])|\s&(?=\s))\s*"
)
_JOINER = late_pattern(rf"\s+({words.alternatives(words.JOINERS)})\s+")
_JOINER_FIRST = late_pattern(rf"(?:{words.alternatives(words.JOINERS)})\s+")
_PLACE = late_pattern(
    rf"(?:^|\s)(?:{words.alternatives(words.PLACES)}|For|FOR|IN|AT|FROM|OF)\s+(?=[^\W\d_a-zß-ÿ]).*$",
    re.DOTALL,
)
_CAPITAL_E = late_pattern(r"(?<=[^\W\d_a-z]{2} )E(?= [^\W\d_a-z]{2,} [^\W\d_a-z]{2})")
"""``E`` between two names in capitals, where an initial would stand before one word."""
_POSSESSIVE = late_pattern(r"\b([^\W\d_]{2,20})['’]s?\s+(?=[^\W\d_a-z])")
_ELIDED = late_pattern(r"[lLdD]['’](?=[A-Z]{2})")
_POLISH_PLACE = late_pattern(
    r"Ze?\s+(?:[^\W\d_a-z][\w-]*\s+){1,3}(?=[^\W\d_a-z][\w-]*\s+[^\W\d_a-z][\w-]*\s*(?:[(/,]|$))"
)
"""``Z Nowego Jorku`` before a name of two words: the place, declined, that a wire's reporter writes from."""
_SPACES = late_pattern(r"[^\S\n]+")
_MARKS = ' \t\r.,:;=-–—_*"“”„«»|/<>~'
_INITIALS_AFTER = late_pattern(r"(?:[^\W\d_a-z]\.[ -]?){1,3}")
_TRAILING_FULL_STOP = late_pattern(r"(?<=[^\W\d_]{3})\.$")


def people(byline: str) -> tuple[str, ...]:
    """Return the names of the people in a byline; none for an agency, a desk or a place alone."""
    return _people(byline) if len(byline) <= LONGEST else ()


@lru_cache(maxsize=8192)
def _people(byline: str) -> tuple[str, ...]:
    return tuple(once(read(byline).people))


def is_byline(line: str) -> bool:
    """Return whether a whole line is a byline, and nothing of it a sentence: ``By ANN MARSH, Norwind``.

    It begins with a word like ``By``, or has the form of a byline in Chinese, Japanese or Korean. Each part
    is a name, an agency, a function or a place.
    """
    if not 4 < len(line) <= LONGEST_LINE or "\n" in line:
        return False
    begun = line.lstrip("([ ")
    has_word = words.may_begin(begun) and (_SHORT.match(line) or _BEFORE.match(begun))
    return bool(has_word or east_asian.is_marked(line)) and _is_byline(line)


@lru_cache(maxsize=8192)
def _is_byline(line: str) -> bool:
    found = read(line)
    if not found.begun or found.foreign or not (found.people or found.known):
        return False
    printed = line.split()[1:]
    large = sum(not word[0].islower() or bool(agency(word)) or words.is_role(word) for word in printed)
    return east_asian.has(line) or large * 2 >= len(printed)


def read(byline: str) -> Read:
    """Return the parts of a byline. A text longer than ``LONGEST`` is none."""
    if len(byline) > LONGEST:
        return Read(foreign=True)
    text = _SPACES.sub(" ", visible(byline)).strip()
    if east_asian.has(text):
        found = east_asian.read(text)
        return Read(list(found.people), begun=found.marked, foreign=not found.whole)
    if "@" in text or "://" in text or "www." in text:
        text = _HANDLE.sub(" ", _MAIL.sub("; ", _GLUED.sub(r"\1 \2", text)))
    if any(mark in text for mark in "*_#+") or "x-default" in text.casefold():
        text = _X_DEFAULT.sub(" ", text)
    if text[:1] == "Z":
        text = _POLISH_PLACE.sub("", text)
    if "'" in text or "’" in text:
        text = _POSSESSIVE.sub(_without_possessive, text)
    result = Read()
    for is_author, clause in _clauses(text.strip(), result):
        if is_author:
            _read_clause(clause, result)
    return result


def _without_possessive(found: re.Match[str]) -> str:
    return "" if agency(found[1]) else found[0]


def _clauses(text: str, result: Read) -> Iterator[tuple[bool, str]]:
    """Yield the parts of a byline that words like ``By`` begin, and whether each names authors."""
    short = _SHORT.match(text)
    start = 0
    if short and _is_before(text, short):
        result.begun, start = True, short.end()
    found = list(_BEFORE.finditer(text))
    is_author = True
    for word in found:
        if word.start() < start:
            if word.start() == 0 and word.end() > start:  # "Von unserem Korrespondenten"
                start, is_author = word.end(), _is_of_authors(word)
                result.begun = is_author
            continue
        if text[start : word.start()].strip(_MARKS + "()[]"):
            yield is_author, text[start : word.start()]
        elif _is_of_authors(word) and start == 0:
            result.begun = True
        start, is_author = word.end(), _is_of_authors(word)
    yield is_author, text[start:]


def _is_of_authors(word: re.Match[str]) -> bool:
    return bool(word["authors"] or word["both"])


def _is_before(text: str, short: re.Match[str]) -> bool:
    """Return whether a preposition at the beginning is one before names, and not part of a name."""
    word = short["short"]
    following = text[short.end() :]
    if ":" in text[short.end("short") : short.end()] or word.casefold() == "by":
        return True
    if word == "Per":  # a first name in the north
        return False
    if word[0].islower() and word.upper() != word.lower():
        return not following[:1].islower() and len(following.split()) > 1
    return not following[:1].islower() or agency(following.split()[0].strip(",.;-")) is not None


def _read_clause(clause: str, result: Read) -> None:
    """Add the people of a clause without the word before it to a result."""
    clause = _SHORT_AGAIN.sub("; ", clause)
    if " E " in clause and len(clause.partition(" E ")[0].split()) > 1:
        clause = _CAPITAL_E.sub("e", clause)
    if agency(clause.strip(_MARKS)) or sequence(clause.strip(_MARKS)):
        result.known = True
        return
    single: list[str] = []
    added = 0
    for opened, joined, piece in _pieces(clause):
        small = words.key(piece)
        if opened and small in words.NO_AUTHORS:
            if added:
                result.people.pop()
                added -= 1
            continue
        if small in words.SUFFIXES or small in words.DEGREES:
            if added and small in words.SUFFIXES:
                result.people[-1] = (
                    f"{result.people[-1]} {cased(piece.strip(',')) if len(piece) > 3 else piece}"
                )
            result.known = True
            continue
        if single and _INITIALS_AFTER.fullmatch(piece + ("" if piece.endswith(".") else ".")):
            result.people.append(f"{piece} {cased(single.pop())}")  # "Smith, K. T."
            added += 1
            continue
        if name := _person(piece, result, later=added > 0, joined=joined and added > 0):
            result.people.append(name)
            added += 1
        elif " " not in piece:
            _take_word(piece, single, result)
    if not added and len(single) > 1 and _joins_single(clause):
        result.people += map(cased, single)
        result.foreign = True  # names of one word make no line a byline
    elif not added and len(single) == 1 and result.begun and not result.known and single[0][:1].isupper():
        result.people.append(cased(single.pop()))
        result.foreign = True  # a name of one word makes no line a byline
    result.foreign |= bool(single) and not added


def _joins_single(clause: str) -> bool:
    """Return whether a word like ``and`` stands between names of one word. ``Loud And Quiet`` is a title."""
    joiner = _JOINER.search(clause)
    return joiner is not None and (joiner[1].islower() or clause.isupper())


def _take_word(piece: str, single: list[str], result: Read) -> None:
    """Put a word that stands alone where it belongs: to the known ones, or to the names of one word."""
    if agency(piece) or words.is_role(piece) or words.is_desk(piece) or is_of_organisations(piece):
        result.known = True
    elif len(piece) > 1 and is_word(piece) and piece[0].isupper() and words.key(piece) not in words.NEVER:
        single.append(piece)
    else:
        result.foreign |= any(map(str.isalpha, piece))


def _pieces(clause: str) -> Iterator[tuple[bool, bool, str]]:
    """Yield the parts between separators and words like ``and``.

    Before each, yield whether a bracket opens it, and whether such a word joins it to the part before it.
    """
    opened, start = False, 0
    for found in [*_SEPARATOR.finditer(clause), None]:
        part = clause[start : found.start() if found else len(clause)].lstrip()
        joiner = _JOINER_FIRST.match(part) if start else None
        for place, piece in enumerate(_joined(part[joiner.end() :] if joiner else part)):
            if bare := _TRAILING_FULL_STOP.sub("", piece.strip(' \t\r,:;=-–—_*"„<>~')):
                yield opened, place > 0 or joiner is not None, bare
        if found:
            opened, start = any(mark in found[0] for mark in "([（"), found.end()


def _joined(part: str) -> Iterator[str]:
    """Yield the names between words like ``and``. A family name such as ``Ortega y Gasset`` stays whole."""
    found = _JOINER.split(with_and_apart(part))
    name = found[0]
    for joiner, following in zip(found[1::2], found[2::2], strict=True):
        in_name = joiner in {"y", "e", "i", "en"} and len(following.split()) == 1 and len(name.split()) > 1
        if joiner in words.PLACES and not is_name(following.strip(_MARKS)):
            in_name = True
        if in_name:
            name = f"{name} {joiner} {following}"
        else:
            yield name
            name = following
    yield name


def _person(piece: str, result: Read, *, later: bool, joined: bool) -> str | None:
    """Return the name in a part of a byline, in its usual case; None for an agency, a function or a place.

    ``later`` is true after another name, ``joined`` if a word like ``and`` stands between: then a person may
    be called like a newspaper (``Jordan Press``).
    """
    if agency(piece) or sequence(piece) or agency(_ELIDED.sub("", piece)):
        result.known = True
        return None
    bare = _PLACE.sub("", piece).strip()
    if bare != piece and (not bare or agency(bare)):
        result.known = True
        return None
    printed = bare.split()
    while printed and _is_title(printed):
        del printed[0]
    functions = [place for place, word in enumerate(printed) if words.is_role(word) or words.is_desk(word)]
    if functions:
        result.known = True
        before = _without_beats(printed[: functions[0]])
        after = printed[functions[-1] + 1 :]
        for part in (before, [] if later else after):
            words_left = _without_agencies(part)
            name = " ".join(words_left)
            if is_name(name) and not _is_weak(words_left) and not _is_place(name):
                return cased(name)
        return None
    if any(map(is_of_organisations, printed)) or words.key(printed[0] if printed else "") == "the":
        shorter = _without_paper(_without_agencies(printed))
        if (
            len(shorter) == len(printed)
            or any(map(is_of_organisations, shorter))
            or not is_name(" ".join(shorter))
        ):
            result.organised = True
            return None
        printed = shorter
    if later and _is_place(" ".join(printed)):
        return None
    printed, whole = _without_agencies(printed), len(printed)
    if len(printed) > 3 and is_name(" ".join(printed[:-2])) and places.size(" ".join(printed[-2:])) >= BIG:
        printed = printed[:-2]  # "ANN MARSH NEW YORK"
    name = " ".join(printed)
    if not is_name(name):
        result.known |= len(printed) < whole and not _without_beats(printed)
        result.foreign |= not result.known and len(printed) > 1
        return None
    if len(printed) == whole and _is_weak(printed) and not joined:
        result.organised = True
        return None
    return cased(name)


def _without_paper(printed: list[str]) -> list[str]:
    """Return words without a paper after a name that an article begins: ``Ann Marsh The Harbour Herald``."""
    article = next((n for n, word in enumerate(printed) if n > 1 and words.key(word) == "the"), len(printed))
    return printed[:article]


def _is_title(printed: list[str]) -> bool:
    return len(printed) > 1 and words.key(printed[0]) in words.TITLES


def _is_weak(printed: list[str]) -> bool:
    """Return whether a name ends like a newspaper: ``Harbour Post``."""
    return len(printed) < 4 and words.key(printed[-1]) in words.WEAK if printed else False


def _is_place(name: str) -> bool:
    return places.size(name) >= BIG or places.is_country(name)


def _without_beats(printed: list[str]) -> list[str]:
    """Return words without the fields of work at their end: ``Sports``, ``Chief Political``."""
    end = len(printed)
    while end and (words.key(printed[end - 1]) in words.BEATS):
        end -= 1
    return printed[:end]


def _without_agencies(printed: list[str]) -> list[str]:
    """Return words without the name of an agency before or after them."""
    for start in range(len(printed)):
        name = " ".join(printed[start:])
        if (
            start != 1
            and agency(name)
            and (start == 0 or name.isupper() or len(printed) - start > 1 or len(name) > 4)
        ):
            return _without_beats(printed[:start])
    is_person = _begins_person(printed)
    for end in range(len(printed) - 1, int(is_person), -1):
        name = " ".join(printed[:end])
        if _may_precede(name) and agency(name):
            return printed[end:]
    return printed


def _begins_person(printed: list[str]) -> bool:
    """Return whether an agency's acronym is a person's name before another one: ``MIA HOLM``, ``SUN Li``."""
    if len(printed) < 2 or words.key(printed[0]) not in listed("given_names"):
        return False
    return printed[1].isupper() or (len(printed) == 2 and not places.is_city(printed[1]))


def _may_precede(name: str) -> bool:
    """Return whether a name may be an agency's before a person's: ``Ana`` and ``نينا`` are given names."""
    if " " in name:
        return True
    return len(name) > 4 if name.upper() == name.lower() else not name.istitle()


def once(found: Iterable[str]) -> Iterator[str]:
    """Yield names without repetitions, whatever their case."""
    seen: set[str] = set()
    for name in found:
        if (folded := name.casefold()) not in seen:
            seen.add(folded)
            yield name
