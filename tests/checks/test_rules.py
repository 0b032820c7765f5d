from dataclasses import replace
from datetime import date, timedelta

import pytest
from shapely import Polygon
from shapely.affinity import translate

from gridmap.checks.problem import Problem
from gridmap.checks.run import RULES, run_checks
from gridmap.i18n import CHINESE, set_language
from gridmap.model.document import Snapshot
from gridmap.model.features import (
    CareRecord,
    Duty,
    Feature,
    Grid,
    Household,
    Note,
    Officer,
    Place,
    Township,
    Village,
    VillagerGroup,
    Visit,
)
from tests.helpers.build import TODAY, Tiny, at, fid, household, rectangle


def found(tiny: Tiny, rule: str, *changed: Feature, on: date = TODAY) -> list[Problem]:
    """Return one rule's problems in the tiny project with some features changed or added."""
    features = {feature.id: feature for feature in tiny.features}
    features.update({feature.id: feature for feature in changed})
    problems = run_checks(Snapshot.of(features.values()), on=on)
    return [problem for problem in problems if problem.rule == rule]


def ids(problems: list[Problem]) -> list[tuple[str, ...]]:
    return [tuple(str(name) for name in problem.feature_ids) for problem in problems]


def test_the_tiny_project_has_just_its_known_gaps(tiny: Tiny) -> None:
    problems = run_checks(tiny.snapshot(), on=TODAY)
    assert {problem.rule for problem in problems} == {
        "care_overdue",
        "care_without_measure",
        "grid_code",
        "grid_size",
        "grid_without_head",
        "group_without_auxiliary",
        "household_without_position",
        "officer_without_deputy",
        "place_without_contact",
    }


@pytest.mark.parametrize("rule", RULES)
def test_every_rule_is_silent_on_an_empty_project(tiny: Tiny, rule: str) -> None:
    assert not [p for p in run_checks(Snapshot.of([tiny.project]), on=TODAY) if p.rule == rule]


def test_a_household_outside_its_village_is_found(tiny: Tiny) -> None:
    home = tiny.get("h01", Household)
    inside = replace(home, village=fid("v1"))
    assert not found(tiny, "household_outside", inside)
    outside = replace(home, village=fid("v1"), geometry=at(450, 50))
    (problem,) = found(tiny, "household_outside", outside)
    assert problem.feature_ids == ("h01",)
    assert problem.value == pytest.approx(50.0)
    assert problem.where == "柳树湾村"
    assert problem.bounds_m == outside.geometry.bounds  # type: ignore[union-attr]


def test_a_household_a_hand_outside_its_village_is_forgiven(tiny: Tiny) -> None:
    home = replace(tiny.get("h01", Household), village=fid("v1"), geometry=at(400.4, 50))
    assert not found(tiny, "household_outside", home)


def test_a_household_in_no_grid_is_found_unless_it_was_given_to_one(tiny: Tiny) -> None:
    far = replace(tiny.get("h01", Household), geometry=at(-90, 50))
    assert ids(found(tiny, "household_in_no_grid", far)) == [("h01",)]
    given = replace(far, grid_override=fid("w11"), grid_override_reason="山后单户")
    assert not found(tiny, "household_in_no_grid", given)


def test_a_project_without_grids_is_not_told_of_every_household(tiny: Tiny) -> None:
    features = [feature for feature in tiny.features if not isinstance(feature, Grid)]
    problems = run_checks(Snapshot.of(features), on=TODAY)
    assert not [p for p in problems if p.rule == "household_in_no_grid"]


def test_a_household_without_position_is_found(tiny: Tiny) -> None:
    assert ids(found(tiny, "household_without_position")) == [("h20",)]
    assert not found(
        tiny, "household_without_position", replace(tiny.get("h20", Household), geometry=at(1, 1))
    )


def test_a_number_given_twice_in_a_group_is_found(tiny: Tiny) -> None:
    twin = household("h90", group=fid("g11"), number="0001", door="90", geometry=at(60, 50))
    (problem,) = found(tiny, "duplicate_number", twin)
    assert set(problem.feature_ids) == {"h01", "h90"}
    elsewhere = replace(twin, group=fid("g22"))
    assert not found(tiny, "duplicate_number", elsewhere)


def test_a_door_given_twice_in_a_group_is_found_but_not_an_empty_one(tiny: Tiny) -> None:
    twin = household("h90", group=fid("g11"), number="90", door="1号", geometry=at(60, 50))
    assert [set(pair) for pair in ids(found(tiny, "duplicate_number", twin))] == [{"h01", "h90"}]
    blank = [household(f"h9{n}", group=fid("g11"), geometry=at(60 + 9 * n, 50)) for n in (1, 2)]
    assert not found(tiny, "duplicate_number", *blank)


def test_houses_nearer_than_two_metres_are_found_once(tiny: Tiny) -> None:
    (problem,) = found(tiny, "houses_too_close", household("h90", geometry=at(51.5, 50)))
    assert set(problem.feature_ids) == {"h01", "h90"}
    assert problem.value == pytest.approx(1.5)
    assert not found(tiny, "houses_too_close", household("h90", geometry=at(52.5, 50)))


def test_grids_that_overlap_are_found_with_the_area(tiny: Tiny) -> None:
    wide = replace(tiny.get("w12", Grid), geometry=rectangle(190, 0, 400, 400))
    (problem,) = found(tiny, "grid_overlap", wide)
    assert set(problem.feature_ids) == {"w11", "w12"}
    assert problem.value == pytest.approx(4_000.0)


def test_village_land_in_no_grid_is_found_with_the_area(tiny: Tiny) -> None:
    narrow = replace(tiny.get("w12", Grid), geometry=rectangle(210, 0, 400, 400))
    (problem,) = found(tiny, "grid_gap", narrow)
    assert problem.where == "柳树湾村"
    assert problem.value == pytest.approx(4_000.0)
    assert problem.bounds_m == rectangle(200, 0, 210, 400).bounds


def test_gaps_of_a_village_are_one_problem_and_slivers_none(tiny: Tiny) -> None:
    cut = rectangle(210, 0, 400, 400) - rectangle(300, 100, 310, 110)
    (problem,) = found(tiny, "grid_gap", replace(tiny.get("w12", Grid), geometry=cut))
    assert problem.value == pytest.approx(4_100.0)
    assert "2 pieces" in problem.message
    for small in (
        rectangle(200.4, 0, 400, 400),
        rectangle(200, 0, 400, 400) - rectangle(300, 0, 303, 3),
    ):
        assert not found(tiny, "grid_gap", replace(tiny.get("w12", Grid), geometry=small))


def test_many_houses_on_one_spot_are_one_problem(tiny: Tiny) -> None:
    many = [household(f"m{n}", geometry=at(300, 300)) for n in range(200)]
    (problem,) = found(tiny, "houses_too_close", *many)
    assert len(problem.feature_ids) == 200
    assert problem.value == 200
    assert "200 households" in problem.message


def test_villages_without_outline_grid_leader_or_household_are_found(tiny: Tiny) -> None:
    bare = Village(id=fid("v9"), name="孤山村")
    nobody = replace(tiny.get("d4", Duty), officer=None)
    for rule in ("outline", "grid", "leader", "household"):
        problems = found(tiny, f"village_without_{rule}", bare, nobody)
        assert [problem.where for problem in problems][-1] == "孤山村", rule
    posted = Duty(
        id=fid("d9"),
        role="leader",
        scope=bare.id,
        officer=next(item.id for item in tiny.features if isinstance(item, Officer)),
    )
    names = [
        problem.where for problem in found(tiny, "village_without_leader", bare, nobody, posted)
    ]
    assert "孤山村" not in names
    assert not found(tiny, "village_without_leader", bare)
    drawn = replace(bare, geometry=rectangle(900, 0, 1090, 90))
    assert not found(tiny, "village_without_outline", drawn)
    home = household("h99", village=bare.id)
    assert not found(tiny, "village_without_household", bare, home)
    grid = Grid(id=fid("w99"), name="一", village=bare.id)
    assert not found(tiny, "village_without_grid", bare, grid)


@pytest.mark.parametrize("side_m", [1, 99, 23_000])
def test_a_village_of_a_size_that_no_village_has_is_found(tiny: Tiny, side_m: float) -> None:
    odd = Village(id=fid("v9"), name="孤山村", geometry=rectangle(0, 0, side_m, side_m))
    (problem,) = found(tiny, "village_area", odd)
    assert problem.value == pytest.approx(side_m**2)
    fair = replace(odd, geometry=rectangle(0, 0, 3_000, 3_000))
    assert not found(tiny, "village_area", fair)


def test_a_village_without_grids_is_no_gap(tiny: Tiny) -> None:
    lone = Village(id=fid("v9"), name="孤山村", geometry=rectangle(900, 0, 990, 90))
    assert not found(tiny, "grid_gap", lone)


def test_grids_over_300_or_under_20_households_are_found(tiny: Tiny) -> None:
    assert ids(found(tiny, "grid_size")) == [("w11",), ("w12",), ("w21",)]
    many = [household(f"m{n}", grid_override=fid("w11")) for n in range(301)]
    few = [household(f"k{n}", grid_override=fid("w12")) for n in range(20)]
    right = [household(f"r{n}", grid_override=fid("w21")) for n in range(280)]
    (problem,) = found(tiny, "grid_size", *many, *few, *right)
    assert problem.feature_ids == ("w11",)
    assert "too many" in problem.message


def test_an_empty_post_and_a_term_that_is_over_are_told_apart(tiny: Tiny) -> None:
    (empty,) = found(tiny, "grid_without_head")
    assert empty.feature_ids == ("w21",)
    assert "has no grid head" in empty.message
    over = replace(tiny.get("d2", Duty), valid_to=TODAY - timedelta(days=1))
    messages = [problem.message for problem in found(tiny, "grid_without_head", over)]
    assert any("吴秀英" in text and "2026-11-22" in text for text in messages)
    last_day = replace(over, valid_to=TODAY)
    assert ids(found(tiny, "grid_without_head", last_day)) == [("w21",)]


def test_a_group_that_is_not_drawn_is_found(tiny: Tiny) -> None:
    undrawn = replace(tiny.get("g11", VillagerGroup), geometry=None)
    assert ids(found(tiny, "group_without_area", undrawn)) == [("g11",)]
    assert not found(tiny, "group_without_area")


def test_a_group_without_auxiliary_is_found(tiny: Tiny) -> None:
    duty = Duty(id=fid("d9"), role="auxiliary", scope=fid("g11"), officer=fid("o3"))
    left = [("g12",), ("g21",), ("g22",)]
    assert ids(found(tiny, "group_without_auxiliary", duty)) == left
    vacant = replace(duty, officer=None)
    assert ids(found(tiny, "group_without_auxiliary", vacant)) == [("g11",), *left]


def test_an_officer_without_deputy_is_found_for_printed_posts_in_force(tiny: Tiny) -> None:
    assert ids(found(tiny, "officer_without_deputy")) == [("d1", "o1"), ("d3", "o3"), ("d4", "o4")]
    past = replace(tiny.get("d1", Duty), valid_to=date(2026, 6, 30))
    steward = replace(tiny.get("d3", Duty), role="steward")
    helped = replace(tiny.get("d4", Duty), deputy=fid("o1"))
    assert not found(tiny, "officer_without_deputy", past, steward, helped)


def test_the_village_of_a_duty_is_named(tiny: Tiny) -> None:
    problems = found(tiny, "officer_without_deputy")
    assert [problem.where for problem in problems] == ["柳树湾村", "柳树湾村", ""]


def test_places_without_name_or_contact_are_found(tiny: Tiny) -> None:
    assert ids(found(tiny, "place_without_contact")) == [("p2",)]
    nameless = replace(tiny.get("p1", Place), name=" ", phone="")
    assert ids(found(tiny, "place_without_name", nameless)) == [("p1",)]
    assert ids(found(tiny, "place_without_contact", nameless)) == [("p1",), ("p2",)]


def test_a_shape_that_crosses_itself_is_found(tiny: Tiny) -> None:
    bow = Polygon([(0, 0), (10, 10), (10, 0), (0, 10)])
    grid = replace(tiny.get("w21", Grid), geometry=translate(bow, 430_500, 3_880_100))
    assert ids(found(tiny, "invalid_shape", grid)) == [("w21",)]
    assert found(tiny, "grid_gap", grid)
    assert not found(tiny, "invalid_shape")


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("62292110520", "twelve digits"),
        ("62292110520x", "twelve digits"),
        ("622921105202", "more than once"),
        ("990124101201", "begin with 622921105"),
    ],
)
def test_a_village_code_that_cannot_be_right_is_found(tiny: Tiny, code: str, words: str) -> None:
    village = replace(tiny.get("v1", Village), code=code)
    problems = found(tiny, "bad_code", village)
    assert problems
    assert words in problems[0].message


def test_a_village_without_code_and_right_codes_are_left_alone(tiny: Tiny) -> None:
    assert not found(tiny, "bad_code", replace(tiny.get("v1", Village), code=""))
    assert not found(tiny, "bad_code")


def test_the_projects_code_is_the_prefix_where_the_township_has_none(tiny: Tiny) -> None:
    bare = replace(tiny.get("t", Township), code="")
    assert not found(tiny, "bad_code", bare)
    wrong = replace(tiny.get("v1", Village), code="990124101201")
    assert ids(found(tiny, "bad_code", bare, wrong)) == [("v1",)]


def test_a_record_without_measure_is_found(tiny: Tiny) -> None:
    names = {name for (name,) in ids(found(tiny, "care_without_measure"))}
    assert names == {"c2", "c3", "c4"}
    record = tiny.get("c1", CareRecord)
    dropped = tuple(replace(measure, state="dropped") for measure in record.measures)
    assert ("c1",) in ids(found(tiny, "care_without_measure", replace(record, measures=dropped)))


def test_a_record_that_ended_is_not_spoken_of(tiny: Tiny) -> None:
    ended = [
        replace(record, end=TODAY - timedelta(days=1), review_by=date(2026, 5, 1))
        for record in tiny.features
        if isinstance(record, CareRecord)
    ]
    problems = run_checks(Snapshot.of([*tiny.features, *ended]), on=TODAY)
    assert not [problem for problem in problems if problem.rule.startswith("care_")]


def test_a_record_without_officer_or_leader_is_found(tiny: Tiny) -> None:
    vacant = replace(tiny.get("d3", Duty), officer=None)
    assert not found(tiny, "care_without_officer")
    assert ids(found(tiny, "care_without_officer", vacant)) == [("c4",)]
    own = replace(tiny.get("c4", CareRecord), officer=fid("o2"))
    assert not found(tiny, "care_without_officer", vacant, own)
    assert not found(tiny, "care_without_leader")
    duties = [replace(tiny.get(name, Duty), officer=None) for name in ("d1", "d4")]
    names = ids(found(tiny, "care_without_leader", *duties))
    assert ("c1",) in names
    assert ("c2",) not in names


def test_a_visit_that_is_late_is_found_with_its_days(tiny: Tiny) -> None:
    late = {problem.feature_ids[0]: problem.value for problem in found(tiny, "care_overdue")}
    assert (
        late["c1"] == 23.0
    )  # met on 1 October, every 30 days; the visit of 20 November met nobody
    met = Visit(id=fid("s9"), record=fid("c1"), day=TODAY, result="ok")
    assert "c1" not in {problem.feature_ids[0] for problem in found(tiny, "care_overdue", met)}


def test_a_review_over_30_days_late_is_found_and_the_visit_not_spoken_of(tiny: Tiny) -> None:
    record = replace(tiny.get("c1", CareRecord), review_by=TODAY - timedelta(days=31))
    assert ids(found(tiny, "care_review_lapsed", record)) == [("c1",)]
    assert ("c1",) not in ids(found(tiny, "care_overdue", record))
    just = replace(record, review_by=TODAY - timedelta(days=30))
    assert not found(tiny, "care_review_lapsed", just)


def test_a_record_whose_time_is_over_is_found_on_the_day_after(tiny: Tiny) -> None:
    ended = replace(tiny.get("c1", CareRecord), end=TODAY - timedelta(days=91))
    assert ids(found(tiny, "care_kept_too_long", ended)) == [("c1",)]
    assert not found(tiny, "care_kept_too_long", replace(ended, end=TODAY - timedelta(days=90)))


CARE_RULES = {name for name in RULES if name.startswith("care_")}


def test_no_problem_names_a_person_of_a_restricted_category(tiny: Tiny) -> None:
    bare = CareRecord(id=fid("x1"), household=fid("h19"), person="郑秘密", category="C08")
    changed = [
        replace(bare, start=TODAY - timedelta(days=99), visit_days=30),
        replace(bare, id=fid("x2"), review_by=TODAY - timedelta(days=50)),
        replace(bare, id=fid("x3"), end=date(2000, 1, 1)),
    ]
    features = [item for item in tiny.features if not isinstance(item, Duty)]
    problems = run_checks(Snapshot.of([*features, *changed]), on=TODAY)
    about = {item.rule for item in problems if set(item.feature_ids) & {"x1", "x2", "x3"}}
    assert about == CARE_RULES
    assert not [item for item in problems if "郑秘密" in item.message]


@pytest.mark.parametrize(
    "feature",
    [
        Note(id=fid("n9"), text="此户有上访"),
        household("h90", access_note="户主身份证在抽屉"),
        household("h91", tags=(("备注", "宗教"),)),
        Visit(id=fid("s9"), record=fid("c1"), day=TODAY, note="谈到刑满"),
    ],
    ids=lambda feature: feature.kind,
)
def test_words_for_facts_that_are_not_kept_are_found(tiny: Tiny, feature: Feature) -> None:
    assert ids(found(tiny, "forbidden_words", feature)) == [(feature.id,)]
    assert not found(tiny, "forbidden_words")


def test_forbidden_words_in_a_measure_are_found(tiny: Tiny) -> None:
    record = tiny.get("c1", CareRecord)
    told = replace(record, measures=(replace(record.measures[0], what="谈信仰"),))
    (problem,) = found(tiny, "forbidden_words", told)
    assert "信仰" in problem.message
    assert problem.where == "柳树湾村"


def test_problems_are_told_in_chinese_too(tiny: Tiny) -> None:
    set_language(CHINESE)
    assert "还没有定位到地图上" in found(tiny, "household_without_position")[0].message
