"""Levels and thresholds of checks, as people write them."""

from __future__ import annotations

import pytest

from newswire.errors import NewswireError
from newswire.limits.checks import DEFAULTS, Limit, limits, read


def test_every_check_warns_by_default() -> None:
    assert limits({}) == {name: Limit("warn", threshold) for name, threshold in DEFAULTS.items()}


@pytest.mark.parametrize(
    ("value", "limit"),
    [
        ("fail", Limit("fail", 0.2)),
        ("off", Limit("off", 0.2)),
        ("0.4", Limit("warn", 0.4)),
        (0.4, Limit("warn", 0.4)),
        ("fail 0.4", Limit("fail", 0.4)),
    ],
)
def test_a_value_is_a_level_or_a_threshold_or_both(value: str | float, limit: Limit) -> None:
    assert read({"rejected": value}) == {"rejected": limit}


@pytest.mark.parametrize("value", ["", "loud", "fail 0.4 0.5", "0.4 fail", "-1", "nan", "inf"])
def test_any_other_value_is_refused_with_the_right_form(value: str) -> None:
    with pytest.raises(ValueError, match=r"fail, 0\.4 or 'fail 0.4' has the right form"):
        read({"rejected": value})


def test_a_check_that_does_not_exist_is_refused_with_those_that_do() -> None:
    with pytest.raises(ValueError, match="no check 'rejects'; there are silent_zero, drop, late"):
        read({"rejects": "fail"})


def test_a_source_outweighs_the_setting_for_all(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NEWSWIRE_CHECKS", "rejected=fail 0.4, late = off")
    found = limits({"rejected": "warn"})
    assert (found["rejected"], found["late"], found["drop"]) == (
        Limit("warn", 0.2), Limit("off", 12), Limit("warn", 0.5),
    )  # fmt: skip


@pytest.mark.parametrize("value", ["rejected", "rejected fail", "rejects=fail"])
def test_a_setting_that_cannot_be_read_names_itself(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv("NEWSWIRE_CHECKS", value)
    with pytest.raises(NewswireError, match=f"NEWSWIRE_CHECKS is '{value}': "):
        limits({})
