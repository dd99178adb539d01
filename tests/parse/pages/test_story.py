"""The story in a web page: read as one item, with its reading for an explanation."""

from dataclasses import replace

from newswire.model import Defaults, Item
from newswire.parse import parse_document
from newswire.parse.pages import story
from newswire.parse.pages.body.body import LeftOut
from newswire.parse.pages.body.learned import key
from tests.parse.feeds import document


def test_lines_that_are_known_of_the_host_are_left_out_and_explained() -> None:
    prose = "".join(
        f"<p>The {word} of Port Albers is to be mended before the winter, its keeper said.</p>"
        for word in ("mill", "pier")
    )
    line = "Printed on the old press of Albers"
    content = f"<!DOCTYPE html><html><body><div>{prose}<p>{line}</p></div></body></html>"
    page = replace(document(content), url="https://www.gazette.example/mill")
    known = key("gazette.example", line)
    [whole] = parse_document(replace(page), Defaults("coast"))
    [item] = parse_document(page, Defaults("coast", page_lines=frozenset({known})))
    assert isinstance(whole, Item)
    assert isinstance(item, Item)
    assert whole.body_text == f"{item.body_text}\n\n{line}"
    assert whole.page_note is not None
    assert item.page_note == replace(whole.page_note, known=(known,))
    reading = page.readings[story.READING]
    assert isinstance(reading, story.Reading)
    assert reading.body.left_out == [LeftOut(line, "in three or more stories of gazette.example")]
