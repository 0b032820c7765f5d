"""A roster number or a door that two households of one group share."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from gridmap.checks.problem import Context, Problem, Severity, bounds_of
from gridmap.i18n import tr
from gridmap.model.features import Household, VillagerGroup

RULE = "duplicate_number"


def find(context: Context) -> Iterable[Problem]:
    """Return numbers and doors that occur more than once in a group."""
    for group in context.reader.all(VillagerGroup):
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


def _shared(pairs: Iterable[tuple[str, Household]]) -> Iterator[tuple[str, list[Household]]]:
    homes: dict[str, list[Household]] = {}
    for text, home in pairs:
        if text.strip():
            homes.setdefault(text.strip(), []).append(home)
    return ((text, found) for text, found in homes.items() if len(found) > 1)


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
