"""The fields derived from an item; the fields of the document stay as they are."""

from __future__ import annotations

import datetime as dt
from dataclasses import fields, replace
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from newswire.lexicon import languages
from newswire.model import Defaults, Document, Item
from newswire.parse.completion.complete import complete
from newswire.parse.completion.identity import content_guid
from newswire.parse.completion.opening import read_opening
from newswire.parse.completion.words import count_words
from newswire.parse.story.story import story_of

DOCUMENT = Document(b"", "a.txt", fetched_at=dt.datetime(2021, 1, 2, 8, tzinfo=dt.UTC))
CREATED = dt.datetime(2020, 5, 3, 10, 30, tzinfo=dt.UTC)
STORY = "OSLO, May 3 (Reuters) - A ferry ran aground on Tuesday, and nobody was hurt, the coast guard said."


def item(body: str | None = STORY, **values: Any) -> Item:
    return Item(path="a.txt", format="test", body_text=body, **values)


def done(body: str | None = STORY, defaults: Defaults | None = None, **values: Any) -> Item:
    return complete(item(body, **values), DOCUMENT, defaults or Defaults())


def test_the_dateline_goes_from_the_body_into_its_fields() -> None:
    result = done()
    assert result.body_text == "A ferry ran aground on Tuesday, and nobody was hurt, the coast guard said."
    assert (result.dateline, result.place, result.places) == ("OSLO, May 3 (Reuters)", "OSLO", ("OSLO",))
    assert (result.country, result.credit, result.provider) == ("NO", ("Reuters",), "Reuters")
    assert (result.language, result.word_count) == ("en", 14)


def test_fields_of_the_document_stay() -> None:
    said: dict[str, Any] = {
        "provider": "NTB",
        "guid": "urn:x:1",
        "byline": "Ann Marsh",
        "dateline": "Oslo",
        "place": "Oslo S",
        "places": ("Oslo S",),
        "country": "SE",
        "credit": ("NTB",),
        "published": CREATED,
        "published_precision": "minute",
        "published_from": "pubDate",
        "language": "nb",
        "ed_note": "Note",
        "label": "take",
        "word_count": 7,
    }
    result = done("By Ann Marsh\n\n(Corrects day)\n\n" + STORY, **said)
    assert {name: getattr(result, name) for name in said} == said


@given(
    st.fixed_dictionaries(
        {},
        optional={
            name: st.text(min_size=1, max_size=30)
            for name in (
                "guid",
                "byline",
                "dateline",
                "place",
                "country",
                "language",
                "ed_note",
                "label",
            )
        },
    ),
    st.text(max_size=200),
)
def test_no_value_of_the_document_is_overwritten(said: dict[str, Any], body: str) -> None:
    """Leave out a dateline or place that is none: both must have letters alone here."""
    said = {name: text for name, text in said.items() if name not in ("dateline", "place") or text.isalpha()}
    assume(story_of(item(body, **said)).item.changed(body_text=body) == item(body, **said))
    result = done(body, **said)
    written = said | ({"language": languages.tag(said["language"])} if "language" in said else {})
    assert {name: getattr(result, name) for name in said} == written


def test_the_writer_is_the_provider_only_if_no_other_is_given() -> None:
    assert done(defaults=Defaults(provider="Dagbladet")).provider == "Dagbladet"
    assert done(provider="NTB", defaults=Defaults(provider="Dagbladet")).provider == "NTB"


def test_names_of_a_credit_are_canonical() -> None:
    assert done(credit=("أ ف ب",)).credit == ("AFP",)
    assert done(credit=("ASSOCIATED PRESS", "Jane Doe/NTB")).credit == ("AP", "NTB")
    assert done(credit=("Jane Doe/AP",), authors=("Jane Doe",)).credit == ("AP",)


def test_authors_are_the_people_of_a_byline_before_the_dateline() -> None:
    result = done("By ANN MARSH and Piet de Vries, Norwind Writer\n\n" + STORY)
    assert (result.byline, result.authors) == (
        "By ANN MARSH and Piet de Vries, Norwind Writer",
        ("Ann Marsh", "Piet de Vries"),
    )


@pytest.mark.parametrize(
    "opening",
    [
        "By Ann Marsh\n\n{}",
        "By Ann Marsh =\n\n{}",
        "By Ann Marsh {}",
        "(Corrects day)\n\nBy Ann Marsh\n\n{}",
        "By Ann Marsh\n\n(Corrects day)\n\n{}",
    ],
)
def test_a_byline_before_the_dateline_is_taken(opening: str) -> None:
    result = done(opening.format(STORY))
    assert result.byline == "By Ann Marsh"
    assert (result.body_text or "").startswith("A ferry")


def test_a_byline_that_the_document_does_not_have_stays_in_the_body() -> None:
    assert (done("By Ann Marsh\n\n" + STORY, byline="Piet de Vries").body_text or "").startswith(
        "By Ann Marsh\n\nA ferry"
    )
    assert (done("By Ann Marsh\n\n" + STORY, byline="ANN MARSH").body_text or "").startswith("A ferry")


def test_points_before_the_dateline_stay_in_the_body() -> None:
    result = done("(Adds quote)\n\n* Nobody hurt\n\n* Ferry afloat by noon\n\nBy Ann Marsh\n\n" + STORY)
    assert (result.ed_note, result.byline, result.place) == ("(Adds quote)", "By Ann Marsh", "OSLO")
    assert (result.body_text or "").startswith("* Nobody hurt\n\n* Ferry afloat by noon\n\nA ferry")


def test_a_byline_without_a_dateline_is_taken() -> None:
    result = done("Von Lena Kurz, dpa\n\nDie Fähre ist auf Grund gelaufen.")
    assert (result.byline, result.body_text) == ("Von Lena Kurz, dpa", "Die Fähre ist auf Grund gelaufen.")
    assert done("By Tuesday the water had risen.\n\nIt rained.").byline is None


def test_notes_become_the_note_to_editors() -> None:
    result = done("(Corrects day in first paragraph)\n\n" + STORY)
    assert (result.ed_note, result.label) == ("(Corrects day in first paragraph)", "correction")
    assert (result.body_text or "").startswith("A ferry")


def test_a_note_beside_another_one_stays_in_the_body() -> None:
    result = done("(Corrects day)\n\n" + STORY, ed_note="With pictures.")
    assert (result.body_text or "").startswith("(Corrects day)\n\nA ferry")


@pytest.mark.parametrize(
    ("body", "headline", "label"),
    [
        ("UPDATE 2-" + STORY, None, "UPDATE 2"),
        ("(LEAD) SEOUL, Nov. 2 (Yonhap) -- A ferry ran aground.", None, "LEAD"),
        (STORY, "CORRECTED-Ferry runs aground", "CORRECTED"),
        (STORY, "(LEAD) Ferry runs aground", "LEAD"),
        (STORY, "【訂正】フェリー座礁", "訂正"),
        (STORY, "Correction: ferry runs aground", "Correction"),
        (STORY, "Ferry runs aground（更新）", "更新"),
        (STORY, "Correct answers only", None),
    ],
)
def test_the_label_comes_from_the_wires_own_marks(body: str, headline: str | None, label: str | None) -> None:
    assert done(body, headline=headline).label == label


def test_a_slugline_carries_marks_too() -> None:
    result = done(STORY, slugline="BC-EU--Ferry,3rd Ld-Writethru")
    assert (result.slugline, result.label) == ("BC-EU--Ferry,3rd Ld-Writethru", "3rd Ld-Writethru")


def test_a_note_gives_the_label() -> None:
    assert done(STORY, ed_note="Eds: UPDATES with quotes from harbour master").label == "update"
    assert done(STORY, ed_note="Eds: ADDS photos").label is None


@pytest.mark.parametrize(
    ("headline", "body"),
    [
        ("KILL: Ferry runs aground", "The story is wrong."),
        ("BULLETIN KILL", "The story is wrong."),
        ("Advisory", "EDITORS: Please kill the story slugged Ferry."),
    ],
)
def test_a_kill_is_canceled_whatever_the_status_of_its_document(headline: str, body: str) -> None:
    silent, usable = done(body, headline=headline), done(body, headline=headline, pubstatus="usable")
    assert (silent.pubstatus, silent.pubstatus_given, silent.warnings) == ("canceled", True, ())
    assert (usable.pubstatus, len(usable.warnings)) == ("canceled", 1)
    assert usable.label


class TestPublished:
    def test_the_time_of_the_version_is_the_best_evidence(self) -> None:
        result = done(version_created=CREATED, first_created=CREATED - dt.timedelta(hours=1))
        assert (result.published, result.published_from) == (CREATED, "version_created")
        assert result.published_precision == "second"
        assert result.warnings == ()

    def test_the_time_of_sending_is_the_next_best(self) -> None:
        result = done(sent=CREATED, first_created=CREATED - dt.timedelta(hours=1))
        assert (result.published, result.published_from) == (CREATED, "sent")

    def test_the_dateline_gives_a_day(self) -> None:
        result = done("OSLO, May 3, 2020 (Reuters) - A ferry ran aground.")
        assert result.published == dt.datetime(2020, 5, 3, tzinfo=dt.UTC)
        assert (result.published_precision, result.published_from) == ("day", "dateline")

    def test_an_inferred_year_gives_a_warning(self) -> None:
        result = done("OSLO, Dec 31 (Reuters) - A ferry ran aground.")
        assert result.published == dt.datetime(2020, 12, 31, tzinfo=dt.UTC)
        assert result.warnings == (
            "The dateline's date has no year; 2020 was inferred from the time of the fetch.",
        )

    def test_without_a_year_and_a_fetch_there_is_no_day(self) -> None:
        result = complete(item(), replace(DOCUMENT, fetched_at=None), Defaults())
        assert result.published is None
        assert "cannot be taken: no other date is known" in result.warnings[0]

    def test_a_date_without_a_year_lies_before_the_fetch(self) -> None:
        result = done("OSLO, Feb 1 (Reuters) - A ferry ran aground.")
        assert result.published == dt.datetime(2020, 2, 1, tzinfo=dt.UTC)

    def test_a_date_after_the_fetch_is_kept_with_a_warning(self) -> None:
        result = done("OSLO, Feb 1, 2021 (Reuters) - A ferry ran aground.")
        assert result.published == dt.datetime(2021, 2, 1, tzinfo=dt.UTC)
        assert "published 2021-02-01T00:00:00+00:00 lies after the fetch" in result.warnings[0]

    @pytest.mark.parametrize("name", ["published", "version_created", "first_created"])
    def test_a_time_after_the_fetch_is_kept_with_a_warning(self, name: str) -> None:
        fetched_at = DOCUMENT.fetched_at
        assert fetched_at
        late = fetched_at + dt.timedelta(minutes=11)
        result = done("A ferry ran aground.", **{name: late})
        assert (getattr(result, name), result.published) == (late, late)
        assert any(line.startswith(f"{name} {late.isoformat()} lies after") for line in result.warnings)
        soon = fetched_at + dt.timedelta(minutes=9)
        assert done("A ferry ran aground.", **{name: soon}).warnings == ()

    def test_contradicting_evidence_gives_a_warning(self) -> None:
        result = done(version_created=CREATED.replace(month=6))
        assert result.warnings == ("The dateline's date 2020-05-03 contradicts version_created 2020-06-03.",)
        result = done("A ferry.", version_created=CREATED, first_created=CREATED + dt.timedelta(days=1))
        assert "is older than the item" in result.warnings[0]


class TestPlace:
    def test_a_place_of_the_document_gets_its_country(self) -> None:
        result = done("A ferry ran aground.", place="CHATHAM, Mass.")
        assert (result.places, result.country) == (("CHATHAM",), "US")

    def test_a_doubtful_place_gets_no_country(self) -> None:
        result = done("A ferry ran aground.", place="Chatham", provider="AFP")
        assert result.country is None
        assert "could be in" in result.warnings[0]

    def test_the_provider_knows_its_own_cities(self) -> None:
        assert done("A ferry ran aground.", place="Chatham", provider="Reuters").country == "GB"

    def test_a_caption_has_no_dateline(self) -> None:
        assert done(kind="picture").dateline is None

    def test_a_documents_own_dateline_leaves_a_later_paragraph(self) -> None:
        body = "02.11.2020 14:10\n\nVerkehr\n\nCelle (dpa/lni) - Ein Bus ist stehengeblieben."
        result = done(body, dateline="Celle (dpa/lni)")
        assert result.body_text == "02.11.2020 14:10\n\nVerkehr\n\nEin Bus ist stehengeblieben."
        assert (result.place, result.credit) == ("Celle", ("dpa",))

    def test_a_documents_own_dateline_is_read(self) -> None:
        result = done("A ferry ran aground.", dateline="OSLO, Nov 2 (NTB) -")
        assert (result.dateline, result.place, result.credit) == ("OSLO, Nov 2 (NTB) -", "OSLO", ("NTB",))


@given(st.text(max_size=300), st.sampled_from([None, "NTB"]))
def test_completing_twice_changes_nothing(body: str, provider: str | None) -> None:
    once = done(body, provider=provider)
    if once.dateline:  # what follows a dateline may look like one itself
        return
    twice = complete(once, DOCUMENT, Defaults())
    same = {f.name for f in fields(Item)} - {"pubstatus_given"}  # the second time a status is given
    assert {name: getattr(once, name) for name in same} == {name: getattr(twice, name) for name in same}


PRINTED = "OSLO, May 3 (Reuters) - A ferry ran aground."


@pytest.mark.parametrize("own", ["20200503T103000Z", "3.5.2020 12:30 CEST", "May 3", "Bergen"])
def test_a_printed_dateline_replaces_one_with_fewer_facts(own: str) -> None:
    result = done(PRINTED, dateline=own)
    assert (result.dateline, result.place) == ("OSLO, May 3 (Reuters)", "OSLO")
    assert result.body_text == "A ferry ran aground."


def test_no_place_is_read_off_a_time() -> None:
    result = done("A ferry ran aground.", dateline="3.5.2020 12:30:00 CEST")
    assert (result.dateline, result.place) == (None, None)


def test_a_dateline_is_found_after_another_short_paragraph() -> None:
    result = done("New story, replaces: Ferry late\n\n" + PRINTED)
    assert (result.place, result.credit) == ("OSLO", ("Reuters",))
    assert result.body_text == "New story, replaces: Ferry late\n\nA ferry ran aground."


def test_a_digest_has_no_dateline_of_its_own() -> None:
    digest = "Top stories at noon\n\n" + PRINTED + "\n\nBERLIN (AP) - The council met."
    result = done(digest)
    assert (result.dateline, result.body_text) == (None, digest)


def test_places_come_from_the_place_that_the_document_names() -> None:
    result = done(PRINTED, place="Bergen")
    assert (result.place, result.places, result.dateline) == ("Bergen", ("Bergen",), "OSLO, May 3 (Reuters)")


def test_invisible_characters_change_no_derived_field() -> None:
    story = "By ANN MARSH\n\nFer\u00adries, a sub\u00adhead\n\n" + STORY
    plain = done(story.replace("\u00ad", ""), byline="Ann Marsh")
    found = done(
        story.replace("Reuters", "Reu\u200bters").replace(" - A ferry", "\u200b - \u2060A fer\u00adry")
        .replace("MARSH", "MAR\u00adSH").replace("Tuesday", "Tues\u00adday\u200b"),
        byline="Ann Mar\u00adsh",
    )  # fmt: skip
    for name in ("place", "country", "credit", "published", "language", "word_count", "provider"):
        assert getattr(found, name) == getattr(plain, name), name
    assert found.dateline == "OSLO, May 3 (Reu\u200bters)"
    assert found.body_text == (
        "Fer\u00adries, a sub\u00adhead\n\n"
        "A fer\u00adry ran aground on Tues\u00adday\u200b, and nobody was hurt, the coast guard said."
    )


@pytest.mark.parametrize("headline", ["KI\u00adLL: Pier to be rebuilt", "\u200bKILL: Pier to be rebuilt"])
def test_invisible_characters_do_not_hide_a_kill(headline: str) -> None:
    assert done(headline=headline).pubstatus == "canceled"


def test_invisible_characters_are_no_words() -> None:
    assert count_words("one \u200b two\u00adthree \ufeff") == 2


HEADLINE = "Ferry runs aground off Oslo"


def test_the_headline_and_the_sign_off_are_no_story() -> None:
    result = done(f"{HEADLINE}\n\nBy Ann Marsh\n\n{STORY}\n\nam/jd\n\n- ends -", headline=HEADLINE)
    assert result.body_text == done().body_text
    assert (result.byline, result.dateline, result.word_count) == (
        "By Ann Marsh",
        "OSLO, May 3 (Reuters)",
        14,
    )


@pytest.mark.parametrize(
    "body",
    [
        f"{HEADLINE}\n\n{STORY}\n\nAAP am",
        f"{HEADLINE}\n\nBy Ann Marsh\n\n{STORY}\n\n(Foto: Max Muster/dpa)",
        f"+++ EILMELDUNG +++\n\n{STORY}\n\n# Notizblock\n\n## Orte\n\nHafen",
        f"{STORY.replace(',', 'â€™')}\n\nEND",
    ],
)
def test_an_identity_by_content_stays_when_more_is_taken_off_the_text(body: str) -> None:
    whole = item(body, headline=HEADLINE)
    assert story_of(whole).item is not whole
    assert done(body, headline=HEADLINE).guid == content_guid(whole.changed(**read_opening(whole)[1]), None)


@pytest.mark.parametrize(
    "body",
    [
        f"+++ Sperrfrist: 4. Mai 2021, 10 Uhr +++\n\n{STORY}",
        f"{STORY}\n\n# Notizblock\n\nSperrfrist: 4. Mai 2021, 10 Uhr\n\n(Ende)",
        f"{STORY}\n\nEditor's note: Embargoed until 10 a.m. on 4 May 2021\n\nam/jd",
    ],
)
def test_an_embargo_in_a_note_that_leaves_the_text_holds_the_item(body: str) -> None:
    held = done(body)
    assert held.embargo_until == dt.datetime(2021, 5, 4, 10, tzinfo=dt.UTC)
    assert "2021" in (held.ed_note or "")


def test_the_agency_that_signs_is_credited() -> None:
    body = "A ferry ran aground.\n\nNobody was hurt.\n\nAAP RESULTS"
    signed = done(body)
    assert (signed.provider, signed.credit) == ("AAP", ("AAP",))
    assert done(body, provider="NTB").provider == "NTB"
    assert done(body, defaults=Defaults(provider="Dagbladet")).provider == "Dagbladet"


def test_a_placeholder_is_left_out_with_a_warning() -> None:
    result = done(headline="No Headline !")
    assert result.headline is None
    assert "headline 'No Headline !' stands for no value and was left out." in result.warnings
