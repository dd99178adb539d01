"""Bylines in Chinese, Japanese and Korean: their names have no capitals and often no spaces."""

from __future__ import annotations

import re
from typing import NamedTuple

from newswire.lexicon import places
from newswire.lexicon.agencies import agency
from newswire.lexicon.bylines import words
from newswire.lexicon.patterns.late import late_pattern


class Found(NamedTuple):
    """The people of a byline; whether a word for a reporter marks it, and whether nothing else is in it."""

    people: tuple[str, ...]
    marked: bool
    whole: bool


_HAN, _KANA, _HANGUL = r"\u3400-\u9fff\uf900-\ufaff々", r"\u3040-\u30ff", r"\uac00-\ud7af"
_EAST = late_pattern(rf"[{_HAN}{_KANA}{_HANGUL}]")
_SPACE = r"[ \u3000]"
_BETWEEN = r"[、，,·•・ㆍ/／ \u3000;；]|和|与|與|及"

_MARK = (
    r"(?:记者|記者|通讯员|通訊員|特派员|特派員|撰稿人?|撰文|作者|特约撰稿人?|採訪|采访|执笔|執筆|取材・文|取材|文"
    r"|编译|編譯|見習記者|实习记者|ライター|支局長|総局長|編集委員|論説委員|解説委員|コラムニスト|コラム(?=[：:]))"
)
_OTHER = late_pattern(
    r"(?:责任编辑|責任編輯|编辑|編輯|责编|校对|摄影|攝影|摄|攝|撮影|写真|监制|制图|翻訳|편집|사진)"
)
_MARKED = late_pattern(rf"{_MARK}[：:＝=・ \u3000]*(?P<names>[{_HAN}{_KANA}·・、，,和与與及/／ \u3000]+)")
_ENDS = late_pattern(
    r"\s*(?:综合|綜合|即时|即時|专题|專題|连线|連線|特稿|专访|專訪|现场|現場)?"
    r"(?:报道|報導|報道|报导|电|電|特稿|专访|專訪|摄影|攝影|摄|攝|撮影|文并摄|撰|编译|編譯).*$"
)
_HAN_NAME = late_pattern(rf"[{_HAN}]{{2,4}}")
_JAPANESE = late_pattern(rf"[{_HAN}{_KANA}]{{1,5}}{_SPACE}?[{_HAN}{_KANA}]{{1,6}}")
_JAPANESE_REPORTER = late_pattern(rf"(?P<name>[{_HAN}]{{3,5}})記者")
_KOREAN_ROLE = (
    r"(?:인턴|선임|수습|객원|전문|취재|사진|영상|논설|부장|차장|팀장)?"
    r"(?:기자|특파원|통신원|논설위원|위원|에디터|앵커|캐스터|리포터|PD|칼럼니스트|작가)"
)
_KOREAN_MARK = late_pattern(_KOREAN_ROLE)
_ONE = rf"[{_HANGUL}]{{2,4}}"
_KOREAN = late_pattern(
    rf"(?P<names>(?<![{_HANGUL}]){_ONE}(?:\s*[·,ㆍ・/]\s*{_ONE}|{_SPACE}[{_HANGUL}]{{3}}(?=[ ,·ㆍ]))*)"
    rf"\s*(?:\S{{2,5}}{_SPACE})?{_KOREAN_ROLE}(?![{_HANGUL}])"
)
_KOREAN_BEFORE = late_pattern(
    rf"(?<![{_HANGUL}])기자\s*[:=]?\s*(?P<names>{_ONE}(?:\s*[·,ㆍ/]\s*{_ONE})*)(?![{_HANGUL}])"
)
_KOREAN_NAME = late_pattern(rf"[{_HANGUL}]{{2,4}}")
_NOISE = late_pattern(
    r"[(\[（［]\s*[^()\[\]（）［］]{1,30}[=＝][^()\[\]（）［］]{1,30}[)\]）］]|[\w.+-]+@[\w.-]+"
    r"|[\[\]()【】（）［］〔〕=＝|]"
)
_ORGANISATION = late_pattern(
    rf"[{_HAN}{_KANA}]*(?:新闻|新聞|通讯社|通信|通訊社|社|报|報|日报|日報|网|網|電視|电视|電台|テレビ|放送|編集部"
    r"|编辑部|編輯部|支局|総局|オンライン|デジタル|ニュース|電子版|部|中心|组|組|局|台)"
)
_SURNAMES = frozenset(
    "王李张張刘劉陈陳杨楊赵趙黄黃周吴吳徐孙孫胡朱高林何郭马馬罗羅梁宋郑鄭谢謝韩韓唐冯馮于董萧蕭肖程曹"
    "袁邓鄧许許傅沈曾彭吕呂苏蘇卢盧蒋蔣蔡贾賈丁魏薛叶葉阎閻余潘杜戴夏钟鍾汪田任姜范方石姚谭譚廖邹鄒熊"
    "金陆陸郝孔白崔康毛邱秦江史顾顧侯邵孟龙龍万萬段雷钱錢汤湯尹黎易常武乔喬贺賀赖賴龚龔文庞龐樊兰蘭殷"
    "施陶洪翟安颜顏倪严嚴牛温溫芦季俞章鲁魯葛伍韦韋申尤毕畢聂聶丛焦向柳邢路岳齐齊沿梅莫庄莊辛管祝左涂"
    "谷祁时時舒耿牟卜詹关關苗凌费費纪紀靳盛童欧歐甄项項曲成游阳陽裴席卫衛查屈鲍鮑位覃霍翁隋植甘景薄单"
    "單包司柏宁寧柯阮桂闵解强柴华華车車冉房边邊古晏連连应應麻褚丘全卓"
)
_KOREAN_SURNAMES = frozenset(
    "김이박최정강조윤장임한오서신권황안송류전홍고문양손배백허유남심노하곽성차주우구나민진지엄채원천방"
    "공현함변염여추도소석선설마길연위표명기반라왕금옥육인맹제모탁국은편"
)


def has(text: str) -> bool:
    """Return whether a text has letters of Chinese, Japanese or Korean. ASCII costs next to nothing."""
    return not text.isascii() and _EAST.search(text) is not None


def is_marked(text: str) -> bool:
    """Return whether a text has a word for a reporter beside a name."""
    return has(text) and (_MARKED.search(text) or _KOREAN_MARK.search(text)) is not None


def read(text: str) -> Found:
    """Return the people of a byline: ``（记者 张三 李四）``, ``【記者王小明台北報導】``, ``홍길동 기자``."""
    if re.search(rf"[{_HANGUL}]", text):
        return _korean(text)
    marked = list(_MARKED.finditer(text))
    people: list[str] = []
    for found in marked:
        before = text[max(0, found.start() - 2) : found.start()]
        if not _OTHER.search(before):
            people += _han_names(found["names"])
    if not people and (reporter := _JAPANESE_REPORTER.search(text)):
        people, marked = [reporter["name"]], [reporter]
    if not people and not marked and not _OTHER.search(text):
        people = _bare(text)
    whole = bool(people and marked) and len(text) <= 40 and not re.search(r"[。！？]", text)
    return Found(tuple(dict.fromkeys(people)), bool(people and marked), whole)


def _han_names(printed: str) -> list[str]:
    names: list[str] = []
    bare = _ENDS.sub("", printed)
    for piece in re.split(_BETWEEN if "・" not in bare else r"[、，,/／ \u3000]", bare):
        if 2 <= len(piece) <= 4 and (piece[:1] in _SURNAMES or _KANA_LETTER.search(piece) or len(piece) > 2):
            names += [] if agency(piece) or _is_place(piece) else [piece]
        elif len(piece) > 4 and piece[:1] in _SURNAMES:
            names.append(_first_name(piece))
        elif len(piece) > 4 and _KANA_LETTER.search(piece):
            names.append(piece)
        elif len(piece) == 1 and names and len(names[-1]) == 1:
            names[-1] += piece
        elif len(piece) == 1:
            names.append(piece)
    return [name for name in names if len(name) > 1 and not _ORGANISATION.fullmatch(name)]


_KANA_LETTER = late_pattern(rf"[{_KANA}]")


def _first_name(piece: str) -> str:
    """Return the name that begins some letters with a place behind it: ``王小明台北``."""
    for length in (3, 2, 4):
        if _is_place(piece[length:]):
            return piece[:length]
    return piece[:3]


def _is_place(letters: str) -> bool:
    return len(letters) > 1 and (places.is_city(letters) or places.is_country(letters))


def _bare(text: str) -> list[str]:
    """Return the names of a byline without a mark: Chinese ones by their family names, Japanese by length."""
    names: list[str] = []
    for printed in re.split(r"[、，,/／;；|＝=()（）【】\[\]]", text):
        piece = printed.strip(" \u3000")
        if (
            not piece
            or agency(piece)
            or words.is_desk(piece)
            or _ORGANISATION.fullmatch(piece)
            or _is_place(piece)
        ):
            continue
        parts = re.split(r"[ \u3000]+", piece)
        if len(parts) > 1 and agency(parts[0]):
            del parts[0]
            piece = " ".join(parts)
            if words.is_desk(piece):
                continue  # ロイター コラム
        if _KANA_LETTER.search(piece) and agency(piece[-2:]):
            continue  # a place before the agency: "ロンドン時事"
        if all(_HAN_NAME.fullmatch(part) and part[:1] in _SURNAMES for part in parts):
            names += parts
        elif _JAPANESE.fullmatch(piece) and len(piece) <= 10 and len(parts) <= 2 and not agency(parts[0]):
            names.append(piece)
    return names


def _korean(text: str) -> Found:
    bare = _NOISE.sub(" ", text)
    marked = [*_KOREAN.finditer(bare)] or [*_KOREAN_BEFORE.finditer(bare)]
    people: list[str] = []
    left = bare
    for found in marked:
        people += [name for name in _KOREAN_NAME.findall(found["names"]) if not agency(name)]
        left = left.replace(found[0], " ")
    if not marked:
        pieces = [piece for piece in re.split(r"[\s,·ㆍ/]+", bare) if piece]
        if len(pieces) <= 4:
            people = [
                piece
                for piece in pieces
                if _KOREAN_NAME.fullmatch(piece)
                and len(piece) <= 3
                and piece[0] in _KOREAN_SURNAMES
                and not agency(piece)
                and not words.is_desk(piece)
            ]
    return Found(
        tuple(dict.fromkeys(people)), bool(people and marked), len(left.split()) <= 2 and len(text) <= 60
    )
