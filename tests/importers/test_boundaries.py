from pathlib import Path

from gridmap.importers.run import Outcome
from gridmap.model.features import (
    Duty,
    FeatureId,
    Grid,
    Officer,
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
            (
                "POLYGON((0 0,900 0,900 900,0 900,0 0))",
                {"村代码": "621100001201", "村名": "南坪新村"},
            ),
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


def test_rows_of_one_file_never_update_each_other(tmp_path: Path) -> None:
    other = "POINT(0 0)"
    page = geojson(
        tmp_path / "villages.geojson",
        [
            ("POLYGON((500 0,900 0,900 900,500 0))", {"村代码": "62", "村名": "甲村"}),
            ("POLYGON((0 0,400 0,400 900,0 0))", {"村代码": "621100001203", "村名": "甲村"}),
            (other, {"村代码": "621100001204", "村名": "乙村"}),
        ],
        METRES,
    )
    doc = document()
    report = take(doc, page).report
    assert sorted((item.name, item.code) for item in doc.all(Village)) == [
        ("甲村", ""),
        ("甲村", "621100001203"),
    ]
    assert "both are kept" in reasons(report)
    assert report.total(Outcome.UPDATED) == 0
    assert not take(doc, page).changeset
    assert report.total(Outcome.DROPPED) == 1


def test_groups_of_one_name_are_both_kept_and_found_again(tmp_path: Path) -> None:
    page = geojson(
        tmp_path / "村民小组.geojson",
        [
            ("POLYGON((0 0,400 0,400 900,0 0))", {"组名": "一组"}),
            ("POLYGON((500 0,900 0,900 900,500 0))", {"组名": "一组"}),
        ],
        METRES,
    )
    doc = document(NANPING)
    take(doc, page)
    assert [item.geometry.area for item in doc.all(VillagerGroup)] == [180_000, 180_000]
    assert not take(doc, page).changeset


def test_an_outline_that_cannot_be_of_the_same_village_is_refused(tmp_path: Path) -> None:
    doc = document(NANPING, BEIGOU)
    page = geojson(
        tmp_path / "villages.geojson",
        [
            (SQUARE, {"村名": "南坪村"}),
            ("POLYGON((50000 0,51000 0,51000 900,50000 0))", {"村名": "北沟村"}),
        ],
        METRES,
    )
    report = take(doc, page).report
    assert list(doc.all(Village)) == [NANPING, BEIGOU]
    assert "ten times" in reasons(report)
    assert "over 10 km away" in reasons(report)


def test_a_village_without_a_name_is_told_of(tmp_path: Path) -> None:
    page = geojson(
        tmp_path / "a.geojson", [(SQUARE, {"村代码": "621100001203", "村名": ""})], METRES
    )
    doc = document()
    report = take(doc, page).report
    assert [item.name for item in doc.all(Village)] == ["621100001203"]
    assert "its code stands for it" in reasons(report)


def test_two_grid_heads_in_one_cell_are_two_officers(tmp_path: Path) -> None:
    page = geojson(
        tmp_path / "grids.geojson",
        [
            (
                SQUARE,
                {
                    "网格名称": "第一网格",
                    "网格长": "周海燕、王五",
                    "联系电话": "1380000001/1380000002",
                },
            )
        ],
        METRES,
    )
    doc = document(NANPING)
    take(doc, page)
    held = {item.id: (item.name, item.phone) for item in doc.all(Officer)}
    assert sorted(held.values()) == [("周海燕", "1380000001"), ("王五", "1380000002")]
    (duty,) = doc.all(Duty)
    assert (held[duty.officer][0], held[duty.deputy][0]) == ("周海燕", "王五")
