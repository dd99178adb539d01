"""The changes of one version against another, for people to read, with the marks of wdiff."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from difflib import SequenceMatcher
from typing import Any

_TOKENS = re.compile(r"\s+|\w+|[^\w\s]")
_MOST = 4000
"""Words of a passage. A longer one is shown as removed and added whole: comparison costs their product."""


def changed_fields(old: Mapping[str, Any], new: Mapping[str, Any]) -> list[str]:
    """Return the names of the fields that differ, in order; a missing field is empty."""
    return sorted(
        name for name in old.keys() | new.keys() if (old.get(name) or None) != (new.get(name) or None)
    )


def text_diff(old: str, new: str) -> str | None:
    """Return the changed paragraphs, words as ``[-removed-]`` and ``{+added+}``; None for equal texts."""
    if old == new:
        return None
    before, after = old.split("\n\n"), new.split("\n\n")
    passages = SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    return "\n\n".join(
        _marked("\n\n".join(before[a:b]), "\n\n".join(after[c:d]))
        for kind, a, b, c, d in passages
        if kind != "equal"
    )


def _marked(old: str, new: str) -> str:
    before, after = _TOKENS.findall(old), _TOKENS.findall(new)
    if max(len(before), len(after)) > _MOST:
        return "".join(_marks(old, new))
    parts: list[str] = []
    for kind, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind == "equal":
            parts += before[a:b]
        else:
            parts += _marks("".join(before[a:b]), "".join(after[c:d]))
    return "".join(parts)


def _marks(old: str, new: str) -> Iterator[str]:
    if old:
        yield f"[-{old}-]"
    if new:
        yield f"{{+{new}+}}"
