from __future__ import annotations

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
