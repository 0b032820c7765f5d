"""What lies on the ground: roads, water, buildings and land use. Found again by exact shape."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Final

import numpy as np
import shapely

from gridmap.geo.fit import Shapes, as_areas, as_lines
from gridmap.i18n import tr
from gridmap.importers.draft import shape_keys
from gridmap.importers.intake import Intake, ShapePool, present
from gridmap.importers.placing import note_shapes
from gridmap.importers.words import import_words
from gridmap.model.features import AREA_KINDS, CONTOUR, LINE_KINDS, Area, Line, new_id

KindOf = Callable[[int], str]

ROADS: Final = ("road", "lane", "path", "wall")
STREAMS: Final = ("river", "stream", "ditch")
LAND: Final = ("field", "wood", "yard", "water")


def take_roads(intake: Intake) -> None:
    """Take lines as roads, lanes and paths; of unknown ones a recorded track is a path."""

    def kind(index: int) -> str:
        value = intake.cell("kind", index)
        known = _own_kind(value, LINE_KINDS) or import_words().kind("road", value)
        if not known and value and not is_walked:
            intake.change(index, tr("its kind is not known; it was taken as a road"), value)
        return known or ("path" if is_walked else "road")

    is_walked = intake.layer.file.suffix.casefold() == ".gpx"
    _take_lines(intake, kind, ROADS)


def take_contours(intake: Intake) -> None:
    """Take lines as contour lines; a row without a height is left out.

    The name of such a line is its height in metres.
    """

    def height(index: int) -> str:
        return _height(intake.cell("height_m", index))

    def kind(index: int) -> str:
        return CONTOUR if height(index) else ""

    _take_lines(intake, kind, (CONTOUR,), name_of=height, lacking=tr("it has no height"))


def take_water(intake: Intake) -> None:
    """Take lines as rivers, streams and ditches, areas as water."""
    if intake.layer.family == "areas":
        _take_areas(intake, lambda index: _water_area(intake, index), ("water",))
        return

    def kind(index: int) -> str:
        value = intake.cell("kind", index)
        known = _own_kind(value, LINE_KINDS) or import_words().kind("water_line", value)
        return known if known or value else "stream"

    _take_lines(intake, kind, STREAMS)


def take_buildings(intake: Intake) -> None:
    """Take areas as building footprints."""
    _take_areas(intake, lambda _: "building", ("building",))


def take_landuse(intake: Intake) -> None:
    """Take fields, woods, yards and water; other uses of land are not on the map and are noted."""

    def kind(index: int) -> str:
        words = import_words()
        for name in ("kind", "natural", "leisure"):
            value = intake.cell(name, index)
            known = _own_kind(value, AREA_KINDS) or words.kind("land", value)
            if known:
                return known
        return ""

    _take_areas(intake, kind, LAND)


def _water_area(intake: Intake, index: int) -> str:
    value = intake.cell("kind", index)
    is_water = not value or value == "water" or import_words().has("water_area", value)
    return "water" if is_water else ""


def _own_kind(value: str, kinds: tuple[str, ...]) -> str:
    return value if value in kinds else ""


def _take_lines(
    intake: Intake,
    kind_of: KindOf,
    among: Sequence[str],
    *,
    name_of: KindOf | None = None,
    lacking: str = "",
) -> None:
    assert intake.shapes is not None
    note_shapes(intake.layer, intake.shapes, intake.report)
    lines = as_lines(intake.shapes)
    _note_misfits(intake, lines, tr("it is not a line"))
    keys = shape_keys(lines)
    held = intake.draft.reader.all(Line)
    pool = ShapePool(item for item in held if item.line_kind in among)
    for index in present(lines):
        kind = kind_of(index)
        if not kind:
            reason = lacking or tr("its kind is not on the map")
            intake.drop(index, reason, intake.cell("kind", index))
            continue
        name = name_of(index) if name_of is not None else intake.cell("name", index)
        width_m = _width(intake.cell("width_m", index))
        old = pool.take(keys[index])
        if isinstance(old, Line):
            new = replace(
                old, line_kind=kind, name=name or old.name, width_m=width_m or old.width_m
            )
        else:
            new = Line(
                id=new_id(), line_kind=kind, name=name, width_m=width_m, geometry=lines[index]
            )
        intake.settle(old, new)


def _take_areas(intake: Intake, kind_of: KindOf, among: Sequence[str]) -> None:
    assert intake.shapes is not None
    note_shapes(intake.layer, intake.shapes, intake.report)
    areas = as_areas(intake.shapes)
    _note_misfits(intake, areas, tr("it is not an area"))
    keys = shape_keys(areas)
    held = intake.draft.reader.all(Area)
    pool = ShapePool(item for item in held if item.area_kind in among)
    for index in present(areas):
        kind = kind_of(index)
        if not kind:
            values = (intake.cell(name, index) for name in ("kind", "natural", "leisure"))
            intake.drop(index, tr("its kind is not on the map"), "/".join(filter(None, values)))
            continue
        name = intake.cell("name", index)
        old = pool.take(keys[index])
        if isinstance(old, Area):
            new = replace(old, area_kind=kind, name=name or old.name)
        else:
            new = Area(id=new_id(), area_kind=kind, name=name, geometry=areas[index])
        intake.settle(old, new)


def _note_misfits(intake: Intake, fitted: Shapes, reason: str) -> None:
    assert intake.shapes is not None
    given = ~shapely.is_missing(intake.shapes)
    for index in np.flatnonzero(given & shapely.is_missing(fitted)).tolist():
        intake.drop(index, reason)
    mended = given & ~shapely.is_missing(fitted) & ~shapely.is_valid(intake.shapes)
    for index in np.flatnonzero(mended).tolist():
        intake.change(index, tr("its outline crossed itself and has been mended"))


def _height(text: str) -> str:
    """Return a height in metres as it is kept, empty for none that can be."""
    try:
        height_m = float(text.casefold().removesuffix("米").removesuffix("m").strip())
    except ValueError:
        return ""
    return f"{height_m:g}" if -500.0 < height_m < 9000.0 else ""


def _width(text: str) -> float | None:
    try:
        width_m = float(text.casefold().removesuffix("米").removesuffix("m").strip())
    except ValueError:
        return None
    return width_m if 0.0 < width_m < 200.0 else None
