"""Proofs for an agency without brackets, for a press-release wire, and for a reporter beside an agency.

See ``proofs`` for what a proof is.
"""

from __future__ import annotations

from newswire.lexicon import agencies, places
from newswire.parse.dateline import proofs
from newswire.parse.dateline.evidence import (
    begins,
    capitals,
    caseless,
    dated,
    first_place,
    known,
    long,
    sentence,
)
from newswire.parse.dateline.pieces import Token


def release_wire(used: list[Token], rest: str) -> bool:
    """Accept ``东京--(某某资讯)--…``: one name in a script without case in brackets, and a long dash.

    Wires of press releases print their name so. The place, if there is one, is known.
    """
    *before, name, dash = used
    tied = dash.text in {"--", "—", "——"} and dash.start - name.end < 2
    one = len(name.names) == 1 and caseless(name.names[0]) and " " not in name.names[0]
    placed = not before or known(used) or places.locate(first_place(used).text).country is not None
    return tied and one and placed and caseless(rest.lstrip()[:1]) and len(rest) > 9


def caseless_agency(used: list[Token], rest: str) -> bool:
    """Accept ``الرياض 2 نوفمبر 2020 م واس …``: a known place in a caseless script, a date and an agency.

    In other scripts the agency is in capitals: ``Bakı, 5 yanvar, AZƏRTAC …``.
    """
    clear = caseless(first_place(used).text) or (len(used[-1].text) > 4 and used[-1].text.isupper())
    return clear and known(used) and dated(used) and len(rest.split()) > 4 and sentence(rest)


def tied_agency(used: list[Token], rest: str) -> bool:
    """Accept ``دمشق-سانا``, ``ANKARA-BHA``: a hyphen ties a known place to an agency before a sentence."""
    *_, place, hyphen, name = used
    return place.end == hyphen.start and hyphen.end == name.start and known(used) and begins(rest)


def slashed_agency(used: list[Token], rest: str) -> bool:
    """Accept ``STOCKHOLM/TT …``: a slash ties a known place in capitals to an agency before a sentence."""
    *_, place, slash, name = used
    tied = place.end == slash.start and slash.end == name.start
    return tied and capitals(used) and known(used) and name.text.isupper() and long(rest)


def outlet_after_city(used: list[Token], rest: str) -> bool:
    """Accept ``Washington CNN — The mayor …``: a known city, an outlet and a free long dash.

    The outlet's name begins with its initials. The dash may end the line.
    """
    *_, name, dash = used
    place = first_place(used).text
    initials = name.text.partition(" ")[0]
    clear = len(initials) > 2 and initials.isupper() and dash.text in {"—", "--"} and dash.start > name.end
    known_outlet = agencies.agency(name.text) if clear and places.is_city(place) else None
    if not known_outlet or known_outlet.kind not in {"agencies", "outlets"} or places.is_only_region(place):
        return False
    return not rest.strip() or (rest[0].isspace() and long(rest) and " — " not in rest[:60])


def reporter_after_credit(used: list[Token], rest: str) -> bool:
    """Accept ``ANKARA (AA) - AYŞE YILMAZ - …``: in Turkey a reporter's name stands between two dashes."""
    *before, _, name, dash = used
    words = name.text.split()
    turkish = [known for token in before for one in token.names if (known := agencies.agency(one))]
    person = (
        1 < len(words) < 5 and not places.is_known(name.text) and not any(word[0].islower() for word in words)
    )
    at_home = any(agency.country == "TR" for agency in turkish)
    return at_home and person and dash.start > name.end and proofs.agency(before, rest) and long(rest)


def reporter_after_agency(used: list[Token], rest: str) -> bool:
    """Accept ``…, 5 янв — РИА Новости, Анна Петрова. …``: a reporter's name after the agency."""
    name = used[-2].text
    return known(used) and 1 < len(name.split()) < 4 and not places.is_known(name) and begins(rest)


def agency_and_slash(used: list[Token], rest: str) -> bool:
    """Accept ``Shafaq News/ Food is …``: an agency with a slash tied to it, a blank and a sentence."""
    return used[0].end == used[1].start and rest[:1] == " " and long(rest)


def agency_place_and_date(used: list[Token], rest: str) -> bool:
    """Accept ``ИА REGNUM, Казань, 5 января. …``: an agency, a known place and a date before a sentence."""
    return (
        used[-1].text.endswith(".")
        and known(used)
        and dated(used)
        and len(rest.split()) > 2
        and sentence(rest)
    )
