"""Components of a NewsML 1 item: lines, texts in the order of a story, media and their captions."""

from __future__ import annotations

import pytest
from lxml import etree

from newswire.model import Link
from newswire.parse.formats.newsml_1.content import Components, components_of
from newswire.parse.readers.elements import text


def item(inside: str) -> Components:
    return components_of(etree.fromstring(f"<NewsItem>{inside}</NewsItem>"))


def component(role: str, inside: str) -> str:
    return f"<NewsComponent><Role FormalName='{role}'/>{inside}</NewsComponent>"


def words(content: str) -> str:
    return f"<ContentItem><DataContent>{content}</DataContent></ContentItem>"


SOUND = "<ContentItem Href='news.mp3'><MimeType FormalName='audio/mpeg'/></ContentItem>"
SPEECH = "<ContentItem Href='speech.xml'><MimeType FormalName='text/xml'/></ContentItem>"
PICTURE = "<ContentItem Href='quay.jpg'><MediaType FormalName='Photo'/></ContentItem>"


def test_texts_stand_in_the_order_of_a_story() -> None:
    found = item(
        "<NewsComponent>"
        + component("Boilerplate", words("Norwind has ferries."))
        + component("Main", words("<p>The ferry stopped.</p><p>Nobody was hurt.</p>"))
        + component("Lead", words("A ferry had to stop."))
        + component("Headline", words("Ferry stops"))
        + component("Teaser", words("Read on."))
        + "</NewsComponent>"
    )
    assert found.body_text == (
        "A ferry had to stop.\n\nThe ferry stopped.\n\nNobody was hurt.\n\nNorwind has ferries."
    )
    assert (found.kind, found.title, found.standfirst) == ("text", "Ferry stops", "Read on.")


def test_a_role_holds_for_the_components_inside() -> None:
    found = item(component("Lead", f"<NewsComponent>{words('A ferry had to stop.')}</NewsComponent>"))
    assert (found.standfirst, found.body_text) == ("A ferry had to stop.", "A ferry had to stop.")


def test_stories_of_other_items_are_left_out_but_not_their_files() -> None:
    other = component("RelatedArticle", words("Another story.") + PICTURE)
    found = item(f"<NewsComponent>{words('The ferry stopped.')}{other}</NewsComponent>")
    assert (found.body_text, found.links) == ("The ferry stopped.", [Link("rendition", url="quay.jpg")])


def test_references_to_clips_in_the_text_of_a_bulletin_are_left_out() -> None:
    bulletin = words("Ferry stops:\n&lt;NewsComponentRef idref='D1'/&gt;\nNewsComponentRef\nWeather.")
    found = item(f"<NewsComponent>{bulletin}</NewsComponent>").body_text
    assert found.split() == ["Ferry", "stops:", "Weather."]


def test_sections_of_html_have_their_roles() -> None:
    html = (
        "&lt;!-- title --&gt;&lt;h1&gt;Ferry stops&lt;/h1&gt;&lt;!-- leadtext --&gt;It stopped."
        "&lt;!-- body --&gt;&lt;p&gt;Nobody was hurt.&lt;/p&gt;&lt;!-- contacts --&gt;555-0101"
    )
    found = item(f"<NewsComponent>{words(html)}</NewsComponent>")
    assert found.body_text == "It stopped.\n\nNobody was hurt."
    assert (found.facts("contact"), found.title) == (("555-0101",), "Ferry stops")


def test_equivalents_are_one_text() -> None:
    several = f"<NewsComponent>{words('The ferry stopped.')}</NewsComponent>" * 2
    assert item(f"<NewsComponent>{several}</NewsComponent>").body_text.count("ferry") == 2
    found = item(f"<NewsComponent EquivalentsList='yes'>{several}</NewsComponent>")
    assert found.body_text == "The ferry stopped."


@pytest.mark.parametrize(
    ("inside", "kind"),
    [
        (words("The ferry stopped."), "text"),
        (component("Caption", words("The quay.")) + f"<NewsComponent>{PICTURE}</NewsComponent>", "picture"),
        (component("Caption", words("The quay.")), "text"),
        (PICTURE + component("Main", words("The ferry stopped.")), "text"),
        ("<NewsItemRef NewsItem='urn:newsml:norwind.example:1'/>", "package"),
        (component("Supporting", PICTURE) + component("Supporting", SPEECH), "package"),
        (component("Main", PICTURE) + component("Supporting", words("The quay.")), "picture"),
        (component("Audio", component("Body", words("Good evening.")) + SOUND), "audio"),
        (SOUND + words("Good evening."), "audio"),
        (words("Good evening.") + SOUND, "text"),
        ("", None),
    ],
)
def test_the_kind(inside: str, kind: str | None) -> None:
    assert item(f"<NewsComponent>{inside}</NewsComponent>").kind == kind


def test_the_photographer_of_a_picture_is_not_the_author_of_the_story() -> None:
    def by(name: str) -> str:
        return f"<NewsLines><ByLine>{name}</ByLine></NewsLines>"

    photo = component("", by("Per Nord") + PICTURE)
    story = item(f"<NewsComponent>{by('Anna Halvorsen')}{words('The ferry stopped.')}{photo}</NewsComponent>")
    assert [text(line) for line in story.lines()["byline"]] == ["Anna Halvorsen"]
    alone = item(f"<NewsComponent>{photo}</NewsComponent>")
    assert [text(line) for line in alone.lines()["byline"]] == ["Per Nord"]
    both = component("Main", by("Anna Halvorsen") + PICTURE + words("The ferry stopped."))
    illustrated = item(f"<NewsComponent>{both}</NewsComponent>")
    assert [text(line) for line in illustrated.lines()["byline"]] == ["Anna Halvorsen"]


def test_links_and_languages() -> None:
    found = item(
        f"<NewsComponent xml:lang='nb'>{PICTURE}<NewsItemRef NewsItem='urn:newsml:norwind.example:1'/>"
        "</NewsComponent>"
    )
    assert found.links == [Link("part", "urn:newsml:norwind.example:1"), Link("rendition", url="quay.jpg")]
    assert found.languages == ["nb"]


@pytest.mark.parametrize(
    ("content", "body"),
    [
        (words("The ferry stopped."), "The ferry stopped."),
        ("<ContentItem><p>One.</p><p>Two.</p></ContentItem>", "One.\n\nTwo."),
        (
            "<ContentItem><Format FormalName='HTML'/>"
            "<DataContent>a &lt;x&gt;b&lt;/x&gt;</DataContent></ContentItem>",
            "a b",
        ),
        (f"<ContentItem><Encoding Notation='XML'>{words('x')[13:-14]}</Encoding></ContentItem>", "x"),
        (
            "<ContentItem><Encoding Notation='Base64'><DataContent>T2</DataContent></Encoding></ContentItem>",
            "",
        ),
        ("<ContentItem><Format FormalName='CSS'/><DataContent>p {}</DataContent></ContentItem>", ""),
        ("<ContentItem><MimeType FormalName='image/svg'/><DataContent>x</DataContent></ContentItem>", ""),
    ],
)
def test_the_text_of_a_content_item(content: str, body: str) -> None:
    assert item(f"<NewsComponent>{content}</NewsComponent>").body_text == body


def test_nitf_inside_is_the_story() -> None:
    nitf = "<nitf><body><body.content><p>The ferry stopped.</p></body.content></body></nitf>"
    found = item(f"<NewsComponent>{words(nitf)}</NewsComponent>")
    assert found.body_text == "The ferry stopped."
    assert found.story is not None
    assert found.story.nitf.tag == "nitf"


def test_an_update_brings_components() -> None:
    change = f"<Replace>{words('The ferry left again.')}</Replace>"
    assert item(f"<Update>{change}</Update>").body_text == "The ferry left again."
