from __future__ import annotations

from dataclasses import replace

import pytest

from gridmap.export.call_sheets import call_tables, fetch_items
from gridmap.export.care_block import CareBlock
from gridmap.export.flow import FlowPage
from gridmap.export.frames import Rect
from gridmap.export.front_pages import reading_help
from gridmap.export.parts.emergency import emergency_pages
from gridmap.export.tables import TableHead, TableRow
from gridmap.model.editions import Edition, edition_view
from gridmap.model.evacuation import Evacuee
from gridmap.model.features import Village
from tests.helpers.build import TODAY, fid
from tests.helpers.storm import flooded

AREA = Rect(0.0, 20.0, 170.0, 230.0)


def people(count: int, **fields: str) -> list[Evacuee]:
    """One person of the flooded west, so many times, with these fields in the record."""
    view = edition_view(flooded().snapshot(), Edition.EVACUATION, on=TODAY, incident=fid("storm"))
    first = view.evacuees[0]
    return [
        replace(
            first,
            number=at,
            record=replace(first.record, **fields),
            household=replace(first.household, id=fid(f"home{at}")),
        )
        for at in range(1, count + 1)
    ]


def blocks(pages: list[FlowPage]) -> list[CareBlock]:
    return [p.item for page in pages for p in page if isinstance(p.item, CareBlock)]


@pytest.mark.parametrize("count", [1, 8, 9, 10, 64])
def test_nobody_is_lost_and_the_signature_stays_with_the_last_person(count: int) -> None:
    pages = call_tables(people(count), {}, AREA)
    assert len(blocks(pages)) == count
    assert [block.columns[0][0][0].text.split()[0] for block in blocks(pages)] == [
        str(at) for at in range(1, count + 1)
    ]
    for page in pages:
        assert any(isinstance(placed.item, CareBlock) for placed in page)
        assert any(isinstance(placed.item, TableHead) for placed in page)


def test_boxes_to_tick_are_large_and_a_line_for_the_time_follows_each() -> None:
    form = blocks(call_tables(people(1), {}, AREA))[0].form
    assert form.box_mm >= 3.4
    assert [len(row) for row in form.words] == [2, 2, 1]
    assert all(word[0].isdigit() for row in form.words for word in row)
    assert form.at_mm[1] > form.ends_mm[0]


def test_names_stay_whole_in_their_lines() -> None:
    names = {"person": "欧阳正华", "helper": "包户干部 李正华", "deputy_helper": "村医 卢兴英"}
    block = blocks(call_tables(people(1, **names), {}, AREA))[0]
    for column, name in ((0, "欧阳正华"), (2, "李正华"), (2, "卢兴英")):
        assert any(name in part.text for line in block.columns[column] for part in line)
    assert block.columns[0][0][0].style == "officer-name"
    assert block.columns[2][0][0].style == "body-bold"


def test_counts_say_where_people_are_taken_how_far_and_which_way() -> None:
    tiny = flooded()
    view = edition_view(tiny.snapshot(), Edition.EVACUATION, on=TODAY, incident=fid("storm"))
    home = next(item for item in view.evacuees if item.shelter is not None)
    village = view.features.find(home.household.village, Village)
    rows = [item for item in fetch_items(view, village, 110.0) if isinstance(item, TableRow)]
    words = [[cell.text for cell in row.cells] for row in rows]
    goal = next(row for row in words if row[0] == "石桥避难点")
    assert goal[2].startswith("east")
    assert goal[2].endswith(" km")
    assert int(goal[3]) == sum(
        item.shelter is not None and item.household.village == home.household.village
        for item in view.evacuees
    )


def test_reading_help_of_an_evacuation_names_call_sheets_and_no_index() -> None:
    text = " ".join(reading_help(Edition.EVACUATION))
    assert "call sheet" in text
    assert "index" not in text
    assert "index" in " ".join(reading_help(Edition.HOUSEHOLD))


def test_no_shelter_in_the_area_of_the_incident_is_named_as_a_place_to_turn_to() -> None:
    view = edition_view(flooded().snapshot(), Edition.EVACUATION, on=TODAY, incident=fid("storm"))
    pages = emergency_pages(view, list(view.features.all(Village)), AREA)
    rows = [placed.item for page in pages for placed in page if isinstance(placed.item, TableRow)]
    words = {cell.text for row in rows for cell in row.cells}
    assert "石桥避难点" in words
    assert "柳湾集合点" not in words
