"""Care records: tagged, edited, measured, assigned, reviewed, ended and deleted in time."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gridmap.actions.care import (
    advance_measure,
    assign_record,
    delete_expired,
    edit_record,
    end_record,
    reopen_record,
    review_record,
    set_measures,
    tag_person,
)
from gridmap.errors import UsageError
from gridmap.model.document import Document
from gridmap.model.duties import LEADER, RESPONSIBLE, Responsibilities
from gridmap.model.features import CareRecord, Duty, FeatureId, Measure, Visit
from gridmap.model.relations import Relations
from tests.helpers.build import TODAY, Tiny, build_tiny, fid

TINY = build_tiny()
OFFICERS = st.sampled_from([fid(f"o{number}") for number in range(1, 5)])


def tagged(document: Document, **fields: object) -> CareRecord:
    values: dict[str, object] = {"category": "C01", "person": "单玉梅", "on": TODAY, **fields}
    changeset = tag_person(document, fid("h05"), **values)  # type: ignore[arg-type]
    (change,) = changeset
    assert isinstance(change.new, CareRecord)
    return change.new


def answers(document: Document, record: str, on: date) -> tuple[FeatureId | None, ...]:
    """Return leader and officer of a record on a day."""
    posts = Responsibilities(document, Relations(document), on=on).of_record(
        document.get(fid(record), CareRecord)
    )
    return tuple(
        post.officer.id if post is not None and post.officer is not None else None
        for post in (posts.leader, posts.officer)
    )


def test_a_tag_needs_only_category_and_name_and_has_the_usual_dates(tiny: Tiny) -> None:
    record = tagged(tiny.document())
    assert (record.person, record.category, record.household) == ("单玉梅", "C01", "h05")
    assert (record.start, record.review_by) == (TODAY, date(2027, 11, 23))
    assert record.basis
    assert (record.leader, record.officer, record.deputy) == (None, None, None)


def test_what_is_given_at_the_tag_is_kept(tiny: Tiny) -> None:
    record = tagged(tiny.document(), need=" 送菜 ", birth_year=1940, review_by=date(2027, 1, 1))
    assert (record.need, record.birth_year, record.review_by) == ("送菜", 1940, date(2027, 1, 1))


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"person": " "}, "needs the person's name"),
        ({"category": "C77"}, "not a care category"),
        ({"category": "C08"}, "not switched on"),
        ({"birth_year": 1850}, "not a year of birth"),
        ({"visit_days": 0}, "days between visits"),
        ({"review_by": TODAY}, "after the start"),
        ({"helper_household": fid("h05")}, "another house"),
        ({"helper_household": fid("gone")}, "no longer there"),
        ({"shelter": fid("gone")}, "no longer there"),
        ({"need": "身份证 110101199003070000"}, "identity number"),
        ({"need": "长" * 201}, "201 characters"),
    ],
)
def test_what_cannot_be_recorded_is_refused(
    tiny: Tiny, fields: dict[str, object], words: str
) -> None:
    with pytest.raises(UsageError, match=words):
        tagged(tiny.document(), **fields)


def test_the_same_need_of_the_same_person_is_tagged_once(tiny: Tiny) -> None:
    document = tiny.document()
    with pytest.raises(UsageError, match="already"):
        tag_person(document, fid("h01"), category="C01", person="王老五", on=TODAY)
    assert tag_person(document, fid("h01"), category="C02", person="王老五", on=TODAY)
    ended = replace(document.get(fid("c1"), CareRecord), end=TODAY - timedelta(days=1))
    again = Document([ended, *(item for item in tiny.features if item.id != "c1")])
    assert tag_person(again, fid("h01"), category="C01", person="王老五", on=TODAY)


def test_a_restricted_record_stays_editable_though_its_category_is_off(tiny: Tiny) -> None:
    assert edit_record(tiny.document(), fid("c3"), need="复诊")
    with pytest.raises(UsageError, match="not switched on"):
        edit_record(tiny.document(), fid("c1"), category="C08")


def test_an_edit_and_its_inverse_give_the_same_record(tiny: Tiny) -> None:
    document = tiny.document()
    before = document.get(fid("c1"), CareRecord)
    changeset = edit_record(
        document,
        fid("c1"),
        helper="李婶",
        helper_household=fid("h02"),
        shelter=fid("p2"),
        notice_on=TODAY,
    )
    document.apply(changeset)
    after = document.get(fid("c1"), CareRecord)
    assert (after.helper, after.helper_household, after.shelter) == ("李婶", "h02", "p2")
    document.apply(changeset.inverted())
    assert document.get(fid("c1"), CareRecord) == before
    with pytest.raises(ValueError, match="end"):
        edit_record(document, fid("c1"), end=TODAY)


def test_measures_go_from_planned_to_done_and_empty_lines_are_left_out(tiny: Tiny) -> None:
    document = tiny.document()
    for state in ("doing", "done"):
        document.apply(advance_measure(document, fid("c1"), 0))
        assert document.get(fid("c1"), CareRecord).measures[0].state == state
    with pytest.raises(UsageError, match="finished already"):
        advance_measure(document, fid("c1"), 0)
    with pytest.raises(UsageError, match="no longer there"):
        advance_measure(document, fid("c1"), 9)
    document.apply(set_measures(document, fid("c1"), [Measure(what=" 送药 "), Measure(what=" ")]))
    assert document.get(fid("c1"), CareRecord).measures == (Measure(what="送药"),)
    with pytest.raises(UsageError, match="not a state"):
        set_measures(document, fid("c1"), [Measure(what="送药", state="never")])


def test_an_assignment_holds_from_its_day_and_the_past_stays_true(tiny: Tiny) -> None:
    document = tiny.document()
    yesterday = TODAY - timedelta(days=1)
    assert answers(document, "c2", yesterday) == ("o1", "o4")
    document.apply(
        assign_record(document, fid("c2"), role=RESPONSIBLE, officer=fid("o2"), valid_from=TODAY)
    )
    assert answers(document, "c2", yesterday) == ("o1", "o4")
    assert answers(document, "c2", TODAY) == ("o1", "o2")
    document.apply(
        assign_record(document, fid("c2"), role=RESPONSIBLE, officer=None, valid_from=TODAY)
    )
    assert answers(document, "c2", yesterday) == ("o1", "o4")
    assert answers(document, "c2", TODAY) == ("o1", "o2")


def test_without_its_own_officer_a_record_has_its_grids(tiny: Tiny) -> None:
    document = tiny.document()
    document.apply(
        assign_record(document, fid("c2"), role=RESPONSIBLE, officer=None, valid_from=TODAY)
    )
    assert document.get(fid("c2"), CareRecord).officer is None
    grid = Relations(document).grid_of[fid("h02")]
    head = next(duty.officer for duty in document.all(Duty) if duty.scope == grid)
    assert answers(document, "c2", TODAY)[1] == head


@given(OFFICERS, OFFICERS, st.integers(0, 60))
def test_assigning_twice_never_changes_an_earlier_day(
    first: FeatureId, second: FeatureId, days: int
) -> None:
    document = TINY.document()
    start = TODAY - timedelta(days=40)
    document.apply(assign_record(document, fid("c1"), role=LEADER, officer=first, valid_from=start))
    assert answers(document, "c1", start)[0] == first
    later = start + timedelta(days=days)
    document.apply(
        assign_record(document, fid("c1"), role=LEADER, officer=second, valid_from=later)
    )
    assert answers(document, "c1", later)[0] == second
    if days:
        assert answers(document, "c1", later - timedelta(days=1))[0] == first
    assert answers(document, "c1", start - timedelta(days=1))[0] == "o1"


def test_a_review_moves_the_next_one_on(tiny: Tiny) -> None:
    document = tiny.document()
    document.apply(review_record(document, fid("c1"), on=TODAY))
    assert document.get(fid("c1"), CareRecord).review_by == date(2027, 11, 23)
    with pytest.raises(UsageError, match="after today"):
        review_record(document, fid("c1"), on=TODAY, review_by=TODAY)


def test_an_end_needs_its_reason_and_can_be_taken_back(tiny: Tiny) -> None:
    document = tiny.document()
    with pytest.raises(UsageError, match="Say why"):
        end_record(document, fid("c1"), on=TODAY, reason=" ")
    with pytest.raises(UsageError, match="cannot end before"):
        end_record(document, fid("c1"), on=date(2025, 1, 1), reason="迁出")
    document.apply(end_record(document, fid("c1"), on=TODAY, reason="迁出"))
    record = document.get(fid("c1"), CareRecord)
    assert (record.end, record.end_reason) == (TODAY, "迁出")
    document.apply(reopen_record(document, fid("c1")))
    assert document.get(fid("c1"), CareRecord).end is None


def test_a_record_is_deleted_only_once_its_time_is_over(tiny: Tiny) -> None:
    document = tiny.document()
    document.apply(end_record(document, fid("c1"), on=TODAY, reason="迁出"))
    kept = TODAY + timedelta(days=90)
    with pytest.raises(UsageError, match="must still be kept"):
        delete_expired(document, [fid("c1")], on=kept)
    document.apply(delete_expired(document, [fid("c1")], on=kept + timedelta(days=1)))
    assert document.find(fid("c1"), CareRecord) is None
    assert not [visit for visit in document.all(Visit) if visit.record == "c1"]
    with pytest.raises(UsageError, match="must still be kept"):
        delete_expired(document, [fid("c2")], on=date(2040, 1, 1))
