"""The cadences that sources state, each of which has a DAG. DAG files import this module, so it is light."""

from __future__ import annotations

import tomllib

from newswire import settings
from newswire.limits.cadence import DAILY, Cadence, cadence


def cadences() -> list[Cadence]:
    """Return the cadences of all sources' files except for the daily one, in order.

    A file that is wrong has none here: the daily run takes it, and fails with the reason.
    """
    found = set()
    for path in settings.sources_directory().glob("*.toml"):
        try:
            text = path.read_text(encoding="utf-8")
            every = tomllib.loads(text).get("every") if "every" in text else None
            found.add(cadence(every) if isinstance(every, str) else DAILY)
        except (OSError, ValueError):  # ValueError is that of TOML, of its encoding and of the cadence
            continue
    return sorted(found - {DAILY}, key=lambda one: one.slug)
