"""JSON-LD is read leniently, whatever a script holds."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newswire.parse.pages.facts.structured import json_ld
from newswire.parse.pages.facts.structured.json_ld import read_scripts
from newswire.parse.pages.facts.structured.schema import main_thing
from tests.parse.pages.facts.reading import facts, script

JSONLIKE = st.text(alphabet="{}[]:,\"'\\/ \n\tabn1-.*@é", max_size=60)


PROPERTIES = [
    *("@type", "@id", "@graph", "@list", "@value", "author", "name", "headline", "datePublished", "url"),
    *("image", "publisher", "keywords", "mainEntityOfPage", "hasPart", "isAccessibleForFree"),
    *("liveBlogUpdate", "inLanguage", "articleSection", "copyrightHolder", "genre"),
]


def headlines(*scripts: str) -> list[object]:
    """Return the headlines of all objects."""
    return [one.node["headline"] for one in read_scripts(scripts, []).found if "headline" in one.node]


def test_objects_of_all_scripts_arrays_and_graphs_are_found() -> None:
    assert headlines(
        '{"headline": "a"}',
        '[{"headline": "b"}, [{"headline": "c"}]]',
        '{"@graph": [{"headline": "d"}, {"mainEntity": {"headline": "e"}}]}',
    ) == ["a", "b", "c", "d", "e"]


def test_a_broken_script_spoils_no_other_one_and_all_broken_ones_give_one_warning() -> None:
    warnings: list[str] = []
    found = read_scripts(["{{ broken }}", '{"headline": "a"}', "<<<"], warnings)
    assert [one.node for one in found.found] == [{"headline": "a"}]
    [warning] = warnings
    assert warning.startswith("2 of the page's JSON-LD scripts cannot be read: ")


def test_line_feeds_and_tabs_inside_strings_are_spaces() -> None:
    assert json_ld.text(headlines('{"headline": "a\n\tb"}')[0]) == "a b"


def test_entities_and_tags_in_values_are_text() -> None:
    assert json_ld.text("Caf&amp;eacute; &amp; <b>bar</b> 3 < 4") == "Café & bar 3 < 4"
    assert json_ld.text("https://a.example/?x=1&copy=2&amp;y=3") == "https://a.example/?x=1&copy=2&y=3"


def test_a_script_written_in_entities_is_read() -> None:
    assert headlines("{&quot;headline&quot;: &quot;a&quot;}") == ["a"]


@pytest.mark.parametrize(
    "stated",
    ["NewsArticle", ["Thing", "NewsArticle"], "http://schema.org/NewsArticle", "schema:NewsArticle"],
)
def test_types_are_names_without_prefix(stated: object) -> None:
    assert "NewsArticle" in json_ld.types_of({"@type": stated})


def test_properties_are_found_with_the_prefix_of_their_vocabulary() -> None:
    assert json_ld.values({"schema:headline": "a"}, "headline") == ["a"]
    assert json_ld.values({"author": {"@list": ["a", "b"]}}, "author") == ["a", "b"]


def test_a_reference_is_the_object_that_it_names() -> None:
    graph = read_scripts(['[{"author": {"@id": "#1"}}, {"@id": "#1", "name": "Ann Lee"}]'], [])
    assert graph.whole({"@id": "#1"}) == {"@id": "#1", "name": "Ann Lee"}
    assert graph.whole({"@id": "#2"}) == {"@id": "#2"}


def test_deep_and_huge_scripts_are_refused_with_a_warning() -> None:
    warnings: list[str] = []
    deep = '{"a":' * 100_000 + "1" + "}" * 100_000
    huge = '{"headline": "' + "x" * json_ld.MOST_CHARACTERS + '"}'
    assert read_scripts([deep, huge], warnings).found == []
    assert warnings == ["2 of the page's JSON-LD scripts cannot be read: it is nested too deep."]


def test_a_graph_of_many_objects_is_read_up_to_a_limit() -> None:
    graph = read_scripts(["[" + '{"a":1},' * (json_ld.MOST_NODES + 10) + "{}]"], [])
    assert len(graph.found) == json_ld.MOST_NODES


def test_the_text_of_scripts_of_other_types_is_left_alone() -> None:
    assert facts('<script>{"@type": "NewsArticle", "headline": "a b c"}</script>').headline is None


@given(st.binary(max_size=80) | JSONLIKE.map(str.encode))
def test_no_bytes_raise(content: bytes) -> None:
    text = content.decode("utf-8", "replace")
    main_thing(read_scripts([text, '{"@type": "NewsArticle", "author": ' + text + "}"], []), [], ["a b c"])
    facts(script(text.replace("<", "")))


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(
                st.sampled_from(PROPERTIES),
                inner,
                max_size=5,
            )
        ),
        max_leaves=12,
    )
)
def test_no_value_of_a_property_raises(value: object) -> None:
    facts(script({"@type": "NewsArticle", "headline": "a b c", "author": value, "publisher": value}))
    facts(script([value, {"@type": "LiveBlogPosting", "image": value, "keywords": value, "url": value}]))


@pytest.mark.parametrize(
    ("value", "name"),
    [
        ("Coast &amp; Co", "Coast & Co"),
        ({"@type": "Organization", "name": " Coast  Daily "}, "Coast Daily"),
        ({"name": ["Coast", "Kust"]}, "Coast"),
        ({"name": []}, None),
        ({}, None),
        (None, None),
    ],
)
def test_the_name_in_a_value(value: object, name: str | None) -> None:
    assert json_ld.name_of(value) == name
