"""Every kind of PDF opens clean in poppler, pdfium, mupdf and qpdf, and tells what it is."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from gridmap.export.imposition.placing import Duplex, SheetFormat
from gridmap.export.imposition.print_ready import print_ready
from gridmap.export.imposition.saddle import Mode
from gridmap.export.imposition.wanted import PrintWanted
from gridmap.export.lists.day_sheet import export_day_sheet
from gridmap.export.lists.out import list_table
from gridmap.export.lists.pdf import write_list_pdf
from gridmap.export.parts.choice import Part
from gridmap.export.parts.poster import export_poster, new_poster_spec
from gridmap.export.parts.safety_card import CardsWanted, export_safety_cards
from gridmap.model.document import Snapshot
from gridmap.model.editions import Edition, edition_view
from gridmap.progress import run_job
from tests.helpers.build import TODAY, fid
from tests.helpers.storm import flooded
from tests.quality.subjects import printed, spec_of

PASSWORD = "correct horse"


def _booklet(edition: Edition) -> Callable[[Snapshot, Path], Path]:
    def make(snapshot: Snapshot, folder: Path) -> Path:
        officer = fid("o2") if edition is Edition.OFFICER else None
        incident = fid("storm") if edition is Edition.EVACUATION else None
        spec = spec_of(edition, on=TODAY, officer=officer, incident=incident, parts=frozenset(Part))
        return printed("booklet", snapshot, folder, spec).path

    return make


def _poster(paper: str, tiled: str = "") -> Callable[[Snapshot, Path], Path]:
    def make(snapshot: Snapshot, folder: Path) -> Path:
        spec = new_poster_spec(Edition.PUBLIC, fid("v1"), paper=paper, on=TODAY)
        run_job(export_poster(snapshot, spec, folder / "p.pdf", tiled=tiled))
        return folder / "p.pdf"

    return make


def _cards(snapshot: Snapshot, folder: Path) -> Path:
    wanted = CardsWanted(village=fid("v1"), on=TODAY)
    run_job(export_safety_cards(snapshot, wanted, folder / "c.pdf"))
    return folder / "c.pdf"


def _day_sheet(snapshot: Snapshot, folder: Path) -> Path:
    run_job(export_day_sheet(snapshot, fid("o2"), folder / "d.pdf", on=TODAY, days=None))
    return folder / "d.pdf"


def _list(snapshot: Snapshot, folder: Path) -> Path:
    view = edition_view(snapshot, Edition.HOUSEHOLD, on=TODAY)
    table = list_table(view, "households")
    return run_job(write_list_pdf(view, [table], folder / "l.pdf", title="List"))


def _imposed(snapshot: Snapshot, folder: Path) -> Path:
    booklet = _booklet(Edition.HOUSEHOLD)(snapshot, folder)
    sheet = SheetFormat(mode=Mode.SADDLE, paper_mm=(297.0, 420.0), duplex=Duplex.LONG)
    run_job(print_ready(booklet, PrintWanted(sheet=sheet), folder / "i.pdf"))
    return folder / "i.pdf"


OF_ITS_BUILD = {"warning: ICC support is not available"}
"""What a reader says of itself, whatever the file."""

MADE: dict[str, Callable[[Snapshot, Path], Path]] = {
    **{edition.value: _booklet(edition) for edition in Edition},
    "poster": _poster("A2"),
    "wall": _poster("A1", "A4"),
    "cards": _cards,
    "day sheet": _day_sheet,
    "list": _list,
    "imposed": _imposed,
}
BOOKLETS = {edition.value for edition in Edition}


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """One file of each kind."""
    snapshot = flooded().snapshot()
    return {
        name: make(snapshot, tmp_path_factory.mktemp(name.replace(" ", "-")))
        for name, make in MADE.items()
    }


def _clean(tool: str, *arguments: str) -> None:
    """Run a reader on a file; skip where it is not installed, fail where it complains."""
    found = shutil.which(tool)
    if found is None:
        pytest.skip(f"{tool} is not installed")
    done = subprocess.run([found, *arguments], capture_output=True)
    assert done.returncode == 0, done.stderr.decode()
    said = done.stderr.decode().splitlines()
    assert [line for line in said if line not in OF_ITS_BUILD] == []


@pytest.mark.parametrize("name", MADE)
def test_poppler_reads_it_without_a_word(files: dict[str, Path], name: str) -> None:
    _clean("pdfinfo", str(files[name]))
    _clean("pdftotext", str(files[name]), "-")


@pytest.mark.parametrize("name", MADE)
def test_mupdf_draws_it_without_a_word(files: dict[str, Path], name: str) -> None:
    _clean("mutool", "draw", "-q", "-r", "20", "-F", "pgm", "-o", "-", str(files[name]))


@pytest.mark.parametrize("name", MADE)
def test_qpdf_finds_nothing_wrong(files: dict[str, Path], name: str) -> None:
    with pikepdf.open(files[name]) as pdf:
        assert pdf.check_pdf_syntax() == []
        assert pdf.get_warnings() == []


@pytest.mark.parametrize("name", MADE)
def test_pdfium_draws_every_page_with_something_on_it(files: dict[str, Path], name: str) -> None:
    document = pypdfium2.PdfDocument(files[name])
    try:
        dark = [page.render(scale=0.3, grayscale=True).to_numpy().min() for page in document]
    finally:
        document.close()
    assert sum(value < 200 for value in dark) >= len(dark) - (3 if name == "imposed" else 0)


@pytest.mark.parametrize("name", MADE)
def test_it_tells_title_language_and_program(files: dict[str, Path], name: str) -> None:
    with pikepdf.open(files[name]) as pdf:
        assert str(pdf.docinfo["/Title"]).strip()
        assert str(pdf.docinfo["/Creator"]) == "GridMap"
        assert str(pdf.Root.Lang) in ("en", "zh-CN")
        if name != "imposed":
            assert pdf.Root.ViewerPreferences.DisplayDocTitle


@pytest.mark.parametrize("name", sorted(BOOKLETS))
def test_a_booklet_has_bookmarks_labels_and_links_to_its_own_pages(
    files: dict[str, Path], name: str
) -> None:
    with pikepdf.open(files[name]) as pdf:
        pages = {page.obj.objgen for page in pdf.pages}
        with pdf.open_outline() as outline:
            assert len(outline.root) >= 3
        labels = [page.label for page in pdf.pages]
        assert labels == [str(number) for number in range(1, len(labels) + 1)]
        links = [note for page in pdf.pages for note in page.obj.get("/Annots", [])]
        assert len(links) > 5
        for note in links:
            assert note.Subtype == "/Link"
            assert note.Dest[0].objgen in pages
            assert "/A" not in note


def test_a_locked_file_opens_clean_with_its_password(tmp_path: Path) -> None:
    from gridmap.export.atlas import export_atlas

    path = tmp_path / "locked.pdf"
    run_job(export_atlas(flooded().snapshot(), spec_of(on=TODAY), path, password=PASSWORD))
    with pikepdf.open(path, password=PASSWORD) as pdf:
        assert pdf.check_pdf_syntax() == []
    _clean("pdftotext", "-upw", PASSWORD, str(path), "-")
    _clean("mutool", "draw", "-q", "-p", PASSWORD, "-r", "20", "-F", "pgm", "-o", "-", str(path))
