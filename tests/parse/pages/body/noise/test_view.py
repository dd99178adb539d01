"""The view counts what is in each element once."""

from newswire.parse.pages.body.noise.view import View
from tests.parse.pages.body.noise.marking import FIRST, SECOND, blocks_of


def test_the_share_of_an_element_is_of_the_text_outside_links() -> None:
    blocks = blocks_of(f"<div><p>{FIRST}</p></div><p>{FIRST}</p><p><a href=/b>{SECOND}</a></p>")
    view = View(blocks)
    assert view.share(blocks[0].place) == 0.5
    assert view.share(blocks[2].place) == 0


def test_prose_is_long_and_ends_as_a_sentence_does() -> None:
    dense = "港では大きな船が三隻並んで朝を待っていたと市の広報は話した。" * 2
    view = View(blocks_of(f"<p>{FIRST}</p><p>Tarn.</p><h2>{FIRST}</h2><p>{dense}</p>"))
    assert [view.is_prose(number) for number in range(4)] == [True, False, False, True]


def test_many_nested_elements_take_time_in_proportion() -> None:
    view = View(blocks_of("<div>a " * 4000))
    assert view.content[view.blocks[0].place].last == len(view.blocks) - 1


def test_a_letter_of_a_dense_script_counts_as_two() -> None:
    korean = "배는 월요일부터 하루에 두 번 섬으로 떠난다고 항구의 책임자가 아침에 말했다고 신문이 전했다."
    assert View(blocks_of(f"<p>{korean}</p>")).is_prose(0)
