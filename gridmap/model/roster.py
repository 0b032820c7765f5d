"""The roster's order and its numbers: who is next to be placed, which number is free.

Numbers are only ever given, never changed: inserting a household leaves all others as they are.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from typing import Final

import shapely

from gridmap.model.document import FeatureReader
from gridmap.model.features import Household, Village, VillagerGroup
from gridmap.model.sorting import door_key

_SERIAL: Final = re.compile(r"(?P<head>.*?)(?P<figures>\d+)\D*", re.DOTALL)
_BRANCH_SIGNS: Final = "-附之号 "
FIRST_NUMBER: Final = "1"

RosterKey = tuple[object, ...]


def roster_key(
    household: Household, group: VillagerGroup | None, village: Village | None
) -> RosterKey:
    """Return a key that sorts households by village, group, and door as people read it.

    No door comes last; then the roster's number decides, then the head's name.
    """
    return (
        village is None,
        (village.code, village.name) if village is not None else ("", ""),
        group is None,
        (group.number, group.name) if group is not None else (0, ""),
        door_key(household.door),
        door_key(household.number),
        household.head,
        household.id,
    )


def roster_key_of(reader: FeatureReader, household: Household) -> RosterKey:
    """Return the key of a household by what is recorded of it, wherever it stands."""
    group = reader.find(household.group, VillagerGroup)
    own = reader.find(household.village, Village)
    village = own or (reader.find(group.village, Village) if group is not None else None)
    return roster_key(household, group, village)


def next_number(
    reader: FeatureReader, *, village: Village | None, group: VillagerGroup | None
) -> str:
    """Return the number after the highest that is given, written as that one is (0041: 0042).

    Counted in the group, or in the whole village where its groups share one run of numbers. A gap
    is never filled: a number that was given once may stand in an old atlas.
    """
    members = _members(reader, village)
    own = [item.number for item in members if group is not None and item.group == group.id]
    everywhere = [item.number for item in members]
    if not any(_SERIAL.fullmatch(number.strip()) for number in own) or _is_one_run(everywhere):
        return _after(everywhere)
    return _after(own)


def _members(reader: FeatureReader, village: Village | None) -> list[Household]:
    """Return the households of a village, as recorded, else by position; None: of the project."""
    if village is None:
        return list(reader.all(Household))
    groups = {item.id for item in reader.all(VillagerGroup) if item.village == village.id}
    found: list[Household] = []
    loose: list[Household] = []
    for item in reader.all(Household):
        if item.village == village.id or item.group in groups:
            found.append(item)
        elif item.village is None and item.group is None and item.geometry is not None:
            loose.append(item)
    if loose and village.geometry is not None:
        inside = shapely.covers(village.geometry, [item.geometry for item in loose])
        found += [item for item, is_inside in zip(loose, inside, strict=True) if is_inside]
    return found


def _is_one_run(numbers: Iterable[str]) -> bool:
    """Whether no number is given twice."""
    given = Counter(number.strip() for number in numbers if number.strip())
    return not given or max(given.values()) == 1


def _after(numbers: Iterable[str]) -> str:
    taken = {number.strip() for number in numbers}
    serials = [
        (int(match["figures"]), match["head"], len(match["figures"]))
        for text in taken
        if (match := _SERIAL.fullmatch(text)) and not _is_branch(match, taken)
    ]
    if not serials:
        return FIRST_NUMBER
    highest, head, width = max(serials)
    return f"{head}{highest + 1:0{width}d}"


def _is_branch(number: re.Match[str], taken: set[str]) -> bool:
    """Whether a number such as 12-1 branches off one that is given itself."""
    head = number["head"]
    return bool(head) and head[-1] in _BRANCH_SIGNS and head.rstrip(_BRANCH_SIGNS) in taken
