"""How many labels find a place, beside QGIS's engine and beside the exact maximum.

Equal points, equal boxes (door over name, 6 pt, a line 1.15 em high), equal rules: labels touch no
symbol and no other label, stand 0.2 mm from their own symbol or, where leaders are allowed, at the
end of a straight one of at most 8 mm that touches no other symbol, label or leader. QGIS (optional;
the Python it belongs to is /usr/bin/python3 or QGIS_PYTHON) places each case by three settings
beside the symbols, with symbols as obstacles or pinned, and by three with callouts; the best
counts. What breaks the rules by more than 0.05 mm counts as not placed.

"most" is the greatest share that any choice among the engine's places beside the symbols can reach
(integer program over a whole village, or its bound where that is not solved in time). It is asked
for where QGIS is under 90 %, else 100; --quick leaves it out.
"""

from __future__ import annotations

import math
import sys
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from pathlib import Path

import numpy as np
import pyogrio
import shapely

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.bench_labels import SPACING, requests_for, village_m
from benchmarks.label_optimum import bound_on_labels, compare, places_beside
from benchmarks.label_peers import Placed, ask_qgis, size_error_mm, valid, valid_with_leaders
from gridmap.layers.labels import Box, LabelRequest, LabelRules, place_labels
from gridmap.model.features import Household, Village
from gridmap.progress import run_job
from gridmap.synth.township import synthesize

SCALES = (8000, 5000, 4000, 2500, 2000, 1000)
GAP_MM = 0.2
MOST = 300
CASES = 4
ENOUGH = 0.9
SECONDS = 15.0
Case = tuple[list[LabelRequest], Box, float]


def lanes() -> Iterator[np.ndarray]:
    """Yield the four villages along lanes by which engines were first compared."""
    for seed in range(CASES):
        yield village_m(seed) * SPACING


@cache
def demo_township() -> tuple[np.ndarray, ...]:
    """Return the houses of the first villages of the demo township."""
    features = run_job(synthesize("township", 1))
    villages = [item.id for item in features if isinstance(item, Village)][:CASES]
    houses = [item for item in features if isinstance(item, Household) and item.geometry]
    return tuple(
        np.array(
            [(h.geometry.x, h.geometry.y) for h in houses if h.village == village and h.geometry]
        )
        for village in villages
    )


def real(name: str, epsg: int) -> Callable[[], Iterator[np.ndarray]]:
    """Return what yields the houses nearest to some points of a real place, or nothing."""

    def points() -> Iterator[np.ndarray]:
        file = _shared(name)
        if file is None:
            return
        frame = pyogrio.read_dataframe(file, layer="building_points").to_crs(epsg)
        found = shapely.get_coordinates(frame.geometry.to_numpy())
        dice = np.random.default_rng(5)
        for start in dice.integers(0, len(found), CASES):
            far = np.hypot(*(found - found[start]).T)
            yield found[np.argsort(far, kind="stable")[:MOST]]

    return points


def _shared(name: str) -> Path | None:
    folders = [parent / "shared" / "data" for parent in Path(__file__).resolve().parents]
    return next((folder / name for folder in folders if (folder / name).exists()), None)


KINDS: dict[str, Callable[[], Iterator[np.ndarray]]] = {
    "villages along lanes": lanes,
    "demo township": lambda: iter(demo_township()),
    "Kathmandu, ward 7": real("osm/kathmandu_ward7.gpkg", 4537),
    "Maldives, north": real("osm/maldives_north.gpkg", 32643),
}


def table() -> None:
    """Print the shares placed by QGIS and here, for each kind of village and scale."""
    rows, cases = _cases()
    version, answers = ask_qgis(cases)
    print(f"QGIS {version}" if answers else f"QGIS: skipped, {version}")
    found: dict[tuple[str, int], list[list[float]]] = {}
    error = 0.0
    for number, (row, case) in enumerate(zip(rows, cases, strict=True)):
        answer = answers[number] if answers else {}
        error = max([error, *(size_error_mm(case[0], boxes) for boxes in answer.values())])
        found.setdefault(row, []).append([*theirs(case, answer), *ours(case), most(case, answer)])
    print(f"boxes equal within {error:.3f} mm; share of labels placed, %")
    print(
        f"{'':22}{'':>8}{'beside the symbols':>26}{'':>8}{'with leaders':>16}\n"
        f"{'':22}{'scale':>8}{'QGIS':>8}{'here':>8}{'most':>10}{'QGIS':>8}{'here':>8}{'more':>16}"
    )
    for (kind, scale), shares in sorted(found.items(), key=lambda item: (item[0][0], -item[0][1])):
        qgis, away, beside, led, bound = (100.0 * np.array(shares).mean(axis=0)).tolist()
        more = f"{beside - qgis:+.1f} / {led - max(qgis, away):+.1f}"
        print(
            f"{kind:22}{f'1:{scale}':>8}{qgis:8.1f}{beside:8.1f}{bound:10.1f}"
            f"{away:8.1f}{led:8.1f}{more:>16}"
        )


def _cases() -> tuple[list[tuple[str, int]], list[Case]]:
    """Return kind and scale of all cases, and the cases."""
    rows: list[tuple[str, int]] = []
    cases: list[Case] = []
    for kind, points in KINDS.items():
        for village in points():
            flipped = village[:MOST] * np.array([1.0, -1.0])
            for scale in SCALES:
                wanted, frame = requests_for(
                    flipped, scale, size_pt=6, symbol_mm=1.2, fallbacks=False
                )
                rows.append((kind, scale))
                cases.append((wanted, frame, GAP_MM))
    return rows, cases


def theirs(case: Case, answer: Mapping[str, Placed]) -> list[float]:
    """Return QGIS's best share beside the symbols and its best with callouts; NaN without QGIS."""
    wanted = case[0]
    best = {False: math.nan, True: math.nan}
    for setting, boxes in answer.items():
        is_away = setting.endswith("away")
        count = valid_with_leaders(wanted, boxes) if is_away else valid(wanted, boxes)
        best[is_away] = np.fmax(best[is_away], count / len(wanted))
    return [best[False], best[True]]


def most(case: Case, answer: Mapping[str, Placed]) -> float:
    """Return the share that no choice of places beside the symbols exceeds; NaN where not asked."""
    wanted, frame, _ = case
    if "--quick" in sys.argv:
        return math.nan
    if theirs(case, answer)[0] >= ENOUGH:
        return 1.0
    try:
        places = places_beside(wanted, frame)
        return bound_on_labels(places, seconds=SECONDS)[0] / len(wanted)
    except ImportError:
        return math.nan


def ours(case: Case) -> list[float]:
    """Return the shares placed here: beside the symbols only, and with leaders up to 8 mm."""
    wanted, frame, gap_mm = case
    shares = []
    for leader_mm in (0.0, 8.0):
        rules = LabelRules(gap_mm=gap_mm, clearance_mm=0.0, leader_mm=leader_mm)
        shares.append(len(place_labels(wanted, frame=frame, rules=rules).placed) / len(wanted))
    return shares


if __name__ == "__main__":
    compare(400 if "--county" in sys.argv else 150)
    table()
