"""Lists out of the program: what they say, and that each edition says no more than it may."""

from __future__ import annotations

import csv
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from gridmap.errors import NotFoundError, PrivacyError
from gridmap.export.lists.out import LISTS, export_list, list_table
from gridmap.model.document import Snapshot
from gridmap.model.editions import Edition, EditionView, edition_view
from gridmap.model.features import CareRecord, Duty, Household
from gridmap.progress import run_job
from tests.export.test_leaks import DOOR, HEAD, MEASURE, NEED, NOTE, PERSON, SECRET_PHONE, seeded
from tests.helpers.build import TODAY, Tiny, fid


def view_of(tiny: Tiny, edition: Edition, recipient: str | None = None) -> EditionView:
    return edition_view(
        tiny.snapshot(), edition, on=TODAY, recipient=fid(recipient) if recipient else None
    )


def column(view: EditionView, what: str, title: str) -> list[object]:
    table = list_table(view, what)
    index = [column.title for column in table.columns].index(title)
    return [row[index] for row in table.rows]


def text_of(path: Path) -> str:
    """Return every cell of a file, sheet names and headers included."""
    if path.suffix == ".csv":
        with path.open(encoding="utf-8-sig", newline="") as file:
            return "\n".join(" ".join(row) for row in csv.reader(file))
    book = openpyxl.load_workbook(path)
    cells = [
        str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row if cell.value
    ]
    heads = [str(sheet.oddHeader.left.text) + str(sheet.oddHeader.right.text) for sheet in book]
    return "\n".join([*book.sheetnames, *heads, *cells])


def test_households_come_in_the_order_of_the_roster_with_their_officer(tiny: Tiny) -> None:
    view = view_of(tiny, Edition.HOUSEHOLD)
    assert column(view, "households", "Household number")[:3] == ["0001", "0002", "0005"]
    heads = column(view, "households", "Responsible officer")
    assert set(heads) == {"吴秀英", "赵一鸣", ""}


def test_every_household_is_on_its_list_once(tiny: Tiny) -> None:
    view = view_of(tiny, Edition.HOUSEHOLD)
    assert len(list_table(view, "households").rows) == tiny.snapshot().count(Household)


def test_a_table_on_the_screen_is_written_as_it_is_sorted_and_filtered(tiny: Tiny) -> None:
    view = view_of(tiny, Edition.HOUSEHOLD)
    table = list_table(view, "households", [fid("h07"), fid("gone"), fid("h02")])
    assert [row[3] for row in table.rows] == ["0007", "0002"]


def test_grids_say_their_head_and_leader(tiny: Tiny) -> None:
    view = view_of(tiny, Edition.PUBLIC)
    assert column(view, "grids", "Grid head") == ["吴秀英", "赵一鸣", ""]
    assert column(view, "grids", "Responsible leader") == ["周建国", "周建国", "孙丽"]


def test_small_counts_are_masked_in_the_summary_edition(tiny: Tiny) -> None:
    view = view_of(tiny, Edition.SUMMARY)
    assert column(view, "villages", "Households") == [12, 8]
    assert column(view, "villages", "Care records") == ["<5", 0]
    assert column(view, "villages", "Not on the map") == [0, "<5"]


def test_the_public_edition_has_no_counts_and_no_contacts(tiny: Tiny) -> None:
    view = view_of(tiny, Edition.PUBLIC)
    for what in ("villages", "grids", "groups", "places"):
        titles = {column.title for column in list_table(view, what).columns}
        assert not titles & {"Households", "Care records", "Contact", "Phone"}


def test_an_officer_gets_their_own_people_and_nobody_else(tiny: Tiny) -> None:
    view = view_of(tiny, Edition.OFFICER, "o4")
    assert column(view, "care", "Person") == ["李冬生"]
    assert column(view, "care", "Responsible leader") == ["周建国"]


def test_the_latest_visit_is_first_and_says_its_result_in_words(tiny: Tiny) -> None:
    view = view_of(tiny, Edition.OFFICER, "o2")
    assert column(view, "visits", "Result") == ["not met", "well"]


def test_a_duty_for_a_person_does_not_name_the_person(tiny: Tiny) -> None:
    own = Duty(id=fid("dx"), role="responsible", scope=fid("c1"), officer=fid("o2"))
    snapshot = Snapshot.of([*tiny.features, own])
    view = edition_view(snapshot, Edition.OFFICER, on=TODAY, recipient=fid("o2"))
    person = tiny.get("c1", CareRecord).person
    table = list_table(view, "duties")
    assert "a care record" in {str(row[0]) for row in table.rows}
    assert not any(person in str(value) for row in table.rows for value in row)


@pytest.mark.parametrize(
    ("edition", "what"),
    [
        (Edition.PUBLIC, "households"),
        (Edition.SUMMARY, "households"),
        (Edition.PUBLIC, "care"),
        (Edition.SUMMARY, "care"),
        (Edition.HOUSEHOLD, "care"),
        (Edition.HOUSEHOLD, "visits"),
    ],
)
def test_a_list_that_an_edition_must_not_contain_is_refused(
    tiny: Tiny, edition: Edition, what: str
) -> None:
    with pytest.raises(PrivacyError, match="not part of"):
        list_table(view_of(tiny, edition), what)


def test_a_list_there_is_not_names_those_there_are(tiny: Tiny) -> None:
    with pytest.raises(NotFoundError) as caught:
        list_table(view_of(tiny, Edition.PUBLIC), "people")
    assert "households" in caught.value.hint


@pytest.mark.parametrize("suffix", [".xlsx", ".csv"])
@pytest.mark.parametrize("edition", [Edition.PUBLIC, Edition.SUMMARY])
def test_no_name_phone_or_category_is_in_a_public_or_summary_file(
    tiny: Tiny, tmp_path: Path, edition: Edition, suffix: str
) -> None:
    view = edition_view(seeded(tiny), edition, on=TODAY)
    secrets = [DOOR, HEAD, MEASURE, NEED, NOTE, PERSON, "独居", "残疾", "older person", "disabled"]
    secrets += [SECRET_PHONE] if edition is Edition.PUBLIC else []
    for what, sort in LISTS.items():
        if edition not in sort.editions:
            continue
        (path,) = run_job(export_list(view, what, tmp_path / f"{what}{suffix}"))
        found = text_of(path)
        assert not [secret for secret in secrets if secret in found], what
        if what != "places":
            assert SECRET_PHONE not in found


def test_a_household_phone_is_in_no_file_but_the_officers_own(tiny: Tiny, tmp_path: Path) -> None:
    homes = [
        replace(item, phone=SECRET_PHONE) if isinstance(item, Household) else item
        for item in tiny.features
    ]
    snapshot = Snapshot.of(homes)
    view = edition_view(snapshot, Edition.HOUSEHOLD, on=TODAY)
    (path,) = run_job(export_list(view, "households", tmp_path / "a.xlsx"))
    assert SECRET_PHONE not in text_of(path)
    own = edition_view(snapshot, Edition.OFFICER, on=TODAY, recipient=fid("o4"))
    (path,) = run_job(export_list(own, "households", tmp_path / "b.xlsx"))
    assert text_of(path).count(SECRET_PHONE) == 1
