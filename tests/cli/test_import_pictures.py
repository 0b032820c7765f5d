"""`gridmap import` keeps pictures beside the project; the atlas prints them, but no P0."""

from pathlib import Path

import pypdfium2
import pypdfium2.raw as pdfium
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
