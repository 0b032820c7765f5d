from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gridmap.model.features import (
    CareRecord,
    Household,
    Measure,
    Officer,
    Project,
    VillagerGroup,
    Visit,
)
from gridmap.store.rows import RowError, to_features, to_rows
from gridmap.store.tables import TABLES, Table
from tests.helpers.build import Tiny, at, fid, household

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
DAYS = st.one_of(st.none(), st.dates())
MEASURES = st.builds(Measure, what=TEXT, who=TEXT, due=DAYS, when=TEXT, state=TEXT)
RECORDS = st.builds(
    CareRecord,
    id=st.uuids().map(lambda value: fid(value.hex)),
    household=st.just(fid("h")),
    person=TEXT,
    category=TEXT,
    birth_year=st.one_of(st.none(), st.integers(1900, 2026)),
    measures=st.lists(MEASURES, max_size=3).map(tuple),
    start=DAYS,
    tags=st.lists(st.tuples(TEXT, TEXT), max_size=3).map(tuple),
)


def row_with(table: Table, feature: object, **stored: object) -> tuple[object, ...]:
    """Return a feature's row with some stored values replaced, as another program might."""
    (row,) = to_rows(table, [feature], 0)  # type: ignore[list-item]
    names = [column.name for column in table.columns]
    return tuple(stored.get(name, value) for name, value in zip(names, row, strict=True))


@given(st.lists(RECORDS, max_size=5))
def test_records_come_back_exactly(records: list[CareRecord]) -> None:
    table = TABLES[CareRecord]
    assert to_features(table, list(to_rows(table, records, 0)), {}) == records


def test_every_kind_of_the_tiny_project_comes_back_exactly(tiny: Tiny) -> None:
    for kind, table in TABLES.items():
        features = [item for item in tiny.features if type(item) is kind]
        assert to_features(table, list(to_rows(table, features, 4544)), {}) == features


def test_loaded_features_are_as_frozen_and_hashable_as_any() -> None:
    table = TABLES[Household]
    made = household("h", door="12-1", geometry=at(1, 2))
    (loaded,) = to_features(table, list(to_rows(table, [made], 0)), {})
    assert hash(loaded) == hash(made)
    assert repr(loaded) == repr(made)


def test_equal_texts_share_one_string() -> None:
    table = TABLES[Household]
    rows = [row_with(table, household(str(i)), villager_group="".join(["g", "7"])) for i in (1, 2)]
    first, second = to_features(table, rows, {})
    assert first.group is second.group  # type: ignore[attr-defined]


def test_a_column_of_differing_texts_is_left_as_it_is() -> None:
    table = TABLES[Household]
    houses = [household(str(i), door=str(i)) for i in range(300)]
    memo: dict[object, object] = {}
    assert to_features(table, list(to_rows(table, houses, 0)), memo) == houses
    assert "0" not in memo


def test_null_of_another_program_becomes_the_default() -> None:
    table = TABLES[Household]
    row = row_with(table, household("h"), door=None, tags=None, status=None)
    (loaded,) = to_features(table, [row], {})
    assert loaded == household("h")
    project = TABLES[Project]
    whole = Project(id=fid("p"), name="乡", epsg=None)
    (empty,) = to_features(project, [row_with(project, whole, name=None)], {})
    assert empty == Project(id=fid("p"), name="", epsg=None)


def test_a_reference_that_another_program_left_out_leads_to_nothing() -> None:
    table = TABLES[VillagerGroup]
    group = VillagerGroup(id=fid("g"), name="一组", village=fid("v"), number=3)
    (loaded,) = to_features(table, [row_with(table, group, village=None, number=None)], {})
    assert loaded == VillagerGroup(id=fid("g"), name="一组", village=fid(""), number=0)


def test_whole_numbers_in_a_column_of_metres_are_metres() -> None:
    table = TABLES[Household]
    (loaded,) = to_features(table, [row_with(table, household("h"), accuracy_m=3)], {})
    assert isinstance(loaded.accuracy_m, float)  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("column", "stored"),
    [
        ("uuid", None),
        ("door", 12),
        ("living", "three"),
        ("located_on", "23.11.2026"),
        ("tags", "{}"),
        ("tags", "no json"),
        ("geom", b"no blob"),
    ],
)
def test_an_unreadable_value_names_its_column(column: str, stored: object) -> None:
    table = TABLES[Household]
    with pytest.raises(RowError, match=f"households.{column}") as caught:
        to_features(table, [row_with(table, household("h"), **{column: stored})], {})
    assert caught.value.column == f"households.{column}"


def test_a_visit_without_its_day_is_unreadable() -> None:
    table = TABLES[Visit]
    visit = Visit(id=fid("s"), record=fid("c"), day=date(2026, 11, 23))
    with pytest.raises(RowError, match=r"visits\.day"):
        to_features(table, [row_with(table, visit, day=None)], {})


def test_measures_keep_what_a_newer_program_does_not_know_out() -> None:
    table = TABLES[CareRecord]
    record = CareRecord(id=fid("c"), household=fid("h"), person="王老五", category="C01")
    raw = '[{"what":"送菜","due":"2026-12-01","colour":"red"}]'
    (loaded,) = to_features(table, [row_with(table, record, measures=raw)], {})
    assert loaded.measures == (Measure(what="送菜", due=date(2026, 12, 1)),)  # type: ignore[attr-defined]


def test_no_rows_are_no_features() -> None:
    table = TABLES[Officer]
    assert to_features(table, [], {}) == []
    assert list(to_rows(table, [], 0)) == []
