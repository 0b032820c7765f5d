"""A copy counts only after it was read back whole; what stood there stays until then."""

import os
from dataclasses import replace
from pathlib import Path

import pytest

from gridmap.errors import ProjectFileError, ProjectLockedError, UsageError
from gridmap.model.changes import added, edited
from gridmap.model.features import Household
from gridmap.progress import run_job
from gridmap.store import copies
from gridmap.store.connection import connect
from gridmap.store.copies import contents, copy_verified
from gridmap.store.geopackage import open_project
from tests.helpers.build import Tiny, fid, household
from tests.helpers.permissions import read_only_folder
from tests.helpers.stores import read_back, rows_of, tables_of, tiny_file


@pytest.fixture
def path(tmp_path: Path, tiny: Tiny) -> Path:
    return tiny_file(tmp_path, tiny)


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    folder = tmp_path / "stick"
    folder.mkdir()
    return folder


def test_what_a_file_holds_is_told_while_it_is_open_for_work(path: Path, tiny: Tiny) -> None:
    store = open_project(path, author="周建国")
    assert contents(path).newest is None
    store.write(added("新增住户", [household("x")]))
    found = contents(path)
    assert found.counts["household"] == tiny.snapshot().count(Household) + 1
    assert found.counts["village"] == 2
    assert found.newest is not None
    assert (found.newest.title, found.newest.author) == ("新增住户", "周建国")
    store.close()


def test_a_file_that_cannot_be_read_says_so(path: Path) -> None:
    path.write_bytes(b"x" * 4096)
    with pytest.raises(ProjectFileError):
        contents(path)


def test_a_damaged_file_is_not_taken_for_a_whole_one(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[8192:20480] = b"\xa5" * 12288
    path.write_bytes(content)
    with pytest.raises(ProjectFileError, match="is damaged"):
        contents(path)


def test_a_copy_of_an_open_project_has_all_of_it_and_stands_alone(path: Path, stick: Path) -> None:
    store = open_project(path)
    store.write(added("新增住户", [household("x")]))
    target = stick / "copy.gpkg"
    found = run_job(copy_verified(path, target))
    assert found.counts == contents(path).counts
    assert sorted(item.name for item in stick.iterdir()) == ["copy.gpkg"]
    assert rows_of(target, "PRAGMA journal_mode") == [("delete",)]
    store.close()
    assert tables_of(read_back(target)) == tables_of(read_back(path))
    copied = open_project(target, backups_kept=0)
    assert copied.log()[0].title == "新增住户"
    copied.close()


def test_work_goes_on_during_the_copy_which_keeps_the_moment_it_began(
    path: Path, stick: Path, tiny: Tiny
) -> None:
    store = open_project(path)
    job = copy_verified(path, stick / "copy.gpkg")
    next(job)
    next(job)
    old = tiny.get("h01", Household)
    store.write(edited("改", [(old, replace(old, door="99"))]))
    run_job(job)
    assert read_back(stick / "copy.gpkg").get(fid("h01"), Household).door == old.door
    store.close()


def test_a_copy_that_is_cancelled_leaves_nothing_and_what_was_there(
    path: Path, stick: Path
) -> None:
    target = stick / "copy.gpkg"
    target.write_bytes(b"old")
    job = copy_verified(path, target)
    next(job)
    next(job)
    job.close()
    assert [item.name for item in stick.iterdir()] == ["copy.gpkg"]
    assert target.read_bytes() == b"old"


def test_a_copy_that_does_not_arrive_whole_is_thrown_away(
    path: Path, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = stick / "copy.gpkg"
    target.write_bytes(b"old")
    check = copies._check

    def bad_stick(part: Path, *others: object) -> None:
        content = bytearray(part.read_bytes())
        content[8192:20480] = b"\xa5" * 12288
        part.write_bytes(content)
        check(part, *others)  # type: ignore[arg-type]

    monkeypatch.setattr(copies, "_check", bad_stick)
    with pytest.raises(ProjectFileError, match="did not arrive whole"):
        run_job(copy_verified(path, target))
    assert target.read_bytes() == b"old"
    assert [item.name for item in stick.iterdir()] == ["copy.gpkg"]


def test_a_copy_that_lost_rows_is_thrown_away(
    path: Path, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    check = copies._check

    def lossy(part: Path, *others: object) -> None:
        with connect(part, read_only=False) as connection:
            connection.execute("DELETE FROM visits")
        connection.close()
        check(part, *others)  # type: ignore[arg-type]

    monkeypatch.setattr(copies, "_check", lossy)
    with pytest.raises(ProjectFileError, match="did not arrive whole"):
        run_job(copy_verified(path, stick / "copy.gpkg"))
    assert not list(stick.iterdir())


def test_an_older_copy_is_replaced_with_its_leavings(path: Path, stick: Path) -> None:
    target = stick / "copy.gpkg"
    target.write_bytes(b"old")
    target.with_name("copy.gpkg-wal").write_bytes(b"leavings")
    run_job(copy_verified(path, target))
    assert [item.name for item in stick.iterdir()] == ["copy.gpkg"]
    assert tables_of(read_back(target)) == tables_of(read_back(path))


def test_the_project_itself_and_one_in_use_are_not_overwritten(path: Path, stick: Path) -> None:
    store = open_project(path)
    link = stick / "link.gpkg"
    os.link(path, link)
    for target in (path, link):
        with pytest.raises(UsageError, match="project itself"):
            run_job(copy_verified(path, target))
    other = stick / "other.gpkg"
    run_job(copy_verified(path, other))
    held = open_project(other, backups_kept=0)
    with pytest.raises(ProjectLockedError):
        run_job(copy_verified(path, other))
    held.close()
    store.close()


def test_a_stick_that_cannot_be_written_says_so(path: Path) -> None:
    with read_only_folder() as folder, pytest.raises(ProjectFileError, match="writ"):
        run_job(copy_verified(path, folder / "copy.gpkg"))
    with pytest.raises(ProjectFileError):
        run_job(copy_verified(path, path.parent / "none" / "copy.gpkg"))
