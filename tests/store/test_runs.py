"""Print runs in the project file: numbered, signed, never changed, and free of personal data."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from gridmap.errors import NotFoundError, ProjectFileError
from gridmap.model.changes import edited
from gridmap.model.features import Household
from gridmap.model.runs import BookletMark, PageMark, RunDraft
from gridmap.session import open_session
from tests.helpers.build import Tiny, fid
from tests.helpers.stores import tiny_file

PAGES = (
    PageMark(name="cover", number=1, digest="a" * 64, kind="cover", title="柳树湾村"),
    PageMark(name="v/00", number=2, digest="b" * 64, ground_m=(0.0, 1.0, 2.0, 3.0)),
)


def draft(**fields: object) -> RunDraft:
    mark = BookletMark(
        file="a.pdf", title="柳树湾村", villages=(fid("v1"), None), pages=PAGES,
        cards=({"key": "1"}, {"key": "2"}), data_digest="c" * 64,
    )  # fmt: skip
    plain = {"edition": "P2", "spec": {"copy": 1}, "log_seq": 0, "booklets": (mark,)}
    return RunDraft(**{**plain, **fields})  # type: ignore[arg-type]


def test_a_run_comes_back_as_it_was_kept_and_is_genuine(tmp_path: Path, tiny: Tiny) -> None:
    path = tiny_file(tmp_path, tiny)
    session = open_session(path, author="王芳")
    first, second = session.record_run(draft()), session.record_run(draft(edition="P0"))
    session.close()
    session = open_session(path, read_only=True)
    assert [entry.number for entry in session.store.runs()] == [2, 1]
    assert (session.run(1), session.run()) == (first, second)
    assert session.run(edition="P2") == first
    assert first.entry.author == "王芳"
    assert first.entry.pages == 2
    assert session.store.is_genuine(first)
    assert not session.store.is_genuine(replace(first, booklets=()))
    session.close()


def test_a_run_edited_in_the_file_is_no_longer_genuine(tmp_path: Path, tiny: Tiny) -> None:
    path = tiny_file(tmp_path, tiny)
    session = open_session(path)
    session.record_run(draft())
    session.close()
    with closing(sqlite3.connect(path)) as other:
        other.execute("UPDATE print_runs SET author = '别人'")
        other.commit()
    session = open_session(path, read_only=True)
    assert not session.store.is_genuine(session.run())
    session.close()


def test_a_run_that_is_not_there_is_named(tmp_path: Path, tiny: Tiny) -> None:
    session = open_session(tiny_file(tmp_path, tiny))
    with pytest.raises(NotFoundError):
        session.run()
    session.record_run(draft())
    with pytest.raises(NotFoundError, match="7"):
        session.run(7)
    session.close()


def test_read_only_keeps_no_run(tmp_path: Path, tiny: Tiny) -> None:
    session = open_session(tiny_file(tmp_path, tiny), read_only=True)
    with pytest.raises(ProjectFileError):
        session.record_run(draft())
    session.close()


def test_a_past_state_is_put_together_across_undo_and_redo(tmp_path: Path, tiny: Tiny) -> None:
    session = open_session(tiny_file(tmp_path, tiny))
    house = session.document.get(fid("h01"), Household)

    def rename(head: str) -> int:
        old = session.document.get(fid("h01"), Household)
        session.apply(edited("改户主", [(old, replace(old, head=head))]))
        return session.log_seq

    start = session.log_seq
    first = rename("甲")
    second = rename("乙")
    session.undo()
    third = rename("丙")
    heads = {
        seq: session.as_of(seq).get(fid("h01"), Household).head
        for seq in (start, first, second, third)
    }
    assert heads == {start: house.head, first: "甲", second: "乙", third: "丙"}
    session.close()


def test_the_next_revision_counts_runs_and_acts(tmp_path: Path, tiny: Tiny) -> None:
    session = open_session(tiny_file(tmp_path, tiny))
    before = session.next_revision
    session.record_run(draft())
    assert before.startswith("1.")
    assert session.next_revision.startswith("2.")
    session.close()
