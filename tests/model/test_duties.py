from collections.abc import Iterable
from dataclasses import replace
from datetime import date

import pytest

from gridmap.model.document import Snapshot
from gridmap.model.duties import OWN, Responsibilities, is_on_duty
from gridmap.model.features import (
    CareRecord,
    Duty,
    Feature,
    FeatureId,
    Household,
    Officer,
    Township,
    Village,
)
from gridmap.model.relations import Relations
from tests.helpers.build import TODAY, Tiny, fid


def answers(tiny: Tiny, *features: Feature, on: date = TODAY) -> Responsibilities:
    """Return the responsibilities of the tiny project with some features put in or replaced."""
    held: dict[FeatureId, Feature] = {item.id: item for item in (*tiny.features, *features)}
    snapshot = Snapshot.of(held.values())
    return Responsibilities(snapshot, Relations(snapshot), on=on)


def duty(name: str, role: str, scope: str, officer: str | None, **fields: object) -> Duty:
    return Duty(
        id=fid(name),
        role=role,
        scope=fid(scope),
        officer=fid(officer) if officer else None,
        **fields,  # type: ignore[arg-type]
    )


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        (None, None, True),
        (TODAY, TODAY, True),
        (date(2026, 11, 24), None, False),
        (None, date(2026, 11, 22), False),
        (date(2026, 1, 1), date(2026, 12, 31), True),
    ],
)
def test_both_ends_of_a_duty_are_included(
    start: date | None, end: date | None, expected: bool
) -> None:
    assert (
        is_on_duty(duty("d", "leader", "v1", "o1", valid_from=start, valid_to=end), TODAY)
        is expected
    )


def test_an_old_atlas_stays_true(tiny: Tiny) -> None:
    before = duty("old", "grid_head", "w11", "o4", valid_to=date(2025, 12, 31))
    house = tiny.get("h01", Household)
    then = answers(tiny, before, on=date(2025, 6, 1)).of_household(house, "grid_head")
    now = answers(tiny, before).of_household(house, "grid_head")
    assert then is not None
    assert now is not None
    assert (then.officer, now.officer) == (tiny.get("o4", Officer), tiny.get("o2", Officer))


def test_the_latest_duty_wins_over_one_that_nobody_ended(tiny: Tiny) -> None:
    newer = duty("new", "grid_head", "w11", "o4", valid_from=date(2026, 6, 1))
    undated = duty("undated", "grid_head", "w11", "o1")
    post = answers(tiny, newer, undated).post("grid_head", [fid("w11")])
    assert post is not None
    assert (post.officer, post.since) == (tiny.get("o4", Officer), date(2026, 6, 1))


def test_a_post_says_where_it_comes_from(tiny: Tiny) -> None:
    (post,) = answers(tiny).held(fid("w11"))
    assert (post.role, post.scope_kind, post.scope) == ("grid_head", "grid", "w11")
    assert post.since == date(2026, 1, 1)
    assert post.deputy == tiny.get("o3", Officer)


def test_a_duty_for_something_that_is_gone_has_no_kind(tiny: Tiny) -> None:
    (post,) = answers(tiny, duty("x", "leader", "gone", "o1")).held(fid("gone"))
    assert post.scope_kind == ""


def test_a_narrower_scope_wins(tiny: Tiny) -> None:
    house = tiny.get("h01", Household)
    assert answers(tiny).scopes_of_household(house) == ["g11", "w11", "v1", "t"]
    village = answers(tiny).of_household(house, "leader")
    group = answers(tiny, duty("x", "leader", "g11", "o3")).of_household(house, "leader")
    assert village is not None
    assert group is not None
    assert (village.scope_kind, group.scope_kind) == ("village", "group")


def test_a_wider_scope_answers_where_the_narrower_is_silent(tiny: Tiny) -> None:
    post = answers(tiny).of_household(tiny.get("h20", Household), "leader")
    assert post is not None
    assert (post.scope_kind, post.officer) == ("township", tiny.get("o4", Officer))


def test_an_empty_post_is_told_from_no_post(tiny: Tiny) -> None:
    house = tiny.get("h19", Household)
    empty = answers(tiny).of_household(house, "grid_head")
    assert empty is not None
    assert empty.officer is None
    assert answers(tiny).of_household(house, "doctor") is None


def test_a_filled_post_wins_over_an_empty_one_of_the_same_scope(tiny: Tiny) -> None:
    filled = duty("x", "grid_head", "w21", "o3", valid_from=date(2020, 1, 1))
    post = answers(tiny, filled).post("grid_head", [None, fid("w21")])
    assert post is not None
    assert post.officer == tiny.get("o3", Officer)


@pytest.mark.parametrize(
    ("scope", "expected"),
    [
        ("g11", ["g11", "v1", "t"]),
        ("w21", ["w21", "v2", "t"]),
        ("v1", ["v1", "t"]),
    ],
)
def test_scopes_of_an_area_lead_outwards(tiny: Tiny, scope: str, expected: list[str]) -> None:
    assert answers(tiny).scopes_of(fid(scope)) == expected


def test_a_village_without_its_township_lies_in_the_only_one(tiny: Tiny) -> None:
    village = replace(tiny.get("v1", Village), township=None)
    assert answers(tiny, village).scopes_of(fid("v1"))[-1] == "t"
    two = answers(tiny, village, Township(id=fid("t2"), name="另一乡"))
    assert two.scopes_of(fid("v1"))[-1] is None


def test_a_record_inherits_the_grids_officer_and_the_villages_leader(tiny: Tiny) -> None:
    posts = answers(tiny).of_record(tiny.get("c1", CareRecord))
    assert posts.leader is not None
    assert posts.officer is not None
    assert (posts.leader.officer, posts.leader.scope_kind) == (tiny.get("o1", Officer), "village")
    assert (posts.officer.officer, posts.officer.scope_kind) == (tiny.get("o2", Officer), "grid")
    assert posts.deputy == tiny.get("o3", Officer)


def test_a_record_that_names_its_people_keeps_them(tiny: Tiny) -> None:
    posts = answers(tiny).of_record(tiny.get("c2", CareRecord))
    assert posts.leader is not None
    assert posts.officer is not None
    assert [posts.leader.scope_kind, posts.officer.scope_kind] == [OWN, OWN]
    assert posts.officer.officer == tiny.get("o4", Officer)
    assert posts.deputy == tiny.get("o3", Officer)


def test_a_duty_for_the_record_wins_over_the_grids(tiny: Tiny) -> None:
    extra = duty("x", "responsible", "c1", "o4")
    posts = answers(tiny, extra).of_record(tiny.get("c1", CareRecord))
    assert posts.officer is not None
    assert (posts.officer.officer, posts.deputy) == (tiny.get("o4", Officer), None)


def test_a_record_of_nobody_and_nowhere_has_nobody(tiny: Tiny) -> None:
    lost = replace(tiny.get("c1", CareRecord), id=fid("cx"), household=fid("gone"))
    posts = answers(tiny, lost).of_record(lost)
    assert (posts.leader, posts.officer, posts.deputy) == (None, None, None)


def test_posts_are_listed_in_the_order_they_were_recorded(tiny: Tiny) -> None:
    more = [duty("z", "auxiliary", "w11", "o1"), duty("a", "doctor", "w11", None)]
    assert roles(answers(tiny, *more), "w11") == ["grid_head", "auxiliary", "doctor"]


def roles(responsibilities: Responsibilities, scope: str) -> Iterable[str]:
    return [post.role for post in responsibilities.held(fid(scope))]
