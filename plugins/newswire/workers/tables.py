"""All tables of the installation, made once: ``python -m newswire.workers.tables``.

``./newswire`` calls it when it has made the environment, so that no first run makes them.
"""

from __future__ import annotations

from newswire.dedupe.texts import normalise
from newswire.lexicon import cities, country_names, languages
from newswire.lexicon.tables import language_model
from newswire.translations.texts import city_codes


def make() -> None:
    """Make the tables that are absent or out of date."""
    cities.named("Oslo")
    country_names.countries("Oslo")
    languages.tag("no")
    language_model.load()
    city_codes.code("Oslo")
    normalise.tokenise(["Oslo"])


if __name__ == "__main__":
    make()
