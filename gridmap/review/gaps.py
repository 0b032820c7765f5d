"""The gaps that leaders ask for (domain.md section 7), each kind a list, the widest first.

What the checks find (gridmap/checks) is taken from them and told by whom it concerns; what only
leaders ask for is found here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import combinations
from typing import Final

from gridmap.actions.duties import ONE_HOLDER, overlaps
from gridmap.actions.placing import empty_buildings
from gridmap.checks.problem import Problem, bounds_of
from gridmap.checks.run import RULES
from gridmap.i18n import tr
from gridmap.model.care import is_review_lapsed, lacks_notice
from gridmap.model.categories import catalogue_of
from gridmap.model.duties import is_on_duty
from gridmap.model.duty_words import role_name, scope_name
from gridmap.model.features import (
    CareRecord,
    FeatureId,
    Household,
    Officer,
    Village,
)
from gridmap.model.masks import person_on_lists
from gridmap.model.relations import containing_points
from gridmap.review.gap import Gap, GapList, Verb, buildings, concerned
from gridmap.review.state import Review

FROM_CHECKS: Final[dict[str, Verb]] = {
    "grid_without_head": Verb.ASSIGN,
    "village_without_leader": Verb.ASSIGN,
    "household_without_position": Verb.PLACE,
    "household_in_no_grid": Verb.DRAW,
    "household_outside_grid": Verb.SHOW,
    "grid_gap": Verb.DRAW,
    "grid_overlap": Verb.SHOW,
    "group_without_auxiliary": Verb.ASSIGN,
    "officer_without_deputy": Verb.ASSIGN,
    "place_without_contact": Verb.COMPLETE,
    "care_without_leader": Verb.ASSIGN,
    "care_without_officer": Verb.ASSIGN,
    "care_without_measure": Verb.COMPLETE,
    "care_overdue": Verb.VISIT,
    "care_review_lapsed": Verb.REVIEW,
    "care_kept_too_long": Verb.REVIEW,
}
"""The rules of gridmap/checks whose findings are gaps, and what mends them."""


def gap_lists(review: Review, problems: Iterable[Problem]) -> list[GapList]:
    """Return every kind of gap that there is, that which concerns most households first.

    `problems` are what the checks find in the same snapshot on the same day.
    """
    by_rule: dict[str, list[Problem]] = defaultdict(list)
    for problem in problems:
        by_rule[problem.rule].append(problem)
    lists = [
        GapList(
            kind=rule,
            title=RULES[rule].title(),
            verb=verb,
            gaps=tuple(_from_problem(review, problem) for problem in by_rule[rule]),
            is_care=rule.startswith("care_"),
        )
        for rule, verb in FROM_CHECKS.items()
    ]
    lists += own_lists(review)
    found = [item for item in lists if item.gaps]
    return sorted(found, key=lambda item: (-item.households, -len(item.gaps), item.kind))


def own_lists(review: Review) -> list[GapList]:
    """Return the kinds of gap that no check looks for."""
    return [
        GapList(
            kind="building_without_household",
            title=tr("Buildings without a household"),
            verb=Verb.PLACE,
            gaps=tuple(_buildings(review)),
        ),
        GapList(
            kind="double_duty",
            title=tr("Posts held by two officers"),
            verb=Verb.ASSIGN,
            gaps=tuple(double_duties(review)),
        ),
        GapList(
            kind="care_officer_off_duty",
            title=tr("Officers who are not on duty there"),
            verb=Verb.ASSIGN,
            gaps=tuple(off_duty(review)),
            is_care=True,
        ),
        *_register(review),
    ]


def double_duties(review: Review) -> Iterable[Gap]:
    """Yield posts for one holder that two different officers hold on the day."""
    for scope, duties in review.coverage.relations.duties_of.items():
        now = [
            duty
            for duty in duties
            if duty.role in ONE_HOLDER and duty.officer and is_on_duty(duty, review.on)
        ]
        for one, other in combinations(now, 2):
            if scope is None or one.role != other.role or one.officer == other.officer:
                continue
            if overlaps(one, other):
                words = tr(
                    "{post} of {scope} is held by {first} and by {second}.",
                    post=role_name(one.role),
                    scope=scope_name(review.snapshot, scope),
                    first=_officer(review, one.officer),
                    second=_officer(review, other.officer),
                )
                yield _gap(review, (one.id, other.id), words)


def off_duty(review: Review) -> Iterable[Gap]:
    """Yield records whose officer was named for them but holds no duty where they live."""
    coverage = review.coverage
    for record in coverage.active_records:
        officer = coverage.reader.find(record.officer, Officer)
        household = coverage.reader.find(record.household, Household)
        if officer is None or household is None:
            continue
        scopes = [record.id, *coverage.responsibilities.scopes_of_household(household)]
        held = (post for scope in scopes if scope for post in coverage.responsibilities.held(scope))
        if not any(post.officer is officer or post.deputy is officer for post in held):
            words = tr(
                "{officer} answers for {person} but holds no duty there.",
                officer=officer.name,
                person=person_on_lists(record),
            )
            yield _gap(review, (record.id,), words)


def _register(review: Review) -> list[GapList]:
    """Return what the register itself lacks: notice and review dates."""
    catalogue = catalogue_of(review.snapshot)
    active = review.coverage.active_records
    undated = [item for item in active if item.review_by is None]
    past = [
        item
        for item in active
        if item.review_by is not None
        and item.review_by < review.on
        and not is_review_lapsed(item, on=review.on)
    ]
    untold = [item for item in active if lacks_notice(item, catalogue)]
    return [
        _without_day(review, undated),
        _past_their_day(review, past),
        _not_told(review, untold),
    ]


def _without_day(review: Review, found: Sequence[CareRecord]) -> GapList:
    title = tr("Records without a day of review")
    rows = [
        (item, tr("{person}: no day of review.", person=person_on_lists(item))) for item in found
    ]
    return _records(review, "care_without_review_day", title, Verb.REVIEW, rows)


def _past_their_day(review: Review, found: Sequence[CareRecord]) -> GapList:
    title = tr("Records to be reviewed now")
    rows = [
        (
            item,
            tr(
                "{person}: review was due on {day}.",
                person=person_on_lists(item),
                day=item.review_by,
            ),
        )
        for item in found
    ]
    return _records(review, "care_review_due", title, Verb.REVIEW, rows)


def _not_told(review: Review, found: Sequence[CareRecord]) -> GapList:
    title = tr("People who were not told, or did not consent")
    rows = [
        (item, tr("{person}: notice or consent is missing.", person=person_on_lists(item)))
        for item in found
    ]
    return _records(review, "care_without_notice", title, Verb.COMPLETE, rows)


def _records(
    review: Review,
    kind: str,
    title: str,
    verb: Verb,
    rows: Sequence[tuple[CareRecord, str]],
) -> GapList:
    gaps = tuple(_gap(review, (record.id,), words) for record, words in rows)
    return GapList(kind=kind, title=title, verb=verb, gaps=gaps, is_care=True)


def _buildings(review: Review) -> Iterable[Gap]:
    """Yield for each village the buildings in which no household stands, together."""
    reader = review.snapshot
    empty = empty_buildings(buildings(reader), reader.all(Household))
    by_village: dict[FeatureId | None, list[FeatureId]] = defaultdict(list)
    spots = {
        area.id: area.geometry.representative_point() for area in empty if area.geometry is not None
    }
    owners = containing_points(spots, list(reader.all(Village)))
    for key in spots:
        by_village[owners[key]].append(key)
    for village, keys in by_village.items():
        found = reader.find(village, Village)
        words = tr(
            "{count} buildings of {village} have no household.",
            count=len(keys),
            village=found.name if found is not None else tr("no village"),
        )
        yield Gap(
            ids=tuple(keys),
            message=words,
            villages=frozenset() if village is None else frozenset({village}),
            households=frozenset(),
            bounds_m=bounds_of(*(reader.find_any(key) for key in keys)),
            value=float(len(keys)),
        )


def _from_problem(review: Review, problem: Problem) -> Gap:
    villages, households = concerned(review.coverage, problem.feature_ids)
    if problem.rule == "grid_gap":
        households = frozenset()
    return Gap(
        ids=problem.feature_ids,
        message=problem.message,
        villages=villages,
        households=households,
        bounds_m=problem.bounds_m,
        value=problem.value,
    )


def _gap(review: Review, ids: tuple[FeatureId, ...], message: str) -> Gap:
    villages, households = concerned(review.coverage, ids)
    homes = (review.snapshot.find(key, Household) for key in list(households)[:1])
    return Gap(
        ids=ids,
        message=message,
        villages=villages,
        households=households,
        bounds_m=bounds_of(*homes),
    )


def _officer(review: Review, officer: FeatureId | None) -> str:
    found = review.snapshot.find(officer, Officer)
    return found.name if found is not None else ""
