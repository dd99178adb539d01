"""Text that a server prints before or after a document."""

from __future__ import annotations

import pytest

from newswire.model import Defaults, Document, Item
from newswire.parse import parse_document
from newswire.parse.document import recognise

RSS = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0"><channel><title>Tram Post</title>
<item><title>Tunnel opens</title><guid>t1</guid><description>Trams run.</description></item>
</channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>Tram Post</title><id>urn:t</id>
<entry><id>urn:t:1</id><title>Tunnel opens</title><content>Trams run.</content></entry></feed>"""
NITF = """<?xml version="1.0"?><nitf><body><body.head><hedline><hl1>Tunnel opens</hl1></hedline></body.head>
<body.content><p>Trams run.</p></body.content></body></nitf>"""
JSON_FEED = """{"version": "https://jsonfeed.org/version/1.1", "title": "Tram Post",
"items": [{"id": "t1", "title": "Tunnel opens", "content_text": "Trams run."}]}"""
FEEDS = {"rss": RSS, "atom": ATOM, "nitf": NITF, "jsonfeed": JSON_FEED}

PHP_MESSAGES = [
    "<br />\n<b>Deprecated</b>:  each() is deprecated in <b>/srv/www/feed.php</b> on line <b>12</b><br />\n",
    "\nNotice: Undefined variable: lang in /srv/www/feed.php on line 4\n\n",
    "PHP Warning:  session_start(): Cannot send headers in /srv/www/feed.php on line 9\n",
    "<br />\n<font size='1'><table class='xdebug-error' border='1'>\n<tr><th align='left' colspan='5'>"
    "( ! ) Warning: Division by zero in /srv/www/feed.php on line <i>7</i></th></tr>\n</table></font>\n",
]
OTHER_TEXTS = [
    "\n\n  \t\n",
    "HTTP/1.1 200 OK\nContent-Type: text/xml\n\n",
    "DEBUG: cache miss, 0.31 s\n",
    "<p>Database slow, 3 retries</p>\n",
]


def only_item(content: str, expected: str) -> Item:
    document = Document(content.encode(), "feed")
    assert recognise(document).name == expected
    (item,) = parse_document(document, Defaults())
    assert isinstance(item, Item)
    assert (item.headline, item.body_text) == ("Tunnel opens", "Trams run.")
    return item


@pytest.mark.parametrize("message", PHP_MESSAGES)
@pytest.mark.parametrize("name", FEEDS)
def test_a_message_of_php_does_not_stop_a_feed(name: str, message: str) -> None:
    item = only_item(message + FEEDS[name], name)
    assert any("before the document was left out" in warning for warning in item.warnings)
    item = only_item(FEEDS[name] + message, name)
    assert any("was left out; it begins" in warning for warning in item.warnings)


@pytest.mark.parametrize("text", OTHER_TEXTS)
@pytest.mark.parametrize("name", ["rss", "atom", "nitf"])
def test_other_text_around_a_feed_does_not_stop_it(name: str, text: str) -> None:
    only_item(text + FEEDS[name], name)
    only_item(FEEDS[name] + text, name)
    only_item(text + FEEDS[name] + text, name)


def test_a_message_between_the_declaration_and_the_root_does_not_stop_a_feed() -> None:
    declaration, _, rest = RSS.partition("\n")
    item = only_item(f"{declaration}\n{PHP_MESSAGES[0]}{rest}", "rss")
    assert "before the document was left out" in item.warnings[0]
    content = f"{declaration.replace('UTF-8', 'koi8-r')}\n{PHP_MESSAGES[0]}{rest.replace('opens', 'открыт')}"
    (item,) = parse_document(Document(content.encode("koi8-r"), "feed"), Defaults())
    assert isinstance(item, Item)
    assert item.headline == "Tunnel открыт"


def test_a_page_with_a_feed_in_it_stays_a_page() -> None:
    page = f"<!DOCTYPE html><html><body><pre>\n{RSS}</pre></body></html>"
    assert recognise(Document(page.encode(), "page")).name == "html"


def test_a_document_inside_json_stays_inside() -> None:
    content = (
        '{"headline": "Tunnel opens", "body": "<?xml version=\\"1.0\\"?><nitf><p>Trams run.</p></nitf>"}'
    )
    assert recognise(Document(content.encode(), "story")).name != "nitf"


def test_an_element_that_stays_open_is_no_message() -> None:
    assert recognise(Document(f"<div>\n{ATOM}\n</div>".encode(), "page")).name != "atom"
