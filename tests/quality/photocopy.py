"""A page as a photocopier gives it, and what an OCR engine (Tesseract) reads on the copy.

A door is cut out at the box that the file gives it, with a little margin: what is measured is
whether the copy of its digits can be read, not whether an engine for running text finds them.
"""

from __future__ import annotations

import io
import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pypdfium2
import pytest
from PIL import Image, ImageFilter

from tests.quality.page_read import Text
from tests.quality.sheets_read import SheetRead

DPI = 150
PX_PER_MM = DPI / 25.4
BLUR_PX = 0.7
LEVEL = 128
MARGIN_MM = 0.2
_NUMBER = re.compile(r"\d+(-\d+)?$")
_DIGITS = "0123456789-"
_LINE, _CHARACTER, _SPARSE = "6", "10", "11"


def photocopy(page: pypdfium2.PdfPage) -> Image.Image:
    """Return a page in black and white: 150 dpi, grey, blurred, cut halfway from ink to paper."""
    fine = page.render(scale=2 * DPI / 72, grayscale=True).to_pil()
    grey = fine.resize((fine.width // 2, fine.height // 2), Image.Resampling.BOX)
    pixels = np.asarray(grey.filter(ImageFilter.GaussianBlur(BLUR_PX)))
    return Image.fromarray(np.where(pixels < LEVEL, 0, 255).astype(np.uint8))


@dataclass
class ReadBack:
    """How many door numbers there were, how many were read right, and the others."""

    total: int = 0
    right: int = 0
    wrong: list[str] = field(default_factory=list)

    @property
    def share(self) -> float:
        """The share that was read right."""
        return self.right / max(self.total, 1)

    def add(self, sheet: SheetRead, expected: str, read: str) -> None:
        """Count one door."""
        self.total += 1
        self.right += expected == read
        if expected != read:
            self.wrong.append(f"{sheet.sheet_id}: {expected} read as {read or 'nothing'}")


def numbered_doors(sheet: SheetRead) -> list[Text]:
    """Return the doors that are a number, with or without a second one; most are."""
    return [text for text in sheet.doors if _NUMBER.match(text.words)]


def read_doors(path: Path, sheets: Sequence[SheetRead]) -> ReadBack:
    """Photocopy some sheets and read their door numbers, each cut out at its box."""
    found = ReadBack()
    document = pypdfium2.PdfDocument(path)
    try:
        for sheet in sheets:
            copy = photocopy(document[sheet.page.index])
            doors = numbered_doors(sheet)
            read = _read([_cut(copy, door.box) for door in doors])
            for door, words in zip(doors, read, strict=True):
                found.add(sheet, door.words, words)
    finally:
        document.close()
    return found


def read_pages_whole(path: Path, sheets: Sequence[SheetRead]) -> ReadBack:
    """Photocopy some sheets, have whole pages read, and match the words by where they stand."""
    found = ReadBack()
    document = pypdfium2.PdfDocument(path)
    try:
        for sheet in sheets:
            words = list(_words_on(photocopy(document[sheet.page.index])))
            for door in numbered_doors(sheet):
                x_mm = (door.box[0] + door.box[2]) / 2
                y_mm = (door.box[1] + door.box[3]) / 2
                hit = [
                    word for word, (left, top, right, bottom) in words
                    if left - 0.5 <= x_mm <= right + 0.5 and top - 0.5 <= y_mm <= bottom + 0.5
                ]  # fmt: skip
                found.add(sheet, door.words, door.words if door.words in hit else " ".join(hit))
    finally:
        document.close()
    return found


def _cut(copy: Image.Image, box: tuple[float, float, float, float]) -> Image.Image:
    """Return a door's part of a copy, twice as large, smoothed, on white."""
    left, top, right, bottom = box
    edges = (left - MARGIN_MM, top - MARGIN_MM, right + MARGIN_MM, bottom + MARGIN_MM)
    part = copy.crop(tuple(round(edge * PX_PER_MM) for edge in edges))  # type: ignore[arg-type]
    part = part.resize((2 * part.width, 2 * part.height), Image.Resampling.BICUBIC)
    paper = Image.new("L", (part.width + 24, part.height + 24), 255)
    paper.paste(part, (12, 12))
    return paper.filter(ImageFilter.GaussianBlur(1.0))


def _read(cuts: Sequence[Image.Image]) -> list[str]:
    """Return what stands on each; where a line was not seen, a single character is tried."""
    read = _tesseract(cuts, _LINE)
    empty = [index for index, words in enumerate(read) if not words]
    again = _tesseract([cuts[index] for index in empty], _CHARACTER) if empty else []
    for index, words in zip(empty, again, strict=True):
        read[index] = words
    return read


def _tesseract(cuts: Sequence[Image.Image], mode: str) -> list[str]:
    with tempfile.TemporaryDirectory() as folder:
        names = [Path(folder) / f"{index}.png" for index in range(len(cuts))]
        for cut, name in zip(cuts, names, strict=True):
            cut.save(name)
        listed = Path(folder) / "list.txt"
        listed.write_text("".join(f"{name}\n" for name in names), encoding="ascii")
        out = _run([str(listed), "stdout", "--psm", mode, "--dpi", str(2 * DPI)])
    return ["".join(part.split()) for part in out.split("\f")[: len(cuts)]]


def _words_on(copy: Image.Image) -> Iterator[tuple[str, tuple[float, float, float, float]]]:
    large = copy.resize((2 * copy.width, 2 * copy.height), Image.Resampling.BICUBIC)
    data = io.BytesIO()
    large.filter(ImageFilter.GaussianBlur(1.0)).save(data, "PNG")
    out = _run(["stdin", "stdout", "--psm", _SPARSE, "--dpi", str(2 * DPI)], data.getvalue(), "tsv")
    for line in out.splitlines()[1:]:
        parts = line.split("\t")
        if parts[0] == "5":
            left, top, width, height = (int(v) / 2 / PX_PER_MM for v in parts[6:10])
            yield parts[11], (left, top, left + width, top + height)


def _run(arguments: Sequence[str], data: bytes = b"", *form: str) -> str:
    done = subprocess.run(
        [tesseract(), *arguments, "-l", "eng", "-c", f"tessedit_char_whitelist={_DIGITS}", *form],
        input=data,
        capture_output=True,
        check=True,
        env={**os.environ, "OMP_THREAD_LIMIT": "1"},
    )
    return done.stdout.decode("utf-8")


def tesseract() -> str:
    """Return the OCR program; skip the test where it is not installed."""
    found = shutil.which("tesseract")
    if found is None:
        pytest.skip("tesseract (Debian: tesseract-ocr) is not installed")
    return found
