"""Rosters (花名册): a row per household or per resident, joined to the households on the map.

How a row finds its household is in matching.py; a row that finds none makes a household without a
position. Rows become one household only where they share its number, or its door, and nothing that
they say of it differs.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from gridmap.i18n import tr
from gridmap.importers.homes import IMPORTED, group_of, with_cells
from gridmap.importers.intake import Intake
from gridmap.importers.matching import Homes, Said, door_key, numbered
from gridmap.importers.report import Outcome
from gridmap.importers.roster_care import take_care
from gridmap.importers.roster_posts import Posts
from gridmap.importers.roster_village import RosterVillages
from gridmap.model.features import Household, new_id

HEAD_WORDS: Final = frozenset({"户主", "本人", "head", "self", "head of household"})
_GROUP_SHEET: Final = re.compile(r"(第?[\d零〇一二两三四五六七八九十百]+(?:村民小组|小组|组|社))$")


@dataclass(slots=True)
class Unit:
    """The rows of one household, and what they say of it (the first row that says it counts)."""

    rows: list[int]
    said: Said


def take_roster(intake: Intake) -> None:
    """Take a roster: households, their residents' care records, the officers named."""
    posts = Posts()
    for index, reason in intake.layer.bad.items():
        intake.change(index, reason)
    units = _units(intake)
    homes = Homes.of(intake.draft, [unit.said for unit in units])
    for unit in sorted(units, key=lambda unit: not unit.said.number):
        old = homes.match(unit.said)
        new = homes.with_free_number(_household(intake, unit, old))
        if old is None:
            homes.note_twins(intake, unit.rows[0], new)
        homes.claim(new)
        _settle(intake, unit, old, new)
        for index in unit.rows:
            has_care = take_care(intake, index, new)
            posts.note(intake, index, unit.said.village, new.group, has_care=has_care)
    posts.give(intake)


def _units(intake: Intake) -> list[Unit]:
    """Return the rows by household, in the order of their first rows."""
    villages, sheet_group = RosterVillages(intake), _sheet_group(intake)
    units: list[Unit] = []
    by_key: dict[object, list[Unit]] = defaultdict(list)
    for index in range(len(intake.layer)):
        said = _said(intake, index, villages, sheet_group)
        if units and _is_resident(intake, index, said):
            units[-1].rows.append(index)
            continue
        key = _unit_key(intake, said, index)
        unit = next((item for item in reversed(by_key[key]) if _is_one(item.said, said)), None)
        if unit is not None:
            unit.rows.append(index)
            unit.said = _joined(unit.said, said)
            continue
        unit = Unit([index], said)
        units.append(unit)
        by_key[key].append(unit)
        if said.village is None:
            intake.change(index, tr("no known village is stated for it"))
    return units


def _said(intake: Intake, index: int, villages: RosterVillages, sheet_group: str) -> Said:
    """Return what a row says of its household."""
    names = intake.cell("village_code", index), intake.cell("village", index)
    village = villages.of_row(index)
    group = intake.cell("group", index) or sheet_group
    return Said(
        village=village,
        group=group_of(intake, village, group) if village is not None and group else None,
        number=intake.cell("number", index),
        door=intake.cell("door", index),
        head=_head(intake, index),
        person=intake.cell("person", index),
        point=intake.shapes[index] if intake.shapes is not None else None,
        is_known=village is not None or not any(names),
    )


def _is_resident(intake: Intake, index: int, said: Said) -> bool:
    """Whether a row without number and door is a resident of the household above it."""
    relation = intake.cell("relation", index)
    return bool(relation and not _is_head(relation) and not said.number and not said.door)


def _unit_key(intake: Intake, said: Said, index: int) -> object:
    """Return what the rows of one household surely share."""
    names_people = intake.has("person") and not _person_is_head(intake)
    if said.number:
        return said.village, said.is_known, said.number
    if said.door and (names_people or intake.has("relation")):
        return said.village, said.group, said.door
    if not said.door and names_people and (said.head or said.person):
        return said.village, said.group, said.head, "" if said.head else said.person
    return index


def _is_one(one: Said, other: Said) -> bool:
    """Whether two rows of one key can be of one household: nothing that both say differs."""
    return not any(
        first and second and first != second
        for first, second in (
            (one.group, other.group),
            (one.head, other.head),
            (door_key(one.door), door_key(other.door)),
        )
    )


def _joined(one: Said, other: Said) -> Said:
    return replace(
        one,
        group=one.group or other.group,
        head=one.head or other.head,
        door=one.door or other.door,
        point=one.point or other.point,
    )


def _is_head(relation: str) -> bool:
    return relation.casefold() in HEAD_WORDS


def _sheet_group(intake: Intake) -> str:
    """Return the group that a sheet is named after (一组, 甲村二组), where no column states it."""
    found = _GROUP_SHEET.search(intake.layer.name.strip())
    return found.group(1) if found and not intake.has("group") else ""


def _household(intake: Intake, unit: Unit, old: Household | None) -> Household:
    """Return the household with what its rows say; the first row that says something counts."""
    said = unit.said
    base = old or Household(id=new_id(), village=said.village)
    for index in reversed(unit.rows):
        base = with_cells(intake, index, base)
    if said.point is not None and base.geometry is None:
        base = replace(base, geometry=said.point, located_by=IMPORTED, located_on=date.today())
    registered = base.registered
    if registered is None and intake.has("relation"):
        registered = len(unit.rows)
    return replace(
        numbered(base, said.number),
        village=base.village or said.village,
        group=said.group or base.group,
        head=said.head or base.head,
        door=said.door or base.door,
        registered=registered,
    )


def _head(intake: Intake, index: int) -> str:
    """Return the head's name in a row: from its column, the resident who is head, the only name."""
    if intake.cell("head", index):
        return intake.cell("head", index)
    is_head = _is_head(intake.cell("relation", index)) or _person_is_head(intake)
    return intake.cell("person", index) if is_head else ""


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
        intake.report.count(Outcome.MEMBER, len(unit.rows) - 1)
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
