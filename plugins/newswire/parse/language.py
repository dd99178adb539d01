"""In which language a text is, for documents that do not say it."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import Any

SHORTEST = 60
"""Letters a text must have before a language is named; an ideograph counts for three."""

SURE = 0.9
"""How probable the best language must be."""

ENOUGH = 600
"""Characters that are read: more cost time and change nothing."""


def detect(text: str) -> str | None:
    """The language as a BCP 47 tag (``en``, ``zh``), None where the text is too short or it is not sure."""
    text = text[:ENOUGH]
    letters = sum(3 if mark > "\u2e80" else 1 for mark in text if mark.isalpha())
    if letters < SHORTEST:
        return None
    return _detect(text)


_NO_LANGUAGE = frozenset({"zxx", "und", "mul"})
"""What the model says of text in none, an unknown or several languages (ISO 639-2)."""


@lru_cache(maxsize=256)
def _detect(text: str) -> str | None:
    language, probability = _identifier().classify(text)
    return str(language) if probability >= SURE and language not in _NO_LANGUAGE else None


@cache
def _identifier() -> Any:  # noqa: ANN401 - the library is not typed
    """The model, loaded when the first text is looked at (half a second, once a process)."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # noqa: PLC0415

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
