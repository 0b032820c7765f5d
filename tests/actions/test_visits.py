"""Visits: recorded one by one and from a tick sheet; what was not met leaves the clock alone."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gridmap.actions.visits import (
    Tick,
    edit_visit,
    next_visit,
    record_batch,
    record_visit,
    remove_visits,
)
from gridmap.errors import UsageError
from gridmap.model.care import visit_due
from gridmap.model.catalogue import load_catalogue
from gridmap.model.document import Document
from gridmap.model.features import VISIT_RESULTS, VISIT_WAYS, CareRecord, Visit
from tests.helpers.build import TODAY, Tiny, build_tiny, fid

TINY = build_tiny()


def due_day(document: Document, record: str) -> date | None:
    """Return when the next visit is due today."""
    visits = [visit for visit in document.all(Visit) if visit.record == record]
    held = document.get(fid(record), CareRecord)
    return visit_due(held, visits, load_catalogue(), on=TODAY).next_day


def test_a_visit_moves_the_next_day_by_the_interval(tiny: Tiny) -> None:
    document = tiny.document()
    record = document.get(fid("c1"), CareRecord)
    expected = next_visit(document, record, day=TODAY, result="ok")
    document.apply(record_visit(document, fid("c1"), day=TODAY, on=TODAY, note=" 精神好 "))
    assert due_day(document, "c1") == expected == TODAY + timedelta(days=30)
    assert [visit.note for visit in document.all(Visit)][-1] == "精神好"


@given(st.sampled_from(VISIT_RESULTS), st.integers(0, 60), st.sampled_from(VISIT_WAYS))
def test_only_a_visit_at_which_somebody_was_met_moves_the_clock(
    result: str, days: int, way: str
) -> None:
    document = TINY.document()
    before = due_day(document, "c2")
    day = TODAY - timedelta(days=days)
    changeset = record_visit(document, fid("c2"), day=day, on=TODAY, result=result, way=way)
    document.apply(changeset)
    if result == "not_met":
        assert due_day(document, "c2") == before
        assert (
            next_visit(document, document.get(fid("c2"), CareRecord), day=day, result=result)
            is None
        )
    else:
        assert due_day(document, "c2") == day + timedelta(days=14)
    document.apply(changeset.inverted())
    assert due_day(document, "c2") == before


def test_an_agreed_next_day_wins_over_the_interval(tiny: Tiny) -> None:
    document = tiny.document()
    agreed = TODAY + timedelta(days=3)
    document.apply(record_visit(document, fid("c1"), day=TODAY, on=TODAY, next_day=agreed))
    assert due_day(document, "c1") == agreed


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"day": TODAY + timedelta(days=1)}, "has not happened"),
        ({"way": "dream"}, "not a way"),
        ({"result": "fine"}, "not a result"),
        ({"note": "长" * 101}, "101 characters"),
        ({"next_day": TODAY}, "after this one"),
        ({"officer": fid("gone")}, "no longer there"),
    ],
)
def test_what_cannot_be_a_visit_is_refused(
    tiny: Tiny, fields: dict[str, object], words: str
) -> None:
    with pytest.raises(UsageError, match=words):
        record_visit(tiny.document(), fid("c1"), **{"day": TODAY, "on": TODAY, **fields})  # type: ignore[arg-type]


def test_a_tick_sheet_is_one_act_and_a_bad_line_stops_all(tiny: Tiny) -> None:
    document = tiny.document()
    ticks = [
        Tick(record=fid("c1"), result="ok", day=TODAY),
        Tick(record=fid("c2"), result="not_met", day=TODAY, note="锁门"),
    ]
    changeset = record_batch(document, ticks, on=TODAY, officer=fid("o2"))
    assert len(changeset) == 2
    document.apply(changeset)
    new = [visit for visit in document.all(Visit) if visit.day == TODAY]
    assert [(visit.record, visit.result, visit.officer) for visit in new] == [
        ("c1", "ok", "o2"),
        ("c2", "not_met", "o2"),
    ]
    bad = [*ticks, Tick(record=fid("c4"), result="?", day=TODAY)]
    with pytest.raises(UsageError, match="Line 3"):
        record_batch(document, bad, on=TODAY)


def test_a_visit_is_corrected_and_removed(tiny: Tiny) -> None:
    document = tiny.document()
    document.apply(edit_visit(document, fid("s2"), on=TODAY, result="ok", note="在家"))
    assert document.get(fid("s2"), Visit).result == "ok"
    with pytest.raises(UsageError, match="has not happened"):
        edit_visit(document, fid("s2"), on=TODAY, day=date(2027, 1, 1))
    document.apply(remove_visits(document, [fid("s2")]))
    assert document.find(fid("s2"), Visit) is None
