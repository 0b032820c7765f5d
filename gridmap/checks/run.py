"""The list of rules, and running them all."""

from __future__ import annotations

from datetime import date
from typing import Final

from gridmap.checks import (
    bad_code,
    care_overdue,
    care_review_lapsed,
    care_without_leader,
    care_without_measure,
    care_without_officer,
    duplicate_number,
    forbidden_words,
    grid_gap,
    grid_overlap,
    grid_size,
    grid_without_head,
    group_without_area,
    group_without_auxiliary,
    household_in_no_grid,
    household_outside,
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
from gridmap.checks.problem import Context, Finder, Problem
from gridmap.model.catalogue import load_catalogue
from gridmap.model.document import FeatureReader
from gridmap.model.duties import Responsibilities
from gridmap.model.relations import Relations

RULES: Final[dict[str, Finder]] = {
    "invalid_shape": invalid_shape.find,
    "bad_code": bad_code.find,
    "village_area": village_area.find,
    "village_without_outline": village_without_outline.find,
    "village_without_grid": village_without_grid.find,
    "village_without_leader": village_without_leader.find,
    "village_without_household": village_without_household.find,
    "grid_overlap": grid_overlap.find,
    "grid_gap": grid_gap.find,
    "grid_size": grid_size.find,
    "grid_without_head": grid_without_head.find,
    "group_without_area": group_without_area.find,
    "group_without_auxiliary": group_without_auxiliary.find,
    "officer_without_deputy": officer_without_deputy.find,
    "household_outside": household_outside.find,
    "household_in_no_grid": household_in_no_grid.find,
    "household_without_position": household_without_position.find,
    "duplicate_number": duplicate_number.find,
    "houses_too_close": houses_too_close.find,
    "place_without_name": place_without_name.find,
    "place_without_contact": place_without_contact.find,
    "care_without_leader": care_without_leader.find,
    "care_without_officer": care_without_officer.find,
    "care_without_measure": care_without_measure.find,
    "care_overdue": care_overdue.find,
    "care_review_lapsed": care_review_lapsed.find,
    "forbidden_words": forbidden_words.find,
}


def run_checks(reader: FeatureReader, *, on: date) -> list[Problem]:
    """Return every problem on a day, in the order of the rules."""
    relations = Relations(reader)
    context = Context(
        reader=reader,
        relations=relations,
        responsibilities=Responsibilities(reader, relations, on=on),
        catalogue=load_catalogue(),
        on=on,
    )
    return [problem for find in RULES.values() for problem in find(context)]
