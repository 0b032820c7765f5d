"""A review that follows edits says what one made anew says."""

from __future__ import annotations

import random
from dataclasses import replace

from hypothesis import example, given, settings
from hypothesis import strategies as st

from gridmap.model.changes import Change, Changeset
from gridmap.model.document import Document
from gridmap.model.features import CareRecord, Duty, Feature, Grid, Household, Officer, Village
from gridmap.review.state import LiveReview, Review, make_review
from tests.helpers import cover_oracle as oracle

KINDS = (Household, Duty, CareRecord, Grid, Officer, Village)


def said(review: Review) -> tuple[object, ...]:
    """Return everything a review says, in no order."""
    coverage = review.coverage
    return (
        {
            key: (cover.officer, cover.leader, cover.lacks)
            for key, cover in coverage.households.items()
        },
        {
            key: (cover.officer, cover.leader, cover.lacks)
            for key, cover in coverage.records.items()
        },
        {key: (item.due, item.done) for key, item in review.service.items()},
        {row.officer.id: (row.households, row.records, row.monthly) for row in review.loads.rows},
        set(coverage.uncovered_households),
    )


def random_edit(dice: random.Random, document: Document, other: Document) -> Changeset:
    """Return an edit that gives some features the facts of features of another township."""
    changes: dict[str, Change] = {}
    for _ in range(dice.randint(1, 3)):
        kind: type[Feature] = dice.choice(KINDS)
        olds, news = list(document.all(kind)), list(other.all(kind))
        if olds and dice.random() < 0.25:
            old = dice.choice(olds)
            changes[old.id] = Change(old, None)
        elif olds and news:
            old = dice.choice(olds)
            changes[old.id] = Change(old, replace(dice.choice(news), id=old.id))
        elif news:
            new = dice.choice(news)
            if document.find_any(new.id) is None:
                changes[new.id] = Change(None, new)
    return Changeset("改", tuple(change for change in changes.values() if change.old != change.new))


@settings(max_examples=80, deadline=None)
@given(seed=st.integers(0, 10**9))
@example(seed=420)  # a village goes to which a household belonged through its group
def test_following_edits_says_what_beginning_anew_says(seed: int) -> None:
    dice = random.Random(seed)
    start = oracle.random_township(seed)
    document = Document(feature for kind in (*_kinds(),) for feature in start.all(kind))
    live = LiveReview(on=oracle.DAY)
    live.update(document.snapshot())
    for step in range(4):
        other = oracle.random_township(seed + step + 1)
        source = Document(feature for kind in (*_kinds(),) for feature in other.all(kind))
        document.apply(random_edit(dice, document, source))
        snapshot = document.snapshot()
        assert said(live.update(snapshot)) == said(make_review(snapshot, on=oracle.DAY))


def _kinds() -> tuple[type[Feature], ...]:
    from gridmap.model.features import KINDS as EVERY

    return EVERY
