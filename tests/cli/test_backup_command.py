"""Backups as the command line lists and restores them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from gridmap.actions.care import hanging_on
from gridmap.cli import main
from gridmap.model.changes import removed
from gridmap.model.features import CareRecord
from gridmap.session import open_session
from tests.helpers.build import Tiny, fid
from tests.helpers.stores import tiny_file


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project with one village, opened again since, so that a backup without any is there."""
    path = tmp_path / "p.gpkg"
    table = tmp_path / "villages.csv"
    table.write_text("村名,代码\n柳溪村,990124101201\n", "utf-8")
    assert main(["new", str(path), "--name", "云岭镇"]) == 0
    assert main(["import", str(path), str(table), "--as", "villages"]) == 0
    return path


def run(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, dict]:
    capsys.readouterr()
    code = main([*map(str, arguments), "--json"])
    return code, json.loads(capsys.readouterr().out)


def test_the_newest_backup_is_put_back_and_nothing_is_lost(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, listed = run(capsys, "restore", project)
    assert code == 0
    assert len(listed["backups"]) == 1
    code, body = run(capsys, "restore", project, "newest")
    assert code == 0
    assert body["restored"] == listed["backups"][0]["name"]
    assert run(capsys, "info", project)[1]["counts"]["village"] == 0
    assert run(capsys, "info", body["replaced"])[1]["counts"]["village"] == 1


def test_an_unknown_backup_is_refused(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, body = run(capsys, "restore", project, "2001-01-01T000000")
    assert code == 3
    assert "2001-01-01T000000" in body["error"]["message"]


def test_the_state_that_was_replaced_is_listed_and_put_back_by_its_name(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(capsys, "restore", project, "newest")
    _, listed = run(capsys, "restore", project)
    (replaced,) = [item["name"] for item in listed["backups"] if item["replaced"]]
    assert run(capsys, "restore", project, "newest")[1]["restored"] != replaced
    code, body = run(capsys, "restore", project, replaced)
    assert code == 0
    assert body["restored"] == replaced
    assert run(capsys, "info", project)[1]["counts"]["village"] == 1


def test_deleted_care_records_are_erased_when_asked(
    tmp_path: Path, tiny: Tiny, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tiny_file(tmp_path, tiny)
    session = open_session(path)
    record = session.document.get(fid("c1"), CareRecord)
    session.apply(removed("", [*hanging_on(session.document, [record]), record]))
    session.close()
    assert run(capsys, "erase", path, "--dry-run")[1]["deleted"] == 1
    assert run(capsys, "erase", path)[1] == {
        "project": str(path),
        "erased": 1,
        "backups": 1,
        "unreadable": [],
    }
    assert run(capsys, "erase", path, "--dry-run")[1]["deleted"] == 0
