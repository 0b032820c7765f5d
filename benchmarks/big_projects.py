"""The large projects that benchmarks open, made once and kept in the user's cache folder.

`county`: 100,000 households, 400 grids. `half`: of it the first 50,000 households in 500 grids,
twenty villages with a piece of land in no grid, and 400 households that wait for a place.
"""

from __future__ import annotations

import pickle
import shutil
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

import platformdirs
import shapely

from gridmap.actions.grids import split_grid
from gridmap.model.document import Document
from gridmap.model.features import (
    KINDS,
    CareRecord,
    Duty,
    Feature,
    FeatureId,
    Grid,
    Household,
    Place,
    Project,
    Village,
    VillagerGroup,
    Visit,
)
from gridmap.progress import run_job
from gridmap.store.geopackage import create_project
from gridmap.synth.township import synthesize

SEED = 1
HALF_HOUSEHOLDS, HALF_GRIDS, GAPS, WAITING = 50_000, 500, 20, 400


def copy_of(name: str, folder: Path) -> Path:
    """Return a copy of a project (`county` or `half`) in a folder; it is made at first use."""
    kept = _cache() / f"{name}-{SEED}.gpkg"
    if not kept.exists():
        features = county_features()
        _write(kept, half_of(features) if name == "half" else features)
    return Path(shutil.copy(kept, folder / f"{name}.gpkg"))


def county_features() -> list[Feature]:
    """Return the features of the county, from the cache where it holds them."""
    kept = _cache() / f"county-{SEED}.pickle"
    if not kept.exists():
        kept.write_bytes(pickle.dumps(run_job(synthesize("county", SEED))))
    features: list[Feature] = pickle.loads(kept.read_bytes())
    return features


def half_of(features: Sequence[Feature]) -> list[Feature]:
    """Return the smaller project made of a county's features."""
    villages = _first_villages(features)
    kept = _within(features, villages)
    document = Document(kept)
    while document.count(Grid) < HALF_GRIDS + GAPS:
        _split_largest(document)
    grids = _without_some(list(document.all(Grid)))
    rest = [item for kind in KINDS if kind is not Grid for item in document.all(kind)]
    households = [item for item in rest if isinstance(item, Household) and item.geometry]
    waiting = {item.id for item in households[:: len(households) // WAITING][:WAITING]}
    return [*(_unplaced(item, waiting) for item in rest), *grids]


def _first_villages(features: Sequence[Feature]) -> frozenset[FeatureId]:
    counts = Counter(item.village for item in features if isinstance(item, Household))
    found: list[FeatureId] = []
    total = 0
    for village in features:
        if isinstance(village, Village) and total < HALF_HOUSEHOLDS:
            found.append(village.id)
            total += counts[village.id]
    return frozenset(found)


def _within(features: Iterable[Feature], villages: frozenset[FeatureId]) -> list[Feature]:
    """Return the features of some villages, at most HALF_HOUSEHOLDS households of them."""
    kept: list[Feature] = []
    known: set[FeatureId] = set()
    households = 0
    for item in features:
        if isinstance(item, Village):
            is_in = item.id in villages
        elif isinstance(item, Household):
            is_in = item.village in villages and households < HALF_HOUSEHOLDS
            households += is_in
        elif isinstance(item, Grid | VillagerGroup | Place):
            is_in = item.village in villages
        elif isinstance(item, CareRecord):
            is_in = item.household in known
        elif isinstance(item, Visit):
            is_in = item.record in known
        else:
            is_in = True
        if is_in:
            kept.append(item)
            known.add(item.id)
    return [item for item in kept if not isinstance(item, Duty) or item.scope in known]


def _split_largest(document: Document) -> None:
    grid = max(
        (item for item in document.all(Grid) if item.geometry is not None),
        key=lambda item: shapely.area(item.geometry),
    )
    min_x, min_y, max_x, max_y = shapely.bounds(grid.geometry)
    x, y = (min_x + max_x) / 2, (min_y + max_y) / 2
    is_wide = max_x - min_x > max_y - min_y
    ends = [(x, min_y - 5), (x, max_y + 5)] if is_wide else [(min_x - 5, y), (max_x + 5, y)]
    document.apply(split_grid(document, grid.id, shapely.LineString(ends), tolerance_m=1.0))


def _without_some(grids: Sequence[Grid]) -> list[Grid]:
    """Return the grids but the last of GAPS villages that have three or more."""
    counts = Counter(grid.village for grid in grids)
    chosen = [village for village, count in counts.items() if count >= 3][:GAPS]
    last = {grid.village: grid.id for grid in grids if grid.village in chosen}
    return [grid for grid in grids if last.get(grid.village) != grid.id]


def _unplaced(feature: Feature, waiting: set[FeatureId]) -> Feature:
    if feature.id in waiting and isinstance(feature, Household):
        return replace(feature, geometry=None)
    return feature


def _write(path: Path, features: Sequence[Feature]) -> None:
    project = next(item for item in features if isinstance(item, Project))
    create_project(path, project, features)


def _cache() -> Path:
    folder = Path(platformdirs.user_cache_dir("gridmap", appauthor=False)) / "benchmarks"
    folder.mkdir(parents=True, exist_ok=True)
    return folder
