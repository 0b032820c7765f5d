"""Care records and visits of invented people, kept as a careful office would keep them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

import numpy as np

from gridmap.model.catalogue import load_catalogue
from gridmap.model.features import OCCUPIED, CareRecord, Household, Measure, Visit
from gridmap.synth.ids import IdSource
from gridmap.synth.names import surname_of_kin
from gridmap.synth.plan import AS_OF

_SHARES: Final = {
    "C01": 0.27,
    "C02": 0.12,
    "C03": 0.13,
    "C04": 0.13,
    "C05": 0.05,
    "C06": 0.09,
    "C07": 0.09,
    "C10": 0.06,
    "C12": 0.06,
}
RESTRICTED: Final = ("C08", "C09", "C11")
CLINIC_VISIT_DAYS: Final = 45


@dataclass(frozen=True, slots=True, kw_only=True)
class Sort:
    """What the records of a category say: years of birth, women's share, needs, measures."""

    born: tuple[int, int]
    women: float
    needs: tuple[str, ...]
    wanted: tuple[str, ...]
    measures: tuple[tuple[str, str], ...]
    is_kin: bool = True


SORTS: Final = {
    "C01": Sort(
        born=(1934, 1952),
        women=0.55,
        needs=("一人居住", "子女在外务工", "老两口同住，子女不在本地"),
        wanted=("有人常来看望", "代买生活用品", "代取药"),
        measures=(
            ("上门看望，确认平安", "每月一次"),
            ("电话问候", "每周一次"),
            ("代买生活用品", "需要时"),
        ),
    ),
    "C02": Sort(
        born=(1930, 1955),
        women=0.5,
        needs=("行动不便，需人照护", "卧床，家属照护"),
        wanted=("上门助餐", "助浴", "家属短时替换"),
        measures=(("联系助餐点送餐", "每日"), ("上门照护指导", "每月一次")),
    ),
    "C03": Sort(
        born=(1948, 2008),
        women=0.45,
        needs=("行走不便", "听力不便", "视力不便"),
        wanted=("辅具", "门口修坡道", "办事代办"),
        measures=(("申请辅具", "年内"), ("门口修坡道", "年内"), ("代办手续", "需要时")),
    ),
    "C04": Sort(
        born=(2012, 2020),
        women=0.48,
        needs=("父母在外务工，由祖辈照看",),
        wanted=("课后看护", "与父母视频通话"),
        measures=(
            ("关心生活和学习", "每月一次"),
            ("课后看护", "上学日"),
            ("暑期防溺水提醒", "假期每周"),
        ),
    ),
    "C05": Sort(
        born=(2010, 2021),
        women=0.48,
        needs=("家庭照看困难",),
        wanted=("学习用品", "落实照看人"),
        measures=(("落实照看人", "本季度"), ("协助申请救助", "本季度")),
    ),
    "C06": Sort(
        born=(1950, 1985),
        women=0.35,
        needs=("主要劳力受伤，收入中断", "房屋受损", "收入低"),
        wanted=("临时救助", "公益岗位", "修缮房屋"),
        measures=(("协助申请临时救助", "本月"), ("介绍公益岗位", "本季度"), ("联系修缮", "年内")),
        is_kin=False,
    ),
    "C07": Sort(
        born=(1940, 1972),
        women=0.5,
        needs=("需定期随访",),
        wanted=("代取药", "测量血压提醒"),
        measures=(("村医随访", "每季度一次"), ("代取药", "每月一次")),
    ),
    "C10": Sort(
        born=(1932, 1960),
        women=0.5,
        needs=("自己走不快，险情时需人带", "夜间需人叫醒并搀扶"),
        wanted=("专人协助转移",),
        measures=(("险情时专人带到安置点", "接到通知后"), ("参加转移演练", "汛前")),
    ),
    "C12": Sort(
        born=(1958, 1990),
        women=0.4,
        needs=("愿意帮助邻居",),
        wanted=(),
        measures=(("留备用联系方式，听到呼叫去看", "需要时"),),
        is_kin=False,
    ),
}
_RESTRICTED_SORT: Final = Sort(
    born=(1960, 2000),
    women=0.5,
    needs=("按机构要求随访",),
    wanted=(),
    measures=(("按约定随访", "按约定"),),
)


def make_care(
    households: Sequence[Household], count: int, ids: IdSource, rng: np.random.Generator
) -> tuple[list[CareRecord], list[Visit]]:
    """Return care records, one for each household drawn, and their visits; none is overdue.

    About one in thirty is of a restricted category: it must never be seen in print.
    """
    homes = [home for home in households if home.status == OCCUPIED]
    restricted = max(count // 30, len(RESTRICTED))
    codes = list(rng.choice(list(_SHARES), size=count - restricted, p=list(_SHARES.values())))
    codes += [RESTRICTED[index % len(RESTRICTED)] for index in range(restricted)]
    chosen = rng.choice(len(homes), size=len(codes), replace=False)
    records, visits = [], []
    for code, index in zip(codes, chosen.tolist(), strict=True):
        record = _record(homes[index], str(code), homes, ids, rng)
        records.append(record)
        visits += _visits(record, ids, rng)
    return records, visits


def _record(
    home: Household, code: str, homes: Sequence[Household], ids: IdSource, rng: np.random.Generator
) -> CareRecord:
    sort = SORTS.get(code, _RESTRICTED_SORT)
    person = (
        surname_of_kin(home.head, rng, woman_share=sort.women)
        if sort.is_kin and rng.random() < 0.7
        else home.head
    )
    start = AS_OF - timedelta(days=int(rng.integers(200, 900)))
    with_consent = load_catalogue().care[code].is_restricted or rng.random() < 0.6
    return CareRecord(
        id=ids.next(),
        household=home.id,
        person=person,
        category=code,
        birth_year=int(rng.integers(sort.born[0], sort.born[1] + 1)),
        need=_one_of(sort.needs, rng),
        help_wanted=_one_of(sort.wanted, rng) if sort.wanted else "",
        helper=homes[int(rng.integers(len(homes)))].head if rng.random() < 0.3 else "",
        measures=_measures(sort, rng),
        visit_days=CLINIC_VISIT_DAYS if code in {"C08", "C09"} else None,
        basis="本人或监护人申请，镇村核实",
        notice_on=start,
        consent_on=start if with_consent else None,
        start=start,
        review_by=AS_OF + timedelta(days=int(rng.integers(40, 330))),
    )


def _measures(sort: Sort, rng: np.random.Generator) -> tuple[Measure, ...]:
    count = int(rng.integers(1, min(len(sort.measures), 2) + 1))
    chosen = sorted(rng.choice(len(sort.measures), size=count, replace=False).tolist())
    return tuple(
        Measure(
            what=sort.measures[index][0],
            who="网格员" if number == 0 else "村委会",
            due=AS_OF + timedelta(days=int(rng.integers(10, 160))),
            when=sort.measures[index][1],
            state=("planned", "doing", "done")[int(rng.choice(3, p=[0.25, 0.6, 0.15]))],
        )
        for number, index in enumerate(chosen)
    )


def _visits(record: CareRecord, ids: IdSource, rng: np.random.Generator) -> list[Visit]:
    """Return past visits, the newest well within the interval.

    Now and then nobody was met and they came again.
    """
    interval = record.visit_days or load_catalogue().care[record.category].visit_days
    day = AS_OF - timedelta(days=int(rng.integers(1, max(int(interval * 0.8), 2))))
    made = []
    for _ in range(int(rng.integers(2, 4))):
        result = "needs_change" if rng.random() < 0.06 else "ok"
        made.append(Visit(id=ids.next(), record=record.id, day=day, way=_way(rng), result=result))
        if rng.random() < 0.08:
            missed = day - timedelta(days=2)
            made.append(
                Visit(id=ids.next(), record=record.id, day=missed, way="home", result="not_met")
            )
        day -= timedelta(days=max(int(interval * rng.uniform(0.8, 1.05)), 5))
    return made[::-1]


def _way(rng: np.random.Generator) -> str:
    return ("home", "phone", "met")[int(rng.choice(3, p=[0.75, 0.15, 0.10]))]


def _one_of(texts: Sequence[str], rng: np.random.Generator) -> str:
    return texts[int(rng.integers(len(texts)))]
