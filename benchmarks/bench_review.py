"""The review at 50,000 households: standing checks after an edit, who covers X, what-if.

`--oracle` compares cover with brute force on 1,000 random townships as well.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Final, TypeVar

sys.path.insert(0, str(Path(__file__).parent.parent))

from gridmap.actions.duties import give_duty
from gridmap.checks.live import LiveChecks
from gridmap.model.changes import edited
from gridmap.model.document import Document
from gridmap.model.features import (
    CareRecord,
    Duty,
    Feature,
    Grid,
    Household,
    Place,
    Village,
    VillagerGroup,
    Visit,
)
from gridmap.progress import run_job
from gridmap.review.coverage import Coverage
from gridmap.review.land import land_of
from gridmap.review.levels import levels
from gridmap.review.standing import standing_checks
from gridmap.review.state import LiveReview, Review
from gridmap.review.whatif import try_scope
from gridmap.synth.plan import AS_OF
from gridmap.synth.township import synthesize
from tests.helpers import cover_oracle as oracle

T = TypeVar("T")
HOUSEHOLDS: Final = 50_000
TOWNSHIPS: Final = 1_000


def main() -> None:
    """Print one line a figure with its limit."""
    document = Document(half_a_county())
    counted = document.count(Household), document.count(CareRecord), document.count(Duty)
    print("{} households, {} care records, {} duties".format(*counted))
    live, checks = LiveReview(on=AS_OF), LiveChecks(on=AS_OF)
    review = _timed("first review of the project", None, lambda: live.update(document.snapshot()))
    _timed("first checks", None, lambda: run_job(checks.update(document.snapshot())))
    review = _edits(document, live, checks, review)
    _questions(review)
    _what_if(review)
    _timed("levels of the whole project", None, lambda: levels(review))
    village = next(iter(document.all(Village)))
    _timed("land of a village", None, lambda: land_of(review.coverage, village))
    if "--oracle" in sys.argv:
        _oracle()


def half_a_county() -> list[Feature]:
    """Return the villages of the invented county up to 50,000 households, with all in them."""
    features = run_job(synthesize("county", 1))
    villages = [item for item in features if isinstance(item, Village)]
    kept: set[str] = set()
    homes = 0
    sizes = {village.id: 0 for village in villages}
    for item in features:
        if isinstance(item, Household) and item.village in sizes:
            sizes[item.village] += 1
    for village in villages:
        if homes < HOUSEHOLDS:
            kept.add(village.id)
            homes += sizes[village.id]
    parts = {
        item.id
        for item in features
        if isinstance(item, Grid | VillagerGroup | Household) and item.village not in kept
    }
    parts |= {
        item.id for item in features if isinstance(item, CareRecord) and item.household in parts
    }
    parts |= {item.id for item in villages if item.id not in kept}
    return [item for item in features if not _is_gone(item, parts, kept)]


def _is_gone(item: Feature, parts: set[str], kept: set[str]) -> bool:
    if isinstance(item, Visit):
        return item.record in parts
    if isinstance(item, Duty):
        return item.scope in parts
    if isinstance(item, Place):
        return item.village is not None and item.village not in kept
    return item.id in parts


def _edits(document: Document, live: LiveReview, checks: LiveChecks, review: Review) -> Review:
    """Time the review, the checks of the map and the six standing checks together."""
    home = list(document.all(Household))[777]
    grid = list(document.all(Grid))[5]
    visit = next(iter(document.all(Visit)))
    group = next(iter(document.all(VillagerGroup)))
    officer = review.loads.rows[3].officer
    assert grid.geometry is not None
    changes = {
        "a household moved": edited("", [(home, replace(home, geometry=grid.geometry.centroid))]),
        "a visit entered": edited("", [(visit, replace(visit, result="declined"))]),
        "a duty given": give_duty(
            document, role="responsible", scope=group.id, officer=officer.id, valid_from=AS_OF
        ),
        "a grid reshaped": edited("", [(grid, replace(grid, geometry=grid.geometry.buffer(-20)))]),
    }
    for name, changeset in changes.items():
        taken = []
        for step in (changeset, changeset.inverted(), changeset):
            document.apply(step)
            snapshot = document.snapshot()
            start = time.perf_counter()
            review = live.update(snapshot)
            standing_checks(review, run_job(checks.update(snapshot)))
            taken.append(time.perf_counter() - start)
        _line(f"six standing checks after {name}", statistics.median(taken), 0.3)
    return review


def _questions(review: Review) -> None:
    """Ask of a review that knows nothing yet, as a script would."""
    home = list(review.snapshot.all(Household))[4242]
    record = list(review.snapshot.all(CareRecord))[424]
    place = next(iter(review.snapshot.all(Place)))
    assert home.geometry is not None
    point = home.geometry
    fresh = Coverage(review.snapshot, on=review.on, relations=review.coverage.relations)
    _timed("who covers a household", 0.2, lambda: fresh.of_household(home))
    _timed("who covers a person", 0.2, lambda: fresh.of_record(record))
    _timed("who covers a place", 0.2, lambda: fresh.of_place(place))
    _timed("who covers a point", 0.2, lambda: fresh.of_point(point))


def _what_if(review: Review) -> None:
    group = list(review.snapshot.all(VillagerGroup))[9]
    home = review.coverage.relations.households_in_group[group.id][0]
    giver = review.coverage.of_household(home).officer
    assert giver is not None
    taker = next(row.officer for row in review.loads.rows if row.officer is not giver)
    _timed(
        "what-if: a group to another officer, with both walks",
        0.5,
        lambda: try_scope(review, group.id, giver=giver.id, taker=taker.id),
    )


def _oracle() -> None:
    """Compare who covers what with brute force; stop at the first difference."""
    asked = 0
    start = time.perf_counter()
    for seed in range(TOWNSHIPS):
        township = oracle.random_township(seed)
        coverage = Coverage(township, on=oracle.DAY)
        for home in township.all(Household):
            cover = coverage.households[home.id]
            found = (cover.officer and cover.officer.id, cover.leader and cover.leader.id)
            assert found == oracle.officer_and_leader(township, home), (seed, home.id)
            assert (home.id in coverage.uncovered_households) == (None in found)
            asked += 1
        for record in filter(oracle.is_active, township.all(CareRecord)):
            cover = coverage.records[record.id]
            found = (cover.officer and cover.officer.id, cover.leader and cover.leader.id)
            assert found == oracle.of_record(township, record), (seed, record.id)
            assert (record.id in coverage.uncovered_records) == (None in found)
            asked += 1
    seconds = time.perf_counter() - start
    print(f"{TOWNSHIPS} random townships, {asked} answers equal brute force ({seconds:.0f} s)")


def _timed(name: str, limit_s: float | None, work: Callable[[], T]) -> T:
    start = time.perf_counter()
    result = work()
    _line(name, time.perf_counter() - start, limit_s)
    return result


def _line(name: str, seconds: float, limit_s: float | None) -> None:
    limit = f"{limit_s * 1000:6.0f} ms" if limit_s is not None else ""
    print(f"{name:58}{seconds * 1000:8.0f} ms{limit:>12}", flush=True)


if __name__ == "__main__":
    main()
