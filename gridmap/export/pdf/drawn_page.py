"""A finished page as a value: its operators and what they refer to, apart from any file.

It can be made in another process, compared with the page of an earlier run, and put into any
file: fonts, symbols and opacities have the same resource names everywhere.
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass, field
from hashlib import sha256

from gridmap.export.pdf.links import Box
from gridmap.export.pdf.shaping import FontKey
from gridmap.layers.view import MapView

SymbolKey = tuple[str, float]
"""A symbol's id and its size in millimetres."""

Opacity = tuple[int, int]
"""Opacity of fills and of strokes, in thousandths."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawnPage:
    """One page, `width_mm` by `height_mm`; `code` are its compressed operators.

    `imprint` are those of what differs from copy to copy and from day to day, drawn above.
    `name` is where links lead to. `fonts` holds, for each font, the codes that are used with the
    text each stands for; `links` the name of a page and a box in points; `images` the bytes of PNG
    or JPEG files by their resource names; `grounds` what its maps show, for files that may tell.
    """

    name: str
    width_mm: float
    height_mm: float
    code: bytes
    imprint: bytes = b""
    fonts: dict[FontKey, dict[int, str]] = field(default_factory=dict)
    symbols: tuple[SymbolKey, ...] = ()
    opacities: tuple[Opacity, ...] = ()
    links: tuple[tuple[str, Box], ...] = ()
    images: dict[str, bytes] = field(default_factory=dict)
    grounds: tuple[MapView, ...] = ()

    @property
    def digest(self) -> str:
        """The SHA-256 of all that is on the page but its imprint, in hexadecimal digits.

        Two pages with the same digest need not both be printed.
        """
        found = sha256(f"{self.width_mm:.3f}x{self.height_mm:.3f}".encode())
        if self.code:
            found.update(zlib.decompress(self.code))
        for target, box in self.links:
            found.update(f"{target} {box}".encode())
        for name in sorted(self.images):
            found.update(name.encode())
        return found.hexdigest()


def font_resource(font: FontKey) -> str:
    """Return the resource name of a font."""
    family, is_bold = font
    return f"F{family}{'b' if is_bold else 'r'}"


def opacity_resource(opacity: Opacity) -> str:
    """Return the resource name of a state of opacity."""
    return f"G{opacity[0]}-{opacity[1]}"


def symbol_resource(key: SymbolKey) -> str:
    """Return the name of the form of a symbol at a size; letters, digits and hyphens only."""
    symbol_id, size_mm = key
    return f"s-{symbol_id}-{size_mm:.3f}".replace(".", "-")


def image_resource(data: bytes) -> str:
    """Return the name of an image by its bytes."""
    return f"i-{sha256(data).hexdigest()[:20]}"
