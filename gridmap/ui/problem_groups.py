"""Problems in groups, one for each rule, in the order in which they are listed. No Qt."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final, TypeAlias

from gridmap.checks.problem import Problem, Severity
from gridmap.checks.run import RULES
from gridmap.model.sorting import door_key

ProblemKey: TypeAlias = tuple[str, tuple[str, ...], str]

RANK: Final = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.NOTE: 2}


@dataclass(frozen=True, slots=True, kw_only=True)
class ProblemGroup:
    """What one rule found, worst first. `title` is the rule's heading."""

    rule: str
    title: str
    problems: tuple[Problem, ...]

    @property
    def severity(self) -> Severity:
        """The worst of the group."""
        return self.problems[0].severity


def grouped(problems: Iterable[Problem]) -> tuple[ProblemGroup, ...]:
    """Return problems by rule: groups with errors first, then in the order of the rules."""
    by_rule: dict[str, list[Problem]] = {}
    for problem in problems:
        by_rule.setdefault(problem.rule, []).append(problem)
    groups = [
        ProblemGroup(rule=name, title=rule.title(), problems=tuple(sorted(found, key=_order)))
        for name, rule in RULES.items()
        if (found := by_rule.get(name))
    ]
    return tuple(sorted(groups, key=lambda group: RANK[group.severity]))


def kept(
    groups: Sequence[ProblemGroup], is_wanted: Callable[[Problem], bool]
) -> tuple[ProblemGroup, ...]:
    """Return the groups with only the problems that are wanted; none that is empty."""
    left = ((group, tuple(filter(is_wanted, group.problems))) for group in groups)
    return tuple(replace(group, problems=problems) for group, problems in left if problems)


def key_of(problem: Problem) -> ProblemKey:
    """Return what makes a problem the same after another check; a count in its words may differ."""
    word = "" if problem.feature_ids else problem.message
    return problem.rule, tuple(problem.feature_ids), word


def _order(problem: Problem) -> tuple[int, str, object]:
    return RANK[problem.severity], problem.where, door_key(problem.message)
