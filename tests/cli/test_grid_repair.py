"""Sloppy grids taken in on the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from gridmap.cli import main

LEFT = [[104.0, 35.0], [104.00999, 35.0], [104.01001, 35.02], [104.0, 35.02], [104.0, 35.0]]
RIGHT = [[104.01, 35.0], [104.02, 35.0], [104.02, 35.02], [104.01, 35.02], [104.01, 35.0]]


def collection(*features: tuple[dict[str, str], list[list[float]]]) -> str:
    rows = [
        {
            "type": "Feature",
            "properties": facts,
            "geometry": {"type": "Polygon", "coordinates": [ring]},
        }
        for facts, ring in features
    ]
    return json.dumps({"type": "FeatureCollection", "features": rows}, ensure_ascii=False)


@pytest.fixture
def project(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    path = tmp_path / "yunling.gpkg"
    ring = [[104.0, 35.0], [104.02, 35.0], [104.02, 35.02], [104.0, 35.02], [104.0, 35.0]]
    village = {"村名": "柳溪村", "代码": "990124101201"}
    (tmp_path / "village.geojson").write_text(collection((village, ring)), "utf-8")
    rows = [
        ({"村名": "柳溪村", "网格名称": name}, shape)
        for name, shape in (("第一网格", LEFT), ("第二网格", RIGHT))
    ]
    (tmp_path / "grids.geojson").write_text(collection(*rows), "utf-8")
    assert main(["new", str(path), "--name", "云岭镇", "--code", "990124101"]) == 0
    assert main(["import", str(path), str(tmp_path / "village.geojson"), "--as", "villages"]) == 0
    capsys.readouterr()
    return path


def taken_in(project: Path, *words: str) -> int:
    grids = project.parent / "grids.geojson"
    return main(["import", str(project), str(grids), "--as", "grids", *words])


def overlaps(project: Path, capsys: pytest.CaptureFixture[str]) -> list[str]:
    capsys.readouterr()
    assert main(["check", str(project), "--json"]) == 0
    problems = json.loads(capsys.readouterr().out)["problems"]
    return [text for text in map(json.dumps, problems) if "overlap" in text]


def test_an_import_says_that_grids_do_not_fit_and_how_to_repair_them(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert taken_in(project, "--lang", "en") == 0
    said = capsys.readouterr().out
    assert "2 grids of 柳溪村 overlap, leave gaps or reach beyond their village." in said
    assert "--repair-grids 2" in said


def test_an_import_repairs_grids_within_the_metres_asked_for(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert taken_in(project, "--repair-grids", "2", "--json", "--dry-run") == 0
    told = json.loads(capsys.readouterr().out)["grids_that_do_not_fit"]
    assert [(item["village"], item["grids"], item["error"]) for item in told] == [("柳溪村", 2, "")]
    assert 0.3 < told[0]["furthest_m"] <= 2.0
    assert taken_in(project, "--repair-grids", "2", "--lang", "en") == 0
    said = capsys.readouterr().out
    assert "2 grids of 柳溪村 repaired: 4 corners moved" in said
    assert "第一网格: 2 corners" in said
    assert not overlaps(project, capsys)
    assert taken_in(project) == 0
    assert overlaps(project, capsys)


@pytest.mark.parametrize("metres", ["0", "-1", "51"])
def test_a_repair_needs_a_sensible_distance(
    project: Path, capsys: pytest.CaptureFixture[str], metres: str
) -> None:
    assert taken_in(project, "--repair-grids", metres) == 2
    assert metres in capsys.readouterr().err
