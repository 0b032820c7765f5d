"""Reads what stands on the pages of a finished PDF: texts with their true boxes, symbols, maps.

Read from the file's own operators, fonts and viewports; the program is not asked. Lengths are
millimetres from the top left corner of the page, y down.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import pikepdf

from tests.quality.fonts_read import FontRead, read_font
from tests.quality.page_read import Map, PageRead, Shape, Symbol, Text

MM = 25.4 / 72.0
_SYMBOL = re.compile(r"s-(.+)-(\d+-\d{3})$")
_PAINTS = {"f", "f*", "F", "B", "B*", "b", "b*", "S", "s", "n"}


def read_pages(path: Path, *, password: str = "") -> list[PageRead]:
    """Read all pages of a file."""
    with pikepdf.open(path, password=password) as pdf:
        fonts: dict[tuple[int, int], FontRead] = {}
        places = {page.obj.objgen: index for index, page in enumerate(pdf.pages)}
        return [_read_page(page, index, fonts, places) for index, page in enumerate(pdf.pages)]


def _read_page(
    page: pikepdf.Page,
    index: int,
    fonts: dict[tuple[int, int], FontRead],
    places: dict[tuple[int, int], int],
) -> PageRead:
    _, _, width, height = (float(value) for value in page.mediabox)
    reader = _Reader(page, height, fonts)
    contents = page.obj.get("/Contents", pikepdf.Array())
    streams = list(contents) if isinstance(contents, pikepdf.Array) else [contents]
    for number, stream in enumerate(streams):
        reader.run(stream, is_imprint=number > 0)
    return PageRead(
        index=index,
        number=str(page.label),
        size_mm=(width * MM, height * MM),
        texts=tuple(reader.texts),
        symbols=tuple(reader.symbols),
        shapes=tuple(reader.shapes),
        maps=tuple(_maps(page, height)),
        links=tuple(_links(page, height, places)),
    )


def _maps(page: pikepdf.Page, height: float) -> Iterator[Map]:
    for view in page.obj.get("/VP", []):
        left, low, right, high = (float(value) for value in view.BBox)
        numbers = [float(value) for value in view.Measure.GPTS]
        yield Map(
            box=(left * MM, (height - high) * MM, right * MM, (height - low) * MM),
            corners=tuple(zip(numbers[1::2], numbers[::2], strict=True)),
            epsg=int(view.Measure.GCS.EPSG),
        )


def _links(
    page: pikepdf.Page, height: float, places: dict[tuple[int, int], int]
) -> Iterator[tuple[tuple[float, float, float, float], int]]:
    for note in page.obj.get("/Annots", []):
        left, low, right, high = (float(value) for value in note.Rect)
        box = (left * MM, (height - high) * MM, right * MM, (height - low) * MM)
        yield box, places[note.Dest[0].objgen]


@dataclass(slots=True)
class _State:
    """The graphics state that matters here."""

    matrix: tuple[float, ...] = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
    fill: str = "0 0 0"
    width: float = 1.0
    is_faint: bool = False
    font: str = ""
    size: float = 0.0
    mode: int = 0

    def copy(self) -> _State:
        return _State(
            self.matrix, self.fill, self.width, self.is_faint, self.font, self.size, self.mode
        )


class _Reader:
    """Goes through the operators of a page and collects what they draw."""

    def __init__(
        self, page: pikepdf.Page, height: float, fonts: dict[tuple[int, int], FontRead]
    ) -> None:
        self._resources, self._height, self._fonts = page.Resources, height, fonts
        self._is_imprint = False
        self._state, self._stack = _State(), [_State()]
        self._text_matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
        self._points: list[tuple[float, float]] = []
        self._starts: list[int] = []
        self._marks: list[str | None] = []
        self._marked_done: set[int] = set()
        self._halos: set[tuple[float, float]] = set()
        self._named: dict[str, FontRead] = {}
        self.texts: list[Text] = []
        self.symbols: list[Symbol] = []
        self.shapes: list[Shape] = []

    def run(self, stream: Any, *, is_imprint: bool) -> None:
        self._is_imprint, self._state, self._stack = is_imprint, _State(), []
        for operands, operator in pikepdf.parse_content_stream(stream):
            name = str(operator)
            if name in _PAINTS:
                self._paint(name)
                continue
            handler = _HANDLERS.get(name)
            if handler is not None:
                handler(self, operands)

    def _push(self, _: Any) -> None:
        self._stack.append(self._state.copy())

    def _pop(self, _: Any) -> None:
        self._state = self._stack.pop()

    def _concat(self, operands: Sequence[Any]) -> None:
        self._state.matrix = _times(tuple(float(v) for v in operands), self._state.matrix)

    def _color(self, operands: Sequence[Any]) -> None:
        self._state.fill = " ".join(f"{float(v):g}" for v in operands)

    def _line_width(self, operands: Sequence[Any]) -> None:
        a, b, *_ = self._state.matrix
        self._state.width = float(operands[0]) * math.hypot(a, b)

    def _opacity(self, operands: Sequence[Any]) -> None:
        state = self._resources.ExtGState[str(operands[0])]
        self._state.is_faint = float(state.get("/ca", 1)) < 0.5

    def _set_font(self, operands: Sequence[Any]) -> None:
        self._state.font, self._state.size = str(operands[0]), float(operands[1])

    def _set_mode(self, operands: Sequence[Any]) -> None:
        self._state.mode = int(operands[0])

    def _begin_text(self, _: Any) -> None:
        self._text_matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
        self._state.mode = 0

    def _set_matrix(self, operands: Sequence[Any]) -> None:
        self._text_matrix = tuple(float(v) for v in operands)

    def _begin_mark(self, operands: Sequence[Any]) -> None:
        text = operands[1].get("/ActualText") if len(operands) > 1 else None
        self._marks.append(None if text is None else str(text))

    def _end_mark(self, _: Any) -> None:
        self._marked_done.discard(len(self._marks))
        self._marks.pop()

    def _begin_run(self, operands: Sequence[Any]) -> None:
        self._starts.append(len(self._points))
        self._add_point(operands)

    def _add_point(self, operands: Sequence[Any]) -> None:
        x, y = _apply(self._state.matrix, float(operands[-2]), float(operands[-1]))
        self._points.append((x, y))

    def _add_box(self, operands: Sequence[Any]) -> None:
        x, y, width, height = (float(v) for v in operands)
        for at in ((x, y), (x + width, y), (x + width, y + height), (x, y + height)):
            self._points.append(_apply(self._state.matrix, *at))

    def _paint(self, how: str) -> None:
        if self._points and how != "n":
            xs, ys = zip(*self._points, strict=True)
            box = (
                min(xs) * MM, (self._height - max(ys)) * MM,
                max(xs) * MM, (self._height - min(ys)) * MM,
            )  # fmt: skip
            runs = tuple(self._runs()) if how == "S" else ()
            self.shapes.append(
                Shape(box, how, self._state.fill, self._state.width * MM, len(self._points), runs)
            )
        self._points, self._starts = [], []

    def _runs(self) -> Iterator[tuple[tuple[float, float], ...]]:
        """Yield the parts of the path in millimetres of the page."""
        for start, end in pairwise([*self._starts, len(self._points)]):
            yield tuple((x * MM, (self._height - y) * MM) for x, y in self._points[start:end])

    def _do(self, operands: Sequence[Any]) -> None:
        found = _SYMBOL.search(str(operands[0]))
        if found is None:
            return
        x, y = _apply(self._state.matrix, 0.0, 0.0)
        size = float(found[2].replace("-", "."))
        self.symbols.append(Symbol(found[1], size, x * MM, (self._height - y) * MM))

    def _font(self) -> FontRead:
        name = self._state.font
        known = self._named.get(name)
        if known is None:
            found = self._resources.Font[name]
            key = found.objgen
            if key not in self._fonts:
                self._fonts[key] = read_font(found)
            known = self._named[name] = self._fonts[key]
        return known

    def _show(self, operands: Sequence[Any]) -> None:
        font, state = self._font(), self._state
        codes = font.codes(bytes(operands[0]))
        matrix = _times(self._text_matrix, state.matrix)
        if state.mode == 2:
            self._halos.add((round(matrix[4], 1), round(matrix[5], 1)))
            return
        self.texts.append(self._text(font, codes, matrix))

    def _text(self, font: FontRead, codes: Sequence[int], matrix: tuple[float, ...]) -> Text:
        state = self._state
        left, low, right, high = font.ink(codes)
        corners = [
            _apply(matrix, x * state.size, y * state.size)
            for x, y in ((left, low), (right, low), (right, high), (left, high))
        ]
        return Text(
            words=self._words(font, codes),
            size_pt=state.size * math.hypot(matrix[0], matrix[1]),
            font=font.name,
            is_bold="Bold" in font.name,
            x_mm=matrix[4] * MM,
            y_mm=(self._height - matrix[5]) * MM,
            angle_deg=math.degrees(math.atan2(matrix[1], matrix[0])),
            color=state.fill,
            is_faint=state.is_faint,
            is_imprint=self._is_imprint,
            has_halo=(round(matrix[4], 1), round(matrix[5], 1)) in self._halos,
            glyphs=tuple(font.glyphs(codes)),
            corners=tuple((x * MM, (self._height - y) * MM) for x, y in corners),
        )

    def _words(self, font: FontRead, codes: Sequence[int]) -> str:
        """Return what the codes stand for; what is marked as a text is it once."""
        marks = [mark for mark in self._marks if mark is not None]
        if not marks:
            return font.words(codes)
        if len(self._marks) in self._marked_done:
            return ""
        self._marked_done.add(len(self._marks))
        return marks[-1]


_HANDLERS = {
    "q": _Reader._push,
    "Q": _Reader._pop,
    "cm": _Reader._concat,
    "rg": _Reader._color,
    "w": _Reader._line_width,
    "gs": _Reader._opacity,
    "BT": _Reader._begin_text,
    "Tf": _Reader._set_font,
    "Tr": _Reader._set_mode,
    "Tm": _Reader._set_matrix,
    "Tj": _Reader._show,
    "BDC": _Reader._begin_mark,
    "BMC": _Reader._begin_mark,
    "EMC": _Reader._end_mark,
    "m": _Reader._begin_run,
    "l": _Reader._add_point,
    "c": _Reader._add_point,
    "re": _Reader._add_box,
    "Do": _Reader._do,
}


def _times(one: Sequence[float], other: Sequence[float]) -> tuple[float, ...]:
    """Return the matrix that does `one` and then `other`."""
    a, b, c, d, e, f = one
    p, q, r, s, t, u = other
    return (
        a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s,
        e * p + f * r + t, e * q + f * s + u,
    )  # fmt: skip


def _apply(matrix: Sequence[float], x: float, y: float) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f
