"""A fetched document: its bytes as text and as a file, and how each field of its items was found."""

from __future__ import annotations

from itertools import islice
from typing import Annotated, Any

from fastapi import APIRouter, HTTPException, Path, Request
from fastapi.responses import HTMLResponse, Response

from newswire.desk.reading import ledger, reader
from newswire.desk.rendering import page
from newswire.desk.words import moment
from newswire.model import Document, Rejected
from newswire.parse.explain import Explanation, explain
from newswire.reading.documents import defaults_of

router = APIRouter()

_SHOWN = 64 * 1024
"""Bytes of a document that its page shows; the download has all."""
_LARGEST_EXPLAINED = 4 * 1024 * 1024
"""Bytes of a document that is parsed while a person waits for its evidence."""
_MOST_EXPLAINED = 25
_LONGEST_VALUE = 600

_FACTS = """
SELECT fetch_id, source_name, locator, url, content_type, fetched_at, run_id, encode(sha256, 'hex') AS sha256,
    size, refused, content IS NULL AS is_missing, substring(content FOR %s) AS beginning
FROM mart.documents WHERE fetch_id = %s
"""

_CONTENT = """
SELECT source_name, locator, url, content_type, fetched_at, content FROM mart.documents WHERE fetch_id = %s
"""

_DROPPED = "SELECT pruned_at FROM mart.pruned_documents WHERE fetch_id = %s"

_STORIES = """
SELECT story_id, version_id, title, language FROM mart.story_items
WHERE fetch_id = %s ORDER BY version_id LIMIT 50
"""

_REJECTED = "SELECT path, reason, detail FROM mart.rejected WHERE fetch_id = %s ORDER BY path LIMIT 50"

HIDDEN = "Readers must not see these bytes: an item in them is killed, withheld or embargoed."

Number = Annotated[int, Path(ge=1, le=2**63 - 1)]


@router.get("/documents/{fetch_id}")
def document(request: Request, fetch_id: Number) -> HTMLResponse:
    """Show the facts and the first bytes of a document, as text."""
    with reader() as connection:
        facts = connection.execute(_FACTS, (_SHOWN, fetch_id)).fetchone()
        if facts is None:
            raise HTTPException(404, f"No loaded or rejected document has the fetch number {fetch_id}.")
        dropped = connection.execute(_DROPPED, (fetch_id,)).fetchone()
        stories = connection.execute(_STORIES, (fetch_id,)).fetchall()
        rejections = connection.execute(_REJECTED, (fetch_id,)).fetchall()
    text, is_dump = _shown(bytes(facts.beginning or b""))
    return page(
        request, "document.html", facts=facts, text=text, is_dump=is_dump, limit=_SHOWN,
        hidden=HIDDEN, dropped=dropped, stories=stories, rejections=rejections,
        explains=(facts.size or 0) <= _LARGEST_EXPLAINED,
    )  # fmt: skip


@router.get("/documents/{fetch_id}/bytes")
def download(fetch_id: Number) -> Response:
    """Send the bytes as a file that no browser opens as a page."""
    content = _content(fetch_id).content
    return Response(
        bytes(content),
        media_type="application/octet-stream",
        headers={"Content-Disposition": f'attachment; filename="document-{fetch_id}.bin"'},
    )


@router.get("/documents/{fetch_id}/evidence")
def evidence(request: Request, fetch_id: Number) -> HTMLResponse:
    """Show where each field of the document's items was found, as ``newswire parse --explain`` does."""
    row = _content(fetch_id)
    content = bytes(row.content)
    if len(content) > _LARGEST_EXPLAINED:
        raise HTTPException(
            413, f"The document is too large to be parsed here. ./newswire show {fetch_id} writes its bytes, "
            f"and ./newswire parse --explain FILE reads them."
        )  # fmt: skip
    with ledger() as connection:
        defaults = defaults_of(connection, row.source_name, None)
    whole = Document(content, row.locator, row.url, row.content_type, fetched_at=row.fetched_at)
    found = list(islice(explain(whole, defaults), _MOST_EXPLAINED + 1))
    return page(
        request, "evidence.html", fetch_id=fetch_id, row=row,
        items=[_readable(one) for one in found[:_MOST_EXPLAINED]], more=len(found) > _MOST_EXPLAINED,
    )  # fmt: skip


def _content(fetch_id: int) -> Any:  # noqa: ANN401 - a row
    """Return a document with its bytes.

    Raises:
        HTTPException: 404, there is none; 410, it was dropped; 403, readers must not see an item of it.
    """
    with reader() as connection:
        row = connection.execute(_CONTENT, (fetch_id,)).fetchone()
        dropped = connection.execute(_DROPPED, (fetch_id,)).fetchone()
    if row is None:
        raise HTTPException(404, f"No loaded or rejected document has the fetch number {fetch_id}.")
    if dropped:
        raise HTTPException(410, f"The bytes were dropped at {moment(dropped.pruned_at)}. Their items stay.")
    if row.content is None:
        raise HTTPException(
            403, "Readers must not see these bytes: an item in them is killed, withheld or embargoed."
        )
    return row


def _shown(content: bytes) -> tuple[str, bool]:
    """Return bytes as text, or as a dump of figures if they are no text."""
    if b"\0" not in content:
        return content.decode("utf-8", "replace"), False
    lines = (content[at : at + 16] for at in range(0, min(len(content), 4096), 16))
    return "\n".join(f"{at * 16:06x}  {line.hex(' ')}" for at, line in enumerate(lines)), True


def _readable(explanation: Explanation) -> dict[str, Any]:
    """Return the evidence of an item as lines of text."""
    answer = explanation.answer
    return {
        "path": answer.path,
        "rejected": answer if isinstance(answer, Rejected) else None,
        "title": None if isinstance(answer, Rejected) else answer.headline,
        "fields": [(one.name, _line(one.value)[:_LONGEST_VALUE], one.how) for one in explanation.fields],
        "left_out": [(one.text[:_LONGEST_VALUE], one.why) for one in explanation.left_out[:100]],
    }


def _line(value: Any) -> str:  # noqa: ANN401 - JSON
    if isinstance(value, list):
        return "; ".join(map(_line, value))
    if isinstance(value, dict):
        return " ".join(map(_line, value.values()))
    return " ".join(str(value).split())
