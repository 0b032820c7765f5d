from pathlib import Path

from gridmap.model.features import (
    Area,
    Line,
)
from tests.importers.helpers import METRES, NANPING, SQUARE, document, geojson, reasons, take


def test_lines_and_areas_get_their_kinds(tmp_path: Path) -> None:
    line = "LINESTRING(0 0,10 10)"
    roads = geojson(
        tmp_path / "roads.geojson",
        [
            (line, {"highway": "residential"}),
            ("LINESTRING(0 0,1 1)", {"highway": "footway"}),
            ("LINESTRING(0 0,2 1)", {"highway": "speedway", "宽度": "3.5米"}),
            (SQUARE, {}),
        ],
        METRES,
    )
    water = geojson(
        tmp_path / "水系.geojson",
        [(line, {"waterway": "stream"}), ("LINESTRING(5 0,1 1)", {"waterway": "dam"})],
        METRES,
    )
    ponds = geojson(tmp_path / "water_areas.geojson", [(SQUARE, {"natural": "water"})], METRES)
    land = geojson(
        tmp_path / "landuse.geojson",
        [
            (SQUARE, {"landuse": "orchard"}),
            (SQUARE, {"landuse": "quarry"}),
            (SQUARE, {"landuse": "", "natural": "wood"}),
        ],
        METRES,
    )
    doc = document(NANPING)
    report = take(doc, roads, water, ponds, land).report
    kinds = sorted(item.line_kind for item in doc.all(Line))
    assert kinds == ["path", "road", "road", "stream"]
    assert [item.width_m for item in doc.all(Line) if item.width_m] == [3.5]
    assert sorted(item.area_kind for item in doc.all(Area)) == ["field", "water", "wood"]
    assert "taken as a road" in reasons(report)
    assert "not a line" in reasons(report)
    assert "kind is not on the map" in reasons(report)
    assert not take(doc, roads, water, ponds, land).changeset


def test_lines_with_heights_become_contour_lines(tmp_path: Path) -> None:
    rows = [
        (f"LINESTRING(0 {n},10 {n})", {"高程": text})
        for n, text in enumerate(["320", "325.0", "330 m", "", "hill"])
    ]
    lines = geojson(tmp_path / "等高线.geojson", rows, METRES)
    doc = document(NANPING)
    report = take(doc, lines).report
    found = sorted((item.line_kind, item.name) for item in doc.all(Line))
    assert found == [("contour", "320"), ("contour", "325"), ("contour", "330")]
    assert "no height" in reasons(report)
    assert not take(doc, lines).changeset


def test_a_layer_is_known_as_contour_lines_by_its_column(tmp_path: Path) -> None:
    lines = geojson(tmp_path / "export.geojson", [("LINESTRING(0 0,9 9)", {"ELEV": 15.5})], METRES)
    doc = document(NANPING)
    take(doc, lines)
    assert [(item.line_kind, item.name) for item in doc.all(Line)] == [("contour", "15.5")]
