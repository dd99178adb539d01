"""Identity for items that have none."""

from dataclasses import replace

from newswire.model import Item, Link
from newswire.parse.completion.identity import content_guid, derived_guid, stated_guid

ITEM = Item(
    path="a.txt",
    format="text",
    headline="Ferry runs aground",
    body_text="A ferry ran aground.\n\nNobody was hurt.",
)


def test_a_guid_is_the_same_on_every_machine() -> None:
    assert content_guid(ITEM, "coast") == "urn:newswire:coast:450c1d436ba98402fde0a47461bb5de5"


def test_spacing_case_and_quotation_marks_make_no_other_story() -> None:
    same = replace(
        ITEM,
        path="b/c.txt",
        body_text="A  ferry ran\naground. “Nobody” was HURT.",
        headline="Ferry runs aground!",
    )
    assert content_guid(same, "coast") == content_guid(ITEM, "coast")
    assert content_guid(replace(ITEM, headline="Ｆｅｒｒｙ runs aground"), "coast") == content_guid(
        ITEM, "coast"
    )


def test_other_words_and_other_sources_make_another_story() -> None:
    guids = {
        content_guid(ITEM, "coast"),
        content_guid(ITEM, "island"),
        content_guid(replace(ITEM, body_text="A ferry ran aground. Two were hurt."), "coast"),
        content_guid(replace(ITEM, headline="Ferry afloat"), "coast"),
    }
    assert len(guids) == 4


def test_a_better_parser_keeps_the_guid() -> None:
    found = replace(
        ITEM, headline=None, body_text="Ferry runs aground\n\nA ferry ran aground.\n\nNobody was hurt."
    )
    assert content_guid(found, "coast") == content_guid(ITEM, "coast")


def test_half_a_surrogate_pair_raises_nothing() -> None:
    assert content_guid(replace(ITEM, headline="Ferry \ud83d"), "coast").startswith("urn:newswire:coast:")


def test_an_address_stays_when_the_text_changes() -> None:
    first = replace(ITEM, canonical_url="https://example.com/ferry")
    later = replace(first, body_text="A ferry ran aground. Two were hurt.")
    assert content_guid(first, "coast") == content_guid(later, "coast")


def test_signs_without_a_letter_have_different_guids() -> None:
    one, other = (Item(path="a", format="text", body_text=signs) for signs in ("{", "***"))
    assert content_guid(one, "wire") != content_guid(other, "wire")


def test_references_identify_a_package() -> None:
    one, other = (replace(ITEM, headline=None, body_text=None, links=(Link("part", guid),)) for guid in "ab")
    assert content_guid(one, None) != content_guid(other, None)


def test_a_visit_is_no_part_of_an_address() -> None:
    first, later = (replace(ITEM, canonical_url=f"https://quay.example/1?sessionid={n}") for n in (1, 2))
    assert content_guid(first, "coast") == content_guid(later, "coast")
    assert stated_guid("https://quay.example/1?utm_source=rss") == "https://quay.example/1"
    assert stated_guid("quay-1?utm_source=rss") == "quay-1?utm_source=rss"


def test_values_and_source_make_a_derived_guid() -> None:
    guids = {derived_guid(*told) for told in ((["a", "b"], None), (["ab"], None), (["a", "b"], "coast"))}
    assert len(guids) == 3
    assert derived_guid(["a", "b"], None) in guids
