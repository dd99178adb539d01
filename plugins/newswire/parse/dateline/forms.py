"""What datelines look like, as patterns over the letters of ``tokens``, and when such a beginning is one.

A form alone is not evidence: ``Paris - the city`` has one too. Each names the proof it needs beside it. A
known agency in brackets is proof for nearly any place; without an agency the place itself must be known, or
a date be there; without either the place must be printed in capitals and known.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from newswire.parse import dates, places
from newswire.parse.dateline import credits
from newswire.parse.dateline.tokens import Token, is_small, tokenize


@dataclass(frozen=True, slots=True)
class Found:
    """The tokens of a dateline, and where the story's text begins."""

    tokens: tuple[Token, ...]
    rest: int


Proof = Callable[[list[Token], str], bool]
Reading = Callable[[list[Token]], list[Token]]


def recognise(tokens: list[Token], text: str) -> Found | None:
    """The longest dateline that begins with the first token, if what follows proves it to be one."""
    letters = "".join(token.kind for token in tokens)
    if _WORDS.issuperset(letters):
        return None
    for pattern, proof, read in _FORMS_BY_FIRST.get(letters[0], ()):
        match = pattern.match(letters)
        if not match:
            continue
        used = tokens[: match.end()]
        rest = used[-1].end
        if proof(used, text[rest : rest + 200].partition("\n\n")[0]):
            while used and used[-1].kind in "X:,.":
                used.pop()
            if read:
                used = read(used)
            return Found(tuple(used), rest)
    return None


def enclosed(text: str, start: int) -> Found | None:
    """A place and a date in one pair of brackets, ``(Chicago, IL - October 20)``, before running text."""
    end = text.find(")", start, start + 90)
    if end < 0 or text[start] != "(":
        return None
    tokens = tokenize(text[:end], start + 1)
    letters = "".join(token.kind for token in tokens)
    if not _ENCLOSED.fullmatch(letters) or tokens[-1].end < end - 1:
        return None
    after = _AFTER.match(text, end)
    rest = after.end() if after else end + 1
    return Found(tuple(tokens), rest) if _date_only(tokens, text[rest : rest + 200]) else None


_AFTER = re.compile(r"\)[ \u00a0]*(?:[-–—:]+\s*)?")


def _first_place(used: list[Token]) -> Token:
    return next(token for token in used if token.kind == "P")


def _named(used: list[Token]) -> list[str]:
    return [token.text for token in used if token.kind == "P"]


def _known(used: list[Token]) -> bool:
    return places.is_known(_first_place(used).text)


def _capitals(used: list[Token]) -> bool:
    """Whether the (first) place is printed in capitals: ``KIEV``, ``McALLEN``."""
    letters = [mark for mark in _first_place(used).text if mark.isalpha()]
    large = sum(mark.isupper() for mark in letters)
    return large > 2 and large * 4 >= len(letters) * 3


def _caseless(text: str) -> bool:
    mark = text[:1]
    return mark.isalpha() and not mark.isupper() and not is_small(mark)


def _plausible(used: list[Token]) -> bool:
    """Whether words before an agency could name a place at all.

    Not ``The Associated Press``, not the words whose first letters are the name in the brackets
    (``Advance Auto Parts (AAP)``), not a kind of company (``Nachrichtenagentur``).
    """
    place = _first_place(used).text
    if places.is_known(place):
        return True
    words = place.split()
    initials = "".join(word[0] for word in words if word[0].isupper()).casefold()
    spelled_out = len(words) > 1 and initials in {name.casefold() for token in used for name in token.names}
    return not (spelled_out or words[0].casefold() in _NO_BEGINNING or words[-1].casefold() in _NO_ENDING)


_NO_BEGINNING = frozenset(re.findall(r"\S+", "the in at on from near by der das bei aus il lo dans en à"))
_NO_ENDING = frozenset(
    re.findall(
        r"\S+",
        "agency agentur nachrichtenagentur agence agencia agenzia agência news photo foto writer reporter",
    )
)
"""Words that begin a phrase and no place, and words that end the name of a company or a credit."""


def _begins(rest: str) -> bool:
    """Whether text begins like a sentence: with anything but a word in small letters, not ``iPhones``."""
    rest = rest.lstrip(" \u00a0\n:.-–—")
    return not rest or not is_small(rest[0]) or rest[1:2].isupper()


def _sentence(rest: str) -> bool:
    """Whether what follows is running text, no headline in capitals and no list."""
    words = rest.split()
    small = sum(1 for word in words if word[0].islower() or _caseless(word))
    return _begins(rest) and small >= min(2, len(words) // 2)


def _agency(used: list[Token], rest: str) -> bool:
    signed = used[-1].kind == "X" or (used[-1].kind == ":" and _begins(rest))
    return _plausible(used) and (signed or _ends_openly(used, rest))


def _ends_openly(used: list[Token], rest: str) -> bool:
    """Without a sign at its end a dateline needs a sentence after it, and a date or a surer place before.

    Where nothing follows, two letters can be a country's: ``Linz, Oberösterreich (AT)``.
    """
    if used[-1].kind == "D" and not _dated(used[-1:]):
        return False
    if not rest.strip() and not _dated(used) and not any(_at_home(name, used) for name in used[-1].names):
        return False
    return _sentence(rest) and (
        _dated(used) or _known(used) or _capitals(used) or _caseless(_first_place(used).text)
    )


def _at_home(name: str, used: list[Token]) -> bool:
    """Whether a name is longer than a country's two letters, or an agency's of the country of the place."""
    if len(name) > 2:
        return True
    country = places.locate(_first_place(used).text).country
    known = credits.agency(name, country)
    return known is not None and known.country is not None and known.country == country


def _unknown_name(used: list[Token], rest: str) -> bool:
    """An outlet nobody knows: after a date, a known place in capitals, or if it looks like an outlet."""
    names = [name for token in used if token.kind == "U" for name in token.names]
    dated = _dated(used)
    if any(places.size(name) >= _BIG if dated else places.is_known(name) for name in names):
        return False
    telling = any(_OUTLET.search(name) for name in names)
    in_state = any(places.regions(name) for name in _named(used)[1:])
    sure = telling or _capitals(used) or (in_state and _known(used)) or _arabic(used)
    placed = _known(used) or (in_state and (telling or _capitals(used)))
    return _begins(rest) and (dated or (placed and sure))


def _unknown_name_and_sentence(used: list[Token], rest: str) -> bool:
    """``BURGAS /KRASS/ …``, ``LAHORE: (Daily Post) …``: set off by slashes or a colon."""
    if used[-1].text.startswith("/") or (used[-2].kind == ":" and (_capitals(used) or _arabic(used))):
        return _known(used) and _long(rest)
    address = all(map(_ADDRESS.search, used[-1].names))
    return address and _dated(used) and _known(used) and _sentence(rest)


def _arabic(used: list[Token]) -> bool:
    """Whether a paper in Arabic script has set a name off from a city: ``لندن - «الشرق»: …``."""
    first = _first_place(used).text
    return (
        "\u0600" <= first[0] <= "\u06ff" and any(t.kind in "X:" for t in used[:-1]) and places.is_city(first)
    )


def _named_after_dash(used: list[Token], rest: str) -> bool:
    """``ТБИЛИСИ, 5 янв — Новости-Грузия. …``: one or two words between a dash and a full stop.

    Only in Cyrillic: in other letters it is a title, ``WASHINGTON, March 5 - Sens. …``.
    """
    *before, name, _ = used
    short = len(name.text) > 3 and len(name.text.split()) < 3 and "\u0400" <= name.text[0] <= "\u04ff"
    sure = short and _dated(before) and _known(used) and _capitals(used)
    return sure and _begins(rest) and len(rest.split()) > 3


def _reporter_after_agency(used: list[Token], rest: str) -> bool:
    """``…, 5 янв — РИА Новости, Анна Петрова. …``: a reporter's name after the agency."""
    name = used[-2].text
    return _known(used) and 1 < len(name.split()) < 4 and not places.is_known(name) and _begins(rest)


def _last_is_outlet(used: list[Token]) -> list[Token]:
    return [*used[:-1], used[-1]._replace(kind="A", names=(used[-1].text,))]


def _last_is_reporter(used: list[Token]) -> list[Token]:
    return [*used[:-1], used[-1]._replace(kind="B", byline=used[-1].text)]


def _after_arabic_dash(used: list[Token], rest: str) -> bool:
    """``القدس – قدس برس: …``: what stands between a city and a colon in Arabic papers is the source."""
    name = used[2].text
    return _arabic(used) and len(name.split()) < 4 and not places.is_known(name) and _long(rest)


def _reporter(used: list[Token], rest: str) -> bool:
    """A reporter or a desk by what it does, and a known place: ``जागरण संवाददाता, कानपुर। …``."""
    place = _known(used) or _caseless(_first_place(used).text)
    return place and (used[-1].kind in "X:" or _sentence(rest)) and _begins(rest)


def _tied_place(used: list[Token], rest: str) -> bool:
    """``ACN Girona.-El mercat …``: an agency, a known place, a full stop and a dash tied to it."""
    return used[-1].text.startswith(".") and used[-1].start == used[-2].end and _known(used) and _begins(rest)


def _city_in_brackets(used: list[Token], rest: str) -> bool:
    """``(Montréal) Le marché …``: a big city alone in brackets, and running text right after it."""
    name = used[0].text[1:-1]
    return (
        places.size(name) >= _BIG
        and not _caseless(name)
        and rest[:1] == " "
        and rest[1:2].isupper()
        and len(rest.split()) > 5
        and _sentence(rest)
    )


def _date_and_city(used: list[Token], rest: str) -> bool:
    """``January 5, 2024 (KHARTOUM) – …``: a date, then a city in brackets and a dash."""
    return _dated(used) and places.is_city(used[-2].text[1:-1]) and _long(rest)


def _acronym(used: list[Token], rest: str) -> bool:
    """``Псков. ПАИ. Рынок …``: a known city, and an outlet's initials between full stops."""
    name = used[2].text
    return name.isupper() and 2 <= len(name) <= 6 and places.is_city(used[0].text) and _long(rest)


def _agency_and_slash(used: list[Token], rest: str) -> bool:
    """``Shafaq News/ Food is …``: a slash tied to an agency, and a free sentence after it."""
    return used[0].end == used[1].start and rest[:1] == " " and _long(rest)


def _agency_place_and_date(used: list[Token], rest: str) -> bool:
    """``ИА REGNUM, Казань, 5 января. …``: an agency before a known place and a day, then a sentence."""
    return (
        used[-1].text.endswith(".")
        and _known(used)
        and _dated(used)
        and len(rest.split()) > 2
        and _sentence(rest)
    )


def _reporter_before_place(used: list[Token], rest: str) -> bool:
    """``Ali KAYA - MERSİN (İHA)``: see ``Dateline``, which takes the name for a byline."""
    name, _, place, *_ = used
    is_name = " " in name.text and not name.text.isupper()
    return is_name and place.text.isupper() and places.is_city(place.text) and _begins(rest)


def _bracket_is_place(used: list[Token]) -> list[Token]:
    *before, whole = used
    name = whole._replace(kind="P", start=whole.start + 1, end=whole.end - 1, text=whole.text[1:-1], names=())
    return [*before, name, whole._replace(kind="Q", names=())]


_OUTLET = re.compile(
    r"\.[a-z]{2,4}$|\b(?:news|press|wire|newswire|zeitung|noticias|presse|agencia|agence|agenzia)\b"
    r"|^(?-i:[KW][A-Z]{2,3}(?:-(?:TV|AM|FM))?)$",
    re.IGNORECASE,
)
"""What looks like an outlet: an address, a word for one, a station's call sign in the United States."""


def _dated(used: list[Token]) -> bool:
    """Whether a date is there that cannot be a score or a number: with a month's name or a year."""
    return any(token.date and (_caseless(token.text) or _DATED.search(token.text)) for token in used)


_DATED = re.compile(r"[^\W\d_]|\d{4}")


def _bare_agency(used: list[Token], rest: str) -> bool:
    if used[-1].kind == "/" and credits.agency(_first_place(used).text):
        return False
    return _plausible(used) and _begins(rest) and (_dated(used) or _known(used) or _capitals(used))


def _caseless_agency(used: list[Token], rest: str) -> bool:
    """``الرياض 2 نوفمبر 2020 م واس …``: where letters have no case, a known place, a date and an agency."""
    return _caseless(_first_place(used).text) and _known(used) and _dated(used) and _long(rest)


def _tied_agency(used: list[Token], rest: str) -> bool:
    """``دمشق-سانا``, ``ANKARA-BHA``: a known place, an agency tied to it by a hyphen, then a sentence."""
    *_, place, hyphen, name = used
    return place.end == hyphen.start and hyphen.end == name.start and _known(used) and _begins(rest)


def _date_only(used: list[Token], rest: str) -> bool:
    set_off = _capitals(used) and used[1].kind == "," and not _MARK.match(_first_place(used).text)
    place = _known(used) or set_off or any(places.regions(name) for name in _named(used)[1:])
    if not (place and _dated(used) and rest.strip()) or _picture(used):
        return False
    dashed = used[-1].kind == "X" and _capitals(used) and _known(used)
    return _sentence(rest) or (dashed and rest.lstrip()[0].islower())


def _picture(used: list[Token]) -> bool:
    """``KYIV, UKRAINE - JANUARY 5, 2023: …``: how captions begin, the date in capitals before a colon."""
    if len(used) < 3:
        return False
    dash, date, end = used[-3:]
    return dash.kind == "X" and end.kind == ":" and date.text.isupper()


_DATE_IN_CAPITALS = re.compile(r"\s*[A-Z]{3,9} \d{1,2}(?:, \d{4})?:")
"""The rest of such a caption."""


def _place_only(used: list[Token], rest: str) -> bool:
    """A city in capitals, or with its country; no country or state alone, which begin the entries of a list.

    A dash must stand free, or a longer text follow. Before a colon it must be a big city, and no one may be
    speaking: transcripts name their speakers so, and many are called like towns. A city that is not in
    capitals must be big, too, and the text after it tell news.
    """
    if not rest.strip() or not _sentence(rest) or _DATE_IN_CAPITALS.match(rest):
        return False
    if used[-1].kind == "X" and used[-1].text.startswith("."):
        return places.is_city(_first_place(used).text)
    place = _first_place(used).text
    city = places.is_city(place) and (_caseless(place) or not places.is_only_region(place))
    if used[-1].kind == "X" and _joined(used, rest):
        return True
    if used[-1].kind == "X" and rest[:1].strip():
        return False
    if _base_in_state(used, rest):
        return True
    if used[-1].kind == "X" and used[-1].start == used[-2].end:
        set_off = len(used) == 2 and (_capitals(used) or _caseless(place))
        return city and set_off and len(rest.split()) > 6 and not rest.lstrip()[0].isdigit()
    if _city_in_country(used):
        title = not _capitals(used) and _TITLE.search(rest.lstrip()[:60])
        return not title and len(rest.split()) > 2
    if not city or _SPEAKING.match(rest):
        return False
    if _capitals(used) and used[-1].kind == "X":
        return True
    if places.size(place) < _BIG:
        return False
    if _capitals(used):
        return not rest.lstrip()[0].isdigit() or (len(rest.split()) > 8 and ":" not in rest)
    return len(used) == 2 and _reported(place, rest)


def _joined(used: list[Token], rest: str) -> bool:
    """``SYDNEY--Shares rose …``: a city in capitals tied to its text by a long dash."""
    dash = used[-1]
    tied = dash.start == used[-2].end and dash.text in {"--", "—"}
    return (
        tied and len(used) == 2 and _capitals(used) and places.is_city(used[0].text) and len(rest.split()) > 6
    )


def _base_in_state(used: list[Token], rest: str) -> bool:
    """``CAMP NORTH, Utah -- …``: any place in capitals, if a state follows it that is not."""
    _, *others = _named(used)
    state = len(others) == 1 and not others[0].isupper() and bool(places.regions(others[0]))
    return state and used[-1].kind == "X" and _capitals(used) and _long(rest)


def _reported(place: str, rest: str) -> bool:
    """Whether text after a city that is not in capitals tells news: it is a sentence that names a weekday.

    Where letters have no case it is enough that it is long. No quotation, no number and no other
    place begins it, and no second dash or colon makes it a title.
    """
    words = [printed.strip(".,:;!?()\"'“”«»") for printed in rest.split()]
    beginning = rest.lstrip()[:60]
    if not words[0] or not beginning[0].isalpha() or (len(words[0]) > 1 and places.is_known(words[0])):
        return False
    if _caseless(place):
        return len(words) > 5
    news = any(len(word) > 4 and dates.is_weekday(word) for word in words)
    return news and len(words) > 9 and beginning[0].isupper() and not _TITLE.search(beginning)


_TITLE = re.compile(r"\s[-–—]\s|[:?!]")


def _indic_stop(used: list[Token], rest: str) -> bool:
    """``नई दिल्ली. …``, ``इंदौर। …``: a big city and a full stop, for no sentence is a city alone."""
    place = used[0]
    indic = "\u0900" <= place.text[0] <= "\u0dff"
    return indic and places.size(place.text) >= _BIG and _reported(place.text, rest)


_BIG = 250_000
_SPEAKING = re.compile(
    r"\s*(?:I|I['’]\w+|We|You|Well|Yes|No|Yeah|So|And|But|What|Why|How|Thank|Thanks|OK|Okay|Right|Look|My|Oh|Let)\b"
)


def _city_in_country(used: list[Token]) -> bool:
    first, *others = (token.text for token in used if token.kind == "P")
    return len(others) == 1 and used[-1].kind == "X" and places.is_city_in(first, others[0])


def _dated_agency(used: list[Token], rest: str) -> bool:
    """``30 ноября. INTERFAX.RU - …``, ``TASS, November 2. …``: an agency and a date without a place."""
    ended = used[-1].kind in "X:." or used[-1].text.endswith(".")
    return ended and _dated(used) and bool(rest.strip()) and _sentence(rest)


_MARK = re.compile(r"(?:UPDATED?|CORRECT\w*|NOTE|EDIT|ALERT|WATCH|LIVE|BREAKING|DEADLINE|DUE)\b")


def _dated_place(used: list[Token], rest: str) -> bool:
    """``BAKU, Azerbaijan, November 2. Trains …``: a known place in capitals, a date, then a sentence.

    With a year the full stop may be missing; in brackets the place need not be in capitals.
    """
    ended = used[-1].kind == "." or used[-1].text.endswith(".")
    year = used[-1].date is not None and used[-1].date.year is not None and rest.lstrip()[:1].isupper()
    bracketed = year and used[-1].text.startswith("(")
    return (
        (ended or year)
        and (_capitals(used) or bracketed)
        and _known(used)
        and _dated(used)
        and len(rest.split()) > 3
        and _sentence(rest)
    )


def _agency_at_line_end(used: list[Token], rest: str) -> bool:
    """``Bakı, 2 noyabr, AZƏRTAC``: an agency at the end of a line of its own."""
    alone = rest.startswith("\n") or (not rest and len(used) > 2)
    sure = _dated(used) or _capitals(used) or _caseless(_first_place(used).text)
    return alone and _known(used) and sure


def _reporter_before_agency(used: list[Token], rest: str) -> bool:
    """``إسطنبول / محمد أحمد / الأناضول``: a reporter's name between the place and the agency."""
    return " " in used[1].names[0] and _agency_at_line_end(used, rest)


def _middle_is_reporter(used: list[Token]) -> list[Token]:
    place, name, agency = used
    return [place, name._replace(kind="B", names=(), byline=name.names[0]), agency]


def _agency_before_sentence(used: list[Token], rest: str) -> bool:
    """``(sda) Der Bundesrat hat …``: known agencies in brackets, and a sentence right after them."""
    return _agency_only(used, rest) and len(rest.split()) > 3 and _sentence(rest)


def _agency_and_dash(used: list[Token], rest: str) -> bool:
    """``EFE.- Llega el otoño``: nothing but an agency, a full stop and a dash tied to it; or its address."""
    name, dash = used
    tied = dash.text.startswith(".") and name.end == dash.start
    return (tied or (_ADDRESS.search(name.text) is not None and _long(rest))) and _begins(rest)


_ADDRESS = re.compile(r"\w\.[A-Za-z]{2,6}$")


def _outlet_only(used: list[Token], rest: str) -> bool:
    """``(Village-Voice.example) - The mayor …``: an outlet nobody knows, but that looks like one."""
    telling = all(_OUTLET.search(name) and not name.isupper() for name in used[0].names)
    return telling and _begins(rest) and _long(rest)


def _outlet_address(used: list[Token], rest: str) -> bool:
    """``OSLO, village-voice.example - The mayor …``: an outlet's address after a known place."""
    return _known(used) and _begins(rest) and _long(rest)


def _long(rest: str) -> bool:
    """Whether running text of some length follows."""
    return len(rest.split()) > 4 and _sentence(rest)


def _agency_only(used: list[Token], rest: str) -> bool:
    """An agency alone in brackets, if all names in them are known (not ``(Reuters/Ann Marsh)``)."""
    return _begins(rest) and all(credits.agency(name) for token in used for name in token.names)


_WORDS = frozenset("PQ,/")
"""The pieces that words and commas are read as; each form has another one, too."""
_ENCLOSED = re.compile(r"P(?:[,/]P|,?Q){0,4}[,.]?X?[,.]?D[,.]?")
_PLACES = r"P(?:[,/]P|,?Q){0,5}"
_READINGS: dict[Proof, Reading] = {
    _reporter_after_agency: _last_is_reporter,
    _named_after_dash: _last_is_outlet,
    _after_arabic_dash: _last_is_outlet,
    _acronym: _last_is_outlet,
    _reporter_before_agency: _middle_is_reporter,
    _city_in_brackets: _bracket_is_place,
    _date_and_city: _bracket_is_place,
}
_FORMS = tuple(
    (first, re.compile(pattern), proof, _READINGS.get(proof))
    for first, pattern, proof in (
        ("P", rf"{_PLACES}[,.:]{{0,2}}X?(?:D[,.:]{{0,2}})?X?C(?:X?[,.]?D/?)?(?:[X:.,]*[X:]|\.)?", _agency),
        ("B", r"B[,.]?(?:D[,.]?)?C(?:[X:.,]*[X:]|\.)?", _agency_only),
        ("C", rf"C[X:.,]*{_PLACES}[,.]{{0,2}}X?(?:D[,.:]{{0,2}})?C(?:[X:.,]*[X:]|\.)?", _agency),
        ("D", rf"D[,.]?{_PLACES}[,.]?X?C(?:[X:.,]*[X:]|\.)?", _agency),
        ("U", rf"U[X:.,]*{_PLACES}[,.]?D[X:.]*[X:]", _unknown_name),
        ("C", rf"C[X:.,]*{_PLACES}[,.]?(?:D[,.]?)?(?:[X:.]*[X:])", _bare_agency),
        ("A", rf"A[X:,.]{_PLACES}[,.]?(?:D[,.]?)?[X:]", _bare_agency),
        ("A", rf"A[X:,.]{_PLACES}[,.]?D\.?", _agency_place_and_date),
        ("P", rf"{_PLACES}[,.]?(?:D[,.X]*)+A(?:[.,]?[X:]|\.)", _bare_agency),
        ("P", r"PUA", _reporter_before_agency),
        ("P", rf"{_PLACES}(?:[,.]?(?:D[,.X]*)+|[,/X])A", _agency_at_line_end),
        ("P", rf"{_PLACES}A/D", _agency_at_line_end),
        ("P", rf"{_PLACES}[,.]?DXA,P\.", _reporter_after_agency),
        ("P", rf"{_PLACES}[,.]?DXP\.", _named_after_dash),
        ("P", rf"{_PLACES}XAX?[,.]?DX", _bare_agency),
        ("P", rf"{_PLACES}(?:[,./]|\.?X)A(?:[.,]?[X:/]|\.)", _bare_agency),
        ("P", rf"{_PLACES},WX", _outlet_address),
        ("P", rf"{_PLACES}[,.]?(?:D[,.X]*)+A", _caseless_agency),
        ("P", r"PXA", _tied_agency),
        ("P", rf"{_PLACES}[,.]?X?(?:D[,.:]?)?U(?:X?[,.]?D[,.]?)?[.,]?[X:]", _unknown_name),
        ("P", rf"{_PLACES}[,.:]?(?:D[,.:]?)?U\.?", _unknown_name_and_sentence),
        ("P", rf"{_PLACES}[,.:]?(?:D[,.:]?)?B(?:[X:.]*)", _reporter),
        ("B", rf"B[,.:]{_PLACES}[,.]?(?:D[,.]?)?[X:.]", _reporter),
        ("A", rf"A{_PLACES}[,.]?(?:D[,.]?)?X", _tied_place),
        ("P", r"P[X/]P:", _after_arabic_dash),
        ("P", r"P\.P\.", _acronym),
        ("P", r"PXPC(?:[X:.,]*[X:]|\.)?", _reporter_before_place),
        ("P", rf"{_PLACES}[,.]?X?D[,.]?[X:]", _date_only),
        ("P", rf"{_PLACES}[,.]?D\.?", _dated_place),
        ("P", rf"{_PLACES}[,.]?[X:]", _place_only),
        ("P", r"P\.", _indic_stop),
        ("DC", r"(?:D[,.]?)?C(?:[:,.]?X|:)", _agency_only),
        ("DC", r"(?:D[,.]?)?C", _agency_before_sentence),
        ("D", r"D[,.]?A[.,]?[X:]", _dated_agency),
        ("A", r"A[,.]D[.,]?[X:.]?", _dated_agency),
        ("D", r"D[,.]?U[X:]", _date_and_city),
        ("A", r"A/", _agency_and_slash),
        ("U", r"UX", _outlet_only),
        ("U", r"U", _city_in_brackets),
        ("A", r"AX", _agency_and_dash),
    )
)
_FORMS_BY_FIRST = {
    letter: tuple((pattern, proof, read) for first, pattern, proof, read in _FORMS if letter in first)
    for letter in "PCDUAB"
}
"""The forms by the letters they can begin with."""
