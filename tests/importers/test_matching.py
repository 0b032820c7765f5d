"""Rows and households: what is never taken for one, and nothing lost on the way."""

from dataclasses import replace
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook
from shapely import Point

from gridmap.importers.matching import given as given_tag
from gridmap.importers.run import Outcome
from gridmap.model.document import Document
from gridmap.model.features import FeatureId, Household, VillagerGroup
from tests.importers.helpers import (
    BEIGOU,
    METRES,
    NANPING,
    document,
    geojson,
    reasons,
    take,
    workbook,
)

HEADER = ["户号", "户主", "村民小组", "门牌号"]
GROUP = VillagerGroup(id=FeatureId("g1"), name="一组", village=NANPING.id, number=1)


def home(number: str, **more: object) -> Household:
    base = Household(id=FeatureId(f"h{number}"), village=NANPING.id, number=number)
    return replace(base, **more)  # type: ignore[arg-type]


def heads(doc: Document) -> list[str]:
    return sorted(item.head for item in doc.all(Household))


def test_numbers_that_restart_in_each_group_lose_nobody(tmp_path: Path) -> None:
    rows = [
        ["1", "张三", "一组", "12"],
        ["2", "李四", "一组", "13"],
        ["1", "王五", "二组", "5"],
        ["2", "赵六", "二组", "6"],
    ]
    page = workbook(tmp_path / "a.xlsx", [HEADER, *rows])
    doc = document(NANPING)
    report = take(doc, page).report
    assert heads(doc) == sorted(["张三", "李四", "王五", "赵六"])
    assert report.total(Outcome.TAKEN) == 4
    assert "used in another group" in reasons(report)
    assert not take(doc, page).changeset


def test_a_sheet_for_each_group_keeps_its_households_apart(tmp_path: Path) -> None:
    book = Workbook()
    book.remove(book.active)
    for sheet, head in (("一组", "张三"), ("二组", "王五")):
        page = book.create_sheet(sheet)
        page.append(["户号", "户主", "门牌号"])
        page.append(["0001", head, "3"])
    book.save(tmp_path / "a.xlsx")
    doc = document(NANPING)
    take(doc, tmp_path / "a.xlsx")
    assert heads(doc) == ["张三", "王五"]
    assert {item.name for item in doc.all(VillagerGroup)} == {"一组", "二组"}
    assert not take(doc, tmp_path / "a.xlsx").changeset


def test_sheets_that_name_no_group_never_overwrite_each_others_heads(tmp_path: Path) -> None:
    book = Workbook()
    book.remove(book.active)
    for sheet, head in (("上片", "张三"), ("下片", "王五")):
        page = book.create_sheet(sheet)
        page.append(["户号", "户主", "门牌号"])
        page.append(["0001", head, ""])
    book.save(tmp_path / "a.xlsx")
    doc = document(NANPING)
    report = take(doc, tmp_path / "a.xlsx").report
    assert heads(doc) == ["张三", "王五"]
    assert "already another household's" in reasons(report)


def test_houses_without_a_group_are_not_given_to_the_first_of_two_rows(tmp_path: Path) -> None:
    rows = [["1", "张三", "一组", "12"], ["1", "王五", "二组", "5"]]
    doc = document(NANPING, home("1", door="5", geometry=Point(5, 5)))
    take(doc, workbook(tmp_path / "a.xlsx", [HEADER, *rows]))
    placed = [item for item in doc.all(Household) if item.geometry is not None]
    assert [item.head for item in placed] == ["王五"]
    assert heads(doc) == ["张三", "王五"]


def test_the_same_door_three_times_is_three_households(tmp_path: Path) -> None:
    rows = [[f"000{n}", head, "一组", "12"] for n, head in enumerate(("张三", "李四", "王五"), 1)]
    page = workbook(tmp_path / "a.xlsx", [HEADER, *rows])
    doc = document(NANPING)
    take(doc, page)
    assert {item.number: item.head for item in doc.all(Household)} == {
        "0001": "张三",
        "0002": "李四",
        "0003": "王五",
    }
    assert not take(doc, page).changeset


def test_a_door_joins_only_where_one_side_has_no_number_and_the_match_is_unique(
    tmp_path: Path,
) -> None:
    rows = [["7", "张三", "一组", "12"], ["", "李四", "一组", "13"], ["", "王五", "一组", "13"]]
    doc = document(
        NANPING,
        GROUP,
        home("90", door="12号", group=GROUP.id, geometry=Point(1, 1), tags=(given_tag("90"),)),
        home("91", door="12", geometry=Point(2, 2)),
        home("92", door="13", group=GROUP.id),
    )
    take(doc, workbook(tmp_path / "a.xlsx", [HEADER, *rows]))
    found = {item.id: item for item in doc.all(Household)}
    assert (found[FeatureId("h90")].number, found[FeatureId("h90")].head) == ("7", "张三")
    assert found[FeatureId("h91")].head == found[FeatureId("h92")].head == ""
    assert len(found) == 5


def test_a_number_that_a_person_wrote_over_a_given_one_is_the_households_own(
    tmp_path: Path,
) -> None:
    rows = [["7", "张三", "", "12"]]
    doc = document(NANPING, home("90", door="12", geometry=Point(1, 1), tags=(given_tag("4"),)))
    take(doc, workbook(tmp_path / "a.xlsx", [HEADER, *rows]))
    assert doc.count(Household) == 2


def test_rows_of_an_unknown_village_touch_no_household(tmp_path: Path) -> None:
    loose = Household(id=FeatureId("x"), number="1", head="孙大", geometry=Point(9000, 9000))
    rows = [["行政村", *HEADER], ["无此村", "1", "张三", "一组", "1"]]
    page = workbook(tmp_path / "a.xlsx", rows)
    for villages in ((NANPING,), (NANPING, BEIGOU)):
        doc = document(*villages, loose)
        report = take(doc, page).report
        assert heads(doc) == ["孙大", "张三"]
        assert {item.head: item.village for item in doc.all(Household)}["张三"] is None
        assert "village is not known" in reasons(report)
        assert not take(doc, page).changeset


def test_a_number_of_the_shape_of_an_id_never_enters_even_with_a_wrong_check_digit(
    tmp_path: Path,
) -> None:
    rows = [HEADER, ["110105194912310021", "张三", "一组", "1"]]
    doc = document(NANPING)
    result = take(doc, workbook(tmp_path / "a.xlsx", rows))
    assert "110105194912310021" not in repr(result.changeset)
    assert [(item.head, item.number) for item in doc.all(Household)] == [("张三", "1")]
    assert "identity number" in reasons(result.report)


def test_another_head_at_another_place_is_another_household(tmp_path: Path) -> None:
    doc = document(NANPING, home("1", head="张三", geometry=Point(5, 5)))
    page = geojson(
        tmp_path / "住户.geojson",
        [("POINT(180 5)", {"户号": "001", "户主": "王五", "村名": "南坪村"})],
        METRES,
    )
    report = take(doc, page).report
    assert {item.head: item.geometry.x for item in doc.all(Household)} == {"张三": 5, "王五": 180}
    assert "already another household's" in reasons(report)


def test_a_house_kilometres_away_is_not_the_one_of_the_same_number(tmp_path: Path) -> None:
    doc = document(NANPING, home("1", head="张三", door="4", geometry=Point(5, 5)))
    page = geojson(
        tmp_path / "住户.geojson",
        [("POINT(1600 5)", {"户号": "001", "村名": "南坪村"})],
        METRES,
    )
    take(doc, page)
    assert doc.count(Household) == 2


rows_of_people = st.lists(
    st.tuples(
        st.sampled_from(["", "1", "2", "002"]),
        st.sampled_from(["", "一组", "二组"]),
        st.sampled_from(["", "5", "6号"]),
    ),
    min_size=1,
    max_size=8,
)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows_of_people)
def test_every_head_of_a_roster_is_kept_whatever_numbers_groups_and_doors_say(
    tmp_path: Path, rows: list[tuple[str, str, str]]
) -> None:
    names = [f"张{'甲乙丙丁戊己庚辛'[at]}" for at in range(len(rows))]
    body = [
        [number, name, group, door] for name, (number, group, door) in zip(names, rows, strict=True)
    ]
    page = workbook(tmp_path / "a.xlsx", [HEADER, *body])
    doc = document(NANPING)
    take(doc, page)
    assert heads(doc) == sorted(names)
    take(doc, page)
    assert heads(doc) == sorted(names)
