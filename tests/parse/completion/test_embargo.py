"""Embargoes in words: held back with their time, withheld without one, never for a story about an embargo."""

from __future__ import annotations

import datetime as dt
import json

import pytest

from newswire.model import Defaults, Document, Item
from newswire.parse.completion.complete import complete
from newswire.parse.document import parse_document
from tests.parse.wires import NONE

SENT = dt.datetime(2026, 11, 26, 8, tzinfo=dt.UTC)  # a Thursday
TEXT = "The council of Tarn closes the quarry bridge for nine weeks.\n\nBuses use the upper bridge."


def completed(defaults: Defaults = NONE, sent: dt.datetime | None = SENT, **fields: object) -> Item:
    item = Item(path="a", format="text").changed(**{"body_text": TEXT, "version_created": sent, **fields})
    return complete(item, Document(b"", "a"), defaults)


def until(item: Item) -> str | None:
    return item.embargo_until.isoformat() if item.embargo_until else None


WITH_A_TIME = [
    "EMBARGOED UNTIL 10:00 GMT, THURSDAY, DECEMBER 24, 2026",
    "Embargoed until 24 December 2026, 10:00 GMT",
    "** STRICTLY EMBARGOED UNTIL 1000 GMT ON THURSDAY 24 DECEMBER 2026 **",
    "(Under embargo until Dec. 24, 10 a.m. GMT)",
    "Eds: not for release before 1000 GMT Dec. 24",
    "NOT FOR PUBLICATION OR BROADCAST BEFORE 10.00 GMT, 24 DECEMBER 2026",
    "Please do not publish before 10:00 GMT on 24/12/2026",
    "Embargo: Thursday, 24 December 2026, 10:00 GMT",
    "EMBARGO UNTIL 24 Dec 2026 10:00 GMT",
    "Hold for release until 10:00 GMT Dec 24",
    "EMBARGOED FOR RELEASE AT 5:00 AM EST ON DECEMBER 24, 2026",
    "This press release is embargoed until 10:00 GMT on 24 December 2026.",
    "Sperrfrist: Donnerstag, 24. Dezember 2026, 11 Uhr MEZ",
    "SPERRFRIST 24.12.2026, 11.00 Uhr MEZ",
    "Achtung Redaktionen: Sperrfrist bis 24. Dezember, 11:00 Uhr MEZ!",
    "Nicht zur Veröffentlichung vor dem 24.12.2026, 11 Uhr MEZ",
    "Sous embargo jusqu’au 24 décembre 2026 à 11h (heure de Paris)",
    "EMBARGO jusqu'au jeudi 24 décembre, 11h00 CET",
    "Ne pas publier avant le 24 décembre 2026 à 10 heures GMT",
    "EMBARGADO HASTA EL 24 DE DICIEMBRE DE 2026 A LAS 11:00 HORAS CET",
    "Embargo hasta las 11.00 CET del 24 de diciembre de 2026",
    "No publicar antes del 24 de diciembre a las 10:00 GMT",
    "SOTTO EMBARGO FINO ALLE ORE 11 CET DEL 24 DICEMBRE 2026",
    "Embargo fino al 24 dicembre 2026, ore 10:00 GMT",
    "Non pubblicare prima delle 10:00 GMT del 24 dicembre",
    "SOB EMBARGO ATÉ 24 DE DEZEMBRO DE 2026, ÀS 10H00 GMT",
    "Não publicar antes das 10h GMT de 24 de dezembro de 2026",
    "ONDER EMBARGO TOT 24 DECEMBER 2026, 11.00 UUR CET",
    "Niet publiceren voor donderdag 24 december, 11:00 uur CET",
    "EMBARGO TILL 24 DECEMBER 2026 KL. 11.00 CET",
    "Får inte publiceras före den 24 december 2026 kl 11.00 CET",
    "EMBARGO TIL 24. DECEMBER 2026 KL. 11.00 CET",
    "Klausuleret til torsdag den 24. december kl. 11 CET",
    "Må ikke offentliggøres før 24. december 2026 kl. 11.00 CET",
    "Klausulert til 24. desember 2026 klokken 11:00 CET",
    "Må ikke publiseres før torsdag 24. desember kl. 11.00 CET",
    "EMBARGO 24.12.2026 klo 12.00 EET asti",
    "Julkaisuvapaa 24.12.2026 klo 12.00 EET",
    "24.12.2026 klo 10.00 GMT asti embargossa",
    "EMBARGO DO 24 GRUDNIA 2026, GODZ. 11:00 CET",
    "EMBARGO DO 24 GRUDNIA 2026 R. GODZ. 11:00 CET",
    "Nie publikować przed 24 grudnia 2026, godz. 11.00 CET",
    "Embargo do 24. prosince 2026 11:00 CET",
    "NEZVEŘEJŇOVAT PŘED 24. 12. 2026 11:00 CET",
    "ЭМБАРГО ДО 13:00 МСК 24 ДЕКАБРЯ 2026 ГОДА",
    "Не публиковать до 24 декабря 2026 г., 13:00 (мск)",
    "ЕМБАРГО ДО 12:00 EET 24 ГРУДНЯ 2026 РОКУ",
    "Не для публікації до 24 грудня 2026 року, 10:00 GMT",
    "ΕΜΠΑΡΓΚΟ ΕΩΣ 24 ΔΕΚΕΜΒΡΙΟΥ 2026, 12:00 EET",
    "Να μη δημοσιευτεί πριν από τις 12:00 EET της 24 Δεκεμβρίου 2026",
    "24 Aralık 2026 saat 10:00 GMT'ye kadar ambargoludur",
    "AMBARGO: 24 Aralık 2026, 13:00 (TSİ)",
    "محظور النشر حتى الساعة 10:00 بتوقيت غرينتش يوم 24 ديسمبر 2026",
    "لا ينشر قبل 24 ديسمبر 2026 الساعة 10:00 GMT",
    "אמברגו עד 24 בדצמבר 2026 בשעה 12:00 (שעון ישראל)",
    "לא לפרסום לפני 24.12.2026 בשעה 12:00 שעון ישראל",
    "【解禁日時】2026年12月24日（木）19時00分（日本時間）",
    "2026年12月24日19時（日本時間）まで報道禁止",
    "12月24日午後7時（日本時間）解禁",
    "禁止发布至2026年12月24日18:00（北京时间）",
    "2026年12月24日18时（北京时间）前不得发布",
    "解禁时间：2026年12月24日下午6点（北京时间）",
    "2026年12月24日18:00 (北京時間) 前請勿發布",
    "엠바고: 2026년 12월 24일(목) 19:00 (한국시간)",
    "보도시점: 2026. 12. 24.(목) 19:00 KST",
    "Bitte beachten: SPERRFRIST 24.12.2026, 11.00 Uhr MEZ",
    "Achtung Redaktionen: Die Sperrfrist gilt bis 24.12.2026, 11.00 Uhr MEZ",
    "PUBLICERAS EJ FÖRE 24 DECEMBER 2026 KL 11.00 CET",
    "24 ARALIK 2026 SAAT 13.00 (TSİ) ÖNCE YAYINLANMAMALIDIR",
    "EMBARGO ĐẾN 10:00 GMT NGÀY 24/12/2026",
    "EMBARGO DO 24. PROSINCA 2026. U 11 SATI CET",
    "EMBARGO KUNI 24. DETSEMBER 2026 KELL 12 EET",
    "解禁は2026年12月24日19時（日本時間）",
    "12월 24일 오후 7시(한국시간) 이후 보도해 주시기 바랍니다",
]


@pytest.mark.parametrize("words", WITH_A_TIME)
@pytest.mark.parametrize("place", ["first", "last", "ed_note"])
def test_words_with_a_time_hold_an_item_back(words: str, place: str) -> None:
    if place == "ed_note":
        item = completed(ed_note=words)
    else:
        item = completed(body_text=f"{words}\n\n{TEXT}" if place == "first" else f"{TEXT}\n\n{words}")
    assert item.embargo_until == dt.datetime(2026, 12, 24, 10, tzinfo=dt.UTC)
    assert (item.pubstatus, item.warnings) == ("usable", ())


@pytest.mark.parametrize(
    "headline",
    [
        "EMBARGOED until 24 Dec 2026 10:00 GMT - Quarry bridge closes",
        "Embargoed until 10:00 GMT 24 December: Quarry bridge closes",
        "Quarry bridge closes (embargoed until 24 Dec 2026 10:00 GMT)",
        "Quarry bridge closes - NOT FOR RELEASE BEFORE 1000 GMT DEC 24",
        "[EMBARGO 24.12.2026 10:00 GMT] Quarry bridge closes",
        "Sperrfrist 24.12.2026, 11 Uhr MEZ: Brücke gesperrt",
        "SOUS EMBARGO jusqu'au 24 décembre 2026 à 11h CET : le pont ferme",
        "エンバーゴ 2026年12月24日19時（日本時間）：橋を閉鎖",
    ],
)
@pytest.mark.parametrize("field", ["headline", "slugline"])
def test_a_headline_or_a_slugline_holds_an_item_back(headline: str, field: str) -> None:
    assert completed(**{field: headline}).embargo_until == dt.datetime(2026, 12, 24, 10, tzinfo=dt.UTC)


WITHOUT_A_TIME = [
    "EMBARGOED UNTIL FURTHER NOTICE",
    "Embargoed until the speech begins",
    "STRICTLY EMBARGOED",
    "EMBARGO ALLE 6.00 DI DOMANI",
    "[엠바고] 24일 오전 6시부터 사용",
    "Under embargo",
    "*** NOT FOR RELEASE ***",
    "Embargo: beginning of the speech",
    "EMBARGOED UNTIL 10:00 QQT 24 DECEMBER 2026",
    "EMBARGOED UNTIL MIDNIGHT, DEC 24",
    "EMBARGOED UNTIL DEC 24, MIDNIGHT GMT",
    "Embargoed until 24 December after the speech",
    "EMBARGOED UNTIL 05/06/2027 10:00 GMT",
    "Sperrfrist: Redebeginn",
    "SPERRFRIST",
    "Sous embargo",
    "Embargo jusqu'à nouvel ordre",
    "Bajo embargo",
    "SOTTO EMBARGO",
    "Sob embargo",
    "Onder embargo",
    "Klausuleret",
    "Под эмбарго",
    "Υπό εμπάργκο",
    "Ambargolu",
    "محظور النشر",
    "באמברגו",
    "報道禁止",
    "禁止发布",
    "엠바고",
]


@pytest.mark.parametrize("words", WITHOUT_A_TIME)
def test_words_without_a_time_withhold_an_item_with_a_warning(words: str) -> None:
    for item in (completed(ed_note=words), completed(body_text=f"{words}\n\n{TEXT}", pubstatus="usable")):
        assert (item.pubstatus, item.pubstatus_given, item.embargo_until) == ("withheld", True, None)
        assert item.warnings == (
            f"The item is embargoed in words ({words!r}) without a time that can be read; it is withheld.",
        )


ABOUT = [
    "Arms embargo extended until 24 December 2026",
    "Embargo on Cuban sugar lifted after years",
    "Embargo on fish until 24 December 2026 agreed by ministers",
    "Embargoed goods seized in the port of Tarn",
    "EMBARGOED OIL SEIZED IN PORT",
    "Embargo: why Cuba still suffers",
    "The embargo was lifted on 24 December 2026",
    "The study, embargoed until Thursday, was leaked",
    "Trade embargo until 2030, says minister",
    "Sperrfrist beim Arbeitslosengeld: Was jetzt gilt",
    "Sperrfrist für Autofahrer verlängert",
    "Gesperrt bis 24. Dezember 2026: Die Brücke am Steinbruch",
    "L'embargo sur les armes jusqu'au 24 décembre",
    "Embargo américain : Cuba proteste",
    "Sin embargo, el puente abre el 24 de diciembre de 2026",
    "Embargo de bienes hasta el 24 de diciembre de 2026, según el juez",
    "Embargo alle armi fino al 24 dicembre 2026",
    "Embargo de armas até 24 de dezembro de 2026",
    "Wapenembargo tot 24 december 2026",
    "Эмбарго на нефть до 24 декабря 2026 года",
    "Нефтяное эмбарго до 24 декабря 2026 года",
    "Silah ambargosu 24 Aralık 2026'ya kadar sürecek",
    "حظر السلاح حتى 24 ديسمبر 2026",
    "אמברגו נשק עד 24 בדצמבר 2026",
    "对朝鲜的武器禁运至2026年12月24日",
    "アユ釣り解禁、12月24日午前10時から",
    "금수조치 2026년 12월 24일까지",
    "Quarry bridge closes",
]


@pytest.mark.parametrize("words", ABOUT)
def test_a_story_about_an_embargo_is_not_held_back(words: str) -> None:
    for item in (
        completed(headline=words),
        completed(slugline=words),
        completed(body_text=f"{words}. So it was decided in Tarn on Monday.\n\n{TEXT}"),
    ):
        assert (item.pubstatus, item.embargo_until) == ("usable", None)


@pytest.mark.parametrize(
    "words",
    [
        "EMBARGO LIFTED",
        "Eds: the embargo has been lifted.",
        "No embargo",
        "Not embargoed",
        "Sperrfrist aufgehoben",
        "Keine Sperrfrist",
        "Embargo levé",
        "Embargo levantado",
        "Embargo revocato",
        "Embargo opgeheven",
        "Embargot hävt",
        "Эмбарго снято",
        "解禁済み",
        "엠바고 해제됨",
    ],
)
def test_a_line_that_lifts_the_embargo_frees_an_item(words: str) -> None:
    item = completed(ed_note=words, headline="EMBARGOED until 24 Dec 2026 10:00 GMT - Quarry bridge closes")
    assert (item.pubstatus, item.embargo_until) == ("usable", None)
    item = completed(body_text=f"{words}\n\n{TEXT}")
    assert (item.pubstatus, item.embargo_until) == ("usable", None)


def test_the_time_of_the_format_comes_before_words() -> None:
    stated = dt.datetime(2026, 12, 1, tzinfo=dt.UTC)
    assert completed(ed_note=WITH_A_TIME[0], embargo_until=stated).embargo_until == stated
    assert completed(ed_note="EMBARGOED", embargo_until=stated).pubstatus == "usable"


@pytest.mark.parametrize(
    ("note", "at"),
    [
        ("Two photos. STRICTLY EMBARGOED. Ask the desk.", None),
        (
            "Note to editors: STRICTLY EMBARGOED. Not for public release until 12noon GMT, Dec. 24.",
            "2026-12-24T12",
        ),
        (
            "Bitte beachten Sie die Sperrfrist der Meldung über die Brücke von Tarn bis heute Abend, 19 Uhr!",
            None,
        ),
        ("The story has two photos. The embargo ends at 10:00 GMT on 24 December 2026.", "2026-12-24T10"),
    ],
)
def test_one_sentence_of_a_note_holds_an_item_back(note: str, at: str | None) -> None:
    item = completed(ed_note=note)
    assert (until(item) or "").startswith(at or "")
    assert item.pubstatus == ("usable" if at else "withheld")


@pytest.mark.parametrize(
    ("value", "at", "status"),
    [
        ("Next Monday", None, "withheld"),
        ("until further notice", None, "withheld"),
        ("9999-12-31T00:00:00Z", None, "withheld"),
        ("1000 GMT Thursday Dec. 24", "2026-12-24T10:00:00+00:00", "usable"),
        ("none", None, "usable"),
        ("0001-01-01T00:00:00Z", None, "usable"),
    ],
)
def test_words_in_the_field_of_a_format_count_as_words(value: str, at: str | None, status: str) -> None:
    ninjs = {
        "uri": "urn:tarn:1",
        "type": "text",
        "versioncreated": "2026-11-26T08:00:00Z",
        "embargoed": value,
        "headline": "Quarry bridge closes",
        "body_text": TEXT,
    }
    text = f"Headline: Quarry bridge closes\nEmbargo: {value}\nDate: 2026-11-26T08:00:00Z\n\n{TEXT}\n"
    for content in (json.dumps(ninjs), text):
        (item,) = parse_document(Document(content.encode(), "a"), NONE)
        assert isinstance(item, Item)
        assert (until(item), item.pubstatus) == (at, status)


def test_a_killed_item_stays_canceled() -> None:
    assert completed(ed_note="EMBARGOED", pubstatus="canceled").pubstatus == "canceled"


def test_an_embargo_without_a_zone_is_in_the_zone_of_the_source_with_a_warning() -> None:
    item = completed(Defaults(timezone="Europe/Berlin"), ed_note="Sperrfrist: 24.12.2026, 10 Uhr")
    assert until(item) == "2026-12-24T10:00:00+01:00"
    assert item.warnings == (
        "embargo 'Sperrfrist: 24.12.2026, 10 Uhr' has no time zone; Europe/Berlin was taken.",
    )


@pytest.mark.parametrize(
    ("words", "at", "day"),
    [
        ("EMBARGOED UNTIL 10:00 GMT", "2026-11-26T10:00:00+00:00", "2026-11-26"),
        ("EMBARGOED UNTIL 07:00 GMT", "2026-11-27T07:00:00+00:00", "2026-11-27"),
        ("EMBARGOED UNTIL 0001 GMT MONDAY", "2026-11-30T00:01:00+00:00", "2026-11-30"),
    ],
)
def test_a_day_that_is_not_printed_is_inferred_with_a_warning(words: str, at: str, day: str) -> None:
    item = completed(ed_note=words)
    assert until(item) == at
    assert item.warnings == (
        f"embargo {words!r} gives no date; {day} was inferred from the item's own time.",
    )


def test_a_time_without_a_day_or_a_year_withholds_an_item_without_a_time() -> None:
    for words in ("EMBARGOED UNTIL 10:00 GMT", "EMBARGOED UNTIL 10:00 GMT DEC 24"):
        assert completed(sent=None, ed_note=words).pubstatus == "withheld"


def test_a_day_alone_holds_until_it_begins() -> None:
    item = completed(ed_note="Embargoed until 24 December 2026")
    assert until(item) == "2026-12-24T00:00:00+00:00"
    assert len(item.warnings) == 2


def test_the_latest_of_several_times_counts() -> None:
    item = completed(
        ed_note="EMBARGOED UNTIL 1000 GMT DEC 24", headline="EMBARGOED until Dec 25 10:00 GMT - Bridge"
    )
    assert until(item) == "2026-12-25T10:00:00+00:00"


@pytest.mark.parametrize(
    "words",
    [
        "(These contacts are not for publication)",
        "Not for publication: Ada Quay, phone 555 010",
        "Nicht zur Veröffentlichung: Ansprechpartnerin Ada Quay",
        "Diese Hinweise sind nicht zur Veröffentlichung bestimmt",
        "NOT FOR RELEASE, PUBLICATION OR DISTRIBUTION IN THE UNITED STATES",
        "Ne pas publier : contact presse",
    ],
)
def test_contacts_and_countries_that_are_closed_hold_no_story_back(words: str) -> None:
    for item in (completed(ed_note=words), completed(body_text=f"{TEXT}\n\n{words}")):
        assert item.pubstatus == "usable"


def test_a_notice_in_the_middle_of_a_long_text_is_text() -> None:
    text = "\n\n".join(["A sentence about the bridge of Tarn."] * 12)
    assert completed(body_text=f"{text}\n\nEMBARGOED UNTIL FURTHER NOTICE\n\n{text}").pubstatus == "usable"


@pytest.mark.parametrize(
    "text",
    [
        "{notice}\n\nQuarry bridge closes\n\n{story}",
        "Quarry bridge closes\n\n{notice}\n\n{story}",
        "Quarry bridge closes\n{notice}\n\n{story}",
        "{story}\n\nUp to nine buses drive over the bridge of the quarry on each working day.\n\n{notice}",
    ],
)
@pytest.mark.parametrize(
    "notice",
    [
        "EMBARGOED UNTIL 1000 GMT DEC 24 2026",
        "Sperrfrist: 24.12.2026, 11 Uhr MEZ",
        "엠바고: 2026. 12. 24. 19:00 KST",
    ],
)
def test_the_line_of_a_notice_is_no_headline_of_a_text(text: str, notice: str) -> None:
    story = "TARN, Nov 26 (Norwind) - The council closes the bridge for nine weeks.\n\nBuses use the old one."
    content = text.format(notice=notice, story=story).encode()
    (item,) = parse_document(Document(content, "a.txt", fetched_at=SENT), Defaults())
    assert isinstance(item, Item)
    assert item.embargo_until == dt.datetime(2026, 12, 24, 10, tzinfo=dt.UTC)
    assert item.headline in {"Quarry bridge closes", None}
    assert (item.headline is None) == text.startswith("{story}")
