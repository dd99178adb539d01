"""Reporters and desks that a newspaper names by their role: ``(Staff Reporter)``, ``जागरण संवाददाता, …``."""

from __future__ import annotations

import re


def _words(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"\S+", text))


_ROLES = _words("correspondent reporter reporters writer desk report")
_KINDS = _words(
    "our special senior staff city crime court sport sports business political web news monitoring bureau"
)
_ALONE = _words("corresponsal correspondente corrispondente korrespondent muhabir प्रतिनिधी प्रतिनिधि")
_LAST_WORDS = _words(
    "رپورٹر نمائندہ خصوصی نگار ڈیسک خبرنگار संवाददाता सूत्र सहयोगी ब्यूरो प्रतिनिधि प्रतिनिधी वार्ताहर डेस्क "
    "প্রতিবেদক প্রতিনিধি সংবাদদাতা রিপোর্টার করেসপন্ডেন্ট ডেস্ক নিউজডেস্ক"
)
"""Last words of a role in languages whose papers put their own name before it: ``अमर उजाला ब्यूरो``."""
_NEWSROOMS = _words("redacción redaccion redação redazione rédaction redaktion newsroom")


def is_reporter(printed: str) -> bool:
    """Return whether the words name a reporter or a desk by the role, in place of a byline."""
    words = printed.casefold().split()
    if words[-1] in _LAST_WORDS:
        return len(words) < 5
    if words[0] in _ALONE:
        return len(words) == 1
    return words[-1] in _ROLES and len(words) > 1 and _KINDS.issuperset(words[:-1])


def is_newsroom(printed: str) -> bool:
    """Return whether a newsroom stands in place of a story's place: ``Redacción Ciencia, 5 ene (EFE)``."""
    return printed.partition(" ")[0].casefold() in _NEWSROOMS
