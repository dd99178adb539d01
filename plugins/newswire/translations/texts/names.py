"""Names in one romanised form, so that their spellings in several scripts and inflections are alike."""

from __future__ import annotations

import re
from functools import lru_cache

from text_unidecode import unidecode

_KANA = {
    **{"tei": "ti", "dei": "di", "fua": "fa", "fui": "fi", "fue": "fe", "fuo": "fo", "tsu": "t"},
    **{"chie": "che", "shie": "she", "jie": "je", "vu": "v", "l": "r"},
}
"""Romanised katakana and the sound that it stands for in a foreign name."""

_SOUNDS = {
    **{"tsch": "C", "shch": "S", "sch": "S", "tch": "C", "dzh": "J", "dj": "J", "zh": "J", "kh": "h"},
    **{"ph": "f", "th": "t", "sh": "S", "ch": "C", "ck": "k", "qu": "kv", "q": "k", "x": "ks", "w": "v"},
    **{"ts": "z", "tz": "z"},
}
"""Letters that several languages write for one sound. A capital is a sound without a letter of its own."""

_CLASSES = str.maketrans(
    {
        letter: kind
        for kind, letters in {"P": "bpfv", "T": "dt", "M": "mn", "R": "lr", "K": "kgq", "S": "szcJS"}.items()
        for letter in letters
    }
    | dict.fromkeys("haeiou", "")
)
"""Consonants that one script or another does not tell apart."""

SPELLED = set(
    "阿埃艾安昂奥巴白拜班邦贝本比宾波伯博布查茨达戴丹德迪蒂丁东杜顿多厄尔法凡菲费芬丰佛弗福夫盖戈格古哈海汉豪赫亨胡"
    "华霍基吉加贾杰金卡凯坎考科克肯库夸拉莱赖兰朗劳勒雷里利丽莉林龙卢鲁伦罗洛马玛麦迈曼梅门蒙米密明莫姆穆纳娜奈尼妮"
    "纽农努诺欧帕潘佩彭皮平普奇齐恰乔切琼丘让热日萨塞赛桑瑟沙山尚舍圣施史斯苏索塔泰坦汤唐特提廷图托瓦万威维韦温文翁"
    "沃乌武西希锡夏肖谢辛休雅亚扬耶叶伊因英尤约赞泽扎詹珍朱兹佐堡伍什瑞娅默蕾吕耐冈森琳爾爾蘭羅維亞納馬華貝賓達東頓"
)
"""Characters with which Chinese writes foreign names by their sound."""


@lru_cache(maxsize=262144)
def romanised(word: str) -> str:
    """Return a word in Latin letters by its sound, without doubled letters: ``toranpu``, ``trampom``."""
    if "ァ" <= word[0] <= "ヿ":
        plain = unidecode(word.replace("ッ", "").replace("ー", "")).lower()
        for kana, sound in _KANA.items():
            plain = plain.replace(kana, sound)
        plain = re.sub(r"(?<=[ksrmgfbpzdt])u", "", plain)
        plain = re.sub(r"(?<=[td])o(?![aeiou])", "", plain)
    else:
        plain = re.sub(r"[^a-z]", "", unidecode(word).lower())
        if "一" <= word[0] <= "鿿":
            plain = plain.replace("ng", "n")
    for letters, sound in _SOUNDS.items():
        if letters in plain:
            plain = plain.replace(letters, sound)
    plain = re.sub(r"c(?=[eiy])", "s", plain).replace("c", "k").replace("C", "c")
    return re.sub(r"(.)\1", r"\1", plain.replace("y", "i").replace("j", "i"))


@lru_cache(maxsize=262144)
def skeleton(form: str) -> str:
    """Return the classes of consonants of a romanised form: ``TRMP``."""
    return re.sub(r"(.)\1+", r"\1", form.translate(_CLASSES))
