"""Where an item comes from: the outlets of its credit and its places."""

from __future__ import annotations

from typing import Any

import pytest

from newswire.model import Defaults, Item
from newswire.parse.completion.derived import Derived
from newswire.parse.completion.origin import credited
from newswire.parse.dateline.parser import Dateline, parse_dateline


def item(**values: Any) -> Item:
    return Item(path="a.txt", format="test", **values)


def dateline(line: str) -> Dateline:
    found = parse_dateline(f"{line} - A ferry stopped.")
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("values", "line", "fields"),
    [
        ({}, "OSLO (Tarn Daily/AP)", {"credit": ("Tarn Daily", "AP"), "provider": "AP"}),
        ({"provider": "NTB"}, "OSLO (AP)", {"credit": ("AP",)}),
        ({"credit": ("ASSOCIATED PRESS",)}, "OSLO (NTB)", {"credit": ("AP",), "provider": "AP"}),
        ({"credit": ("AP",), "provider": "AP"}, "OSLO (NTB)", {}),
        ({}, "OSLO", {"provider": None}),
    ],
    ids=["dateline", "provider", "canonical", "all known", "nobody"],
)
def test_the_last_of_the_credit_is_the_provider(values: dict[str, Any], line: str, fields: Derived) -> None:
    assert credited(item(**values), dateline(line), Defaults()) == fields


def test_the_provider_of_the_source_comes_before_the_writer() -> None:
    assert (
        credited(item(), dateline("OSLO (AP)"), Defaults(provider="Tarn Daily"))["provider"] == "Tarn Daily"
    )


def test_the_agency_that_signs_a_text_carries_it_and_is_the_provider() -> None:
    signed = credited(item(), dateline("OSLO (AFP)"), Defaults(), "NTB")
    assert signed == {"credit": ("NTB", "AFP"), "provider": "NTB"}
    assert credited(item(), dateline("OSLO (AFP)"), Defaults(), "AFP") == {
        "credit": ("AFP",),
        "provider": "AFP",
    }
    assert credited(item(credit=("AP",)), None, Defaults(), "NTB") == {"provider": "NTB"}
    assert credited(item(provider="TT"), None, Defaults(), "NTB") == {"credit": ("NTB",)}
