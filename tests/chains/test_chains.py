"""Chains as agencies really send them, in every order of arrival: the end is always the same."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import psycopg
import pytest

from tests.support.stories import SENTENCES, contents, drop, run, visible

Deliver = Callable[[Sequence[bytes]], dict[str, Any]]


def news_item(
    version: int, created: str, headline: str, *, status: str = "usable", body: Sequence[str] = SENTENCES
) -> bytes:
    """A NewsML-G2 newsItem of one agency, as it comes alone in a file."""
    paragraphs = "".join(f"<p>{sentence}.</p>" for sentence in body)
    return f"""<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" standard="NewsML-G2"
        standardversion="2.29" guid="tag:norwind.example,2024:pier" version="{version}">
      <itemMeta><itemClass qcode="ninat:text"/><provider literal="Norwind"/>
        <versionCreated>{created}</versionCreated><pubStatus qcode="stat:{status}"/></itemMeta>
      <contentMeta><language tag="en"/><headline>{headline}</headline></contentMeta>
      <contentSet><inlineXML contenttype="application/xhtml+xml"><html xmlns="http://www.w3.org/1999/xhtml">
        <body>{paragraphs}</body></html></inlineXML></contentSet>
    </newsItem>""".encode()


def news_component(item: str, revision: int, headline: str, body: Sequence[str] = SENTENCES) -> bytes:
    """A NewsML 1 message of an agency that gives all its stories one PublicIdentifier."""
    paragraphs = "".join(f"<p>{sentence}.</p>" for sentence in body)
    return f"""<NewsML><NewsEnvelope><DateAndTime>20240507T120000+0200</DateAndTime></NewsEnvelope>
      <NewsItem><Identification><NewsIdentifier>
        <ProviderId>norwind.example</ProviderId><DateId>20240507</DateId><NewsItemId>{item}</NewsItemId>
        <RevisionId PreviousRevision="{revision - 1}" Update="N">{revision}</RevisionId>
        <PublicIdentifier>urn:newsml:norwind.example:service</PublicIdentifier>
      </NewsIdentifier></Identification>
      <NewsManagement><NewsItemType FormalName="News"/>
        <FirstCreated>20240507T110000+0200</FirstCreated>
        <ThisRevisionCreated>20240507T12{revision:02}00+0200</ThisRevisionCreated>
        <Status FormalName="Usable"/></NewsManagement>
      <NewsComponent><NewsLines><HeadLine>{headline}</HeadLine></NewsLines>
        <ContentItem><Format FormalName="XHTML"/>
          <DataContent><html><body>{paragraphs}</body></html></DataContent>
        </ContentItem></NewsComponent></NewsItem></NewsML>""".encode()


CORRECTED_THEN_KILLED = (
    news_item(1, "2024-05-07T12:00:00Z", "Pier to be rebuilt"),
    news_item(2, "2024-05-07T12:30:00Z", "CORRECTED-Pier to be rebuilt", body=SENTENCES[:3]),
    news_item(3, "2024-05-07T13:00:00Z", "CORRECTED-Pier to be rebuilt", status="canceled", body=()),
)
NUMBER_SENT_TWICE = (
    news_item(3, "2024-05-07T12:00:00Z", "Pier to be rebuilt"),
    news_item(4, "2024-05-07T12:30:00Z", "Northern pier to be rebuilt"),
    news_item(4, "2024-05-09T12:30:00Z", "Northern pier to be rebuilt", body=SENTENCES[:3]),
)
ONE_IDENTIFIER_FOR_ALL = (
    news_component("pier", 1, "Pier to be rebuilt"),
    news_component("pier", 2, "Pier to be rebuilt in spring"),
    news_component(
        "strike", 1, "Dockers on strike", ("Dockers of Port Albers went on strike over pay at noon",)
    ),
)


@pytest.fixture
def deliver(warehouse: psycopg.Connection, sources: Path, wire: Path) -> Deliver:
    """Deliver documents one by one, each in a run of its own, and tell what the warehouse says then."""

    def deliver_all(documents: Sequence[bytes]) -> dict[str, Any]:
        for number, document in enumerate(documents):
            drop(wire, f"{number}.xml", document)
            run(warehouse, sources, "wire")
        found = contents(warehouse)
        for version in found["versions"]:
            del version["locator"], version["path"]
        return {"versions": found["versions"], "stories": found["stories"], "visible": visible(warehouse)}

    return deliver_all


@pytest.mark.parametrize("order", list(itertools.permutations(range(3))))
def test_a_correction_and_then_a_kill(deliver: Deliver, order: Sequence[int]) -> None:
    found = deliver([CORRECTED_THEN_KILLED[place] for place in order])
    assert [(version["version"], version["current"]) for version in by_version(found)] == [
        ("1", False), ("2", False), ("3", True),
    ]  # fmt: skip
    assert found["visible"] == []


@pytest.mark.parametrize("order", list(itertools.permutations(range(3))))
def test_a_version_number_that_is_sent_twice(deliver: Deliver, order: Sequence[int]) -> None:
    found = deliver([NUMBER_SENT_TWICE[place] for place in order])
    chain = [
        (version["version"], version["version_created"][:10], version["current"])
        for version in by_version(found)
    ]
    assert chain == [("3", "2024-05-07", False), ("4", "2024-05-07", False), ("4", "2024-05-09", True)]
    assert len(found["stories"]) == 1


@pytest.mark.parametrize("order", list(itertools.permutations(range(3))))
def test_one_identifier_for_all_stories_of_an_agency(deliver: Deliver, order: Sequence[int]) -> None:
    found = deliver([ONE_IDENTIFIER_FOR_ALL[place] for place in order])
    assert len(found["stories"]) == 2
    assert len({version["guid"] for version in found["versions"]}) == 2
    assert [version["headline"] for version in by_version(found) if version["current"]] == [
        "Dockers on strike", "Pier to be rebuilt in spring",
    ]  # fmt: skip


def by_version(found: dict[str, Any]) -> list[dict[str, Any]]:
    """Versions in the order of their numbers and times."""
    return sorted(
        found["versions"], key=lambda version: (version["version"], version["version_created"] or "")
    )
