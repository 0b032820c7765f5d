"""A roster number or a door that two households of one group share."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from gridmap.checks.problem import Context, Problem, Severity, Units, bounds_of, chosen
from gridmap.checks.reach import Ids, Reach
from gridmap.i18n import tr
from gridmap.model.features import Household, VillagerGroup

RULE = "duplicate_number"


def title() -> str:
    """Return the heading over what this rule finds."""
    return tr("Numbers and doors given twice")


def find(context: Context, units: Units = None) -> Iterable[Problem]:
    """Return numbers and doors that occur more than once in a group."""
    for group in chosen(context, VillagerGroup, _groups_of(context, units)):
        members = context.relations.households_in_group.get(group.id, ())
        for text, homes in _shared((home.number, home) for home in members):
            yield _problem(
                context,
                group,
                homes,
                tr(
                    "Number {number} is given to {count} households of {village} {group}.",
                    number=text,
                    count=len(homes),
                    village=context.village_name(group.village),
                    group=group.name,
                ),
            )
        for text, homes in _shared((home.door, home) for home in members):
            yield _problem(
                context,
                group,
                homes,
                tr(
                    "Door {door} is given to {count} households of {village} {group}.",
                    door=text,
                    count=len(homes),
                    village=context.village_name(group.village),
                    group=group.name,
                ),
            )


def touched(reach: Reach) -> Ids:
    """Households that changed, and all of the groups that changed or that they belong to."""
    members = reach.context.relations.households_in_group
    return reach.ids(Household).union(
        home.id for key in reach.groups for home in members.get(key, ())
    )


def _groups_of(context: Context, homes: Units) -> Units:
    if homes is None:
        return None
    groups = (context.relations.group_of.get(key) for key in homes)
    return {key for key in groups if key is not None}


def _shared(pairs: Iterable[tuple[str, Household]]) -> Iterator[tuple[str, list[Household]]]:
    homes: dict[str, list[Household]] = {}
    for text, home in pairs:
        if text.strip():
            homes.setdefault(text.strip(), []).append(home)
    return (
        (text, sorted(found, key=lambda home: home.id))
        for text, found in homes.items()
        if len(found) > 1
    )


def _problem(
    context: Context, group: VillagerGroup, homes: list[Household], message: str
) -> Problem:
    return Problem(
        rule=RULE,
        severity=Severity.ERROR,
        message=message,
        feature_ids=tuple(home.id for home in homes),
        where=context.village_name(group.village),
        bounds_m=bounds_of(*homes),
    )
