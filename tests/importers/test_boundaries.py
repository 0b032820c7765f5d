from pathlib import Path

from gridmap.importers.run import Outcome
from gridmap.model.features import (
    Duty,
    FeatureId,
    Grid,
    Township,
    Village,
    VillagerGroup,
)
from tests.importers.helpers import (
    BEIGOU,
    METRES,
    NANPING,
    SQUARE,
    document,
    geojson,
    reasons,
    take,
)


def test_villages_are_found_again_by_code_or_name(tmp_path: Path) -> None:
    page = geojson(
        tmp_path / "villages.geojson",
        [
            (SQUARE, {"村代码": "621100001201", "村名": "南坪新村"}),
            (SQUARE, {"村名": "北沟村民委员会"}),
            (SQUARE, {"村代码": "62", "村名": "东岭村"}),
            (SQUARE, {}),
        ],
        METRES,
    )
    doc = document(NANPING, BEIGOU, Township(id=FeatureId("t"), name="样例乡"))
    report = take(doc, page).report
    assert {item.id: item.name for item in doc.all(Village)}[NANPING.id] == "南坪新村"
    assert sorted(item.code for item in doc.all(Village)) == ["", "621100001201", "621100001202"]
    assert {item.township for item in doc.all(Village)} == {"t"}
    assert report.total(Outcome.UPDATED) == 2
    assert "neither a name nor a code" in reasons(report)
    assert "twelve-digit" in reasons(report)
    assert "boundary is another one" in reasons(report)
    assert not take(doc, page).changeset


def test_groups_and_grids_belong_to_villages_by_statement_or_position(tmp_path: Path) -> None:
    groups = geojson(
        tmp_path / "村民小组.geojson",
        [(SQUARE, {"组名": "一社"}), (SQUARE, {"组名": "二社", "村名": "北沟"})],
        METRES,
    )
    grids = geojson(
        tmp_path / "grids.geojson",
        [
            (SQUARE, {"网格编码": "621100001201001", "网格名称": "第一网格", "网格长": "周勤"}),
            ("POLYGON((9000 0,9010 0,9010 10,9000 0))", {"网格名称": "无村网格"}),
        ],
        METRES,
    )
    doc = document(NANPING, BEIGOU)
    report = take(doc, groups, grids).report
    assert {item.name: item.village for item in doc.all(VillagerGroup)} == {
        "一社": NANPING.id,
        "二社": BEIGOU.id,
    }
    assert [(item.code, item.village) for item in doc.all(Grid)] == [
        ("621100001201001", NANPING.id)
    ]
    assert [item.role for item in doc.all(Duty)] == ["grid_head"]
    assert "no known village" in reasons(report)
    assert not take(doc, groups, grids).changeset


def test_a_village_list_with_coordinates_gives_villages_without_boundaries(tmp_path: Path) -> None:
    page = tmp_path / "villages.csv"
    page.write_text("村代码,村名,经度,纬度\n621100001203,东岭村,104.0,35.1\n", "utf-8")
    doc = document()
    report = take(doc, page).report
    assert [(item.code, item.geometry) for item in doc.all(Village)] == [("621100001203", None)]
    assert report.total(Outcome.NO_POSITION) == 1
