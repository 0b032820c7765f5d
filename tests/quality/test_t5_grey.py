"""T5: symbols of the catalogue stay distinct in grey, at their printed size, and on a photocopy."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations
from pathlib import Path

import numpy as np
import pypdfium2
import pytest

from gridmap.export.arrange import BADGE_MM, HOUSE_MM, care_size_mm
from gridmap.export.pdf.document import PdfDocument
from gridmap.layers.symbols import symbol_ids
from gridmap.model.catalogue import load_catalogue
from tests.quality.photocopy import PX_PER_MM, photocopy

DPI = 300
CELL_MM = 8.0
LEAST_GREY = 0.08
"""Mean difference of two symbols over the square of the larger one, of black to white."""

LEAST_COPIED = 0.06
_SHIFTS = [(dx, dy) for dx in (-1, 0, 1) for dy in (-1, 0, 1)]


def families() -> dict[str, list[tuple[str, float]]]:
    """Return the symbols that a reader has to tell apart, with their sizes on sheets."""
    catalogue = load_catalogue()
    care = [f"care-{code}" for code, kind in catalogue.care.items() if not kind.is_restricted]
    known = set(symbol_ids())
    return {
        "care": [(name, care_size_mm(name)) for name in care if name in known],
        "place": [(f"place-{code}", BADGE_MM) for code in catalogue.places],
        "household": [
            (f"household-{status}", HOUSE_MM)
            for status in ("occupied", "seasonal", "vacant", "ruin", "other")
        ],
    }


def specimen(path: Path, symbols: Sequence[tuple[str, float]]) -> pypdfium2.PdfPage:
    """Draw symbols in a row, each in the middle of its cell, and return the finished page."""
    document = PdfDocument(path, title="specimen", language="en")
    with document.page(CELL_MM * len(symbols), CELL_MM, name="row") as surface:
        for number, (name, size_mm) in enumerate(symbols):
            at = np.array([((number + 0.5) * CELL_MM, CELL_MM / 2)])
            surface.markers(name, at, size_mm=size_mm)
    document.save()
    return pypdfium2.PdfDocument(path)[0]


def cells(picture: np.ndarray, count: int) -> list[np.ndarray]:
    """Return the cell of each symbol, 0 black to 1 white."""
    edges = np.linspace(0, picture.shape[1], count + 1).astype(int)
    width = int(np.diff(edges).min())
    return [picture[:, edge : edge + width] / 255.0 for edge in edges[:-1]]


def difference(one: np.ndarray, other: np.ndarray, side_px: float) -> float:
    """Return how much two pictures differ where they differ least, per area of the symbol."""
    return min(
        float(np.abs(one - np.roll(other, shift, axis=(0, 1))).sum()) / side_px**2
        for shift in _SHIFTS
    )


@pytest.mark.parametrize("family", ["care", "place", "household"])
def test_no_two_symbols_look_alike_in_grey(tmp_path: Path, family: str) -> None:
    symbols = families()[family]
    page = specimen(tmp_path / "a.pdf", symbols)
    grey = np.asarray(page.render(scale=DPI / 72, grayscale=True).to_pil(), dtype=float)
    pictures = cells(grey, len(symbols))
    for (one, (name, size)), (other, (again, wide)) in combinations(enumerate(symbols), 2):
        side = max(size, wide) * DPI / 25.4
        found = difference(pictures[one], pictures[other], side)
        assert found >= LEAST_GREY, f"{name} and {again} differ by {found:.3f}"


@pytest.mark.parametrize("family", ["care", "place", "household"])
def test_no_two_symbols_look_alike_on_a_photocopy(tmp_path: Path, family: str) -> None:
    symbols = families()[family]
    copy = np.asarray(photocopy(specimen(tmp_path / "a.pdf", symbols)), dtype=float)
    pictures = cells(copy, len(symbols))
    for (one, (name, size)), (other, (again, wide)) in combinations(enumerate(symbols), 2):
        found = difference(pictures[one], pictures[other], max(size, wide) * PX_PER_MM)
        assert found >= LEAST_COPIED, f"{name} and {again} differ by {found:.3f}"
