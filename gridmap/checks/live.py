"""Checks that follow the work: after a change only what it reaches is looked at again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date
from itertools import count
from typing import Final

from gridmap.checks.problem import Problem
from gridmap.checks.reach import Reach
from gridmap.checks.run import RULES, Rule, make_context
from gridmap.model.document import Snapshot
from gridmap.model.features import FeatureId
from gridmap.model.live_relations import Differences, LiveRelations, differences, is_wide
from gridmap.progress import Job, Progress

_STEPS: Final = len(RULES)


class _Findings:
    """The problems of one rule, found again by any feature that they involve."""

    def __init__(self, rule: Rule) -> None:
        self.rule = rule
        self._numbers = count()
        self._problems: dict[int, Problem] = {}
        self._at: defaultdict[FeatureId, set[int]] = defaultdict(set)

    def all(self) -> Iterable[Problem]:
        """Return the problems held."""
        return self._problems.values()

    def add(self, problems: Iterable[Problem]) -> None:
        """Hold problems."""
        for problem in problems:
            number = next(self._numbers)
            self._problems[number] = problem
            for key in problem.feature_ids:
                self._at[key].add(number)

    def drop(self, units: Collection[FeatureId]) -> None:
        """Let go of the problems that involve one of some features."""
        for key in units:
            for number in tuple(self._at.get(key, ())):
                for other in self._problems.pop(number).feature_ids:
                    self._at[other].discard(number)
                    if not self._at[other]:
                        del self._at[other]


class LiveChecks:
    """The problems of a project on a day, kept up to date from one snapshot to the next.

    Not for two threads at a time: run one `update` after the other.
    """

    def __init__(self, *, on: date) -> None:
        self.on = on
        self._snapshot: Snapshot | None = None
        self._relations: LiveRelations | None = None
        self._findings: dict[str, _Findings] = {}

    @property
    def problems(self) -> list[Problem]:
        """The problems of the last snapshot, in the order of the rules."""
        return [problem for found in self._findings.values() for problem in found.all()]

    def update(self, snapshot: Snapshot) -> Job[list[Problem]]:
        """Follow to a later snapshot of the same document (or begin) and return its problems.

        An update that is stopped half-way makes the next one begin anew.
        """
        before, relations = self._snapshot, self._relations
        self._snapshot = self._relations = None
        if before is not None and relations is not None:
            changes = differences(before, snapshot)
            if not is_wide(before, snapshot, changes):
                yield from self._follow(relations, snapshot, changes)
                self._snapshot, self._relations = snapshot, relations
                return self.problems
        relations = LiveRelations(snapshot)
        yield from self._begin(relations, snapshot)
        self._snapshot, self._relations = snapshot, relations
        return self.problems

    def _begin(self, relations: LiveRelations, snapshot: Snapshot) -> Job[None]:
        context = make_context(snapshot, relations, on=self.on)
        self._findings = {name: _Findings(rule) for name, rule in RULES.items()}
        for step, found in enumerate(self._findings.values()):
            yield Progress(step, _STEPS)
            found.add(found.rule.find(context))
        relations.load()

    def _follow(
        self, relations: LiveRelations, snapshot: Snapshot, changes: Differences
    ) -> Job[None]:
        moved = relations.update(snapshot, changes)
        context = make_context(snapshot, relations, on=self.on)
        reach = Reach(context, changes, moved)
        for step, found in enumerate(self._findings.values()):
            yield Progress(step, _STEPS)
            units = found.rule.touched(reach)
            if units:
                found.drop(units)
                found.add(found.rule.find(context, units))
