"""The atlases that the tests of quality look at: what was printed, and the finished file read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
import shapely

from gridmap.export.atlas import export_atlas
from gridmap.export.report import AtlasReport
from gridmap.export.spec import AtlasSpec
from gridmap.importers.options import ImportOptions
from gridmap.importers.run import import_files
from gridmap.model.document import Document, Snapshot
from gridmap.model.editions import Edition
from gridmap.model.features import KINDS, Household, Project
from gridmap.model.relations import has_position
from gridmap.progress import run_job
from gridmap.synth.plan import AS_OF
from gridmap.synth.township import synthesize
from tests.helpers.build import fid
from tests.quality.page_read import PageRead
from tests.quality.reading import read_pages
from tests.quality.sheets_read import Row, SheetRead, index_rows, sheets_in

DOOR_WORD, HEAD_WORD = "Door", "Head"
DEMO_SEED = 1
DEMO_VILLAGES = 2
"""Villages of the demo township that the tests print; the benchmark prints them all."""

CROWD = 300
"""Households of a real place that the tests print, the densest; the benchmark prints them all."""

SEEDS = range(1, 21)
REAL = (("osm/kathmandu_ward7.gpkg", 4537), ("osm/maldives_north.gpkg", 32643))


@dataclass
class Subject:
    """One finished file: the features it was made of, the report of the run, and its pages."""

    name: str
    snapshot: Snapshot
    path: Path
    report: AtlasReport
    spec: AtlasSpec

    def read(self) -> None:
        """Read the file now, so that what was read is kept with the subject."""
        assert self.pages

    @cached_property
    def pages(self) -> list[PageRead]:
        """The pages as read from the file."""
        return read_pages(self.path)

    @cached_property
    def sheets(self) -> list[SheetRead]:
        """The detail sheets among them."""
        return sheets_in(self.pages)

    @cached_property
    def rows(self) -> list[Row]:
        """The rows of both indexes."""
        return list(index_rows(self.pages, door_word=DOOR_WORD, head_word=HEAD_WORD))

    @cached_property
    def households(self) -> list[Household]:
        """The households that must be in it: those of its villages that have a place."""
        wanted = set(self.spec.villages)
        return [
            item
            for item in self.snapshot.all(Household)
            if has_position(item) and (not wanted or item.village in wanted)
        ]


def printed(name: str, snapshot: Snapshot, folder: Path, spec: AtlasSpec) -> Subject:
    """Print a snapshot as one volume into a folder."""
    path = folder / f"{name}-{spec.edition.value}.pdf"
    report = run_job(export_atlas(snapshot, spec, path))
    return Subject(name=name, snapshot=snapshot, path=path, report=report, spec=spec)


def spec_of(edition: Edition = Edition.HOUSEHOLD, **more: object) -> AtlasSpec:
    """Return the usual choices for invented data."""
    return AtlasSpec(**{"edition": edition, "on": AS_OF, **more})  # type: ignore[arg-type]


def invented(preset: str, seed: int) -> Snapshot:
    """Return an invented village or township."""
    return Snapshot.of(run_job(synthesize(preset, seed)))


def imported(path: Path, epsg: int) -> Snapshot:
    """Return a real place with an invented project around it."""
    document = Document([Project(id=fid("p"), name="real", epsg=epsg)])
    result = run_job(import_files(document, [path], options=ImportOptions()))
    document.apply(result.changeset)
    return document.snapshot()


def crowd_of(snapshot: Snapshot, count: int) -> Snapshot:
    """Return a real place with only the households nearest to where they stand densest."""
    placed = [item for item in snapshot.all(Household) if item.geometry is not None]
    points = np.array([(item.geometry.x, item.geometry.y) for item in placed if item.geometry])
    tree = shapely.STRtree(shapely.points(points))
    around = tree.query(shapely.points(points), predicate="dwithin", distance=60.0)[0]
    middle = points[np.bincount(around).argmax()]
    order = np.argsort(np.hypot(*(points - middle).T))[:count]
    kept = {placed[index].id for index in order.tolist()}
    return Snapshot.of(
        item
        for kind in KINDS
        for item in snapshot.all(kind)
        if not isinstance(item, Household) or item.id in kept
    )


def all_problems(found: Sequence[str], *, most: int = 12) -> str:
    """Return the first of some problems as one text, for a failing test to show."""
    return "\n".join([f"{len(found)} problems", *found[:most]])
