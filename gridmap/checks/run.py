"""The list of rules, and running them all."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Final, Protocol

from gridmap.checks import (
    bad_code,
    care_kept_too_long,
    care_overdue,
    care_review_lapsed,
    care_without_leader,
    care_without_measure,
    care_without_officer,
    duplicate_number,
    forbidden_words,
    grid_code,
    grid_gap,
    grid_outside,
    grid_overlap,
    grid_size,
    grid_without_head,
    group_without_area,
    group_without_auxiliary,
    household_in_no_grid,
    household_outside,
    household_outside_grid,
    household_without_position,
    houses_too_close,
    invalid_shape,
    officer_without_deputy,
    place_without_contact,
    place_without_name,
    village_area,
    village_without_grid,
    village_without_household,
    village_without_leader,
    village_without_outline,
)
from gridmap.checks.problem import Context, Problem, Units
from gridmap.checks.reach import Ids, Reach
from gridmap.model.categories import catalogue_of
from gridmap.model.document import FeatureReader
from gridmap.model.duties import Responsibilities
from gridmap.model.relations import Relations


class Rule(Protocol):
    """A module of this package that finds one kind of problem."""

    RULE: str

    def title(self) -> str:
        """Return the heading over what the rule finds."""
        ...

    def find(self, context: Context, units: Units = None) -> Iterable[Problem]:
        """Return the problems; with `units` just those that involve one of these features.

        A problem involves its `feature_ids`. It must not depend on the order of the features.
        """
        ...

    def touched(self, reach: Reach) -> Ids:
        """Return the features of which one is involved in whatever a change makes or ends."""
        ...


RULES: Final[dict[str, Rule]] = {
    rule.RULE: rule
    for rule in (
        invalid_shape,
        bad_code,
        village_area,
        village_without_outline,
        village_without_grid,
        village_without_leader,
        village_without_household,
        grid_overlap,
        grid_outside,
        grid_gap,
        grid_code,
        grid_size,
        grid_without_head,
        group_without_area,
        group_without_auxiliary,
        officer_without_deputy,
        household_outside,
        household_outside_grid,
        household_in_no_grid,
        household_without_position,
        duplicate_number,
        houses_too_close,
        place_without_name,
        place_without_contact,
        care_without_leader,
        care_without_officer,
        care_without_measure,
        care_overdue,
        care_review_lapsed,
        care_kept_too_long,
        forbidden_words,
    )
}
"""In the order in which people should see to them."""


def run_checks(reader: FeatureReader, *, on: date) -> list[Problem]:
    """Return every problem on a day, in the order of the rules."""
    context = make_context(reader, Relations(reader), on=on)
    return [problem for rule in RULES.values() for problem in rule.find(context)]


def make_context(reader: FeatureReader, relations: Relations, *, on: date) -> Context:
    """Return what the rules look at: a reader, who belongs where in it, and a day."""
    return Context(
        reader=reader,
        relations=relations,
        responsibilities=Responsibilities(reader, relations, on=on),
        catalogue=catalogue_of(reader),
        on=on,
    )
