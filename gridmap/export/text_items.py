"""Headings, paragraphs and empty room as items of a flow."""

from __future__ import annotations

from dataclasses import dataclass, replace

from gridmap.export.fit_text import fit_lines
from gridmap.export.frames import Rect
from gridmap.i18n import tr
from gridmap.layers.metrics import baseline_mm, line_height_mm, wrapped
from gridmap.layers.style import Styles, load_styles
from gridmap.layers.surface import Surface, TextRun


@dataclass(frozen=True, slots=True)
class PlainItem:
    """What items share unless they say otherwise."""

    @property
    def header(self) -> None:
        """Nothing is repeated."""
        return None

    @property
    def keeps_with_next(self) -> bool:
        """It may stand alone."""
        return False

    def split(self, height_mm: float) -> None:
        """It is never split."""
        return None


@dataclass(frozen=True, slots=True)
class Space(PlainItem):
    """Empty room."""

    height_mm: float

    def draw(self, surface: Surface, rect: Rect, styles: Styles) -> None:
        """Draw nothing."""


@dataclass(frozen=True, slots=True)
class Heading(PlainItem):
    """A heading that stays with what follows."""

    text: str
    style: str = "heading"
    height_mm: float = 8.0

    @property
    def keeps_with_next(self) -> bool:
        """It heads what follows."""
        return True

    def draw(self, surface: Surface, rect: Rect, styles: Styles) -> None:
        """Draw the text at the left, near the lower edge."""
        lines, style = fit_lines(self.text, styles.text(self.style), rect.width_mm)
        step = line_height_mm(style) * 0.9
        first = rect.bottom_mm - 2.0 - step * (len(lines) - 1)
        surface.text(
            [TextRun(line, rect.x_mm, first + step * at) for at, line in enumerate(lines)], style
        )


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text, broken into lines for a width."""

    lines: tuple[str, ...]
    style: str

    @classmethod
    def of(cls, text: str, width_mm: float, style: str = "body") -> Paragraph:
        """Return a paragraph broken for a width."""
        return cls(tuple(wrapped(text, load_styles().text(style), width_mm)), style)

    @property
    def header(self) -> None:
        """Nothing is repeated."""
        return None

    @property
    def keeps_with_next(self) -> bool:
        """It may stand alone."""
        return False

    @property
    def height_mm(self) -> float:
        """One line height a line, and a little below."""
        return len(self.lines) * self._line_mm + 1.0

    @property
    def _line_mm(self) -> float:
        return line_height_mm(load_styles().text(self.style))

    def split(self, height_mm: float) -> tuple[Paragraph, Paragraph] | None:
        """Return two parts between two lines."""
        count = int((height_mm - 1.0) / self._line_mm)
        if not 0 < count < len(self.lines):
            return None
        return replace(self, lines=self.lines[:count]), replace(self, lines=self.lines[count:])

    def draw(self, surface: Surface, rect: Rect, styles: Styles) -> None:
        """Draw the lines."""
        style = styles.text(self.style)
        surface.text(
            [
                TextRun(
                    line,
                    rect.x_mm,
                    baseline_mm(rect.y_mm + i * self._line_mm, self._line_mm, style),
                )
                for i, line in enumerate(self.lines)
            ],
            style,
        )


def continued(title: str) -> str:
    """Return a title where what it heads goes on from the page before."""
    return tr("{title} (continued)", title=title)
