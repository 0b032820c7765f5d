"""Booklets of one grid and of one officer, read back from the finished files."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from gridmap.errors import ExportError, UsageError
from gridmap.export.parts.changes import Change, ChangeKind, Changes
from gridmap.export.report import AtlasReport
from gridmap.model.document import Snapshot
from gridmap.model.editions import Edition
from gridmap.model.features import CareRecord, Duty, Feature, Household
from tests.export.atlas_helpers import export, page_texts, plan_of, spec
from tests.export.test_leaks import everything_in
from tests.helpers.build import TODAY, Tiny, fid
from tests.helpers.storm import flooded

WEST_HEADS = ("王小明", "李桂兰", "张有才", "欧阳文山")
EAST_HEADS = ("单玉梅", "马得福", "刘春花", "陈守义", "杨翠英")


def told(tiny: Tiny) -> Snapshot:
    """The tiny project where every record says whose household it is of."""
    features: list[Feature] = []
    for item in tiny.features:
        if isinstance(item, CareRecord):
            item = replace(item, person=f"人{item.household}", need=f"需{item.household}")
        features.append(item)
    return Snapshot.of(features)


def made(tiny: Tiny, tmp_path: Path, **fields: object) -> tuple[AtlasReport, str]:
    out = tmp_path / "a.pdf"
    report = export(told(tiny), spec(**fields), out)  # type: ignore[arg-type]
    return report, everything_in(out)


@pytest.mark.parametrize("by", ["group", "grid"])
def test_a_household_booklet_for_an_officer_has_the_houses_of_their_grid_only(
    tiny: Tiny, tmp_path: Path, by: str
) -> None:
    report, text = made(tiny, tmp_path, officer=fid("o2"), by=by)
    assert report.households_drawn == 4
    assert all(head in text for head in WEST_HEADS)
    assert not any(head in text for head in EAST_HEADS)
    assert "吴秀英" in text
    assert "需" not in text.replace("需要", "")


def test_sheets_without_a_house_of_the_officer_are_left_out(tiny: Tiny, tmp_path: Path) -> None:
    whole, _ = made(tiny, tmp_path, by="grid")
    own, _ = made(tiny, tmp_path, by="grid", officer=fid("o2"))
    sheets = {sheet.sheet_id for village in whole.villages for sheet in village.sheets}
    kept = {sheet.sheet_id for village in own.villages for sheet in village.sheets}
    assert len(own.villages) == 1
    assert kept < sheets


def test_the_officers_edition_holds_no_fact_of_anothers_people_nor_counts_them(
    tiny: Tiny, tmp_path: Path
) -> None:
    _, text = made(tiny, tmp_path, edition=Edition.OFFICER, officer=fid("o3"))
    assert "人h09" in text
    assert "需h09" in text
    for home in ("h01", "h02", "h03"):
        assert f"人{home}" not in text
        assert f"需{home}" not in text
    assert not any(head in text for head in WEST_HEADS)
    plan = plan_of(told(tiny), spec(Edition.OFFICER, officer=fid("o3")))
    view = plan.stage.view
    own = {home.id for home in view.features.all(Household)}
    assert view.counts[fid("v1")].households == str(len(own))
    assert "w11" not in view.counts


def test_the_summary_for_an_officer_counts_their_grid_only(tiny: Tiny, tmp_path: Path) -> None:
    _, text = made(tiny, tmp_path, edition=Edition.SUMMARY, officer=fid("o2"))
    assert "第1网格" in text
    plan = plan_of(told(tiny), spec(Edition.SUMMARY, officer=fid("o2")))
    assert "w12" not in plan.stage.view.counts
    assert "o3" not in plan.stage.view.counts


def test_a_booklet_of_one_grid_counts_and_lists_that_grid(tiny: Tiny, tmp_path: Path) -> None:
    for edition in (Edition.PUBLIC, Edition.SUMMARY, Edition.HOUSEHOLD):
        report, text = made(tiny, tmp_path, edition=edition, grid=fid("w11"))
        assert {sheet.sheet_id for village in report.villages for sheet in village.sheets} == {
            "01-01"
        }
        assert not any(head in text for head in EAST_HEADS)
    texts = page_texts(tmp_path / "a.pdf")
    assert any("第1网格" in text and "4" in text for text in texts)


def test_the_public_edition_is_for_no_officer(tiny: Tiny, tmp_path: Path) -> None:
    with pytest.raises(UsageError):
        made(tiny, tmp_path, edition=Edition.PUBLIC, officer=fid("o2"))


def test_an_officer_who_answers_for_nothing_gets_no_booklet(tiny: Tiny, tmp_path: Path) -> None:
    features = [item for item in tiny.features if not isinstance(item, Duty)]
    for edition in (Edition.HOUSEHOLD, Edition.SUMMARY):
        with pytest.raises(ExportError):
            export(Snapshot.of(features), spec(edition, officer=fid("o2")), tmp_path / "a.pdf")


def test_an_evacuation_booklet_for_an_officer_has_their_call_sheets_only(tmp_path: Path) -> None:
    tiny = flooded()
    out = tmp_path / "p4.pdf"
    export(tiny.snapshot(), spec(Edition.EVACUATION, incident=fid("storm"), officer=fid("o4")), out)
    text = everything_in(out)
    assert "乙" in text
    assert "邻居丙" not in text
    assert "孙丽" in text


def test_data_that_change_outside_do_not_change_what_the_officer_is_shown(
    tiny: Tiny, tmp_path: Path
) -> None:
    changed = [
        replace(item, head="改名", door="77号") if item.id == "h09" else item  # type: ignore[call-arg]
        for item in tiny.features
    ]
    for snapshot, name in ((tiny.snapshot(), "a.pdf"), (Snapshot.of(changed), "b.pdf")):
        export(snapshot, spec(officer=fid("o2")), tmp_path / name)
    assert page_texts(tmp_path / "a.pdf") == page_texts(tmp_path / "b.pdf")


def test_a_change_page_tells_an_officer_of_their_own_households_only(
    tiny: Tiny, tmp_path: Path
) -> None:
    rows = tuple(
        Change(kind=ChangeKind.HEAD, what=what, village=fid("v1"), feature=fid(home))
        for what, home in (("自家", "h01"), ("外家", "h09"))
    )
    changes = Changes(since=TODAY, rows=rows)
    _, text = made(tiny, tmp_path, officer=fid("o2"), changes=changes)
    assert "自家" in text
    assert "外家" not in text


def test_without_anybody_to_fetch_the_incident_is_named(tmp_path: Path) -> None:
    features = [item for item in flooded().features if not isinstance(item, CareRecord)]
    wanted = spec(Edition.EVACUATION, incident=fid("storm"))
    with pytest.raises(ExportError, match="1123洪水"):
        export(Snapshot.of(features), wanted, tmp_path / "p4.pdf")
