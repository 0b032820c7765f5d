"""GeoJSON that GDAL gives up on, feature by feature: one bad one does not lose the others."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import numpy as np
import shapely
from shapely.errors import ShapelyError

from gridmap.errors import ImportFileError
from gridmap.i18n import tr
from gridmap.importers.layer import RawLayer
from gridmap.importers.text import read_text

GEOMETRY_TYPES: Final = frozenset(
    {
        "Point",
        "MultiPoint",
        "LineString",
        "MultiLineString",
        "Polygon",
        "MultiPolygon",
        "GeometryCollection",
    }
)


def rescued_layers(path: Path, encoding: str | None) -> list[RawLayer]:
    """Return the one layer of a GeoJSON file with every feature that can be understood.

    Raises: ImportFileError where it is not JSON, or no feature of it can be used.
    """
    features = _features(path, encoding)
    shapes = np.full(len(features), None, dtype=object)
    bad: dict[int, str] = {}
    for index, feature in enumerate(features):
        try:
            shapes[index] = _shape(feature)
        except (
            ShapelyError,
            ValueError,
            TypeError,
            KeyError,
            IndexError,
            AttributeError,
            RecursionError,
        ):
            bad[index] = tr("its geometry is not valid GeoJSON")
    if len(bad) == len(features):
        raise ImportFileError(
            tr("“{file}” holds no feature that can be understood.", file=path.name),
            hint=tr("Check it with the program it came from."),
        )
    return [
        RawLayer(
            file=path,
            name=path.stem,
            columns=_columns(features),
            rows=range(1, len(features) + 1),
            shapes=shapes,
            crs="EPSG:4326",
            bad=bad,
        )
    ]


def _features(path: Path, encoding: str | None) -> list[Any]:
    text, _ = read_text(path, encoding)
    try:
        root = json.loads(text)
    except (ValueError, RecursionError) as error:
        where = (
            f" ({error.lineno}:{error.colno})" if isinstance(error, json.JSONDecodeError) else ""
        )
        raise ImportFileError(
            tr("“{file}” is not valid JSON{where}.", file=path.name, where=where),
            hint=tr("It may have been cut off; ask for it again."),
        ) from error
    found = root.get("features", [root]) if isinstance(root, dict) else None
    if not isinstance(found, list) or not found:
        raise ImportFileError(
            tr("“{file}” is JSON, but not a collection of map features.", file=path.name),
            hint=tr("Ask for GeoJSON (a FeatureCollection)."),
        )
    return found


def _shape(feature: Any) -> Any:
    geometry = feature if "coordinates" in feature else feature["geometry"]
    if geometry is None:
        return None
    if geometry["type"] not in GEOMETRY_TYPES:
        raise ValueError(geometry["type"])
    return shapely.from_geojson(json.dumps(geometry))


def _columns(features: Sequence[Any]) -> dict[str, Sequence[Any]]:
    properties = [_properties(feature) for feature in features]
    names = dict.fromkeys(name for row in properties for name in row)
    return {name: [row.get(name) for row in properties] for name in names}


def _properties(feature: Any) -> dict[str, Any]:
    found = feature.get("properties") if isinstance(feature, dict) else None
    return found if isinstance(found, dict) else {}
