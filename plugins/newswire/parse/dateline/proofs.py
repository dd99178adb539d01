"""Proofs that the pieces of a form are a dateline, and second readings of some forms.

A proof receives the pieces (``used``) and the text after them (``rest``). It returns True to accept them. A
known agency in brackets proves nearly any place. Without an agency the place must be known, or a date must
be there. Without both the place must be known and printed in capitals. A reading returns the pieces with
their roles corrected.
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
    """Accept a place and a known agency before a final sign or a sentence: ``LONDON (Reuters) -``."""
    signed = used[-1].kind == "X" or (used[-1].kind == ":" and begins(rest))
    return plausible(used) and (signed or ends_openly(used, rest))


def unknown_name(used: list[Token], rest: str) -> bool:
    """Accept an unknown outlet beside a date, or beside a sure place.

    A known place is sure if it is in capitals, in a state or in Arabic script, or if the name looks like an
    outlet's. An unknown place is sure in a state, if it is in capitals or the name looks so. Reject a name
    that is a known place's, or with a date a big city's.
    """
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
    """Accept ``BURGAS /KRASS/ …``, ``LAHORE: (Daily Post) …``: a known place, then slashes or a colon.

    Otherwise accept an outlet's address after a known place and a date.
    """
    if used[-1].text.startswith("/") or (used[-2].kind == ":" and (capitals(used) or arabic(used))):
        return known(used) and long(rest)
    address = all(map(_ADDRESS.search, used[-1].names))
    return address and dated(used) and known(used) and sentence(rest)


def named_after_dash(used: list[Token], rest: str) -> bool:
    """Accept ``ТБИЛИСИ, 5 янв — Новости-Грузия. …``: one or two words between a dash and a full stop.

    The words are Cyrillic. In other letters they are a title: ``WASHINGTON, March 5 - Sens. …``.
    """
    *before, name, _ = used
    words = name.text.split()
    short = len(words) < 3 or (len(words) == 3 and not any(word[0].islower() for word in words))
    short = short and (len(name.text) > 3 or name.text.isupper()) and "\u0400" <= name.text[0] <= "\u04ff"
    sure = short and dated(before) and known(used) and capitals(used)
    return sure and begins(rest) and len(rest.split()) > 3


def last_is_outlet(used: list[Token]) -> list[Token]:
    """Return the pieces with the last name, which no data knows, as the outlet."""
    return [*used[:-1], used[-1]._replace(kind="A", names=(used[-1].text,))]


def last_is_reporter(used: list[Token]) -> list[Token]:
    """Return the pieces with the last name as the reporter."""
    return [*used[:-1], used[-1]._replace(kind="B", byline=used[-1].text)]


def after_arabic_dash(used: list[Token], rest: str) -> bool:
    """Accept ``القدس – قدس برس: …``: in Arabic papers the name between a city and a colon is the source."""
    name = used[2].text
    return arabic(used) and len(name.split()) < 4 and not places.is_known(name) and long(rest)


def reporter(used: list[Token], rest: str) -> bool:
    """Accept a reporter or a desk beside a place: ``जागरण संवाददाता, कानपुर। …``.

    The place is known, or a word or two in a script without case.
    """
    name = first_place(used).text
    place = known(used) or (caseless(name) and len(name.split()) < 3)
    return place and (used[-1].kind in "X:" or sentence(rest)) and begins(rest)


def tied_place(used: list[Token], rest: str) -> bool:
    """Accept ``ACN Girona.-El mercat …``: an agency, a known place, a full stop and a dash tied to it."""
    return used[-1].text.startswith(".") and used[-1].start == used[-2].end and known(used) and begins(rest)


def city_in_brackets(used: list[Token], rest: str) -> bool:
    """Accept ``(Montréal) Le marché …``: a big city alone in brackets, directly before running text."""
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
    """Accept ``January 5, 2024 (KHARTOUM) – …``: a date, then a city in brackets and a dash."""
    return dated(used) and places.is_city(used[-2].text[1:-1]) and long(rest)


def acronym(used: list[Token], rest: str) -> bool:
    """Accept ``Псков. ПАИ. Рынок …``: a known city and an outlet's initials, each before a full stop."""
    name = used[2].text
    return name.isupper() and 2 <= len(name) <= 6 and places.is_city(used[0].text) and long(rest)


def reporter_before_place(used: list[Token], rest: str) -> bool:
    """Accept ``Ali KAYA - MERSİN (İHA)``: a reporter before a city in capitals; see ``parser``."""
    name, _, place, *_ = used
    is_name = " " in name.text and not name.text.isupper()
    return is_name and place.text.isupper() and places.is_city(place.text) and begins(rest)


def bracket_is_place(used: list[Token]) -> list[Token]:
    """Return the pieces with the content of the brackets as the place."""
    *before, whole = used
    name = whole._replace(kind="P", start=whole.start + 1, end=whole.end - 1, text=whole.text[1:-1], names=())
    return [*before, name, whole._replace(kind="Q", names=())]


_OUTLET = re.compile(
    r"\.[a-z]{2,4}$|\b(?:news|press|wire|newswire|zeitung|noticias|presse|agencia|agence|agenzia)\b"
    r"|^(?-i:[KW][A-Z]{2,3}(?:-(?:TV|AM|FM))?)$",
    re.IGNORECASE,
)
"""The looks of an outlet's name: an address, a word such as ``news``, a call sign of the United States."""


def bare_agency(used: list[Token], rest: str) -> bool:
    """Accept a place and an agency without brackets: ``LONDON, Reuters -``.

    Reject them if the place is itself an agency and a slash ends the line of names.
    """
    if used[-1].kind == "/" and agencies.agency(first_place(used).text):
        return False
    return plausible(used) and begins(rest) and (dated(used) or known(used) or capitals(used))


def date_only(used: list[Token], rest: str) -> bool:
    """Accept a place and a date without an agency: ``KYIV, May 13 -``.

    The place is known, in capitals before a comma, or in a state.
    """
    set_off = capitals(used) and used[1].kind == "," and not _MARK.match(first_place(used).text)
    place = known(used) or set_off or any(places.regions(name) for name in named(used)[1:])
    if not (place and dated(used) and rest.strip()) or picture(used):
        return False
    if not capitals(used) and any(token.kind == "D" and _CLOCK.search(token.text) for token in used):
        return False  # a comment's writer and time
    dashed = used[-1].kind == "X" and capitals(used) and known(used)
    return sentence(rest) or (dashed and rest.lstrip()[0].islower())


_CLOCK = re.compile(r"\d[:.h]\d\d")

_DATE_IN_CAPITALS = re.compile(r"\s*[A-Z]{3,9} \d{1,2}(?:, \d{4})?:")
"""The rest of a caption that begins with a place: ``JANUARY 5, 2023:``."""


def place_only(used: list[Token], rest: str) -> bool:
    """Accept a city in capitals, or with its country. Reject a country or state alone, a list's entry.

    A dash stands free, or a longer text follows it. Before a colon the city is big and nobody speaks:
    transcripts name their speakers so, and many speakers have the name of a town. A city that is not in
    capitals is big, too, and the text after it is news (see ``_reported``).
    """
    if not rest.strip() or not sentence(rest) or _DATE_IN_CAPITALS.match(rest):
        return False
    if used[-1].kind == "X" and used[-1].text.startswith("."):
        return places.is_city(first_place(used).text) and (len(used) == 2 or used[-1].text != "...")
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
    """Return whether a long dash ties a city in capitals to its text: ``SYDNEY--Shares rose …``."""
    dash = used[-1]
    tied = dash.start == used[-2].end and dash.text in {"--", "—"}
    return (
        tied and len(used) == 2 and capitals(used) and places.is_city(used[0].text) and len(rest.split()) > 6
    )


def _base_in_state(used: list[Token], rest: str) -> bool:
    """Return whether any place in capitals stands before a state that is not: ``CAMP NORTH, Utah -- …``."""
    _, *others = named(used)
    state = len(others) == 1 and not others[0].isupper() and bool(places.regions(others[0]))
    return state and used[-1].kind == "X" and capitals(used) and long(rest)


def _reported(place: str, rest: str) -> bool:
    """Return whether the text after a city that is not in capitals is news: a sentence that names a weekday.

    In a script without case a text of more than five words is enough. The text begins with no quotation, no
    number and no other place. It is no title, which has a second dash or a colon.
    """
    words = [printed.strip(".,:;!?()\"'“”«»") for printed in rest.split()]
    beginning = rest.lstrip()[:60]
    if (
        not words[0]
        or not beginning[0].isalpha()
        or (len(words[0]) > (1 if caseless(place) else 3) and places.is_known(words[0]))
    ):
        return False
    if caseless(place):
        return len(words) > 5
    news = any(len(word) > 4 and month_names.is_weekday(word) for word in words)
    return news and len(words) > 9 and beginning[0].isupper() and not _TITLE.search(beginning)


_TITLE = re.compile(r"\s[-–—]\s|[:?!]")


def indic_stop(used: list[Token], rest: str) -> bool:
    """Accept ``नई दिल्ली. …``, ``इंदौर। …``: a big city and a full stop, as no sentence is a city alone."""
    place = used[0]
    indic = "\u0900" <= place.text[0] <= "\u0dff"
    return indic and places.size(place.text) >= BIG and _reported(place.text, rest)


_SPEAKING = re.compile(
    r"\s*(?:I|I['’]\w+|We|You|Well|Yes|No|Yeah|So|And|But|What|Why|How|Thank|Thanks|OK|Okay|Right|Look|My|Oh|Let)\b"
)


def _city_in_country(used: list[Token]) -> bool:
    first, *others = (token.text for token in used if token.kind == "P")
    if not others:
        others = [
            region for token in used if token.kind == "Q" for region in token.regions if len(region) == 2
        ]
    return len(others) == 1 and used[-1].kind == "X" and places.is_city_in(first, others[0])


def dated_agency(used: list[Token], rest: str) -> bool:
    """Accept ``30 ноября. INTERFAX.RU - …``, ``TASS, November 2. …``: agency and date without a place."""
    ended = used[-1].kind in "X:." or used[-1].text.endswith(".")
    return ended and dated(used) and bool(rest.strip()) and sentence(rest)


_SHORT_MONTH = re.compile(r"[^\W\d_]{3,4}\. \d{1,2}\.")

_MARK = re.compile(r"(?:UPDATED?|CORRECT\w*|NOTE|EDIT|ALERT|WATCH|LIVE|BREAKING|DEADLINE|DUE)\b")


def dated_place(used: list[Token], rest: str) -> bool:
    """Accept ``BAKU, Azerbaijan, November 2. Trains …``: a known place in capitals, a date, then a sentence.

    After a year the full stop may be missing. Before a year in brackets the place needs no capitals, nor does
    a big city before a short month and a day: ``Lima, ene. 5. …``. Private letters spell the month.
    """
    ended = used[-1].kind == "." or used[-1].text.endswith(".")
    year = used[-1].date is not None and used[-1].date.year is not None and rest.lstrip()[:1].isupper()
    bracketed = year and used[-1].text.startswith("(")
    short = len(used) == 3 and _SHORT_MONTH.fullmatch(used[2].text) is not None
    big = short and places.size(first_place(used).text) >= BIG and long(rest)
    return (
        (ended or year)
        and (capitals(used) or bracketed or (ended and big))
        and known(used)
        and dated(used)
        and len(rest.split()) > 3
        and sentence(rest)
    )


def agency_at_line_end(used: list[Token], rest: str) -> bool:
    """Accept ``Bakı, 2 noyabr, AZƏRTAC``: a place and an agency on a line of their own."""
    alone = rest.startswith("\n") or (not rest and len(used) > 2)
    sure = dated(used) or capitals(used) or caseless(first_place(used).text)
    return alone and known(used) and sure


def reporter_before_agency(used: list[Token], rest: str) -> bool:
    """Accept ``إسطنبول / محمد أحمد / الأناضول``: a reporter's name between the place and the agency."""
    return " " in used[1].names[0] and agency_at_line_end(used, rest)


def middle_is_reporter(used: list[Token]) -> list[Token]:
    """Return the pieces with the name between place and agency as the reporter."""
    place, name, agency = used
    return [place, name._replace(kind="B", names=(), byline=name.names[0]), agency]


def agency_before_sentence(used: list[Token], rest: str) -> bool:
    """Accept ``(sda) Der Bundesrat hat …``: known agencies in brackets, directly before a sentence."""
    return agency_only(used, rest) and len(rest.split()) > 3 and sentence(rest)


def agency_and_dash(used: list[Token], rest: str) -> bool:
    """Accept ``EFE.- Llega el otoño``: an agency alone, with a full stop and a dash tied to it.

    An agency's address needs no full stop before a longer text.
    """
    name, dash = used
    tied = dash.text.startswith(".") and name.end == dash.start
    return (tied or (_ADDRESS.search(name.text) is not None and long(rest))) and begins(rest)


_ADDRESS = re.compile(r"\w\.[A-Za-z]{2,6}$")


def outlet_only(used: list[Token], rest: str) -> bool:
    """Accept ``(Grenholm News) - The mayor …``: an unknown name that looks like an outlet's."""
    telling = all(_OUTLET.search(name) and not name.isupper() for name in used[0].names)
    return telling and begins(rest) and long(rest)


def outlet_before_city(used: list[Token], rest: str) -> bool:
    """Accept ``[Harbour FM] Nairobi -- Pilots …``: an outlet in square brackets, a known city and a dash."""
    name, place, dash = used
    square = name.text.startswith("[") and len(name.names) == 1 and dash.start > place.end
    outlet = square and (" " in name.names[0] or agencies.agency(name.names[0]) is not None)
    return outlet and places.is_city(place.text) and begins(rest) and long(rest)


def outlet_address(used: list[Token], rest: str) -> bool:
    """Accept ``OSLO, village-voice.example - The mayor …``: an outlet's address after a known place."""
    return known(used) and begins(rest) and long(rest)


def agency_only(used: list[Token], rest: str) -> bool:
    """Accept agencies alone in brackets. Reject them if one is unknown: ``(Reuters/Ann Marsh)``."""
    return begins(rest) and all(agencies.agency(name) for token in used for name in token.names)
