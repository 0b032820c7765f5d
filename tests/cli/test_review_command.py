"""`gridmap review` writes one file for the edition, village and officer that were named."""

import json
from pathlib import Path

import pytest

from gridmap.cli import main
from tests.helpers.build import Tiny
from tests.helpers.window import tiny_project


def test_a_summary_is_written_where_nothing_else_is_said(
    tmp_path: Path, tiny: Tiny, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "总览.html"
    assert main(["review", str(tiny_project(tmp_path, tiny)), "--out", str(out), "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert said["edition"] == "P1"
    assert said["bytes"] == out.stat().st_size
    assert "王小明" not in out.read_text("utf-8")


def test_edition_day_village_and_officer_can_be_named(tmp_path: Path, tiny: Tiny) -> None:
    project, out = str(tiny_project(tmp_path, tiny)), tmp_path / "own.html"
    common = ["review", project, "--out", str(out), "--on", "2026-06-01"]
    assert main([*common, "--edition", "P2", "--village", "柳树湾村"]) == 0
    text = out.read_text("utf-8")
    assert "王小明" in text
    assert "石桥村" not in text
    assert "2026-06-01" in text
    assert main([*common, "--edition", "P3", "--officer", "孙丽"]) == 0
    assert "李冬生" in out.read_text("utf-8")
    assert main([*common, "--edition", "P1", "--officer", "孙丽"]) == 2
