"""The blank update sheets: a smaller map of the same ground with a margin, or lines behind it."""

from dataclasses import replace

import pytest

from gridmap.export.frames import Rect
from gridmap.export.house_labels import HouseTexts
from gridmap.export.parts.choice import Part
from gridmap.export.parts.update_pages import LEAST_MARGIN_MM, update_pages, with_margin
from gridmap.export.parts.update_sheet import LinesPage, UpdatePage
from gridmap.export.plan import VillagePlan
from gridmap.export.sheet_layout import Inset, SideEntry
from gridmap.export.sheets import Sheet
from gridmap.layers.style import load_styles
from gridmap.layers.view import ROUND_SCALES
from gridmap.model.editions import Edition
from tests.export.atlas_helpers import drawn, houses, one_village, plan_of, spec
from tests.helpers.build import Tiny

UPDATE = frozenset({Part.UPDATE})
LOOSE = [(100.0 + 60 * column, 100.0 + 50 * row) for column in range(4) for row in range(5)]


def plan_of_houses(edition: Edition = Edition.HOUSEHOLD) -> VillagePlan:
    return plan_of(one_village(*houses(LOOSE)), spec(edition, parts=UPDATE))


def smaller_of(plan: VillagePlan, sheet: Sheet) -> Sheet | None:
    texts = HouseTexts(load_styles())
    return with_margin(sheet, plan.stage.ground, texts, plan.stage.names)


def test_the_map_is_of_the_same_ground_at_the_next_round_scale() -> None:
    plan = plan_of_houses()
    for item in plan.sheets:
        smaller = smaller_of(plan, item.sheet)
        assert smaller is not None
        assert smaller.scale == min(one for one in ROUND_SCALES if one > item.sheet.scale)
        assert smaller.view.bounds_m == pytest.approx(item.sheet.view.bounds_m)
        narrower = item.sheet.frame.outer.width_mm - smaller.frame.outer.width_mm
        assert narrower >= LEAST_MARGIN_MM


def test_each_house_keeps_its_cell_and_its_door_but_not_its_head() -> None:
    plan = plan_of_houses()
    sheet = plan.sheets[0].sheet
    smaller = smaller_of(plan, sheet)
    assert smaller is not None
    assert smaller.layout.cells == sheet.layout.cells
    texts = [line.text for line in smaller.layout.lines]
    assert sorted(texts) == sorted(home.door for home in sheet.households)
    assert not any(home.head in texts for home in sheet.households)


def test_a_map_with_insets_stays_as_it_is() -> None:
    plan = plan_of_houses()
    sheet = plan.sheets[0].sheet
    inset = Inset(
        number=1, rect=Rect(0, 0, 30, 30), view=sheet.view, members=frozenset(), outline=None,
        dots_mm=sheet.layout.foreign_mm, away_m=(0.0, 0.0),
    )  # fmt: skip
    crowded = replace(sheet, layout=replace(sheet.layout, insets=(inset,)))
    assert smaller_of(plan, crowded) is None


def test_a_map_on_which_other_numbers_would_stand_stays_as_it_is() -> None:
    plan = plan_of_houses()
    sheet = plan.sheets[0].sheet
    home = sheet.households[0]
    entry = SideEntry("1", home, sheet.layout.cells[home.id])
    numbered = replace(sheet, layout=replace(sheet.layout, side_list=(entry,)))
    assert smaller_of(plan, numbered) is None


def test_a_map_that_stays_has_its_lines_on_a_further_page(monkeypatch: pytest.MonkeyPatch) -> None:
    plan = plan_of_houses()
    assert {type(page.content) for page in update_pages(plan)} == {UpdatePage}
    monkeypatch.setattr("gridmap.export.parts.update_pages.LEAST_MARGIN_MM", 1000.0)
    contents = [page.content for page in update_pages(plan)]
    assert [type(content) for content in contents] == [UpdatePage, LinesPage] * len(plan.sheets)
    surface = drawn(plan)[f"{plan.sheets[0].name}/update-lines"]
    assert "What has changed" in surface.texts()


def test_the_margin_is_at_the_edge_that_is_not_bound() -> None:
    plan = plan_of_houses()
    names = [page.name for page in update_pages(plan)]
    surface = drawn(plan)[names[0]]
    runs = [run for call in surface.text_calls() for run in call.runs]
    notes = next(run for run in runs if run.text == "Notes and sketches")
    bound = next(run for run in runs if run.text == "binding edge")
    assert abs(notes.x_mm - bound.x_mm) > surface.width_mm / 2


@pytest.mark.parametrize("edition", [Edition.SUMMARY, Edition.HOUSEHOLD])
def test_only_maps_with_houses_ask_for_door_and_head(tiny: Tiny, edition: Edition) -> None:
    surfaces = drawn(plan_of(tiny.snapshot(), spec(edition, parts=UPDATE)))
    pages = [surface.texts() for name, surface in surfaces.items() if "/update" in name]
    assert pages
    for texts in pages:
        assert ("Door" in texts) == ("Head" in texts) == (edition is Edition.HOUSEHOLD)
        assert "What has changed" in texts
