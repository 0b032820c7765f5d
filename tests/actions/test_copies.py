"""The copy register: who holds what, what is overdue, and no date before the one it follows."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from gridmap.actions.copies import (
    edit_copy,
    note_step,
    overdue_copies,
    register_run,
    remove_copies,
    state_words,
)
from gridmap.errors import UsageError
from gridmap.model.document import Snapshot
from gridmap.model.features import Officer, PrintCopy
from gridmap.model.runs import BookletMark, PrintRun, RunEntry
from tests.helpers.build import fid, project

TODAY = date(2026, 11, 23)


def copy(key: str, **fields: object) -> PrintCopy:
    return PrintCopy(id=fid(key), **fields)  # type: ignore[arg-type]


def run(*officers: str, **spec: object) -> PrintRun:
    entry = RunEntry(
        number=3, at=datetime(2026, 11, 1, tzinfo=UTC), author="王芳", edition="P3",
        spec={"copy": 1, "copies": 2, "valid_until": "2027-01-31", **spec}, log_seq=1,
        data_digest="", pages=1,
    )  # fmt: skip
    marks = [
        BookletMark(file=f"{key}.pdf", title="", villages=(), pages=(), officer=fid(key))
        for key in officers
    ]
    none = BookletMark(file="v.pdf", title="", villages=(), pages=())
    return PrintRun(entry=entry, booklets=tuple(marks) or (none,))


def test_each_officer_of_a_run_gets_a_line_once() -> None:
    officers = [Officer(id=fid(key), name=name) for key, name in (("o1", "甲"), ("o2", "乙"))]
    reader = Snapshot.of([project(), *officers])
    made = register_run(reader, run("o1", "o2", "o1"))
    copies = [change.new for change in made]
    assert [(c.recipient, c.run, c.valid_until) for c in copies if isinstance(c, PrintCopy)] == [
        ("甲", 3, date(2027, 1, 31)),
        ("乙", 3, date(2027, 1, 31)),
    ]
    again = Snapshot.of([project(), *officers, *(c for c in copies if c is not None)])
    assert not register_run(again, run("o1", "o2"))


def test_a_run_without_officers_has_its_recipient() -> None:
    (change,) = register_run(Snapshot.of([project()]), run(recipient="石桥村支书", copy=2))
    assert isinstance(change.new, PrintCopy)
    assert (change.new.recipient, change.new.copy, change.new.copies) == ("石桥村支书", 2, 2)


def test_only_copies_that_are_out_after_their_last_day_are_overdue() -> None:
    out = copy("a", handed_on=date(2026, 1, 1), valid_until=date(2026, 11, 22))
    today = replace(out, id=fid("b"), valid_until=TODAY)
    back = replace(out, id=fid("c"), returned_on=date(2026, 2, 1))
    burnt = replace(out, id=fid("d"), destroyed_on=date(2026, 2, 1))
    kept = replace(out, id=fid("e"), handed_on=None)
    endless = replace(out, id=fid("f"), valid_until=None)
    reader = Snapshot.of([project(), out, today, back, burnt, kept, endless])
    assert overdue_copies(reader, on=TODAY) == [out]
    words = {state_words(item, on=TODAY) for item in (out, today, back, burnt, kept)}
    assert len(words) == 5


def test_a_noted_day_stays_when_the_step_is_noted_again() -> None:
    first, second = copy("a", handed_on=date(2026, 1, 1)), copy("b")
    made = note_step(Snapshot.of([project(), first, second]), [first.id, second.id], "handed_on",
                     on=TODAY)  # fmt: skip
    assert [change.new for change in made] == [replace(second, handed_on=TODAY)]


def test_a_copy_cannot_come_back_before_it_was_handed_out() -> None:
    reader = Snapshot.of([project(), copy("a", handed_on=TODAY)])
    with pytest.raises(UsageError):
        edit_copy(reader, fid("a"), returned_on=date(2026, 11, 1))
    assert edit_copy(reader, fid("a"), returned_on=TODAY)


def test_removing_takes_the_line_away() -> None:
    item = copy("a")
    (change,) = remove_copies(Snapshot.of([project(), item]), [item.id])
    assert (change.old, change.new) == (item, None)
