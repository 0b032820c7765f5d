import json
import zlib
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from gridmap.actions.care import hanging_on
from gridmap.errors import ProjectLockedError
from gridmap.model.changes import added, edited, removed
from gridmap.model.features import CareRecord, Household, Visit
from gridmap.progress import run_job
from gridmap.session import open_session
from gridmap.store.backup import list_backups
from gridmap.store.erasing import Erased, count_deleted, erase_deleted
from tests.helpers.build import Tiny, fid, household
from tests.helpers.stores import read_back, rows_of, tables_of, tiny_file

SECRET = "欧阳不留痕"


@pytest.fixture
def path(tmp_path: Path, tiny: Tiny) -> Path:
    """A project in which a record was made, changed, visited and deleted; backups lie beside it."""
    found = tiny_file(tmp_path, tiny)
    record = CareRecord(id=fid("secret"), household=fid("h01"), person=SECRET, category="C01")
    changed = replace(record, need="每日送药")
    visit = Visit(id=fid("seen"), record=record.id, day=date(2026, 10, 2), note="见过本人")
    with_session(found, added(f"Tag {SECRET}", [record, household("together")]))
    with_session(found, edited("Edit", [(record, changed)]), added("Visit", [visit]))
    with_session(found, None)
    session = open_session(found)
    gone = hanging_on(session.document, [changed])
    session.apply(removed("Delete 1 expired records", [*gone, changed]))
    session.close()
    return found


def with_session(path: Path, *changesets) -> None:
    session = open_session(path)
    for changeset in changesets:
        if changeset is not None:
            session.apply(changeset)
    session.close()


def everything_in(path: Path) -> str:
    """Return all that a file says, its log's payloads read too."""
    payloads = rows_of(path, "SELECT payload FROM change_log WHERE payload IS NOT NULL")
    words = [zlib.decompress(payload).decode() for (payload,) in payloads]
    return path.read_bytes().decode("utf-8", "replace") + "".join(words)


def test_a_deletion_alone_leaves_the_record_in_log_and_backups(path: Path) -> None:
    assert count_deleted(path) == 1
    assert all(SECRET in everything_in(file) for file in [path, list_backups(path)[0].path])


def test_nothing_of_an_erased_record_is_left_in_any_file(path: Path) -> None:
    before = tables_of(read_back(path))
    found = run_job(erase_deleted(path))
    assert found == Erased(1, len(list_backups(path)))
    files = [path, *(backup.path for backup in list_backups(path))]
    assert len(files) > 2
    for file in files:
        text = everything_in(file)
        for word in (SECRET, "每日送药", "见过本人"):
            assert word not in text
    assert tables_of(read_back(path)) == before
    assert count_deleted(path) == 0


def test_what_came_in_the_same_act_stays_and_can_be_undone(path: Path) -> None:
    run_job(erase_deleted(path))
    session = open_session(path)
    try:
        assert session.document.find(fid("together"), Household) is not None
        assert session.undo() is not None
        assert session.document.find(fid("together"), Household) is None
        assert not session.can_undo
    finally:
        session.close()


def test_the_log_says_who_erased_and_when_but_not_whom(path: Path) -> None:
    run_job(erase_deleted(path, author="李清"))
    (newest, *others) = rows_of(
        path, "SELECT title, author, count FROM change_log ORDER BY seq DESC"
    )
    assert newest == ("Erase 1 deleted care records", "李清", 0)
    assert [title for title, _author, count in others if count == 0] == [
        "A care record, erased"
    ] * 3


def test_records_that_are_still_kept_are_left_alone(tmp_path: Path, tiny: Tiny) -> None:
    path = tiny_file(tmp_path, tiny)
    (old,) = [item for item in tiny.others if isinstance(item, CareRecord)][:1]
    with_session(path, edited("Edit", [(old, replace(old, need="送水"))]))
    files = json.dumps(rows_of(path, "SELECT hex(payload), title FROM change_log"))
    assert run_job(erase_deleted(path)) == Erased(0, 0)
    assert json.dumps(rows_of(path, "SELECT hex(payload), title FROM change_log")) == files


def test_a_backup_that_cannot_be_read_is_named(path: Path) -> None:
    broken = list_backups(path)[1].path
    broken.write_bytes(broken.read_bytes()[:100] + b"\0" * 5000)
    assert run_job(erase_deleted(path)).unreadable == (broken,)


def test_a_project_that_is_open_is_not_touched(path: Path) -> None:
    session = open_session(path)
    try:
        with pytest.raises(ProjectLockedError):
            run_job(erase_deleted(path))
    finally:
        session.close()
    assert count_deleted(path) == 1
