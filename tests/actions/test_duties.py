"""Duties: given, shared, ended; one holder at a time, and the past stays true."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gridmap.actions.duties import (
    end_duty,
    give_duty,
    overlaps,
    remove_duty,
    set_deputy,
    set_term,
)
from gridmap.errors import UsageError
from gridmap.model.document import Document
from gridmap.model.duties import Responsibilities
from gridmap.model.features import Duty, FeatureId
from gridmap.model.relations import Relations
from tests.helpers.build import TODAY, Tiny, build_tiny, fid

TINY = build_tiny()
OFFICERS = st.sampled_from([fid(f"o{number}") for number in range(1, 5)])
FIRST = date(2026, 10, 1)
DAYS = st.integers(0, 90).map(lambda number: FIRST + timedelta(days=number))


def holder(document: Document, on: date, scope: str = "w11") -> FeatureId | None:
    """Return who heads a grid on a day."""
    post = Responsibilities(document, Relations(document), on=on).post("grid_head", [fid(scope)])
    return post.officer.id if post is not None and post.officer is not None else None


def test_a_new_head_ends_the_old_ones_duty_the_day_before(tiny: Tiny) -> None:
    document = tiny.document()
    document.apply(
        give_duty(document, role="grid_head", scope=fid("w11"), officer=fid("o4"), valid_from=TODAY)
    )
    assert document.get(fid("d2"), Duty).valid_to == TODAY - timedelta(days=1)
    assert holder(document, TODAY) == "o4"
    assert holder(document, TODAY - timedelta(days=1)) == "o2"


def test_who_stands_in_for_a_time_gives_the_post_back(tiny: Tiny) -> None:
    document = tiny.document()
    last = TODAY + timedelta(days=9)
    document.apply(
        give_duty(
            document,
            role="grid_head",
            scope=fid("w11"),
            officer=fid("o4"),
            valid_from=TODAY,
            valid_to=last,
        )
    )
    days = [TODAY - timedelta(days=1), TODAY, last, last + timedelta(days=1)]
    assert [holder(document, day) for day in days] == ["o2", "o4", "o4", "o2"]


def test_a_duty_of_the_same_day_is_corrected(tiny: Tiny) -> None:
    document = tiny.document()
    for officer in ("o4", "o1"):
        document.apply(
            give_duty(
                document,
                role="grid_head",
                scope=fid("w11"),
                officer=fid(officer),
                valid_from=TODAY,
            )
        )
    held = [duty for duty in document.all(Duty) if duty.scope == "w11"]
    assert [(duty.officer, duty.valid_from) for duty in held] == [
        ("o2", date(2026, 1, 1)),
        ("o1", TODAY),
    ]


def test_a_post_somebody_takes_later_is_not_overrun(tiny: Tiny) -> None:
    document = tiny.document()
    with pytest.raises(UsageError, match="held by 吴秀英 from 2026-01-01 on"):
        give_duty(
            document,
            role="grid_head",
            scope=fid("w11"),
            officer=fid("o4"),
            valid_from=date(2025, 6, 1),
        )


def test_grid_workers_share_a_grid(tiny: Tiny) -> None:
    document = tiny.document()
    for officer in ("o3", "o4", "o4"):
        document.apply(
            give_duty(
                document,
                role="grid_worker",
                scope=fid("w11"),
                officer=fid(officer),
                valid_from=TODAY,
            )
        )
    workers = [duty.officer for duty in document.all(Duty) if duty.role == "grid_worker"]
    assert workers == ["o3", "o4"]


def test_a_new_deputy_begins_on_a_day_and_the_old_one_was_one_until_then(tiny: Tiny) -> None:
    document = tiny.document()
    document.apply(set_deputy(document, fid("d2"), fid("o4"), valid_from=TODAY))
    old, new = (duty for duty in document.all(Duty) if duty.scope == "w11")
    assert (old.deputy, old.valid_to) == ("o3", TODAY - timedelta(days=1))
    assert (new.officer, new.deputy, new.valid_from) == ("o2", "o4", TODAY)
    assert not set_deputy(document, new.id, fid("o4"), valid_from=TODAY)
    with pytest.raises(UsageError, match="ended on"):
        set_deputy(document, fid("d2"), fid("o1"), valid_from=TODAY)


def test_what_cannot_be_a_duty_is_refused(tiny: Tiny) -> None:
    document = tiny.document()
    good = {"role": "leader", "scope": fid("v1"), "officer": fid("o1"), "valid_from": TODAY}
    for wrong, words in (
        ({"role": "king"}, "not a role"),
        ({"scope": fid("gone")}, "no longer there"),
        ({"officer": fid("gone")}, "officer is no longer"),
        ({"deputy": fid("o1")}, "own deputy"),
        ({"valid_to": TODAY - timedelta(days=1)}, "before it begins"),
    ):
        with pytest.raises(UsageError, match=words):
            give_duty(document, **{**good, **wrong})  # type: ignore[arg-type]


def test_ending_leaves_the_post_open_and_takes_back_what_has_not_begun(tiny: Tiny) -> None:
    document = tiny.document()
    document.apply(end_duty(document, fid("d2"), last_day=TODAY))
    assert holder(document, TODAY) == "o2"
    assert holder(document, TODAY + timedelta(days=1)) is None
    assert not end_duty(document, fid("d2"), last_day=TODAY)
    with pytest.raises(UsageError, match="ended on"):
        end_duty(document, fid("d2"), last_day=TODAY + timedelta(days=5))
    document.apply(end_duty(document, fid("d3"), last_day=date(2025, 1, 1)))
    assert document.find(fid("d3"), Duty) is None


def test_a_corrected_term_may_not_touch_another_holder(tiny: Tiny) -> None:
    document = tiny.document()
    document.apply(
        give_duty(document, role="grid_head", scope=fid("w11"), officer=fid("o4"), valid_from=TODAY)
    )
    with pytest.raises(UsageError, match="held by 孙丽"):
        set_term(document, fid("d2"), valid_from=None, valid_to=None)
    document.apply(set_term(document, fid("d2"), valid_from=None, valid_to=date(2026, 10, 1)))
    assert document.get(fid("d2"), Duty).valid_to == date(2026, 10, 1)
    document.apply(remove_duty(document, fid("d2")))
    assert document.find(fid("d2"), Duty) is None


@given(st.lists(st.tuples(OFFICERS, DAYS, st.one_of(st.none(), DAYS)), max_size=6))
def test_a_post_never_has_two_holders_nor_a_gap_and_the_past_stays(
    acts: list[tuple[FeatureId, date, date | None]],
) -> None:
    document = TINY.document()
    days = [FIRST + timedelta(days=number) for number in range(-5, 130, 3)]
    for officer, start, end in acts:
        before = {day: holder(document, day) for day in days}
        snapshot = dict(document.table(Duty))
        try:
            changeset = give_duty(
                document,
                role="grid_head",
                scope=fid("w11"),
                officer=officer,
                valid_from=start,
                valid_to=end,
            )
        except UsageError:
            continue
        document.apply(changeset)
        held = [duty for duty in document.all(Duty) if duty.scope == "w11"]
        for number, one in enumerate(held):
            assert one.valid_to is None or one.valid_from is None or one.valid_from <= one.valid_to
            assert not any(overlaps(one, other) for other in held[number + 1 :])
        for day in days:
            assert holder(document, day) is not None
            if day < start or (end is not None and day > end):
                assert holder(document, day) == before[day]
            else:
                assert holder(document, day) == officer
        document.apply(changeset.inverted())
        assert dict(document.table(Duty)) == snapshot
        document.apply(changeset)
