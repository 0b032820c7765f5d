"""Surnames and the reading of names.

Compound surnames, and the true reading where the common one is wrong: domain.md section 5. A
person's own reading (the household's `pinyin`) wins over all of this.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final

COMPOUND: Final = frozenset({
    "欧阳", "太史", "端木", "上官", "司马", "东方", "独孤", "南宫", "万俟", "闻人",
    "夏侯", "诸葛", "尉迟", "公羊", "赫连", "澹台", "皇甫", "宗政", "濮阳", "公冶",
    "太叔", "申屠", "公孙", "慕容", "仲孙", "钟离", "长孙", "宇文", "司徒", "鲜于",
    "司空", "闾丘", "子车", "亓官", "司寇", "巫马", "公西", "颛孙", "壤驷", "公良",
    "漆雕", "乐正", "宰父", "谷梁", "拓跋", "夹谷", "轩辕", "令狐", "段干", "百里",
    "呼延", "东郭", "南门", "羊舌", "微生", "公户", "公玉", "公仪", "梁丘", "公仲",
    "公上", "公门", "公山", "公坚", "左丘", "公伯", "西门", "公祖", "第五", "公乘",
    "贯丘", "公皙", "南荣", "东里", "东宫", "仲长", "子书", "子桑", "即墨", "达奚",
    "褚师", "淳于", "单于", "东门", "北宫", "穀梁", "公输", "完颜", "耶律", "纳兰",
    "哥舒", "斛律", "毌丘", "綦毋", "沮渠", "闾邱", "左邱",
})  # fmt: skip

READINGS: Final = {
    "单": "shan", "曾": "zeng", "仇": "qiu", "解": "xie", "查": "zha", "盖": "ge",
    "区": "ou", "朴": "piao", "任": "ren", "华": "hua", "翟": "zhai", "员": "yun",
    "黑": "he", "秘": "bi", "冼": "xian", "折": "she", "乐": "yue", "缪": "miao",
    "洗": "xian", "覃": "qin", "种": "chong", "祭": "zhai", "牟": "mou", "乜": "nie",
    "隗": "wei", "逄": "pang", "召": "shao", "宓": "mi", "那": "na", "佴": "nai",
    "繁": "po", "谌": "chen", "尉迟": "yuchi", "万俟": "moqi", "长孙": "zhangsun", "澹台": "tantai",
    "宰父": "zaifu", "亓官": "qiguan", "令狐": "linghu", "鲜于": "xianyu", "皇甫": "huangfu",
    "濮阳": "puyang", "单于": "chanyu", "尉": "wei", "卜": "bu", "薄": "bo", "都": "du",
    "阚": "kan", "藏": "zang", "粘": "nian", "能": "nai", "郇": "xun", "适": "kuo", "角": "jue",
    "句": "gou", "贠": "yun", "蔚": "yu", "术": "zhu", "炅": "gui", "氾": "fan", "么": "yao",
    "單": "shan", "區": "ou", "蓋": "ge", "綦毋": "qiwu", "毌丘": "guanqiu",
    "穀梁": "guliang", "谷梁": "guliang", "乐正": "yuezheng",
}  # fmt: skip


_DOTS: Final = frozenset("·•‧・．")
"""What joins the parts of a name of another people: it has no surname, and no sound of its own."""


def has_parts(name: str) -> bool:
    """Whether a name is of parts joined by a dot (阿依古丽·买买提), without a surname."""
    return bool(_DOTS & set(name))


def split_name(name: str) -> tuple[str, str]:
    """Return surname and given name; a compound surname counts only where something follows it."""
    if len(name) > 2 and name[:2] in COMPOUND:
        return name[:2], name[2:]
    return name[:1], name[1:]


def surname_and_stars(name: str) -> str:
    """Return a name as editions with surnames only print it: 王小明 -> 王**."""
    return split_name(name)[0] + "**" if name else ""


@lru_cache(maxsize=65_536)
def reading(name: str, own: str = "") -> tuple[str, ...]:
    """Return the syllables of a name in lower case, for sorting and finding.

    `own` is the person's own reading. A name in another script is kept word by word, folded to
    lower case.
    """
    if own.strip():
        return tuple(own.casefold().split())
    text = name.strip()
    if not _begins_chinese(text):
        return tuple(text.casefold().split())
    from pypinyin import Style, lazy_pinyin

    if _DOTS & set(text):
        whole = "".join(char for char in text if char not in _DOTS)
        return tuple(lazy_pinyin(whole, style=Style.NORMAL, v_to_u=False))
    surname, given = split_name(text)
    known = READINGS.get(surname)
    first = (known,) if known else tuple(lazy_pinyin(surname, style=Style.NORMAL, v_to_u=False))
    syllables = first + tuple(lazy_pinyin(given, style=Style.NORMAL, v_to_u=False))
    return tuple(syllable.casefold() for syllable in syllables)


def load_readings() -> None:
    """Load the dictionary of readings, some 50 MB: processes forked from now on share it."""
    reading("王小明")


def _begins_chinese(text: str) -> bool:
    return "\u3400" <= text[:1] <= "\u9fff" or text[:1] >= "\U00020000"


def initials(name: str, own: str = "") -> str:
    """Return the first letters of a name's syllables, as people type them.

    王小明 gives wxm.
    """
    return "".join(syllable[:1] for syllable in reading(name, own))


def sounds(name: str, own: str = "") -> tuple[str, ...]:
    """Return a name, its reading in one word and its initials: how people look for it."""
    return (name, "".join(reading(name, own)), initials(name, own)) if name else ()
