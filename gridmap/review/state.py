"""The review of one state of the data, and keeping it up to date from edit to edit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from gridmap.model.document import Snapshot
from gridmap.model.features import FeatureId, Line, Project
from gridmap.model.live_relations import Differences, LiveRelations, differences, is_wide
from gridmap.model.relations import Relations
from gridmap.review.coverage import Coverage
from gridmap.review.service import RecordService, services
from gridmap.review.walk import Walker
from gridmap.review.workload import Workloads, workloads


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """Cover, visits and workloads of one snapshot on one day; `loads` are without walks."""

    snapshot: Snapshot
    coverage: Coverage
    service: Mapping[FeatureId, RecordService]
    loads: Workloads
    walker: Walker

    @property
    def on(self) -> date:
        """The day it speaks of."""
        return self.coverage.on


def make_review(snapshot: Snapshot, *, on: date, relations: Relations | None = None) -> Review:
    """Return the review of a snapshot on a day, today's or one of the past."""
    coverage = Coverage(snapshot, on=on, relations=relations)
    return _review(snapshot, coverage, services(coverage), Walker(snapshot))


class LiveReview:
    """A review that follows the document: after an edit only what it touches is found again.

    A review given out earlier must not be asked further after the next `update`. Not for two
    threads at a time.
    """

    def __init__(self, *, on: date) -> None:
        self.on = on
        self._relations: LiveRelations | None = None
        self._review: Review | None = None

    def update(self, snapshot: Snapshot) -> Review:
        """Follow to a later snapshot of the same document, or begin, and return its review."""
        before, relations = self._review, self._relations
        self._review = self._relations = None
        changes = differences(before.snapshot, snapshot) if before is not None else {}
        if before is None or relations is None or is_wide(before.snapshot, snapshot, changes):
            relations = LiveRelations(snapshot)
            review = make_review(snapshot, on=self.on, relations=relations)
            relations.load()
        else:
            review = _followed(before, relations, snapshot, changes)
        self._review, self._relations = review, relations
        return review


def _followed(
    before: Review, relations: LiveRelations, snapshot: Snapshot, changes: Differences
) -> Review:
    moved = relations.update(snapshot, changes)
    coverage = Coverage.following(before.coverage, snapshot, relations, changes, moved)
    service = services(coverage, None if Project in changes else before.service)
    walker = Walker(snapshot) if Line in changes else before.walker
    return _review(snapshot, coverage, service, walker)


def _review(
    snapshot: Snapshot,
    coverage: Coverage,
    service: Mapping[FeatureId, RecordService],
    walker: Walker,
) -> Review:
    return Review(
        snapshot=snapshot,
        coverage=coverage,
        service=service,
        loads=workloads(coverage, service=service),
        walker=walker,
    )
