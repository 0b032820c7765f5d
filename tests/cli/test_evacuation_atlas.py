import json
from datetime import date, timedelta
from pathlib import Path

import pypdfium2
import pytest

from gridmap.cli import main
from gridmap.model.features import Project
from gridmap.store.geopackage import create_project
from tests.helpers.build import Tiny
from tests.helpers.storm import flooded

TODAY = date.today()


def project_of(tiny: Tiny, folder: Path) -> Path:
    path = folder / "storm.gpkg"
    create_project(path, tiny.get("project", Project), tiny.others)
    return path


def atlas(path: Path, out: Path, *options: str) -> int:
    return main(
        ["--lang", "en", "atlas", str(path), "--edition", "P4", "--out", str(out), *options]
    )


def test_the_evacuation_atlas_of_an_incident_is_made_by_its_name(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    tiny = flooded(start=TODAY, valid_until=TODAY + timedelta(days=2))
    out = tmp_path / "p4.pdf"
    assert atlas(project_of(tiny, tmp_path), out, "--incident", "1123洪水", "--json") == 0
    assert json.loads(capsys.readouterr().out)["edition"] == "P4"
    with pypdfium2.PdfDocument(out) as pdf:
        text = "".join(page.get_textpage().get_text_bounded() for page in pdf)
    assert "Call sheet" in text
    assert "area of the incident" in text


def test_without_an_open_incident_of_that_name_nothing_is_made(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = project_of(flooded(closed_on=TODAY), tmp_path)
    for options in (("--incident", "1123洪水"), ()):
        assert atlas(path, tmp_path / "p4.pdf", *options) != 0
    assert "1123洪水" in capsys.readouterr().err
    assert not (tmp_path / "p4.pdf").exists()
