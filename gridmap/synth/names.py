"""Invented names of places, and the family and given names from which invented people are made."""

from __future__ import annotations

from typing import Final

import numpy as np

from gridmap.model.surnames import split_name


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


TOWNSHIPS: Final = _words(
    "云岭镇 双溪镇 青石乡 柏林镇 太平乡 白鹤镇 龙门乡 桂花镇 石门乡 清江镇 高坪乡 长乐镇 "
    "红岩乡 竹园镇 松林乡 凤鸣镇 大桥镇 平安乡 安乐镇 金山乡 月亮镇 黄泥乡 新安镇 百花镇 "
    "鹿鸣乡 天池镇 马鞍乡 丰谷镇 望江乡"
)
VILLAGES: Final = _words("柳溪 石梁 金鸡 青杠 双河 白崖 梨园 松坪 竹林 马家湾 云台")
_FIRST: Final = _words(
    "白 青 红 黄 黑 石 金 银 双 长 大 小 上 下 新 古 龙 凤 鹤 鹿 马 牛 羊 柳 竹 松 柏 桂 桃 "
    "梨 杏 枫 云 月 清"
)
_SECOND: Final = _words("溪 河 湾 坝 坪 岭 崖 岩 沟 坡 垭 桥 井 塘 林 园 梁 台 冲 坳 滩 洞 泉 寨")
HAMLETS: Final = _words(
    "柳树湾 何家坡 老屋场 大院子 井坎上 桥头 石坝子 新屋基 瓦窑坪 竹林湾 碾子沟 黄桷坪 "
    "槐树垭 水竹园 上坝 下坝 观音岩脚 磨刀溪 梨子坪 土地坳 油房沟 学堂坝 麻柳林 高屋基 长田 "
    "沙坝 牛栏冲 晒谷坪 核桃树 皂角湾"
)
RIVER: Final = "柳溪河"
STREAMS: Final = _words("磨刀溪 青杠沟 白崖沟 黄泥沟 龙洞溪 石门沟 桂花溪 野猫沟 老鹰沟 响水沟")
ROADS: Final = _words(
    "云柳路 云石路 金双路 青松路 竹梨路 双梨路 白竹路 柳坪路 松台路 石坝路 马云路 青柳路 金石路"
)
LANES: Final = _words(
    "柳湾巷 坝下巷 井坎巷 桥头巷 晒坝巷 竹园巷 槐树巷 老街 水井巷 油房巷 磨坊巷 桂花巷"
)

_SURNAMES: Final = _words(
    "王 70 李 72 张 66 刘 52 陈 46 杨 38 黄 24 赵 22 周 22 吴 20 徐 17 孙 15 胡 15 朱 14 高 "
    "12 林 11 何 15 郭 12 马 11 罗 13 梁 10 宋 9 郑 9 谢 10 韩 7 唐 11 冯 8 于 5 董 6 萧 2 "
    "程 6 曹 7 袁 7 邓 10 许 7 傅 4 沈 5 曾 8 彭 8 吕 5 苏 6 卢 5 蒋 7 蔡 5 贾 4 丁 4 魏 6 "
    "薛 3 叶 5 阎 2 余 6 潘 4 杜 5 戴 3 夏 4 钟 5 汪 4 田 5 任 4 姜 4 范 4 方 4 石 5 姚 4 "
    "谭 5 廖 5 邹 4 熊 4 金 3 陆 3 郝 2 孔 2 白 3 崔 2 康 3 毛 3 邱 3 秦 3 江 4 史 2 顾 2 "
    "侯 3 邵 2 孟 2 龙 4 万 2 段 3 雷 4 钱 1 汤 2 尹 3 黎 3 易 2 常 1 武 1 乔 1 贺 2 赖 2 "
    "龚 3 文 3 向 3 严 3 尚 1 单 3 解 3 查 2 仇 1 区 1 盖 1 牟 2 谌 1 覃 2 尉迟 2 万俟 1 "
    "欧阳 3 司马 1 诸葛 1 令狐 1 上官 1 皇甫 1 长孙 1 屲 1 仝 1 缪 1"
)
SURNAMES: Final = tuple(_SURNAMES[::2])
_WEIGHTS: Final = np.array([float(weight) for weight in _SURNAMES[1::2]])

_MEN: Final = _words(
    "建国 建军 建平 建华 德福 德全 德明 光荣 光明 光辉 国平 国庆 国强 志刚 志明 志强 永强 "
    "永福 永贵 长贵 长生 长林 家贵 家富 家旺 正军 正平 正华 世民 世才 世荣 大成 大山 大勇 "
    "春生 春林 文彬 文斌 文武 海波 海涛 海林 明 军 勇 强 刚 平 林 伟 斌 辉 超 兴旺 兴发 "
    "兴才 天明 天福 天贵 福才 福林 福生 万才 万福 开明 开富 朝阳 朝贵 玉山 玉林 玉明 清云 "
    "清明 庆云 少华 少林 思源 子轩 俊杰 浩然 宇航 立新 立军 学文 学军 学明 云山 成林 成贵 "
    "龙 㼆 龑 翀 䶮 𠅤"
)
_WOMEN: Final = _words(
    "秀英 秀兰 秀芳 秀珍 秀云 桂芳 桂英 桂香 桂芝 桂兰 玉兰 玉珍 玉莲 玉梅 玉芳 春梅 春兰 "
    "春燕 素珍 素华 素芳 素兰 淑芬 淑珍 淑芳 淑华 国芬 国英 国芳 海燕 美玲 美兰 彩云 彩凤 "
    "翠兰 翠英 凤英 凤兰 莲英 菊英 冬梅 腊梅 红梅 红英 丽 敏 静 芳 燕 霞 琴 英 梅 晓燕 晓芳 "
    "雪梅 金花 银花 兰香 兴英 文芳 文秀 德芳 德英 正芳 光秀 长英 婷 雨涵 诗琪 思雨 佳怡 "
    "欣怡 玉㛃 𬭎 㛃"
)
_RARE: Final = frozenset(_words("㼆 龑 䶮 𠅤 𬭎 㛃 玉㛃"))


def person_name(rng: np.random.Generator, *, woman_share: float = 0.3) -> str:
    """Return an invented name; family names are as common as they really are."""
    surname = SURNAMES[int(rng.choice(len(SURNAMES), p=_WEIGHTS / _WEIGHTS.sum()))]
    return surname + given_name(rng, woman_share=woman_share)


def given_name(rng: np.random.Generator, *, woman_share: float) -> str:
    """Return an invented given name; a rare one is drawn again four times out of five."""
    pool = _WOMEN if rng.random() < woman_share else _MEN
    name = pool[int(rng.integers(len(pool)))]
    if name in _RARE and rng.random() < 0.8:
        name = pool[int(rng.integers(len(pool)))]
    return name


def person_names(rng: np.random.Generator, count: int, *, woman_share: float = 0.3) -> list[str]:
    """Return many invented names at once."""
    surnames = rng.choice(len(SURNAMES), size=count, p=_WEIGHTS / _WEIGHTS.sum())
    return [
        SURNAMES[index] + given_name(rng, woman_share=woman_share) for index in surnames.tolist()
    ]


def surname_of_kin(name: str, rng: np.random.Generator, *, woman_share: float) -> str:
    """Return the name of somebody of the same family as a person."""
    return split_name(name)[0] + given_name(rng, woman_share=woman_share)


def village_names(count: int, rng: np.random.Generator) -> list[str]:
    """Return that many different village names; the first are those of the demo township."""
    names = [f"{name}村" for name in VILLAGES]
    made = [
        f"{first}{second}村"
        for first in _FIRST
        for second in _SECOND
        if f"{first}{second}" not in VILLAGES
    ]
    order = rng.permutation(len(made))
    return (names + [made[index] for index in order])[:count]


def chinese_numeral(number: int) -> str:
    """Return a number from 1 to 99 in Chinese (12: 十二)."""
    digits = "零一二三四五六七八九"
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else ("十" if tens == 1 else digits[tens] + "十")
    return head + (digits[ones] if ones or not tens else "")
