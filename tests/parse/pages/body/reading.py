"""The story of an invented page."""

from newswire.model import Document
from newswire.parse.pages.body.body import Body, read_body
from newswire.parse.pages.facts.facts import Facts
from newswire.parse.pages.tree.page import read_page

SENTENCE = "The council of the town met on Tuesday, and it agreed to repair the old bridge before winter. "


def paragraphs(*first_words: str, times: int = 2) -> str:
    """Return paragraphs of running text that begin with these words."""
    return "".join(f"<p>{words}. {SENTENCE * times}</p>" for words in first_words)


def story(page: str, **facts: object) -> Body:
    """Return what is read of a page that states these facts."""
    document = Document(page.encode(), "page.html", url="https://news.example/bridge")
    return read_body(read_page(document), Facts(**facts), None)  # type: ignore[arg-type]


def openings(body: Body) -> list[str]:
    """Return the beginning of each paragraph of a story, to its first full stop."""
    return [paragraph.partition(".")[0] for paragraph in body.text.split("\n\n")]
