"""Made-up stories are the same on every machine, and as alike as a wire's."""

from __future__ import annotations

from newswire.bench.stories import stories, varied


def test_the_same_numbers_give_the_same_stories() -> None:
    assert list(stories(200, 1000)) == list(stories(200, 1000))
    assert list(stories(200, 1000)) != list(stories(200, 2000))


def test_some_are_copies_and_some_are_versions() -> None:
    items = list(stories(2000))
    copies = sum(item.provider == "bench paper" and item.version == "1" for item in items)
    versions = sum(item.version != "1" for item in items)
    assert 80 <= copies <= 160
    assert 60 <= versions <= 140
    assert len({(item.provider, item.guid, item.version, item.body_text) for item in items}) > 1950


def test_varied_stories_differ_in_agency_place_and_language_and_their_versions_agree() -> None:
    items = list(varied(stories(3000)))
    assert items == list(varied(stories(3000)))
    for name, fewest in (("provider", 50), ("place", 50), ("country", 5), ("language", 7)):
        assert len({getattr(item, name) for item in items}) >= fewest
    of_item = {item.guid: (item.provider, item.place, item.language) for item in items}
    assert all(of_item[item.guid] == (item.provider, item.place, item.language) for item in items)
    assert {item.pubstatus for item in items} == {"usable", "canceled"}
    assert {item.label for item in items} == {None, "correction"}
    assert all(len(item.subjects) == 2 for item in items)
