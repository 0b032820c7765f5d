"""RecordingSurface: a Surface that remembers what was drawn on it, for tests and measuring."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

from gridmap.layers.metrics import text_width_mm
from gridmap.layers.surface import Coordinates, Link, Path, PathStyle, TextRun, TextStyle

Rect = tuple[float, float, float, float]
"""Left, top, width and height in millimetres."""


@dataclass(frozen=True, slots=True)
class PathsCall:
    """One call of `paths`."""

    paths: tuple[Path, ...]
    style: PathStyle


@dataclass(frozen=True, slots=True)
class MarkersCall:
    """One call of `markers`."""

    symbol: str
    at: Coordinates
    size_mm: float


@dataclass(frozen=True, slots=True)
class TextCall:
    """One call of `text`."""

    runs: tuple[TextRun, ...]
    style: TextStyle


@dataclass(frozen=True, slots=True)
class ImageCall:
    """One call of `image`."""

    data: bytes
    rect_mm: Rect


@dataclass(frozen=True, slots=True)
class ClipCall:
    """The begin (with its rectangle) or the end (None) of a clip."""

    rect_mm: Rect | None


Call = PathsCall | MarkersCall | TextCall | ImageCall | ClipCall | Link


@dataclass(slots=True)
class RecordingSurface:
    """A Surface of the given size in millimetres; `calls` holds every call in order."""

    width_mm: float = 210.0
    height_mm: float = 297.0
    calls: list[Call] = field(default_factory=list)

    def paths(self, paths: Sequence[Path], style: PathStyle) -> None:
        """Remember paths."""
        self.calls.append(PathsCall(tuple(paths), style))

    def markers(self, symbol: str, at: Coordinates, *, size_mm: float) -> None:
        """Remember symbols."""
        self.calls.append(MarkersCall(symbol, at.copy(), size_mm))

    def text(self, runs: Sequence[TextRun], style: TextStyle) -> None:
        """Remember lines of text."""
        self.calls.append(TextCall(tuple(runs), style))

    def text_width(self, text: str, style: TextStyle) -> float:
        """Return the width of a line of text in millimetres."""
        return text_width_mm(text, style)

    def image(
        self, data: bytes, x_mm: float, y_mm: float, width_mm: float, height_mm: float
    ) -> None:
        """Remember an image."""
        self.calls.append(ImageCall(data, (x_mm, y_mm, width_mm, height_mm)))

    @contextmanager
    def clip(self, x_mm: float, y_mm: float, width_mm: float, height_mm: float) -> Iterator[None]:
        """Remember the begin and the end of a clip."""
        self.calls.append(ClipCall((x_mm, y_mm, width_mm, height_mm)))
        yield
        self.calls.append(ClipCall(None))

    def link(self, link: Link) -> None:
        """Remember a link."""
        self.calls.append(link)

    def path_calls(self) -> list[PathsCall]:
        """Return the calls of `paths`, in order."""
        return [call for call in self.calls if isinstance(call, PathsCall)]

    def marker_calls(self) -> list[MarkersCall]:
        """Return the calls of `markers`, in order."""
        return [call for call in self.calls if isinstance(call, MarkersCall)]

    def text_calls(self) -> list[TextCall]:
        """Return the calls of `text`, in order."""
        return [call for call in self.calls if isinstance(call, TextCall)]

    def links(self) -> list[Link]:
        """Return the links, in order."""
        return [call for call in self.calls if isinstance(call, Link)]

    def texts(self) -> list[str]:
        """Return every line of text drawn, in order."""
        return [run.text for call in self.text_calls() for run in call.runs]

    def marker_count(self, symbol: str) -> int:
        """Return how often a symbol was drawn."""
        return sum(len(call.at) for call in self.marker_calls() if call.symbol == symbol)
