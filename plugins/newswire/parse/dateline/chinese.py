"""Datelines of Chinese agencies and newspapers: ``新华社北京11月2日电（记者…）``.

The outlet, the place, the day and a word for a dispatch follow each other without spaces. A reporter
stands before the place (``中央社記者…台北2日電``) or in brackets after it. Brackets may enclose the whole.
Newspapers omit place and day: ``某某日报讯（记者…）``, ``央视网消息：``.
"""

from __future__ import annotations

import re

from newswire.lexicon import agencies, dates, places
from newswire.lexicon.patterns.late import late_pattern
from newswire.parse.dateline.brackets import CLOSING
from newswire.parse.dateline.forms import Found
from newswire.parse.dateline.pieces import Token

IDEOGRAPHS = "\u3005\u3400-\u9fff"
_ROLES = "记者|記者|通讯员|通訊員|编辑|編輯|特派員|特派员|实习生|實習生"
_NO_NAME = "图|圖|视频|視頻|音频|直播|完|下|上|续"

_REPORT = late_pattern(
    rf"(?P<before>[{IDEOGRAPHS}·・A-Za-z\s]{{0,30}}?)(?:新[闻聞])?\s?"
    r"(?P<date>(?:(?:\d{4}年)?\d{1,2}月)?\d{1,2}日|[一二三四五六七八九十]{1,2}月[一二三四五六七八九十廿卅]{1,3}日"
    r"|[一二三四五六七八九十廿卅]{1,3}日(?=[电電]))"
    r"(?:凌晨|上午|下午|晚)?"
    r"(?:专电|專電|综合电|外电|综合讯|綜合外電報導|综合外电报道|[电電](?![力影视視话話气氣商梯子脑腦台器车車池费費信源动動])"
    r"|[讯訊](?![问問号號息速])|(?P<prose>報導|报道)(?=[）)】：:\s]))"
)
_UNDATED = late_pattern(
    rf"(?P<before>[{IDEOGRAPHS}]{{0,8}}?)"
    r"(?:(?:讯|訊|消息)(?=\s?[（(]|\s?[：:】］]|[\s　])|[电電](?=\s?[（(：:]))"
)
_OWN = late_pattern(r"(?:本报|本報|本网|本網|本社|本台|综合|綜合|\s)*")
_QUOTED = late_pattern(r"[据據]")
_NEWSPAPER_END = late_pattern(r"[报報社网網]|新[闻聞]|在[线線]|之[声聲]")
_PROGRAMME = late_pattern(rf"《[{IDEOGRAPHS}·]{{2,10}}》")
_REPORTER = late_pattern(rf"(?:记者|記者|通讯员|特派員|特派员)(?P<name>[{IDEOGRAPHS}·、\s]{{1,20}})")
_REPORTER_AFTER = late_pattern(
    rf"\s?[（(]\s?(?P<byline>(?:[{IDEOGRAPHS}·]{{2,4}}[ 、　]{{1,2}}){{0,4}}(?:{_ROLES})[^）)\n]{{1,50}}"
    rf"|(?!{_NO_NAME})(?:[{IDEOGRAPHS}·]{{2,4}}[ 、　]{{0,2}}){{1,4}})\s?[）)]"
)
_SECTION_AFTER = late_pattern(rf"\s?[（(](?!{_ROLES})[{IDEOGRAPHS}]{{2,8}}[）)](?=[：:])")
AFTER = late_pattern(r"[\s　]*(?:[：:，题題][\s　]*)*(?:[-–—]{1,2}[\s　]*)?")
"""The signs between such a dateline and the text."""


def report(text: str, start: int, inner: int, limit: int) -> Found | None:
    """Return the dateline between ``inner`` and ``limit``, or None: ``新华社北京11月2日电``.

    If ``start`` is before ``inner``, a bracket opens there.
    """
    if reporting := _own_reporter(text, start, inner, limit):
        return reporting
    quoted = _QUOTED.match(text, inner, limit)
    begin = quoted.end() if quoted else inner
    own = _OWN.match(text, begin, limit).end()  # type: ignore[union-attr]
    outlets = _outlets(text, begin, limit)
    for name, position in [*outlets, (None, own)]:
        found = _REPORT.match(text, position, limit)
        if found and not (found["prose"] and start == inner):
            if read := _dated(text, start, inner, found, name, position):
                return read
        elif name and (reported := _reported(text, start, position, limit, name)):
            return reported
        elif name or position > begin:
            undated = _UNDATED.match(text, position, limit)
            if undated and (read := _undated(text, start, inner, undated, name, position)):
                return read
    return None


def _own_reporter(text: str, start: int, inner: int, limit: int) -> Found | None:
    """Return a paper's own reporter and a known place, which begin a line: ``記者王小明／台南報導``."""
    found = _OWN_REPORTER.match(text, inner, limit)
    if not found or not places.is_city(found["place"]):
        return None
    at = found.start("place")
    place = Token("P", at, found.end("place"), found["place"], byline=found["byline"])
    whole = Token("Q", start, found.end(), found[0])
    return Found((place, whole), AFTER.match(text, found.end()).end())  # type: ignore[union-attr]


_OWN_REPORTER = late_pattern(
    rf"(?P<byline>(?:記者|记者)[ 　]?[{IDEOGRAPHS}]{{2,4}})[ 　]?[／/╱][ 　]?(?P<place>[{IDEOGRAPHS}]{{2,4}})"
    r"(?:連線|即時|特別|綜合)?(?:報導|报道)(?=[\s：:]|$)"
)


def _reported(text: str, start: int, position: int, limit: int, name: str) -> Found | None:
    """Return an agency's reporter and a known place before a text: ``新华社记者王小明上海报道 …``."""
    if name.endswith(("记者", "記者")):
        name, position = name[:-2], position - 2
    found = _REPORTED.match(text, position, limit)
    place, byline = place_and_reporter(found["reporter"]) if found else (None, None)
    if not found or not place or not byline or agencies.agency(name) is None:
        return None
    end = found.end()
    tokens = [
        Token("C", start, position, text[start:position], (name,)),
        *place_tokens(text, place, position),
    ]
    tokens.append(Token("B", found.start(), end, found[0], byline=byline))
    return Found(tuple(tokens), AFTER.match(text, end).end())  # type: ignore[union-attr]


_REPORTED = late_pattern(
    rf"(?P<reporter>(?:记者|記者)[{IDEOGRAPHS}·]{{4,10}}?)(?:报道|報導|報道)(?=[\s　：:])"
)


def _dated(
    text: str, start: int, inner: int, found: re.Match[str], name: str | None, position: int
) -> Found | None:
    before = found["before"].strip()
    place, byline = place_and_reporter(before)
    if place is None and (name is None or (before and byline is None)):
        return None
    known = name is not None and agencies.agency(name) is not None
    if place and not known and not places.is_known(place) and (start == inner or name):
        return None  # in brackets the form alone is proof
    date = dates.match(text, found.start("date"))
    printed = date[0] if date else dates.in_chinese(found["date"])
    tokens = [Token("C", start, position, text[start:position], (name,))] if name else []
    if place:
        tokens += place_tokens(text, place, position)
    end = found.end()
    if text[end : end + 1] in ("）", ")", "】", "］") and (start != inner or "（" not in text[start:end]):
        end += 1
    elif after := _REPORTER_AFTER.match(text, end):
        byline, end = after["byline"].strip(), after.end()
    begin = start if start != inner or not tokens else found.start("date")
    tokens.append(Token("D", begin, end, found["date"], (), printed, byline))
    return Found(tuple(tokens), AFTER.match(text, end).end())  # type: ignore[union-attr]


def _undated(
    text: str, start: int, inner: int, found: re.Match[str], name: str | None, position: int
) -> Found | None:
    """Return a dispatch without a day, if a reporter in brackets or a colon follows, or a bracket closes."""
    place = found["before"] or None
    if place and not places.is_known(place):
        return None
    end, byline = found.end(), None
    if section := _SECTION_AFTER.match(text, end):
        end = section.end()
    elif after := _REPORTER_AFTER.match(text, end):
        byline, end = after["byline"].strip(), after.end()
    elif start != inner:
        end += text[end : end + 1] in CLOSING.values()
    elif text[end : end + 1] in ("（", "(") or (name and text[end : end + 1] not in ("：", ":")):
        return None
    names = (name,) if name else ()
    tokens = [Token("C" if name else "Q", start, end, text[start:end], names, byline=byline)]
    if place:
        tokens = [*place_tokens(text, place, position), *tokens]
    return Found(tuple(tokens), AFTER.match(text, end).end())  # type: ignore[union-attr]


def _outlets(text: str, position: int, limit: int) -> list[tuple[str, int]]:
    """Return the outlets whose names may stand at ``position``, with their ends.

    A known outlet is the only one. Otherwise the longest name is the first.
    """
    if named := known_outlet(text, position, limit):
        programme = _PROGRAMME.match(text, named[1], limit)
        return [(named[0], programme.end() if programme else named[1])]
    written = re.match(rf"[{IDEOGRAPHS}]{{3,12}}", text[position : min(limit, position + 12)])
    ends = [end.end() for end in _NEWSPAPER_END.finditer(written[0], 2)] if written else []
    found = []
    for end in sorted(set(ends), reverse=True):
        programme = _PROGRAMME.match(text, position + end, limit)
        found.append((text[position : position + end], programme.end() if programme else position + end))
    return found


def known_outlet(text: str, position: int, limit: int) -> tuple[str, int] | None:
    """Return the agency whose name stands at ``position``, perhaps in brackets of its own, and its end."""
    opened = text[position : position + 1] in CLOSING
    begin = position + opened
    for length in range(min(7, limit - begin), 1, -1):
        name = text[begin : begin + length]
        if name.isalpha() and (known := agencies.agency(name)) and known.kind != "desks":
            end = begin + length
            if not opened:
                return name, end
            return (name, end + 1) if text[end : end + 1] == CLOSING[text[position]] else None
    return None


def place_and_reporter(before: str) -> tuple[str | None, str | None]:
    """Return the place and the reporter of ``記者王小明台北``.

    The place is the longest known one at the end; the reporter is the text before it. Without a word for a
    reporter the whole is the place. Without a known place the whole is the reporter.
    """
    reporter = _REPORTER.match(before)
    if not reporter:
        return before or None, None
    for cut in range(3, len(before) - 1):
        if places.is_city(before[cut:].strip()) and before[cut:].strip():
            name = before[:cut].strip()
            if len(name) > 3:
                return before[cut:].strip(), name
    return None, before


def place_tokens(text: str, places_printed: str, position: int) -> list[Token]:
    """Return a token for each place of ``서울·부산``."""
    tokens: list[Token] = []
    for place in _SEVERAL.split(places_printed):
        position = text.index(place, position)
        tokens += [Token("/", position - 1, position, "/")] if tokens else []
        tokens.append(Token("P", position, position + len(place), place))
        position += len(place)
    return tokens


_SEVERAL = late_pattern(r"[·・/／、](?=\S)")
