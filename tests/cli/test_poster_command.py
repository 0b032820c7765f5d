import json
from pathlib import Path

import pytest

from gridmap.cli import main
from gridmap.model.features import Project
from gridmap.store.geopackage import create_project
from tests.export.atlas_helpers import page_texts
from tests.helpers.build import Tiny


@pytest.fixture
def project_file(tiny: Tiny, tmp_path: Path) -> Path:
    path = tmp_path / "tiny.gpkg"
    create_project(path, tiny.get("project", Project), tiny.others)
    return path


def test_a_poster_and_its_wall_map_are_made(
    project_file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "poster.pdf"
    words = ["poster", str(project_file), "--village", "柳树湾村", "--out", str(out), "--json"]
    assert main([*words, "--paper", "A3"]) == 0
    assert json.loads(capsys.readouterr().out)["pages"] == 1
    assert main([*words, "--paper", "A1", "--tiled", "A3"]) == 0
    assert json.loads(capsys.readouterr().out)["pages"] > 1


def test_safety_cards_of_a_grid_are_made(
    project_file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "cards.pdf"
    words = ["card", str(project_file), "--village", "柳树湾村", "--grid", "第1网格"]
    assert main([*words, "--out", str(out), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["cards"] == len(page_texts(out)) > 0
    assert main([*words[:-1], "第9网格", "--out", str(out)]) != 0
    assert "第9网格" in capsys.readouterr().err


def test_a_booklet_of_one_grid_with_chosen_parts(
    project_file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "grid.pdf"
    words = ["atlas", str(project_file), "--grid", "第2网格", "--out", str(out), "--no-record"]
    assert main([*words, "--without", "slip", "--without", "emergency", "--with", "update"]) == 0
    texts = page_texts(out)
    assert not any("119" in text.split() for text in texts)
    assert any("What has changed" in text or "变动情况" in text for text in texts)
    assert main([*words, "--village", "柳树湾村", "--village", "石桥村"]) != 0
    capsys.readouterr()
