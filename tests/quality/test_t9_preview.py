"""T9: what the window shows of a page and the page of the finished file differ in no pixel."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pypdfium2
import pytest

from gridmap.export.parts.choice import Part
from gridmap.export.preview import LaidOutBooklet, PreviewDesk, one_page_pdf
from gridmap.export.spec import AtlasSpec
from gridmap.model.document import Snapshot
from gridmap.model.editions import Edition
from gridmap.progress import run_job
from tests.helpers.build import TODAY, fid
from tests.helpers.storm import flooded
from tests.quality.page_read import PageRead
from tests.quality.reading import read_pages
from tests.quality.subjects import printed, spec_of

SCALE = 1.2


def _laid_out(snapshot: Snapshot, spec: AtlasSpec) -> LaidOutBooklet:
    desk = PreviewDesk(snapshot)
    (choice,) = run_job(desk.choices(spec, is_volume=True))
    return run_job(desk.lay_out(choice))


def _pixels(source: Path | bytes, index: int = 0) -> np.ndarray:
    document = pypdfium2.PdfDocument(source)
    try:
        return np.asarray(document[index].render(scale=SCALE).to_pil()).copy()
    finally:
        document.close()


def _words(page: PageRead) -> list[tuple[object, ...]]:
    """Return the texts with what a font's subset cannot change."""
    return [(t.words, t.size_pt, t.is_bold, t.x_mm, t.y_mm, t.color) for t in page.texts]


@pytest.mark.parametrize("edition", list(Edition))
def test_every_page_that_is_looked_at_is_the_page_of_the_file(
    tmp_path: Path, edition: Edition
) -> None:
    snapshot = flooded().snapshot()
    spec = spec_of(
        edition,
        on=TODAY,
        officer=fid("o2") if edition is Edition.OFFICER else None,
        incident=fid("storm") if edition is Edition.EVACUATION else None,
        parts=frozenset(Part),
        recipient="王建国",
    )
    path = printed("t9", snapshot, tmp_path, spec).path
    laid_out = _laid_out(snapshot, spec)
    pages = read_pages(path)
    assert len(pages) == len(laid_out.pages)
    one = tmp_path / "one.pdf"
    for index, page in enumerate(laid_out.pages):
        drawn, problem = laid_out.draw(page.name)
        assert problem is None
        data = one_page_pdf(drawn)
        shown, there = _pixels(data), _pixels(path, index)
        assert shown.shape == there.shape, page.title
        assert np.array_equal(shown, there), page.title
        one.write_bytes(data)
        (read,) = read_pages(one)
        assert _words(read) == _words(pages[index])
        assert read.symbols == pages[index].symbols
