import json
from pathlib import Path

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


def test_each_village_gets_its_proof(
    project_file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "proof"
    arguments = ["cover", str(project_file), "--out", str(out), "--on", "2026-11-23", "--json"]
    assert main([*arguments, "--edition", "P2"]) == 0
    body = json.loads(capsys.readouterr().out)
    assert body["on"] == "2026-11-23"
    assert [row["households_not_covered"] for row in body["villages"]] == ["0", "8"]
    assert len(list(out.iterdir())) == 4


def test_an_as_of_day_proves_the_past(
    project_file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ["cover", str(project_file), "--out", str(tmp_path / "p"), "--village", "柳树湾村"]
    assert main([*arguments, "--on", "2025-12-31", "--edition", "P2", "--json"]) == 0
    (row,) = json.loads(capsys.readouterr().out)["villages"]
    assert row["households_not_covered"] == row["households"] == "12"


def test_several_villages_do_not_go_into_one_file(
    project_file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["cover", str(project_file), "--out", str(tmp_path / "a.pdf")]) == 9
    assert (
        main(["cover", str(project_file), "--out", str(tmp_path / "a.pdf"), "--village", "石桥村"])
        == 0
    )
    assert (tmp_path / "a.xlsx").exists()
    capsys.readouterr()
