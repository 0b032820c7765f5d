"""The tiny project with people who need help to get away, and an incident over its west."""

from dataclasses import replace
from datetime import date, timedelta

from gridmap.model.document import Snapshot
from gridmap.model.features import (
    KINDS,
    CareRecord,
    Feature,
    FeatureId,
    Incident,
    Place,
    Village,
)
from tests.helpers.build import TODAY, Tiny, at, build_tiny, fid, rectangle

SHARED = {"start": date(2026, 3, 1), "review_by": date(2099, 3, 1)}


def record(name: str, home: str, **fields: object) -> CareRecord:
    """Return a care record that may be printed."""
    values = {"person": name, "category": "C10", **SHARED, **fields}
    return CareRecord(id=fid(name), household=fid(home), **values)  # type: ignore[arg-type]


def storm_people() -> list[Feature]:
    """Return people in and around the flooded west of the tiny project, and two shelters."""
    return [
        Place(
            id=fid("p3"), place_kind="P09", name="石桥避难点", phone="0930999",
            geometry=at(700, 300),
        ),
        Place(id=fid("p4"), place_kind="P10", name="柳湾集合点", geometry=at(60, 60)),
        record(
            "甲", "h01", need="需要背下楼", helper="邻居丙", deputy_helper="侄儿丁",
            route="沿柳石路向东", shelter=fid("p3"), birth_year=1940, basis="本人申请",
        ),
        record("乙", "h02", help_wanted="坐轮椅", officer=fid("o4")),
        record("丙", "h05", category="C02", need="翻身", help_wanted="转移时要人抬", helper="儿子"),
        record("丁", "h06", category="C03", need="假肢"),
        record("戊", "h07", category="C08", help_wanted="转移时要人抬"),
        record("己", "h17", shelter=fid("p3")),
        record("庚", "h20"),
        record("辛", "h03", review_by=date(2026, 9, 1)),
        record("壬", "h04", end=date(2026, 10, 1)),
        record("甲二", "h01", person="甲", category="C02", route="走后门"),
    ]  # fmt: skip


def flood(**fields: object) -> Incident:
    """Return an open incident over the western 400 m."""
    values = {
        "name": "1123洪水",
        "start": TODAY,
        "valid_until": TODAY + timedelta(days=3),
        "shelters": (fid("p3"),),
        "geometry": rectangle(0, 0, 400, 400),
        **fields,
    }
    return Incident(id=fid("storm"), **values)  # type: ignore[arg-type]


def stormy() -> Tiny:
    """Return the tiny project with these people, without an incident."""
    return Tiny((*build_tiny().features, *storm_people()))


def flooded(**fields: object) -> Tiny:
    """Return it with the incident."""
    return Tiny((*stormy().features, replace(flood(), **fields)))  # type: ignore[arg-type]


def flood_over(snapshot: Snapshot, village: FeatureId) -> Snapshot:
    """Return a snapshot with an open incident over all the land of a village."""
    shape = snapshot.get(village, Village).geometry
    features = [item for kind in KINDS for item in snapshot.all(kind)]
    return Snapshot.of([*features, flood(geometry=shape, shelters=())])
