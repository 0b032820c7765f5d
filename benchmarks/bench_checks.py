"""Live checks on 50,000 households: what an edit costs, against a run of every rule.

Each line is the median of several edits of one kind. The limit is that of one edit.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import TypeVar

from shapely.affinity import translate

from gridmap.checks.live import LiveChecks
from gridmap.checks.run import run_checks
from gridmap.model.changes import Changeset, edited
from gridmap.model.document import Document
from gridmap.model.features import (
    CareRecord,
    Duty,
    Feature,
    Grid,
    Household,
    Officer,
    Village,
)
from gridmap.progress import run_job
from gridmap.synth.plan import AS_OF
from gridmap.synth.township import synthesize

F = TypeVar("F", bound=Feature)

HOUSEHOLDS, TIMES, LIMIT_MS = 50_000, 9, 300.0


def main() -> None:
    """Make the project, then print one line per kind of edit."""
    document = Document(_half(run_job(synthesize("county", 1))))
    print(f"{document.count(Household):,} households, {document.count(Grid)} grids")
    checks = LiveChecks(on=AS_OF)
    whole_ms = _timed(lambda: run_checks(document.snapshot(), on=AS_OF))
    begin_ms = _timed(lambda: run_job(checks.update(document.snapshot())))
    print(f"{'a run of every rule':34}{whole_ms:9.1f} ms")
    print(f"{'the first live run':34}{begin_ms:9.1f} ms")
    print(f"{'':34}{'median':>12}{'slowest':>12}{'limit':>10}{'share':>8}{'full / live':>13}")
    for name, edits in _edits(document).items():
        times = []
        for changeset in edits:
            document.apply(changeset())
            snapshot = document.snapshot()
            times.append(_timed(lambda snapshot=snapshot: run_job(checks.update(snapshot))))
        median = statistics.median(times)
        print(
            f"{name:34}{median:9.1f} ms{max(times):9.1f} ms{LIMIT_MS:7.0f} ms"
            f"{max(times) / LIMIT_MS:8.0%}{whole_ms / median:13.0f}",
            flush=True,
        )
    live = sorted(map(repr, checks.problems))
    full = sorted(map(repr, run_checks(document.snapshot(), on=AS_OF)))
    print(f"the same {len(full):,} problems as a run of every rule: {live == full}")


def _half(county: Sequence[Feature]) -> Iterable[Feature]:
    """Return a county with the first 50,000 households and what hangs on these."""
    homes = {item.id for item in [f for f in county if isinstance(f, Household)][:HOUSEHOLDS]}
    for feature in county:
        if isinstance(feature, Household) and feature.id not in homes:
            continue
        if isinstance(feature, CareRecord) and feature.household not in homes:
            continue
        yield feature


def _edits(document: Document) -> dict[str, list[Callable[[], Changeset]]]:
    return {
        "a door": [_edit(document, home, door="附1") for home in _some(document.all(Household))],
        "a house moved": [
            _edit(document, home, geometry=translate(home.geometry, 40, 0))
            for home in _some(home for home in document.all(Household) if home.geometry)
        ],
        "a grid reshaped": [
            _edit(document, grid, geometry=grid.geometry.buffer(-15))
            for grid in _some(document.all(Grid))
        ],
        "a grid named": [_edit(document, grid, name="新") for grid in _some(document.all(Grid))],
        "a village reshaped": [
            _edit(document, village, geometry=village.geometry.buffer(-15))
            for village in _some(document.all(Village))
        ],
        "a village named": [
            _edit(document, village, name="新") for village in _some(document.all(Village))
        ],
        "an officer": [_edit(document, item, name="新") for item in _some(document.all(Officer))],
        "a duty": [_edit(document, duty, officer=None) for duty in _some(document.all(Duty))],
        "a care record": [
            _edit(document, record, measures=()) for record in _some(document.all(CareRecord))
        ],
        "300 houses at once": [lambda: _moved(document)],
    }


def _edit(document: Document, feature: F, **fields: object) -> Callable[[], Changeset]:
    def make() -> Changeset:
        old = document.get(feature.id, type(feature))
        return edited("", [(old, replace(old, **fields))])

    return make


def _moved(document: Document) -> Changeset:
    homes = [home for home in document.all(Household) if home.geometry is not None][5_000:5_300]
    return edited(
        "", [(home, replace(home, geometry=translate(home.geometry, 5, 0))) for home in homes]
    )


def _some(features: Iterable[F]) -> list[F]:
    """Return a few features, spread over all."""
    found = list(features)
    return found[:: max(1, len(found) // TIMES)][:TIMES]


def _timed(act: Callable[[], object]) -> float:
    begin = time.perf_counter()
    act()
    return 1000 * (time.perf_counter() - begin)


if __name__ == "__main__":
    main()
