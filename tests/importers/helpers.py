"""Small files and projects for the import tests; every person in them is invented."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from openpyxl import Workbook
from shapely import box

from gridmap.importers.run import ImportOptions, ImportReport, ImportResult, import_files
from gridmap.model.document import Document
from gridmap.model.features import Feature, FeatureId, Project, Village
from gridmap.progress import run_job

EPSG = 4544
PROJECT = Project(id=FeatureId("project"), name="样例乡", epsg=EPSG)
NANPING = Village(
    id=FeatureId("nanping"), name="南坪村", code="621100001201", geometry=box(0, 0, 1000, 1000)
)
BEIGOU = Village(
    id=FeatureId("beigou"),
    name="北沟村",
    code="621100001202",
    geometry=box(1000, 0, 2000, 1000),
)


def document(*features: Feature, epsg: int | None = EPSG) -> Document:
    """Return a project with features."""
    return Document([Project(id=PROJECT.id, name=PROJECT.name, epsg=epsg), *features])


def take(into: Document, *paths: Path, **choices: object) -> ImportResult:
    """Import files, apply the changes, and check that their inverse brings the old state back."""
    options = ImportOptions(**choices)  # type: ignore[arg-type]
    result = run_job(import_files(into.snapshot(), paths, options=options))
    before = {feature.id: feature for feature in everything(into)}
    into.apply(result.changeset)
    into.apply(result.changeset.inverted())
    assert {feature.id: feature for feature in everything(into)} == before
    into.apply(result.changeset)
    return result


def everything(reader: Document) -> Iterable[Feature]:
    """Return all features of a document."""
    from gridmap.model.features import KINDS

    for kind in KINDS:
        yield from reader.all(kind)


def workbook(path: Path, rows: Sequence[Sequence[object]], *, sheet: str = "表1") -> Path:
    """Write rows into a workbook and return its path."""
    book = Workbook()
    page = book.active
    assert page is not None
    page.title = sheet
    for row in rows:
        page.append(list(row))
    book.save(path)
    return path


def geojson(path: Path, features: Iterable[tuple[str, dict[str, object]]], crs: str = "") -> Path:
    """Write features (WKT and properties) as GeoJSON and return its path."""
    import json

    import shapely

    found = [
        {
            "type": "Feature",
            "properties": properties,
            "geometry": json.loads(shapely.to_geojson(shapely.from_wkt(text))) if text else None,
        }
        for text, properties in features
    ]
    page: dict[str, object] = {"type": "FeatureCollection", "features": found}
    if crs:
        page["crs"] = {"type": "name", "properties": {"name": crs}}
    path.write_text(json.dumps(page, ensure_ascii=False), "utf-8")
    return path


def reasons(report: ImportReport) -> str:
    """Return all reasons of a report in one line."""
    return " / ".join(remark.reason for layer in report.layers for remark in layer.remarks.values())


METRES = "EPSG:4544"
SQUARE = "POLYGON((0 0,10 0,10 10,0 10,0 0))"
