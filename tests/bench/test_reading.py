"""The count of faults sees each kind in an item that has it, and none in a clean item."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from newswire.bench.reading import Fault, all_faults, faults

CLEAN: dict[str, Any] = {
    "path": "no file",
    "format": "newsml-g2",
    "kind": "text",
    "provider": "AFP",
    "credit": ["AFP"],
    "headline": "Ferry runs aground off Port Albers",
    "byline": "By Jane Doe",
    "authors": ["Jane Doe"],
    "body_text": "A ferry ran aground on Monday.\n\nNobody was hurt, the harbour master said.",
}


def kinds(**changes: object) -> list[Fault]:
    return [found.fault for found in faults(CLEAN | changes)]


def test_a_clean_item_has_no_fault() -> None:
    assert kinds() == []


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"body_text": f"{CLEAN['headline']}\n\n{CLEAN['body_text']}"}, Fault.HEADLINE_IN_BODY),
        ({"body_text": f"11.40\n\nFerries\n\n{CLEAN['headline']}!\n\nText."}, Fault.HEADLINE_IN_BODY),
        ({"body_text": "Ferry runs aground\n\noff Port Albers\n\nText."}, Fault.HEADLINE_IN_BODY),
        ({"authors": []}, Fault.NO_AUTHOR),
        ({"byline": "Von Max Muster und Anna Beispiel, dpa", "authors": None}, Fault.NO_AUTHOR),
        ({"authors": ["By Jane Doe"]}, Fault.NO_PERSON),
        ({"authors": ["Associated Press"]}, Fault.NO_PERSON),
        ({"authors": ["Jane Doe and John Roe"]}, Fault.NO_PERSON),
        ({"credit": ["APA/Jane Roe"]}, Fault.MIXED_CREDIT),
        ({"credit": ["Jane Doe", "AP"]}, Fault.MIXED_CREDIT),
        ({"provider": "afp.com"}, Fault.PROVIDER),
        ({"provider": "Agence France-Presse"}, Fault.PROVIDER),
        ({"provider": "nprov:AFP"}, Fault.PROVIDER),
        ({"provider": "desk@agency.example"}, Fault.PROVIDER),
        ({"provider": "Jane Doe"}, Fault.PROVIDER),
        ({"provider": "norwind.test"}, Fault.PROVIDER),
        ({"provider": "norwind.test", "guid": "urn:newsml:quay.test:20260101:1"}, Fault.PROVIDER),
        ({"provider": "afp.com", "guid": "urn:newsml:afp.com:20260101:1"}, Fault.PROVIDER),
        ({"provider": "afp.com", "format": "rss"}, Fault.PROVIDER),
        ({"provider": "Press Association"}, Fault.PROVIDER),
        ({"body_text": "(Foto: Max Muster/dpa)\n\nText."}, Fault.CAPTION),
        ({"body_text": "Text of a story.\n\nab/cd"}, Fault.SIGN_OFF),
        ({"body_text": "Text of a story.\n\n(APA/ab/cd)"}, Fault.SIGN_OFF),
        ({"body_text": "Text of a story.\n\nENDS"}, Fault.SIGN_OFF),
        ({"body_text": "Text of a story.\n\n+++ Ferries;Ports +++"}, Fault.SIGN_OFF),
        ({"body_text": "نص الخبر\n\nاب/ج د"}, Fault.SIGN_OFF),
        ({"body_text": "Results of a race.\nAAP RESULTS\n\nOne.\n\nAAP RESULTS"}, Fault.SIGN_OFF),
    ],
)
def test_each_kind_is_seen(changes: dict[str, object], fault: Fault) -> None:
    assert kinds(**changes) == [fault]


@pytest.mark.parametrize(
    "changes",
    [
        {"byline": "By The Associated Press", "authors": []},
        {"byline": "REUTERS TV", "authors": []},
        {"body_text": "He has written for AP and AFP.\n\nHe works for TT/Ritzau."},
        {"body_text": "The word photo: it stands in a long paragraph. " + "Text. " * 80},
        {"body_text": CLEAN["headline"], "kind": "alert"},
        {"kind": "picture", "body_text": "A ferry.\n\n(Foto: Max Muster/dpa)"},
        {"provider": "A Company Ltd."},
        {"provider": "norwind.test", "guid": "urn:newsml:norwind.test:20260101:1"},
        {"provider": "norwind.test", "guid": "tag:norwind.test,2026:1"},
        {"provider": "norwind.test", "format": "wxr"},
        {"provider": "EP"},
        {"provider": "Monitor"},
        {"provider": "Sports Network", "byline": "Sports Network", "authors": []},
    ],
)
def test_what_an_editor_would_leave_is_no_fault(changes: dict[str, object]) -> None:
    assert kinds(**changes) == []


def test_a_caption_and_a_cut_name_are_seen_by_their_file(tmp_path: Path) -> None:
    file = tmp_path / "story.xml"
    file.write_text(
        "<nitf><credit>Roe &amp; Sons</credit>"
        "<media-caption>The ferry at its <b>pier</b></media-caption></nitf>"
    )
    caption = {"body_text": "Text.\n\nThe ferry at its pier", "path": str(file)}
    assert kinds(**caption) == [Fault.CAPTION]
    assert kinds(credit=["Roe", "Sons"], path=str(file)) == [Fault.MIXED_CREDIT]


def test_rejected_documents_have_no_faults() -> None:
    assert list(all_faults([{"path": "a", "rejected": {"reason": "empty", "detail": ""}}])) == []
