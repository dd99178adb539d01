"""Lines, keywords, notes and rights of a NewsML 1 item."""

from __future__ import annotations

from lxml import etree

from newswire.model import Subject
from newswire.parse.formats.newsml_1.content import Components, components_of
from newswire.parse.formats.newsml_1.lines import (
    abstract,
    companies_in,
    copyright_in,
    keywords_in,
    line,
    note_in,
    properties_in,
    typed,
    usage_in,
)


def components(inside: str) -> Components:
    return components_of(etree.fromstring(f"<NewsItem><NewsComponent>{inside}</NewsComponent></NewsItem>"))


def test_lines_by_name_and_by_type() -> None:
    summary = "<NewsLineType FormalName='SummaryLine'/><NewsLineText>Dark.</NewsLineText>"
    lines = f"<NewsLines><SlugLine>FERRY</SlugLine><NewsLine>{summary}</NewsLine></NewsLines>"
    said = components(lines).said
    assert (line(said, "slugline"), typed(said, "summary"), abstract(said)) == ("FERRY", "Dark.", "Dark.")


def test_keywords_of_lines_series_and_properties_of_any_name() -> None:
    found = components(
        "<NewsLines><KeywordLine>ferry; quay</KeywordLine><SeriesLine>Harbours</SeriesLine></NewsLines>"
        "<Metadata><MetadataType FormalName='NwKeywords'/>"
        "<Property FormalName='NwIndustryKeywords' Value='Ships'/></Metadata>"
    )
    assert keywords_in(found, properties_in(found.said)) == ("ferry", "quay", "Harbours", "Ships")


def test_codes_and_names_of_companies_are_subjects() -> None:
    found = components(
        "<DescriptiveMetadata><Property FormalName='Isin' Value='NO0003054108; NO0010063308'/>"
        "<Property FormalName='Ticker' Value='NWS'/><Property FormalName='Company' Value='Norwind Shipping'/>"
        "<Property FormalName='Ric' Value=''/><Property FormalName='Format' Value='news2'/>"
        "</DescriptiveMetadata>"
    )
    assert tuple(companies_in(properties_in(found.said))) == (
        Subject("NO0003054108", None, "ISIN"),
        Subject("NO0010063308", None, "ISIN"),
        Subject("NWS", None, "ticker"),
        Subject(None, "Norwind Shipping", "company"),
    )


def test_notes_contain_contacts() -> None:
    contact = "<ContentItem><DataContent>555-0101</DataContent></ContentItem>"
    found = components(f"<NewsComponent><Role FormalName='Kontakt'/>{contact}</NewsComponent>")
    assert note_in(found, {"ednote": ["UPDATES"]}, {}) == "UPDATES\n555-0101"


def test_rights() -> None:
    lines = "<RightsLine>No archives</RightsLine><CopyrightLine>(c) Norwind</CopyrightLine>"
    said = components(f"<NewsLines>{lines}</NewsLines>").said
    assert (usage_in(said), copyright_in(said)) == ("No archives", "(c) Norwind")
