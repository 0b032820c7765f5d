"""Sides as pages of a file: the booklet's pages as forms, notes and gluing marks over them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

import pikepdf

from gridmap.export.imposition.layout import LaidSide
from gridmap.export.imposition.mono import make_grey
from gridmap.export.imposition.over import Overlays
from gridmap.export.imposition.placing import Placed
from gridmap.export.imposition.wanted import PrintWanted
from gridmap.export.pdf.code import PT_PER_MM, number
from gridmap.export.pdf.objects import SCALE_KEY

_OVER: Final = "/Over"


class SheetDrawer:
    """Adds sides to `target`, the file in the making; `is_upright` turns those that lie."""

    def __init__(
        self,
        source: pikepdf.Pdf,
        target: pikepdf.Pdf,
        wanted: PrintWanted,
        *,
        is_upright: bool = False,
    ) -> None:
        self._source, self._target, self._wanted = source, target, wanted
        self._is_upright = is_upright
        self._grey: set[tuple[int, int]] = set()
        self._forms: dict[int, pikepdf.Object] = {}
        self._over = Overlays(wanted.sheet.offset_mm)
        self._waiting: list[tuple[pikepdf.Page, int]] = []

    def add(self, side: LaidSide) -> None:
        """Add one side as a page of the file."""
        width, height = (value * PT_PER_MM for value in side.size_mm)
        page = self._target.add_blank_page(page_size=(width, height))
        if self._is_upright and width > height:
            page.rotate(270, relative=False)
        forms = pikepdf.Dictionary()
        code = []
        for item in side.placed:
            form = self._form(item.page)
            forms[f"/P{item.page}"] = form
            code.append(_code(item, _upright_box(form)))
        scales = {item.page: self._scale(item.page) for item in side.placed}
        place = self._over.place_for(side, scales)
        if place is not None:
            code.append(f"q {_OVER} Do Q")
            self._waiting.append((page, place))
        page.obj.Resources = pikepdf.Dictionary(XObject=forms)
        page.obj.Contents = self._target.make_stream("\n".join(code).encode("ascii"))

    def finish(self) -> None:
        """Put notes and marks on the sides that need them."""
        if not self._waiting:
            return
        with pikepdf.open(self._over.file()) as drawn:
            forms = [self._target.copy_foreign(one.as_form_xobject()) for one in drawn.pages]
        for page, place in self._waiting:
            page.obj.Resources.XObject[_OVER] = forms[place]

    def _form(self, page: int) -> pikepdf.Object:
        """Return a page as a form of the target, made once."""
        if page not in self._forms:
            form = self._target.copy_foreign(self._source.pages[page - 1].as_form_xobject())
            if self._wanted.is_mono:
                make_grey(form, self._target, self._grey)
            self._forms[page] = form
        return self._forms[page]

    def _scale(self, page: int) -> int:
        """Return the scale that a page says it has, 0 where it says none."""
        return int(self._source.pages[page - 1].obj.get(SCALE_KEY, 0))


def _upright_box(form: pikepdf.Object) -> tuple[float, float, float, float]:
    """Return left, low, width and height of a form in points, after its own matrix."""
    left, low, right, high = (float(value) for value in form.BBox.as_list())
    matrix = pikepdf.Matrix(form.get("/Matrix", pikepdf.Array([1, 0, 0, 1, 0, 0])))
    box = matrix.transform(pikepdf.Rectangle(left, low, right, high))
    return float(box.llx), float(box.lly), float(box.width), float(box.height)


def _code(item: Placed, box: tuple[float, float, float, float]) -> str:
    a, b, c, d, right_mm, up_mm = item.matrix
    left, low = box[:2]
    moves = (
        right_mm * PT_PER_MM - a * left - c * low,
        up_mm * PT_PER_MM - b * left - d * low,
    )
    window = item.window
    edges = (window.x_mm, window.y_mm, window.width_mm, window.height_mm)
    clip = _numbers(value * PT_PER_MM for value in edges)
    turn = " ".join(f"{value:.6f}" for value in (a, b, c, d))
    return f"q {clip} re W n {turn} {_numbers(moves)} cm /P{item.page} Do Q"


def _numbers(values: Iterable[float]) -> str:
    return " ".join(number(value) for value in values)
