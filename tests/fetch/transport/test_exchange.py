"""One request: the moment in Retry-After, and the user agent."""

from __future__ import annotations

import datetime as dt

import pytest

from newswire.errors import FatalError
from newswire.fetch.transport.exchange import retry_at, user_agent

NOW = dt.datetime(2031, 5, 2, 10, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("header", "until"),
    [
        ("120", NOW + dt.timedelta(minutes=2)),
        (" 90.0 ", NOW + dt.timedelta(seconds=90)),
        ("Fri, 02 May 2031 11:00:00 GMT", NOW + dt.timedelta(hours=1)),
        ("Fri, 02 May 2031 11:00:00 +0200", None),  # an hour ago
        ("Fri, 02 May 2031 11:00:00 -0300", NOW + dt.timedelta(hours=4)),
        ("Fri, 02 May 2031 11:00:00 EST", NOW + dt.timedelta(hours=6)),
        ("Friday, 02-May-31 11:00:00 GMT", NOW + dt.timedelta(hours=1)),
        ("9" * 400, NOW + dt.timedelta(days=7)),
        ("Sat, 16 Nov 2041 19:11:00 GMT", NOW + dt.timedelta(days=7)),
        *[
            (value, None)
            for value in ("", "0", "-5", "soon", "Fri, 99 May 2031", "Fri, 02 May 2031 09:00:00 GMT")
        ],
        (None, None),
    ],
)
def test_retry_after_is_seconds_or_a_date_with_any_offset(
    header: str | None, until: dt.datetime | None
) -> None:
    assert retry_at(header, NOW) == until


def test_the_user_agent_has_the_contact_of_the_operator(monkeypatch: pytest.MonkeyPatch) -> None:
    assert user_agent().startswith("Newswire")
    assert user_agent().endswith(" (news feed reader)")
    monkeypatch.setenv("NEWSWIRE_CONTACT", "desk@harbour.example")
    assert user_agent().endswith(" (news feed reader; +desk@harbour.example)")


@pytest.mark.parametrize("value", ["desk@hafen\n.example", "Hafenbüro", "desk) x"])
def test_a_contact_that_no_header_may_have_is_an_error(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv("NEWSWIRE_CONTACT", value)
    with pytest.raises(FatalError, match="NEWSWIRE_CONTACT"):
        user_agent()
