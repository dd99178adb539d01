"""Times keep the zone and the precision that the page gives, and contradictions are named."""

import pytest

from newswire.parse.pages.facts.dates import day_in_address
from tests.parse.pages.facts.reading import HEADLINE, facts, story

H1 = f"<h1>{HEADLINE}</h1>"


def meta(name: str, value: str) -> str:
    """Return a ``meta`` element."""
    return f'<meta property="{name}" content="{value}">'


def test_the_time_of_json_ld_comes_first_with_its_zone_and_precision() -> None:
    found = facts(
        story(datePublished="2026-03-04T05:06:07+01:00", dateModified="2026-03-04T06:00:00+01:00")
        + meta("article:published_time", "2026-03-04T04:06:07Z")
    )
    assert found.published is not None
    assert found.modified is not None
    assert found.published.isoformat() == "2026-03-04T05:06:07+01:00"
    assert (found.published_precision, found.how["published"]) == (
        "second",
        "JSON-LD NewsArticle.datePublished",
    )
    assert found.modified.isoformat() == "2026-03-04T06:00:00+01:00"
    assert found.warnings == []


@pytest.mark.parametrize("zoned", ["2026-03-04T05:06:07+01:00", "2026-03-04T04:06:07Z"])
def test_a_time_without_zone_takes_that_of_another_statement_of_it(zoned: str) -> None:
    found = facts(story(datePublished="2026-03-04 05:06:07") + meta("date", zoned))
    assert found.published is not None
    assert found.published.timestamp() == 1772597167
    assert found.warnings == []


def test_a_day_takes_the_time_of_another_statement_of_the_same_day() -> None:
    found = facts(story(datePublished="2026-03-04") + meta("article:published_time", "2026-03-04T05:06:07Z"))
    assert (found.published_precision, found.how["published"]) == ("second", "meta article:published_time")


def test_a_time_without_zone_is_taken_in_that_of_the_source_with_a_warning() -> None:
    found = facts(story(datePublished="2026-03-04T05:06"), timezone="Europe/Oslo")
    assert found.published is not None
    assert found.published.isoformat() == "2026-03-04T05:06:00+01:00"
    assert found.published_precision == "minute"
    assert found.warnings == [
        "JSON-LD NewsArticle.datePublished '2026-03-04T05:06' has no time zone; taken in Europe/Oslo."
    ]


def test_the_clock_time_with_another_offset_than_greenwich_s_is_right() -> None:
    found = facts(story(datePublished="2026-03-04T05:06:07Z") + meta("date", "2026-03-04T05:06:07+09:00"))
    assert found.published is not None
    assert found.published.isoformat() == "2026-03-04T05:06:07+09:00"
    [warning] = found.warnings
    assert warning.endswith("contradict each other; the second was taken.")


def test_a_contradiction_is_named_with_both_times() -> None:
    found = facts(
        story(datePublished="2026-03-04T05:06:07Z") + meta("article:published_time", "2026-03-09T00:00:00Z")
    )
    assert found.published is not None
    assert found.published.day == 4
    assert found.warnings == [
        "JSON-LD NewsArticle.datePublished '2026-03-04T05:06:07Z' and meta article:published_time"
        " '2026-03-09T00:00:00Z' contradict each other; the first was taken."
    ]


def test_a_value_that_is_no_time_is_passed_over() -> None:
    found = facts(story(datePublished="{{date}}") + meta("article:published_time", "2026-03-04T05:06:07Z"))
    assert found.how["published"] == "meta article:published_time"
    assert found.warnings == []


@pytest.mark.parametrize(
    ("printed", "time"),
    [
        ('<time datetime="2026-03-04T05:06:07Z">today</time>', "2026-03-04T05:06:07+00:00"),
        ("<p>Updated March 4, 2026</p>", "2026-03-04T00:00:00+00:00"),
        ("<p>By Ann Lee — March 4, 2026 · 5 min read</p>", "2026-03-04T00:00:00+00:00"),
        ("<div>Veröffentlicht am 4. März 2026, 05:06 Uhr</div>", "2026-03-04T05:06:00+00:00"),
        ('<abbr class="published" title="2026-03-04T05:06:07Z">today</abbr>', "2026-03-04T05:06:07+00:00"),
        ("<p>৪ মার্চ ২০২৬</p>", "2026-03-04T00:00:00+00:00"),
        ("<p>公開：2026年3月4日 05時06分</p>", "2026-03-04T05:06:00+00:00"),
        ("<p>入力 2026.03.04 05:06</p>", "2026-03-04T05:06:00+00:00"),
        ("<span>4 mars 2026</span>", "2026-03-04T00:00:00+00:00"),
        (
            "<p>Updated March 9, 2026</p><p>Published: March 4, 2026</p>",
            "2026-03-04T00:00:00+00:00",
        ),
    ],
)
def test_a_printed_time_counts_where_nothing_is_stated(printed: str, time: str) -> None:
    found = facts(body=f"{H1}{printed}<p>The ship sailed at night.</p>")
    assert found.published is not None
    assert found.published.isoformat() == time


@pytest.mark.parametrize(
    "other",
    [
        "<header><p>Today is March 9, 2026</p></header><main>" + H1 + "</main>",
        H1 + '<div class="related"><time datetime="2026-03-09">9 March</time></div>',
        H1 + '<div class="comments"><time datetime="2026-03-09">9 March</time></div>',
        H1 + "<aside><span>March 9, 2026</span></aside>",
        H1 + "<p>The society's forum met on 2026-03-09 in the harbour and left again.</p>",
    ],
)
def test_days_of_the_page_head_of_teasers_and_of_sentences_are_no_time_of_the_story(other: str) -> None:
    assert facts(body=other).published is None


def test_a_day_in_the_address_counts_before_the_day_of_a_change() -> None:
    url = "https://harbour.example/2026/03/04/ferry"
    found = facts(body=f"{H1}<p>Updated March 9, 2026</p>", url=url)
    assert found.published is not None
    assert (found.published.day, found.published_precision, found.how["published"]) == (4, "day", "address")


@pytest.mark.parametrize(
    ("address", "day"),
    [
        ("https://a.example/2026/03/04/x", "2026-03-04"),
        ("https://a.example/x-20260304-1", "2026-03-04"),
        ("https://a.example/id/12026030455", None),
        ("https://a.example/2026/3/4/x", "2026-03-04"),
        ("https://a.example/2026/mar/04/x", "2026-03-04"),
        ("https://a.example/article/A2026030409150001234", "2026-03-04"),
        ("https://a.example/item/20260304991500012", None),
        ("https://a.example/2026/2/30/x", None),
        ("https://a.example/2026-03-04/2026-03-05", None),
        ("https://a.example/x?d=2026-03-04", None),
        (None, None),
    ],
)
def test_a_day_in_an_address_is_sure_if_it_is_the_only_one(address: str | None, day: str | None) -> None:
    assert day_in_address(address) == day


def test_a_huge_value_is_no_time_and_costs_little() -> None:
    assert facts(story(datePublished="1(" * 1_000_000)).published is None


def test_a_zone_named_behind_a_time_is_left_out() -> None:
    found = facts(story(datePublished="2026-03-04T05:06:07+01:00[Europe/Oslo]"))
    assert found.published is not None
    assert found.published.isoformat() == "2026-03-04T05:06:07+01:00"


def test_the_time_of_writing_is_kept_if_it_lies_before_the_publication() -> None:
    found = facts(story(dateCreated="2026-03-03T00:00:00Z", datePublished="2026-03-04T05:06:07Z"))
    assert found.created is not None
    assert found.created.day == 3
    assert (
        facts(story(dateCreated="2026-03-05T00:00:00Z", datePublished="2026-03-04T05:06:07Z")).created is None
    )


def test_the_day_of_the_first_version_in_the_address_comes_before_that_of_a_later_one() -> None:
    found = facts(story(datePublished="2026-06-17T18:28:00+02:00"), url="https://a.example/2026/3/4/x")
    assert found.published is not None
    assert (found.published.date().isoformat(), found.how["published"]) == ("2026-03-04", "address")
    assert any("is later than the day in the address" in warning for warning in found.warnings)


@pytest.mark.parametrize("day", ["2026-03-05T23:59:00Z", "2026-03-03T23:59:00Z", "2026-02-01T05:00:00Z"])
def test_a_day_in_the_address_of_the_same_version_or_a_later_one_does_not(day: str) -> None:
    found = facts(story(datePublished=day), url="https://a.example/2026/03/04/x")
    assert found.published is not None
    assert found.how["published"] == "JSON-LD NewsArticle.datePublished"
