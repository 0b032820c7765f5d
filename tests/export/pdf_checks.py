"""An independent look at finished atlases: what the characters of the PDF say about themselves.

Nothing here asks the program where it drew something, but for the plan that the pages came from.
"""

from __future__ import annotations

import ctypes
import re
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pypdfium2
import pypdfium2.raw as raw
import pytest

from gridmap.export.frames import Rect, cell_at, sheet_cells
from gridmap.export.house_labels import door_text
from gridmap.export.plan import VillagePlan

SMALLEST_PT = 6.5
DOOR_PT = 8.0
MM_PER_POINT = 25.4 / 72
_CUT = re.compile(r"…|\.\.\.")


@dataclass(frozen=True, slots=True)
class Glyph:
    """A character as it stands on a page: size in points, left and lower edge in millimetres."""

    char: str
    size_pt: float
    is_bold: bool
    x_mm: float
    y_mm: float


def glyphs_of(page: pypdfium2.PdfPage) -> Iterator[Glyph]:
    """Yield the visible characters of a page."""
    text = page.get_textpage()
    name = ctypes.create_string_buffer(128)
    for index in range(text.count_chars()):
        code = raw.FPDFText_GetUnicode(text.raw, index)
        if code <= 0x20 or raw.FPDFText_IsGenerated(text.raw, index) == 1:
            continue
        flags = ctypes.c_int()
        raw.FPDFText_GetFontInfo(text.raw, index, name, 128, flags)
        left, bottom, _, _ = text.get_charbox(index, loose=False)
        yield Glyph(
            chr(code),
            raw.FPDFText_GetFontSize(text.raw, index),
            b"Bold" in name.value,
            left * MM_PER_POINT,
            bottom * MM_PER_POINT,
        )


def smallest_pt(path: Path) -> float:
    """Return the size of the smallest text of a file, in points."""
    document = pypdfium2.PdfDocument(path)
    return min(glyph.size_pt for page in document for glyph in glyphs_of(page))


def cut_texts(path: Path) -> list[str]:
    """Return the lines of a file that end in an ellipsis."""
    found = []
    for page in pypdfium2.PdfDocument(path):
        text = page.get_textpage().get_text_range()
        found += [line for line in text.splitlines() if _CUT.search(line)]
    return found


def poppler_texts(path: Path) -> list[str]:
    """Return the text of each page as pdftotext reads it.

    pdfium leaves out some of several like labels with halos that stand close together.
    """
    tool = shutil.which("pdftotext")
    if tool is None:
        pytest.skip("pdftotext (poppler-utils) is not installed")
    done = subprocess.run([tool, str(path), "-"], capture_output=True, check=True)
    return done.stdout.decode("utf-8").split("\f")[:-1]


def lost_doors(path: Path, plan: VillagePlan) -> list[str]:
    """Return the doors that are not written on the home pages of their households.

    On the sheet itself in bold of 8 points, or in one of its lists.
    """
    pages = [page.splitlines() for page in poppler_texts(path)]
    lost = []
    for item in plan.sheets:
        title = f"{plan.name} {item.sheet.unit.name}".strip()
        mine = [
            line
            for lines in pages
            if lines[:1] == [title] and item.sheet.sheet_id in lines
            for line in lines
        ]
        text = "".join("".join(mine).split())
        lost += [
            f"{item.name}: {door_text(household)}"
            for household in item.sheet.households
            if "".join(door_text(household).split()) not in text
        ]
    return lost


def wrong_cells(plan: VillagePlan, *, moved_mm: float = 2.5) -> list[str]:
    """Return the households whose cell is not the one their true position lies in.

    A house that was moved aside by up to `moved_mm` may count to the neighbouring cell.
    """
    wrong = []
    for item in plan.sheets:
        whole = item.sheet.view
        window = Rect(0.0, 0.0, whole.width_mm, whole.height_mm)
        cells = sheet_cells(window)
        for household in item.sheet.households:
            assert household.geometry is not None
            view = item.sheet.view_of(household.id)
            scale = 1000.0 / view.scale_denominator
            left, top = view.x_mm - whole.x_mm, view.y_mm - whole.y_mm
            if view is whole:
                left, top = 0.0, 0.0
            x = left + (household.geometry.x - view.center_x_m) * scale + view.width_mm / 2
            y = top + view.height_mm / 2 - (household.geometry.y - view.center_y_m) * scale
            near = {
                cell_at(window, x + dx, y + dy, cells)
                for dx in (-moved_mm, 0.0, moved_mm)
                for dy in (-moved_mm, 0.0, moved_mm)
            }
            if item.sheet.layout.cells[household.id] not in near:
                wrong.append(f"{item.name}: {door_text(household)}")
    return wrong


def overlapping_labels(plan: VillagePlan, *, least_mm: float = 0.01) -> list[str]:
    """Return the pairs of labels of a sheet whose boxes share some room."""
    found = []
    for item in plan.sheets:
        boxes = sorted((label.box_mm, label.key) for label in item.sheet.layout.label_boxes)
        for at, (box, key) in enumerate(boxes):
            found += [
                f"{item.name}: {key} {other_key}"
                for other, other_key in _until(boxes[at + 1 :], box[2])
                if min(box[2], other[2]) - max(box[0], other[0]) > least_mm
                and min(box[3], other[3]) - max(box[1], other[1]) > least_mm
            ]
    return found


Labelled = tuple[tuple[float, float, float, float], str]


def _until(boxes: Sequence[Labelled], right_mm: float) -> Iterator[Labelled]:
    for box, key in boxes:
        if box[0] >= right_mm:
            return
        yield box, key
