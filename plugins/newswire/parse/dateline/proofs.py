"""What each form of a dateline needs for its proof beside its pattern, and how some are read anew.

A known agency in brackets is proof for nearly any place; without an agency the place itself must be known, or
a date be there; without either the place must be printed in capitals and known.
"""

from __future__ import annotations

import re

from newswire.lexicon import agencies, month_names, places
from newswire.parse.dateline.evidence import (
    BIG,
    arabic,
    begins,
    capitals,
    caseless,
    dated,
    ends_openly,
    first_place,
    known,
    long,
    named,
    picture,
    plausible,
    sentence,
)
from newswire.parse.dateline.pieces import Token


def agency(used: list[Token], rest: str) -> bool:
    """A place, a known agency, and a sign at the end or a sentence after it: ``LONDON (Reuters) -``."""
    signed = used[-1].kind == "X" or (used[-1].kind == ":" and begins(rest))
    return plausible(used) and (signed or ends_openly(used, rest))


def unknown_name(used: list[Token], rest: str) -> bool:
    """An outlet nobody knows: after a date, a known place in capitals, or if it looks like an outlet."""
    names = [name for token in used if token.kind == "U" for name in token.names]
    has_date = dated(used)
    if any(places.size(name) >= BIG if has_date else places.is_known(name) for name in names):
        return False
    telling = any(_OUTLET.search(name) for name in names)
    in_state = any(places.regions(name) for name in named(used)[1:])
    sure = telling or capitals(used) or (in_state and known(used)) or arabic(used)
    placed = known(used) or (in_state and (telling or capitals(used)))
    return begins(rest) and (has_date or (placed and sure))


def unknown_name_and_sentence(used: list[Token], rest: str) -> bool:
    """``BURGAS /KRASS/ …``, ``LAHORE: (Daily Post) …``: set off by slashes or a colon."""
    if used[-1].text.startswith("/") or (used[-2].kind == ":" and (capitals(used) or arabic(used))):
        return known(used) and long(rest)
    address = all(map(_ADDRESS.search, used[-1].names))
    return address and dated(used) and known(used) and sentence(rest)


def named_after_dash(used: list[Token], rest: str) -> bool:
    """``ТБИЛИСИ, 5 янв — Новости-Грузия. …``: one or two words between a dash and a full stop.

    Only in Cyrillic: in other letters it is a title, ``WASHINGTON, March 5 - Sens. …``.
    """
    *before, name, _ = used
    short = len(name.text) > 3 and len(name.text.split()) < 3 and "\u0400" <= name.text[0] <= "\u04ff"
    sure = short and dated(before) and known(used) and capitals(used)
    return sure and begins(rest) and len(rest.split()) > 3


def reporter_after_agency(used: list[Token], rest: str) -> bool:
    """``…, 5 янв — РИА Новости, Анна Петрова. …``: a reporter's name after the agency."""
    name = used[-2].text
    return known(used) and 1 < len(name.split()) < 4 and not places.is_known(name) and begins(rest)


def last_is_outlet(used: list[Token]) -> list[Token]:
    """Return the last name carries the story: a name that no data knows."""
    return [*used[:-1], used[-1]._replace(kind="A", names=(used[-1].text,))]


def last_is_reporter(used: list[Token]) -> list[Token]:
    """Return the last name is who reported."""
    return [*used[:-1], used[-1]._replace(kind="B", byline=used[-1].text)]


def after_arabic_dash(used: list[Token], rest: str) -> bool:
    """``القدس – قدس برس: …``: what stands between a city and a colon in Arabic papers is the source."""
    name = used[2].text
    return arabic(used) and len(name.split()) < 4 and not places.is_known(name) and long(rest)


def reporter(used: list[Token], rest: str) -> bool:
    """Return a reporter or a desk by what it does, and a known place: ``जागरण संवाददाता, कानपुर। …``."""
    place = known(used) or caseless(first_place(used).text)
    return place and (used[-1].kind in "X:" or sentence(rest)) and begins(rest)


def tied_place(used: list[Token], rest: str) -> bool:
    """``ACN Girona.-El mercat …``: an agency, a known place, a full stop and a dash tied to it."""
    return used[-1].text.startswith(".") and used[-1].start == used[-2].end and known(used) and begins(rest)


def city_in_brackets(used: list[Token], rest: str) -> bool:
    """``(Montréal) Le marché …``: a big city alone in brackets, and running text right after it."""
    name = used[0].text[1:-1]
    return (
        places.size(name) >= BIG
        and not caseless(name)
        and rest[:1] == " "
        and rest[1:2].isupper()
        and len(rest.split()) > 5
        and sentence(rest)
    )


def date_and_city(used: list[Token], rest: str) -> bool:
    """``January 5, 2024 (KHARTOUM) – …``: a date, then a city in brackets and a dash."""
    return dated(used) and places.is_city(used[-2].text[1:-1]) and long(rest)


def acronym(used: list[Token], rest: str) -> bool:
    """``Псков. ПАИ. Рынок …``: a known city, and an outlet's initials between full stops."""
    name = used[2].text
    return name.isupper() and 2 <= len(name) <= 6 and places.is_city(used[0].text) and long(rest)


def agency_and_slash(used: list[Token], rest: str) -> bool:
    """``Shafaq News/ Food is …``: a slash tied to an agency, and a free sentence after it."""
    return used[0].end == used[1].start and rest[:1] == " " and long(rest)


def agency_place_and_date(used: list[Token], rest: str) -> bool:
    """``ИА REGNUM, Казань, 5 января. …``: an agency before a known place and a day, then a sentence."""
    return (
        used[-1].text.endswith(".")
        and known(used)
        and dated(used)
        and len(rest.split()) > 2
        and sentence(rest)
    )


def reporter_before_place(used: list[Token], rest: str) -> bool:
    """``Ali KAYA - MERSİN (İHA)``: see ``Dateline``, which takes the name for a byline."""
    name, _, place, *_ = used
    is_name = " " in name.text and not name.text.isupper()
    return is_name and place.text.isupper() and places.is_city(place.text) and begins(rest)


def bracket_is_place(used: list[Token]) -> list[Token]:
    """Return what stands in the brackets is the place."""
    *before, whole = used
    name = whole._replace(kind="P", start=whole.start + 1, end=whole.end - 1, text=whole.text[1:-1], names=())
    return [*before, name, whole._replace(kind="Q", names=())]


_OUTLET = re.compile(
    r"\.[a-z]{2,4}$|\b(?:news|press|wire|newswire|zeitung|noticias|presse|agencia|agence|agenzia)\b"
    r"|^(?-i:[KW][A-Z]{2,3}(?:-(?:TV|AM|FM))?)$",
    re.IGNORECASE,
)
"""What looks like an outlet: an address, a word for one, a station's call sign in the United States."""


def bare_agency(used: list[Token], rest: str) -> bool:
    """Return a place and an agency without brackets: ``LONDON, Reuters -``."""
    if used[-1].kind == "/" and agencies.agency(first_place(used).text):
        return False
    return plausible(used) and begins(rest) and (dated(used) or known(used) or capitals(used))


def caseless_agency(used: list[Token], rest: str) -> bool:
    """``الرياض 2 نوفمبر 2020 م واس …``: where letters have no case, a known place, a date and an agency."""
    return caseless(first_place(used).text) and known(used) and dated(used) and long(rest)


def tied_agency(used: list[Token], rest: str) -> bool:
    """``دمشق-سانا``, ``ANKARA-BHA``: a known place, an agency tied to it by a hyphen, then a sentence."""
    *_, place, hyphen, name = used
    return place.end == hyphen.start and hyphen.end == name.start and known(used) and begins(rest)


def date_only(used: list[Token], rest: str) -> bool:
    """Return a place and a date without an agency: ``KYIV, May 13 -``."""
    set_off = capitals(used) and used[1].kind == "," and not _MARK.match(first_place(used).text)
    place = known(used) or set_off or any(places.regions(name) for name in named(used)[1:])
    if not (place and dated(used) and rest.strip()) or picture(used):
        return False
    dashed = used[-1].kind == "X" and capitals(used) and known(used)
    return sentence(rest) or (dashed and rest.lstrip()[0].islower())


_DATE_IN_CAPITALS = re.compile(r"\s*[A-Z]{3,9} \d{1,2}(?:, \d{4})?:")
"""The rest of such a caption."""


def place_only(used: list[Token], rest: str) -> bool:
    """A city in capitals, or with its country; no country or state alone, which begin the entries of a list.

    A dash must stand free, or a longer text follow. Before a colon it must be a big city, and no one may be
    speaking: transcripts name their speakers so, and many are called like towns. A city that is not in
    capitals must be big, too, and the text after it tell news.
    """
    if not rest.strip() or not sentence(rest) or _DATE_IN_CAPITALS.match(rest):
        return False
    if used[-1].kind == "X" and used[-1].text.startswith("."):
        return places.is_city(first_place(used).text)
    place = first_place(used).text
    city = places.is_city(place) and (caseless(place) or not places.is_only_region(place))
    if used[-1].kind == "X" and _joined(used, rest):
        return True
    if used[-1].kind == "X" and rest[:1].strip():
        return False
    if _base_in_state(used, rest):
        return True
    if used[-1].kind == "X" and used[-1].start == used[-2].end:
        set_off = len(used) == 2 and (capitals(used) or caseless(place))
        return city and set_off and len(rest.split()) > 6 and not rest.lstrip()[0].isdigit()
    if _city_in_country(used):
        title = not capitals(used) and _TITLE.search(rest.lstrip()[:60])
        return not title and len(rest.split()) > 2
    if not city or _SPEAKING.match(rest):
        return False
    if capitals(used) and used[-1].kind == "X":
        return True
    if places.size(place) < BIG:
        return False
    if capitals(used):
        return not rest.lstrip()[0].isdigit() or (len(rest.split()) > 8 and ":" not in rest)
    return len(used) == 2 and _reported(place, rest)


def _joined(used: list[Token], rest: str) -> bool:
    """``SYDNEY--Shares rose …``: a city in capitals tied to its text by a long dash."""
    dash = used[-1]
    tied = dash.start == used[-2].end and dash.text in {"--", "—"}
    return (
        tied and len(used) == 2 and capitals(used) and places.is_city(used[0].text) and len(rest.split()) > 6
    )


def _base_in_state(used: list[Token], rest: str) -> bool:
    """``CAMP NORTH, Utah -- …``: any place in capitals, if a state follows it that is not."""
    _, *others = named(used)
    state = len(others) == 1 and not others[0].isupper() and bool(places.regions(others[0]))
    return state and used[-1].kind == "X" and capitals(used) and long(rest)


def _reported(place: str, rest: str) -> bool:
    """Whether text after a city that is not in capitals tells news: it is a sentence that names a weekday.

    Where letters have no case it is enough that it is long. No quotation, no number and no other
    place begins it, and no second dash or colon makes it a title.
    """
    words = [printed.strip(".,:;!?()\"'“”«»") for printed in rest.split()]
    beginning = rest.lstrip()[:60]
    if not words[0] or not beginning[0].isalpha() or (len(words[0]) > 1 and places.is_known(words[0])):
        return False
    if caseless(place):
        return len(words) > 5
    news = any(len(word) > 4 and month_names.is_weekday(word) for word in words)
    return news and len(words) > 9 and beginning[0].isupper() and not _TITLE.search(beginning)


_TITLE = re.compile(r"\s[-–—]\s|[:?!]")


def indic_stop(used: list[Token], rest: str) -> bool:
    """``नई दिल्ली. …``, ``इंदौर। …``: a big city and a full stop, for no sentence is a city alone."""
    place = used[0]
    indic = "\u0900" <= place.text[0] <= "\u0dff"
    return indic and places.size(place.text) >= BIG and _reported(place.text, rest)


_SPEAKING = re.compile(
    r"\s*(?:I|I['’]\w+|We|You|Well|Yes|No|Yeah|So|And|But|What|Why|How|Thank|Thanks|OK|Okay|Right|Look|My|Oh|Let)\b"
)


def _city_in_country(used: list[Token]) -> bool:
    first, *others = (token.text for token in used if token.kind == "P")
    return len(others) == 1 and used[-1].kind == "X" and places.is_city_in(first, others[0])


def dated_agency(used: list[Token], rest: str) -> bool:
    """``30 ноября. INTERFAX.RU - …``, ``TASS, November 2. …``: an agency and a date without a place."""
    ended = used[-1].kind in "X:." or used[-1].text.endswith(".")
    return ended and dated(used) and bool(rest.strip()) and sentence(rest)


_MARK = re.compile(r"(?:UPDATED?|CORRECT\w*|NOTE|EDIT|ALERT|WATCH|LIVE|BREAKING|DEADLINE|DUE)\b")


def dated_place(used: list[Token], rest: str) -> bool:
    """``BAKU, Azerbaijan, November 2. Trains …``: a known place in capitals, a date, then a sentence.

    With a year the full stop may be missing; in brackets the place need not be in capitals.
    """
    ended = used[-1].kind == "." or used[-1].text.endswith(".")
    year = used[-1].date is not None and used[-1].date.year is not None and rest.lstrip()[:1].isupper()
    bracketed = year and used[-1].text.startswith("(")
    return (
        (ended or year)
        and (capitals(used) or bracketed)
        and known(used)
        and dated(used)
        and len(rest.split()) > 3
        and sentence(rest)
    )


def agency_at_line_end(used: list[Token], rest: str) -> bool:
    """``Bakı, 2 noyabr, AZƏRTAC``: an agency at the end of a line of its own."""
    alone = rest.startswith("\n") or (not rest and len(used) > 2)
    sure = dated(used) or capitals(used) or caseless(first_place(used).text)
    return alone and known(used) and sure


def reporter_before_agency(used: list[Token], rest: str) -> bool:
    """``إسطنبول / محمد أحمد / الأناضول``: a reporter's name between the place and the agency."""
    return " " in used[1].names[0] and agency_at_line_end(used, rest)


def middle_is_reporter(used: list[Token]) -> list[Token]:
    """Return the name between place and agency is who reported."""
    place, name, agency = used
    return [place, name._replace(kind="B", names=(), byline=name.names[0]), agency]


def agency_before_sentence(used: list[Token], rest: str) -> bool:
    """``(sda) Der Bundesrat hat …``: known agencies in brackets, and a sentence right after them."""
    return agency_only(used, rest) and len(rest.split()) > 3 and sentence(rest)


def agency_and_dash(used: list[Token], rest: str) -> bool:
    """``EFE.- Llega el otoño``: nothing but an agency, a full stop and a dash tied to it; or its address."""
    name, dash = used
    tied = dash.text.startswith(".") and name.end == dash.start
    return (tied or (_ADDRESS.search(name.text) is not None and long(rest))) and begins(rest)


_ADDRESS = re.compile(r"\w\.[A-Za-z]{2,6}$")


def outlet_only(used: list[Token], rest: str) -> bool:
    """``(Grenholm News) - The mayor …``: an outlet nobody knows, but that looks like one."""
    telling = all(_OUTLET.search(name) and not name.isupper() for name in used[0].names)
    return telling and begins(rest) and long(rest)


def outlet_address(used: list[Token], rest: str) -> bool:
    """``OSLO, village-voice.example - The mayor …``: an outlet's address after a known place."""
    return known(used) and begins(rest) and long(rest)


def agency_only(used: list[Token], rest: str) -> bool:
    """Return an agency alone in brackets, if all names in them are known (not ``(Reuters/Ann Marsh)``)."""
    return begins(rest) and all(agencies.agency(name) for token in used for name in token.names)
