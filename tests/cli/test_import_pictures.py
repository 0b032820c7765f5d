"""`gridmap import` keeps pictures beside the project; the atlas prints them, but no P0."""

import json
from pathlib import Path

import pypdfium2
import pypdfium2.raw as pdfium
import pytest
from PIL import Image

from gridmap.cli import main
from tests.helpers.build import ORIGIN_X_M, ORIGIN_Y_M, build_tiny
from tests.helpers.window import tiny_project


def pictures_in_pdf(path: Path) -> int:
    document = pypdfium2.PdfDocument(path)
    try:
        wanted = [pdfium.FPDF_PAGEOBJ_IMAGE]
        return sum(len(list(page.get_objects(filter=wanted))) for page in document)
    finally:
        document.close()


def test_a_picture_is_printed_in_internal_editions_only(tmp_path: Path) -> None:
    project = tiny_project(tmp_path, build_tiny())
    file = tmp_path / "drone.png"
    Image.new("RGB", (800, 400), (90, 140, 80)).save(file)
    numbers = (1, 0, 0, -1, ORIGIN_X_M, ORIGIN_Y_M + 400)
    file.with_suffix(".pgw").write_text("\n".join(str(number) for number in numbers), "ascii")
    assert main(["import", str(project), str(file), "--dry-run", "--json"]) == 0
    assert not (tmp_path / "tiny.pictures").exists()
    assert main(["import", str(project), str(file), "--json"]) == 0
    assert (tmp_path / "tiny.pictures" / "drone" / "picture.json").exists()
    counts = {}
    for edition in ("P0", "P2"):
        out = tmp_path / f"{edition}.pdf"
        command = ["atlas", str(project), "--out", str(out), "--edition", edition, "--no-record"]
        assert main(command) == 0
        counts[edition] = pictures_in_pdf(out)
    assert counts["P0"] == 0
    assert counts["P2"] > 0


def put_below(folder: Path) -> Path:
    project = tiny_project(folder, build_tiny())
    file = folder / "drone.png"
    Image.new("RGB", (800, 400), (90, 140, 80)).save(file)
    numbers = (1, 0, 0, -1, ORIGIN_X_M, ORIGIN_Y_M + 400)
    file.with_suffix(".pgw").write_text("\n".join(str(number) for number in numbers), "ascii")
    assert main(["import", str(project), str(file), "--json"]) == 0
    return project


def test_a_picture_is_left_out_shown_again_and_deleted(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    project = put_below(tmp_path)

    def asked(*wish: str) -> list[dict[str, object]]:
        capsys.readouterr()
        assert main(["pictures", str(project), *wish, "--json"]) == 0
        rows: list[dict[str, object]] = json.loads(capsys.readouterr().out)["pictures"]
        return rows

    (row,) = asked()
    assert (row["name"], row["file"], row["is_shown"]) == ("drone", "drone.png", True)
    assert (row["width_px"], row["height_px"]) == (800, 400)
    (row,) = asked("--hide", "drone")
    assert row["is_shown"] is False
    out = tmp_path / "hidden.pdf"
    assert main(["atlas", str(project), "--out", str(out), "--edition", "P2", "--no-record"]) == 0
    assert pictures_in_pdf(out) == 0
    assert asked("--show", "drone.png")[0]["is_shown"] is True
    assert asked("--remove", "drone") == []
    assert not (tmp_path / "tiny.pictures").exists()
    assert (tmp_path / "drone.png").exists()


def test_pictures_that_are_not_there_are_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    project = put_below(tmp_path)
    assert main(["pictures", str(project), "--remove", "other"]) != 0
    assert "other" in capsys.readouterr().err
    assert main(["pictures", str(project), "--hide", "drone", "--remove", "drone"]) != 0
    assert main(["pictures", str(tmp_path / "none.gpkg")]) != 0
    assert (tmp_path / "tiny.pictures" / "drone" / "picture.json").exists()
