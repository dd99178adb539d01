"""Texts in blocks, as editors and publishing systems store them."""

from __future__ import annotations

import pytest

from newswire.errors import Unparsable
from newswire.parse.generic.json.blocks import block_text

TWO = "A ferry stopped.\n\nNobody was hurt."


@pytest.mark.parametrize(
    "value",
    [
        pytest.param("<p>A ferry stopped.</p><p>Nobody was hurt.</p>", id="HTML"),
        pytest.param({"rendered": "<p>A ferry stopped.</p><p>Nobody was hurt.</p>"}, id="HTML in an object"),
        pytest.param(["A ferry stopped.", "Nobody was hurt."], id="strings"),
        pytest.param(
            [
                {"type": "text", "content": "A <b>ferry</b> stopped."},
                {"type": "image", "caption": "The ferry"},
                {"type": "text", "content": "Nobody was hurt."},
            ],
            id="elements of a page",
        ),
        pytest.param(
            {
                "type": "doc",
                "content": [
                    {
                        "type": "paragraph",
                        "content": [
                            {"type": "text", "text": "A "},
                            {"type": "text", "marks": [{"type": "bold"}], "text": "ferry"},
                            {"type": "text", "text": " stopped."},
                        ],
                    },
                    {"type": "paragraph", "content": [{"type": "text", "text": "Nobody was hurt."}]},
                ],
            },
            id="ProseMirror",
        ),
        pytest.param(
            [
                {
                    "_type": "block",
                    "children": [
                        {"_type": "span", "text": "A "},
                        {"_type": "span", "text": "ferry stopped."},
                    ],
                },
                {"_type": "block", "children": [{"_type": "span", "text": "Nobody was hurt."}]},
            ],
            id="Portable Text",
        ),
        pytest.param(
            [
                {
                    "type": "p",
                    "children": [{"text": "A "}, {"text": "ferry", "bold": True}, {"text": " stopped."}],
                },
                {"type": "p", "children": [{"text": "Nobody was hurt."}]},
            ],
            id="Slate",
        ),
        pytest.param(
            {
                "blocks": [
                    {"type": "paragraph", "data": {"text": "A ferry stopped."}},
                    {"type": "paragraph", "data": {"text": "Nobody was hurt."}},
                ]
            },
            id="Editor.js",
        ),
        pytest.param(
            {
                "nodeType": "document",
                "content": [
                    {
                        "nodeType": "paragraph",
                        "content": [
                            {"nodeType": "text", "value": "A "},
                            {"nodeType": "hyperlink", "content": [{"nodeType": "text", "value": "ferry"}]},
                            {"nodeType": "text", "value": " stopped."},
                        ],
                    },
                    {"nodeType": "paragraph", "content": [{"nodeType": "text", "value": "Nobody was hurt."}]},
                ],
            },
            id="Contentful",
        ),
        pytest.param(
            [
                {"role": "title", "text": "Ferry stops"},
                {"role": "body", "text": "A ferry stopped."},
                {"role": "body", "text": "Nobody was hurt."},
            ],
            id="Apple News",
        ),
        pytest.param(
            {
                "root": {
                    "children": [
                        {"type": "paragraph", "children": [{"type": "text", "text": "A ferry stopped."}]},
                        {"type": "paragraph", "children": [{"type": "text", "text": "Nobody was hurt."}]},
                    ]
                }
            },
            id="Lexical",
        ),
        pytest.param(
            [
                {"type": "core/text", "data": {"text": "A ferry stopped."}},
                {"data": {"text": "Nobody was hurt."}},
            ],
            id="blocks without a type",
        ),
    ],
)
def test_blocks_of_every_editor_give_the_same_text(value: object) -> None:
    assert block_text(value) == TWO


@pytest.mark.parametrize("value", [None, 7, True, [], {}, [{}], [[]], {"type": "image", "text": "x"}, "  "])
def test_a_value_without_text_gives_none(value: object) -> None:
    assert block_text(value) is None


def test_nesting_beyond_the_limit_gives_none() -> None:
    value: object = "deep"
    for _ in range(2_000):
        value = [value]
    assert block_text(value) is None


def test_more_blocks_than_a_story_has_are_refused() -> None:
    with pytest.raises(Unparsable, match="blocks"):
        block_text(["<p>w</p>"] * 10_001)
