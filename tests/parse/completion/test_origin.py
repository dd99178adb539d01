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
        (
            {"credit": ("Reuters.com", "AP Photo")},
            "OSLO",
            {"credit": ("Reuters", "AP"), "provider": "Reuters"},
        ),
        ({"credit": ("ats", "AFP")}, "OSLO", {"provider": "Keystone-ATS"}),
        ({}, "OSLO", {"provider": None}),
    ],
    ids=["dateline", "provider", "canonical", "all known", "desk", "carrier", "nobody"],
)
def test_the_agency_of_the_credit_is_the_provider(values: dict[str, Any], line: str, fields: Derived) -> None:
    assert credited(item(**values), dateline(line), Defaults()) == fields


def test_the_provider_of_the_source_comes_before_the_writer() -> None:
    assert (
        credited(item(), dateline("OSLO (AP)"), Defaults(provider="Tarn Daily"))["provider"] == "Tarn Daily"
    )


@pytest.mark.parametrize(
    ("values", "defaults", "provider"),
    [
        ({"provider": "afp.com"}, Defaults(provider="reuters"), "AFP"),
        ({"guid": "tag:afp.com,2020:1"}, Defaults(provider="reuters"), "Reuters"),
        ({"guid": "tag:afp.com,2020:1", "copyright": "© 2020 Reuters"}, Defaults(), "AFP"),
        ({"guid": "1", "copyright": "© 2020 Reuters", "credit": ("AP",)}, Defaults(), "Reuters"),
        ({"copyright": "© 2020 Reuters", "kind": "picture"}, Defaults(), None),
        ({"copyright": "© 2020 Tarn Daily"}, Defaults(), None),
        ({"copyright": "© 2020 Getty Images"}, Defaults(), None),
        ({"provider": "ada@mail.example", "guid": "urn:newsml:afp.com:20200101:1"}, Defaults(), "AFP"),
        ({"provider": "Agencies"}, Defaults(provider="Tarn Daily"), "Tarn Daily"),
    ],
    ids=[
        "the document before the source", "the source before evidence", "the guid before the notice",
        "the notice before the credit", "a notice on a picture", "an unknown holder", "a seller of pictures",
        "a mailbox", "nobody",
    ],
)  # fmt: skip
def test_the_provider_comes_from_the_surest_evidence(
    values: dict[str, Any], defaults: Defaults, provider: str | None
) -> None:
    assert credited(item(**values), None, defaults)["provider"] == provider


def test_a_notice_of_a_site_is_not_the_writers() -> None:
    page = Item(path="a.html", format="html", copyright="© 2020 AFP")
    assert credited(page, None, Defaults())["provider"] is None


@pytest.mark.parametrize("provider", ["Ada Quay", "ada@mail.example", "Ada Quay <ada@mail.example>"])
def test_a_person_is_no_provider_and_a_warning_names_it(provider: str) -> None:
    found = credited(item(provider=provider, authors=("Ada Quay",)), None, Defaults())
    assert found == {
        "provider": None,
        "warnings": (f"The provider {provider!r} names nobody who issues news.",),
    }


def test_the_agency_that_signs_a_text_carries_it_and_is_the_provider() -> None:
    signed = credited(item(), dateline("OSLO (AFP)"), Defaults(), "NTB")
    assert signed == {"credit": ("NTB", "AFP"), "provider": "NTB"}
    assert credited(item(), dateline("OSLO (AFP)"), Defaults(), "AFP") == {
        "credit": ("AFP",),
        "provider": "AFP",
    }
    assert credited(item(credit=("AP",)), None, Defaults(), "NTB") == {"provider": "NTB"}
    assert credited(item(provider="TT"), None, Defaults(), "NTB") == {"credit": ("NTB",)}


def test_an_agency_that_stands_for_an_author_is_the_credit_but_no_provider() -> None:
    assert credited(item(authors=("Associated Press",)), None, Defaults()) == {
        "credit": ("AP",),
        "provider": None,
    }
    assert credited(item(byline="By The Associated Press"), None, Defaults())["credit"] == ("AP",)
    assert credited(item(authors=("Reuters",), credit=("AP",)), None, Defaults()) == {"provider": "AP"}


def test_a_company_with_and_without_its_legal_form_is_one() -> None:
    found = credited(item(credit=("Norwind Media, LLC", "Norwind Media", "AP")), None, Defaults())
    assert found["credit"] == ("Norwind Media, LLC", "AP")


def test_services_of_one_agency_are_one_in_the_credit() -> None:
    item = Item(path="a.txt", format="iptc7901", body_text="Les violences.")
    dateline = parse_dateline("Paris (ats afp) Les violences liées aux manifestations sont une catastrophe.")
    assert credited(item, dateline, Defaults(), "sda")["credit"] == ("ats", "AFP")
