"""The language model in blocks is that of the library."""

from __future__ import annotations

import numpy as np
import pytest
from py3langid.langid import MODEL_FILE, LanguageIdentifier

from newswire.lexicon.tables import language_model
from newswire.lexicon.tables.language_model import Identifier


@pytest.fixture(scope="module")
def ours() -> Identifier:
    return language_model.load()


@pytest.fixture(scope="module")
def theirs(ours: Identifier) -> LanguageIdentifier:
    library = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    library.set_languages(ours.labels)
    return library


def test_the_weights_are_those_of_the_library_for_our_languages(
    ours: Identifier, theirs: LanguageIdentifier
) -> None:
    assert ours.nb_classes == theirs.nb_classes
    assert set(ours.labels) == set(language_model.LANGUAGES.split())
    assert np.array_equal(ours.nb_ptc, theirs.nb_ptc)
    assert np.array_equal(ours.nb_pc, theirs.nb_pc)


def test_the_blocks_are_the_transitions_of_the_library(ours: Identifier, theirs: LanguageIdentifier) -> None:
    blocks, moves = np.asarray(ours._blocks), np.asarray(ours._moves)
    assert np.array_equal(moves.reshape(-1, 16)[blocks].ravel(), np.asarray(theirs.tk_nextmove))
    assert np.array_equal(np.asarray(ours._rows), np.asarray(theirs.tk_row))
    assert np.array_equal(np.asarray(ours._features), np.asarray(theirs.tk_output))
    assert len(moves) < len(theirs.tk_nextmove) / 8, "blocks that are the same are stored once"


@pytest.mark.parametrize(
    "text",
    [
        "The ferry between the islands ran aground on Tuesday night, and nobody was hurt.",
        "ПАРОМ МЕЖДУ ОСТРОВАМИ СЕЛ НА МЕЛЬ ВО ВТОРНИК",
        "Брод је насукан у уторак увече, нико није повређен. Brod je nasukan u utorak.",
        "两座岛屿之间的渡轮周二晚间搁浅",
        "",
        "\x00\x01",
        "0123456789",
        "\ud800 half a character",
    ],
)
def test_a_text_has_the_same_probabilities(ours: Identifier, theirs: LanguageIdentifier, text: str) -> None:
    assert ours.rank(text) == theirs.rank(text)
