from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from shapely import Point

from gridmap.errors import UsageError
from gridmap.importers.matching import given
from gridmap.importers.run import Outcome
from gridmap.model.features import (
    CareRecord,
    Duty,
    FeatureId,
    Household,
    Officer,
    Project,
    VillagerGroup,
)
from tests.importers.helpers import BEIGOU, NANPING, document, take, workbook

TITLE = ["南坪村住户花名册（人名均为虚构）"]
HEADER = [
    "序号",
    "户号",
    "户主姓名",
    "姓名",
    "与户主关系",
    "身份证号",
    "民族",
    "村民小组",
    "门牌号",
    "户籍人口",
    "出生年月",
    "关爱类别",
    "工作措施",
    "责任人",
    "责任人电话",
    "联系电话",
]
ROWS = [
    [
        1,
        "001",
        "李四水",
        "李四水",
        "户主",
        "x",
        "y",
        "一社",
        "12号",
        3,
        "1949-03-07",
        "独居老人",
        "每周上门;代取药",
        "周勤",
        "13800000001",
        "13900000001",
    ],
    [
        2,
        None,
        "",
        "李小水",
        "子",
        "x",
        "y",
        "一社",
        "",
        None,
        "1975-01",
        "",
        "",
        "周勤",
        "13800000001",
        "",
    ],
    [
        3,
        "002",
        "王五山",
        "王五山",
        "户主",
        "x",
        "y",
        "1组",
        "13号附1",
        2,
        19600203,
        "残疾人、慢性病",
        "",
        "周勤",
        "13800000001",
        "",
    ],
    [4, "003", "赵六木", "赵六木", "户主", "x", "y", "二社", "14", 1, "", "", "", "吴用功", "", ""],
    [5, "900", "钱七金", "钱七金", "户主", "x", "y", "二社", "99", 1, "", "", "", "吴用功", "", ""],
    ["合计", None, None, None, None, None, None, None, None, 7],
]


def household(number: str, **more: object) -> Household:
    base = Household(id=FeatureId(f"h{number}"), village=NANPING.id, number=number)
    return replace(base, **more)  # type: ignore[arg-type]


@pytest.fixture
def page(tmp_path: Path) -> Path:
    return workbook(tmp_path / "南坪村.xlsx", [TITLE, [], HEADER, *ROWS])


def by_number(doc: object) -> dict[str, Household]:
    return {item.number: item for item in doc.all(Household)}  # type: ignore[attr-defined]


def test_rows_are_joined_by_number_and_the_rest_kept_without_a_position(page: Path) -> None:
    doc = document(NANPING, household("001", geometry=Point(5, 5)))
    report = take(doc, page).report
    homes = by_number(doc)
    assert set(homes) == {"001", "002", "003", "900"}
    assert homes["001"].id == "h001"
    assert homes["001"].geometry == Point(5, 5)
    assert (homes["001"].head, homes["001"].door, homes["001"].registered) == ("李四水", "12号", 3)
    assert homes["001"].phone == "13900000001"
    assert homes["900"].geometry is None
    assert report.total(Outcome.NO_POSITION) == 3
    assert report.total(Outcome.TAKEN) == 3
    assert report.total(Outcome.UPDATED) == 1


def test_a_number_without_its_zeros_finds_the_same_household(page: Path) -> None:
    doc = document(NANPING, household("1", geometry=Point(5, 5)))
    take(doc, page)
    assert by_number(doc)["001"].id == "h1"


def test_rows_are_joined_by_door_where_the_number_was_only_given_out(page: Path) -> None:
    home = household("77", door="13号附1", geometry=Point(9, 9), tags=(given("77"),))
    doc = document(NANPING, home)
    report = take(doc, page).report
    assert by_number(doc)["002"].id == "h77"
    assert by_number(doc)["002"].tags == ()
    reasons = {remark.reason for remark in report.layers[0].remarks.values()}
    assert "the household number is another one now" in reasons


def test_the_door_wins_over_a_number_that_was_only_given_out(page: Path) -> None:
    doc = document(
        NANPING,
        household("2", door="55", geometry=Point(1, 1), tags=(given("2"),)),
        household("8", door="13号附1", geometry=Point(2, 2), tags=(given("8"),)),
    )
    take(doc, page)
    found = {item.id: item for item in doc.all(Household)}
    assert found[FeatureId("h8")].head == "王五山"
    assert found[FeatureId("h2")].head == ""


def test_the_same_door_in_two_groups_is_told_apart_by_group_and_head(tmp_path: Path) -> None:
    one = VillagerGroup(id=FeatureId("g1"), name="1组", village=NANPING.id, number=1)
    two = VillagerGroup(id=FeatureId("g2"), name="2组", village=NANPING.id, number=2)
    doc = document(
        NANPING,
        one,
        two,
        household("1", door="5", group=one.id),
        household("2", door="5", group=two.id),
        household("3", door="6", group=one.id, head="甲一"),
        household("4", door="6", group=one.id, head="乙二"),
    )
    rows = [["门牌", "小组", "户主", "人口"], ["5", "二社", "丙三", 4], ["6", "一社", "乙二", 2]]
    take(doc, workbook(tmp_path / "a.xlsx", rows))
    homes = by_number(doc)
    assert homes["2"].head == "丙三"
    assert homes["1"].head == ""
    assert (homes["3"].registered, homes["4"].registered) == (None, 2)


def test_groups_are_made_once_however_they_are_written(page: Path) -> None:
    doc = document(NANPING)
    take(doc, page)
    assert [(item.name, item.number) for item in doc.all(VillagerGroup)] == [
        ("一社", 1),
        ("二社", 2),
    ]


def test_the_rows_of_residents_belong_to_the_household_above(page: Path) -> None:
    doc = document(NANPING)
    report = take(doc, page).report
    assert doc.count(Household) == 4
    assert "李小水" not in {item.head for item in doc.all(Household)}
    assert report.total(Outcome.MEMBER) == 1


def test_care_records_keep_the_year_of_birth_only(page: Path) -> None:
    doc = document(NANPING)
    take(doc, page)
    records = {(item.person, item.category): item for item in doc.all(CareRecord)}
    assert set(records) == {("李四水", "C01"), ("王五山", "C03"), ("王五山", "C07")}
    first = records["李四水", "C01"]
    assert first.birth_year == 1949
    assert [item.what for item in first.measures] == ["每周上门", "代取药"]
    assert first.officer == next(item.id for item in doc.all(Officer) if item.name == "周勤")
    assert "1949-03-07" not in repr(list(doc.all(CareRecord)))


def test_forbidden_columns_are_named_and_leave_no_trace(tmp_path: Path) -> None:
    rows = [
        ["户号", "户主", "身份证号", "民族", "门牌"],
        ["1", "甲一", "11010519491231002X", "某族", "3"],
    ]
    doc = document(NANPING)
    result = take(doc, workbook(tmp_path / "a.xlsx", rows))
    assert result.report.layers[0].forbidden_columns == ["身份证号", "民族"]
    for trace in ("11010519491231002X", "某族"):
        assert trace not in repr(result.changeset)
        assert trace not in repr(result.report)


def test_id_numbers_are_taken_out_of_other_columns(tmp_path: Path) -> None:
    rows = [
        ["户号", "户主", "姓名", "关爱类别", "需求"],
        ["1", "甲一", "甲一", "独居老人", "证 11010519491231002X 取药"],
        ["11010519491231002X", "乙二", "乙二", "", ""],
    ]
    doc = document(NANPING)
    result = take(doc, workbook(tmp_path / "a.xlsx", rows))
    assert "11010519491231002X" not in repr(result.changeset)
    assert [item.need for item in doc.all(CareRecord)] == ["证 取药"]


def test_long_household_numbers_survive_as_text(tmp_path: Path) -> None:
    rows = [["户号", "户主", "门牌"], ["621100001201000007", "甲一", "007"]]
    doc = document(NANPING)
    take(doc, workbook(tmp_path / "a.xlsx", rows))
    assert [(item.number, item.door) for item in doc.all(Household)] == [
        ("621100001201000007", "007")
    ]


def test_numbers_that_excel_has_damaged_are_warned_of(tmp_path: Path) -> None:
    rows = [["户号", "户主", "门牌"], [621100001201000007, "甲一", "007"]]
    report = take(document(NANPING), workbook(tmp_path / "a.xlsx", rows)).report
    assert any("户号" in message and "15" in message for message in report.layers[0].messages)


def test_unknown_restricted_and_forbidden_categories_make_no_record_but_a_remark(
    tmp_path: Path,
) -> None:
    rows = [
        ["户号", "户主", "姓名", "关爱类别"],
        ["1", "甲一", "甲一", "爱好书法"],
        ["2", "乙二", "乙二", "孕产妇"],
        ["3", "丙三", "丙三", "刑满释放人员"],
    ]
    doc = document(NANPING)
    result = take(doc, workbook(tmp_path / "a.xlsx", rows))
    assert doc.count(CareRecord) == 0
    assert doc.count(Household) == 3
    reasons = " ".join(remark.reason for remark in result.report.layers[0].remarks.values())
    assert "not in the catalogue" in reasons
    assert "restricted" in reasons
    assert "never enters" in reasons
    assert "刑满" not in repr(result.report)


def test_a_restricted_category_that_is_switched_on_is_taken(tmp_path: Path) -> None:
    rows = [["户号", "户主", "姓名", "关爱类别"], ["2", "乙二", "乙二", "孕产妇"]]
    doc = document(NANPING)
    project = next(iter(doc.all(Project)))
    from gridmap.model.changes import edited

    doc.apply(edited("on", [(project, replace(project, categories_on=("C09",)))]))
    take(doc, workbook(tmp_path / "a.xlsx", rows))
    assert [item.category for item in doc.all(CareRecord)] == ["C09"]


def test_an_officer_named_throughout_a_group_gets_the_duty(page: Path) -> None:
    doc = document(NANPING)
    take(doc, page)
    groups = {item.name: item.id for item in doc.all(VillagerGroup)}
    officers = {item.id: item.name for item in doc.all(Officer)}
    held = {item.scope: officers[item.officer] for item in doc.all(Duty) if item.officer}
    assert held == {groups["一社"]: "周勤", groups["二社"]: "吴用功"}


def test_two_officers_in_a_group_make_no_duty_and_a_post_that_is_held_stays(tmp_path: Path) -> None:
    group = VillagerGroup(id=FeatureId("g1"), name="1组", village=NANPING.id, number=1)
    other = Officer(id=FeatureId("o"), name="郑旧任")
    held = Duty(id=FeatureId("d"), role="leader", scope=NANPING.id, officer=other.id)
    rows = [
        ["户号", "户主", "小组", "责任人", "责任领导"],
        ["1", "甲一", "1组", "周勤", "冯新任"],
        ["2", "乙二", "1组", "吴用功", "冯新任"],
    ]
    doc = document(NANPING, group, other, held)
    report = take(doc, workbook(tmp_path / "a.xlsx", rows)).report
    assert list(doc.all(Duty)) == [held]
    reasons = {remark.reason for remark in report.layers[0].remarks.values()}
    assert "several people are named; no duty was made" in reasons
    assert "somebody else already holds the post; it was left as it is" in reasons


def test_the_same_roster_again_changes_nothing(page: Path) -> None:
    doc = document(NANPING, household("001", geometry=Point(5, 5)))
    take(doc, page)
    assert not take(doc, page).changeset


def test_the_village_comes_from_a_column_the_sheet_or_the_file(tmp_path: Path) -> None:
    rows = [["户号", "户主", "门牌"], ["1", "甲一", "3"]]
    for name, sheet in (("a.xlsx", "北沟村"), ("北沟村花名册.xlsx", "表1")):
        doc = document(NANPING, BEIGOU)
        take(doc, workbook(tmp_path / name, rows, sheet=sheet))
        assert [item.village for item in doc.all(Household)] == [BEIGOU.id]
    stated = [["行政村", *rows[0]], ["北沟村委会", *rows[1]], ["无此村", "2", "乙二", "4"]]
    doc = document(NANPING, BEIGOU)
    report = take(doc, workbook(tmp_path / "b.xlsx", stated)).report
    assert [item.village for item in doc.all(Household)] == [BEIGOU.id, None]
    assert any(
        "village is not known" in remark.reason for remark in report.layers[0].remarks.values()
    )


def test_a_roster_without_numbers_gets_free_ones_and_finds_them_again_by_the_head(
    tmp_path: Path,
) -> None:
    page = tmp_path / "r.csv"
    page.write_bytes("姓名,小组,人口\n甲一,1组,3\n乙二,1组,2\n".encode("gb18030"))
    doc = document(NANPING, household("1", head="丙三"))
    take(doc, page, target="roster")
    assert {item.head: item.number for item in doc.all(Household)} == {
        "丙三": "1",
        "甲一": "2",
        "乙二": "3",
    }
    assert not take(doc, page, target="roster").changeset


def test_a_care_list_joins_people_to_their_households(tmp_path: Path) -> None:
    rows = [["姓名", "类别", "户主", "责任人"], ["李老水", "残疾人", "甲一", "周勤"]]
    doc = document(NANPING, household("1", head="甲一", geometry=Point(1, 1)))
    take(doc, workbook(tmp_path / "关爱对象.xlsx", rows))
    records = list(doc.all(CareRecord))
    assert [(item.household, item.person, item.category) for item in records] == [
        ("h1", "李老水", "C03")
    ]
    assert records[0].start == date.today()


def test_a_mapping_names_the_columns_that_are_not_guessed(tmp_path: Path) -> None:
    rows = [["甲列", "乙列", "户主"], ["7", "东头第三家", "甲一"]]
    doc = document(NANPING)
    path = workbook(tmp_path / "a.xlsx", rows)
    take(doc, path, target="roster", mapping={"number": "甲列", "door": "乙列"})
    assert [(item.number, item.door) for item in doc.all(Household)] == [("7", "东头第三家")]
    with pytest.raises(UsageError, match="丙列"):
        take(doc, path, target="roster", mapping={"number": "丙列"})


def test_values_that_cannot_be_right_are_told_of(tmp_path: Path) -> None:
    header = ["户号", "户主", "户籍人口", "常住人口", "联系电话"]
    rows = [
        ["1", "甲一", "3", "三", "123"],
        ["2", "乙二", "-2", "99999", "139-0000-0001"],
        ["3", "丙三", "4人", "", "/"],
        ["合计", "", "7", "", ""],
    ]
    doc = document(NANPING)
    report = take(doc, workbook(tmp_path / "a.xlsx", [header, *rows])).report
    homes = by_number(doc)
    assert [(home.registered, home.living) for home in homes.values()] == [
        (3, None),
        (None, None),
        (4, None),
    ]
    remarks = {remark.reason: remark for remark in report.layers[0].remarks.values()}
    people = remarks["its number of people cannot be right and was left out"]
    assert {detail for _, detail in people.examples} == {"三", "-2", "99999"}
    phones = remarks["its phone does not look like one; look at it"]
    assert phones.examples == [("2", "123")]
    assert remarks["it is a sum of other rows"].examples == [("5", "")]
