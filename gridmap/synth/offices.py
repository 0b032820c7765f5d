"""Officers and their duties: township leaders, village cadres, grid heads, group heads, doctors."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

import numpy as np

from gridmap.model.features import Duty, FeatureId, Officer, Township, Village
from gridmap.synth.areas import Areas
from gridmap.synth.ids import IdSource
from gridmap.synth.names import person_name

SINCE: Final = date(2025, 3, 1)
UNTIL: Final = date(2028, 2, 29)
_LEADER_POSTS: Final = (
    "党委书记",
    "镇长",
    "人大主席",
    "副书记",
    "副镇长",
    "武装部长",
    "组织委员",
    "宣传委员",
)


@dataclass(slots=True, kw_only=True)
class Offices:
    """Officers and duties so far; phones run on from 138-0000-2101."""

    ids: IdSource
    rng: np.random.Generator
    officers: list[Officer] = field(default_factory=list)
    duties: list[Duty] = field(default_factory=list)
    names: set[str] = field(default_factory=set)

    def hire(self, post: str, organisation: str, *, woman_share: float = 0.35) -> Officer:
        """Return a new officer whose name nobody else has in this township."""
        name = person_name(self.rng, woman_share=woman_share)
        while name in self.names:
            name = person_name(self.rng, woman_share=woman_share)
        self.names.add(name)
        phone = f"138-0000-{2101 + len(self.officers) % 7899:04d}"
        officer = Officer(
            id=self.ids.next(), name=name, post=post, phone=phone, organisation=organisation
        )
        self.officers.append(officer)
        return officer

    def appoint(self, role: str, scope: FeatureId, officer: Officer, deputy: Officer) -> None:
        """Record a duty with its deputy."""
        self.duties.append(
            Duty(
                id=self.ids.next(),
                role=role,
                scope=scope,
                officer=officer.id,
                deputy=deputy.id,
                valid_from=SINCE,
                valid_to=UNTIL,
            )
        )


def make_offices(
    areas: Areas, ids: IdSource, rng: np.random.Generator
) -> tuple[list[Officer], list[Duty]]:
    """Return officers and duties with no gap: every post filled, every officer with a deputy."""
    offices = Offices(ids=ids, rng=rng)
    for township in areas.townships:
        offices.names = set()
        leaders = [offices.hire(post, township.name, woman_share=0.25) for post in _LEADER_POSTS]
        clerk = offices.hire("党政办主任", township.name)
        keeper = offices.hire("数据管理员", township.name, woman_share=0.6)
        offices.appoint("steward", township.id, keeper, clerk)
        offices.appoint("approver", township.id, clerk, leaders[3])
        villages = [village for village in areas.villages if village.township == township.id]
        for number, village in enumerate(villages):
            _staff_village(offices, areas, township, village, _pair(leaders, number))
    return offices.officers, offices.duties


def _staff_village(
    offices: Offices,
    areas: Areas,
    township: Township,
    village: Village,
    leaders: tuple[Officer, Officer],
) -> None:
    office = f"{village.name}村民委员会"
    secretary = offices.hire("村党支部书记", office, woman_share=0.25)
    vice = offices.hire("村委会副主任", office)
    clerk = offices.hire("村文书", office, woman_share=0.5)
    liaison = offices.hire("包村干部", township.name)
    doctor = offices.hire("村医", f"{village.name}卫生室")
    nurse = offices.hire("护士", f"{village.name}卫生室", woman_share=0.9)
    offices.appoint("leader", village.id, *leaders)
    offices.appoint("liaison", village.id, liaison, secretary)
    offices.appoint("doctor", village.id, doctor, nurse)
    offices.appoint("children", village.id, clerk, vice)
    cadres = [vice, clerk, secretary]
    for number, grid in enumerate(item for item in areas.grids if item.village == village.id):
        head = cadres[number % 2] if number < 2 else offices.hire("网格长", office)
        worker = offices.hire("专职网格员", office, woman_share=0.5)
        offices.appoint("grid_head", grid.id, head, worker)
        offices.appoint("grid_worker", grid.id, worker, head)
        offices.appoint("responsible", grid.id, worker, head)
    heads = [
        (group, offices.hire(f"{group.name}组长", office, woman_share=0.2))
        for group in areas.groups
        if group.village == village.id
    ]
    for number, (group, head) in enumerate(heads):
        offices.appoint("auxiliary", group.id, head, heads[number - 1][1])


def _pair(leaders: Sequence[Officer], number: int) -> tuple[Officer, Officer]:
    count = len(leaders)
    return leaders[number % count], leaders[(number + 3) % count]
