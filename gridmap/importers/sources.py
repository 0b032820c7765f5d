"""Which files can be read and by what; everything else gets a clear refusal."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from gridmap.errors import ImportFileError, NotFoundError
from gridmap.i18n import tr
from gridmap.importers.options import ImportOptions
from gridmap.importers.text import unreadable

GEOPACKAGE = "geopackage"
GEOJSON = "geojson"
SHAPEFILE = "shapefile"
DBF = "dbf"
XML = "xml"
DXF = "dxf"
ARCHIVE = "archive"
TEXT = "text"
WORKBOOK = "workbook"

_BY_SUFFIX: Final = {
    ".gpkg": GEOPACKAGE, ".geojson": GEOJSON, ".json": GEOJSON, ".shp": SHAPEFILE, ".dbf": DBF,
    ".kml": XML, ".kmz": ARCHIVE, ".gpx": XML, ".dxf": DXF, ".zip": ARCHIVE,
    ".csv": TEXT, ".txt": TEXT, ".tsv": TEXT,
    ".xlsx": WORKBOOK, ".xlsm": WORKBOOK, ".xls": WORKBOOK, ".xlsb": WORKBOOK, ".ods": WORKBOOK,
    ".et": WORKBOOK,
}  # fmt: skip
_PICTURES: Final = frozenset({
    ".tif", ".tiff", ".jpg", ".jpeg", ".png", ".gif", ".bmp", ".webp", ".heic", ".avif",
    ".jp2", ".asc", ".vrt", ".tfw", ".img",
})  # fmt: skip
_TILES: Final = frozenset({".mbtiles", ".pmtiles"})
_PARTS: Final = frozenset({".shx", ".prj", ".cpg", ".sbn", ".sbx", ".qix", ".qpj"})
_SQLITE: Final = b"SQLite format 3\x00"


def kind_of(path: Path, options: ImportOptions) -> str:
    """Return how a file is to be read.

    Raises: NotFoundError where there is none; ImportFileError where it is empty, of an unknown
    kind, not what its name says, or the project that is open.
    """
    _check_there(path)
    if options.open_project is not None and path.samefile(options.open_project):
        raise ImportFileError(
            tr(
                "“{file}” is the project that is open; it cannot be imported into itself.",
                file=path.name,
            )
        )
    suffix = path.suffix.casefold()
    kind = _BY_SUFFIX.get(suffix)
    if kind is None:
        raise _refusal(path, suffix)
    head = _head_of(path)
    if not head:
        raise ImportFileError(
            tr("“{file}” is empty.", file=path.name), hint=tr("Ask for the file again.")
        )
    if not _fits(kind, head):
        raise ImportFileError(
            tr(
                "“{file}” is not a {suffix} file, whatever its name says.",
                file=path.name,
                suffix=suffix,
            ),
            hint=tr("Open it in the program it came from and save it again."),
        )
    return kind


def _check_there(path: Path) -> None:
    if path.is_dir():
        raise ImportFileError(
            tr("“{file}” is a folder.", file=path.name), hint=tr("Name the files in it.")
        )
    if not path.is_file():
        raise NotFoundError(tr("There is no file “{file}”.", file=str(path)))


def _head_of(path: Path) -> bytes:
    try:
        with path.open("rb") as stream:
            return stream.read(512)
    except OSError as error:
        raise unreadable(path, error) from error


def _fits(kind: str, head: bytes) -> bool:
    """Whether the first bytes are of the kind, so that no other reader opens the file."""
    text = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if kind == GEOPACKAGE:
        return head.startswith(_SQLITE)
    if kind == GEOJSON:
        return text[:1] in (b"{", b"[")
    if kind == SHAPEFILE:
        return head.startswith(b"\x00\x00\x27\x0a")
    if kind == XML:
        return text[:1] == b"<" or head[:2] in (b"\xff\xfe", b"\xfe\xff")
    if kind == ARCHIVE:
        return head.startswith(b"PK")
    if kind == DXF:
        return text[:1] != b"<" and not head.startswith(_SQLITE)
    return True


def _refusal(path: Path, suffix: str) -> ImportFileError:
    if suffix in _PICTURES:
        return ImportFileError(
            tr("“{file}” is a picture or raster, not a map of shapes.", file=path.name),
            hint=tr("Pictures can lie under the map, but nothing can be imported from them."),
        )
    if suffix in _TILES:
        return ImportFileError(
            tr("“{file}” is a set of map tiles, not a map of shapes.", file=path.name),
            hint=tr("Ask for the same data as GeoPackage, Shapefile or GeoJSON."),
        )
    if suffix in _PARTS:
        return ImportFileError(
            tr("“{file}” is only a part of a shapefile.", file=path.name),
            hint=tr("Name the .shp file; the other parts are found beside it."),
        )
    return ImportFileError(
        tr(
            "“{file}” is of a kind that cannot be read ({suffix}).",
            file=path.name,
            suffix=suffix or "-",
        ),
        hint=tr("Give GeoPackage, Shapefile, GeoJSON, KML, GPX, DXF, CSV or a workbook."),
    )
