"""What a killed program left in the temporary folder goes at the next start."""

import os
import tempfile
import time
from pathlib import Path

import pytest

from gridmap.progress import run_job
from gridmap.ui.leftovers import remove_leftovers


def test_only_old_folders_of_our_own_are_removed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    for name in ("gridmap-old", "gridmap-new", "other-old"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "booklet.pdf").write_bytes(b"x")
    (tmp_path / "gridmap-link").symlink_to(tmp_path / "other-old")
    two_days_ago = time.time() - 2 * 24 * 3600
    for name in ("gridmap-old", "other-old"):
        os.utime(tmp_path / name, (two_days_ago, two_days_ago))
    assert run_job(remove_leftovers()) == 1
    assert sorted(one.name for one in tmp_path.iterdir()) == [
        "gridmap-link", "gridmap-new", "other-old",
    ]  # fmt: skip
    assert (tmp_path / "other-old" / "booklet.pdf").is_file()


def test_without_a_temporary_folder_nothing_is_removed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "none"))
    assert run_job(remove_leftovers()) == 0
