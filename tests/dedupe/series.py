"""Notices of one form, in several languages: SERIES are two stories each, RESENT are one story each.

The two texts of a series differ in a name, a noun or a figure alone. The two of a story sent again differ as
much by the letter: a correction, an update, the words of another desk.
"""

from __future__ import annotations

from dataclasses import replace

from newswire.dedupe.verify import Pair, Story
from tests.dedupe.agency import story
from tests.dedupe.notices import notice

HOUR = 1 / 24


def form(headline: str, text: str, one: dict[str, str], other: dict[str, str], *, days: float = HOUR) -> Pair:
    """Return two notices of one form, of one agency, with the values of each in its places."""
    return Pair(
        notice(headline.format(**one), text.format(**one)),
        notice(headline.format(**other), text.format(**other), days=days),
    )


def named(headline: str, text: str, one: str, other: str, *, days: float = HOUR) -> Pair:
    """Return two notices of one form that differ in one name or noun."""
    return form(headline, text, {"x": one}, {"x": other}, days=days)


FIXING = (
    "Gold and silver were fixed in Halmstrup on {day} as follows, in crowns an ounce, dealers said. "
    "Trading was "
    "quiet, and few orders came from abroad. Gold {gold}, silver {silver}."
)
RATES = (
    "Buying rates of the bank of Halmstrup at noon, in crowns for one unit: dollar 9.3120, pound "
    "11.8415, euro "
    "10.1270, franc 10.6045, yen 0.0612, rouble 0.1033, zloty 2.3310, lira 0.2895, rand 0.5070, krone "
    "1.3575, "
    "markka 1.7032, forint {forint}, koruna 0.4021, leu 2.0345, won 0.0069, ringgit {ringgit}."
)

SERIES: dict[str, Pair] = {
    "German gales": named(
        "Unwetterwarnung für {x}",
        "Die Behörde hat für die Gemeinde {x} eine amtliche Warnung vor schweren Gewittern mit Hagel "
        "ausgegeben. "
        "Die Warnung gilt am Mittwoch von 15 Uhr bis Mitternacht. Es drohen Sturmböen, Blitzschlag und "
        "Überflutungen von Kellern und Straßen. Die Feuerwehr bittet darum, Autos in Garagen zu stellen.",
        "Rabenau", "Tiefenbach",
    ),
    "German works, cut in the headline": named(
        "Bauarbeiten: {x} gesperrt",
        "Wegen Arbeiten an der Wasserleitung ist die {x} in Ellerbrück von Montag an für zwei Wochen "
        "gesperrt. "
        "Der Verkehr wird über den Ring umgeleitet. Anwohner können ihre Häuser zu Fuß erreichen, "
        "teilte das "
        "Tiefbauamt mit. Busse halten an der Ersatzhaltestelle vor dem Rathaus.",
        "Lindenallee", "Gartenstraße",
    ),
    "Russian water": form(
        "Отключение воды в {b}",
        "Водоканал сообщил, что {a} в четверг останется без холодной воды с девяти утра до шести вечера. "
        "Причиной стал ремонт магистральной трубы, которая была проложена в прошлом веке. Жителей просят "
        "запастись водой заранее. Подвоз воды будет организован к школе и к поликлинике.",
        {"a": "посёлок Сосновка", "b": "Сосновке"}, {"a": "посёлок Ольховка", "b": "Ольховке"},
    ),
    "French road": named(
        "{x} : circulation interrompue",
        "La circulation est interrompue depuis ce matin sur la départementale entre {x} et la côte "
        "après un "
        "glissement de terrain, a indiqué la préfecture. Une déviation est mise en place par la "
        "vallée. Les "
        "travaux de déblaiement dureront au moins trois jours selon les services techniques du "
        "département.",
        "Marlieux", "Saint-Orvan",
    ),
    "Spanish power": named(
        "Corte de luz en {x}",
        "La compañía eléctrica suspenderá el servicio en el barrio de {x} este jueves entre las nueve "
        "y las "
        "catorce horas por trabajos de mantenimiento. Los vecinos deberán desconectar sus aparatos. "
        "El servicio "
        "volverá de forma gradual, según un comunicado de la empresa, que pide disculpas por las "
        "molestias.",
        "Los Olmos", "Santa Rita",
    ),
    "Turkish ferries": named(
        "{x} seferleri iptal edildi",
        "Kuvvetli fırtına nedeniyle yarın sabah yapılması planlanan {x} vapur seferleri iptal edildi. "
        "Deniz "
        "işletmesi biletlerin ücretsiz olarak değiştirileceğini duyurdu. Seferlerin hava koşullarına "
        "göre öğleden "
        "sonra yeniden başlaması bekleniyor.",
        "Karaburun", "Yenikoy",
    ),
    "Chinese buses": named(
        "{x}路公交车临时改道",
        "市公交公司今日通知，因道路施工，{x}路公交车自明日起临时改道行驶，途经站点有所调整。请乘客留意"
        "站牌告示，"
        "提前安排出行时间。施工预计持续两个星期，恢复原线路的时间将另行通知。",
        "环城", "滨江",
    ),
    "Chinese weather, one sign": named(
        "城{x}区发布高温预警",
        "市气象台今天上午发布高温黄色预警信号，预计今天白天城{x}区最高气温将达到三十五度以上，请注意防"
        "暑降温，"
        "尽量避免午后外出活动。户外作业人员应当采取必要的防护措施。",
        "东", "西",
    ),
    "Japanese schools": named(
        "{x}小学校が臨時休校",
        "市教育委員会は、インフルエンザの感染が広がっているため、{x}小学校を10日から12日まで臨時休校に"
        "すると発表した"
        "。期間中は部活動も中止する。児童には自宅で静養するよう呼びかけている。授業の再開は13日の予定。",
        "若葉", "桜丘",
    ),
    "Korean bridges": named(
        "{x}대교 야간 통제",
        "시는 케이블 점검을 위해 오는 목요일 밤 열 시부터 다음 날 새벽 다섯 시까지 {x}대교의 차량 "
        "통행을 전면 통제한다고 "
        "밝혔다. 운전자는 가까운 다리로 우회해야 한다. 점검은 날씨에 따라 하루 미뤄질 수 있다고 시는 "
        "설명했다.",
        "은하", "청솔",
    ),
    "Arabic water": named(
        "انقطاع المياه عن {x}",
        "أعلنت شركة المياه انقطاع الخدمة عن حي {x} يوم الخميس من الساعة الثامنة صباحا حتى الثالثة "
        "ظهرا بسبب أعمال "
        "صيانة في الشبكة الرئيسية. ودعت الشركة السكان إلى تخزين ما يكفيهم من المياه، واعتذرت عن الإزعاج.",
        "الزيتون", "النخيل",
    ),
    "Thai roads": named(
        "ปิดถนน{x}ชั่วคราว",
        "เทศบาลประกาศปิดถนน{x}เป็นการชั่วคราวตั้งแต่วันจันทร์นี้เพื่อซ่อมท่อระบายน้ำ "
        "ขอให้ผู้ใช้รถหลีกเลี่ยงเส้นทางและใช้"
        "ทางเลี่ยงเมืองแทน การซ่อมแซมคาดว่าจะใช้เวลาประมาณสองสัปดาห์ และเทศบาลขออภัยในความไม่สะดวก",
        "มะลิทอง", "ดาวเหนือ",
    ),
    "small letters": named(
        "{x} school closed tomorrow",
        "pupils of {x} school can stay at home tomorrow because the boiler has failed, the district "
        "said. the "
        "buses do not run. lessons begin again on monday, and meals that were paid for will be given "
        "back.",
        "mill", "hill",
    ),
    "common nouns": named(
        "New {x} for the harbour",
        "The harbour of Lower Fenby gets a new {x} in spring, the board said on Tuesday. The old one "
        "has been in "
        "use for sixty years and can no longer be mended. Two firms have made offers. The money comes "
        "from the "
        "reserve, so that fees stay as they are.",
        "crane", "lighthouse",
    ),
    "Polish nouns": form(
        "{a} nieczynna do piątku",
        "Miejska {b} w Starym Brodzie będzie nieczynna do piątku z powodu awarii ogrzewania, "
        "poinformował urząd. "
        "Karnety i bilety zachowują ważność przez kolejny tydzień. Naprawa potrwa trzy dni, a koszt "
        "pokryje "
        "ubezpieczyciel budynku.",
        {"a": "Biblioteka", "b": "biblioteka"}, {"a": "Pływalnia", "b": "pływalnia"},
    ),
    "prices moved by the same sum": form(
        "{x} raises heating oil price by half a cent",
        "{y} said it raised the price of its heating oil by half a cent a gallon, effective today. "
        "The increase "
        "brings its price in the harbour of Halmstrup to 52.5 cents a gallon, the company said.",
        {"x": "Nordvik", "y": "Nordvik Oil, a unit of Nordvik Lines,"},
        {"x": "Tarnow", "y": "Tarnow Fuels, a unit of Tarnow Mills,"},
    ),
    "payouts of sister funds": form(
        "Brekke {x} Income Fund monthly payout",
        "Mthly div five cts vs five cts prior\n\nPay April 30\n\nRecord April 15\n\nNote: the fund "
        "pays each month, "
        "at the discretion of its trustees",
        {"x": "Municipal"}, {"x": "Government"},
    ),
    "payouts of sister funds that name the fund": form(
        "Brekke declares monthly payout of {x} trust",
        "Brekke Bank said the trustees of its {x} trust declared a monthly payout of 6.5 cents a "
        "unit, payable on "
        "April 30 to holders of record on April 15. The payout is the same as in the months before.",
        {"x": "Northern"}, {"x": "Coastal"},
    ),
    "German payouts": named(
        "Brekke Invest {x}: Ausschüttung",
        "Die Fondsgesellschaft Brekke Invest schüttet für den Fonds {x} am 30. April 1,20 Euro je "
        "Anteil aus. "
        "Anleger erhalten den Betrag von ihrer Depotbank gutgeschrieben. Die Ausschüttung entspricht "
        "der des "
        "Vorjahres, teilte die Gesellschaft am Dienstag mit.",
        "Wachstum", "Substanz",
    ),
    "fixing of the next day": form(
        "Halmstrup metal fixing", FIXING,
        {"day": "Tuesday", "gold": "4121.50", "silver": "51.20"},
        {"day": "Wednesday", "gold": "4119.00", "silver": "51.20"}, days=1,
    ),
    "fixing of the afternoon": form(
        "Halmstrup metal fixing", FIXING,
        {"day": "Tuesday", "gold": "4121.50", "silver": "51.20"},
        {"day": "Tuesday", "gold": "4123.25", "silver": "51.20"}, days=5 * HOUR,
    ),
    "a table of which one figure moves": form(
        "Halmstrup exchange rates", RATES,
        {"forint": "0.0259", "ringgit": "2.2040"}, {"forint": "0.0260", "ringgit": "2.2040"}, days=1,
    ),
    "figures in words": form(
        "Reservoir level",
        "The reservoir above Lomsdal stands at {x} metres this morning, the water board said. "
        "That is enough for the town until the autumn rain. Gardens may be watered in the evening "
        "only, and the "
        "board asks owners of cars not to wash them at home.",
        {"x": "forty"}, {"x": "thirty-six"}, days=1,
    ),
    "reserves added on two days": form(
        "Central bank {h} reserves",
        "The central bank of Halmstrup entered the money market to arrange {x} billion crowns of "
        "repurchase "
        "agreements, a spokesman for the bank said. Dealers said overnight money was trading at {r} "
        "percent when "
        "the bank added the temporary reserves.",
        {"h": "adds", "x": "two", "r": "6-3/16"},
        {"h": "supplies temporary", "x": "one", "r": "6-1/8"}, days=0.99,
    ),
    "price at the end": form(
        "Coal price",
        "The price of coal for the power station of Port Albers moved again in quiet trading. Dealers "
        "said that buyers from abroad had stayed away. The tonne was last traded at a price of {x}",
        {"x": "612"}, {"x": "615"}, days=3 * HOUR,
    ),
    "petrol prices": form(
        "Petrol price of the day",
        "A litre of petrol costs {x} crowns on average today at the stations of the Lomsdal valley, "
        "the drivers' "
        "club said. Diesel stays at 17.80 crowns. The club counts the prices of 212 stations each "
        "morning.",
        {"x": "18.92"}, {"x": "18.97"}, days=1,
    ),
    "standing headline, other street": named(
        "Road closed",
        "{x} is closed to cars until Friday evening because a gas pipe is being laid. Buses stop at "
        "the market. "
        "Residents may leave their cars at the school for nothing, the town hall of Port Albers said.",
        "Harbour Road", "Station Lane", days=1,
    ),
    "German standing headline": named(
        "Vollsperrung",
        "Nach einem Unfall mit mehreren Fahrzeugen ist die Autobahn bei {x} in Richtung Süden voll "
        "gesperrt. Der "
        "Verkehr staut sich auf mehreren Kilometern. Die Polizei leitet die Fahrzeuge über die "
        "Bundesstraße um "
        "und rechnet mit Behinderungen bis zum Abend.",
        "Rabenau", "Tiefenbach", days=1,
    ),
    "German standing headline, minutes later": named(
        "Stromausfall",
        "Wegen eines Schadens an einer Leitung ist im Stadtteil {x} der Strom ausgefallen. Die "
        "Stadtwerke rechnen "
        "damit, dass alle Haushalte bis zum Mittag wieder versorgt sind. Techniker suchen nach der "
        "Ursache. Die "
        "Feuerwehr bittet, den Notruf nicht für Fragen zum Ausfall zu benutzen.",
        "Westhang", "Klinikum", days=HOUR / 4,
    ),
    "Chinese standing headline, minutes later": named(
        "停电通知",
        "供电公司通知，因线路检修，{x}明日上午八时至下午五时停电，请居民提前做好准备，妥善安排用电。检"
        "修提前结束时将随时恢复供电，"
        "恕不另行通知。如有疑问请拨打客服热线咨询。",
        "翠湖花园", "金桥新村", days=HOUR / 4,
    ),
    "prices at noon and at the close": form(
        "Halmstrup share prices",
        "Shares in Halmstrup moved little in thin trading on Tuesday, brokers said, as most buyers "
        "waited for the "
        "budget that the minister of finance is to put before the house in the evening. The index of "
        "the thirty "
        "largest companies stood at {x} points. Nordvik Lines cost {y} crowns, Tarnow Mills stayed at "
        "42.60. The "
        "bank of Halmstrup did not enter the market, and the crown was steady against all other money.",
        {"x": "1,204.6", "y": "88.10"}, {"x": "1,206.9", "y": "87.90"}, days=4 * HOUR,
    ),
    "results with the same score": form(
        "{a} beats {b} 2-1",
        "{a} beat {b} 2-1 in the northern league on Saturday. All goals fell in the second half, "
        "before 3,100 "
        "spectators, the league said. The winners move up to the third place, three points behind "
        "Port Albers.",
        {"a": "Lomsdal", "b": "Brekke"}, {"a": "Fenby", "b": "Skerry"},
    ),
}  # fmt: skip


def again(
    source: Story, headline: str | None = None, *, days: float = HOUR, provider: str = "north", **words: str
) -> Pair:
    """Return a story and its next sending, with each word of ``words`` put in place of another."""
    text = source.text
    for old, new in words.items():
        assert old.replace("_", " ") in text
        text = text.replace(old.replace("_", " "), new)
    other = notice(headline or source.headline or "", text, days=days, provider=provider)
    return Pair(source, replace(other, published=other.published))


PIER, MERGER, QUAKE, GERMAN, CHINESE = map(story, ("pier", "merger", "quake", "german", "chinese"))
GALE = SERIES["German gales"].a
CRANE = SERIES["common nouns"].a
PETROL = SERIES["petrol prices"].a
BUSES = SERIES["Chinese buses"].a

RESENT: dict[str, Pair] = {
    "edited headline": again(GALE, "Unwetter: Hagel in Rabenau erwartet"),
    "headline of another paper": again(CRANE, "Fenby buys itself some heavy iron", provider="east"),
    "exact copy of a figure": again(PETROL, "Drivers pay more", provider="east"),
    "Chinese, another headline": again(BUSES, "道路施工公交绕行", provider="east"),
    "corrected name": again(CRANE, "CORRECTION: New crane for the harbour", Lower_Fenby="Upper Fenby"),
    "corrected noun": again(CRANE, "CORRECTED - New lighthouse for the harbour", crane="lighthouse"),
    "corrected German name": again(GALE, "KORREKTUR: Unwetterwarnung für Rabenow", Rabenau="Rabenow"),
    "corrected figure": again(PETROL, "Correction: Petrol price of the day", **{"18.92": "18.29"}),
    "name set right in passing": again(PIER, Ilse_Brandvold="Else Brandvold"),
    "figure set right in passing": again(QUAKE, **{"90,000": "80,000"}),
    "figure and headline set right in passing": again(
        QUAKE, "Quake of magnitude 5.8 shakes Velasco", **{"90,000": "80,000", "4.1": "4.2"}
    ),
    "words of the desk": again(
        MERGER, "Tarnow Mills may buy Oddleif", provider="east", Monday="yesterday", smaller="lesser",
        declined_to_comment="would not comment",
    ),
    "a word of the headline edited as well": again(
        PIER, "Port Albers to restore northern pier after storm damage", provider="east", rebuild="restore"
    ),
    "other day's words": again(QUAKE, days=1.1, Saturday="yesterday", damaging="and damaged"),
    "more hurt, with a sentence more": Pair(
        notice(
            "Mill fire in Lomsdal hurts two",
            "A fire in the old mill of Lomsdal hurt two men on Tuesday night, the police said. The "
            "flames were seen "
            "from the harbour. It took the engines of three towns until dawn to put them out. The "
            "mill, which "
            "had been shut since spring, burned to the ground.",
        ),
        notice(
            "Mill fire in Lomsdal hurts four",
            "A fire in the old mill of Lomsdal hurt four men on Tuesday night, the police said. The "
            "flames were seen "
            "from the harbour. It took the engines of three towns until dawn to put them out. The "
            "mill, which "
            "had been shut since spring, burned to the ground. The police think that it was set on fire.",
            days=3 * HOUR,
        ),
    ),
    "more dead, in figures": again(
        replace(PIER, headline="Storm kills 38 at Port Albers", text=f"{PIER.text}\n\n{MERGER.text}"),
        "Storm kills 41 at Port Albers", days=2 * HOUR, **{"lost 38": "lost 41"},
        refused_a_grant="refused a grant, as it did in the two years before, a spokesman of his said",
    ),
    "more dead": Pair(
        QUAKE,
        notice(
            "Quake of magnitude 5.8 shakes Velasco province, two dead",
            QUAKE.text.replace("Nobody was reported dead.", "Two people were reported dead.")
            + "\n\nThe dead are a shepherd and his son, whose hut was buried, the police of San Isidro said.",
            days=HOUR,
        ),
    ),
    "cut copy": again(
        replace(GERMAN, text="\n\n".join(GERMAN.text.split("\n\n")[:2])),
        "Mehr Gleise für Ellerbrück", provider="east"
    ),
    "Chinese headline in other words": again(CHINESE, "北码头将重建", provider="east", days=0.6),
}  # fmt: skip
