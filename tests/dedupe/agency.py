"""Invented stories in several scripts, the templates of a wire, and the edits that outlets make."""

from __future__ import annotations

import datetime as dt
import random
import re

from newswire.dedupe.verify import Story

NOON = dt.datetime(2024, 5, 7, 12, tzinfo=dt.UTC)

STORIES: dict[str, tuple[str, str]] = {  # name: (headline, text)
    "pier": (
        "Port Albers to rebuild northern pier after storm damage",
        "The harbour council of Port Albers voted on Tuesday to rebuild the northern pier, which "
        "lost 38 of its 112 wooden piles in the storm of January 14.\n\n"
        "The work is to cost 4.2 million crowns and will begin in September, when the herring season "
        "ends, harbour master Ilse Brandvold told reporters after the meeting.\n\n"
        "Ferries to the Skerry Islands will use the coal quay until then. The company that runs "
        "them, Nordvik Lines, said it expected delays of up to 40 minutes on summer weekends.\n\n"
        "Engineers had warned since last spring that the piles, driven in 1931, would not stand "
        "another winter. The council twice put off a decision because the ministry in Halmstrup had "
        "refused a grant.\n\n"
        "Councillor Per Aasen, who voted against the plan, said a concrete pier would have lasted "
        'three times as long. Brandvold answered that "nobody has offered us the money for concrete".',
    ),
    "merger": (
        "Tarnow Mills in talks to buy rival Oddleif Textiles",
        "Tarnow Mills said on Monday it was in exclusive talks to buy Oddleif Textiles, a smaller "
        "rival, for about 610 million crowns in cash and shares, a deal that would make it the "
        "largest spinner on the coast.\n\n"
        "The two companies employ 7,400 people in 23 mills. Analysts at Brekke Bank said as many as "
        "four mills could close, most of them in the Lomsdal valley where both have plants within "
        "sight of each other.\n\n"
        "Oddleif shares rose 18.5 percent to 42.60 crowns, above the 41 crowns that Tarnow is said "
        "to offer. Tarnow fell 2.1 percent.\n\n"
        "The competition authority has six weeks to look at the merger once it is filed. Its head, "
        "Marit Sund, declined to comment.\n\n"
        "Oddleif was founded in 1887 by two brothers who had left Tarnow after a quarrel over a loom "
        "patent.",
    ),
    "quake": (
        "Quake of magnitude 5.8 shakes Velasco province, no deaths reported",
        "An earthquake of magnitude 5.8 shook the mountain province of Velasco early on Saturday, "
        "damaging some 300 houses and blocking the road to the copper mines at Puna Alta, the civil "
        "defence office said.\n\n"
        "Nobody was reported dead. Fourteen people were treated for cuts and broken bones at the "
        "hospital of San Isidro, most of them hit by falling tiles, said its director, Ramona "
        "Quispe.\n\n"
        "The geological institute put the centre of the quake 22 kilometres north-east of San Isidro "
        "at a depth of 10 kilometres. Two aftershocks of magnitude 4.4 and 4.1 followed within the "
        "hour.\n\n"
        "Army engineers were clearing rocks from the road and hoped to open one lane by Sunday noon. "
        "The mines, which ship 90,000 tonnes of concentrate a year, said they had stocks at the port "
        "for eight days.",
    ),
    "german": (
        "Stadtrat von Ellerbrück stimmt für neue Straßenbahn",
        "Der Stadtrat von Ellerbrück hat am Donnerstag mit 31 gegen 24 Stimmen beschlossen, die "
        "Straßenbahn bis zum Klinikum am Westhang zu verlängern. Die 6,4 Kilometer lange Strecke "
        "soll 148 Millionen Euro kosten.\n\n"
        "Baudezernentin Friederike Tanzmann sagte nach der Sitzung, die Arbeiten könnten im Frühjahr "
        "beginnen, wenn das Land seinen Anteil von 60 Prozent wie zugesagt übernehme. Ein Bescheid "
        "werde im November erwartet.\n\n"
        "Gegner des Vorhabens um den Kaufmann Gernot Zwick kündigten ein Bürgerbegehren an. Sie "
        "brauchen dafür 8.200 gültige Unterschriften. Zwick nannte den Beschluss ein teures Denkmal "
        "für die Verwaltung.",
    ),
    "arabic": (
        "مجلس مدينة السالمة يقر بناء جسر جديد فوق نهر الوادي",
        "أقر مجلس مدينة السالمة يوم الثلاثاء بناء جسر جديد فوق نهر الوادي بتكلفة تبلغ 85 مليون "
        "دينار، بعد سنوات من النقاش حول موقعه وتأثيره على السوق القديم.\n\n"
        "وقال رئيس المجلس سامر الخطيب إن العمل سيبدأ في شهر مارس ويستمر 26 شهرا، وإن الجسر سيحمل 40 "
        "ألف سيارة كل يوم ويخفف الازدحام في وسط المدينة.\n\n"
        "واعترض تجار السوق على القرار وقالوا إن الطريق الجديد سيبعد الزبائن عن محلاتهم. ووعدت مهندسة "
        "المشروع ليلى الحداد بإنشاء موقف يتسع لنحو 350 سيارة بجانب السوق قبل افتتاح الجسر.",
    ),
    "chinese": (
        "临海市决定重建北码头",
        "临海市议会星期二投票决定重建在一月风暴中受损的北码头，工程预计耗资四亿两千万元，将在九月渔季"
        "结束以后开工。\n\n"
        "港务局局长林秀英在会后对记者表示，码头建于1931年，共有112根木桩，其中38根已经在风暴中折断，"
        "工程师从去年春天起就警告说它不可能再撑过一个冬天。\n\n"
        "在新码头启用之前，前往外岛的渡轮将改用煤炭码头停靠。经营航线的北湾航运公司说，夏季周末的航班"
        "可能会延误四十分钟左右。投反对票的议员陈国栋认为，混凝土码头的使用寿命会长三倍。",
    ),
    "japanese": (
        "港町の北桟橋、秋に建て替えへ　議会が可決",
        "港町の議会は7日、1月の嵐で壊れた北桟橋を建て替える予算案を賛成多数で可決した。工事費は4億2千"
        "万円で、漁期が終わる9月に着工する予定だ。\n\n"
        "桟橋は1931年に造られ、木の杭112本のうち38本が嵐で折れた。技術者は昨年の春から、もう一度冬を"
        "越すのは難しいと警告していた。町は国の補助金が出なかったため、決定を2度先送りしていた。\n\n"
        "新しい桟橋ができるまで、離島へのフェリーは石炭埠頭を使う。運航するノルドビク汽船は、夏の週末"
        "には最大で40分ほどの遅れが出るとの見通しを示した。",
    ),
    "thai": (
        "สภาเมืองท่าเหนือมีมติสร้างท่าเรือใหม่หลังพายุถล่ม",
        "สภาเมืองท่าเหนือลงมติเมื่อวันอังคารให้สร้างท่าเรือด้านเหนือขึ้นใหม่ หลังจากเสาไม้ 38 ต้นจากท"
        "ั้งหมด 112 ต้นหักลงในพายุเมื่อเดือนมกราคม โครงการนี้จะใช้งบประมาณ 420 ล้านบาทและจะเริ่มก่อสร"
        "้างในเดือนกันยายนเมื่อหมดฤดูจับปลา\n\n"
        "นายกเทศมนตรีกล่าวกับผู้สื่อข่าวหลังการประชุมว่า เรือข้ามฟากไปยังหมู่เกาะจะย้ายไปใช้ท่าเรือถ่"
        "านหินเป็นการชั่วคราวจนกว่างานจะแล้วเสร็จ ส่วนบริษัทเดินเรือคาดว่าเที่ยวเรือในวันหยุดฤดูร้อนจ"
        "ะล่าช้าประมาณ 40 นาที\n\n"
        "วิศวกรเตือนมาตั้งแต่ปีที่แล้วว่าเสาไม้ซึ่งตอกไว้ตั้งแต่ปี 1931 จะทนพายุอีกฤดูหนึ่งไม่ไหว แต่"
        "สภาเลื่อนการตัดสินใจมาแล้วสองครั้งเพราะรัฐบาลไม่อนุมัติเงินช่วยเหลือ",
    ),
}
SPACED = ("pier", "merger", "quake", "german", "arabic")

BACKGROUND = (
    "The region has 61,000 inhabitants, of whom one in nine lives from the sea, a count of 2019 says.",
    "Prices have risen by 3.7 percent since the beginning of the year, the statistics office said last week.",
    "A spokeswoman for the ministry said nothing was decided and talks would go on in Oskarshavn.",
)


def chance(seed: int) -> random.Random:
    """Return a source of chance that is the same in every run."""
    return random.Random(seed)


def story(name: str, *, provider: str | None = "north") -> Story:
    headline, text = STORIES[name]
    return Story(text, headline, NOON, provider)


# Edits that outlets make to a text. Each takes the text and a source of chance.


def cut(text: str, share: float) -> str:
    """Return the beginning of a text: words, or characters if words have no spaces."""
    pieces = re.findall(r"\S+\s*", text) if text.count(" ") > len(text) / 12 else list(text)
    return "".join(pieces[: int(len(pieces) * share)]).rstrip()


def cut_to_70(text: str, dice: random.Random) -> str:
    return cut(text, 0.7)


def cut_to_30(text: str, dice: random.Random) -> str:
    return cut(text, 0.3)


def put_dateline(text: str, dice: random.Random) -> str:
    return (
        dice.choice(["OSKARSHAVN, May 7 (North) - ", "PORT ALBERS (East Press) -- ", "/South Agency/ "])
        + text
    )


def credit_otherwise(text: str, dice: random.Random) -> str:
    return text + dice.choice(
        ["\n\nNorth-PR/hb", "\n\n(c) 2024 East Press. All rights reserved.", " (South)"]
    )


def add_background(text: str, dice: random.Random) -> str:
    paragraphs = text.split("\n\n")
    place = dice.choice([len(paragraphs), max(1, len(paragraphs) // 2)])
    return "\n\n".join([*paragraphs[:place], dice.choice(BACKGROUND), *paragraphs[place:]])


def mend_typo(text: str, dice: random.Random) -> str:
    """Replace a small letter, often by a wrong one; numbers stay."""
    letters = [place for place, letter in enumerate(text) if letter.isalpha() and not letter.isupper()]
    place = dice.choice(letters)
    return text[:place] + dice.choice("aeinrst") + text[place + 1 :]


def wrap_anew(text: str, dice: random.Random) -> str:
    """Wrap lines at 60 characters and use capitals, as a teletype prints."""
    paragraphs = [re.sub(r"(.{40,60}) ", r"\1\n", paragraph) for paragraph in text.split("\n\n")]
    return "\n\n".join(paragraphs).upper()


EDITS = (
    cut_to_70,
    cut_to_30,
    put_dateline,
    credit_otherwise,
    add_background,
    mend_typo,
    wrap_anew,
)


def combine(text: str, dice: random.Random) -> str:
    """Cut to 70 percent and add a typing error, a dateline, a credit and sometimes background."""
    for edit in (cut_to_70, mend_typo, put_dateline, credit_otherwise):
        text = edit(text, dice)
    return add_background(text, dice) if dice.random() < 0.5 else text


def combine_with_short_rest(text: str, dice: random.Random) -> str:
    """Cut to 30 to 70 percent and add a typing error, a dateline, a credit and sometimes background."""
    text = mend_typo(cut(text, dice.uniform(0.3, 0.7)), dice)
    text = credit_otherwise(put_dateline(text, dice), dice)
    return add_background(text, dice) if dice.random() < 0.5 else text


# Templates: notices that differ in their facts alone.


def earnings(company: str, share: str, net: int, sales: str, *, before: tuple[str, int, str]) -> Story:
    return Story(
        f"Shr {share} cts vs {before[0]} cts\nNet {net:,} vs {before[1]:,}\n"
        f"Sales {sales} mln vs {before[2]} mln\nNOTE: Includes gain of 1.2 mln crowns from sale of property",
        f"{company} FIRST QUARTER NET",
        NOON,
        "north",
    )


def dividend(company: str, amount: str, pay: str, record: str) -> Story:
    return Story(
        f"Qtly div {amount} cts vs {amount} cts prior\nPay {pay}\nRecord {record}",
        f"{company} SETS QUARTERLY",
        NOON,
        "north",
    )


def market(day: int, index: str, change: str, volume: str, leader: str) -> Story:
    return Story(
        "Shares on the Halmstrup exchange closed higher in quiet trading. The all-share index rose "
        f"{change} points to {index}. Some {volume} million shares changed hands, traders said. "
        f"{leader} led the gainers.\n\nThe market opens again at 0900 local time on the next business day. "
        "Prices are delayed by 15 minutes.",
        "Halmstrup shares close higher",
        NOON + dt.timedelta(days=day),
        "north",
    )


def prime_rate(bank: str, rate: str, before: str, day: str) -> Story:
    return Story(
        f"{bank} said it is raising its prime lending rate to {rate} percent from {before} percent, "
        f"effective {day}. The bank said it follows the rise in the central bank's discount rate.",
        f"{bank} raises prime rate",
        NOON,
        "north",
    )


TEMPLATES: tuple[tuple[Story, Story], ...] = (
    (
        earnings("TARNOW MILLS", "41", 3_204_118, "61.8", before=("37", 2_911_406, "58.2")),
        earnings("BREKKE FOUNDRY", "12", 804_512, "19.4", before=("15", 1_011_873, "20.9")),
    ),
    (
        dividend("TARNOW MILLS", "10", "April 30", "April 3"),
        dividend("BREKKE FOUNDRY", "10", "April 30", "April 3"),
    ),
    (
        dividend("TARNOW MILLS", "10", "April 30", "April 3"),
        dividend("TARNOW MILLS", "12", "July 30", "July 3"),
    ),
    (
        market(0, "1,204.5", "3.1", "14.2", "Tarnow Mills"),
        market(1, "1,209.9", "5.4", "11.8", "Nordvik Lines"),
    ),
    (prime_rate("Brekke Bank", "7.5", "7.0", "May 9"), prime_rate("Sund Savings", "7.25", "7.0", "May 10")),
)
