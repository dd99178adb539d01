"""The sign-off at the end of a text: ``ENDS``, ``- 30 -``, ``==Kyodo``, ``(SDA/sj)``, initials, a copyright.

It stands alone in the last line, or at its end in a form that no sentence has. One line always stays.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from newswire.lexicon import agencies
from newswire.lexicon.desk.folding import folded
from newswire.lexicon.desk.words import (
    ADDRESSES,
    CONTINUES,
    DESKS,
    ENDS,
    ENDS_IN_SIGNS,
    NOT_FOR_PUBLICATION,
    SERVICES,
    VIGNETTES,
)
from newswire.parse.story.bylines import is_signed
from newswire.parse.story.contacts import is_contact, is_for_machines
from newswire.parse.story.rights import rights_in
from newswire.parse.story.sources import agency_named, behind_a_dash, source_of

_LONGEST = 72
"""Characters of a line that is a sign-off and nothing else."""
_LONGEST_RIGHTS = 260
"""Characters of a copyright line."""
_TAIL = 64
"""Characters at the end of a line in which a sign-off may stand behind a sentence."""
_LONGEST_NAME = 24
"""Characters of a name before a word for the end: ``Lusa/Fim``."""
_LONGEST_BELOW = 14
"""Characters of initials below a sign-off."""
_MOST = 8
"""Sign-offs, one above the other, that are taken off."""

_SIGNS = frozenset("_*=#-–—+~•·◆■●▲△/\\|<>^ \u00a0\t")
_DECORATION = " ©\u00a0\t-–—_*=#+/\\()[]（）【】［］<>《》.。:~|«»※"
_DASHES = (" - ", "--", "—", "–")
_SENTENCE_ENDS = frozenset(".!?…\"”»'’)]）】。！？」』।؟۔")

_LETTERS = r"[^\W\d_]{1,4}(?:[ &.-][^\W\d_]{1,4}){0,2}"
_CAPITAL_LETTERS = r"[A-Z&]{1,6}"
_INITIALS = re.compile(
    rf"(?:{_LETTERS}|{_CAPITAL_LETTERS})(?: ?(?://?|\\/|\\) ?(?:{_LETTERS}|{_CAPITAL_LETTERS}))+"
)
_SMALL_INITIALS = re.compile(r"[a-z]{2,4}(?:[-/][a-z]{2,4})*/[a-z]{2,4}")
_SECOND = re.compile(r" \([A-Z]{2,4}(?:/[A-Z]{2,4})*\)")
_DESK_CODE = re.compile(r"[a-z]{2,5}(?: [a-z]{2,5}){0,4} [a-z]\d|(?:more|mehr) [a-z]{2,3}")
_CODES = re.compile(
    r"[a-z]{1,3}|(?=[^/\d]*[/\d]|.*\b[^\Waeiouy\d]+\b)(?:[a-z]{1,5}\d?(?:[/-][a-z]{1,4})*(?: |$)){1,5}"
)
"""Codes of a desk behind its agency: one of a few letters, or several of which one is no word."""
_BRACKETED = re.compile(r"\s*[(（\[【](?P<inside>[^()（）\[\]【】\n]{1,40})[)）\]】][.。]?$")
_SIGNED = re.compile(
    r"(?:^|\s+)(?:#{2,4}|={2,} ?(?P<agency>[^\W\d_][\w.-]{1,20})?"
    r"|-{1,2} ?(?P<inside>[^\W_]{1,12}) ?-{1,2}"
    r"|\+\+\+(?P<words>[^+\n]{1,48})\+\+\+)$"
)
_CAPITALS = re.compile(r"\s(?P<name>[A-Z]{2,8})$")
_LAST_WORD = re.compile(r"(?<=\S)\s+/?(?P<word>[^\W\d_]{2,9})/?$")
_CLOSED = re.compile(r"[(\[](?P<word>[^()\[\]]{2,16})[)\]] ?(?:[a-z]{1,4}(?:[/.-][a-z]{1,4})*)?$")
_IN_BRACKETS = re.compile(r"\([^\W\d_a-z]{1,4}(?:-[^\W\d_a-z]{1,4}){1,3}\)")
_EDITED = re.compile(r"[（(](?:編輯|編輯/|譯者|編譯|核稿)[：:][^（）()\n]{2,40}[）)]\d{7}$")
"""The editors and the day, in years of the republic, at the end of stories of Taiwan's CNA."""
_ENDED_BY = re.compile(r"[(\[](?P<word>[^()\[\]]{2,16})[)\]] (?P<agency>[^()\[\]]{2,40})$")
_SMALL_END = re.compile(r"(?<=[.!?\"”»]) [a-z]{2,4}(?:[-/][a-z]{2,4})*/[a-z]{2,4}$")
_SIGNED_NAME = re.compile(r"\s*={2,} ?(?P<name>[^\W\d_][\w.-]{1,20})$")
_ZERO = re.compile(r"(?:\s|(?<=[^\d\s]))-(?:0|30)-(?: ?[a-z]{1,4}(?:[/-][a-z]{1,4})*)?$")
"""The number of telegraphs that ends a text, perhaps with the desk's code: ``-0-``, ``-0-zhe``, ``-30-``."""
_STAMPED = re.compile(
    r"(?:[A-Z\d]{2,4}(?:-[A-Z\d]{2,4})? )?\d{1,2}-[A-Z]{3}-\d{2,4} \d\d[:.]\d\d(?: N{2,4})?"
)
"""Codes, time and mark of the end of Italian agencies: ``XYZ-ABC 12-MAR-24 09:41 NNNN``."""
_DESKS_OF_LANGUAGES = re.compile(r"[A-Z]{2,4}, ?(?:nl|fr|en|de), ?[A-Z]{2,4}")
_AND_WRITERS = re.compile(r"\s(?P<name>[A-Z]{3,6})(?: [A-Z]{2,4}){1,4}$")
_GLUED = re.compile(r"(?<=[.!?])(?P<name>[A-Z]{2,8})$")
_SIGNED_ABOVE = re.compile(r"\((?P<name>[^()\n]{2,24})\)\.?\s*$")
_WRITERS = re.compile(r"[^\W\d_]{2,4}(?:[-/][^\W\d_]{2,4})*")
_ADDRESS = re.compile(r"[\w.+-]{1,40}@(?P<domain>[\w.-]{1,60}\.[a-z]{2,8})", re.IGNORECASE)
_NUMBER = re.compile(r"\+?\d[\d ()/.-]{5,20}\d")
_MEDIA = re.compile(r"(?:[(\[](?P<first>[^()\[\]]{3,12})[)\]] ?)(?:[(\[][^()\[\]]{3,12}[)\]] ?)*")
_BELOW = re.compile(r"[a-z]{2,4}(?:[ ./-][a-z]{2,4}){0,2}|[A-Z]{2,4}(?:[-/][A-Z]{2,3}){0,2}")
"""Initials that count below another sign-off alone: ``/ritzau/`` and ``mho``, ``(ANSA).`` and ``ABC-DEF``."""
_NO_WORDS = re.compile(r"(?=.*\b[b-df-hj-np-tv-xz]{2,3}\b)[a-z]{2,3}(?: [a-z]{2,3}){1,2}")
"""Initials of which one has no vowel: ``jnv lko``."""
_SIGNED_AWAY = frozenset(")）]】#=-+")
"""Last characters of a line that may end in a sign-off behind a sentence."""


class Ending(NamedTuple):
    """A text without its sign-off, and the facts of it.

    ``agency`` is the canonical name of the agency that signs, ``rights`` a copyright line, ``note`` a
    sentence for editors.
    """

    text: str
    agency: str | None = None
    rights: str | None = None
    note: str | None = None


def without_ending(
    text: str, known: str | None = None, headline: str | None = None, ed_note: str | None = None
) -> Ending:
    """Return the text without its sign-off; the same object if it has none.

    Args:
        text: paragraphs, separated by blank lines.
        headline: the item's, whose words may follow the end ("Ends Fernbay comment").
        known: the canonical name of the item's agency, which may sign behind a sentence without a full stop.
        ed_note: the item's, which may name the source that the last line names again.
    """
    end, agency, rights, note = len(text), None, None, None
    for _ in range(_MOST):
        start = text.rfind("\n", 0, end) + 1
        line = text[start:end].strip()
        taken = None
        if start and len(line) <= _LONGEST_RIGHTS:
            before = text[max(0, start - 60) : start]
            taken = _line(line, before) or _by_source(line, before, known, ed_note)
            if taken is None and (
                _ends_headline(line, headline)
                or (end < len(text) and (_ADDRESS.fullmatch(line) or folded(line) in CONTINUES))
                or (len(line) <= _LONGEST_BELOW and _is_below(line, text[:start], known))
            ):
                taken = _TAKEN
        if taken is not None:
            end = start
        elif (found := _behind_a_sentence(line, known)) is not None:
            taken, length = found
            end = start + len(text[start:end].rstrip()) - length
            if not text[:end].strip():
                break
        else:
            break
        agency, rights = agency or taken.agency, taken.rights or rights
        note = "\n".join(filter(None, (taken.note, note))) or None
        end = len(text[:end].rstrip())
    return Ending(text, None) if end == len(text) else Ending(text[:end], agency, rights, note)


_TAKEN = Ending("")


def _line(line: str, before: str) -> Ending | None:
    """Return the facts of a line that is a sign-off and nothing else; None if it is text."""
    if _SIGNS.issuperset(line) or line == "./.":
        return _TAKEN
    is_alone = before.endswith("\n\n") or not before.strip()
    if len(line) > _LONGEST:
        return _taken_rights(line, is_alone=is_alone)
    if line[0] in "([" and (closed := _CLOSED.match(line)) and folded(closed["word"]) in ENDS | CONTINUES:
        return _TAKEN  # "(Schluss) ab/cd"
    if line[0] in "([" and (end := _ENDED_BY.match(line)) and folded(end["word"]) in ENDS:
        signed = agency_named(end["agency"])
        return Ending("", signed.name) if signed else None  # "(END) Dow Jones Newswires"
    if line[0] == "(" and _IN_BRACKETS.fullmatch(line):
        return _TAKEN  # "(AB-CD-E)"
    if line[0] in "([" and _MEDIA.fullmatch(line) and _are_vignettes(line):
        return _TAKEN  # "(foto) (vídeo)"
    if "-" in line and _STAMPED.fullmatch(line):
        return _TAKEN
    if (line[0].isdecimal() or line.startswith("ISSN")) and is_for_machines(line, before):
        return _TAKEN
    if ("@" in line or line.endswith(":")) and is_contact(line, before):
        return Ending("", note=line)
    inner = line.strip(_DECORATION)
    is_signed = not line.startswith(inner) or not line.rstrip(".。").endswith(inner)
    if _is_end(inner, is_signed=is_signed):
        return _TAKEN
    if folded(inner) in NOT_FOR_PUBLICATION:
        return Ending("", note=line)
    if before.rstrip().endswith((":", "：")):
        return None  # "Source:", and the agency below it
    return (
        _by_agency(line, inner, is_signed=is_signed)
        or _by_initials(inner, before, is_signed=is_signed)
        or _by_address(line)
        or _taken_rights(line, is_alone=is_alone)
    )


def _by_source(line: str, before: str, known: str | None, ed_note: str | None) -> Ending | None:
    found = source_of(line, before, known, ed_note)
    return Ending("", found.agency, note=found.note) if found else None


def _is_end(inner: str, *, is_signed: bool) -> bool:
    """Return whether a line, without the signs around it, is a word that ends a text or lets it go on."""
    letters = folded(inner)
    is_loud = is_signed or (inner.isupper() and len(inner) > 1)
    if letters in ENDS:
        return is_loud or letters not in ENDS_IN_SIGNS
    return letters in CONTINUES and (is_loud or " " in inner)


def _by_agency(line: str, inner: str, *, is_signed: bool) -> Ending | None:
    """Return the facts of a line with an agency's name: ``/ritzau/``, ``AAP RESULTS``, ``dpa ab cd n1``."""
    name, _, rest = inner.partition(" ")
    found = agency_named(inner)
    if found:
        is_as_printed = agencies.bare(inner, 0) == (inner, len(inner))
        return Ending("", found.name) if is_signed or is_as_printed else None
    before, slash, word = inner.rpartition("/")
    if slash and before and len(before) <= _LONGEST_NAME and folded(word) in ENDS:
        signed = agency_named(before.strip())
        return Ending("", signed.name if signed else None)
    if slash and is_signed and _WRITERS.fullmatch(before) and (signed := agency_named(word)):
        return Ending("", signed.name)  # "(Abc/Adnkronos)"
    found = agency_named(name.partition("/")[0].partition("-")[0]) if rest or is_signed else None
    if found is None or (len(name) < 3 and name != found.name):
        return None
    service, _, codes = rest.partition(" ")
    if service in SERVICES:
        rest = codes
    is_code = name in {name.upper(), name.lower()} and len(rest) <= _LONGEST_NAME and _CODES.fullmatch(rest)
    if (not rest and (is_signed or service)) or (rest and is_code and not line.endswith(".")):
        return Ending("", found.name)
    return None


def _by_initials(inner: str, before: str, *, is_signed: bool) -> Ending | None:
    """Return the facts of a line of initials, with an agency or without: ``jd/ab``, ``MA // EA``."""
    if _DESK_CODE.fullmatch(inner):
        return _TAKEN
    if "(" in inner:
        inner = _SECOND.sub("", inner)  # "ABC (DEF) // GHI"
    if len(inner) <= _LONGEST_NAME and _WRITERS.fullmatch(inner):
        above = _SIGNED_ABOVE.search(before)
        if above and agency_named(above["name"]):
            return _TAKEN  # "(ANSA)." and the writers' codes below it
    found = _INITIALS.fullmatch(inner)
    if found is None:
        return None
    first = re.split(r"[/\\]", inner, maxsplit=1)[0].strip()
    signed = agency_named(first)
    signed = signed if signed and (len(first) > 2 or first == signed.name) else None
    is_mixed = inner != inner.lower() and inner != inner.upper()
    if is_mixed and not (signed and inner.partition("/")[2].islower()):
        return None
    is_sentence_over = before.rstrip()[-1:] in _SENTENCE_ENDS
    if (
        inner.isupper()
        and not is_signed
        and "//" not in inner
        and not (is_sentence_over and before.endswith("\n\n"))
    ):
        return None
    return Ending("", signed.name if signed else None)


def _by_address(line: str) -> Ending | None:
    """Return the facts of a line of an agency's addresses and numbers: ``newsdesk@agency.example``."""
    found = _ADDRESS.search(line)
    if found is None:
        return None
    domain = found["domain"].casefold()
    signed = agency_named(domain) or agency_named(domain.rpartition(".")[0])
    local = line[found.start() : found.end()].partition("@")[0]
    words = _other_words(line)
    if (signed or folded(local) in DESKS or not words.isdisjoint(DESKS)) and words <= DESKS | ADDRESSES:
        return Ending("", signed.name if signed else None)
    return None


def _other_words(line: str) -> set[str]:
    """Return the words of a line beside addresses and numbers, as they are compared."""
    rest = _NUMBER.sub(" ", _ADDRESS.sub(" ", line))
    return {folded(word) for word in re.findall(r"[^\W\d_][\w-]*", rest) if agency_named(word) is None}


def _ends_headline(line: str, headline: str | None) -> bool:
    """Return whether a line is a word for the end and words of the headline: ``Ends Fernbay comment``."""
    word, _, rest = line.partition(" ")
    if not headline or not rest or len(line) > _LONGEST or word.casefold() not in {"end", "ends"}:
        return False
    return folded(rest.split(None, 1)[0]) in {folded(part) for part in headline.split()}


def _taken_rights(line: str, *, is_alone: bool) -> Ending | None:
    found = rights_in(line, is_alone=is_alone)
    return Ending("", found.agency, found.notice) if found else None


def _are_vignettes(line: str) -> bool:
    """Return whether a line names kinds of media in brackets and nothing else."""
    return all(folded(word) in VIGNETTES for word in re.findall(r"[^()\[\] ][^()\[\]]*", line))


def _is_below(line: str, before: str, known: str | None) -> bool:
    """Return whether a short line is initials below a sign-off, or below the last sentence of an agency."""
    if not _BELOW.fullmatch(line):
        return False
    above = before.rstrip()
    start = above.rfind("\n") + 1
    last = above[start:].strip()
    if start and len(last) <= _LONGEST and (signed := _line(last, above[max(0, start - 60) : start])):
        return signed.agency is not None
    if is_signed(last) or (
        (behind := _behind_a_sentence(last, known)) and (behind[0].agency or "." in line)  # "(end)", "ab.cd"
    ):
        return True
    is_alone = before.endswith("\n\n") and last[-1:] in _SENTENCE_ENDS
    return is_alone and _NO_WORDS.fullmatch(line) is not None and agency_named(known or "") is not None


def _behind_a_sentence(line: str, known: str | None) -> tuple[Ending, int] | None:
    """Return the facts and the length of a sign-off at the end of a line of text; None if it has none."""
    tail = line[-_TAIL:]
    if len(line) <= _TAIL and tail[-1:] in ")/" and is_signed(line):
        return None  # a byline, which is a paragraph of its own
    if "0-" in tail and (zero := _ZERO.search(tail)):
        return _TAKEN, len(tail) - zero.start()
    if tail[-1:] in _SIGNED_AWAY or tail.endswith((").", ")。", "）。")):
        if found := _BRACKETED.search(tail):
            return _bracketed(found, tail, known)
        if found := _SIGNED.search(tail):
            return _signed(found, tail)
        return None
    if tail[-1:].isdecimal() and (edited := _EDITED.search(tail)):
        return _TAKEN, len(tail) - edited.start()
    if tail.endswith("./."):
        return _TAKEN, 2  # of VNA, behind the full stop
    if not (tail[-1:].isalpha() or tail[-1:] == "/"):
        return None
    if any(map(tail.__contains__, _DASHES)) and (dashed := behind_a_dash(tail, known)):
        return Ending("", dashed[0]), dashed[1]
    if "/" in tail and (small := _SMALL_END.search(tail)):
        return _TAKEN, len(tail) - small.start()
    if ")" in tail or "]" in tail:
        closed = _CLOSED.search(tail)
        if closed and folded(closed["word"]) in ENDS | CONTINUES:
            before = tail[: closed.start()].rstrip()
            return (_TAKEN, len(tail) - len(before)) if before[-1:] in _SENTENCE_ENDS else None
    glued = _GLUED.search(tail) if tail[-1].isupper() else None
    if glued and (signed := agency_named(glued["name"])):
        return Ending("", signed.name), len(glued["name"])
    if "==" in tail and (named := _SIGNED_NAME.search(tail)) and (signed := agency_named(named["name"])):
        return Ending("", signed.name), len(tail) - named.start()
    written = _AND_WRITERS.search(tail) if tail[-1].isupper() else None
    if written and tail[: written.start()][-1:] in _SENTENCE_ENDS:
        signed = agency_named(written["name"])
        if signed and (signed.name == known or len(written[0].split()) > 2):  # "… a day. PTI ABC XYZ"
            return Ending("", signed.name), len(tail) - written.start()
    last = tail.split()[-1].strip("/")
    found = _LAST_WORD.search(tail) if last.isupper() or last in {"Enditem", "endit"} else None
    if found is None:
        return None
    is_sentence_over = tail[: found.start()][-1:] in _SENTENCE_ENDS
    word = found["word"]
    if folded(word) in ENDS and is_sentence_over:
        return _TAKEN, len(tail) - found.start()
    named = _CAPITALS.search(tail, 0, found.start()) if word in SERVICES else None
    if named and (signed := agency_named(named["name"])):
        return Ending("", signed.name), len(tail) - named.start()
    if tail[: found.start()][-1:] in ".!?" and len(word) > 2 and (signed := agency_named(word)):
        return Ending("", signed.name), len(tail) - found.start()
    return None


def _bracketed(found: re.Match[str], tail: str, known: str | None) -> tuple[Ending, int] | None:
    """Return a sign-off in brackets behind a sentence: ``(END)``, ``(ANSA)``, ``(dpa/ab)``."""
    inside, length = found["inside"].strip(), len(tail) - found.start()
    before = tail[: found.start()]
    is_sentence_over = before[-1:] in _SENTENCE_ENDS
    letters = folded(inside)
    if letters in ENDS or letters in CONTINUES:
        is_clear = is_sentence_over or inside.isupper() or not inside.isascii()
        return (_TAKEN, length) if is_clear else None
    if not is_sentence_over and known is None:
        return None
    signed = agency_named(inside) or (
        _by_initials(inside, "", is_signed=True) and agency_named(inside.partition("/")[0].strip("\\ "))
    )
    if signed and (is_sentence_over or signed.name == known):
        return Ending("", signed.name), length
    if is_sentence_over and (_SMALL_INITIALS.fullmatch(inside) or _DESKS_OF_LANGUAGES.fullmatch(inside)):
        return _TAKEN, length
    return None


def _signed(found: re.Match[str], tail: str) -> tuple[Ending, int] | None:
    """Return a sign-off in signs behind a sentence: ``###``, ``- ends -``, ``==Kyodo``, ``+++ dpa +++``."""
    length = len(tail) - found.start()
    if named := found["agency"] or found["words"]:
        words = named.strip()
        signed = agency_named(words) or agency_named(words.partition("-")[0])
        return (Ending("", signed.name), length) if signed or folded(words) in ENDS | CONTINUES else None  # type: ignore[union-attr]
    if inside := found["inside"]:
        return (_TAKEN, length) if folded(inside) in ENDS | CONTINUES else None
    return _TAKEN, length
