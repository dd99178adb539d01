"""The time in an embargo's notice, as press offices write it: "1000 GMT Thursday Dec. 24"."""

from __future__ import annotations

import re
from typing import NamedTuple

from newswire.lexicon import dates
from newswire.lexicon.month_names import is_weekday, month, weekday
from newswire.lexicon.patterns.late import late_pattern
from newswire.lexicon.zones import match_zone

LONGEST = 160
"""Characters that are read of a notice."""

_HALF = r"[ap]\.?\s?m\b\.?|πμ|μμ|π\.μ\.|μ\.μ\.|ص|صباحا|م(?!\w)|مساء"
_HOUR_WORDS = (
    r"uhr|hrs?\b|hours?|heures?|h\b|hs\b|horas?|uur|ч\b\.?|час(?:ов|а)?|год(?:ин)?\b|hod(?:in)?\b\.?"
    r"|godz\b\.?|óra\w*|val\b\.?|sat[ia]?\b|น\."
)
_CLOCK = late_pattern(
    rf"(?<![\d.:/,])(?P<before>a\.?m\.?|p\.?m\.?|오전|오후|上午|下午|午前|午後|晚上|早上)?\s*(?<!\d)(?:"
    rf"(?P<hour>\d{{1,2}})\s*(?:[:：h時时點点시]|시\s)\s*(?P<minute>[0-5]\d)(?!\d)\s*[분分]?(?::\d\d)?"
    rf"|(?P<dotted>\d{{1,2}})\.(?P<past>[0-5]\d)(?=\s*(?:{_HALF}|{_HOUR_WORDS}|\(?[A-Z]{{2,4}}\b))(?!\.\d)"
    rf"|(?P<alone>\d{{1,2}})(?=\s*(?:{_HALF}|{_HOUR_WORDS}|o['’]?clock|[時时點点시]))"
    rf"|(?P<after>(?:\b(?:kl\.?|klo|um|at|ore|ora|alle|à|a las|às|as|ob|u|om|v|w|o|в|о|godz\.?|godziny"
    rf"|saat|kell|plkst\.?|στις|الساعة|بعد الساعة|בשעה|השעה|pukul|jam)\s*))"
    rf"(?P<said>\d{{1,2}})(?:[.:h](?P<told>[0-5]\d))?(?![\d./])(?!\s*[^\W\d]{{0,3}}\.?\s*(?:[^\W\d_]{{3,}})\s+\d{{4}})"
    rf")\s*(?P<half>{_HALF})?\s*(?:{_HOUR_WORDS}|o['’]?clock|[時时點点시](?:整)?)?",
    re.IGNORECASE,
)
_FOUR_DIGITS = late_pattern(
    r"(?<![\d.:/])(?P<hour>[01]\d|2[0-4])(?P<minute>[0-5]\d)(?![\d./-])\s*(?P<unit>hrs?\b|hours?\b|h\b"
    r"|uhr\b|uur\b)?"
)
_SPACED = late_pattern(r"(\d{4})\.\s(\d{1,2})\.\s(\d{1,2})(?!\d)\.?")
_ISO_TIME = late_pattern(r"(?<=\d{4}-\d\d-\d\d)T(?=\d\d:\d\d)")
_NOON = late_pattern(r"(?<![^\W\d])(?:12\s?)?(?:noon|midday|midi|mediodía|mezzogiorno)\b", re.IGNORECASE)
_MIDNIGHT = late_pattern(
    r"\b(?:midnight|minuit|medianoche|mezzanotte|meia-noite|mitternacht|middernacht|midnatt?|midnat"
    r"|keskiyö\w*|północ\w*|"
    r"půlnoc\w*|полноч\w*|північ\w*|опівночі|gece yarısı|μεσάνυχτα)\b|منتصف الليل|חצות|자정|子夜|午夜"
    r"|深夜0時",
    re.IGNORECASE,
)
"""Words of which nobody knows whether they begin or end a day."""
_MORNING = frozenset(("am", "오전", "上午", "午前", "早上", "πμ", "ص", "صباحا"))
_AFTERNOON = frozenset(("pm", "오후", "下午", "午後", "晚上", "μμ", "م", "مساء"))
_BEFORE_FOUR = late_pattern(r"([^\W\d]+)\.?,?\s*$")
_SEPARATORS = late_pattern(r"[\s,.()（）【】\[\]:：、，|_'’\"“”*]+")
_DASHED = late_pattern(r"\s*[-–—/]\s*(?=\d|[A-Z]{3}\b)")
_FILLERS = late_pattern(
    r"(?:on|at|the|of|from|am|um|den|dem|der|ab|le|la|les|à|a|au|du|de|del|della|di|dal|dalle|il|el|las"
    r"|los|al|alle|ore|ora|às|as|do|da|dia|"
    r"día|om|op|kl|klo|o|w|we|dnia|r|roku|godz|godziny|v|ve|dne|u|ob|dana|в|на|года|год|г|час|часов|о|об|року"
    r"|р|saat|günü|"
    r"tarihinde|στις|την|της|του|τις|[ώω]ρα|από|απο|και|الساعة|ساعة|يوم|من|في|بتاريخ|تاريخ|הישראלי|בשעה"
    r"|השעה|ביום|יום|ב|ל|ה|י|till|til|"
    r"til|klokken|hours|hrs|uhr|uur|kadar|önce|dan|den|a|e|ya|ye|da|de|te|ta|itibaren|asti|saakka"
    r"|mennessä|ja|et|y|and|und|"
    r"pukul|jam|tanggal|pada|hari|lúc|ngày|ig|án|én|óráig|órakor|ora|zi|data|jour|heure|heures|tot"
    r"|ngay)(?!\w)"
    r"|(?:まで|以降|以後|より|に|から|の|以前|之前|之后|之後|以前|到|前|后|後|起|까지|이후|부터|이전"
    r"|전까지|전|에|부|日|号|號|[（(][月火水木金土日월화수목금토일][）)]"
    r"|[（(]?(?:星期|周|週|礼拜)[一二三四五六日天][)）]?|[月火水木金土日월화수목금토일](?=\s?[)）])"
    r"|[月火水木金土日]曜日?|[월화수목금토일]요일)",
    re.IGNORECASE,
)
_LOCAL = late_pattern(
    r"(?:local time|heure locale|hora local|ora locale|ortszeit|lokal tid|lokale tijd|czasu lokalnego"
    r"|местного времени|"
    r"по местному времени|현지시간|现地时间|当地时间|當地時間|現地時間|yerel saat(?:le)?"
    r"|بالتوقيت المحلي|שעון מקומי)",
    re.IGNORECASE,
)
_CAPITALS = late_pattern(r"[(\[]?([A-Z]{2,5})(?!\w)")
_WORD = late_pattern(r"[^\W\d_]+")


class Release(NamedTuple):
    """The parts of a release time, as far as they are printed.

    ``zone`` is as printed, empty for none. ``is_odd`` is true for a zone that is not known. ``end`` is the
    end of the time in its text, ``stop`` that of the small words after it ("kadar", "asti").
    """

    day: dates.PrintedDate | None
    weekday: int | None
    time: tuple[int, int] | None
    zone: str
    end: int
    stop: int
    is_odd: bool = False


def read_release(text: str, position: int = 0) -> Release | None:
    """Return the time at ``position`` of a notice, None without day, weekday or hour.

    Hour, zone, weekday and day stand in any order, with small words between.
    """
    text = _ISO_TIME.sub(" ", text[position : position + LONGEST].partition("\n")[0])
    clocks = _clocks(text)
    midnight = _MIDNIGHT.search(text)
    bare = text
    for start, end, _ in clocks:
        bare = bare[:start] + " " * (end - start) + bare[end:]
    day, named, zone, at, odd = None, None, "", 0, False
    end = stop = 0
    while at < len(bare):
        if found := _SEPARATORS.match(bare, at) or (_DASHED.match(bare, at) if at else None):
            at = found.end()
            continue
        if found := _SPACED.match(bare, at):  # Korean and Hungarian
            year, number, date = (int(part) for part in found.groups())
            day, at = day or dates.PrintedDate(date, (number,), year), found.end()
        elif not bare[at].isdigit() and (zoned := match_zone(bare, at)):
            zone, at = zone or bare[at:zoned], zoned
        elif (printed := dates.match(bare, at)) and (printed[0].months or day is None):
            # A day alone ("2日") needs its month; a date keeps the weekday in front of it.
            named = named if named is not None else _weekday_at(bare, at)
            day, at = day or printed[0], printed[1]
        elif (word := _WORD.match(bare, at)) and (is_weekday(word[0]) or _is_english_day(word[0])):
            named, at = weekday(word[0]), word.end()
        elif found := _LOCAL.match(bare, at) or _FILLERS.match(bare, at):
            at = stop = found.end()
            continue
        else:
            odd = _CAPITALS.match(bare, at) is not None and bool(clocks) and clocks[0][1] <= at and not zone
            break
        end = at
    inside = [clock for clock in clocks if clock[0] < max(at, 1)]
    if inside:
        end = max(end, inside[-1][1])
    time = inside[0][2] if inside else None
    if day is None and named is None and time is None:
        return None
    odd |= midnight is not None and midnight.start() <= at
    return Release(day, named, time, zone, position + end, position + max(stop, end), odd)


def _is_english_day(word: str) -> bool:
    return (
        len(word) >= 3 and word.isascii() and weekday(word) is not None and not month(word) and word.istitle()
    )


def _weekday_at(text: str, position: int) -> int | None:
    found = _WORD.match(text, position)
    return weekday(found[0]) if found and is_weekday(found[0]) else None


def _clocks(text: str) -> list[tuple[int, int, tuple[int, int]]]:
    """Return the hours in a text with their places: start, end, hour and minute."""
    found: list[tuple[int, int, tuple[int, int]]] = []
    for clock in _CLOCK.finditer(text):
        hour = int(clock["hour"] or clock["dotted"] or clock["alone"] or clock["said"])
        minute = int(clock["minute"] or clock["past"] or clock["told"] or 0)
        follows = _WORD.match(text[clock.end() :].lstrip())
        if clock["said"] and not clock["told"] and follows and month(follows[0]):
            continue  # the day of a date
        half = (clock["before"] or clock["half"] or "").lower().replace(".", "").replace(" ", "")
        if half in _MORNING | _AFTERNOON and 1 <= hour <= 12:
            hour = hour % 12 + (12 if half in _AFTERNOON else 0)
        if hour < 24 or (hour, minute) == (24, 0):
            found.append((*clock.span(), (hour, minute)))
    for digits in _FOUR_DIGITS.finditer(text):
        before = _BEFORE_FOUR.search(text[: digits.start()])
        is_year = digits[0][:2] in {"19", "20"} and before is not None and month(before[1])
        led = before is not None and before[1].lower() in {
            "at",
            "klo",
            "kl",
            "um",
            "om",
            "until",
            "till",
            "before",
        }
        zone = match_zone(text, digits.end() + (text[digits.end() : digits.end() + 1] == " "))
        if not is_year and (digits["unit"] or zone or led):
            found.append((*digits.span(), (int(digits["hour"]), int(digits["minute"]))))
    found += [(*noon.span(), (12, 0)) for noon in _NOON.finditer(text)]
    return sorted(found)
