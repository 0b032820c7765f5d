"""Every broken and odd file of the shared folder gives features or one clear sentence."""

import warnings
from pathlib import Path

import pytest

from gridmap.errors import CrsError, GridMapError, ImportFileError
from gridmap.i18n import CHINESE, set_language
from gridmap.importers import vectors
from gridmap.importers.run import ImportOptions, import_files, read_layers
from gridmap.importers.sources import kind_of
from gridmap.model.document import Document
from gridmap.progress import run_job
from tests.helpers.shared_data import shared_data, shared_data_folder
from tests.importers.helpers import PROJECT

FOLDER = shared_data_folder()
SUBFOLDERS = ("formats", "admin", "boundaries", "scans")
TARGETS = (None, "villages", "households", "roads", "buildings", "places", "roster")


def odd_files() -> list[str]:
    if FOLDER is None:
        return []
    found = [
        item
        for name in SUBFOLDERS
        for item in (FOLDER / name).rglob("*")
        if item.is_file() and "geometry" not in item.parts
    ]
    return sorted(str(item.relative_to(FOLDER)) for item in found)


@pytest.mark.skipif(FOLDER is None, reason="no folder of real files (shared/data)")
@pytest.mark.parametrize("name", odd_files())
def test_each_file_gives_features_or_a_clear_error(name: str) -> None:
    path = shared_data(name)
    messages = []
    for target in TARGETS:
        doc = Document([PROJECT])
        try:
            result = run_job(import_files(doc, [path], options=ImportOptions(target=target)))
        except GridMapError as error:
            messages.append(error.message)
            continue
        doc.apply(result.changeset)
        assert result.report.layers
        assert result.report.to_text()
        assert all(layer.rows for layer in result.report.layers)
    for message in messages:
        assert path.name in message
        assert str(path.parent) not in message


@pytest.mark.skipif(FOLDER is None, reason="no folder of real files (shared/data)")
@pytest.mark.parametrize(
    "name",
    [
        "formats/gpkg/geotools__giantPoly.gpkg",
        "formats/xlsx/calamine__pass_protected.xlsx",
        "formats/geojson/mapshaper__sample.json",
        "formats/tiles/gdal__byte.mbtiles",
        "formats/photos/exif-samples__DSCN0010.jpg",
        "formats/csv/csvkit__empty.csv",
        "formats/shp/gdal__testpoly/testpoly.shx",
    ],
)
def test_errors_are_chinese_where_the_user_is(name: str) -> None:
    path = shared_data(name)
    set_language(CHINESE)
    with pytest.raises(ImportFileError) as caught:
        read_layers(path, ImportOptions())
    assert path.name in caught.value.message
    assert any("\u4e00" <= char <= "\u9fff" for char in caught.value.message)
    assert any("\u4e00" <= char <= "\u9fff" for char in caught.value.hint)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("mapshaper__gb2312/gb2312.dbf", "简体国语"),
        ("mapshaper__utf8/utf8.dbf", "国语國語"),
        ("mapshaper__latin1/latin1.dbf", "México"),
        ("mapshaper-cpg__shiftjis/shiftjis.dbf", "カタカナ"),
        ("gdal__departs/departs.shp", "Frédéric"),
    ],
)
def test_tables_are_read_in_their_true_encoding(name: str, value: str) -> None:
    path = shared_data(f"formats/shp/{name}")
    (layer,) = read_layers(path, ImportOptions())
    text = " ".join(cell for item in layer.headers for cell in layer.texts(item))
    assert value in text
    assert "\ufffd" not in text


def test_a_stated_encoding_wins_over_the_guess() -> None:
    path = shared_data("formats/shp/mapshaper__gb2312/gb2312.dbf")
    (right,) = read_layers(path, ImportOptions())
    (wrong,) = read_layers(path, ImportOptions(encoding="latin-1"))
    assert right.texts(right.headers[0]) != wrong.texts(wrong.headers[0])


def test_nothing_is_fetched_over_the_network(monkeypatch: pytest.MonkeyPatch) -> None:
    import socket

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a reader opened a socket")

    monkeypatch.setattr(socket, "socket", refuse)
    path = shared_data("formats/kml/togeojson__networklink.kml")
    with pytest.raises(ImportFileError, match="networklink"):
        read_layers(path, ImportOptions())
    from pyogrio import get_gdal_config_option

    assert get_gdal_config_option("GDAL_HTTP_PROXY") == "127.0.0.1:9"


def test_points_without_numbers_and_empty_shapes_are_named_by_row() -> None:
    path = shared_data("formats/shp/gdal__pointnan/pointnan.shp")
    doc = Document([PROJECT])
    options = ImportOptions(target="places", epsg=4490)
    report = run_job(import_files(doc, [path], options=options)).report
    (layer,) = report.layers
    dropped = [item for item in layer.to_dict()["reasons"] if item["outcome"] == "dropped"]
    assert dropped
    assert dropped[0]["rows"][0]["row"]


def test_a_broken_line_string_does_not_lose_its_layer() -> None:
    path = shared_data("formats/shp/mapshaper-issue-invalid_coords__invalid_coordinates")
    (page,) = path.glob("*.shp")
    layers = read_layers(page, ImportOptions())
    assert sum(len(layer) for layer in layers) > 0


def test_gdal_is_called_without_a_warning_getting_out(tmp_path: Path) -> None:
    path = shared_data("formats/geojson/mapshaper__usa.json")
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert vectors.read_vectors(path, kind_of(path, ImportOptions()), ImportOptions())


def test_curves_become_shapes_that_can_be_drawn() -> None:
    path = shared_data("formats/gpkg/qgis__curved_polys.gpkg")
    (layer,) = read_layers(path, ImportOptions())
    assert layer.family == "areas"
    assert not layer.bad


def test_a_file_in_metres_of_nowhere_asks_for_its_system() -> None:
    path = shared_data("formats/dxf/gdal__solid.dxf")
    doc = Document([PROJECT])
    with pytest.raises((CrsError, ImportFileError), match=r"gdal__solid\.dxf"):
        run_job(import_files(doc, [path], options=ImportOptions()))
