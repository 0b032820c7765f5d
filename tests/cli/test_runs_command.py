"""`gridmap runs` and `gridmap changes`, from a printed atlas to the pages to swap."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest

from gridmap.cli.app import run_command
from gridmap.errors import NotFoundError, ProjectFileError
from gridmap.model.changes import edited
from gridmap.model.features import Household
from gridmap.session import open_session
from tests.helpers.build import Tiny, fid
from tests.helpers.stores import tiny_file


def said(capsys: pytest.CaptureFixture[str], *words: str) -> dict[str, object]:
    capsys.readouterr()
    run_command([*words, "--json"])
    found: dict[str, object] = json.loads(capsys.readouterr().out)
    return found


def test_an_atlas_is_recorded_and_only_its_changed_pages_come_out(
    tmp_path: Path, tiny: Tiny, capsys: pytest.CaptureFixture[str]
) -> None:
    project = tiny_file(tmp_path, tiny)
    made = said(capsys, "atlas", str(project), "--out", str(tmp_path / "a.pdf"))
    assert made["run"] == 1
    (line,) = said(capsys, "runs", str(project))["runs"]  # type: ignore[misc]
    assert (line["number"], line["pages"], line["is_genuine"]) == (1, made["pages"], True)
    session = open_session(project)
    house = session.document.get(fid("h01"), Household)
    session.apply(edited("改户主", [(house, replace(house, head="欧阳明月"))]))
    session.close()
    out = tmp_path / "c.pdf"
    found = said(capsys, "changes", str(project), "--out", str(out))
    assert [row["after"] for row in found["changes"]] == ["欧阳明月"]  # type: ignore[attr-defined]
    with pikepdf.open(out) as pdf:
        assert len(pdf.pages) == found["file_pages"] < made["pages"]  # type: ignore[operator]


def test_no_record_keeps_no_run(
    tmp_path: Path, tiny: Tiny, capsys: pytest.CaptureFixture[str]
) -> None:
    project = tiny_file(tmp_path, tiny)
    out = str(tmp_path / "a.pdf")
    made = said(capsys, "atlas", str(project), "--out", out, "--edition", "P0", "--no-record")
    assert "run" not in made
    assert said(capsys, "runs", str(project))["runs"] == []
    with pytest.raises(NotFoundError):
        run_command(["changes", str(project)])


def test_a_booklet_for_an_officer_is_told_by_the_code_of_its_page(
    tmp_path: Path, tiny: Tiny, capsys: pytest.CaptureFixture[str]
) -> None:
    project = tiny_file(tmp_path, tiny)
    made = said(
        capsys, "atlas", str(project), "--out", str(tmp_path / "a.pdf"), "--officer", "吴秀英"
    )
    assert made["households_drawn"] == 4
    session = open_session(project, read_only=True)
    start, seq = session.document.project.id[:8], session.run().entry.log_seq
    session.close()
    found = said(capsys, "runs", str(project), "--code", f"GM/{start}/P2/P1/1.{seq}")
    assert (found["run"], found["is_current"]) == (1, True)
    checked = said(capsys, "runs", str(project), "--verify")
    assert [line["is_chained"] for line in checked["runs"]] == [True]  # type: ignore[attr-defined]


def test_verifying_fails_where_a_record_was_edited(
    tmp_path: Path, tiny: Tiny, capsys: pytest.CaptureFixture[str]
) -> None:
    project = tiny_file(tmp_path, tiny)
    said(capsys, "atlas", str(project), "--out", str(tmp_path / "a.pdf"), "--edition", "P0")
    with closing(sqlite3.connect(project)) as connection:
        connection.execute("UPDATE print_runs SET author = 'somebody else'")
        connection.commit()
    with pytest.raises(ProjectFileError):
        run_command(["runs", str(project), "--verify"])
    run_command(["runs", str(project)])
    assert "after it was signed" in capsys.readouterr().out
