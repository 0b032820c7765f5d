import sqlite3
from contextlib import closing
from pathlib import Path, PurePath, PurePosixPath, PureWindowsPath

import pytest

from gridmap.errors import GridMapError, NotFoundError, ProjectFileError, ProjectLockedError
from gridmap.i18n import CHINESE, set_language
from gridmap.model.changes import added
from gridmap.store import connection as connection_module
from gridmap.store.connection import (
    connect,
    explained,
    file_system_of,
    is_on_network,
    is_project,
    reason_of,
    uri_of,
)
from gridmap.store.geopackage import create_project, open_project
from gridmap.store.schema import SCHEMA_VERSION
from tests.helpers.build import Tiny, fid, household, project
from tests.helpers.permissions import read_only_folder
from tests.helpers.stores import read_back, tables_of, tiny_file


@pytest.fixture
def path(tmp_path: Path, tiny: Tiny) -> Path:
    return tiny_file(tmp_path, tiny)


def refusal(path: Path, *, read_only: bool = False) -> GridMapError:
    """Return the error that opening ends with; nothing of ours may stay beside the file."""
    before = path.read_bytes() if path.is_file() else None
    with pytest.raises(GridMapError) as caught:
        open_project(path, read_only=read_only)
    assert (path.read_bytes() if path.is_file() else None) == before
    assert not path.with_name(f"{path.name}.lock").exists()
    assert str(path) in caught.value.message
    assert caught.value.hint
    return caught.value


def test_a_missing_file_is_not_found(tmp_path: Path) -> None:
    assert isinstance(refusal(tmp_path / "none.gpkg"), NotFoundError)
    assert not (tmp_path / "none.gpkg").exists()


def test_a_folder_is_no_project(tmp_path: Path) -> None:
    assert "is a folder" in refusal(tmp_path).message


@pytest.mark.parametrize("content", [b"", b"hello", b"PK\x03\x04" + b"\x00" * 200])
def test_any_other_file_is_no_geopackage(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "x.gpkg"
    path.write_bytes(content)
    assert "not a GeoPackage" in refusal(path).message


def test_another_sqlite_file_is_no_geopackage(tmp_path: Path) -> None:
    path = tmp_path / "x.gpkg"
    with closing(sqlite3.connect(path)) as other:
        other.execute("CREATE TABLE t (a)")
    assert "not a GeoPackage" in refusal(path).message


def test_a_foreign_geopackage_is_no_project(tmp_path: Path) -> None:
    path = tmp_path / "x.gpkg"
    with closing(sqlite3.connect(path)) as other:
        other.execute("PRAGMA application_id = 0x47504B47")
        other.execute("CREATE TABLE gpkg_contents (a)")
    error = refusal(path)
    assert "not a GridMap project" in error.message
    assert "import" in error.hint


@pytest.mark.parametrize("read_only", [True, False])
def test_a_newer_project_is_left_alone(path: Path, read_only: bool) -> None:
    with closing(sqlite3.connect(path)) as other, other:
        other.execute("UPDATE gridmap_meta SET value = ?", (str(SCHEMA_VERSION + 1),))
    assert "newer GridMap" in refusal(path, read_only=read_only).message


@pytest.mark.parametrize("version", ["", "two"])
def test_a_project_without_its_version_is_no_project(path: Path, version: str) -> None:
    with closing(sqlite3.connect(path)) as other, other:
        other.execute("UPDATE gridmap_meta SET value = ?", (version,))
    assert "not a GridMap project" in refusal(path).message


@pytest.mark.parametrize("share", [0.02, 0.3, 0.6, 0.95])
def test_a_truncated_project_is_damaged(path: Path, share: float) -> None:
    content = path.read_bytes()
    path.write_bytes(content[: int(len(content) * share)])
    error = refusal(path)
    assert "is damaged" in error.message
    assert "backup" in error.hint


def test_every_kind_of_damage_is_noticed_at_opening_or_loading(path: Path, tiny: Tiny) -> None:
    content = path.read_bytes()
    size = int.from_bytes(content[16:18], "big")
    noticed = 0
    for page in range(1, len(content) // size, 5):
        path.write_bytes(content[: page * size] + b"\xa5" * size + content[(page + 1) * size :])
        try:
            held = read_back(path)
        except ProjectFileError:
            noticed += 1
        else:
            assert tables_of(held) == tables_of(tiny.snapshot())
    assert noticed > len(content) // size // 10


def test_damage_in_a_big_file_is_noticed_on_loading(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("gridmap.store.geopackage.QUICK_CHECK_BYTES", 0)
    content = path.read_bytes()
    at = content.index("王小明".encode())
    page = at // 4096
    path.write_bytes(content[: page * 4096] + b"\xa5" * 4096 + content[(page + 1) * 4096 :])
    store = open_project(path, read_only=True)
    with pytest.raises(ProjectFileError, match="is damaged"):
        store.load()
    store.close()


def test_an_unreadable_value_is_reported_with_its_column(path: Path) -> None:
    with closing(connect(path, read_only=False)) as other:
        other.execute("UPDATE households SET located_on = 'yesterday' WHERE uuid = 'h02'")
    store = open_project(path, read_only=True)
    with pytest.raises(ProjectFileError, match=r"households\.located_on"):
        store.load()
    store.close()


def test_a_full_disk_loses_nothing(path: Path, tiny: Tiny) -> None:
    store = open_project(path)
    pages = store._connection.execute("PRAGMA page_count").fetchone()[0]
    store._connection.execute(f"PRAGMA max_page_count = {pages}")
    big = household("big", access_note="绕" * 100_000)
    with pytest.raises(ProjectFileError, match="disk is full") as caught:
        store.write(added("", [big]))
    assert "Free some space" in caught.value.hint
    assert tables_of(read_back(path)) == tables_of(tiny.snapshot())
    store._connection.execute("PRAGMA max_page_count = 1000000")
    store.write(added("", [big]))
    store.close()
    assert read_back(path).find(fid("big"), type(big)) == big


def test_a_read_only_folder_says_so_and_can_still_be_read(path: Path, tiny: Tiny) -> None:
    with read_only_folder(path) as folder:
        with pytest.raises(ProjectFileError, match="cannot be opened for writing") as caught:
            open_project(folder / path.name)
        assert "read-only" in caught.value.hint
        with pytest.raises(ProjectFileError, match="cannot be made"):
            create_project(folder / "new.gpkg", project())
        assert tables_of(read_back(folder / path.name)) == tables_of(tiny.snapshot())


def test_a_read_only_file_says_so(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def only_reading(path: Path, *, read_only: bool) -> sqlite3.Connection:
        return connect(path, read_only=True)

    store = open_project(path, backups_kept=0)
    store._connection.close()
    store._connection = only_reading(path, read_only=False)
    with pytest.raises(ProjectFileError, match="read-only"):
        store.write(added("", [household("x")]))
    store.close()


def test_a_path_that_the_system_cannot_read_says_so(tmp_path: Path) -> None:
    broken = tmp_path / "loop.gpkg"
    broken.symlink_to(broken)
    with pytest.raises(ProjectFileError, match="cannot be read"):
        open_project(broken)


def test_a_program_that_holds_the_file_is_waited_for_and_then_named(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connection_module, "BUSY_SECONDS", 0.05)
    store = open_project(path)
    with closing(connect(path, read_only=False)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(ProjectLockedError, match="Another program is writing"):
            store.write(added("", [household("x")]))
        other.execute("ROLLBACK")
    store.write(added("", [household("x")]))
    store.close()


def test_closing_while_somebody_reads_leaves_the_log_for_the_reader(path: Path) -> None:
    store = open_project(path)
    store.write(added("", [household("x")]))
    with closing(connect(path, read_only=True)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT * FROM officers").fetchone()
        store.close()
        reader.execute("COMMIT")
    assert read_back(path).find(fid("x"), type(household("x"))) is not None


def test_an_error_nobody_expects_still_names_the_file(path: Path) -> None:
    error = explained(path, sqlite3.OperationalError("disk I/O error"))
    assert "disk I/O error" in error.message
    assert str(path) in error.message


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (sqlite3.ProgrammingError("Cannot operate on a closed database."), "closed database"),
        (FileNotFoundError(2, "No such file or directory", "x.part"), "file or directory"),
        (OSError("odd."), "odd"),
    ],
)
def test_a_reason_ends_its_sentence_once_and_names_no_error_number(
    error: Exception, reason: str
) -> None:
    text = reason_of(error)
    assert text.endswith(reason)
    assert "Errno" not in text
    assert ".part" not in text


@pytest.mark.parametrize(
    ("path", "uri"),
    [
        (PurePosixPath("/a b/青石#1.gpkg"), "file:///a%20b/%E9%9D%92%E7%9F%B3%231.gpkg"),
        (PureWindowsPath("C:/a b/x.gpkg"), "file:///C:/a%20b/x.gpkg"),
        (PureWindowsPath("//office/share/x?.gpkg"), "file:////office/share/x%3F.gpkg"),
    ],
)
def test_sqlite_finds_files_on_this_computer_and_on_shares(path: PurePath, uri: str) -> None:
    assert uri_of(path) == uri


def test_errors_speak_chinese(tmp_path: Path) -> None:
    set_language(CHINESE)
    error = refusal(tmp_path / "none.gpkg")
    assert error.message.startswith("找不到项目文件")


@pytest.mark.parametrize(
    ("folder", "expected"),
    [
        ("/mnt/share/青石", "cifs"),
        ("/mnt/two words/x", "nfs4"),
        ("/mnt/共享 盘/x", "smb3"),
        ("/home/a", "ext4"),
    ],
)
def test_the_file_system_is_that_of_the_deepest_mount(
    tmp_path: Path, folder: str, expected: str
) -> None:
    mounts = tmp_path / "mounts"
    mounts.write_text(
        "/dev/sda1 / ext4 rw 0 0\n//pc/d /mnt/share cifs rw 0 0\n"
        "nas:/v /mnt/two\\040words nfs4 rw 0 0\nnas:/w /mnt/共享\\040盘 smb3 rw 0 0\n",
        "utf-8",
    )
    assert file_system_of(Path(folder), mounts) == expected


def test_a_system_that_lists_no_mounts_has_no_file_system(tmp_path: Path) -> None:
    assert file_system_of(Path("/home"), tmp_path / "none") == ""


def test_on_a_network_share_the_journal_is_a_file(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert not is_on_network(path)
    monkeypatch.setattr(connection_module, "file_system_of", lambda _: "cifs")
    store = open_project(path)
    assert store._connection.execute("PRAGMA journal_mode").fetchone() == ("delete",)
    store.write(added("", [household("x")]))
    store.close()
    assert read_back(path).find(fid("x"), type(household("x"))) is not None


def test_only_our_own_file_is_a_project(tmp_path: Path, tiny: Tiny) -> None:
    letter = tmp_path / "letter.gpkg"
    letter.write_text("Dear all", "utf-8")
    path = tmp_path / "tiny.gpkg"
    create_project(path, tiny.project, tiny.others)
    table = tmp_path / "project.csv"
    table.write_bytes(path.read_bytes())
    assert is_project(path)
    assert not is_project(letter)
    assert not is_project(table)
    assert not is_project(tmp_path / "none.gpkg")
