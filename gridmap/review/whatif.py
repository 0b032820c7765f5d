"""What would change if a group, a grid or some records went to another officer: nothing is done."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from gridmap.actions.transfer import transfer_records, transfer_scope
from gridmap.model.changes import Changeset
from gridmap.model.document import Trial
from gridmap.model.features import (
    CareRecord,
    Duty,
    Feature,
    FeatureId,
    Grid,
    Officer,
    VillagerGroup,
    Visit,
)
from gridmap.model.relations import Relations
from gridmap.review.cover import Cover
from gridmap.review.coverage import Coverage
from gridmap.review.service import services
from gridmap.review.state import Review
from gridmap.review.workload import Workload, Workloads, workloads

_NO_PLACE: Final[frozenset[type[Feature]]] = frozenset({Duty, CareRecord, Visit})
"""Kinds whose change leaves everybody where they are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One officer before and after; None: nothing to do."""

    officer: Officer
    before: Workload | None
    after: Workload | None


@dataclass(frozen=True, slots=True, kw_only=True)
class WhatIf:
    """A transfer tried out: the changeset that would do it and what it would mean.

    `households` and `records` are those that get another officer; `groups` and `villages` those
    whose printed sheets would say something else.
    """

    changeset: Changeset
    giver: Side
    taker: Side
    before: Workloads
    after: Workloads
    households: tuple[FeatureId, ...]
    records: tuple[FeatureId, ...]
    groups: tuple[VillagerGroup, ...]
    villages: tuple[FeatureId, ...]


def try_scope(
    review: Review,
    scope: FeatureId,
    *,
    giver: FeatureId,
    taker: FeatureId,
) -> WhatIf:
    """Return what passing a group or grid to another officer would change.

    Raises: UsageError as `actions.transfer.transfer_scope`.
    """
    coverage = review.coverage
    changeset = transfer_scope(
        coverage.reader,
        scope,
        giver=giver,
        taker=taker,
        records=_named_records(coverage, scope, giver),
        on=coverage.on,
    )
    return compare(review, changeset, giver=giver, taker=taker)


def try_records(
    review: Review,
    records: Iterable[FeatureId],
    *,
    giver: FeatureId,
    taker: FeatureId,
) -> WhatIf:
    """Return what passing some care records to another officer would change.

    Raises: UsageError as `actions.transfer.transfer_records`.
    """
    coverage = review.coverage
    changeset = transfer_records(coverage.reader, records, giver=giver, taker=taker, on=coverage.on)
    return compare(review, changeset, giver=giver, taker=taker)


def compare(review: Review, changeset: Changeset, *, giver: FeatureId, taker: FeatureId) -> WhatIf:
    """Return both officers' figures before and after a changeset, which is not carried out."""
    coverage, walker, asked = review.coverage, review.walker, {giver, taker}
    later = after(coverage, changeset)
    old = workloads(coverage, service=review.service, walker=walker, walkers=asked)
    service = services(later, review.service)
    new = workloads(later, service=service, walker=walker, walkers=asked)
    homes = _moved(coverage.households, later.households)
    records = _moved(coverage.records, later.records)
    touched = {*homes, *_homes_of(later, records)}
    group_of, village_of = coverage.relations.group_of, coverage.relations.village_of
    return WhatIf(
        changeset=changeset,
        giver=_side(coverage, giver, old, new),
        taker=_side(coverage, taker, old, new),
        before=old,
        after=new,
        households=tuple(homes),
        records=tuple(records),
        groups=tuple(
            coverage.reader.get(key, VillagerGroup)
            for key in _known(group_of.get(key) for key in touched)
        ),
        villages=_known(village_of.get(key) for key in touched),
    )


def after(coverage: Coverage, changeset: Changeset) -> Coverage:
    """Return the cover as it would be after a changeset that is not carried out."""
    trial = Trial(coverage.reader)
    trial.apply(changeset)
    same_places = changeset.kinds() <= _NO_PLACE
    relations = coverage.relations.with_duties_of(trial) if same_places else Relations(trial)
    return Coverage(trial, on=coverage.on, relations=relations)


def _named_records(coverage: Coverage, scope: FeatureId, officer: FeatureId) -> Sequence[FeatureId]:
    """Return the records in a group or grid for which an officer answers by name."""
    relations = coverage.relations
    of_grid = coverage.reader.find(scope, Grid) is not None
    if not of_grid and coverage.reader.find(scope, VillagerGroup) is None:
        return []
    table = relations.households_in_grid if of_grid else relations.households_in_group
    found = []
    for home in table.get(scope, ()):
        for record in relations.records_of.get(home.id, ()):
            cover = coverage.records.get(record.id)
            if cover is None or cover.officer is None or cover.officer.id != officer:
                continue
            post = cover.posts.officer
            if post is not None and post.scope == record.id:
                found.append(record.id)
    return found


def _moved(before: Mapping[FeatureId, Cover], later: Mapping[FeatureId, Cover]) -> list[FeatureId]:
    return [key for key, cover in later.items() if cover.officer is not before[key].officer]


def _homes_of(coverage: Coverage, records: Iterable[FeatureId]) -> Iterable[FeatureId]:
    return (coverage.reader.get(key, CareRecord).household for key in records)


def _known(ids: Iterable[FeatureId | None]) -> tuple[FeatureId, ...]:
    return tuple(dict.fromkeys(key for key in ids if key is not None))


def _side(coverage: Coverage, officer: FeatureId, old: Workloads, new: Workloads) -> Side:
    return Side(
        officer=coverage.reader.get(officer, Officer),
        before=old.of(officer),
        after=new.of(officer),
    )
