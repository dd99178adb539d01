"""A container is widened by parts of its story, and by nothing else."""

import pytest

from tests.parse.pages.body.reading import openings, paragraphs, story

ONE, TWO, MORE = paragraphs("One"), paragraphs("Two"), paragraphs("Other", "More", times=3)


@pytest.mark.parametrize(
    ("name", "page"),
    [
        (
            "counted rows",
            f"<div class=row-1><i><div>{ONE}</div></i></div><div class=row-2><div>{TWO}</div></div>",
        ),
        (
            "named parts",
            f"<b><div class=post-text>{ONE}</div></b><div><div class=post-text>{TWO}</div></div>",
        ),
    ],
)
def test_parts_of_one_story_are_put_together(name: str, page: str) -> None:
    page = f"<html><body><div class=p><h1>Bridge</h1>{page}</div></body></html>"
    assert openings(story(page)) == ["One", "Two"], name


def test_a_part_with_the_same_name_below_another_headline_is_another_story() -> None:
    page = (
        f"<html><body><div class=p><h1>Bridge</h1><div class=post-text>{ONE}{TWO}</div>"
        f"<h1>Market</h1><div class=post-text>{paragraphs('Three')}</div></div></body></html>"
    )
    assert openings(story(page, headline="Bridge")) == ["One", "Two"]
