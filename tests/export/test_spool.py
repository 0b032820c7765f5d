from __future__ import annotations

import errno
import io
import tempfile
from pathlib import Path

import pytest

from gridmap.errors import ExportError
from gridmap.export.spool import spool_for


def test_rows_come_back_from_their_places_in_any_order(tmp_path: Path) -> None:
    rows = [b"", b"one", b"another" * 9000]
    with spool_for(tmp_path / "volume.pdf") as spool:
        places = [spool.put(row) for row in rows]
        assert [spool.get(place) for place in reversed(places)] == rows[::-1]


def test_what_waits_has_no_name_in_the_folder(tmp_path: Path) -> None:
    with spool_for(tmp_path / "volume.pdf") as spool:
        spool.put(b"row")
    assert list(tmp_path.iterdir()) == []


def test_what_will_be_locked_never_comes_to_the_disk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "TemporaryFile", lambda **_: pytest.fail("on the disk"))
    with spool_for(tmp_path / "volume.pdf", is_secret=True) as spool:
        assert spool.get(spool.put(b"row")) == b"row"


def test_a_folder_that_is_gone_is_told(tmp_path: Path) -> None:
    with pytest.raises(ExportError, match=r"volume\.pdf"), spool_for(tmp_path / "gone/volume.pdf"):
        pass


class FullDisk(io.RawIOBase):
    """A file on a disk that takes no byte."""

    def writable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        return 0

    def write(self, row: object) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")


def fill(target: Path, row: bytes) -> None:
    with spool_for(target) as spool:
        for _ in range(2):
            spool.put(row)


@pytest.mark.parametrize("size", [10, 100_000])
def test_a_full_disk_is_told_as_such_also_when_the_spool_is_closed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, size: int
) -> None:
    monkeypatch.setattr(tempfile, "TemporaryFile", lambda **_: io.BufferedWriter(FullDisk()))
    with pytest.raises(ExportError, match="No space left"):
        fill(tmp_path / "volume.pdf", b"x" * size)
