"""Map files read through GDAL: every row that can be saved, no network, no live project."""

from __future__ import annotations

import re
import shutil
import tempfile
import warnings
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import numpy as np
import shapely

from gridmap.errors import GridMapError, ImportFileError
from gridmap.geo.fit import Shapes
from gridmap.i18n import tr
from gridmap.importers import sources
from gridmap.importers.dbf import decoded, table_encoding
from gridmap.importers.geojson import rescued_layers
from gridmap.importers.layer import RawLayer
from gridmap.importers.options import ImportOptions
from gridmap.importers.text import known_encoding

MAX_ARCHIVE_BYTES: Final = 2_000_000_000
_NO_NETWORK: Final = {
    "GDAL_HTTP_PROXY": "127.0.0.1:9",
    "GDAL_HTTPS_PROXY": "127.0.0.1:9",
    "GDAL_HTTP_CONNECTTIMEOUT": "1",
    "GDAL_HTTP_TIMEOUT": "1",
    "GDAL_HTTP_MAX_RETRY": "0",
    "CPL_VSIL_CURL_ALLOWED_EXTENSIONS": "{none}",
    "SHAPE_RESTORE_SHX": "YES",
    "OGR_GEOJSON_MAX_OBJ_SIZE": "0",
}
"""Every request of GDAL would go to a closed port; a lost .shx is restored in a copy."""

_IGNORED_TABLES: Final = frozenset(
    {"track_points", "route_points", "layer_styles", "qgis_projects"}
)


_SOURCE_LINE: Final = re.compile(r"\S+\.cpp, \d+: ")
_FOLDERS: Final = re.compile(r"(?:/[^/\s']+)+/")


def read_vectors(path: Path, kind: str, options: ImportOptions) -> list[RawLayer]:
    """Return the layers of a map file.

    Raises: ImportFileError that names the file, and the layer where it is one layer's fault.
    """
    with _safe_copy(path, kind) as target:
        try:
            return _read_all(path, target, kind, options)
        except ImportFileError:
            if kind != sources.GEOJSON:
                raise
            return rescued_layers(path, options.encoding)


def _read_all(path: Path, target: Path, kind: str, options: ImportOptions) -> list[RawLayer]:
    names = [name for name in _layer_names(path, target) if name not in _IGNORED_TABLES]
    if kind == sources.GEOPACKAGE:
        _refuse_project(path, target)
    if options.layer is not None:
        names = [name for name in names if name == options.layer]
    encoding = _shape_encoding(target, kind, options)
    layers, failures = [], []
    for name in names:
        try:
            layers.append(_read_layer(path, target, name, encoding))
        except ImportFileError as error:
            failures.append(error)
    if failures and not layers:
        raise failures[0]
    if layers:
        layers[0].messages.extend(str(error) for error in failures)
    return layers


def _layer_names(path: Path, target: Path) -> list[str]:
    import pyogrio

    with _gdal(path, ""):
        return [str(name) for name, _ in pyogrio.list_layers(target)]


def _refuse_project(path: Path, target: Path) -> None:
    from pyogrio import raw
    from pyogrio.errors import DataLayerError, DataSourceError, FieldError

    try:
        raw.read(target, sql="SELECT seq FROM change_log LIMIT 1", read_geometry=False)
    except (DataLayerError, DataSourceError, FieldError, ValueError, RuntimeError):
        return
    raise ImportFileError(
        tr("“{file}” is itself a GridMap project.", file=path.name),
        hint=tr("Open it instead, or export its layers first."),
    )


def _read_layer(path: Path, target: Path, name: str, encoding: str) -> RawLayer:
    from pyogrio import raw

    latin = {"encoding": "ISO-8859-1"} if encoding else {}
    with _gdal(path, name):
        meta, _, wkb, values = raw.read(
            target, layer=name, force_2d=True, datetime_as_string=True, **latin
        )
    columns = {str(key): value for key, value in zip(meta["fields"], values, strict=True)}
    count = len(values[0]) if values else (len(wkb) if wkb is not None else 0)
    if encoding:
        columns = {
            decoded(key, encoding): _decoded_all(value, encoding) for key, value in columns.items()
        }
    layer = RawLayer(
        file=path, name=name, columns=columns, rows=range(1, count + 1), crs=str(meta["crs"] or "")
    )
    if wkb is not None and meta["geometry_type"] is not None:
        layer.shapes = _shapes_of(wkb, layer)
    return layer


def _decoded_all(values: Any, encoding: str) -> Any:
    if values.dtype != object:
        return values
    return [decoded(value, encoding) if isinstance(value, str) else value for value in values]


def _shapes_of(wkb: Any, layer: RawLayer) -> Shapes:
    """Return the shapes of a layer; what is broken is mended or left out, by row."""
    shapes: Shapes = np.asarray(shapely.from_wkb(wkb, on_invalid="ignore"), dtype=object)
    given = np.array([item is not None and len(item) > 0 for item in wkb], dtype=bool)
    for index in np.flatnonzero(given & shapely.is_missing(shapes)).tolist():
        fixed = shapely.from_wkb(wkb[index], on_invalid="fix")
        shapes[index] = fixed
        if fixed is None:
            layer.bad[index] = tr("its shape is broken or of a kind that is not known")
        else:
            layer.mended[index] = tr("its outline was not closed and has been closed")
    return shapes


def _shape_encoding(target: Path, kind: str, options: ImportOptions) -> str:
    if kind not in (sources.SHAPEFILE, sources.DBF, sources.ARCHIVE):
        return ""
    if options.encoding:
        return known_encoding(options.encoding)
    table = _beside(target, ".dbf")
    return table_encoding(table) if table is not None else ""


def _beside(path: Path, suffix: str) -> Path | None:
    for item in path.parent.iterdir():
        if item.stem == path.stem and item.suffix.casefold() == suffix:
            return item
    return None


@contextmanager
def _safe_copy(path: Path, kind: str) -> Iterator[Path]:
    """Give the path GDAL may open: the file, or a copy where opening would write beside it."""
    is_live = kind == sources.GEOPACKAGE and any(
        path.with_name(path.name + end).exists() for end in ("-wal", "-journal")
    )
    lacks_index = kind == sources.SHAPEFILE and _beside(path, ".shx") is None
    if not is_live and not lacks_index and kind != sources.ARCHIVE:
        yield path
        return
    with tempfile.TemporaryDirectory(prefix="gridmap-") as folder:
        if kind == sources.ARCHIVE:
            yield _unpacked(path, Path(folder))
        else:
            yield _copied(path, Path(folder), whole=lacks_index)


def _copied(path: Path, folder: Path, *, whole: bool) -> Path:
    names = [item for item in path.parent.iterdir() if item.stem == path.stem] if whole else []
    names += [path, *(path.with_name(path.name + end) for end in ("-wal", "-journal"))]
    for item in names:
        if item.is_file():
            shutil.copyfile(item, folder / item.name)
    return folder / path.name


def _unpacked(path: Path, folder: Path) -> Path:
    """Unpack the parts of one shapefile, KML or other map from an archive; return what to open."""
    wanted = (".shp", ".kml", ".gpkg", ".geojson")
    try:
        with zipfile.ZipFile(path) as archive:
            members = [item for item in archive.infolist() if not item.is_dir()]
            if sum(item.file_size for item in members) > MAX_ARCHIVE_BYTES:
                raise ImportFileError(tr("“{file}” unpacks to more than 2 GB.", file=path.name))
            for item in members:
                (folder / Path(item.filename).name).write_bytes(archive.read(item))
    except (zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError, EOFError) as error:
        raise ImportFileError(
            tr("“{file}” cannot be unpacked.", file=path.name), hint=tr("Ask for the file again.")
        ) from error
    found = sorted(item for item in folder.iterdir() if item.suffix.casefold() in wanted)
    if len(found) != 1:
        raise ImportFileError(
            tr("“{file}” holds {number} maps, not one.", file=path.name, number=len(found)),
            hint=tr("Unpack it and name the files one by one."),
        )
    return found[0]


@contextmanager
def _gdal(path: Path, layer: str) -> Iterator[None]:
    """Turn whatever GDAL raises into one sentence that names file and layer; hide warnings."""
    import pyogrio
    from pyogrio.errors import DataLayerError, DataSourceError, FeatureError, GeometryError

    pyogrio.set_gdal_config_options(_NO_NETWORK)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    except GridMapError:
        raise
    except (
        DataSourceError,
        DataLayerError,
        FeatureError,
        GeometryError,
        UnicodeDecodeError,
        ValueError,
        RuntimeError,
    ) as error:
        raise _unreadable(path, layer, error) from error


def _unreadable(path: Path, layer: str, error: Exception) -> ImportFileError:
    reason = _plain(str(error))
    if layer:
        message = tr(
            "Layer “{layer}” of “{file}” cannot be read: {reason}",
            layer=layer,
            file=path.name,
            reason=reason,
        )
    else:
        message = tr("“{file}” cannot be read as a map: {reason}", file=path.name, reason=reason)
    return ImportFileError(
        message, hint=tr("Open it in the program it came from and save it again.")
    )


def _plain(reason: str) -> str:
    """Return GDAL's reason without folders, source lines and advice for programmers."""
    short = _SOURCE_LINE.sub("", reason.replace("\n", " "))
    short = _FOLDERS.sub("", short).split("; It might help", 1)[0].strip("'; ")
    return short if len(short) <= 160 else short[:157] + "..."
