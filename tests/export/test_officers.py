from __future__ import annotations

from dataclasses import replace

from gridmap.export.officers import (
    ROLES,
    Area,
    areas_of_households,
    areas_of_scope,
    officer_boxes,
    officer_rows,
    village_officers,
)
from gridmap.model.document import Snapshot
from gridmap.model.editions import Edition, EditionView, edition_view
from gridmap.model.features import Duty, Household, Village
from tests.helpers.build import TODAY, Tiny, fid


def view(tiny: Tiny, edition: Edition = Edition.HOUSEHOLD, *more: Duty) -> EditionView:
    recipient = fid("o4") if edition is Edition.OFFICER else None
    snapshot = Snapshot.of([*tiny.features, *more])
    return edition_view(snapshot, edition, on=TODAY, recipient=recipient)


def test_every_role_has_a_box_even_where_nobody_holds_it(tiny: Tiny) -> None:
    boxes = officer_boxes(view(tiny), [Area(fid("g11"), fid("w11"), fid("v1"))])
    assert [box.role for box in boxes] == list(ROLES)
    by_role = {box.role: box for box in boxes}
    assert by_role["doctor"].officer is None
    assert by_role["leader"].officer is not None
    assert by_role["leader"].officer.name == "周建国"
    assert by_role["grid_head"].deputy is not None


def test_an_empty_post_is_shown_as_empty(tiny: Tiny) -> None:
    boxes = officer_boxes(view(tiny), [Area(fid("g21"), fid("w21"), fid("v2"))])
    assert next(box for box in boxes if box.role == "grid_head").officer is None


def test_the_responsible_officer_is_the_grid_head_where_nobody_else_is(tiny: Tiny) -> None:
    area = Area(fid("g11"), fid("w11"), fid("v1"))
    boxes = {box.role: box for box in officer_boxes(view(tiny), [area])}
    assert boxes["responsible"].officer == boxes["grid_head"].officer
    own = Duty(id=fid("d9"), role="responsible", scope=fid("g11"), officer=fid("o4"))
    boxes = {box.role: box for box in officer_boxes(view(tiny, Edition.HOUSEHOLD, own), [area])}
    assert boxes["responsible"].officer is not None
    assert boxes["responsible"].officer.name == "孙丽"


def test_two_grids_on_a_sheet_name_two_heads_with_their_parts(tiny: Tiny) -> None:
    the_view = view(tiny)
    group = [item for item in the_view.features.all(Household) if item.group == "g11"]
    boxes = officer_boxes(the_view, areas_of_households(the_view, group))
    heads = [box for box in boxes if box.role == "grid_head"]
    assert [box.parts for box in heads] == [("第1网格",), ("第2网格",)]
    assert "第1网格" in heads[0].title
    assert officer_rows(boxes) == 2
    assert len([box for box in boxes if box.role == "leader"]) == 1


def test_without_households_the_polygons_tell_which_grids_a_group_meets(tiny: Tiny) -> None:
    areas = areas_of_scope(view(tiny, Edition.PUBLIC), fid("g11"), fid("v1"))
    assert [area.grid for area in areas] == ["w11", "w12"]


def test_the_recipient_has_one_blue_box_even_without_a_post_here(tiny: Tiny) -> None:
    the_view = view(tiny, Edition.OFFICER)
    area = Area(fid("g11"), fid("w11"), fid("v1"))
    boxes = officer_boxes(the_view, [area], the_view.care)
    mine = [box for box in boxes if box.is_recipient]
    assert len(mine) == 1
    assert mine[0].officer is not None
    assert mine[0].officer.name == "孙丽"
    assert not any(box.is_recipient for box in officer_boxes(the_view, [area]))


def test_a_duty_that_has_ended_is_not_named(tiny: Tiny) -> None:
    features = [
        replace(item, valid_to=TODAY.replace(month=1)) if isinstance(item, Duty) else item
        for item in tiny.features
    ]
    ended = edition_view(Snapshot.of(features), Edition.HOUSEHOLD, on=TODAY)
    boxes = officer_boxes(ended, [Area(fid("g11"), fid("w11"), fid("v1"))])
    assert all(box.officer is None for box in boxes)


def test_the_table_lists_the_posts_of_a_village_but_not_the_offices(tiny: Tiny) -> None:
    steward = Duty(id=fid("d9"), role="steward", scope=fid("t"), officer=fid("o4"))
    the_view = view(tiny, Edition.HOUSEHOLD, steward)
    rows = village_officers(the_view, the_view.features.get(fid("v1"), Village))
    assert "steward" not in {post.role for post, _ in rows}
    assert ("grid_head", "第2网格") in {(post.role, scope) for post, scope in rows}
