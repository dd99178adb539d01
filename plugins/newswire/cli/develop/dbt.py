"""The sources of dbt: docs/dbt/newswire.yml, with the views of mart, their descriptions and tests that hold.

A view has no constraints that could be read, so the tests are listed here. Each must hold on every warehouse,
whatever its stories: kills, embargoes and interrupted runs included.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from newswire.documentation import Warehouse

_HEAD = """\
# Written by `./newswire docs`. Change its sources, and run the command again.
# Copy it into models/ of a dbt project; docs/connecting.md shows the rest.
version: 2
sources:
  - name: newswire
    description: "Stories with their versions, copies, corrections and kills, and the work that loaded them."
    schema: mart
    tables:
"""

_KEYS = {
    "documents": "fetch_id",
    "fetches": "fetch_number",
    "hosts": "host",
    "languages": "language",
    "revisions": "version_id",
    "runs": "run_id",
    "source_state": "source_name",
    "stories": "story_id",
    "story_items": "version_id",
}
"""The column of each view that is unique and never null."""

_REQUIRED = {
    "documents": ("source_name", "fetched_at", "run_id", "sha256", "size"),
    "fetches": ("source_name", "interval_start", "interval_end", "asked_at", "outcome"),
    "kills": (
        "story_id", "item_id", "provider", "guid", "relation", "killed_by", "killing_guid", "received_at",
    ),
    "links": ("story_id", "item_id", "version_id", "provider", "guid", "is_current", "rel"),
    "page_lines": ("host", "line", "treatment"),
    "rejected": ("source_name", "fetched_at", "reason", "run_id", "fetch_id"),
    "revisions": ("story_id", "item_id", "provider", "guid", "previous_version_id", "changed"),
    "runs": ("source_name", "interval_start", "interval_end", "state", "documents"),
    "source_state": ("asked_at", "outcome", "is_up", "failures"),
    "stories": ("provider", "items", "versions", "copies", "last_issued_at"),
    "story_items": (
        "story_id", "item_id", "provider", "guid", "relation", "is_current", "word_count", "source_name",
        "fetch_id", "run_id", "loaded_at", "issued_at",
    ),
    "syndication": ("story_id", "original_provider", "original_guid", "provider", "guid"),
}  # fmt: skip
"""Columns that are never null, beside the keys."""

_OUTCOMES = (
    "begun", "documents", "unchanged", "empty", "unusable", "failed", "refused", "waiting", "skipped",
    "no answer", "interrupted",
)  # fmt: skip
_KINDS = ("copy", "excerpt", "version", "address")

VALUES: dict[tuple[str, str], tuple[str, ...]] = {
    ("fetches", "outcome"): _OUTCOMES,
    ("kills", "relation"): ("canceled", "notice", "named", "copy"),
    ("page_lines", "treatment"): ("left out", "kept", "overruled"),
    ("runs", "state"): ("fetched", "parsed", "loaded"),
    ("source_state", "outcome"): _OUTCOMES,
    ("story_items", "match_kind"): _KINDS,
    ("story_items", "published_precision"): ("day", "minute", "second"),
    ("story_items", "relation"): ("original", "version", "copy"),
    ("syndication", "match_kind"): _KINDS,
}
"""All values of a column, beside null."""

_REFERENCES = {
    ("documents", "run_id"): ("runs", "run_id"),
    ("links", "version_id"): ("story_items", "version_id"),
    ("rejected", "run_id"): ("runs", "run_id"),
    ("revisions", "version_id"): ("story_items", "version_id"),
    ("story_items", "fetch_id"): ("documents", "fetch_id"),
    ("story_items", "language"): ("languages", "language"),
    ("story_items", "run_id"): ("runs", "run_id"),
    ("story_items", "story_id"): ("stories", "story_id"),
    ("syndication", "story_id"): ("stories", "story_id"),
}
"""The view and column that has every value of a column, beside null."""

_FRESHNESS = ("runs", "loaded_at", 26)
"""The view and its time by which dbt tells whether news still comes, and the hours until it warns: the DAG
runs once a day."""


def sources_file(warehouse: Warehouse) -> str:
    """Return the text of docs/dbt/newswire.yml: each view of mart with its columns and tests.

    Raises:
        ValueError: a test names a view or a column that mart does not have.
    """
    columns = {(one.relation, one.name): one.comment for one in warehouse.columns if one.schema == "mart"}
    if unknown := sorted(set(_named()) - columns.keys()):
        raise ValueError(
            f"The tests of cli/develop/dbt.py name {', '.join('.'.join(one) for one in unknown)}, "
            "which mart does not have. Change the tests with the view."
        )
    lines = [_HEAD.rstrip("\n")]
    for relation in warehouse.relations:
        if relation.schema != "mart":
            continue
        lines += [f"      - name: {relation.name}", f"        description: {_text(relation.comment)}"]
        if relation.name == _FRESHNESS[0]:
            warn = f"{{warn_after: {{count: {_FRESHNESS[2]}, period: hour}}}}"
            lines.append(f"        config: {{loaded_at_field: {_FRESHNESS[1]}, freshness: {warn}}}")
        lines.append("        columns:")
        for (view, column), comment in columns.items():
            if view == relation.name:
                lines += [f"          - name: {column}", f"            description: {_text(comment)}"]
                if tests := list(_tests(view, column)):
                    lines += ["            data_tests:", *(f"              - {test}" for test in tests)]
    return "\n".join(lines) + "\n"


def _tests(view: str, column: str) -> Iterator[str]:
    """Yield the tests of a column, as dbt names them."""
    if _KEYS.get(view) == column:
        yield "unique"
    if _KEYS.get(view) == column or column in _REQUIRED.get(view, ()):
        yield "not_null"
    if values := VALUES.get((view, column)):
        listed = ", ".join(map(json.dumps, values))
        yield f"accepted_values: {{arguments: {{values: [{listed}]}}}}"
    if reference := _REFERENCES.get((view, column)):
        to = f"source('newswire', '{reference[0]}')"
        yield f"relationships: {{arguments: {{to: {json.dumps(to)}, field: {reference[1]}}}}}"


def _named() -> Iterable[tuple[str, str]]:
    yield from _KEYS.items()
    yield from ((view, column) for view, columns in _REQUIRED.items() for column in columns)
    yield from VALUES
    yield from _REFERENCES
    yield from _REFERENCES.values()
    yield _FRESHNESS[:2]


def _text(comment: str | None) -> str:
    """Return a comment as a string of YAML. dbt reads descriptions as Jinja, whose brackets are set apart."""
    text = (comment or "").replace("{{", "{ {").replace("{%", "{ %").replace("{#", "{ #")
    return json.dumps(text, ensure_ascii=False)
