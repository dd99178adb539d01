"""Regular expressions that are compiled at their first use."""

from __future__ import annotations

import re

import pytest

from newswire.lexicon.patterns import late as module
from newswire.lexicon.patterns.late import late_pattern


def test_a_late_pattern_does_what_a_compiled_one_does() -> None:
    late, compiled = late_pattern(r"(?P<day>\d+)\. may", re.IGNORECASE), re.compile("quay")
    match = late.search("on the 3. May")
    assert match
    assert (match["day"], late.sub("x", "3. MAY"), late.pattern) == ("3", "x", r"(?P<day>\d+)\. may")
    assert late.flags & re.IGNORECASE
    assert [type(getattr(late, name)) for name in ("match", "split", "findall")] == [
        type(getattr(compiled, name)) for name in ("match", "split", "findall")
    ]


def test_a_late_pattern_is_compiled_once_and_not_before_it_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    compiled: list[str] = []
    compile_ = re.compile
    monkeypatch.setattr(
        module.re, "compile", lambda pattern, flags: compiled.append(pattern) or compile_(pattern, flags)
    )
    late = late_pattern("quay")
    assert compiled == []
    assert late.match("quay")
    assert late.fullmatch("quay")
    assert not late.match("pier")
    assert compiled == ["quay"]


def test_the_text_of_a_late_pattern_may_be_made_at_its_first_use() -> None:
    made: list[str] = []
    late = late_pattern(lambda: made.append("quay") or "quay", re.IGNORECASE)
    assert made == []
    assert late.match("QUAY")
    assert late.search("the quay")
    assert made == ["quay"]


def test_an_error_of_the_pattern_is_raised_at_each_use() -> None:
    late = late_pattern("(")
    for _ in range(2):
        with pytest.raises(re.error, match="missing"):
            late.match("quay")
    with pytest.raises(AttributeError, match="no_such_method"):
        late_pattern("quay").no_such_method  # type: ignore[attr-defined] # noqa: B018
