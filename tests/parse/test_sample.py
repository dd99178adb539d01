"""The sample article, value by value."""

import datetime as dt
from pathlib import Path

import pytest

from newswire.model import Defaults, Document, Item
from newswire.parse import parse_document

SAMPLE = Path(__file__).parents[1] / "fixtures/sample/000_55f50601ab94b96e.txt"


def parsed(defaults: Defaults | None = None, path: str = "drop/a.txt") -> Item:
    (item,) = parse_document(Document(SAMPLE.read_bytes(), path), defaults or Defaults())
    assert isinstance(item, Item)
    return item


@pytest.fixture(scope="module")
def sample() -> Item:
    return parsed()


def test_dateline_place_and_country(sample: Item) -> None:
    assert sample.dateline == "KIEV (UrduPoint News / Sputnik - 02nd November, 2020)"
    assert (sample.place, sample.places, sample.country) == ("KIEV", ("KIEV",), "UA")


def test_carrier_first_and_writer_last(sample: Item) -> None:
    assert sample.credit == ("UrduPoint News", "Sputnik")


def test_provider_is_the_writer_unless_one_is_configured(sample: Item) -> None:
    assert sample.provider == "Sputnik"
    assert parsed(Defaults(provider="UrduPoint")).provider == "UrduPoint News"


def test_published_on_the_day_that_both_pieces_of_evidence_give(sample: Item) -> None:
    assert sample.published == dt.datetime(2020, 11, 2, tzinfo=dt.UTC)
    assert (sample.published_precision, sample.published_from) == ("day", "leading date")
    assert sample.as_json()["published"] == "2020-11-02"
    assert sample.warnings == ()


def test_a_dateline_of_another_day_is_doubted() -> None:
    text = SAMPLE.read_bytes().replace(b"02nd November", b"12th November")
    (item,) = parse_document(Document(text, "a.txt"), Defaults())
    assert isinstance(item, Item)
    assert item.warnings == ("The dateline's date 2020-11-12 contradicts leading date 2020-11-02.",)


def test_seven_paragraphs_without_the_dateline(sample: Item) -> None:
    paragraphs = (sample.body_text or "").split("\n\n")
    assert len(paragraphs) == 7
    assert paragraphs[0].startswith("Ukrainian Foreign Minister Dmytro Kuleba held")
    assert paragraphs[-1].endswith('"closed."')


def test_no_headline_no_byline(sample: Item) -> None:
    assert sample.headline is None
    assert sample.byline is None


def test_language_and_words(sample: Item) -> None:
    assert sample.language == "en"
    assert sample.word_count == len((sample.body_text or "").split()) == 357


def test_identity_comes_from_content_and_source(sample: Item) -> None:
    assert sample.guid == "urn:newswire:item:63c7f8b8ab71b72451768b0412f86783"
    assert parsed(path="elsewhere/b.txt").guid == sample.guid
    assert (
        parsed(Defaults(source="urdupoint")).guid == "urn:newswire:urdupoint:63c7f8b8ab71b72451768b0412f86783"
    )
