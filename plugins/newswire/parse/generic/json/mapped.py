"""Items of JSON whose fields stand at the paths that a source's settings give, and nowhere else."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from newswire.lexicon.field_names import IN_JSON, plain
from newswire.model import Defaults, Document, Item, Reason, Rejected
from newswire.parse.format import Format
from newswire.parse.generic.json.parser import item
from newswire.parse.readers.json import objects, opening, read_json, refuse_too_many
from newswire.parse.readers.times import Clock
from newswire.pointing.json_paths import value_at

_KEYS = {field: plain(field) if plain(field) in names else names[0] for field, names in IN_JSON.items()}
"""One of the names under which the generic reader finds each field."""


def recognises(document: Document) -> bool:
    """Return whether a document begins like JSON. Only a source with a mapping asks."""
    return bool(opening(document.content))


def parse(document: Document, defaults: Defaults) -> Iterator[Item | Rejected]:
    """Yield one item for each object, with the fields that the source's mapping finds in it.

    Raises:
        Unparsable: the reasons of ``read_json``.
    """
    value, repaired = read_json(document)
    refuse_too_many(found := objects(value))
    fields = dict(defaults.fields)
    for one in found:
        news = {
            _KEYS[field]: said for field, paths in fields.items() if (said := _said(one, paths)) is not None
        }
        made = item(news, document, Clock(defaults, list(repaired)), "api-item")
        yield made if made.headline or made.body_text else _without_news(document, fields)


def _said(one: object, paths: Sequence[str]) -> object:
    """Return the value at the first path that has one."""
    for path in paths:
        if (found := value_at(one, path)) not in (None, "", []):
            return found
    return None


def _without_news(document: Document, fields: Mapping[str, Sequence[str]]) -> Rejected:
    paths = ", ".join(path for field in ("headline", "body") for path in fields.get(field, ()))
    detail = f"The object has neither a headline nor a text at {paths}. Look at [fields] of the source."
    return Rejected(document.path, Reason.NO_NEWS, detail)


FORMAT = Format("api-item", recognises, parse)
