"""Which household on record a row speaks of. A doubt makes another household: nothing is lost.

A number holds inside its village and, where both groups are known, inside its group. A door (with
its group) joins only where one side has no number of its own. No two rows of a layer become one.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Final

import shapely
from shapely import Point

from gridmap.i18n import tr
from gridmap.importers.draft import Draft
from gridmap.importers.intake import Intake
from gridmap.model.features import FeatureId, Household, Village

NEAR_M: Final = 50.0
"""Beyond this a house of another head is another house."""
FAR_M: Final = 1_000.0
"""Beyond this only the same head makes it the same house."""
GIVEN: Final = "number_given"
"""The tag that holds the number which an import gave out, as long as nobody else gives one."""

Key = tuple[FeatureId | None, str]


def number_key(number: str) -> str:
    """Return a roster number without leading zeros, for finding (007 and 7 are the same house)."""
    return number.strip().casefold().lstrip("0") or number.strip()


def door_key(door: str) -> str:
    """Return a door for finding: 12号 and 12 are the same."""
    text = "".join(door.split()).casefold()
    return text.removesuffix("号") or text


def given(number: str) -> tuple[str, str]:
    """Return the tag of a household whose number the import gave out."""
    return GIVEN, number


def has_own_number(household: Household) -> bool:
    """Whether a household's number comes from people, not from an import that gave it out."""
    return bool(household.number) and given(household.number) not in household.tags


def numbered(household: Household, number: str) -> Household:
    """Return a household with the number that a file states, if it states one."""
    if not number:
        return household
    tags = tuple(tag for tag in household.tags if tag[0] != GIVEN)
    return replace(household, number=number, tags=tags)


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What a row says of its household; empty or None where it says nothing.

    `is_known` is false where the village that it states is not in the project. `person` is a name
    that may be the head's.
    """

    village: FeatureId | None
    group: FeatureId | None = None
    number: str = ""
    door: str = ""
    head: str = ""
    person: str = ""
    point: Point | None = None
    is_known: bool = True

    @property
    def number_at(self) -> Key:
        """Where its number is looked up."""
        return self.village, number_key(self.number)

    @property
    def door_at(self) -> Key:
        """Where its door is looked up."""
        return self.village, door_key(self.door)


@dataclass(slots=True)
class Homes:
    """The households of a draft by what rows know of them, while one layer is taken in."""

    draft: Draft
    has_villages: bool = False
    _claimed: set[FeatureId] = field(default_factory=set)
    _numbers: dict[Key, list[FeatureId]] = field(default_factory=lambda: defaultdict(list))
    _doors: dict[Key, list[FeatureId]] = field(default_factory=lambda: defaultdict(list))
    _heads: dict[Key, list[FeatureId]] = field(default_factory=lambda: defaultdict(list))
    _next: dict[FeatureId | None, int] = field(default_factory=dict)
    _said: Counter[tuple[object, ...]] = field(default_factory=Counter)

    @classmethod
    def of(cls, draft: Draft, rows: Iterable[Said]) -> Homes:
        """Return the index of all households of a draft for the rows of a layer."""
        homes = cls(draft, has_villages=draft.count(Village) > 0)
        for household in draft.all(Household):
            homes._enter(household)
        for said in rows:
            for key in (("number", *said.number_at), ("door", *said.door_at)):
                homes._said[key] += 1
                homes._said[*key, said.group] += 1
        return homes

    def claim(self, household: Household) -> None:
        """Remember a household as the one of a row: no other row of the layer gets it."""
        self._claimed.add(household.id)
        self._enter(household)

    def is_claimed(self, household: Household) -> bool:
        """Whether another row of the layer already has this household."""
        return household.id in self._claimed

    def next_free(self, village: FeatureId | None) -> str:
        """Return the smallest number that is free in a village from where counting last stopped."""
        number = self._next.get(village, 0) + 1
        while self._numbers.get((village, str(number))):
            number += 1
        self._next[village] = number
        return str(number)

    def with_free_number(self, household: Household) -> Household:
        """Return a household with a number: its own, or a free one that is marked as given out."""
        if household.number:
            return household
        number = self.next_free(household.village)
        return replace(household, number=number, tags=(*household.tags, given(number)))

    def match(self, said: Said) -> Household | None:
        """Return the household that a row speaks of, None where there is none or it is not clear.

        A house of the number but another door gives way to one that has the door, if its number
        was only given out.
        """
        if not said.is_known or (said.village is None and self.has_villages):
            return self._same_again(said)
        by_number, by_door = self._by_number(said), self._by_door(said)
        if by_number is None or (by_door is not None and not has_own_number(by_number)):
            return by_door or by_number or self._by_head(said)
        return by_number

    def can_be(self, said: Said, household: Household) -> bool:
        """Whether a row at the exact place of a household speaks of it."""
        is_other = said.number and has_own_number(household) and not _same_number(said, household)
        return not (
            is_other or self.is_claimed(household) or self._is_contradicted(said, household)
        )

    def note_twins(self, intake: Intake, index: int, new: Household) -> None:
        """Say where a new household has a number that another one has as well."""
        if not has_own_number(new):
            return
        held = self._found(self._numbers, (new.village, number_key(new.number)))
        others = [item for item in held if item.id != new.id and has_own_number(item)]
        if not others:
            return
        if all(_differ(item.group, new.group) for item in others):
            reason = tr("the same number is used in another group; both households are kept")
        else:
            reason = tr("its number is already another household's; both are kept")
        intake.change(index, reason, " ".join(part for part in (new.number, new.head) if part))

    def _by_number(self, said: Said) -> Household | None:
        if not said.number:
            return None
        found = [
            item
            for item in self._candidates(self._numbers, said.number_at, said)
            if _same_number(said, item)
            and (_same_door(said, item) or self._is_sole(said, item, ("number", *said.number_at)))
        ]
        return _only(said, found)

    def _by_door(self, said: Said) -> Household | None:
        if not said.door:
            return None
        found = [
            item
            for item in self._candidates(self._doors, said.door_at, said)
            if not (said.number and has_own_number(item)) and _distance_m(said, item) <= NEAR_M
        ]
        found = [item for item in found if self._is_sole(said, item, ("door", *said.door_at))]
        return _only(said, found)

    def _is_sole(self, said: Said, held: Household, key: tuple[object, ...]) -> bool:
        """Whether no other row of the layer could mean this household as well, or the head tells.

        `key` is the number or door that the row was found by.
        """
        if said.head and said.head == held.head:
            return True
        is_same_group = said.group is not None and said.group == held.group
        return self._said[(*key, said.group) if is_same_group else key] <= 1

    def _by_head(self, said: Said) -> Household | None:
        wanted = said.head or said.person
        if said.number or said.door or said.point is not None or not wanted:
            return None
        found = self._candidates(self._heads, (said.village, wanted), said)
        return found[0] if len(found) == 1 else None

    def _same_again(self, said: Said) -> Household | None:
        """Return the household that the very same row of an unknown village brought before."""
        if said.number:
            held = self._found(self._numbers, (None, number_key(said.number)))
        else:
            held = self._found(self._heads, (None, said.head))
        found = [
            item
            for item in held
            if not self.is_claimed(item)
            and item.head == said.head
            and (item.geometry is None or item.geometry == said.point)
            and item.door == said.door
            and (item.number == said.number or not (said.number or has_own_number(item)))
        ]
        return found[0] if found else None

    def _candidates(
        self, table: dict[Key, list[FeatureId]], key: Key, said: Said
    ) -> list[Household]:
        return [
            item
            for item in self._found(table, key)
            if not self.is_claimed(item) and not self._is_contradicted(said, item)
        ]

    def _found(self, table: dict[Key, list[FeatureId]], key: Key) -> list[Household]:
        ids = table.get(key, ())
        return [item for name in ids if (item := self.draft.find(name, Household)) is not None]

    def _is_contradicted(self, said: Said, held: Household) -> bool:
        """Whether what a row says cannot be said of a household."""
        other_head = _differ(said.head, held.head)
        if _differ(said.group, held.group):
            return True
        if other_head and (
            held.id not in self.draft.reader.table(Household)
            or _differ(door_key(said.door), door_key(held.door))
        ):
            return True
        distance_m = _distance_m(said, held)
        if distance_m > FAR_M:
            return not said.head or said.head != held.head
        return distance_m > NEAR_M and other_head

    def _enter(self, household: Household) -> None:
        for table, text in (
            (self._numbers, number_key(household.number)),
            (self._doors, door_key(household.door)),
            (self._heads, household.head),
        ):
            held = table[household.village, text]
            if text and household.id not in held:
                held.append(household.id)


def _differ(one: object, other: object) -> bool:
    """Whether both are known and not the same."""
    return bool(one) and bool(other) and one != other


def _same_number(said: Said, held: Household) -> bool:
    return number_key(said.number) == number_key(held.number)


def _same_door(said: Said, held: Household) -> bool:
    return bool(said.door) and door_key(said.door) == door_key(held.door)


def _only(said: Said, found: list[Household]) -> Household | None:
    """Return the one that is left; of several the one whose head, door or group is the row's."""
    if len(found) > 1 and said.head:
        found = [item for item in found if item.head == said.head] or found
    if len(found) > 1 and said.door:
        found = [item for item in found if _same_door(said, item)] or found
    if len(found) > 1 and said.group is not None:
        found = [item for item in found if item.group == said.group] or found
    return found[0] if len(found) == 1 else None


def _distance_m(said: Said, held: Household) -> float:
    if said.point is None or held.geometry is None:
        return 0.0
    return float(shapely.distance(said.point, held.geometry))
