"""Which problems can be mended from the list of problems, and how. No Qt."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from gridmap.actions.mending import (
    Mending,
    delete_records,
    drop_overrides,
    fill_strips,
    mend_shapes,
    number_grids,
    settle_grids,
)
from gridmap.checks.problem import Problem, Severity
from gridmap.model.document import FeatureReader
from gridmap.model.features import FeatureId
from gridmap.progress import Job, Progress

Mend = Callable[[FeatureReader, Iterable[FeatureId]], Mending]


def _always(_problem: Problem) -> bool:
    return True


def _never(_problem: Problem) -> bool:
    return False


def _is_missing(problem: Problem) -> bool:
    """Whether something is only missing, so that nothing that stands somewhere is replaced."""
    return problem.severity is Severity.NOTE


def _is_unreasoned(problem: Problem) -> bool:
    """Whether nobody wrote down why: what has a reason is meant so."""
    return problem.severity is not Severity.NOTE


def _delete_today(reader: FeatureReader, records: Iterable[FeatureId]) -> Mending:
    return delete_records(reader, records, on=date.today())


@dataclass(frozen=True, slots=True)
class Fix:
    """How problems of a rule are mended: one (`suits`), or all at once where that is safe."""

    mend: Mend
    suits: Callable[[Problem], bool] = _always
    suits_in_bulk: Callable[[Problem], bool] = _never


FIXES: Final[dict[str, Fix]] = {
    "invalid_shape": Fix(mend_shapes, suits_in_bulk=_always),
    "grid_gap": Fix(fill_strips),
    "grid_overlap": Fix(settle_grids),
    "grid_outside": Fix(settle_grids),
    "grid_code": Fix(number_grids, suits_in_bulk=_is_missing),
    "care_kept_too_long": Fix(_delete_today, suits_in_bulk=_always),
    "household_outside_grid": Fix(drop_overrides, _is_unreasoned, _is_unreasoned),
}


_LACKS_OFFICER: Final = frozenset({"grid_without_head", "village_without_leader"})


def can_fix(problem: Problem) -> bool:
    """Whether one problem can be mended from the list."""
    fix = FIXES.get(problem.rule)
    return fix is not None and fix.suits(problem)


def lacks_officer(problem: Problem) -> bool:
    """Whether somebody has to be given a post: no program can choose who."""
    return problem.rule in _LACKS_OFFICER


def fixed_together(problems: Iterable[Problem], rule: str) -> list[Problem]:
    """Return the problems of a rule that can safely be mended in one act."""
    fix = FIXES.get(rule)
    if fix is None:
        return []
    return [item for item in problems if item.rule == rule and fix.suits_in_bulk(item)]


def mending_of(reader: FeatureReader, problems: Sequence[Problem]) -> Job[Mending]:
    """Work out the mending of problems of one rule. Raises: GeometryError, UsageError."""
    yield Progress(0, 1)
    involved = dict.fromkeys(key for problem in problems for key in problem.feature_ids)
    return FIXES[problems[0].rule].mend(reader, involved)
