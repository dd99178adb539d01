"""Characters that no reader sees: fields keep them, and comparison ignores them."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from pathlib import Path

import numpy as np
import psycopg
import pytest
from hypothesis import given
from hypothesis import strategies as st

from newswire.dedupe.exact import text_hash
from newswire.dedupe.texts.keys import keys
from newswire.dedupe.texts.words import prepare
from newswire.lexicon.invisible import INVISIBLE, has_invisible, place_of, visible
from newswire.load.staging import content_hash
from newswire.model import Item
from newswire.parse.completion.identity import content_guid
from tests.support.stories import BODY, counts, drop, ninjs, run

TEXT = f"{BODY}\n\nThe café’s official tariff was 1,750.50 crowns, or 4.2 percent, José Muñoz of Gränna said."


FORMS: dict[str, Callable[[str], str]] = {
    "soft hyphens": "\u00ad".join,
    "zero width spaces": "\u200b".join,
    "word joiners": "\u2060".join,
    "byte order marks": "\ufeff".join,
    "decomposed": lambda text: unicodedata.normalize("NFD", text),
    "composed": lambda text: unicodedata.normalize("NFC", text),
    "ligatures": lambda text: text.replace("ffi", "\ufb03").replace("fi", "\ufb01"),
    "decomposed, with soft hyphens": lambda text: "\u00ad".join(unicodedata.normalize("NFD", text)),
}


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
def test_copies_have_the_same_keys_in_any_form(form: Callable[[str], str]) -> None:
    assert text_hash(form(TEXT), None, None) == text_hash(TEXT, None, None)
    one, other = keys([TEXT, form(TEXT)])
    assert np.array_equal(one, other)
    one_text, other_text = prepare([TEXT, form(TEXT)])
    assert one_text.text == other_text.text


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
def test_an_item_without_an_identity_is_the_same_in_any_form(form: Callable[[str], str]) -> None:
    guids = {content_guid(Item("a", "text", body_text=text), "wire") for text in (TEXT, form(TEXT))}
    assert len(guids) == 1


def test_the_limit_of_a_long_text_does_not_count_invisible_characters() -> None:
    one, other = prepare([f"{BODY} " * 80, "\u00ad".join(f"{BODY} " * 80)])
    assert one.text == other.text


@pytest.mark.parametrize("form", [form for name, form in FORMS.items() if name != "ligatures"])
def test_a_version_is_the_same_in_any_form(form: Callable[[str], str]) -> None:
    item = Item("a", "text", headline="The café", body_text=TEXT, keywords=("café",))
    assert content_hash(item) == content_hash(
        item.changed(headline=form("The café"), body_text=form(TEXT), keywords=(form("café"),))
    )


def test_a_sign_with_another_compatibility_form_makes_a_version() -> None:
    square = Item("a", "text", body_text="A pier of 20 m² was rebuilt.")
    assert content_hash(square) != content_hash(square.changed(body_text="A pier of 20 m2 was rebuilt."))


def test_a_document_with_other_soft_hyphens_is_unchanged(
    warehouse: psycopg.Connection, sources: Path, wire: Path
) -> None:
    soft = BODY.replace("harbour", "har\u00adbour")
    drop(wire, "1.json", ninjs("pier-1", body=soft))
    assert counts(run(warehouse, sources, "wire")) == {"parsed": 1, "new": 1}
    drop(wire, "2.json", ninjs("pier-1"))
    assert counts(run(warehouse, sources, "wire")) == {"parsed": 1, "unchanged": 1}
    assert warehouse.execute("SELECT body_text FROM news.versions").fetchall() == [(soft,)]


@given(st.text(), st.integers(0, 20))
def test_a_position_counts_visible_characters(text: str, number: int) -> None:
    place = place_of(number, text)
    assert len(visible(text[:place])) == min(number, len(visible(text)))
    assert place == len(text) or text[place] not in INVISIBLE


@given(st.text(st.sampled_from(f"ab é{INVISIBLE}")))
def test_only_invisible_characters_are_removed(text: str) -> None:
    assert visible(text) == "".join(mark for mark in text if mark not in INVISIBLE)
    assert has_invisible(text) == (visible(text) != text)
