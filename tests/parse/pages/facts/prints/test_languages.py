"""Bars of bylines and dates in the structure of news sites of many countries, on pages without metadata."""

from __future__ import annotations

import pytest

from tests.parse.pages.facts.reading import HEADLINE, facts

TEXT = f"<div>{'<p>The ship sailed at night, as it does each week, and came back late. ' * 9}</div>"

DAYS = [
    ("ar-EG", '<div class="newsStoryDate">الجمعة، 17 مايو 2024 08:15 م</div>'),
    ("ar-LB", "<div><span>17 أيار 2024</span> <span>|</span> <span>10:15</span></div><p>بقلم: سامر حداد</p>"),
    ("ar-MA", '<ul class="infos"><li>الجمعة 17 ماي 2024 - 10:15</li></ul>'),
    ("ar-SA", "<div>نُشر: 10:15-17 مايو 2024 م ـ 09 ذو القِعدة 1445 هـ</div>"),
    ("ar-SA", "<p>الجمعة 9 ذو القعدة 1445 هـ - 17 مايو 2024 م</p>"),
    ("ar-IQ", "<p>تاريخ النشر: ٢٠٢٤/٥/١٧</p>"),
    ("fa-IR", "<ul><li>تاریخ انتشار: ۲۸ اردیبهشت ۱۴۰۳ - ۱۲:۳۰</li><li>کد خبر: ۹۱۸۲۷۳</li></ul>"),
    ("fa-IR", '<div class="item-time">جمعه ۲۸ اردیبهشت ۱۴۰۳ - ۱۰:۱۵</div>'),
    ("fa-IR", "<div>۱۴۰۳/۰۲/۲۸ ۱۰:۱۵:۰۰</div>"),
    (
        "hi-IN",
        "<div><span>आशीष वर्मा, नई दिल्ली</span> <span>प्रकाशित: शुक्र, 17 मई 2024 10:15 AM IST</span></div>",
    ),
    ("hi-IN", "<p>Edited By: <a>नेहा सिंह</a> | अपडेटेड 17 मई 2024, 10:15 AM IST</p>"),
    ("hi-IN", "<p>१७ मई २०२४ को १०:१५ बजे प्रकाशित</p>"),
    ("mr-IN", "<div>प्रकाशित: शुक्रवार, 17 मे 2024, 10:15</div>"),
    ("bn-BD", "<div>প্রকাশ: ১৭ মে ২০২৪, ১০: ১৫</div>"),
    ("bn-IN", "<p>শেষ আপডেট: ১৭ মে ২০২৪ ১০:১৫</p>"),
    ("ur-PK", "<div>شائع <span>17 مئ 2024 10:15am</span></div>"),
    ("ur-PK", "<p>جمعہ 17 مئی 2024 10:15</p>"),
    ("ta-IN", "<div>வெளியிடப்பட்டது: 17 மே 2024, 10:15 am</div>"),
    ("te-IN", "<div>Published: 17 మే 2024, 10:15 AM</div>"),
    ("ml-IN", "<div>പ്രസിദ്ധീകരിച്ചത്: 17 മേയ് 2024, 10:15 AM IST</div>"),
    ("gu-IN", "<div>પ્રકાશિત: 17 મે 2024, 10:15 AM</div>"),
    ("id-ID", "<div>Jumat, 17 Mei 2024 10:15 WIB</div>"),
    ("id-ID", "<div>Kabar Dermaga, 17/05/2024, 10:15 WIB</div>"),
    ("ms-MY", "<div>17 Mei 2024 10:15am</div>"),
    ("fil-PH", "<p>Ni Maria Santos | Mayo 17, 2024 - 10:15am</p>"),
    ("cs-CZ", "<div><span>17. května 2024 10:15</span></div>"),
    ("cs-CZ", "<p>Zveřejněno: 17. 5. 2024 10:15 Aktualizováno: 18. 5. 2024 8:00</p>"),
    ("sk-SK", "<p>17. máj 2024 o 10:15 Jana Kováčová, SITA</p>"),
    ("pl-PL", "<div>Dodano: 17 maja 2024, 10:15</div>"),
    ("pl-PL", "<p>Data publikacji: 17.05.2024 10:15</p><p>Data aktualizacji: 18.05.2024 9:00</p>"),
    ("uk-UA", "<div><span><a>Олена Коваль</a></span> — п'ятниця, 17 травня 2024, 10:15</div>"),
    ("uk-UA", "<p>Опубліковано: 17.05.2024 10:15</p><p>Оновлено: 18.05.2024 9:00</p>"),
    ("ru-RU", "<div>10:15, 17 мая 2024</div>"),
    ("ru-RU", "<p>17 мая 2024 в 10:15</p>"),
    ("be-BY", "<p>17 мая 2024, 10:15</p>"),
    ("bg-BG", "<div>Публикувана на: 17.05.2024 | 10:15</div>"),
    ("sr-RS", "<div>17.05.2024. 10:15</div>"),
    ("hr-HR", "<p>Objavljeno: 17. svibnja 2024. u 10:15</p>"),
    ("sl-SI", "<p>17. maj 2024 ob 10.15</p>"),
    ("mk-MK", "<p>Објавено: 17 мај 2024 10:15</p>"),
    ("sq-AL", "<p>Publikuar më: 17/05/2024 10:15</p>"),
    ("tr-TR", "<div>Giriş Tarihi: 17.05.2024 10:15 Son Güncelleme: 18.05.2024 09:00</div>"),
    ("tr-TR", "<div>Oluşturulma Tarihi: Mayıs 17, 2024 10:15</div>"),
    ("az-AZ", "<p>17 May 2024 10:15</p>"),
    ("vi-VN", "<div>Thứ sáu, 17/5/2024, 10:15 (GMT+7)</div>"),
    ("vi-VN", "<div>17 tháng 5 năm 2024</div>"),
    ("vi-VN", "<p>Đăng ngày: 17/05/2024 - 10:15</p>"),
    ("th-TH", "<div>เผยแพร่: 17 พ.ค. 2567 10:15 น.</div><div>ปรับปรุง: 18 พ.ค. 2567 09:00 น.</div>"),
    ("th-TH", "<div>17 พฤษภาคม 2567 | 10:15 น.</div>"),
    ("el-GR", "<div>Παρασκευή, 17 Μαΐου 2024 10:15</div>"),
    ("el-GR", "<div>Δημοσιεύθηκε: 17/05/2024 - 10:15</div><div>Τελευταία ενημέρωση: 18/05/2024</div>"),
    ("he-IL", "<div>פורסם: 17.05.24, 10:15</div>"),
    ("he-IL", "<div>17 במאי 2024</div>"),
    ("ro-RO", "<div>Publicat: 17.05.2024 10:15</div><div>Actualizat: 18.05.2024</div>"),
    ("ro-RO", "<div>Autor: Mihai Ionescu · 17 mai 2024, 10:15</div>"),
    ("hu-HU", "<div>2024. május 17. 10:15</div>"),
    ("hu-HU", "<div>2024.05.17. 10:15 Frissítve: 2024.05.18. 9:00</div>"),
    ("fi-FI", "<div>Julkaistu 17.5.2024 10:15</div>"),
    ("sv-SE", "<div>Publicerad 17 maj 2024 kl. 10.15</div>"),
    ("da-DK", "<div>17. maj 2024 kl. 10:15</div>"),
    ("nb-NO", "<div>Publisert 17. mai 2024 kl. 10:15</div><div>Oppdatert 18. mai 2024</div>"),
    ("is-IS", "<div>17. maí 2024 kl. 10:15</div>"),
    ("et-EE", "<div>17. mai 2024, 10:15</div>"),
    ("lv-LV", "<div>2024. gada 17. maijs, 10:15</div>"),
    ("lt-LT", "<div>2024 m. gegužės 17 d. 10:15</div>"),
    ("zh-CN", "<div>2024-05-17 10:15:30 来源：海港报 记者 李明</div>"),
    ("zh-CN", "<div>2024年05月17日10:15 | 来源：海港网</div>"),
    ("zh-TW", "<div>2024/05/17 10:15</div>"),
    ("zh-TW", "<div>發布時間：2024年5月17日 上午10:15</div>"),
    ("ja-JP", "<div>2024年5月17日 10時15分</div>"),
    ("ja-JP", "<div>公開日：2024年5月17日\u3000更新日：2024年5月18日</div>"),
    ("ko-KR", "<div>입력 2024.05.17. 오전 10:15 수정 2024.05.18. 오전 9:00</div>"),
    ("ko-KR", "<div>등록 2024-05-17 10:15</div>"),
    ("es-ES", "<div>17/05/2024 a las 10:15h.</div>"),
    ("es-MX", "<div>17 de mayo de 2024 - 10:15 h</div>"),
    ("pt-BR", "<div>Por João Almeida, g1 — São Paulo</div><div>17/05/2024 10h15 Atualizado 18/05/2024</div>"),
    ("pt-BR", "<div>17.mai.2024 às 10h15</div>"),
    ("it-IT", "<div>17 Maggio 2024 alle 10:15</div>"),
    ("fr-FR", "<div>Publié le 17 mai 2024 à 10h15, mis à jour le 18 mai 2024 à 9h00</div>"),
    ("nl-NL", "<div>17 mei 2024 om 10:15</div>"),
    ("de-DE", "<div>17.05.2024, 10:15 Uhr</div>"),
    ("ca-ES", "<div>Publicat el 17 de maig de 2024 a les 10:15</div>"),
    ("eu-ES", "<div>2024ko maiatzaren 17a, 10:15</div>"),
    ("gl-ES", "<div>17 de maio de 2024 ás 10:15</div>"),
    ("sw-TZ", "<div>Ijumaa, Mei 17, 2024</div>"),
    ("am-ET", "<div>ግንቦት 9 ቀን 2016</div>"),
    ("hy-AM", "<div>17 Մայիսի 2024, 10:15</div>"),
    ("ka-GE", "<div>17 მაისი 2024, 10:15</div>"),
    ("kk-KZ", "<div>17 мамыр 2024, 10:15</div>"),
    ("uz-UZ", "<div>17 may 2024, 10:15</div>"),
    ("mn-MN", "<div>2024 оны 5-р сарын 17, 10:15</div>"),
    ("ps-AF", "<div>17 مۍ 2024</div>"),
    (
        "en-IN",
        "<div>By <a>Ravi Menon</a>Published 17 May 2024, 10:15 ISTUpdated 18 May 2024, 09:00 IST</div>",
    ),
    ("en-GB", "<div>By Jane RoePublished 17 May 2024Updated 18 May 2024</div>"),
    ("en-US", "<div>May 17, 2024</div>"),
]


@pytest.mark.parametrize(("language", "bar"), DAYS)
def test_the_day_in_the_bar_below_the_headline_is_read(language: str, bar: str) -> None:
    found = facts(body=f"<article><h1>{HEADLINE}</h1>{bar}{TEXT}</article>", attributes=f' lang="{language}"')
    assert found.published is not None
    assert found.published.date().isoformat() == "2024-05-17"


BYLINES = [
    ("ar-EG", '<div class="writeBy">كتبت مريم الخولي</div>', "مريم الخولي"),
    ("ar-LB", "<p>بقلم: سامر حداد</p>", "سامر حداد"),
    ("fa-IR", "<p>نویسنده: مینا رستمی</p>", "مینا رستمی"),
    ("hi-IN", "<span>आशीष वर्मा, नई दिल्ली</span>", "आशीष वर्मा"),
    ("mr-IN", "<div>लेखक: सुरेश पाटील</div>", "सुरेश पाटील"),
    ("id-ID", "<div>Rina Lestari - <b>Harbour</b></div>", "Rina Lestari"),
    ("id-ID", "<div>Penulis: Budi Santoso</div><div>Editor: Sari Dewi</div>", "Budi Santoso"),
    ("ms-MY", "<div>Oleh Nur Aisyah Rahman</div>", "Nur Aisyah Rahman"),
    ("cs-CZ", "<div>Jana Novotná, Praha</div>", "Jana Novotná"),
    ("sk-SK", "<p>17. máj 2024 o 10:15 Jana Kováčová, SITA</p>", "Jana Kováčová"),
    ("pl-PL", "<div>oprac. Anna Wiśniewska</div>", "Anna Wiśniewska"),
    (
        "uk-UA",
        '<div><span><a href="/authors/koval/">Олена Коваль</a></span> — п’ятниця</div>',
        "Олена Коваль",
    ),
    ("ru-RU", "<div>Текст: Анна Орлова</div>", "Анна Орлова"),
    ("bg-BG", "<div>Автор: Ивана Петрова</div>", "Ивана Петрова"),
    ("sr-RS", "<div>Пише: Милица Јовановић</div>", "Милица Јовановић"),
    ("hr-HR", "<p>Piše: Ivana Horvat</p>", "Ivana Horvat"),
    ("tr-TR", "<div>Haber: Ayşe Demir</div>", "Ayşe Demir"),
    ("he-IL", "<div>מאת יעל ברגר</div>", "יעל ברגר"),
    ("ro-RO", "<div>de Ioana Popescu</div>", "Ioana Popescu"),
    ("ro-RO", "<div>Autor: Mihai Ionescu · 17 mai 2024, 10:15</div>", "Mihai Ionescu"),
    ("hu-HU", "<div>Szerző: Nagy Anna</div>", "Nagy Anna"),
    ("fi-FI", "<div>Teksti: Liisa Virtanen</div>", "Liisa Virtanen"),
    ("sv-SE", "<div>Text: Karin Lindgren</div>", "Karin Lindgren"),
    ("da-DK", "<div>Af Mette Holm</div>", "Mette Holm"),
    ("nb-NO", "<div>Korrespondent Jan Holm, Oslo</div>", "Jan Holm"),
    ("zh-CN", "<div>2024-05-17 10:15:30 来源：海港报 记者 李明</div>", "李明"),
    ("zh-TW", "<p>記者王小明／台北報導</p>", "王小明"),
    ("ko-KR", "<div>김민수 기자</div>", "김민수"),
    ("es-ES", "<div>Lucía Romero</div>", "Lucía Romero"),
    ("es-MX", "<div>Por Lucía Romero | Ciudad de México</div>", "Lucía Romero"),
    ("pt-BR", "<div>Por João Almeida — São Paulo</div>", "João Almeida"),
    ("it-IT", "<div>di Marco Bianchi</div>", "Marco Bianchi"),
    ("fr-FR", "<div>Par Claire Martin</div>", "Claire Martin"),
    ("nl-NL", "<div>Door Anna de Vries</div>", "Anna de Vries"),
    ("de-DE", "<div>Von Anna Berger, Grenholm</div>", "Anna Berger"),
    (
        "en-IN",
        "<div>By <a>Ravi Menon</a>Published 17 May 2024, 10:15 ISTUpdated 18 May 2024, 09:00 IST</div>",
        "Ravi Menon",
    ),
    ("en-GB", "<div>By Jane RoePublished 17 May 2024Updated 18 May 2024</div>", "Jane Roe"),
    ("en-US", "<div>Ann Marsh | Metro Desk</div>", "Ann Marsh"),
]


@pytest.mark.parametrize(("language", "line", "name"), BYLINES)
def test_the_author_in_the_bar_beside_the_day_is_read(language: str, line: str, name: str) -> None:
    bar = f"{line}<div>2024-05-17</div>"
    site = '<meta property="og:site_name" content="Harbour">'
    found = facts(
        site, f"<article><h1>{HEADLINE}</h1>{bar}{TEXT}</article>", attributes=f' lang="{language}"'
    )
    assert found.authors == (name,)
