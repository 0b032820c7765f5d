"""From a file's coordinates to the project's plane: whose system, and what was lost."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import shapely
from numpy.typing import NDArray

from gridmap.errors import CrsError
from gridmap.geo.china_offset import ACCURACY_M, bd09_to_wgs84, gcj02_to_wgs84, is_in_china
from gridmap.geo.crs import (
    CGCS2000,
    describe_crs,
    is_in_degrees,
    is_known_system,
    is_wgs84,
    plane_to_lonlat,
    to_plane,
)
from gridmap.geo.crs_guess import contradicts, guess_crs, is_swapped, looks_like_degrees
from gridmap.geo.fit import Shapes, is_usable
from gridmap.i18n import tr
from gridmap.importers.layer import RawLayer
from gridmap.importers.options import GCJ02, SHIFT_NAMES, ImportOptions
from gridmap.importers.report import LayerReport, Outcome

FAR_FROM_MERIDIAN_DEG: Final = 3.0
"""Beyond this the plane stretches lengths by more than a thousandth."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceSystem:
    """A layer's system; whether its columns are north first. `source` None: a local plan."""

    source: int | str | None
    swapped: bool = False


def placed(layer: RawLayer, plane_epsg: int, options: ImportOptions, report: LayerReport) -> Shapes:
    """Return the layer's shapes in the project's plane (metres), None where there is no usable one.

    Rows whose shape is missing, broken or outside the plane are noted by the caller's builder; how
    the system was found is told in the report. Raises: CrsError, naming file and layer.
    """
    assert layer.shapes is not None
    shapes = layer.shapes.copy()
    shapes[~is_usable(shapes)] = None
    coordinates = shapely.get_coordinates(shapes)
    system = source_system(layer, coordinates, options, report, plane_epsg)
    if system.source is None:
        return shapes
    if options.shift is not None:
        shapes = unshifted(shapes, options.shift, swapped=system.swapped)
    try:
        moved = to_plane(
            shapes, source=system.source, plane_epsg=plane_epsg, swapped=system.swapped
        )
    except CrsError as error:
        raise CrsError(_named(layer, error.message), hint=error.hint) from error
    lost = ~shapely.is_missing(moved) & ~is_usable(moved)
    for index in np.flatnonzero(lost).tolist():
        layer.bad.setdefault(index, tr("it lies where the project's plane does not reach"))
    moved[lost] = None
    if plane_epsg:
        _warn_far(moved, plane_epsg, report)
    return moved


def source_system(
    layer: RawLayer,
    corners: NDArray[np.float64],
    options: ImportOptions,
    report: LayerReport,
    plane_epsg: int | None,
) -> SourceSystem:
    """Return the system of a layer: as the user says, the file says, else as the numbers tell.

    Raises: CrsError where nothing tells, naming file and layer.
    """
    x, y = corners[:, 0], corners[:, 1]
    if options.shift is not None:
        return _shifted(layer, x, y, options.shift, report)
    if options.epsg is not None:
        _check_stated(layer, options.epsg, x, y)
        return _stated(options.epsg, x, y, report)
    if layer.crs and is_known_system(layer.crs):
        if not contradicts(layer.crs, x, y):
            return _stated(layer.crs, x, y, report)
        report.tell(
            tr(
                "The file says {name}, but its numbers cannot be in it.",
                name=describe_crs(layer.crs),
            )
        )
    if plane_epsg == 0:
        return SourceSystem(source=None)
    return _guessed(layer, x, y, report, hint=options.hint_for_system)


def source_middle(layer: RawLayer, options: ImportOptions) -> tuple[float, float] | None:
    """Return longitude and latitude of the middle of a layer, None where it has no usable shape.

    Raises: CrsError where the layer's system is not known.
    """
    assert layer.shapes is not None
    usable = layer.shapes[is_usable(layer.shapes)]
    if not len(usable):
        return None
    corners = shapely.get_coordinates(usable)
    silent = LayerReport(file="", layer="", target="")
    system = source_system(layer, corners, options, silent, None)
    if system.source is None:
        return None
    middle = np.array([shapely.Point(np.median(corners, axis=0))], dtype=object)
    moved = to_plane(middle, source=system.source, plane_epsg=CGCS2000, swapped=system.swapped)
    lon, lat = shapely.get_coordinates(moved)[0]
    return float(lon), float(lat)


def _stated(
    source: int | str, x: NDArray[np.float64], y: NDArray[np.float64], report: LayerReport
) -> SourceSystem:
    swapped = is_swapped(source, x, y)
    if is_wgs84(source) and len(x) and bool(is_in_china(*((y, x) if swapped else (x, y))).any()):
        report.tell(tr("In China, data called WGS 84 is often shifted (GCJ-02): check it."))
    if swapped:
        report.tell(tr("North and east are swapped in the file; they have been put right."))
    return SourceSystem(source=source, swapped=swapped)


def unshifted(shapes: Shapes, shift: str, *, swapped: bool) -> Shapes:
    """Return shapes in degrees of a web map's shifted system at their true place, in degrees."""
    back = gcj02_to_wgs84 if shift == GCJ02 else bd09_to_wgs84

    def move(points: NDArray[np.float64]) -> NDArray[np.float64]:
        east, north = (1, 0) if swapped else (0, 1)
        lon, lat = back(points[:, east], points[:, north])
        return np.column_stack([lat, lon] if swapped else [lon, lat])

    return np.asarray(shapely.transform(shapes, move), dtype=object)


def _shifted(
    layer: RawLayer,
    x: NDArray[np.float64],
    y: NDArray[np.float64],
    shift: str,
    report: LayerReport,
) -> SourceSystem:
    """Return degrees for a layer that the user says is shifted. Raises: CrsError for metres."""
    name = SHIFT_NAMES[shift]
    if not looks_like_degrees(x, y):
        raise CrsError(
            _named(layer, tr("Its coordinates cannot be in {name}.", name=name)),
            hint=tr("{name} is longitude and latitude of places in China.", name=name),
        )
    report.tell(
        tr(
            "Brought back from {name} to the true place, good to ±{metres} m; kept with each row.",
            name=name,
            metres=f"{ACCURACY_M:g}",
        )
    )
    return SourceSystem(source=CGCS2000, swapped=is_swapped(CGCS2000, x, y))


def _check_stated(
    layer: RawLayer, epsg: int, x: NDArray[np.float64], y: NDArray[np.float64]
) -> None:
    """Raise CrsError where a file's numbers cannot be in the system that the user says.

    A file that declares degrees and has them is not in metres, wherever it lies.
    """
    declares_degrees = (
        bool(layer.crs)
        and is_known_system(layer.crs)
        and is_in_degrees(layer.crs)
        and not contradicts(layer.crs, x, y)
    )
    if contradicts(epsg, x, y) or (declares_degrees and not is_in_degrees(epsg)):
        raise CrsError(
            _named(
                layer,
                tr("Its coordinates cannot be in {name}.", name=describe_crs(epsg)),
            ),
            hint=tr("Leave the coordinate system out, or give the one that the file is in."),
        )


def _guessed(
    layer: RawLayer,
    x: NDArray[np.float64],
    y: NDArray[np.float64],
    report: LayerReport,
    *,
    hint: str,
) -> SourceSystem:
    if not len(x):
        return SourceSystem(source=None)
    guess = guess_crs(x, y)
    if guess is None:
        raise CrsError(
            _named(
                layer, tr("The coordinate system is not stated and the numbers do not tell it.")
            ),
            hint=hint,
        )
    name = describe_crs(guess.epsg)
    if guess.in_degrees:
        report.tell(
            tr(
                "No coordinate system is stated: taken as {name}; it may be shifted (GCJ-02).",
                name=name,
            )
        )
    else:
        report.tell(
            tr("No coordinate system is stated: taken as {name}, by its zone number.", name=name)
        )
    if guess.swapped:
        report.tell(tr("North and east are swapped in the file; they have been put right."))
    return SourceSystem(source=guess.epsg, swapped=guess.swapped)


def _warn_far(shapes: Shapes, plane_epsg: int, report: LayerReport) -> None:
    bounds = shapely.total_bounds(shapes)
    if not np.isfinite(bounds).all():
        return
    middle = np.array([(bounds[0] + bounds[2]) / 2]), np.array([(bounds[1] + bounds[3]) / 2])
    lon, _ = plane_to_lonlat(*middle, plane_epsg=plane_epsg)
    central, _ = plane_to_lonlat(np.array([500_000.0]), middle[1], plane_epsg=plane_epsg)
    far = abs(float(lon[0] - central[0])) > FAR_FROM_MERIDIAN_DEG
    if far and abs(float(middle[0][0])) < 5_000_000.0:
        report.tell(
            tr(
                "The data lies at {lon}°, far from the central meridian: distances will be wrong.",
                lon=f"{float(lon[0]):.3f}",
            )
        )


def note_shapes(layer: RawLayer, shapes: Shapes, report: LayerReport) -> None:
    """Note every row whose shape was missing, broken or mended while reading."""
    for index in np.flatnonzero(shapely.is_missing(shapes)).tolist():
        reason = layer.bad.get(index, tr("it has no shape"))
        report.note(Outcome.DROPPED, reason, layer.rows[index])
    for index, reason in layer.mended.items():
        report.note(Outcome.CHANGED, reason, layer.rows[index])


def _named(layer: RawLayer, message: str) -> str:
    return tr(
        "“{file}”, layer “{layer}”: {reason}",
        file=layer.file.name,
        layer=layer.name,
        reason=message,
    )
