import json
from pathlib import Path

import openpyxl
import pytest

from gridmap.cli import main
from gridmap.model.features import Project
from gridmap.store.geopackage import create_project
from tests.helpers.build import Tiny


@pytest.fixture
def project_file(tiny: Tiny, tmp_path: Path) -> Path:
    path = tmp_path / "tiny.gpkg"
    create_project(path, tiny.get("project", Project), tiny.others)
    return path


def test_a_list_is_written_and_counted(
    project_file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out" / "homes.xlsx"
    code = main(["list", str(project_file), "households", "--out", str(out), "--json"])
    assert code == 0
    assert json.loads(capsys.readouterr().out)["rows"] == 20
    assert openpyxl.load_workbook(out).worksheets[0].max_row == 21


def test_a_list_for_an_officer_needs_the_officers_name(
    project_file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ["list", str(project_file), "care", "--out", str(tmp_path / "a.csv")]
    assert main([*arguments, "--edition", "P3", "--officer", "孙丽"]) == 0
    assert "李冬生" in (tmp_path / "a.csv").read_text("utf-8-sig")
    capsys.readouterr()


def test_a_list_that_an_edition_must_not_contain_ends_with_its_own_exit_code(
    project_file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "a.csv"
    code = main(["list", str(project_file), "care", "--out", str(out), "--edition", "P1"])
    assert code == 11
    assert not out.exists()
    assert capsys.readouterr().err
