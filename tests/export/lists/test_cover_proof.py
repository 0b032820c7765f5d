"""The proof of cover agrees with brute force, and says no more than its edition may."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from gridmap.errors import PrivacyError
from gridmap.export.lists.cover_proof import proof_tables, write_proof
from gridmap.export.lists.table import ListTable
from gridmap.i18n import tr
from gridmap.model.document import Snapshot
from gridmap.model.editions import Edition, edition_view
from gridmap.model.features import Household, Officer, Village
from gridmap.progress import run_job
from tests.export.atlas_helpers import page_texts
from tests.export.lists.test_out import text_of
from tests.export.test_leaks import DOOR, HEAD, MEASURE, NEED, NOTE, PERSON, SECRET_PHONE, seeded
from tests.helpers import cover_oracle as oracle
from tests.helpers.build import TODAY, Tiny, fid


def tables(
    reader: Snapshot, edition: Edition, village: str, officer: str | None = None
) -> dict[str, ListTable]:
    recipient = fid(officer) if officer else None
    view = edition_view(reader, edition, on=TODAY, recipient=recipient)
    found = proof_tables(reader, view, reader.get(fid(village), Village))
    return {table.title: table for table in found}


@pytest.mark.parametrize("seed", range(40))
def test_the_households_named_and_their_officers_equal_brute_force(seed: int) -> None:
    township = oracle.random_township(seed)
    officers = {item.id: item.name for item in township.all(Officer)}
    for village in township.all(Village):
        found = tables(township, Edition.HOUSEHOLD, village.id)
        view = edition_view(township, Edition.HOUSEHOLD, on=TODAY)
        homes = [
            home
            for home in township.all(Household)
            if view.relations.village_of[home.id] == village.id
        ]
        answers = [oracle.officer_and_leader(township, home) for home in homes]
        expected = sorted(
            (officers.get(officer or fid(""), ""), officers.get(leader or fid(""), ""))
            for officer, leader in answers
        )
        listed = found.get("List of households")
        rows = sorted((str(row[4]), str(row[5])) for row in (listed.rows if listed else ()))
        assert rows == expected
        open_homes = [row for row in found["Not covered"].rows if row[0] == tr("Household")]
        assert len(open_homes) == sum(None in both for both in answers)
        assert found["Result"].rows[0][1:] == (len(answers), len(open_homes))


def test_the_hectares_of_a_village_add_up(tiny: Tiny) -> None:
    land = tables(tiny.snapshot(), Edition.SUMMARY, "v1")["Land"]
    assert sum(float(str(row[2])) for row in land.rows) == pytest.approx(16.0)
    assert {row[3] for row in land.rows} == {"吴秀英", "赵一鸣"}
    assert {row[4] for row in land.rows} == {"周建国"}


def test_what_is_not_covered_says_where_and_why(tiny: Tiny) -> None:
    rows = tables(tiny.snapshot(), Edition.HOUSEHOLD, "v2")["Not covered"].rows
    assert len([row for row in rows if row[0] == "Household"]) == 8
    assert ("Household", "二组 20号 冯玉珍", "Not on the map yet, so in no grid.") in rows
    assert any(row[0] == "Land" and "8.00 ha in 第3网格" in str(row[1]) for row in rows)


def test_the_summary_names_nobody_and_masks_small_counts(tiny: Tiny) -> None:
    found = tables(tiny.snapshot(), Edition.SUMMARY, "v1")
    assert set(found) == {"Result", "Not covered", "Land"}
    assert found["Result"].rows[0] == ("Household", 12, 0)
    assert found["Result"].rows[1] == ("Care record", "<5", 0)


def test_the_household_edition_does_not_speak_of_care_records(tiny: Tiny) -> None:
    found = tables(tiny.snapshot(), Edition.HOUSEHOLD, "v1")
    assert "Care records" not in found
    assert [row[0] for row in found["Result"].rows] == ["Household", "Land (ha)"]


def test_the_officers_edition_names_their_own_people(tiny: Tiny) -> None:
    found = tables(tiny.snapshot(), Edition.OFFICER, "v1", "o4")
    assert [row[0] for row in found["Care records"].rows] == ["李冬生"]


def test_there_is_no_proof_for_the_notice_board(tiny: Tiny) -> None:
    with pytest.raises(PrivacyError, match="public"):
        tables(tiny.snapshot(), Edition.PUBLIC, "v1")


def test_both_files_say_the_same_and_no_more_than_they_may(tiny: Tiny, tmp_path: Path) -> None:
    reader = seeded(tiny)
    view = edition_view(reader, Edition.SUMMARY, on=TODAY)
    village = reader.get(fid("v1"), Village)
    proof = run_job(write_proof(reader, view, village, tmp_path / "proof"))
    paper, sheet = "".join(page_texts(proof.pages)), text_of(proof.workbook)
    for words in ("吴秀英", "周建国", "Proof of cover"):
        assert words in paper.replace("\n", " ")
    assert "吴秀英" in sheet
    for secret in (DOOR, HEAD, MEASURE, NEED, NOTE, PERSON, SECRET_PHONE):
        assert secret not in paper
        assert secret not in sheet
    assert openpyxl.load_workbook(proof.workbook).sheetnames[-1] == "About this file"
    assert sorted(path.suffix for path in tmp_path.iterdir()) == [".pdf", ".xlsx"]
