import json
from pathlib import Path

import pikepdf
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


def test_an_officers_visits_are_printed_and_counted(
    project_file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "visits.pdf"
    arguments = ["visits", str(project_file), "--officer", "吴秀英", "--out", str(out)]
    assert main([*arguments, "--on", "2026-11-01", "--json"]) == 0
    body = json.loads(capsys.readouterr().out)
    assert (body["path"], body["people"]) == (str(out), 1)
    assert out.read_bytes().startswith(b"%PDF")
    assert main([*arguments, "--all", "--paper", "A4"]) == 0
    assert str(out) in capsys.readouterr().out


def test_an_unknown_officer_is_named(
    project_file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "visits.pdf"
    assert main(["visits", str(project_file), "--officer", "谁", "--out", str(out)]) != 0
    assert "谁" in capsys.readouterr().err
    assert not out.exists()


def test_the_list_is_locked_with_the_password_of_a_file(project_file: Path, tmp_path: Path) -> None:
    out, secret = tmp_path / "visits.pdf", tmp_path / "p.txt"
    secret.write_text("correct horse\n", encoding="utf-8")
    arguments = ["visits", str(project_file), "--officer", "吴秀英", "--out", str(out)]
    assert main([*arguments, "--password-file", str(secret)]) == 0
    with pytest.raises(pikepdf.PasswordError):
        pikepdf.open(out)
    with pikepdf.open(out, password="correct horse") as pdf:
        assert len(pdf.pages) == 1
