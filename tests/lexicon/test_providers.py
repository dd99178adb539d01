"""One name for each provider, by whatever a document calls it."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from newswire.lexicon import agencies, providers


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("Agence France Presse", "AFP"),
        ("afp.com", "AFP"),
        ("www.afp.com", "AFP"),
        ("https://www.afp.com/en/news-hub", "AFP"),
        ("http://cv.iptc.org/newscodes/newsprovider/AFP", "AFP"),
        ("desk@afp.com", "AFP"),
        ("Ada Quay <ada@reuters.com>", "Reuters"),
        ("Reuters.Com", "Reuters"),
        ("graphics.reuters.com", "Reuters"),
        ("REUTERS", "Reuters"),
        ("Thomson Reuters Ltd.", "Reuters"),
        ("(c) Reuters", "Reuters"),
        ("THE CANADIAN PRESS", "CP"),
        ("nprov:dpa", "dpa"),
        ("dnlprov:dpa", "dpa"),
        ("dpa GmbH", "dpa"),
        ("nprov:GYI", "Getty Images"),
        ("www.sda-ats.ch", "Keystone-ATS"),
        ("SDA", "Keystone-ATS"),
        ("ats", "Keystone-ATS"),
        ("KEYSTONE-SDA", "Keystone-ATS"),
        ("Agenzia telegrafica svizzera", "Keystone-ATS"),
        ("ots", "Presseportal"),
        ("OTS", "APA-OTS"),
        ("www.ots.at", "APA-OTS"),
        ("EPA-EFE", "EPA"),
        ("美國商業資訊", "Business Wire"),
        ("뉴스와이어", "Korea Newswire"),
        ("РИА Новости Украина", "RIA Novosti Ukraine"),
        ("EFE, S.A.", "EFE"),
        ("Business Wire, Inc.", "Business Wire"),
    ],
)
def test_an_agency_has_one_name_by_name_domain_address_and_code(printed: str, name: str) -> None:
    assert providers.provider(printed) == name


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("Belga Exporter", "Belga"),
        ("Unknown AP", "AP"),
        ("AP Online", "AP"),
        ("AFP Sport", "AFP"),
        ("News Focus", "News Focus"),
        ("Sun Sport", "Sun Sport"),
        ("lni", "lni"),
    ],
)
def test_a_desk_is_its_agency_if_the_rest_is_a_name_and_no_plain_word(printed: str, name: str) -> None:
    assert providers.provider(printed) == name


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("nordwind.example", "nordwind.example"),
        ("www.nordwind.example", "nordwind.example"),
        ("https://www.nordwind.example/news", "nordwind.example"),
        ("web:www.nordwind.example", "nordwind.example"),
        ("nprov:Nordwind", "Nordwind"),
        ("Nordwind  Media GmbH", "Nordwind Media GmbH"),
        ("Nordwind News <desk@nordwind.example>", "Nordwind News"),
        ("The Sun", "The Sun"),
        ("Monitor", "Monitor"),
        ("EP", "EP"),
        ("MNA", "MNA"),
    ],
)
def test_an_unknown_issuer_stays_as_printed_without_what_is_no_name(printed: str, name: str) -> None:
    assert providers.issuer(printed) is None
    assert providers.provider(printed) == name


@pytest.mark.parametrize("printed", ["", " ", "ada@mail.example", "Ada Quay <ada@mail.example>", "Agencies"])
def test_a_person_and_nobody_are_no_provider(printed: str) -> None:
    assert providers.provider(printed) is None


def test_a_mailbox_of_an_outlet_is_no_outlet_because_readers_have_mailboxes_too() -> None:
    assert providers.provider("ada@yahoo.com") is None


@pytest.mark.parametrize("entry", agencies.entries(), ids=lambda entry: entry.code)
def test_canonical_names_codes_and_domains_round_trip(entry: agencies.Agency) -> None:
    if entry.kind in {"desks", "unnamed"}:
        return
    issuer = providers.by_code(entry.issuer) if entry.issuer else entry
    assert issuer is not None
    assert providers.by_code(entry.code) == entry
    assert providers.provider(entry.name) == issuer.name
    assert {providers.provider(domain) for domain in entry.domains} <= {issuer.name}


@given(st.text(max_size=60))
@example("(c) (c) Tarn")
@example("a:b:c")
@example("www.www.tarn.example")
@example("https://www.www.tarn.example")
@example("The (AFP)")
@example("x:https://tarn.example")
def test_a_name_is_canonical_after_one_step(printed: str) -> None:
    """An old name in the warehouse leads to the name that a new document gets."""
    name = providers.provider(printed)
    assert name is None or providers.provider(name) == name


@pytest.mark.parametrize(
    ("guid", "name"),
    [
        ("tag:reuters.com,2020:newsml_X1", "Reuters"),
        ("urn:newsml:afp.com:20200101:X1", "AFP"),
        ("urn:newsml:Belga Exporter:20200101:X1", "Belga"),
        ("urn:newsml:nordwind.example.no:20200101:X1", "nordwind.example.no"),
        ("https://api.ap.org/media/v/content/1", "AP"),
        ("urn:nato.int:2020-x", "NATO"),
        ("tag:localhost,2020:1", None),
        ("urn:newsml:tarn.example:20200101:X1", None),
        ("urn:newsml:localhost:20200101:X1", None),
        ("urn:newswire:tarn:0123", None),
        ("https://tarn.example/1", None),
        ("20200101-1", None),
    ],
)
def test_the_authority_of_an_identifier(guid: str, name: str | None) -> None:
    assert providers.authority(guid) == name


@pytest.mark.parametrize(
    ("notice", "name"),
    [
        ("© 2020 AFP", "AFP"),
        ("Copyright 2019 The Associated Press. All rights are reserved.", "AP"),
        ("Copyright Business Wire 2013", "Business Wire"),
        ("2015 Australian Associated Press", "AAP"),
        ("(C) Copyright Thomson Reuters 2018. See the terms.", "Reuters"),
        ("Copyright", None),
        ("A story of AFP. It is free.", None),
        ("© 2020 Tarn Daily", None),
    ],
)
def test_the_holder_in_a_copyright_notice(notice: str, name: str | None) -> None:
    held = providers.holder(notice)
    assert (held and held.name) == name
