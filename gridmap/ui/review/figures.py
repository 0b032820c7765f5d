"""Everything the review page shows for one scope, worked out beside the window. No Qt."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from gridmap.checks.problem import Problem
from gridmap.i18n import tr
from gridmap.model.features import FeatureId, Grid, Officer, Village, VillagerGroup
from gridmap.review.gap import GapList, Verb
from gridmap.review.gaps import gap_lists
from gridmap.review.readiness import Readiness, readiness, total
from gridmap.review.service import ServiceFigures, figures
from gridmap.review.standing import StandingCheck, standing_checks
from gridmap.review.state import Review
from gridmap.review.workload import Load
from gridmap.ui.review.map_model import MapModel, make_map
from gridmap.ui.review.nearby import NearRow, near_rows
from gridmap.ui.review.scope import Inside, Scope, inside, scope_choices, scope_name


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadRow:
    """One officer's bar: visits a month, the share done, and where they work."""

    officer: FeatureId
    name: str
    where: str
    monthly: float
    done: float | None
    load: Load
    households: int


@dataclass(frozen=True, slots=True, kw_only=True)
class GapRow:
    """A line of gaps: what, where, how much, and the verb that mends it."""

    title: str
    detail: str
    amount: str
    verb: Verb
    gaps: GapList


@dataclass(frozen=True, slots=True, kw_only=True)
class Transfer:
    """What can be passed on: a group or grid, from whom."""

    scope: FeatureId
    words: str
    giver: FeatureId
    giver_name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewFigures:
    """The page of one scope, of one state of the project."""

    review: Review
    scope: Scope
    title: str
    note: str
    choices: tuple[tuple[str, Scope], ...]
    service: ServiceFigures
    loads: tuple[LoadRow, ...]
    median: float
    gaps: tuple[GapRow, ...]
    standing: tuple[StandingCheck, ...]
    map: MapModel
    near: tuple[NearRow, ...]
    ready: Readiness
    transfers: tuple[Transfer, ...]
    takers: tuple[tuple[str, FeatureId], ...]


def make_figures(review: Review, problems: Sequence[Problem], scope: Scope) -> ReviewFigures:
    """Return everything that the page shows of a scope."""
    found = inside(review, scope)
    gaps = [item.within(lambda gap: found.has(gap, scope)) for item in gap_lists(review, problems)]
    asked = [item for item in gaps if item.gaps]
    asked.sort(key=lambda item: (-item.households, -len(item.gaps), item.kind))
    rows = readiness(review.coverage)
    own = [row for row in rows if scope.level == "project" or _is_ready_row(review, row, scope)]
    return ReviewFigures(
        review=review,
        scope=scope,
        title=scope_name(review, scope),
        note=_note(review, found, scope),
        choices=tuple(scope_choices(review)),
        service=figures(
            (review.service[key] for key in found.records if key in review.service), on=review.on
        ),
        loads=tuple(_loads(review, found, scope)),
        median=review.loads.median_monthly,
        gaps=tuple(_gap_row(review, item) for item in asked),
        standing=tuple(standing_checks(review, problems)),
        map=make_map(review, found.villages, found.households),
        near=tuple(near_rows(review.coverage, found.households)),
        ready=total(own),
        transfers=tuple(_transfers(review, found)),
        takers=tuple(_takers(review)),
    )


def _note(review: Review, found: Inside, scope: Scope) -> str:
    grids = {grid.id for grid in review.snapshot.all(Grid) if grid.village in set(found.villages)}
    parts = [tr("{count} households", count=len(found.households))]
    if scope.level in ("project", "village"):
        parts.append(tr("{count} grids", count=len(grids)))
    return " · ".join(parts)


def _loads(review: Review, found: Inside, scope: Scope) -> Iterable[LoadRow]:
    here = _officers_in(review, found)
    for row in review.loads.rows:
        if scope.level != "project" and row.officer.id not in here:
            continue
        yield LoadRow(
            officer=row.officer.id,
            name=row.officer.name,
            where=_where(review, row.officer) or row.officer.post,
            monthly=row.monthly,
            done=row.service.done_share,
            load=review.loads.load(row),
            households=row.households,
        )


def _officers_in(review: Review, found: Inside) -> set[FeatureId]:
    coverage = review.coverage
    covers = [coverage.households[key] for key in found.households]
    covers += [coverage.records[key] for key in found.records]
    return {cover.officer.id for cover in covers if cover.officer is not None}


def _where(review: Review, officer: Officer) -> str:
    """Return the names of the grids whose households an officer answers for."""
    relations = review.coverage.relations
    names = []
    for grid in review.snapshot.all(Grid):
        homes = relations.households_in_grid.get(grid.id, ())
        if homes and review.coverage.households[homes[0].id].officer is officer:
            village = review.snapshot.find(grid.village, Village)
            names.append(f"{village.name if village is not None else ''}{grid.name}")
    return "、".join(dict.fromkeys(names[:3]))


def _gap_row(review: Review, item: GapList) -> GapRow:
    single = item.gaps[0] if len(item.gaps) == 1 else None
    if single is not None:
        title, detail = single.message.rstrip("。."), item.title
    else:
        title, detail = item.title, _spread(review, item)
    households = item.households
    amount = (
        tr("{count} households", count=households)
        if households and not item.is_care
        else tr("{count} items", count=len(item.gaps))
    )
    return GapRow(title=title, detail=detail, amount=amount, verb=item.verb, gaps=item)


def _spread(review: Review, item: GapList) -> str:
    """Return where the gaps of a list lie: the villages or groups with most of them, the rest."""
    relations = review.coverage.relations
    counts: dict[str, int] = {}
    several = len({key for gap in item.gaps for key in gap.villages}) > 1
    for gap in item.gaps:
        name = ""
        if several and gap.villages:
            found = review.snapshot.find_any(next(iter(gap.villages)))
            name = str(getattr(found, "name", ""))
        elif gap.households:
            group = relations.group_of.get(next(iter(gap.households)))
            area = review.snapshot.find(group, VillagerGroup)
            name = area.name if area is not None else ""
        counts[name or tr("elsewhere")] = counts.get(name or tr("elsewhere"), 0) + 1
    ranked = sorted(counts.items(), key=lambda pair: -pair[1])
    words = [f"{name} {count}" for name, count in ranked[:3]]
    rest = sum(count for _, count in ranked[3:])
    if rest:
        words.append(tr("others {count}", count=rest))
    return "、".join(words)


def _is_ready_row(review: Review, row: Readiness, scope: Scope) -> bool:
    if scope.level == "grid":
        return row.grid == scope.item
    grid = review.snapshot.find(row.grid, Grid)
    return scope.level == "village" and grid is not None and grid.village == scope.item


def _transfers(review: Review, found: Inside) -> Iterable[Transfer]:
    """Yield the groups and grids of a scope that an officer answers for, with that officer."""
    relations, villages = review.coverage.relations, set(found.villages)
    areas: list[VillagerGroup | Grid] = [
        *(item for item in review.snapshot.all(VillagerGroup) if item.village in villages),
        *(item for item in review.snapshot.all(Grid) if item.village in villages),
    ]
    for area in areas:
        is_group = isinstance(area, VillagerGroup)
        table = relations.households_in_group if is_group else relations.households_in_grid
        homes = table.get(area.id, ())
        covers = [review.coverage.households[home.id] for home in homes]
        officers = [cover.officer for cover in covers if cover.officer is not None]
        if not officers:
            continue
        giver = max(set(officers), key=lambda item: (officers.count(item), item.name))
        village = review.snapshot.find_any(area.village)
        yield Transfer(
            scope=area.id,
            words=f"{getattr(village, 'name', '')} {area.name}".strip(),
            giver=giver.id,
            giver_name=giver.name,
        )


def _takers(review: Review) -> Iterable[tuple[str, FeatureId]]:
    for row in sorted(review.loads.rows, key=lambda row: row.officer.name):
        where = _where(review, row.officer) or row.officer.post
        yield " · ".join(part for part in (row.officer.name, where) if part), row.officer.id
