"""Several documents one after another in one file: each is read by its own format."""

from __future__ import annotations

import pytest

from newswire.model import Document, Item, Rejected
from newswire.parse.containers.stream import FORMAT
from newswire.parse.document import answers
from newswire.parse.registry import recognise
from tests.parse.wires import NONE, fixture, items, xml


def test_each_document_of_a_corpus_in_sgml_is_read() -> None:
    story, digest = items(fixture("xml/corpus.sgm"), FORMAT)
    assert (story.format, story.guid) == ("xml", "NWD_ENG_20240513.0001")
    assert story.headline == "Ferry with 214 on board stops in harbour"
    assert story.dateline == "GRENHOLM, Sweden, May 13, 2024 (AFP)"
    assert story.body_text == (
        "A ferry with 214 people on board stopped in the harbour of Grenholm on Monday.\n\n"
        'Nobody was hurt, the coast guard said, "R&D" said.'
    )
    assert (digest.guid, digest.headline) == ("NWD_ENG_20240513.0002", None)
    assert (digest.body_text or "").endswith("1991\n- The first ferry stopped.")


def test_the_declaration_of_the_first_holds_for_all() -> None:
    ferry, bridge = items(fixture("xml/stream.nml"), FORMAT)
    assert (ferry.headline, bridge.headline) == (
        "Norwind Ferry Stops In Harbour",
        "Norwind Bridge Toll Rises",
    )
    assert (ferry.guid, bridge.guid) == ("20240513001234", "20240513001235")
    latin = '<?xml version="1.0" encoding="iso-8859-1"?><s><title>Färjan</title><text>En.</text></s>'
    first, second = items(Document((latin + "\n" + latin.partition("?>")[2]).encode("latin-1"), "s"), FORMAT)
    assert first.headline == second.headline == "Färjan"


def test_documents_of_a_standard_are_read_by_its_format() -> None:
    story = (
        "<?xml version='1.0'?>\n<nitf><head><title>{}</title></head>"
        "<body><body.content>x</body.content></body></nitf>"
    )
    document = xml("\n".join(story.format(title) for title in "ABC"))
    assert [item.headline for item in items(document, FORMAT)] == ["A", "B", "C"]
    assert items(document, FORMAT)[0].format == "nitf"


def test_a_damaged_document_does_not_stop_the_others() -> None:
    document = xml(
        "<s><title>A</title><text>One.</text></s><s><title>B</b></s>"
        "<s><title>C</title><text>Three.</text></s><s><title>D"
    )
    found = list(answers(FORMAT, document, NONE))
    assert [f.headline if isinstance(f, Item) else f.reason for f in found] == [
        "A",
        "malformed-xml",
        "C",
        "malformed-xml",
    ]
    assert isinstance(found[1], Rejected)


@pytest.mark.parametrize(
    "content",
    [
        "<s><title>A</title><text>One.</text></s>",
        "<s><title>A</title><text>One.</text></s> <!-- end -->",
        "<s><s><title>A</title></s><s><title>B</title></s></s>",
        "<s><title>A</title>",
        "text",
    ],
)
def test_one_document_is_no_stream(content: str) -> None:
    assert recognise(xml(content)) is not FORMAT
