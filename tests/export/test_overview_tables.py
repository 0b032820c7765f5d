"""Where the tables of an overview stand."""

from dataclasses import replace

from gridmap.export.flow import FlowPage, flow
from gridmap.export.frames import Rect
from gridmap.export.overview_tables import (
    OverviewFacts,
    officer_items,
    overview_tables,
    tables_height_mm,
    totals_items,
)
from gridmap.export.tables import HeadingAndHead, TableRow
from gridmap.export.text_items import Heading
from gridmap.model.document import Snapshot
from gridmap.model.features import Duty, Officer
from tests.export.atlas_helpers import plan_of
from tests.helpers.build import Tiny, fid

WIDTH_MM = 170.0
WHOLE = Rect(0.0, 20.0, WIDTH_MM, 220.0)


def facts_of(tiny: Tiny, officers: int = 0) -> OverviewFacts:
    """Return the facts of a village with so many more officers."""
    people = [
        Officer(id=fid(f"o9{n}"), name=f"赵{n}", post="", phone="138") for n in range(officers)
    ]
    duties = [
        Duty(id=fid(f"d9{n}"), role="grid_worker", scope=fid("v1"), officer=person.id)
        for n, person in enumerate(people)
    ]
    plan = plan_of(Snapshot.of([*tiny.features, *people, *duties]))
    return OverviewFacts(
        view=plan.stage.view, village=plan.village, units=plan.units, by=plan.by, pages={},
        places=plan.places, cells={},
    )  # fmt: skip


def headings(page: FlowPage) -> dict[str, Rect]:
    """Return where the headings of a page stand."""
    return {item.item.text: item.rect for item in page if isinstance(item.item, Heading)}


def test_places_stand_below_both_tables_where_there_is_room(tiny: Tiny) -> None:
    (page,) = overview_tables(facts_of(tiny), WHOLE, WHOLE)
    found = headings(page)
    bottom = max(item.rect.bottom_mm for item in page if item.rect.y_mm < found["Key places"].y_mm)
    assert found["Key places"].y_mm >= bottom - 1e-6
    assert found["Key places"].width_mm == WIDTH_MM


def test_places_stand_under_the_totals_where_the_officers_need_all_the_height(tiny: Tiny) -> None:
    facts = facts_of(tiny, officers=14)
    height_mm = tables_height_mm(facts, WIDTH_MM)
    (page,) = overview_tables(facts, replace(WHOLE, height_mm=height_mm), WHOLE)
    found = headings(page)
    assert found["Key places"].x_mm == found["Households and sheets"].x_mm
    assert found["Key places"].right_mm < found["Officers"].x_mm
    assert all(item.rect.bottom_mm <= WHOLE.y_mm + height_mm + 1e-6 for item in page)


def test_what_does_not_fit_goes_on_to_further_pages(tiny: Tiny) -> None:
    facts = facts_of(tiny, officers=14)
    height_mm = tables_height_mm(facts, WIDTH_MM) - 6.0
    assert len(overview_tables(facts, replace(WHOLE, height_mm=height_mm), WHOLE)) > 1


def test_a_table_that_goes_on_has_its_heading_again(tiny: Tiny) -> None:
    pages = overview_tables(facts_of(tiny, officers=60), WHOLE, WHOLE)
    assert len(pages) > 1
    again = [item.item for item in pages[1] if isinstance(item.item, HeadingAndHead)]
    assert [item.heading.text for item in again] == ["Officers (continued)"]
    assert min(item.rect.y_mm for item in pages[1]) == WHOLE.y_mm


def test_a_table_of_totals_is_not_torn_but_stands_after_the_map(tiny: Tiny) -> None:
    facts = facts_of(tiny)
    for height_mm, first in ((22.0, {"Key places"}), (6.0, set())):
        below = replace(WHOLE, y_mm=WHOLE.bottom_mm - height_mm, height_mm=height_mm)
        pages = overview_tables(facts, below, WHOLE)
        assert len(pages) == 2
        assert set(headings(pages[0])) == first
        assert {"Households and sheets", "Officers"} <= set(headings(pages[1]))


def test_a_total_is_never_alone_on_the_next_page(tiny: Tiny) -> None:
    items = totals_items(facts_of(tiny), WIDTH_MM)
    needed_mm = sum(item.height_mm for item in items)
    pages = flow(items, [replace(WHOLE, height_mm=needed_mm - 1.0)], [WHOLE])
    rows = [item.item for item in pages[-1] if isinstance(item.item, TableRow)]
    assert len(pages) == 2
    assert [row.is_total for row in rows] == [False, True]


def test_nothing_breaks_in_the_table_of_officers_where_the_width_is_enough(tiny: Tiny) -> None:
    for width_mm in (170.0, 155.0):
        rows = [row for row in officer_items(facts_of(tiny, 3), width_mm) if
                isinstance(row, TableRow)]  # fmt: skip
        assert rows
        assert all(len(lines) == 1 for row in rows for lines in row.lines)
