"""Write the sample imports in data/ from the generator of invented townships.

Run from the project root: `python scripts/make_sample_data.py`. Every person, number and place in
the files is made up; the same seed writes the same content.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path

import geopandas as gpd
import numpy as np
import shapely
from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from gridmap.geo.crs import plane_to_lonlat
from gridmap.i18n import CHINESE, set_language
from gridmap.model.catalogue import load_catalogue
from gridmap.model.document import Snapshot
from gridmap.model.duties import Responsibilities
from gridmap.model.features import (
    Area,
    CareRecord,
    Duty,
    Feature,
    Grid,
    Line,
    Officer,
    Place,
    Village,
    VillagerGroup,
)
from gridmap.model.relations import Relations
from gridmap.progress import run_job
from gridmap.synth.plan import AS_OF, EPSG
from gridmap.synth.township import synthesize

SEED = 1
DATA = Path(__file__).parent.parent / "data"
MAPPED_VILLAGE = "柳溪村"
LISTED_VILLAGE = "石梁村"
STATUS = {"occupied": "常住", "seasonal": "季节性居住", "vacant": "空置", "ruin": "废弃"}
HIGHWAY = {"road": "tertiary", "lane": "residential", "path": "footway"}
AMENITY = {"P02": "school", "P03": "school", "P04": "clinic", "P05": "hospital", "P06": "pharmacy"}
HEADERS = (
    "户号",
    "村民小组",
    "门牌号",
    "户主姓名",
    "身份证号码",
    "民族",
    "户籍人口",
    "常住人口",
    "居住状态",
    "联系电话",
    "关爱对象",
    "关爱类别",
    "出生年份",
    "需求",
    "工作措施",
    "责任人",
    "责任领导",
    "政治面貌",
)

Layers = dict[str, list[tuple[dict[str, object], Feature]]]
"""Layers of a map file by name: what the table says of each feature, and the feature."""


def main() -> None:
    """Write every file of data/."""
    set_language(CHINESE)
    DATA.mkdir(exist_ok=True)
    features = run_job(synthesize("township", SEED))
    reader = Snapshot.of(features)
    villages = {village.name: village for village in reader.all(Village)}
    write_outlines(reader)
    write_ground(reader, villages[MAPPED_VILLAGE])
    write_roster_xlsx(reader, villages[MAPPED_VILLAGE])
    write_roster_csv(reader, villages[LISTED_VILLAGE])
    write_officers(reader, villages[MAPPED_VILLAGE])


def to_lonlat(shapes: Iterable[shapely.Geometry]) -> np.ndarray:
    """Return shapes of the plane in degrees, rounded to about a centimetre."""

    def degrees(points: np.ndarray) -> np.ndarray:
        lon, lat = plane_to_lonlat(points[:, 0], points[:, 1], plane_epsg=EPSG)
        return np.round(np.column_stack([lon, lat]), 7)

    return shapely.transform(np.array(list(shapes), dtype=object), degrees)


def frame(
    rows: Sequence[dict[str, object]], shapes: Iterable[shapely.Geometry]
) -> gpd.GeoDataFrame:
    """Return a table with geometry in longitude and latitude."""
    return gpd.GeoDataFrame(list(rows), geometry=to_lonlat(shapes), crs="EPSG:4326")


def write_outlines(reader: Snapshot) -> None:
    """Write the outlines of all villages, thinned together so that neighbours still touch."""
    villages = list(reader.all(Village))
    rows = [{"村名": village.name, "村代码": village.code} for village in villages]
    thinned = shapely.coverage_simplify([village.geometry for village in villages], 6.0)
    replace(DATA / "villages.geojson")
    frame(rows, thinned).to_file(
        DATA / "villages.geojson", driver="GeoJSON", COORDINATE_PRECISION=7
    )


def write_ground(reader: Snapshot, village: Village) -> None:
    """Write one village as a GeoPackage of several layers, as somebody might have drawn it."""
    path = replace(DATA / "liuxi.gpkg")
    layers = {
        **areas_of(reader, village),
        **homes_of(reader, village),
        **ways_of(reader, village),
        **places_of(reader, village),
    }
    for layer, items in layers.items():
        rows, features = zip(*items, strict=True)
        frame(rows, (feature.geometry for feature in features)).to_file(path, layer=layer)


def areas_of(reader: Snapshot, village: Village) -> Layers:
    """Return the groups and grids of a village, under headings as an office writes them."""
    relations = Relations(reader)
    return {
        "村民小组": [
            ({"组名": group.name, "行政村": village.name}, group)
            for group in relations.groups_in_village[village.id]
        ],
        "网格": [
            ({"网格名称": grid.name, "网格代码": grid.code, "行政村": village.name}, grid)
            for grid in relations.grids_in_village[village.id]
        ],
    }


def homes_of(reader: Snapshot, village: Village) -> Layers:
    """Return the households that stand on the map, and the buildings."""
    names = {group.id: group.name for group in reader.all(VillagerGroup)}
    homes = [
        (
            {
                "户号": home.number,
                "组": names[home.group],
                "门牌号": home.door,
                "行政村": village.name,
            },
            home,
        )
        for home in Relations(reader).households_in_village[village.id]
        if home.geometry and home.group is not None
    ]
    buildings = [
        ({"building": "yes", "name": area.name}, area)
        for area in within(reader.all(Area), village)
        if area.area_kind == "building"
    ]
    return {"households": homes, "buildings": buildings}


def ways_of(reader: Snapshot, village: Village) -> Layers:
    """Return roads and waterways that reach into a village, tagged as OpenStreetMap does."""
    lines = within(reader.all(Line), village)
    return {
        "roads": [
            ({"highway": HIGHWAY[line.line_kind], "name": line.name, "width": line.width_m}, line)
            for line in lines
            if line.line_kind in HIGHWAY
        ],
        "waterways": [
            ({"waterway": line.line_kind, "name": line.name, "width": line.width_m}, line)
            for line in lines
            if line.line_kind in {"river", "stream"}
        ],
    }


def places_of(reader: Snapshot, village: Village) -> Layers:
    """Return the places of a village."""
    rows = [
        (
            {
                "场所名称": place.name,
                "场所类型": load_catalogue().places[place.place_kind].zh,
                "amenity": AMENITY.get(place.place_kind, ""),
                "联系人": place.contact,
                "联系电话": place.phone,
                "容量": place.capacity,
            },
            place,
        )
        for place in reader.all(Place)
        if place.village == village.id
    ]
    return {"places": rows}


def within(features: Iterable[Area | Line], village: Village) -> list[Area | Line]:
    """Return the features that reach into a village."""
    shapely.prepare(village.geometry)
    return [item for item in features if shapely.intersects(village.geometry, item.geometry)]


def roster_rows(reader: Snapshot, village: Village) -> list[list[object]]:
    """Return the roster of a village, a row for each household, as an office would keep it."""
    relations = Relations(reader)
    posts = Responsibilities(reader, relations, on=AS_OF)
    groups = {group.id: group.name for group in reader.all(VillagerGroup)}
    catalogue = load_catalogue()
    rows = []
    for home in relations.households_in_village[village.id]:
        records = [
            record
            for record in relations.records_of.get(home.id, ())
            if not catalogue.care[record.category].is_restricted
        ]
        rows.append(
            [
                home.number,
                groups[home.group] if home.group else "",
                home.door,
                home.head,
                "（示例，导入时不收）",
                "（示例）",
                home.registered,
                home.living,
                STATUS[home.status],
                home.phone,
                *care_cells(records[0] if records else None, posts),
                "（示例）",
            ]
        )
    return rows


def care_cells(record: CareRecord | None, posts: Responsibilities) -> list[object]:
    """Return person, category, year of birth, need, measures, officer and leader of a record."""
    if record is None:
        return [""] * 7
    answers = posts.of_record(record)
    return [
        record.person,
        load_catalogue().care[record.category].name,
        record.birth_year,
        record.need,
        "；".join(measure.what for measure in record.measures),
        *(
            post.officer.name if post is not None and post.officer is not None else ""
            for post in (answers.officer, answers.leader)
        ),
    ]


def write_roster_xlsx(reader: Snapshot, village: Village) -> None:
    """Write a roster as people make it: title rows, and columns that must not enter."""
    book = Workbook()
    sheet = book.active
    sheet.title = village.name
    sheet.append([f"云岭镇{village.name}住户花名册（虚构示例）"])
    sheet.append([f"填表单位：{village.name}村民委员会    填表日期：{AS_OF:%Y年%m月%d日}"])
    sheet.append(list(HEADERS))
    for row in roster_rows(reader, village):
        sheet.append(row)
    sheet.merge_cells(start_row=1, start_column=1, end_row=1, end_column=len(HEADERS))
    sheet["A1"].font = Font(bold=True, size=16)
    for index, header in enumerate(HEADERS, start=1):
        sheet.cell(3, index).font = Font(bold=True)
        sheet.column_dimensions[get_column_letter(index)].width = max(len(header) * 2 + 2, 9)
    sheet.freeze_panes = "A4"
    book.save(replace(DATA / "roster-liuxi.xlsx"))


def write_roster_csv(reader: Snapshot, village: Village) -> None:
    """Write a roster as old programs export it: GB 18030, a header and nothing above it."""
    path = replace(DATA / "roster-shiliang-gb18030.csv")
    with path.open("w", encoding="gb18030", newline="") as handle:
        writer = csv.writer(handle)
        writer.writerow(["行政村", *HEADERS])
        writer.writerows([village.name, *row] for row in roster_rows(reader, village))


def write_officers(reader: Snapshot, village: Village) -> None:
    """Write the officers of a village with what each answers for."""
    roles = load_catalogue().roles
    path = replace(DATA / "officers.csv")
    with path.open("w", encoding="utf-8-sig", newline="") as handle:
        writer = csv.writer(handle)
        writer.writerow(["姓名", "职务", "工作电话", "单位", "角色", "行政村", "村民小组", "网格"])
        for duty in reader.all(Duty):
            officer = reader.find(duty.officer, Officer)
            cells = scope_cells(reader, reader.find_any(duty.scope))
            if officer is not None and cells[0] == village.name:
                role = roles[duty.role].name
                row = [officer.name, officer.post, officer.phone, officer.organisation, role]
                writer.writerow([*row, *cells])


def scope_cells(reader: Snapshot, scope: Feature | None) -> list[str]:
    """Return village, group and grid of a duty's scope."""
    if isinstance(scope, Village):
        return [scope.name, "", ""]
    if isinstance(scope, VillagerGroup):
        return [reader.get(scope.village, Village).name, scope.name, ""]
    if isinstance(scope, Grid):
        return [reader.get(scope.village, Village).name, "", scope.code]
    return ["", "", ""]


def replace(path: Path) -> Path:
    """Remove an earlier file, so that writing starts afresh."""
    path.unlink(missing_ok=True)
    return path


if __name__ == "__main__":
    main()
