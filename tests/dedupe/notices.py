"""Notices of the kinds that wires send day after day and place by place: each pair is two stories."""

from __future__ import annotations

import datetime as dt

from newswire.dedupe.verify import Story
from tests.dedupe.agency import NOON


def notice(headline: str, text: str, *, days: float = 0.0, provider: str | None = "north") -> Story:
    return Story(text, headline, NOON + dt.timedelta(days=days), provider)


def weather(place: str, sky: str, low: int, high: int, wind: str, *, days: float = 0.0) -> Story:
    return notice(
        f"Weather for {place}",
        f"Tonight in {place}: {sky}, with a low around {low} degrees. {wind} wind of 10 to 15 kilometres "
        "an hour.\n\n"
        f"Tomorrow: {sky} in the morning, then clearing, with a high near {high}. Chance of rain 20 "
        "percent.\n\n"
        "Sea: waves of one metre or less. The next forecast will be issued at 1800.",
        days=days,
    )


def lottery(day: str, numbers: str, bonus: int, prize: str, *, days: float) -> Story:
    return notice(
        "Winning numbers drawn in 'Coast Six' game",
        f"The winning numbers in {day} evening's drawing of the lottery's \"Coast Six\" game were: "
        f"{numbers}, "
        f"Bonus: {bonus}.\n\nEstimated jackpot: {prize} crowns.\n\n"
        "Players must match all six numbers to win the jackpot. Tickets cost two crowns and can be bought "
        "until "
        "one hour before the drawing.",
        days=days,
    )


def football(home: str, away: str, goals: str, scorers: str, crowd: str) -> Story:
    return notice(
        f"{home} - {away} {goals}",
        f"Result of a first division match on Saturday:\n\n{home} - {away} {goals}\n\nScorers: {scorers}\n\n"
        f"Attendance: {crowd}. Referee: Halvor Stene. Yellow cards: none. The round ends on Sunday with "
        "three more matches.",
    )


def rates(day: str, dollar: str, euro: str, yen: str, *, days: float) -> Story:
    return notice(
        "Central bank exchange rates",
        f"The central bank of Halmstrup set the following rates of the crown for {day}, in crowns for one "
        "unit:\n\n"
        f"US dollar {dollar}\n\nEuro {euro}\n\n100 yen {yen}\n\n"
        "The rates are set at noon, after banks have reported their dealings, and hold for customs and "
        "taxes only.",
        days=days,
    )


def election(district: str, first: str, votes: str, second: str, other_votes: str, turnout: str) -> Story:
    return notice(
        f"Election result: {district}",
        f"Result of the parliamentary election in the district of {district}, with all polling stations "
        "counted:\n\n"
        f"{first} {votes}\n\n{second} {other_votes}\n\nTurnout {turnout} percent. "
        "Results are provisional until the election authority has met, which is to be on Friday.",
    )


def obituary(name: str, age: int, work: str, born: str, survivors: str) -> Story:
    family = name.rsplit(" ", 1)[1]
    return notice(
        f"{name}, {work}, dies at {age}",
        f"{name}, {work}, died on Tuesday at a hospital in Port Albers. Death was confirmed by the family. "
        f"{family} was {age}.\n\nBorn in {born}, {family} is survived by {survivors}. "
        "A memorial service will be held at the harbour church. The family asks for donations to the "
        "lifeboat society instead of flowers.",
    )


def court(day: str, one: str, room: int, other: str, *, days: float) -> Story:
    return notice(
        "Court calendar",
        f"Cases that will be heard at the district court of Port Albers on {day}. Times may change; call "
        "the clerk's "
        f"office before you come.\n\n0900, room {room}: the state against {one}\n\n1330, room {room + 2}: "
        f"{other}\n\n"
        "Reporters must register at the gate before 0830 and show a press card.",
        days=days,
    )


ABOUT = (
    "About Nordvik Lines\n\nNordvik Lines is the largest ferry company of the northern coast. Founded in "
    "1921, it runs "
    "34 ships between 61 ports and carries 9 million passengers a year. Its shares are listed in Halmstrup "
    "under the symbol NVL. The company employs 4,100 people at sea and on land and has been certified for "
    "its care of the sea since 2008. More at nordvik.example.\n\n"
    "This release contains forward-looking statements, which involve risks and uncertainties. Actual "
    "results may "
    "differ materially from those expressed or implied. Nordvik Lines undertakes no obligation to update "
    "them, "
    "whether as a result of new information, future events or otherwise.\n\n"
    "Contact: Liv Solheim, head of press, press@nordvik.example, telephone 55 01 17."
)


def release(headline: str, text: str, *, provider: str | None = "north", about: str = ABOUT) -> Story:
    return notice(headline, f"{text}\n\n{about}", provider=provider)


def advisory(topic: str, note: str, hour: str) -> Story:
    return notice(
        f"EDS: {topic}",
        f"EDS: {note} A new version will move by {hour}. Editors who have questions may reach the desk at "
        "any hour on "
        "the usual number. The text below takes the place of all earlier ones and may be used freely by "
        "subscribers.",
    )


def horoscope(aries: str, taurus: str, *, days: float) -> Story:
    return notice(
        "Your horoscope",
        f"Aries (March 21-April 19): {aries}\n\nTaurus (April 20-May 20): {taurus}\n\n"
        "Readings are for pleasure only. Your stars for the week can be heard on the telephone.",
        days=days,
    )


def traffic(road: str, between: str, length: int, cause: str, *, days: float = 0.0) -> Story:
    return notice(
        "Traffic",
        f"{road} between {between}: {length} kilometres of standing traffic after {cause}. One lane is "
        "closed. Drivers are "
        "asked to leave room for the rescue services and to use the coast road where they can. The next "
        "traffic "
        "bulletin is at the full hour.",
        days=days,
    )


def shares(day: str, tarnow: str, nordvik: str, brekke: str, *, days: float) -> Story:
    return notice(
        "Halmstrup closing prices",
        f"Closing prices of the most traded shares on the Halmstrup exchange on {day}, in crowns, with "
        "the change:\n\n"
        f"Tarnow Mills {tarnow}\n\nNordvik Lines {nordvik}\n\nBrekke Bank {brekke}\n\n"
        "Prices are delayed by 15 minutes and given without warranty.",
        days=days,
    )


def wetter(ort: str, himmel: str, tief: int, hoch: int, *, days: float = 0.0) -> Story:
    return notice(
        f"Wetter für {ort}",
        f"In {ort} ist es heute Nacht {himmel} bei Tiefstwerten um {tief} Grad. Morgen erreichen die "
        "Temperaturen "
        f"{hoch} Grad. Der Wind weht schwach bis mäßig aus westlichen Richtungen, wie der Wetterdienst "
        "mitteilte. "
        "Die nächste Vorhersage erscheint um 18 Uhr.",
        days=days,
    )


def polizei(ort: str, strasse: str, alter: int, schaden: str) -> Story:
    return notice(
        f"Unfall in {ort}",
        f"Bei einem Verkehrsunfall in {ort} ist am Dienstag ein {alter} Jahre alter Autofahrer verletzt "
        "worden. Wie die "
        f"Polizei mitteilte, kam sein Wagen auf der {strasse} von der Fahrbahn ab und prallte gegen einen "
        "Baum. Der "
        f"Mann wurde in ein Krankenhaus gebracht. Den Schaden schätzt die Polizei auf {schaden} Euro.",
    )


def tianqi(city: str, sky: str, low: str, high: str, wind: str) -> Story:
    return notice(
        f"{city}天气预报",
        f"{city}市气象台今天下午发布天气预报：今天夜间到明天白天，{sky}，最低气温{low}度，最高气温{high}度"
        f"，{wind}。"
        "气象台提醒市民注意添减衣物，出行前请关注最新预报和预警信息。下一次预报将于明天上午六时发布。",
    )


def huilu(day: str, dollar: str, euro: str, yen: str, *, days: float) -> Story:
    return notice(
        "人民币汇率中间价",
        f"中国外汇交易中心公布，{day}银行间外汇市场人民币汇率中间价为：1美元对人民币{dollar}元，1欧元对人"
        f"民币{euro}元，"
        f"100日元对人民币{yen}元。中间价由做市商在开盘前报价，去掉最高和最低报价后加权平均得出。",
        days=days,
    )


def tenki(place: str, sky: str, low: int, high: int) -> Story:
    return notice(
        f"{place}の天気",
        f"{place}地方気象台によると、{place}県内は8日、{sky}。最低気温は{low}度、最高気温は{high}度の見込み。"
        "波の高さは1メートルで、降水確率は午前、午後とも20パーセント。次の発表は午後5時の予定だ。",
    )


def earthquake_japanese(hour: str, place: str, depth: int, magnitude: str) -> Story:
    return notice(
        f"{place}で地震",
        f"8日{hour}ごろ、{place}を震源とする地震があり、各地で震度3を観測した。気象庁によると、震源の深さ"
        f"は約{depth}キロ、"
        f"地震の規模はマグニチュード{magnitude}と推定される。この地震による津波の心配はない。",
    )


def taqs(city: str, sky: str, low: int, high: int) -> Story:
    return notice(
        f"طقس {city}",
        f"توقعت هيئة الأرصاد الجوية أن يكون الطقس في مدينة {city} يوم الأربعاء {sky} مع رياح خفيفة إلى "
        "معتدلة السرعة. "
        f"وتبلغ درجة الحرارة العظمى {high} درجة والصغرى {low} درجة. ودعت الهيئة المواطنين إلى متابعة "
        "النشرات الجوية "
        "التي تصدرها كل ست ساعات.",
    )


def sarf(day: str, dollar: str, euro: str, dinar: str, *, days: float) -> Story:
    return notice(
        "أسعار صرف العملات",
        f"استقرت أسعار صرف العملات الأجنبية في تعاملات يوم {day} في البنوك العاملة في السالمة. وسجل سعر "
        f"الدولار {dollar} "
        f"للشراء، وسعر اليورو {euro} للشراء، وسعر الدينار {dinar} للشراء، وفقا لما أعلنه البنك المركزي "
        "على موقعه.",
        days=days,
    )


def akat(place: str, low: int, high: int, rain: int) -> Story:
    return notice(
        f"พยากรณ์อากาศ {place}",
        f"กรมอุตุนิยมวิทยาพยากรณ์อากาศสำหรับจังหวัด{place}ใน 24 ชั่วโมงข้างหน้าว่า มีฝนฟ้าคะนองร้อยละ {rain} ของพื้นที่ "
        f"อุณหภูมิต่ำสุด {low} องศาเซลเซียส อุณหภูมิสูงสุด {high} องศาเซลเซียส ทะเลมีคลื่นสูงประมาณ 1 เมตร "
        "ขอให้ประชาชนติดตามประกาศของกรมอุตุนิยมวิทยาอย่างใกล้ชิด",
    )


def huay(day: str, first: str, last: str, front: str, *, days: float) -> Story:
    return notice(
        "ผลสลากกินแบ่ง",
        f"สำนักงานสลากออกรางวัลงวดประจำวันที่ {day} ผลปรากฏว่า รางวัลที่หนึ่งได้แก่หมายเลข {first} "
        f"รางวัลเลขท้ายสองตัวได้แก่หมายเลข {last} รางวัลเลขหน้าสามตัวได้แก่หมายเลข {front} "
        "ผู้ถูกรางวัลสามารถขอรับเงินได้ที่สำนักงานสลากในเวลาราชการภายในสองปี",
        days=days,
    )


PAIRS: dict[str, tuple[Story, Story]] = {
    "weather of two places": (
        weather("Port Albers", "partly cloudy", 8, 17, "North"),
        weather("Oskarshavn", "mostly cloudy", 6, 15, "East"),
    ),
    "weather of two days": (
        weather("Port Albers", "partly cloudy", 8, 17, "North"),
        weather("Port Albers", "mostly cloudy", 9, 19, "South", days=1),
    ),
    "lottery": (
        lottery("Tuesday", "4, 11, 19, 27, 33, 46", 8, "1.2 million", days=0),
        lottery("Friday", "2, 9, 21, 28, 30, 41", 15, "1.6 million", days=3),
    ),
    "football": (
        football("Port Albers", "Oskarshavn", "2-1", "Lie 12, Berg 60 - Dahl 88", "4,210"),
        football("Brekke", "Lomsdal", "0-3", "- Moe 5, 31, Aas 77", "2,875"),
    ),
    "exchange rates": (
        rates("Tuesday, May 7", "10.4812", "11.2933", "6.7410", days=0),
        rates("Wednesday, May 8", "10.5120", "11.3017", "6.7588", days=1),
    ),
    "election": (
        election("Lomsdal", "Aasen (Labour)", "12,404", "Stene (Centre)", "9,871", "71.2"),
        election("Brekke", "Dahl (Centre)", "8,233", "Moe (Labour)", "8,190", "68.9"),
    ),
    "obituary": (
        obituary("Ragnhild Lie", 88, "a painter of harbours", "Lomsdal in 1936", "two sons"),
        obituary("Ottar Berg", 79, "a builder of boats", "Brekke in 1945", "his wife and a daughter"),
    ),
    "court calendar": (
        court(
            "Tuesday, May 7", "Odd Vik, theft of nets", 2, "Tarnow Mills against Brekke Bank, a loan", days=0
        ),
        court("Wednesday, May 8", "Siv Holm, fraud", 4, "heirs of Lie, a will", days=1),
    ),
    "press releases of one company": (
        release(
            "Nordvik Lines orders two electric ferries",
            "Nordvik Lines today ordered two electric ferries from the yard in Lomsdal for 380 million "
            "crowns. They will "
            "carry 600 passengers each and go into service between Port Albers and the Skerry Islands in "
            "2027.",
        ),
        release(
            "Nordvik Lines names new chief of finance",
            "Nordvik Lines today named Turid Aas chief of finance from August 1. Aas, 47, comes from "
            "Brekke Bank, where she "
            "led lending to ship owners for nine years. She follows Egil Moe, who retires.",
        ),
    ),
    "short press releases of one company": (
        release(
            "Nordvik Lines results", "Nordvik Lines will publish its half-year results on August 14 at 0700."
        ),
        release("Nordvik Lines meeting", "Nordvik Lines holds its annual meeting in Halmstrup on May 30."),
    ),
    "advisory": (
        advisory(
            "STORM", "The story on the storm will be updated with the number of houses without power.", "1600"
        ),
        advisory("TARNOW", "The story on Tarnow Mills will be corrected in its third paragraph.", "2100"),
    ),
    "horoscope": (
        horoscope(
            "A friend has news that changes your plans. Wait before you answer.",
            "Money that you had given up comes back. Share it.",
            days=0,
        ),
        horoscope(
            "Clear your table before noon. Someone at work is watching how you do it.",
            "A journey is put off, to your relief. Write the letter.",
            days=1,
        ),
    ),
    "traffic": (
        traffic("Motorway 4", "Lomsdal and Brekke", 6, "an accident with two lorries"),
        traffic("Road 17", "Port Albers and Sund", 3, "a burst water main"),
    ),
    "closing prices": (
        shares("Tuesday", "41.20 +0.35", "118.50 -1.10", "77.05 +0.05", days=0),
        shares("Wednesday", "41.85 +0.65", "117.90 -0.60", "77.40 +0.35", days=1),
    ),
    "German weather": (
        wetter("Ellerbrück", "bewölkt", 7, 16),
        wetter("Westhang", "klar", 4, 18),
    ),
    "German police": (
        polizei("Ellerbrück", "Landesstraße 12", 43, "15.000"),
        polizei("Kaltenmoor", "Bundesstraße 209", 67, "8.000"),
    ),
    "Chinese weather": (
        tianqi("临海", "多云转晴", "12", "21", "东北风三到四级"),
        tianqi("北湾", "小雨转阴", "9", "17", "偏南风二级"),
    ),
    "Chinese exchange rates": (
        huilu("5月7日", "7.1002", "7.6650", "4.6231", days=0),
        huilu("5月8日", "7.1016", "7.6591", "4.6108", days=1),
    ),
    "Japanese weather": (
        tenki("港町", "晴れ時々くもり", 11, 20),
        tenki("北浦", "くもりのち雨", 8, 15),
    ),
    "Japanese earthquakes": (
        earthquake_japanese("午前3時15分", "港町沖", 40, "4.8"),
        earthquake_japanese("午後9時42分", "北浦県南部", 10, "5.1"),
    ),
    "Arabic weather": (taqs("السالمة", "غائما جزئيا", 14, 26), taqs("الوادي", "صحوا", 11, 29)),
    "Arabic exchange rates": (
        sarf("الثلاثاء", "30.85", "33.20", "100.40", days=0),
        sarf("الأربعاء", "30.91", "33.34", "100.62", days=1),
    ),
    "Thai weather": (akat("ท่าเหนือ", 24, 33, 40), akat("บ้านทะเล", 22, 31, 60)),
    "Thai lottery": (
        huay("1 พฤษภาคม", "830471", "52", "208", days=0),
        huay("16 พฤษภาคม", "114960", "37", "591", days=6.5),
    ),
}
