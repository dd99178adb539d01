"""Each page has one address, in whatever form its servers and readers write it."""

from __future__ import annotations

import random
from itertools import product

import pytest

from newswire.parse.pages.address import LONGEST, absolute, canonical, is_front

STORY = "https://www.coast.example/news/mill-burns-7"


@pytest.mark.parametrize(
    "written",
    [
        STORY,
        "http://www.coast.example/news/mill-burns-7",
        "HTTPS://WWW.Coast.Example:443/news/mill-burns-7",
        " https://www.coast.example/news/mill-burns-7\n",
        f"{STORY}?utm_source=letter&utm_medium=mail",
        f"{STORY}?fbclid=IwAR0xyz&gclid=12",
        f"{STORY}#comments",
        f"{STORY}?",
        f"{STORY}/amp",
        f"{STORY}/amp/",
        f"{STORY}/print/",
        f"{STORY}.amp",
        f"{STORY}?amp",
        f"{STORY}?outputType=amp",
        f"{STORY}?print=1&amp=1",
        "https://www.google.com/amp/s/www.coast.example/news/mill-burns-7/amp",
        "https://www-coast-example.cdn.ampproject.org/c/s/www.coast.example/news/mill-burns-7?amp=1",
    ],
)
def test_forms_of_one_page_have_one_address(written: str) -> None:
    assert canonical(written) == STORY


@pytest.mark.parametrize(
    ("written", "form"),
    [
        ("https://coast.example/news/print", "https://coast.example/news/print"),
        ("https://coast.example/amp/", "https://coast.example/amp/"),
        ("https://coast.example/8/x.amp.html", "https://coast.example/8/x.amp.html"),
        ("https://coast.example/8/mill-7.amp.html", "https://coast.example/8/mill-7.html"),
        ("https://coast.example", "https://coast.example/"),
        ("https://coast.example/a?id=7&page=2", "https://coast.example/a?id=7&page=2"),
        ("https://coast.example/#!/story/3", "https://coast.example/#!/story/3"),
        ("https://coast.example:8443/a", "https://coast.example:8443/a"),
        ("https://coast.example/%7eann/%d8%b3", "https://coast.example/~ann/%D8%B3"),
        ("https://coast.example/\u0633", "https://coast.example/%D8%B3"),
        ("https://coast.example/a%2fb", "https://coast.example/a%2Fb"),
        ("https://ann:pw@coast.example/a", "https://ann:pw@coast.example/a"),
        ("tag:coast.example,2024:7", "tag:coast.example,2024:7"),
        ("https://[oops/a", "https://[oops/a"),
        ("/news/7", "/news/7"),
        ("", ""),
    ],
)
def test_other_pages_keep_theirs(written: str, form: str) -> None:
    assert canonical(written) == form


def test_the_form_of_a_form_is_the_same() -> None:
    parts = (
        "",
        "amp",
        "print",
        "mill-7",
        "7.amp",
        "7.print.html",
        "a%2fb",
        "%7e",
        "\u0633",
        "%",
        "..",
        "(S(x))",
    )
    tails = (
        "",
        "?",
        "?amp",
        "?print=1&utm_x=1",
        "?a=%",
        "?sid=1&&b",
        "#x",
        "#!/7",
        "?u=https://a.example/?amp",
    )
    heads = (
        "http://Coast.Example",
        "https://coast.example.:80",
        "https://www.google.com/amp/s/coast.example",
    )
    chance = random.Random(20)
    made = [
        f"{head}/{'/'.join(some)}{tail}" for head, some, tail in product(heads, product(parts, parts), tails)
    ]
    signs = "/?#&=.%-:@[]()7aäمAMPprint \\"
    made += ["https://" + "".join(chance.choices(signs, k=chance.randint(0, 40))) for _ in range(5_000)]
    for address in made:
        form = canonical(address)
        assert canonical(form) == form, address


def test_a_long_address_stays_as_it_is() -> None:
    address = "HTTP://coast.example/" + "1/amp" * LONGEST
    assert canonical(address) == address


@pytest.mark.parametrize(
    ("address", "whole"),
    [
        ("https://a.example", True),
        ("http://a.example/", True),
        ("https://a.example/?p=7", False),
        ("https://a.example/#top", True),
        ("https://a.example/#!/mill", False),
        ("https://[", False),
        (STORY, False),
    ],
)
def test_the_address_of_a_site_is_that_of_no_story(address: str, whole: bool) -> None:
    assert is_front(address) is whole


@pytest.mark.parametrize(
    ("written", "base", "whole"),
    [
        ("/a b", STORY, "https://www.coast.example/ab"),
        ("//cdn.example/x.jpg", None, "https://cdn.example/x.jpg"),
        ("https://harbour.example/a", None, "https://harbour.example/a"),
        ("/a", None, None),
        ("javascript:void(0)", STORY, None),
        ("https://none/a", None, None),
        ("http://[", STORY, None),
        ("x" * 3000, STORY, None),
        (None, STORY, None),
    ],
)
def test_addresses_are_absolute_ones_of_a_host(written: str | None, base: str | None, whole: str) -> None:
    assert absolute(written, base) == whole
