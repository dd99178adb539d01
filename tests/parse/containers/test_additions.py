"""Texts that programs and companies add to a message go; a message of nothing else keeps them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newswire.parse.containers.additions import without_additions

STORY = "A ferry with 214 people on board stopped in the harbour of Grenholm.\n\nNobody was hurt."


@pytest.mark.parametrize(
    "added",
    [
        "\n\nOn Mon, 13 May 2024 at 10:12, Desk <desk@paper.example> wrote:\n> Can you send it?\n> Thanks\n",
        "\n\nAm 13.05.2024 um 10:12 schrieb Ola Nord:\n\n> Bitte senden.\n",
        "\n\n-----Original Message-----\nFrom: Desk\nCan you send it?\n",
        "\n\n____________\nDISCLAIMER: This email is confidential.\n",
        "\n\nThis e-mail and its attachments are confidential and intended for the addressee.\n",
        "\n\nDiese E-Mail und ihre Anhänge sind vertraulich.\n\nBitte löschen Sie sie.\n",
        "\n\nCe message et ses pièces jointes sont confidentiels.\n",
        "\n\nSent from my iPhone",
    ],
    ids=["reply", "German reply", "original", "disclaimer", "English", "German", "French", "telephone"],
)
def test_what_follows_the_story_is_cut(added: str) -> None:
    assert without_additions(STORY + added).rstrip() == STORY


def test_the_header_of_a_forward_is_cut() -> None:
    forwarded = (
        "---------- Forwarded message ---------\nFrom: Ola\nDate: Mon\nSubject: Ferry\nTo: <a@b.example>\n\n"
    )
    assert without_additions(forwarded + STORY).strip() == STORY


def test_a_story_that_is_quoted_whole_loses_its_marks() -> None:
    assert without_additions("> " + STORY.replace("\n", "\n> ")) == STORY


@pytest.mark.parametrize(
    "text",
    [
        "The minister said that this message is confidential and intended for nobody.",
        STORY + "\n\nOn Monday the captain wrote: the ferry left.",
        "This e-mail and its attachments are confidential.",
        "> one line\n\nand an answer",
    ],
)
def test_a_story_about_mail_stays(text: str) -> None:
    assert without_additions(text) == text


@given(
    st.lists(
        st.sampled_from([STORY, "> quoted", "This email is confidential.", "-----Original Message-----"])
    )
)
def test_a_message_with_text_keeps_text(parts: list[str]) -> None:
    text = "\n\n".join(parts)
    assert bool(without_additions(text).strip()) == bool(text.strip())
    assert without_additions(without_additions(STORY)) == STORY
