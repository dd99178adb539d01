"""The lead of a story: a summary of its own, or the first paragraph of the text."""

from __future__ import annotations

from newswire.parse.dateline.parser import parse_dateline


def joined(lead: str | None, body: str | None) -> tuple[str | None, str | None]:
    """Return the standfirst and the text of a story.

    A lead with a dateline and a credit is the first paragraph of the text, so it is put before a text that
    has no dateline and does not repeat it. Any other lead summarises the story and stays the standfirst.
    """
    if not lead or not body or lead in body or ("(" not in lead[:120] and "/" not in lead[:120]):
        return lead, body
    found = parse_dateline(lead)
    if found is None or not (found.place and found.credit) or parse_dateline(body.split("\n\n", 1)[0]):
        return lead, body
    return None, f"{lead}\n\n{body}"
