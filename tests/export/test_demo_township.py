"""The atlas of the invented township: nothing lost or overlapping, everything found again."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from gridmap.export.arrange import HOUSE_MM
from gridmap.export.frames import Rect, sheet_cells
from gridmap.export.plan import Stage, VillagePlan, plan_village
from gridmap.model.document import Snapshot
from gridmap.model.editions import Edition, edition_view
from gridmap.model.features import CareRecord, Household, Officer, Village
from gridmap.model.relations import has_position
from gridmap.progress import run_job
from gridmap.synth.township import synthesize
from tests.export.atlas_helpers import boxes_overlap, export, page_texts, spec
from tests.helpers.build import TODAY, fid
from tests.helpers.storm import flood_over


@pytest.fixture(scope="module")
def township() -> Snapshot:
    return Snapshot.of(run_job(synthesize("township", 3)))


@pytest.fixture(scope="module")
def plans(township: Snapshot) -> list[VillagePlan]:
    view = edition_view(township, Edition.HOUSEHOLD, on=TODAY)
    stage = Stage(view, spec())
    return [run_job(plan_village(stage, village)) for village in view.features.all(Village)]


def test_every_household_is_labelled_on_exactly_one_sheet(
    township: Snapshot, plans: list[VillagePlan]
) -> None:
    home = [
        household.id
        for plan in plans
        for item in plan.sheets
        for household in item.sheet.households
    ]
    located = {item.id for item in township.all(Household) if has_position(item)}
    assert len(home) == len(set(home))
    assert set(home) == located
    for plan in plans:
        for item in plan.sheets:
            assert sum(item.sheet.layout.counts.values()) == len(item.sheet.households)


def test_no_label_lies_on_a_label_or_a_symbol(plans: list[VillagePlan]) -> None:
    half = HOUSE_MM / 2
    for plan in plans:
        for item in plan.sheets:
            layout = item.sheet.layout
            boxes = [label.box_mm for label in layout.label_boxes]
            boxes += [
                (m.x_mm - half, m.y_mm - half, m.x_mm + half, m.y_mm + half) for m in layout.houses
            ]
            boxes += [symbol.rect.box for symbol in (*layout.care, *layout.badges)]
            assert boxes_overlap(np.array(boxes)) == 0, item.name


def test_nearly_all_labels_hold_door_and_head(plans: list[VillagePlan]) -> None:
    ways = [way for plan in plans for i in plan.sheets for way in i.sheet.layout.fallbacks.values()]
    assert ways.count("door_head") / len(ways) > 0.99


def test_sheets_are_well_filled(plans: list[VillagePlan]) -> None:
    counts = [len(item.sheet.households) for plan in plans for item in plan.sheets]
    assert max(counts) <= 60
    assert float(np.median(counts)) >= 45
    assert float(np.percentile(counts, 10)) >= 25


def test_cells_are_right_for_every_household(plans: list[VillagePlan]) -> None:
    for plan in plans:
        for item in plan.sheets:
            view = item.sheet.view
            window = Rect(0, 0, view.width_mm, view.height_mm)
            for household in item.sheet.households:
                assert household.geometry is not None
                at = np.array([(household.geometry.x, household.geometry.y)])
                x_mm, y_mm = item.sheet.view_of(household.id).to_mm(at)[0].tolist()
                cell = item.sheet.layout.cells[household.id]
                assert sheet_cells(window).rect(window, cell).inset(-3).contains(x_mm, y_mm)


@pytest.mark.parametrize("edition", list(Edition))
def test_no_edition_says_more_than_it_may(
    township: Snapshot, tmp_path: Path, edition: Edition
) -> None:
    village = next(iter(township.all(Village)))
    officer = None
    if edition is Edition.OFFICER:
        officer = next(item.id for item in township.all(Officer))
    incident = fid("storm") if edition is Edition.EVACUATION else None
    printed = township if incident is None else flood_over(township, village.id)
    chosen = spec(edition, officer=officer, villages=(village.id,), incident=incident)
    export(printed, chosen, tmp_path / "a.pdf")
    text = "".join(page_texts(tmp_path / "a.pdf"))
    own = [item for item in township.all(Household) if item.village == village.id]
    officers = {item.name for item in township.all(Officer)}
    phones = {item.phone for item in own if item.phone} - {
        item.phone for item in township.all(Officer)
    }
    heads = {item.head for item in own if len(item.head) > 2} - officers
    shown = {head for head in heads if head in text}
    if edition is Edition.EVACUATION:
        records = list(township.all(CareRecord))
        fetched = " ".join(f"{item.person} {item.helper} {item.deputy_helper}" for item in records)
        here = {item.id for item in own}
        need = [item for item in records if item.category == "C10" and item.household in here]
        assert any(item.person in text for item in need)
        assert all(head in fetched for head in shown)
    elif edition.shows_households:
        assert shown == heads
    else:
        assert not shown
    if edition is Edition.EVACUATION:
        called = {item.household for item in need}
        phones -= {item.phone for item in own if item.id in called}
    if edition is not Edition.OFFICER:
        assert not {phone for phone in phones if phone in text}


def test_a_detail_sheet_stays_small(township: Snapshot, tmp_path: Path) -> None:
    report = export(township, spec(), tmp_path / "a.pdf")
    assert report.unlabelled == 0
    assert (tmp_path / "a.pdf").stat().st_size / report.sheets < 50_000
