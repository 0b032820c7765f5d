"""`gridmap runs` and `gridmap changes`, from a printed atlas to the pages to swap."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest

from gridmap.cli.app import run_command
from gridmap.errors import NotFoundError
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
