"""The live checks say what a run of everything says, whatever is done in whatever order."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely import Polygon

from gridmap.checks import live as live_module
from gridmap.checks.live import LiveChecks
from gridmap.checks.run import RULES, run_checks
from gridmap.model.changes import Change, Changeset, added, edited
from gridmap.model.document import Document
from gridmap.model.features import (
    CareRecord,
    CategoryRule,
    Duty,
    Feature,
    Grid,
    Household,
    Note,
    Officer,
    Place,
    Project,
    Township,
    Village,
    VillagerGroup,
    Visit,
)
from gridmap.progress import run_job
from tests.helpers.build import TODAY, Tiny, at, fid, household, rectangle

SHAPES = st.sampled_from(
    [
        None,
        rectangle(0, 0, 200, 400),
        rectangle(200, 0, 400, 400),
        rectangle(190, 0, 400, 400),
        rectangle(400, 0, 800, 400),
        rectangle(-30, 0, 800, 380),
        Polygon([at(0, 0), at(400, 400), at(400, 0), at(0, 400)]),
    ]
)
SPOTS = st.one_of(
    st.none(), st.builds(at, st.integers(-40, 840), st.sampled_from([0, 50, 51, 52, 150, 399, 401]))
)
TEXTS = st.sampled_from(["", "1号", "2号", "甲", "信访"])
CODES = st.sampled_from(["", "622921105201", "622921105201001", "7", "622921105202"])
DAYS = st.sampled_from([None, *(TODAY + timedelta(days=n) for n in (-400, -40, -1, 0, 200))])
OWNERS = st.sampled_from([fid("v1"), fid("v2")])
VILLAGES = st.sampled_from([None, fid("v1"), fid("v2"), fid("gone")])
OFFICERS = st.sampled_from([None, *(fid(f"o{n}") for n in range(1, 5))])
ROLES = st.sampled_from(["leader", "grid_head", "responsible", "auxiliary"])
AREAS = st.sampled_from([fid(name) for name in ("v1", "v2", "g11", "g22", "w11", "w21", "t", "c1")])
GRIDS = st.sampled_from([None, fid("w11"), fid("w12"), fid("w21"), fid("gone")])
KINDS = (
    Village,
    VillagerGroup,
    Grid,
    Household,
    Place,
    CareRecord,
    Visit,
    Officer,
    Duty,
    Township,
    Project,
)
QUICKER = CategoryRule(code="C01", keep_days=0, visit_days=3)
FIELDS: dict[type[Feature], dict[str, st.SearchStrategy[object]]] = {
    Village: {"name": TEXTS, "code": CODES, "geometry": SHAPES},
    VillagerGroup: {"name": TEXTS, "village": OWNERS, "geometry": SHAPES},
    Grid: {"name": TEXTS, "code": CODES, "village": OWNERS, "geometry": SHAPES},
    Household: {
        "geometry": SPOTS,
        "village": VILLAGES,
        "group": st.sampled_from([None, fid("g11"), fid("g12"), fid("g22")]),
        "grid_override": GRIDS,
        "grid_override_reason": TEXTS,
        "door": TEXTS,
        "number": TEXTS,
    },
    Place: {"name": TEXTS, "geometry": SPOTS, "village": VILLAGES, "phone": TEXTS},
    CareRecord: {
        "household": st.sampled_from([fid("h01"), fid("h05"), fid("h20")]),
        "officer": OFFICERS,
        "leader": OFFICERS,
        "review_by": DAYS,
        "end": DAYS,
        "measures": st.just(()),
    },
    Visit: {"day": DAYS.filter(bool), "result": st.sampled_from(["ok", "not_met"]), "note": TEXTS},
    Officer: {"name": TEXTS},
    Duty: {
        "officer": OFFICERS,
        "deputy": OFFICERS,
        "valid_to": DAYS,
        "scope": AREAS,
        "role": ROLES,
    },
    Township: {"name": TEXTS, "code": CODES, "geometry": SHAPES},
    Project: {
        "code": CODES,
        "grid_code_template": st.sampled_from(["{village}{serial:03d}", "{serial}"]),
        "category_rules": st.sampled_from([(), (QUICKER,)]),
    },
}


@st.composite
def acts(draw: st.DrawFn) -> tuple[type[Feature], int, dict[str, object], str]:
    """Return which kind, which one of it, its new fields, and what to do with it."""
    kind = draw(st.sampled_from(KINDS))
    fields = draw(st.fixed_dictionaries({}, optional=FIELDS[kind]))
    what = draw(st.sampled_from(["edit", "edit", "copy", "remove", "undo"]))
    return kind, draw(st.integers(0, 30)), fields, what


def changeset_of(
    document: Document, act: tuple[type[Feature], int, dict[str, object], str], count: int
) -> Changeset:
    kind, index, fields, what = act
    held = list(document.all(kind))
    if not held or (what == "remove" and kind is Project):
        return Changeset("")
    old = held[index % len(held)]
    if what == "copy" and kind is not Project:
        return added("", [replace(old, id=fid(f"new{count}"), **fields)])
    if what == "remove":
        return Changeset("", (Change(old, None),))
    return edited("", [(old, replace(old, **fields))])


@pytest.mark.parametrize("is_fresh", [False, True])
@settings(max_examples=100, deadline=None)
@given(data=st.data())
def test_after_any_acts_the_live_checks_agree_with_a_full_run(
    is_fresh: bool, tiny: Tiny, data: st.DataObject
) -> None:
    document = Document(tiny.features)
    checks = LiveChecks(on=TODAY)
    run_job(checks.update(document.snapshot()))
    past: list[Changeset] = []
    for count, act in enumerate(data.draw(st.lists(acts(), min_size=1, max_size=8))):
        if act[3] == "undo" and past:
            document.apply(past.pop().inverted())
        else:
            past.append(changeset_of(document, act, count))
            document.apply(past[-1])
        if is_fresh and data.draw(st.booleans()):
            continue
        found = run_job(checks.update(document.snapshot()))
        full = run_checks(document.snapshot(), on=TODAY)
        assert sorted(map(repr, found)) == sorted(map(repr, full))


def test_an_edit_of_one_household_looks_only_at_what_it_reaches(
    tiny: Tiny, monkeypatch: pytest.MonkeyPatch
) -> None:
    others = [household(f"far{n}", geometry=at(500 + 9 * n, 380)) for n in range(30)]
    document = Document([*tiny.features, *others])
    checks = LiveChecks(on=TODAY)
    run_job(checks.update(document.snapshot()))
    home = document.get(fid("h01"), Household)
    document.apply(edited("", [(home, replace(home, geometry=at(60, 50)))]))
    reached: dict[str, int] = {}
    reach_class = live_module.Reach

    def spied(*args: object) -> live_module.Reach:
        reach = reach_class(*args)  # type: ignore[arg-type]
        reached.update({name: len(rule.touched(reach)) for name, rule in RULES.items()})
        return reach

    monkeypatch.setattr(live_module, "Reach", spied)
    run_job(checks.update(document.snapshot()))
    assert reached["household_without_position"] == 1
    assert reached["houses_too_close"] == 1
    assert reached["grid_size"] == 1
    assert reached["duplicate_number"] <= 6
    assert not any(reached[name] for name in ("place_without_name", "bad_code", "grid_overlap"))


def test_an_update_that_was_stopped_half_way_is_made_good_by_the_next(tiny: Tiny) -> None:
    document = Document(tiny.features)
    checks = LiveChecks(on=TODAY)
    run_job(checks.update(document.snapshot()))
    home = document.get(fid("h01"), Household)
    document.apply(edited("", [(home, replace(home, geometry=None))]))
    job = checks.update(document.snapshot())
    for _ in range(5):
        next(job)
    job.close()
    found = run_job(checks.update(document.snapshot()))
    assert found == run_checks(document.snapshot(), on=TODAY)


def test_a_note_changes_no_problem_and_looks_at_no_household(tiny: Tiny) -> None:
    document = Document(tiny.features)
    checks = LiveChecks(on=TODAY)
    before = list(run_job(checks.update(document.snapshot())))
    document.apply(added("", [Note(id=fid("n9"), text="此处新修水渠", geometry=at(5, 5))]))
    assert run_job(checks.update(document.snapshot())) == before


def test_a_day_is_the_day_of_the_checks(tiny: Tiny) -> None:
    snapshot = Document(tiny.features).snapshot()
    later = LiveChecks(on=date(2030, 1, 1))
    found = run_job(later.update(snapshot))
    assert found == run_checks(snapshot, on=date(2030, 1, 1))
    assert "care_review_lapsed" in {problem.rule for problem in found}


def test_every_rule_has_a_heading_of_its_own() -> None:
    titles = [rule.title() for rule in RULES.values()]
    assert all(titles)
    assert len(set(titles)) == len(titles)
