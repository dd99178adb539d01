"""Datelines in Chinese, Japanese and Korean, which are written without spaces between place, date and agency.

There are two families: the datelines of Chinese agencies (``newswire.parse.dateline.chinese``), and
brackets. Brackets end with the agency, as in Japan and Korea (``【ワシントン共同】``,
``［東京　２日　ロイター］``, ``(서울=연합뉴스) … 기자 =``), or name a newspaper's own reporter
(``【北京＝山田太郎】``, ``[한국일보=… 기자]``). Of two agencies in one bracket the last one carries the
story that the one before it wrote: ``【パリAFP時事】``.
"""

from __future__ import annotations

import re

from newswire.lexicon import agencies, dates, places
from newswire.lexicon.patterns.late import late_pattern
from newswire.parse.dateline import chinese
from newswire.parse.dateline.brackets import CAPTION, CLOSING
from newswire.parse.dateline.chinese import AFTER, IDEOGRAPHS, place_and_reporter, place_tokens
from newswire.parse.dateline.forms import Found
from newswire.parse.dateline.pieces import Token

_SCRIPTS = rf"{IDEOGRAPHS}\u3041-\u30ff\uac00-\ud7a3"
BEGINS = late_pattern(rf"[{_SCRIPTS}【（［〔(\[]")

_PLACE_REPORT = late_pattern(
    rf"(?:[{IDEOGRAPHS}]{{2,6}}[-－/／])?(?P<place>[{IDEOGRAPHS}]{{2,8}})(?:讯|訊|电|電)"
)
_KOREAN_REPORTER = late_pattern(
    r"\s*(?P<byline>(?:[가-힣]{2,4}[·,\s]*){1,5}(?:기자|특파원|통신원|객원기자|리포터))\s*=\s*"
    r"|\s*[=＝]\s*|\s*"
)
_SIGN = late_pattern(r"\s?[：:—–=-]")
_BETWEEN = " \u3000=＝・·/／、,-－"


def recognise(text: str, start: int) -> Found | None:
    """Return the dateline at ``start``, or None if it is none of these. Read at most 120 characters."""
    if not BEGINS.match(text, start):
        return None
    closing = CLOSING.get(text[start])
    if closing is None and "\uac00" <= text[start] <= "\ud7a3":
        return _korean_report(text, start)
    if closing is None:
        return chinese.report(text, start, start, min(len(text), start + 60))
    end = text.find(closing, start + 1, start + 60)
    if end < 0:
        return None
    if found := chinese.report(text, start, start, start + 60):
        return found
    if (found := chinese.report(text, start, start + 1, end + 1)) and found.tokens[-1].end == end + 1:
        return found
    return _bracket(text, start, end)


def _korean_report(text: str, start: int) -> Found | None:
    """Return a known city, a day and an agency before a text: ``평양 1월 5일발 조선중앙통신 …``.

    Words about a report of the agency are a sentence's.
    """
    found = _KOREAN_REPORT.match(text, start)
    date = dates.match(found["date"]) if found and places.is_city(found["place"]) else None
    known = agencies.agency(found["agency"]) if found and date else None
    if not found or not date or not known or known.kind == "desks":
        return None
    tokens = (
        Token("P", start, found.end("place"), found["place"]),
        Token("D", found.start("date"), found.end("date"), found["date"], date=date[0]),
        Token("C", found.start("agency"), found.end("agency"), found["agency"], (found["agency"],)),
    )
    return Found(tokens, found.end())


_KOREAN_REPORT = late_pattern(
    r"(?P<place>[가-힣]{2,8})\s?(?P<date>(?:\d{1,2}월\s?)?\d{1,2}일)발\s?[=(]?(?P<agency>[가-힣]{2,10})(?![가-힣])"
    r"\)?(?:\s*[=＝:：]\s*|\s+(?!보도|기사|통신|전문|논평|등))"
)


def _bracket(text: str, start: int, end: int) -> Found | None:
    """Return date and place before the agencies: ``【ワシントン共同】``, ``［東京　２日　ロイター］``.

    Without an agency return the first reading of ``_OTHERS`` that succeeds.
    """
    inner = text[start + 1 : end]
    names: list[str] = []
    left = inner.rstrip(_BETWEEN)
    while left and len(names) < 3:
        name = next((left[cut:] for cut in range(len(left)) if _is_name(left, cut)), None)
        if name is None:
            break
        names.append(name)
        left = left[: len(left) - len(name)].rstrip(_BETWEEN)
    if not names:
        return next((found for read in _OTHERS if (found := read(text, start, end, inner))), None)
    if text[start] != "【" and not any(mark > "\u2e80" for mark in inner):
        return None
    date = None
    left = left.removesuffix("発").removesuffix("발").rstrip(_BETWEEN)
    for cut in range(max(0, len(left) - 12), len(left)):
        read = dates.match(left, cut)
        if read and read[1] == len(left):
            date, left = read[0], left[:cut].rstrip(_BETWEEN)
            break
    place = left.strip(_BETWEEN)
    if len(place) > 14 or any(mark in place for mark in "。、「」，") or CAPTION.search(inner):
        return None
    if not place and not date and text[start] in "(（" and not _SIGN.match(text, end + 1):
        return None
    return _with_reporter(text, start, end, place, names, date)


def _is_name(text: str, cut: int) -> bool:
    if cut and not (text[cut - 1] in _BETWEEN or text[cut - 1] > "\u2e80" or (text[cut] > "\u2e80")):
        return False
    if cut and text[cut - 1].isascii() and text[cut - 1].isalpha() and text[cut].isascii():
        return False
    known = agencies.agency(text[cut:])
    return known is not None and known.kind != "desks" and text[cut] not in _BETWEEN


def _correspondent(text: str, start: int, end: int, inner: str) -> Found | None:
    """Return a correspondent at a known place: ``【北京＝山田太郎】``, ``【北京5日時事＝山田太郎】``."""
    place, separator, name = (part.strip() for part in inner.replace("＝", "=").partition("="))
    if not separator or not 1 < len(name) <= (40 if "、" in name else 12):
        return None
    if CAPTION.search(inner) or (_HANGUL.search(inner) and not _HANGUL_ROLE.search(name)):
        return None
    agency = next((place[cut:] for cut in range(1, len(place)) if _is_name(place, cut)), "")
    place = place.removesuffix(agency)
    day = _DAY_LAST.search(place)
    place = place[: day.start()] if day else place
    if not places.is_city(place):
        return None
    byline, date = text[end - len(name) : end].strip(), dates.match(day["date"]) if day else None
    return _in_bracket(
        text, start, end, place, byline, (agency,) if agency else (), date[0] if date else None
    )


_DAY_LAST = late_pattern(r"[\s　]?(?P<date>(?:\d{1,2}月)?\d{1,2}日)発?$")


_HANGUL = late_pattern(r"[가-힣]")
_HANGUL_ROLE = late_pattern(r"기자|특파원|통신원")


def _named_after_place(text: str, start: int, end: int, inner: str) -> Found | None:
    """Return a foreign city and a name of three to six signs that is no thing: ``【ワシントン山田太郎】``."""
    found = _KATAKANA_AND_NAME.fullmatch(inner) if text[start] == "【" else None
    if not found or not places.is_city(found["place"]) or _THING.search(found["name"]):
        return None
    return _in_bracket(text, start, end, found["place"], text[start + 1 + found.start("name") : end])


_KATAKANA_AND_NAME = late_pattern(
    rf"(?P<place>[\u30a1-\u30ff]{{2,10}})"
    rf"(?P<name>[{IDEOGRAPHS}]{{2,3}}[{IDEOGRAPHS}\u3041-\u309f]{{1,3}}(?:、[^】]{{4,30}})?)"
)
_THING = late_pattern(
    r"市場|株|為替|五輪|協定|条約|条項|宣言|大会|会議|会談|会見|事件|選手|空港|国際|大学|支局|総局|映画"
    r"|議定書|公演|戦争|情勢|外相|首相|大統領|中央|証券|取引"
)


def _place_and_day(text: str, start: int, end: int, inner: str) -> Found | None:
    """Return a known place, perhaps with its country, and a day: ``【ドーハ（カタール）24日】``.

    Return None if hiragana follows the bracket, which is then part of a sentence.
    """
    found = _PLACE_AND_DAY.fullmatch(inner) if text[start] in "【［" else None
    if not found or not places.is_city(found["place"]) or "\u3041" <= text[end + 1 : end + 2] <= "\u309f":
        return None
    date = dates.match(found["date"])
    if not date or date[1] != len(found["date"]):
        return None
    at = start + 1
    tokens = [Token("P", at, at + len(found["place"]), found["place"])]
    if found["country"] and places.regions(found["country"]):
        closing = at + found.end("country") + 1
        tokens.append(Token("Q", at, closing, found["country"], regions=(found["country"],)))
    tokens.append(Token("D", start, end + 1, found["date"], date=date[0]))
    return Found(tuple(tokens), AFTER.match(text, end + 1).end())  # type: ignore[union-attr]


_PLACE_AND_DAY = late_pattern(
    rf"(?P<place>[{_SCRIPTS}]{{2,10}})(?:[（(](?P<country>[{_SCRIPTS}]{{2,10}})[）)])?[\s　]?"
    r"(?P<date>(?:\d{1,2}月)?\d{1,2}日)(?=$)"
)


def _place_report(text: str, start: int, end: int, inner: str) -> Found | None:
    """Return a known place without a date: ``（新加坡讯）``."""
    found = _PLACE_REPORT.fullmatch(inner)
    if not found or not places.is_known(found["place"]):
        return None
    tokens = [*place_tokens(text, found["place"], start), Token("Q", start, end + 1, text[start : end + 1])]
    return Found(tuple(tokens), AFTER.match(text, end + 1).end())  # type: ignore[union-attr]


def _own_report(text: str, start: int, end: int, inner: str) -> Found | None:
    """Return place and own reporter: ``【記者王小明台中報導】``, ``〔某報記者王小明／台北報導〕``."""
    found = _OWN_REPORT.fullmatch(inner)
    place, byline = place_and_reporter(found["reporter"]) if found else (None, None)
    if not found or not place or not byline:
        return None
    names = (found["outlet"],) if found["outlet"] else ()
    return _in_bracket(text, start, end, place, byline.rstrip("／/╱"), names)


def _known_report(text: str, start: int, end: int, inner: str) -> Found | None:
    """Return known outlets, and the reporter if there is one: ``【环球网报道 记者 王小明】``."""
    found = _KNOWN_REPORT.fullmatch(inner)
    names = re.split(r"[-－—]", found["names"]) if found else []
    if not found or not all(agencies.agency(name) for name in names):
        return None
    printed = text[start : end + 1]
    token = Token("C", start, end + 1, printed, tuple(names), byline=found["byline"])
    return Found((token,), AFTER.match(text, end + 1).end())  # type: ignore[union-attr]


def _korean_reporter(text: str, start: int, end: int, inner: str) -> Found | None:
    """Return outlet, place and reporter: ``[이데일리 홍길동 기자]``, ``[한국일보=부산, 홍길동 기자]``."""
    found = _OUTLET_AND_REPORTER.fullmatch(inner)
    if not found:
        return None
    if found["place"]:
        return _in_bracket(text, start, end, found["place"], found["byline"], (found["name"],))
    token = Token("C", start, end + 1, text[start : end + 1], (found["name"],), byline=found["byline"])
    return Found((token,), AFTER.match(text, end + 1).end())  # type: ignore[union-attr]


_OUTLET_AND_REPORTER = late_pattern(
    r"(?P<name>[가-힣A-Za-z0-9]{2,12})\s?[=＝ㅣ| ]\s?(?:(?P<place>[가-힣]{2,5})(?:,\s?|\s?[=＝]\s?))?"
    r"(?P<byline>(?:[가-힣]{2,4}[·,\s]*){1,4}(?:기자|특파원|선임기자))"
)
_OWN_REPORT = late_pattern(
    rf"(?:(?P<outlet>[{IDEOGRAPHS}]{{2,6}}?)[╱/／]?)?(?P<reporter>(?:記者|记者).{{4,20}}?)[／/╱]?"
    r"(?:報導|报道|综合報導|電|电)"
)
_KNOWN_REPORT = late_pattern(
    rf"(?P<names>[{IDEOGRAPHS}]{{2,8}}?(?:[-－—][{IDEOGRAPHS}]{{2,8}}?)?)(?:综合)?(?:报道|報導|讯|訊)"
    rf"(?:[，,]?\s?(?P<byline>(?:记者|記者)\s?[{IDEOGRAPHS}·、\s]{{2,20}}))?"
)
_OTHERS = (
    _correspondent,
    _named_after_place,
    _place_and_day,
    _own_report,
    _known_report,
    _place_report,
    _korean_reporter,
)


def _in_bracket(
    text: str,
    start: int,
    end: int,
    place: str,
    byline: str,
    names: tuple[str, ...] = (),
    date: dates.PrintedDate | None = None,
) -> Found:
    """Return the dateline of one bracket with a place, a reporter and perhaps the outlet and the day."""
    at = text.index(place, start)
    token = Token("P", at, at + len(place), place, names, date, byline)
    closing = Token("Q", start, end + 1, text[start : end + 1])
    return Found((token, closing), AFTER.match(text, end + 1).end())  # type: ignore[union-attr]


def _with_reporter(
    text: str, start: int, end: int, place: str, names: list[str], date: dates.PrintedDate | None
) -> Found:
    after = _KOREAN_REPORTER.match(text, end + 1)
    byline = after["byline"] if after else None
    tokens = place_tokens(text, place, start) if place else []
    closing = after.end("byline") if after and byline else end + 1
    tokens.append(Token("C", start, closing, text[start:closing], tuple(names), date, byline))
    rest = after.end() if after else end + 1
    if not byline and (space := AFTER.match(text, rest)):
        rest = space.end()
    return Found(tuple(tokens), rest)
