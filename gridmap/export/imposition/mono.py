"""Grey instead of colour, for printers with black toner only; pale tints become white paper."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, Final

import pikepdf

_PALE: Final = 0.86
"""Fills lighter than this become white."""

_GREY: Final = {"rg": "g", "RG": "G", "k": "g", "K": "G", "g": "g", "G": "G"}


def make_grey(form: pikepdf.Object, done: set[tuple[int, int]] | None = None) -> None:
    """Turn the colours of a form and of all forms in it to grey; images keep theirs.

    `done` are the numbers of objects that are grey already; forms are shared between pages.
    """
    seen = set() if done is None else done
    if form.objgen in seen:
        return
    if form.objgen != (0, 0):
        seen.add(form.objgen)
    lines = [_greyed(line) for line in pikepdf.parse_content_stream(form)]
    form.write(pikepdf.unparse_content_stream(lines))
    resources = form.get("/Resources", pikepdf.Dictionary())
    for inner in dict(resources.get("/XObject", pikepdf.Dictionary())).values():
        if inner.get("/Subtype") == "/Form":
            make_grey(inner, seen)


def _greyed(line: Any) -> Any:
    if isinstance(line, pikepdf.ContentStreamInlineImage):
        return line
    grey = _GREY.get(str(line.operator))
    if grey is None:
        return line
    light = grey_of([float(value) for value in line.operands])
    if grey == "g" and light > _PALE:
        light = 1.0
    return pikepdf.ContentStreamInstruction([Decimal(f"{light:.3f}")], pikepdf.Operator(grey))


def grey_of(color: list[float]) -> float:
    """Return how light a colour of one (grey), three (RGB) or four (CMYK) numbers is, 0 to 1."""
    if len(color) == 1:
        return color[0]
    if len(color) == 4:
        black = color[3]
        color = [(1 - value) * (1 - black) for value in color[:3]]
    red, green, blue = color
    return 0.299 * red + 0.587 * green + 0.114 * blue
