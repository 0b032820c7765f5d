from dataclasses import replace
from datetime import datetime, timedelta, tzinfo
from pathlib import Path

import pytest

from gridmap.errors import NotFoundError, ProjectFileError, ProjectLockedError
from gridmap.model.changes import added, edited
from gridmap.model.features import Household
from gridmap.store import backup as backup_module
from gridmap.store.backup import (
    backup_folder,
    list_backups,
    list_states,
    restore_backup,
)
from gridmap.store.connection import connect
from gridmap.store.geopackage import open_project
from tests.helpers.build import Tiny, fid, household
from tests.helpers.permissions import read_only_folder
from tests.helpers.stores import read_back, rows_of, tables_of, tiny_file


@pytest.fixture
def path(tmp_path: Path, tiny: Tiny) -> Path:
    return tiny_file(tmp_path, tiny)


def edit(path: Path, name: str, *, kept: int = 10) -> None:
    """Open, add a household, close."""
    store = open_project(path, backups_kept=kept)
    store.write(added("", [household(name)]))
    store.close()


def test_opening_for_writing_makes_a_dated_backup(path: Path, tiny: Tiny) -> None:
    before = datetime.now().astimezone() - timedelta(seconds=2)
    edit(path, "x")
    (backup,) = list_backups(path)
    assert backup.path.parent == backup_folder(path)
    assert backup.made_at >= before
    assert backup.size_bytes == backup.path.stat().st_size > 0
    assert tables_of(read_back(backup.path)) == tables_of(tiny.snapshot())
    assert rows_of(backup.path, "PRAGMA journal_mode") == [("delete",)]


def test_opening_twice_without_a_change_makes_one_backup(path: Path) -> None:
    open_project(path).close()
    open_project(path).close()
    assert len(list_backups(path)) == 1
    edit(path, "x")
    assert len(list_backups(path)) == 1
    open_project(path).close()
    assert len(list_backups(path)) == 2


def test_a_change_by_another_program_is_backed_up_too(path: Path) -> None:
    open_project(path).close()
    with connect(path, read_only=False) as other:
        other.execute("UPDATE officers SET name = '钱多多' WHERE uuid = 'o1'")
        other.execute("UPDATE gpkg_contents SET last_change = '2027-01-01T00:00:00.000Z'")
    other.close()
    open_project(path).close()
    assert len(list_backups(path)) == 2


def test_opening_read_only_makes_none(path: Path) -> None:
    open_project(path, read_only=True).close()
    assert not backup_folder(path).exists()


@pytest.mark.parametrize(("kept", "expected"), [(0, 0), (1, 1), (3, 3)])
def test_only_the_newest_are_kept(path: Path, kept: int, expected: int) -> None:
    for index in range(5):
        edit(path, f"x{index}", kept=kept)
    backups = list_backups(path)
    assert len(backups) == expected
    if backups:
        assert read_back(backups[0].path).find(fid("x3"), Household) is not None


def test_more_than_ten_backups_in_one_second_stay_in_order(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class OneSecond(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> datetime:
            return datetime(2026, 11, 23, 8, 15)

    monkeypatch.setattr(backup_module, "datetime", OneSecond)
    for index in range(12):
        edit(path, f"x{index}", kept=20)
    names = [backup.path for backup in list_backups(path)]
    assert len(names) == 12
    assert read_back(names[0]).find(fid("x10"), Household) is not None


def test_a_clock_set_back_does_not_cost_the_new_backup(path: Path) -> None:
    edit(path, "x", kept=1)
    (backup,) = list_backups(path)
    backup.path.rename(backup.path.with_name("2099-01-01T000000.gpkg"))
    edit(path, "y", kept=1)
    (kept,) = list_backups(path)
    assert read_back(kept.path).find(fid("x"), Household) is not None


def test_files_of_others_in_the_folder_are_left_alone(path: Path) -> None:
    backup_folder(path).mkdir()
    other = backup_folder(path) / "my copy of spring.gpkg"
    other.write_bytes(b"x")
    edit(path, "x", kept=1)
    edit(path, "y", kept=1)
    assert other.exists()
    assert len(list_backups(path)) == 1


def test_a_damaged_backup_does_not_count_as_one(path: Path) -> None:
    open_project(path).close()
    (backup,) = list_backups(path)
    backup.path.write_bytes(b"x")
    open_project(path).close()
    assert len(list_backups(path)) == 2


def test_a_backup_that_cannot_be_written_stops_the_opening(path: Path) -> None:
    backup_folder(path).write_text("in the way")
    with pytest.raises(ProjectFileError, match="backup"):
        open_project(path)
    open_project(path, read_only=True).close()
    open_project(path, backups_kept=0).close()


def test_restoring_brings_the_old_state_back_and_keeps_the_present_one(
    path: Path, tiny: Tiny
) -> None:
    old = tiny.get("h01", Household)
    store = open_project(path)
    store.write(edited("误改", [(old, replace(old, door="99"))]))
    store.close()
    (backup,) = list_backups(path)
    replaced = restore_backup(backup.path, path)
    assert tables_of(read_back(path)) == tables_of(tiny.snapshot())
    assert replaced is not None
    assert replaced not in [item.path for item in list_backups(path)]
    assert read_back(replaced).get(fid("h01"), Household).door == "99"


def test_restoring_over_a_damaged_file_keeps_it_with_its_log(path: Path, tiny: Tiny) -> None:
    open_project(path).close()
    (backup,) = list_backups(path)
    path.write_bytes(b"damaged")
    path.with_name(f"{path.name}-wal").write_bytes(b"log")
    replaced = restore_backup(backup.path, path)
    assert replaced is not None
    assert replaced.read_bytes() == b"damaged"
    assert replaced.with_name(f"{replaced.name}-wal").read_bytes() == b"log"
    assert tables_of(read_back(path)) == tables_of(tiny.snapshot())


def test_restoring_where_the_project_is_gone(path: Path, tiny: Tiny) -> None:
    open_project(path).close()
    (backup,) = list_backups(path)
    path.unlink()
    assert restore_backup(backup.path, path) is None
    assert tables_of(read_back(path)) == tables_of(tiny.snapshot())


def test_a_damaged_backup_is_not_restored(path: Path, tiny: Tiny) -> None:
    open_project(path).close()
    (backup,) = list_backups(path)
    content = bytearray(backup.path.read_bytes())
    content[8192:20480] = b"\xa5" * 12288
    backup.path.write_bytes(content)
    with pytest.raises(ProjectFileError, match="is damaged"):
        restore_backup(backup.path, path)
    assert tables_of(read_back(path)) == tables_of(tiny.snapshot())
    with pytest.raises(NotFoundError):
        restore_backup(backup.path.with_name("none.gpkg"), path)


def test_nothing_is_restored_under_an_open_project(path: Path) -> None:
    store = open_project(path)
    (backup,) = list_backups(path)
    with pytest.raises(ProjectLockedError):
        restore_backup(backup.path, path)
    store.close()


def test_a_copy_into_a_read_only_folder_says_so(path: Path) -> None:
    store = open_project(path)
    with read_only_folder() as folder, pytest.raises(ProjectFileError, match="cannot be written"):
        store.copy_to(folder / "copy.gpkg")
    store.close()


def test_what_was_replaced_is_listed_apart_and_never_thinned_out(path: Path) -> None:
    edit(path, "x")
    for _ in range(3):
        (newest, *_) = list_backups(path)
        restore_backup(newest.path, path)
    for index in range(3):
        edit(path, f"y{index}", kept=1)
    set_aside = [item for item in list_states(path) if item.is_replaced]
    assert len(set_aside) == 3
    assert len(list_backups(path)) == 1
    assert [item.made_at for item in set_aside] == sorted(
        (item.made_at for item in set_aside), reverse=True
    )
    restore_backup(set_aside[-1].path, path)
    assert read_back(path).find(fid("x"), Household) is not None
