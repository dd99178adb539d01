"""The blocks of an invented page that are taken away."""

from newswire.model import Document
from newswire.parse.pages.body.blocks import Block, read_blocks
from newswire.parse.pages.body.noise.unwanted import unwanted
from newswire.parse.pages.facts.facts import Facts
from newswire.parse.pages.tree.page import read_page

NEWS = ("NewsArticle",)
FIRST = (
    "The ferry company of Fernbay will sail twice a day from Monday, its director said at the harbour, "
    "because more people want to reach the islands before the summer."
)
SECOND = (
    "The second ship was built in Tarn and carries two hundred people and forty cars, and the company paid "
    "for it with a loan that it must return within ten years."
)
THIRD = (
    "Fishermen on the southern pier fear that the larger ship will disturb their nets, and they asked the "
    "town for a meeting that the mayor has promised to hold this month."
)
STORY = f"<p>{FIRST}</p><p>{SECOND}</p><p>{THIRD}</p>"


def blocks_of(body: str) -> list[Block]:
    """Return the blocks of a page with this body."""
    page = read_page(Document(f"<!doctype html><html><body>{body}</body></html>".encode(), "page.html"))
    return read_blocks(page.root)


def taken(body: str, *, lead: int = 0, titles: tuple[str, ...] = (), **facts: object) -> dict[str, str]:
    """Return the texts that are taken away, each with the reason."""
    blocks = blocks_of(f"<main>{body}</main>")
    noise = unwanted(blocks, Facts(**facts), lead=lead, titles=titles)  # type: ignore[arg-type]
    return {blocks[number].text: noise[number] for number in sorted(noise)}
