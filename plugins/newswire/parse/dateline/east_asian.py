"""Datelines in Chinese, Japanese and Korean, which are written without spaces between place, date and agency.

Two families. What Chinese agencies print before a report: ``新华社北京11月2日电（记者…）``, also in brackets
and with the reporter inside: ``（中央社記者…台北2日電）``. And brackets that end with the agency, as in
Japan and Korea: ``【ワシントン共同】``, ``［東京　２日　ロイター］``, ``(서울=연합뉴스) … 기자 =``. Where two
agencies stand there, the last one carries what the one before it wrote: ``【パリAFP時事】``.
"""

from __future__ import annotations

import re

from newswire.parse import dates, places
from newswire.parse.dateline import credits
from newswire.parse.dateline.forms import Found
from newswire.parse.dateline.tokens import CAPTION, CLOSING, Token

_IDEOGRAPHS = "\u3005\u3400-\u9fff"
_SCRIPTS = rf"{_IDEOGRAPHS}\u3041-\u30ff\uac00-\ud7a3"
BEGINS = re.compile(rf"[{_SCRIPTS}【（［〔(\[]")

_REPORT = re.compile(
    rf"(?P<before>[{_IDEOGRAPHS}·・A-Za-z\s]{{0,30}}?)\s?"
    r"(?P<date>(?:(?:\d{4}年)?\d{1,2}月)?\d{1,2}日)(?:凌晨|上午|下午|晚)?"
    r"(?:专电|專電|综合电|外电|电|電|综合讯|讯|訊|報導|报道)"
)
_PLACE_REPORT = re.compile(rf"(?P<place>[{_IDEOGRAPHS}]{{2,8}})(?:讯|訊|电|電)")
_SOURCE = re.compile(r"(?:本报|本報|本网|本網|本社|综合|綜合|\s)*")
_REPORTER = re.compile(rf"(?:记者|記者|通讯员|特派員|特派员)(?P<name>[{_IDEOGRAPHS}·、\s]{{1,20}})")
_REPORTER_AFTER = re.compile(r"\s?[（(](?P<byline>(?:记者|記者|通讯员|編輯|编辑)[^）)\n]{1,40})[）)]")
_AFTER = re.compile(r"[\s　：:题題]*")
_KOREAN_REPORTER = re.compile(
    r"\s*(?P<byline>(?:[가-힣]{2,4}[·,\s]*){1,5}(?:기자|특파원|통신원|객원기자))\s*=\s*|\s*[=＝]\s*|\s*"
)
_SIGN = re.compile(r"\s?[：:—–=-]")
_BETWEEN = " \u3000=＝・·/／、,-－"


def recognise(text: str, start: int) -> Found | None:
    """The dateline at ``start``, if it is one of these; None else. Looks at 120 characters at most."""
    if not BEGINS.match(text, start):
        return None
    closing = CLOSING.get(text[start])
    if closing is None:
        return _report(text, start, start, min(len(text), start + 60))
    end = text.find(closing, start + 1, start + 60)
    if end < 0:
        return None
    if found := _report(text, start, start, start + 60):
        return found
    if (found := _report(text, start, start + 1, end)) and found.tokens[-1].end == end + 1:
        return found
    return _bracket(text, start, end)


def _report(text: str, start: int, inner: int, limit: int) -> Found | None:
    """``新华社北京11月2日电`` between ``inner`` and ``limit``; at ``start`` a bracket may open before it."""
    named = _prefix(text, inner, limit)
    position = named[1] if named else _SOURCE.match(text, inner, limit).end()  # type: ignore[union-attr]
    found = _REPORT.match(text, position, limit)
    if not found:
        return None
    before = found["before"].strip()
    place, byline = _place_and_reporter(before)
    if place is None and (named is None or (before and byline is None)):
        return None
    if named is None and start == inner and place and not places.is_known(place):
        return None  # in brackets of its own the form is proof enough
    date = dates.match(text, found.start("date"))
    tokens = [Token("C", start, named[1], text[start : named[1]], (named[0],))] if named else []
    if place:
        tokens += _place_tokens(text, place, position)
    end = found.end()
    if start != inner:
        end += text[end : end + 1] in CLOSING.values()
    elif after := _REPORTER_AFTER.match(text, end):
        byline, end = after["byline"], after.end()
    tokens.append(
        Token(
            "D",
            start if start != inner or not tokens else found.start("date"),
            end,
            found["date"],
            (),
            date[0] if date else None,
            byline,
        )
    )
    return Found(tuple(tokens), _AFTER.match(text, end).end())  # type: ignore[union-attr]


def _place_tokens(text: str, places_printed: str, position: int) -> list[Token]:
    """A token for each place of ``서울·부산``."""
    tokens: list[Token] = []
    for place in _SEVERAL.split(places_printed):
        position = text.index(place, position)
        tokens += [Token("/", position - 1, position, "/")] if tokens else []
        tokens.append(Token("P", position, position + len(place), place))
        position += len(place)
    return tokens


_SEVERAL = re.compile(r"[·・/／、](?=\S)")


def _prefix(text: str, position: int, limit: int) -> tuple[str, int] | None:
    """The agency whose name stands at ``position``, perhaps in brackets of its own, and its end."""
    opened = text[position : position + 1] in CLOSING
    begin = position + opened
    for length in range(min(7, limit - begin), 1, -1):
        name = text[begin : begin + length]
        if name.isalpha() and (known := credits.agency(name)) and known.kind != "desks":
            end = begin + length
            if not opened:
                return name, end
            return (name, end + 1) if text[end : end + 1] == CLOSING[text[position]] else None
    return None


def _place_and_reporter(before: str) -> tuple[str | None, str | None]:
    """``記者王小明台北``: the longest known place at the end, and the reporter before it."""
    reporter = _REPORTER.match(before)
    if not reporter:
        return before or None, None
    for cut in range(3, len(before) - 1):
        if places.is_city(before[cut:].strip()) and before[cut:].strip():
            name = before[:cut].strip()
            if len(name) > 3:
                return before[cut:].strip(), name
    return None, before


def _bracket(text: str, start: int, end: int) -> Found | None:
    """``【ワシントン共同】``, ``［東京　２日　ロイター］``: the agencies last, date and place before them."""
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
        return (
            _correspondent(text, start, end, inner)
            or _own_report(text, start, end, inner)
            or _place_report(text, start, end, inner)
            or _korean_reporter(text, start, end, inner)
        )
    if not any(mark > "\u2e80" for mark in inner):
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
    known = credits.agency(text[cut:])
    return known is not None and known.kind != "desks" and text[cut] not in _BETWEEN


def _correspondent(text: str, start: int, end: int, inner: str) -> Found | None:
    """``【北京＝山田太郎】``: a newspaper's own correspondent, if the place is known."""
    place, separator, name = (part.strip() for part in inner.replace("＝", "=").partition("="))
    if not separator or not 1 < len(name) <= 12 or not places.is_city(place):
        return None
    at = text.index(place, start)
    token = Token("P", at, at + len(place), place, byline=name)
    closing = Token("Q", start, end + 1, text[start : end + 1])
    return Found((token, closing), _AFTER.match(text, end + 1).end())  # type: ignore[union-attr]


def _place_report(text: str, start: int, end: int, inner: str) -> Found | None:
    """``（新加坡讯）``: a place that is known, and no date."""
    found = _PLACE_REPORT.fullmatch(inner)
    if not found or not places.is_known(found["place"]):
        return None
    tokens = [*_place_tokens(text, found["place"], start), Token("Q", start, end + 1, text[start : end + 1])]
    return Found(tuple(tokens), _AFTER.match(text, end + 1).end())  # type: ignore[union-attr]


def _own_report(text: str, start: int, end: int, inner: str) -> Found | None:
    """``【記者王小明台中報導】``: a newspaper's own reporter and the place."""
    found = _OWN_REPORT.fullmatch(inner)
    place, byline = _place_and_reporter(found[1]) if found else (None, None)
    if not place or not byline:
        return None
    at = text.index(place, start)
    token = Token("P", at, at + len(place), place, byline=byline)
    closing = Token("Q", start, end + 1, text[start : end + 1])
    return Found((token, closing), _AFTER.match(text, end + 1).end())  # type: ignore[union-attr]


def _korean_reporter(text: str, start: int, end: int, inner: str) -> Found | None:
    """``[이데일리 홍길동 기자]``, ``[한국일보=홍길동 기자]``: the outlet and its reporter."""
    found = _OUTLET_AND_REPORTER.fullmatch(inner)
    if not found:
        return None
    token = Token("C", start, end + 1, text[start : end + 1], (found["name"],), byline=found["byline"])
    return Found((token,), _AFTER.match(text, end + 1).end())  # type: ignore[union-attr]


_OUTLET_AND_REPORTER = re.compile(
    r"(?P<name>[가-힣A-Za-z0-9]{2,12})\s?[=＝ ]\s?"
    r"(?P<byline>(?:[가-힣]{2,4}[·,\s]*){1,4}(?:기자|특파원|선임기자))"
)
_OWN_REPORT = re.compile(r"((?:記者|记者).{4,20}?)[／/]?(?:報導|报道|综合報導|電|电)")


def _with_reporter(
    text: str, start: int, end: int, place: str, names: list[str], date: dates.PrintedDate | None
) -> Found:
    after = _KOREAN_REPORTER.match(text, end + 1)
    byline = after["byline"] if after else None
    tokens = _place_tokens(text, place, start) if place else []
    closing = after.end("byline") if after and byline else end + 1
    tokens.append(Token("C", start, closing, text[start:closing], tuple(names), date, byline))
    rest = after.end() if after else end + 1
    return Found(tuple(tokens), _AFTER.match(text, rest).end() if not byline else rest)  # type: ignore[union-attr]
