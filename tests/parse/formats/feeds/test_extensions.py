"""Elements that agencies add to feeds are read by their names, in any namespace of their own."""

from __future__ import annotations

import pytest
from lxml import etree

from newswire.model import Subject
from newswire.parse.formats.feeds.extensions import read_extensions
from newswire.parse.formats.feeds.feed import Entry


def extended(inside: str, entry: Entry | None = None) -> Entry:
    found = entry or Entry()
    read_extensions(etree.fromstring(f"<item xmlns:n='urn:norwind'>{inside}</item>"), found)
    return found


def test_lines_of_a_story() -> None:
    found = extended(
        "<n:Slug_Line>ferry-stop</n:Slug_Line><n:by-line>By Anna Halvorsen</n:by-line>"
        "<n:DateLine>GRENHOLM (Norwind)</n:DateLine><n:LocationLine City='Grenholm'>Quay 3</n:LocationLine>"
        "<n:EditorsNote>With picture</n:EditorsNote><n:priority>4.0</n:priority><n:urgency Id='3'/>"
        "<n:revision>2</n:revision><n:creditLine>Norwind</n:creditLine>"
    )
    assert (found.slugline, found.byline, found.dateline) == (
        "ferry-stop",
        "By Anna Halvorsen",
        "GRENHOLM (Norwind)",
    )
    assert (found.place, found.ed_note, found.priority, found.urgency) == ("Grenholm", "With picture", 4, 3)
    assert (found.version, found.credit) == ("2", ["Norwind"])


def test_the_first_element_of_a_name_counts() -> None:
    found = extended(
        "<n:slug>ferry</n:slug><n:slugword>quay</n:slugword><n:urgency>1</n:urgency><n:urgency>5</n:urgency>"
    )
    assert (found.slugline, found.urgency) == ("ferry", 1)


def test_a_headline_element_makes_the_title_a_slugline() -> None:
    found = extended(
        "<n:ExtendedHeadLine>Ferry stops in Grenholm</n:ExtendedHeadLine>", Entry(title="FERRY-STOP")
    )
    assert (found.title, found.slugline) == ("Ferry stops in Grenholm", "FERRY-STOP")


def test_the_longer_text_is_the_content_and_a_loss_is_a_warning() -> None:
    found = extended("<n:body><p>The ferry stopped.</p></n:body>", Entry(content="Stopped."))
    assert found.content == "The ferry stopped."
    assert found.warnings == ["The text in body was taken instead of the shorter content."]
    assert (
        extended("<n:body>Stopped.</n:body>", Entry(content="The ferry stopped.")).content
        == "The ferry stopped."
    )


@pytest.mark.parametrize(
    ("written", "status"),
    [("usable", "usable"), ("stat:Canceled", "canceled"), ("Embargoed", "withheld"), ("KILLED", "canceled")],
)
def test_a_status(written: str, status: str) -> None:
    assert extended(f"<n:pubStatus>{written}</n:pubStatus>").pubstatus == status


def test_a_status_that_is_not_known_is_a_warning() -> None:
    found = extended("<n:pubStatus>sleeping</n:pubStatus>")
    assert found.pubstatus is None
    assert found.warnings == ["The publishing status 'sleeping' is not known and was passed over."]


@pytest.mark.parametrize("until", ["2020-11-03T06:00:00", "2020-11-03T06:00:00Z"])
def test_a_status_may_end_in_utc(until: str) -> None:
    found = extended(f"<n:PublishingStatus statusChangeOn='{until}'>withheld</n:PublishingStatus>")
    assert found.embargo == [("statusChangeOn", "2020-11-03T06:00:00Z")]


def test_times_keep_the_name_of_their_element() -> None:
    found = extended("<n:FirstCreated>2020-11-02</n:FirstCreated><n:embargoUntil>2020-11-03</n:embargoUntil>")
    assert found.published == [("FirstCreated", "2020-11-02")]
    assert found.embargo == [("embargoUntil", "2020-11-03")]


def test_subjects_and_keywords() -> None:
    found = extended(
        "<n:subjects><n:EntityClassification Id='F1' Value='Ferries' Authority='Norwind'/>"
        "<n:category>Coast</n:category></n:subjects><n:keywords>quay, harbour</n:keywords>"
        "<n:tags><n:tag>tug</n:tag><n:tag>sea</n:tag></n:tags>"
    )
    assert found.subjects == [Subject("F1", "Ferries", "Norwind"), Subject(None, "Coast")]
    assert found.keywords == ["quay", "harbour", "tug", "sea"]


def test_elements_of_rss_and_deeply_nested_ones_are_ignored() -> None:
    assert extended("<category>Coast</category><pubDate>2020-11-02</pubDate>") == Entry()
    assert extended("<slugline>ferry</slugline>").slugline == "ferry"
    deep = "<n:slug>ferry</n:slug>"
    assert extended("<n:a>" * 4 + deep + "</n:a>" * 4).slugline == "ferry"
    assert extended("<n:a>" * 5 + deep + "</n:a>" * 5).slugline is None
