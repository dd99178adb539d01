"""``newswire parse``: parse files exactly as a run would, without database or network."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from newswire.model import MAX_FILE_BYTES, Defaults, Document, Item, Reason, Rejected, too_large
from newswire.parse import parse_document
from newswire.parse.completion.storable import storable


def command(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(metavar="[PATH]...", help="Files, or folders with all files below."),
    ] = None,
    manifest: Annotated[
        str | None,
        typer.Option(
            help='File of JSON lines {"path", "url", "content_type"}, or - for stdin. '
            "url and content_type are optional."
        ),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object a line.")] = False,
    provider: Annotated[str | None, typer.Option(help="The agency of files that name none.")] = None,
    evidence: Annotated[
        bool, typer.Option("--explain", help="Print where each field was found, instead of the items.")
    ] = False,
) -> None:
    """Parse files exactly as a run would, without database or network.

    The exit status is 1 if a file or folder that was named on the command line cannot be read.
    """
    if not paths and not manifest:
        raise typer.BadParameter("Name a file to parse, or give --manifest FILE (- for stdin).")
    named = {storable(Rejected(str(path), Reason.UNREADABLE, "")).path for path in paths or ()}
    unread = False
    for document in _documents(paths or [], manifest):
        unread |= isinstance(document, Rejected) and document.path in named
        show = _explain if evidence else _parse
        show(document, Defaults(provider=provider), as_json)
    raise typer.Exit(int(unread))


def _parse(document: Document | Rejected, defaults: Defaults, as_json: bool) -> None:
    answers = [document] if isinstance(document, Rejected) else parse_document(document, defaults)
    for answer in answers:
        print(json.dumps(answer.as_json(), ensure_ascii=False) if as_json else _readable(answer))


def _explain(document: Document | Rejected, defaults: Defaults, as_json: bool) -> None:
    from newswire.cli.run.evidence import print_evidence  # noqa: PLC0415 - it takes the reader of web pages
    from newswire.parse.explain import Explanation, explain  # noqa: PLC0415

    for one in [Explanation(document)] if isinstance(document, Rejected) else explain(document, defaults):
        if as_json:
            print(json.dumps(one.as_json(), ensure_ascii=False))
        else:
            print_evidence(one)


def _documents(paths: list[Path], manifest: str | None) -> Iterator[Document | Rejected]:
    for path in paths:
        if path.is_dir():
            yield from _below(path)
        else:
            yield _document(str(path), None, None)
    if manifest:
        for number, line in _lines(manifest):
            try:
                entry = json.loads(line)
                path, url, content_type = entry["path"], entry.get("url"), entry.get("content_type")
                Path(path)
            except (ValueError, KeyError, TypeError) as error:
                raise typer.BadParameter(
                    f'Line {number} of the manifest is not {{"path": …}}: {error}'
                ) from error
            yield _document(path, url, content_type)


def _below(folder: Path) -> Iterator[Document | Rejected]:
    """Yield the files below a folder. Omit hidden ones, which a run does not read either."""
    unlisted: list[OSError] = []
    for path, folders, names in os.walk(folder, onerror=unlisted.append):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if not name.startswith(".") and (file := Path(path, name)).is_file():
                yield _document(str(file), None, None)
    for error in unlisted:
        detail = f"The folder cannot be listed: {error.strerror}."
        yield storable(Rejected(str(error.filename), Reason.UNREADABLE, detail))


def _lines(manifest: str) -> Iterator[tuple[int, str]]:
    """Yield the lines of the manifest that are not empty, with their numbers."""
    try:
        with sys.stdin if manifest == "-" else Path(manifest).open(encoding="utf-8") as lines:
            for number, line in enumerate(lines, 1):
                if line.strip():
                    yield number, line
    except (OSError, UnicodeDecodeError) as error:
        raise typer.BadParameter(f"The manifest {manifest} cannot be read: {error}.") from error


def _document(path: str, url: str | None, content_type: str | None) -> Document | Rejected:
    try:
        with Path(path).open("rb") as file:
            content = file.read(MAX_FILE_BYTES + 1)
            size = max(len(content), os.fstat(file.fileno()).st_size)  # a pipe has no size
    except OSError as error:
        return storable(Rejected(path, Reason.UNREADABLE, f"The file cannot be read: {error.strerror}."))
    if len(content) > MAX_FILE_BYTES:
        return storable(Rejected(path, Reason.TOO_LARGE, too_large(size, MAX_FILE_BYTES)))
    return Document(content, path, url, content_type)


def _readable(answer: Item | Rejected) -> str:
    """Return an answer as text for people: the fields of an item, then its body; or the rejection."""
    plain = answer.as_json()
    if isinstance(answer, Rejected):
        return f"{answer.path}: rejected ({answer.reason}). {answer.detail}\n"
    body = plain.pop("body_text", "")
    width = max(map(len, plain))
    return "\n".join([*(f"{key:>{width}}  {value}" for key, value in plain.items()), "", body, ""])
