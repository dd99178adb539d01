"""The one name of a provider, whatever a document, an address or a code calls it.

Documents name their issuer by its name, its domain (NewsML 1 ``ProviderId``), an address, a code with an
alias (``nprov:dpa``) or a desk (``AFP Sport``). The provider and the guid identify an item, so each issuer
needs one name: the canonical one of ``agencies.toml``, otherwise the printed one without what is no name.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from hashlib import sha256

from newswire.lexicon import agencies
from newswire.lexicon.agencies import Agency
from newswire.lexicon.patterns.late import late_pattern

RULES = 1
"""The number of the rules in this module. Raise it if a change gives another name to a provider."""

LONGEST = 200
"""Characters of a printed provider that are read; a longer text is no name."""


@lru_cache(maxsize=4096)
def provider(printed: str) -> str | None:
    """Return the canonical name of an issuer; of an unknown one its printed name or host without ``www.``.

    Return None if the text names no issuer: it is empty, a mailbox at an unknown host (a person's, or a mail
    service's), or a word for several agencies.
    """
    text = printed[:LONGEST]
    while (found := issuer(text)) is None:
        before, text = text, _cleaned(text) or ""
        if text in {before, ""}:  # each step but the last removes something
            return text or None
    return found.name


@lru_cache(maxsize=4096)
def issuer(printed: str) -> Agency | None:
    """Return the known agency that a name, a domain, an address, a code or a desk means; None for none.

    A service with a name of its own gives the agency that issues it: ``ats`` gives Keystone-ATS.
    """
    if len(printed) > LONGEST:
        return None
    text = _unmarked(printed)
    found = _of_address(text) or _named(text) or _named(_without_form(text)) or _of_desk(text)
    return by_code(found.issuer) if found and found.issuer else found


@cache
def rules() -> bytes:
    """Return the SHA-256 of the rules: with other rules, names may have become others."""
    return sha256(agencies.DATA.read_bytes() + str(RULES).encode()).digest()


def by_code(code: str) -> Agency | None:
    """Return the agency with a code of ``agencies.toml``; None for none."""
    return _codes().get(code)


def of_host(host: str) -> Agency | None:
    """Return the agency that a host or one of its parent domains belongs to; None for none."""
    labels = host.casefold().strip(".").split(".")
    for start in range(len(labels) - 1):
        if found := _domains().get(".".join(labels[start:])):
            return found
    return None


def authority(guid: str) -> str | None:
    """Return the provider that an identifier names as its authority; None for none.

    These are the domain of a ``tag:`` URI (RFC 4151), the provider of a NewsML URN (RFC 3085, section 2) and
    the host of a known agency in an address or in another URN. Hosts that are reserved for examples and
    machines without a domain are no authority.
    """
    if found := _AUTHORITY.match(guid):
        name = found["tag"] or found["newsml"]
        if known := issuer(name):
            return known.name
        return None if _RESERVED.search(name) or not _HOST.fullmatch(name) else _cleaned(name)
    other = _ADDRESS.match(guid) or _URN.match(guid)
    known = of_host(other[1].rpartition("@")[2].partition(":")[0]) if other else None
    return known.name if known else None


def holder(notice: str) -> Agency | None:
    """Return the known agency that a copyright notice names as the holder; None for none.

    It is the whole name between the sign, the year and the end of the first sentence: ``© 2020 AFP``.
    """
    if not (found := _NOTICE.match(notice[:LONGEST])):
        return None
    return issuer(_YEARS.sub("", found["holder"]).strip(" ,.-–"))


def _unmarked(printed: str) -> str:
    """Return a name without signs and years of a copyright notice, outer brackets and double spaces."""
    return _MARKS.sub("", " ".join(printed.split())).strip(" ,;")


def _of_address(text: str) -> Agency | None:
    """Return the agency of an address of a page or of mail, of a host, or of a code with an alias."""
    if found := _NEWSCODE.match(text):
        return _named(found[1])
    if found := _ADDRESS.match(text):
        return of_host(found[1].rpartition("@")[2].partition(":")[0])
    if found := _MAIL.search(text):
        known = _named(text[: found.start()].strip(' <"')) or of_host(found[1])
        return known if known and known.kind != "outlets" else None
    if (found := _QCODE.fullmatch(text)) and not text.startswith("urn:"):
        return _of_address(found[1]) or _named(found[1])
    return of_host(text) if _HOST.fullmatch(text) else None


def _named(text: str) -> Agency | None:
    """Return the agency of this name. Plain words, letters in pairs and shared names must be canonical."""
    found = agencies.agency(text)
    if found is None or found.kind in {"desks", "unnamed"}:
        return None
    folded = text.casefold()
    is_canonical = folded == found.name.casefold()
    if folded in agencies.listed("plain_words"):
        return found if text == found.name else None
    if is_canonical or (folded == found.code and len(folded) >= _SURE):
        return found
    letters = "".join(filter(str.isalnum, folded))
    if letters == "".join(filter(str.isalnum, found.name.casefold())):
        return found
    is_shared = folded in agencies.listed("shared") and not (
        text in found.aliases and agencies.is_alone(text, found)
    )
    if is_shared or (len(letters) < _SURE and letters.isascii() and not agencies.is_sure(text)):
        return None
    return found


def _without_form(text: str) -> str:
    """Return a name without its article and its legal form: ``The Reuters Ltd.`` is ``Reuters``."""
    bare = _FORM.sub("", text)
    return _ARTICLE.sub("", bare)


def _of_desk(text: str) -> Agency | None:
    """Return the agency between words for desks and services: ``Belga Exporter``, ``Unknown AP``."""
    words, desks = text.split(" "), agencies.listed("desk_words")
    while len(words) > 1 and words[0].casefold() in desks:
        del words[0]
    while len(words) > 1 and words[-1].casefold().strip("()") in desks:
        del words[-1]
    name = " ".join(words)
    if name == text or name.casefold() in agencies.listed("plain_words"):
        return None
    found = _named(name)
    is_code = name.isupper() or (found is not None and name == found.name)
    return found if found and found.kind != "outlets" and is_code else None


def _cleaned(printed: str) -> str | None:
    """Return an unknown name as printed, without copyright signs, the alias of a code, and ``www.``."""
    text = _unmarked(printed)
    if found := _ADDRESS.match(text):
        text = found[1].rpartition("@")[2].casefold()
    elif found := _MAIL.search(text):
        text = text[: found.start()].strip(' <"')
        if agencies.listed("organisation_words").isdisjoint(text.casefold().split()):
            return None  # a person
    elif (found := _QCODE.fullmatch(text)) and not text.startswith("urn:"):
        text = found[1]
    if _HOST.fullmatch(text):
        text = re.sub(r"^www\d?\.", "", text, flags=re.IGNORECASE)
    known = agencies.agency(text)
    return None if not text or (known and known.kind == "unnamed") else text


_SURE = 3
"""Letters from which on an alias in Latin script is no chance."""

_HOST = late_pattern(r"(?:[\w-]{1,63}\.){1,8}[^\W\d_]{2,24}")
_ADDRESS = late_pattern(r"(?:https?|ftp)://([^/?#\s]+)", re.IGNORECASE)
_NEWSCODE = late_pattern(r"https?://cv\.iptc\.org/newscodes/newsprovider/([^/?#\s]+)", re.IGNORECASE)
_MAIL = late_pattern(
    r"[<(]?(?:mailto:)?[\w.+%-]{1,64}@((?:[\w-]{1,63}\.){1,8}[^\W\d_]{2,24})[>)]?$", re.IGNORECASE
)
_QCODE = late_pattern(r"[A-Za-z][\w.-]{0,19}:(?!//)(\S(?:.*\S)?)")
_URN = late_pattern(r"urn:(?:[\w-]{1,31}:)?((?:[\w-]{1,63}\.){1,8}[a-z]{2,24}):", re.IGNORECASE)
_AUTHORITY = late_pattern(
    r"tag:(?:[^@:,/]{1,64}@)?(?P<tag>[^:,/]{1,200})[,:]|urn:newsml:(?P<newsml>[^:]{1,200}):", re.IGNORECASE
)
_RESERVED = late_pattern(
    r"(?:^|\.)(?:localhost|local|localdomain|example|invalid|test|example\.(?:com|net|org)|example\.agency\.com)$",
    re.IGNORECASE,
)
"""Hosts that are nobody's (RFC 2606 and RFC 6761)."""

_YEARS = late_pattern(r"\b(?:19|20)\d\d(?:\s*[-–/]\s*(?:(?:19|20)?\d\d))?\b")
_MARKS = late_pattern(
    r"^(?:(?:\(c\)|©|copyright|&copy;)[\s,:]*)+(?:(?:19|20)\d\d(?:\s*[-–/]\s*\d{2,4})?[\s,:]+)?(?:by\s+)?"
    r"|^[(\[](?=[^()\[\]]*[)\]]$)|(?<=\S)[)\]]$(?<![(\[].)",
    re.IGNORECASE,
)
_NOTICE = late_pattern(
    r"\s*(?:(?:\(c\)|©|Â©|copyright|\(℗\)|℗)[\s,:]*)*(?:(?:19|20)\d\d(?:\s*[-–/]\s*\d{2,4})?[\s,:]*)?(?:by\s+)?"
    r"(?P<holder>[^.,;:|/\n()]{2,80}(?:\.(?=[^\s.,])[^.,;:|/\n()]{1,40}){0,3})",
    re.IGNORECASE,
)
_FORM = late_pattern(
    r"[\s,]+(?:ltd|limited|llc|l\.l\.c|inc|incorporated|corp|corporation|co|company|plc|gmbh|ag|kg|"
    r"gmbh & co\.? kg|s\.a\.s?|s\.?p\.?a|s\.?r\.?l|s\.l|s\.a\.u|b\.v|n\.v|bv|nv|oy|oyj|ab|"
    r"a/s|as|asa|a\.?ş|a\.s|pty\.? ltd|"
    r"pvt\.? ltd|sa|sas|srl|eg|e\.v|z\.s|s\.p)\.?$",
    re.IGNORECASE,
)
_ARTICLE = late_pattern(r"^(?:the|die|la|le|l'|l’|il|de|el)\s+(?=\S)", re.IGNORECASE)


@cache
def _codes() -> dict[str, Agency]:
    return {entry.code: entry for entry in agencies.entries()}


@cache
def _domains() -> dict[str, Agency]:
    return {domain: entry for entry in agencies.entries() for domain in entry.domains}
