"""Rosters (花名册): a row per household or per resident, joined to the households on the map.

A row finds its household by roster number within the village, else by door and group (the head's
name decides between several), else by a head's name that only one household has. A row that finds
none makes a household without a position.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Final

from gridmap.i18n import tr
from gridmap.importers.draft import village_key
from gridmap.importers.homes import IMPORTED, Numbers, group_of, number_key, with_cells
from gridmap.importers.intake import Intake
from gridmap.importers.report import Outcome
from gridmap.importers.roster_care import take_care
from gridmap.importers.roster_posts import Posts
from gridmap.model.features import FeatureId, Household, Village, new_id

HEAD_WORDS: Final = frozenset({"户主", "本人", "head", "self", "head of household"})


@dataclass(slots=True)
class Unit:
    """The rows of one household and the village and group they state."""

    rows: list[int]
    village: FeatureId | None
    group: FeatureId | None


@dataclass(slots=True)
class Homes:
    """The households of a draft by what a roster knows of them."""

    numbers: Numbers
    by_door: dict[tuple[FeatureId | None, str], list[FeatureId]] = field(
        default_factory=lambda: defaultdict(list)
    )
    by_head: dict[tuple[FeatureId | None, str], list[FeatureId]] = field(
        default_factory=lambda: defaultdict(list)
    )

    @classmethod
    def of(cls, intake: Intake) -> Homes:
        """Return the index of all households of a draft."""
        homes = cls(Numbers.of(intake.draft))
        for household in intake.draft.all(Household):
            homes.note(household)
        return homes

    def note(self, household: Household) -> None:
        """Remember where a household can be found."""
        self.numbers.note(household)
        for table, text in ((self.by_door, household.door), (self.by_head, household.head)):
            if text and household.id not in table[household.village, text]:
                table[household.village, text].append(household.id)


def take_roster(intake: Intake) -> None:
    """Take a roster: households, their residents' care records, the officers named."""
    homes, posts = Homes.of(intake), Posts()
    units = _units(intake)
    for unit in sorted(units, key=lambda unit: not intake.cell("number", unit.rows[0])):
        old = _match(intake, homes, unit)
        new = _household(intake, unit, old)
        if not new.number:
            new = replace(new, number=homes.numbers.next_free(new.village))
        homes.note(new)
        _settle(intake, unit, old, new)
        for index in unit.rows:
            has_care = take_care(intake, index, new)
            posts.note(intake, index, unit.village, new.group, has_care=has_care)
    posts.give(intake)


def _units(intake: Intake) -> list[Unit]:
    """Return the rows by household, in the order of their first rows."""
    default = _default_village(intake)
    units: dict[object, Unit] = {}
    last: object = None
    for index in range(len(intake.layer)):
        village = _village(intake, index) or default
        name = intake.cell("group", index)
        group = group_of(intake, village, name) if village is not None and name else None
        key = _unit_key(intake, index, village, group, last)
        if key not in units:
            units[key] = Unit([], village, group)
            if village is None:
                intake.change(index, tr("no known village is stated for it"))
        units[key].rows.append(index)
        last = key
    return list(units.values())


def _unit_key(
    intake: Intake, index: int, village: FeatureId | None, group: FeatureId | None, last: object
) -> object:
    """Return what the rows of one household share.

    A resident's row with neither number nor door belongs to the household above it.
    """
    number, door = intake.cell("number", index), intake.cell("door", index)
    if number:
        return village, number
    relation = intake.cell("relation", index)
    if relation and not _is_head(relation) and not door and last is not None:
        return last
    if door and intake.has("relation"):
        return village, group, door
    return index


def _is_head(relation: str) -> bool:
    return relation.casefold() in HEAD_WORDS


def _default_village(intake: Intake) -> FeatureId | None:
    """Return the village of a roster that states none: the only one, or the one in its name."""
    villages = list(intake.draft.all(Village))
    if len(villages) == 1:
        return villages[0].id
    for text in (intake.layer.name, intake.layer.file.stem):
        named = [item.id for item in villages if village_key(item.name) in text]
        if len(named) == 1:
            return named[0]
    return None


def _village(intake: Intake, index: int) -> FeatureId | None:
    code, name = intake.cell("village_code", index), intake.cell("village", index)
    found = intake.draft.village(code=code, name=name)
    if found is None and (name or code):
        intake.change(index, tr("its village is not known"), name or code)
    return found


def _match(intake: Intake, homes: Homes, unit: Unit) -> Household | None:
    """Return the household that the rows speak of, None where there is none or it is not clear.

    A house of the same number but another door gives way to one that has the door: the number may
    have been given by an import of houses without numbers.
    """
    first = unit.rows[0]
    number, door = intake.cell("number", first), intake.cell("door", first)
    head = _head(intake, unit)
    by_number = _numbered(intake, homes, unit.village, number)
    by_door = _one(intake, homes.by_door[unit.village, door], unit, head) if door else None
    if by_number is not None:
        is_other_door = bool(door and by_number.door and by_number.door != door)
        return by_door if is_other_door and by_door is not None else by_number
    if by_door is not None or number or door:
        return by_door
    wanted = head or intake.cell("person", first)
    return _one(intake, homes.by_head[unit.village, wanted], unit, "") if wanted else None


def _numbered(
    intake: Intake, homes: Homes, village: FeatureId | None, number: str
) -> Household | None:
    """Return the household that has a number now: another one may have been given to it since."""
    held = homes.numbers.find(village, number)
    found = intake.draft.find(held.id, Household) if held is not None else None
    if found is None or number_key(found.number) != number_key(number):
        return None
    return found


def _one(intake: Intake, ids: list[FeatureId], unit: Unit, head: str) -> Household | None:
    found = [item for key in ids if (item := intake.draft.find(key, Household)) is not None]
    if unit.group is not None:
        found = [item for item in found if item.group in (None, unit.group)]
    if len(found) > 1 and head:
        found = [item for item in found if item.head == head]
    return found[0] if len(found) == 1 else None


def _household(intake: Intake, unit: Unit, old: Household | None) -> Household:
    """Return the household with what its rows say; the first row that says something counts."""
    base = old or Household(id=new_id(), village=unit.village)
    for index in reversed(unit.rows):
        base = with_cells(intake, index, base)
    head = _head(intake, unit)
    base = _located(intake, unit, base)
    registered = base.registered
    if registered is None and intake.has("relation"):
        registered = len(unit.rows)
    return replace(
        base,
        number=intake.cell("number", unit.rows[0]) or base.number,
        village=base.village or unit.village,
        group=unit.group or base.group,
        head=head or base.head,
        registered=registered,
    )


def _located(intake: Intake, unit: Unit, base: Household) -> Household:
    """Return a household that is not on the map at the point its first row states, if any."""
    point = intake.shapes[unit.rows[0]] if intake.shapes is not None else None
    if point is None or base.geometry is not None:
        return base
    return replace(base, geometry=point, located_by=IMPORTED, located_on=date.today())


def _head(intake: Intake, unit: Unit) -> str:
    """Return the head's name: from its column, the resident who is head, or the only name."""
    for index in unit.rows:
        if intake.cell("head", index):
            return intake.cell("head", index)
    for index in unit.rows:
        if _is_head(intake.cell("relation", index)):
            return intake.cell("person", index)
    return intake.cell("person", unit.rows[0]) if _person_is_head(intake) else ""


def _person_is_head(intake: Intake) -> bool:
    """Whether a bare name is the head's: a household list, not a list of people who need care."""
    if intake.target == "care" or intake.has("head") or intake.has("relation"):
        return False
    counts_people = intake.has("registered") or intake.has("living")
    return counts_people or not intake.has("category")


def _settle(intake: Intake, unit: Unit, old: Household | None, new: Household) -> None:
    first = unit.rows[0]
    intake.settle(old, new)
    if len(unit.rows) > 1:
        intake.report.count(Outcome.SAME, len(unit.rows) - 1)
    if new.geometry is None:
        intake.report.note(
            Outcome.NO_POSITION, tr("it is not on the map yet; kept without a position"),
            intake.row(first), new.number,
        )  # fmt: skip
    if old is None:
        return
    for before, after, reason in (
        (old.head, new.head, tr("the head of household is another one now")),
        (old.door, new.door, tr("the door is another one now")),
        (old.number, new.number, tr("the household number is another one now")),
    ):
        if before and before != after:
            intake.change(first, reason, f"{before} -> {after}")
