import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gridmap.errors import NotFoundError, ProjectFileError, StaleChangeError
from gridmap.model.changes import Changeset, added, edited, removed
from gridmap.model.document import Document
from gridmap.model.features import Household, new_id
from gridmap.session import Session, open_session, stacks
from gridmap.store.geopackage import create_project, open_project
from gridmap.store.store import Act, LogEntry
from tests.helpers.build import Tiny, fid, household, project
from tests.helpers.stores import read_back, tables_of, tiny_file
from tests.helpers.strategies import changesets


@pytest.fixture
def path(tmp_path: Path, tiny: Tiny) -> Path:
    return tiny_file(tmp_path, tiny)


@pytest.fixture
def session(path: Path) -> Iterator[Session]:
    opened = open_session(path, author="周建国")
    yield opened
    opened.close()


def door(session: Session, text: str) -> Changeset:
    """Return the changeset that gives house h01 this door."""
    old = session.document.get(fid("h01"), Household)
    return edited(f"门牌{text}", [(old, replace(old, door=text))])


def door_of(session: Session) -> str:
    return session.document.get(fid("h01"), Household).door


def test_an_edit_is_in_the_document_and_on_disk(session: Session, path: Path) -> None:
    session.apply(door(session, "7"))
    assert door_of(session) == "7"
    assert tables_of(read_back(path)) == tables_of(session.document.snapshot())
    assert session.store.log()[0].author == "周建国"


def test_listeners_hear_of_an_edit_after_it_is_done(session: Session) -> None:
    heard: list[tuple[Changeset, str]] = []
    session.changed.connect(lambda changeset: heard.append((changeset, door_of(session))))
    changeset = door(session, "7")
    session.apply(changeset)
    assert heard == [(changeset, "7")]
    session.undo()
    assert heard[1] == (changeset.inverted(), "1号")


def test_an_empty_changeset_does_nothing(session: Session) -> None:
    session.changed.connect(lambda _: pytest.fail("nothing changed"))
    session.apply(Changeset("空"))
    assert not session.can_undo
    assert session.store.log() == []


def test_undo_and_redo_walk_through_the_acts(session: Session) -> None:
    for text in ("7", "8"):
        session.apply(door(session, text))
    assert (session.undo_title, session.redo_title) == ("门牌8", "")
    session.undo()
    assert (door_of(session), session.undo_title, session.redo_title) == ("7", "门牌7", "门牌8")
    session.undo()
    assert (door_of(session), session.can_undo, session.can_redo) == ("1号", False, True)
    assert session.undo() is None
    session.redo()
    session.redo()
    assert (door_of(session), session.can_redo) == ("8", False)
    assert session.redo() is None


def test_a_new_act_ends_what_could_be_redone(session: Session) -> None:
    session.apply(door(session, "7"))
    session.undo()
    session.apply(door(session, "9"))
    assert not session.can_redo
    assert session.undo_title == "门牌9"


def test_an_act_that_another_program_overtook_leaves_the_older_ones_in_reach(path: Path) -> None:
    with closing(open_session(path)) as session:
        session.apply(door(session, "7"))
        other = session.document.get(fid("h02"), Household)
        session.apply(edited("门牌8", [(other, replace(other, door="8"))]))
    with closing(sqlite3.connect(path)) as elsewhere:
        for name in ("ST_IsEmpty", "ST_MinX", "ST_MaxX", "ST_MinY", "ST_MaxY"):
            elsewhere.create_function(name, 1, lambda blob: 0)
        elsewhere.execute("UPDATE households SET door = '88' WHERE uuid = ?", (fid("h02"),))
        elsewhere.commit()
    with closing(open_session(path)) as session:
        with pytest.raises(StaleChangeError):
            session.undo()
        session.undo()
        assert door_of(session) == "1号"
    with closing(open_session(path)) as session:
        assert session.redo_title == "门牌7"
        assert session.undo_title == "门牌8"


def test_undo_and_redo_survive_closing(path: Path) -> None:
    session = open_session(path)
    for text in ("7", "8", "9"):
        session.apply(door(session, text))
    session.undo()
    session.undo()
    session.close()
    for expected in ("7", "8", "9"):
        session = open_session(path)
        assert door_of(session) == expected
        session.redo()
        session.close()
    session = open_session(path)
    while session.can_undo:
        session.undo()
        session.close()
        session = open_session(path)
    assert door_of(session) == "1号"
    assert session.redo_title == "门牌7"
    session.close()


@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.data())
def test_memory_and_disk_agree_whatever_is_done(tmp_path: Path, data: st.DataObject) -> None:
    path = tmp_path / f"{new_id()}.gpkg"
    create_project(path, project())
    session = open_session(path)
    for _ in range(data.draw(st.integers(1, 8))):
        act = data.draw(st.sampled_from(["apply", "apply", "undo", "redo", "reopen"]))
        if act == "apply":
            present = {i.id: i for t in session.document._tables.values() for i in t.values()}
            session.apply(data.draw(changesets(present)))
        elif act == "undo":
            session.undo()
        elif act == "redo":
            session.redo()
        else:
            titles = (session.undo_title, session.redo_title, session.can_undo)
            session.close()
            session = open_session(path)
            assert (session.undo_title, session.redo_title, session.can_undo) == titles
        assert tables_of(read_back(path)) == tables_of(session.document.snapshot())
    while session.can_undo:
        session.undo()
    assert len(session.document) == 1
    session.close()


def test_a_stale_change_changes_nothing(session: Session, path: Path) -> None:
    late = door(session, "8")
    session.apply(door(session, "7"))
    with pytest.raises(StaleChangeError):
        session.apply(late)
    assert door_of(session) == "7"
    assert session.undo_title == "门牌7"
    assert read_back(path).get(fid("h01"), Household).door == "7"


def test_a_failed_write_changes_nothing(
    session: Session, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    session.apply(door(session, "7"))
    session.changed.connect(lambda _: pytest.fail("nothing changed"))

    def full(*_: object, **__: object) -> LogEntry:
        raise ProjectFileError("The disk is full.")

    with monkeypatch.context() as patch:
        patch.setattr(session.store, "write", full)
        for attempt in (lambda: session.apply(door(session, "8")), session.undo):
            with pytest.raises(ProjectFileError):
                attempt()
    assert (door_of(session), session.undo_title, session.can_redo) == ("7", "门牌7", False)


def test_a_read_only_session_offers_no_undo(path: Path) -> None:
    writing = open_session(path)
    writing.apply(door(writing, "7"))
    writing.apply(door(writing, "8"))
    writing.undo()
    reading = open_session(path, read_only=True)
    assert not reading.can_undo
    assert not reading.can_redo
    assert reading.undo() is reading.redo() is None
    with pytest.raises(ProjectFileError, match="read-only"):
        reading.apply(door(reading, "9"))
    assert door_of(reading) == "7"
    reading.close()
    writing.close()


def test_the_selection_tells_when_it_is_another_one(session: Session) -> None:
    heard: list[frozenset[str]] = []
    session.selection_changed.connect(heard.append)
    session.select([fid("h01"), fid("h02")])
    session.select([fid("h02"), fid("h01")])
    session.select([])
    assert heard == [{"h01", "h02"}, frozenset()]
    assert session.selection == frozenset()


def test_what_is_removed_leaves_the_selection(session: Session, tiny: Tiny) -> None:
    session.select([fid("h01"), fid("h20")])
    session.apply(removed("删一户", [tiny.get("h20", Household)]))
    assert session.selection == {"h01"}
    session.apply(added("加一户", [household("h21")]))
    assert session.selection == {"h01"}


def test_a_session_may_be_given_its_document(path: Path, tiny: Tiny) -> None:
    store = open_project(path)
    document = Document(tiny.features)
    session = Session(store, document)
    assert session.document is document
    session.close()


def test_opening_what_cannot_be_loaded_releases_the_file(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def damaged(_: object) -> None:
        raise ProjectFileError("The file is damaged.")

    with monkeypatch.context() as patch:
        patch.setattr("gridmap.store.geopackage.GeoPackageStore.load", damaged)
        with pytest.raises(ProjectFileError):
            open_session(path)
    open_session(path).close()
    with pytest.raises(NotFoundError):
        open_session(path.with_name("none.gpkg"))


def entry(seq: int, act: Act, target: int) -> LogEntry:
    return LogEntry(
        seq=seq, at=datetime.now(UTC), author="", title=str(seq), act=act, target=target, count=1
    )


def test_the_stacks_follow_from_the_log() -> None:
    log = [
        entry(1, "do", 1),
        entry(2, "do", 2),
        entry(3, "undo", 2),
        entry(4, "redo", 2),
        entry(5, "undo", 2),
        entry(6, "do", 6),
        entry(7, "do", 7),
        entry(8, "undo", 7),
    ]
    undo, redo = stacks(reversed(log))
    assert [item.seq for item in undo] == [1, 6]
    assert [item.seq for item in redo] == [7]


def test_a_log_whose_beginning_is_gone_still_gives_stacks() -> None:
    undo, redo = stacks([entry(9, "redo", 4), entry(8, "undo", 3), entry(7, "undo", 4)])
    assert [item.seq for item in undo] == []
    assert [item.seq for item in redo] == []


def test_the_way_to_an_act_is_counted_in_undos_and_redos(session: Session) -> None:
    for text in ("7", "8", "9", "10"):
        session.apply(door(session, text))
    first, second, third, fourth = reversed(session.store.log())
    ways = [session.steps_back_to(entry.seq) for entry in (first, second, third, fourth)]
    assert ways == [3, 2, 1, 0]
    session.undo()
    undoing = session.store.log()[0]
    session.undo()
    ways = [session.steps_back_to(entry.seq) for entry in (first, second, third, fourth)]
    assert ways == [1, 0, -1, -2]
    assert session.steps_back_to(undoing.seq) is None
    session.apply(door(session, "11"))
    assert session.steps_back_to(third.seq) is None
    assert session.steps_back_to(first.seq) == 2


def test_what_is_done_is_kept_under_the_name_given_last(session: Session) -> None:
    session.apply(door(session, "7"))
    session.sign_as("李梅")
    session.apply(door(session, "8"))
    assert [entry.author for entry in session.store.log()] == ["李梅", "周建国"]
