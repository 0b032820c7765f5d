"""Black toner only, and little of it: grey lines and words, outlines and hatches for areas.

A page's operators are rewritten. Small fills (symbols, houses, digits of the scale bar, the modules
of a code) stay solid, for they are looked for. Large ones lose their toner: pale tints become
white paper, middle ones a light hatch, dark ones an outline, and white words on these turn black.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any, Final

import pikepdf

from gridmap.export.pdf.code import PT_PER_MM

_PALE: Final = 0.80
"""Fills lighter than this become white."""

_DARK: Final = 0.45
"""Large fills darker than this become an outline."""

_LARGE_MM: Final = 5.5
"""A filled box with both sides longer than this is large; symbols are at most 5 mm."""

_BAND_MM: Final = 0.8
"""Pale lines wider than this are roads and rivers; thinner ones are seen and stay."""

_WHITE: Final = 0.95
_RIM_MM: Final = 0.25
_HATCH: Final = "/GMHatch"
_HATCH_STEP_MM: Final = 1.6
_GREY: Final = {"rg": "g", "RG": "G", "k": "g", "K": "G", "g": "g", "G": "G"}
_FILLS: Final = frozenset({"f", "F", "f*", "B", "B*", "b", "b*"})
_ENDS: Final = _FILLS | {"S", "s", "n"}
_PATHS: Final = frozenset({"m", "l", "c", "v", "y", "h", "re", "W", "W*"})
_SHOWS: Final = frozenset({"Tj", "TJ", "'", '"'})

Box = tuple[float, float, float, float]
"""Left, low, right, high in points of the form."""


@dataclass(frozen=True, slots=True)
class _State:
    """What `q` keeps and `Q` brings back: the matrix, how light fills and lines are, and the rest.

    `opacity` is that of fills, `width` that of lines in points of the form.
    """

    matrix: pikepdf.Matrix = field(default_factory=pikepdf.Matrix)
    fill: float = 0.0
    stroke: float = 0.0
    opacity: float = 1.0
    width: float = 1.0

    @property
    def scale(self) -> float:
        """How many points of the form a unit of the present matrix is."""
        return max(abs(self.matrix.a), abs(self.matrix.b), 1e-6)


def make_grey(form: pikepdf.Object, pdf: pikepdf.Pdf, seen: set[tuple[int, int]]) -> None:
    """Rewrite a form of a file, all forms in it and its pictures for black toner.

    `seen` are the numbers of objects that are rewritten already; they are shared between pages.
    """
    if form.objgen in seen:
        return
    if form.objgen != (0, 0):
        seen.add(form.objgen)
    resources = form.get("/Resources", pikepdf.Dictionary())
    saver = _Saver(resources)
    lines = [new for line in pikepdf.parse_content_stream(form) for new in saver.saved(line)]
    form.write(pikepdf.unparse_content_stream(lines))
    if saver.is_hatching:
        patterns = resources.get("/Pattern", pikepdf.Dictionary())
        patterns[_HATCH] = _hatch_pattern(pdf)
        resources["/Pattern"] = patterns
    for inner in dict(resources.get("/XObject", pikepdf.Dictionary())).values():
        if inner.get("/Subtype") == "/Form":
            make_grey(inner, pdf, seen)
        elif isinstance(inner, pikepdf.Stream) and inner.objgen not in seen:
            seen.add(inner.objgen)
            _make_picture_grey(inner)


def grey_of(color: list[float]) -> float:
    """Return how light a colour of one (grey), three (RGB) or four (CMYK) numbers is, 0 to 1."""
    if len(color) == 1:
        return color[0]
    if len(color) == 4:
        black = color[3]
        color = [(1 - value) * (1 - black) for value in color[:3]]
    red, green, blue = color
    return 0.299 * red + 0.587 * green + 0.114 * blue


class _Saver:
    """Reads a page's operators one by one and gives those that take their place."""

    def __init__(self, resources: pikepdf.Object) -> None:
        self.is_hatching = False
        self._states = resources.get("/ExtGState", pikepdf.Dictionary())
        self._now = _State()
        self._kept: list[_State] = []
        self._boxes: list[Box] = []
        self._emptied: list[Box] = []
        self._path: list[Any] = []
        self._text = pikepdf.Matrix()

    def saved(self, line: Any) -> Iterable[Any]:
        """Return the operators for one that is read."""
        if isinstance(line, pikepdf.ContentStreamInlineImage):
            return [line]
        name = str(line.operator)
        if name in _GREY:
            return [self._color(name, line)]
        if name in _PATHS:
            self._trace(name, [float(value) for value in line.operands])
            self._path.append(line)
            return []
        if name in _ENDS:
            return self._ended(name, line)
        if name in _SHOWS:
            return self._shown(line)
        self._follow(name, line.operands)
        return [line]

    def _follow(self, name: str, operands: Any) -> None:
        """Keep up with the state that other operators change."""
        if name == "q":
            self._kept.append(self._now)
        elif name == "Q" and self._kept:
            self._now = self._kept.pop()
        elif name == "cm":
            self._now = replace(self._now, matrix=_matrix(operands) @ self._now.matrix)
        elif name == "w":
            self._now = replace(self._now, width=float(operands[0]) * self._now.scale)
        elif name == "gs":
            self._use_state(str(operands[0]))
        elif name in ("BT", "Tm"):
            self._text = _matrix(operands) if name == "Tm" else pikepdf.Matrix()
        elif name in ("Td", "TD"):
            right, up = (float(value) for value in operands)
            self._text = pikepdf.Matrix(1, 0, 0, 1, right, up) @ self._text

    def _use_state(self, name: str) -> None:
        state = self._states.get(name)
        if state is not None and "/ca" in state:
            self._now = replace(self._now, opacity=float(state["/ca"]))

    def _trace(self, name: str, numbers: list[float]) -> None:
        """Widen the box of the run of points being drawn; `m` and `re` begin another one."""
        if not numbers:
            return
        if name == "re":
            left, low, width, height = numbers
            points = [(left, low), (left + width, low + height)]
        else:
            points = list(zip(numbers[::2], numbers[1::2], strict=True))
        placed = [self._now.matrix.transform(point) for point in points]
        if name in ("m", "re") or not self._boxes:
            self._boxes.append((*placed[0], *placed[0]))
        left, low, right, high = self._boxes[-1]
        xs, ys = [x for x, _ in placed], [y for _, y in placed]
        self._boxes[-1] = (min(left, *xs), min(low, *ys), max(right, *xs), max(high, *ys))

    def _color(self, name: str, line: Any) -> Any:
        light = grey_of([float(value) for value in line.operands])
        if _GREY[name] == "g":
            self._now = replace(self._now, fill=light)
            light = 1.0 if light > _PALE else light
        else:
            self._now = replace(self._now, stroke=light)
        return _instruction(_GREY[name], light)

    def _ended(self, name: str, line: Any) -> list[Any]:
        """Return a path with its end: as it is, or what saves toner in place of a large fill."""
        path, self._path = [*self._path, line], []
        box = max(self._boxes, key=_short_side, default=(0.0, 0.0, 0.0, 0.0))
        self._boxes = []
        light = 1.0 - self._now.opacity * (1.0 - self._now.fill)
        is_large = _short_side(box) >= _LARGE_MM * PT_PER_MM
        if name == "S" and self._is_pale_band():
            return [_instruction("q"), _instruction("G", 1.0), *path, _instruction("Q")]
        if name not in _FILLS or not is_large or light > _PALE:
            return path
        if light > _DARK:
            self.is_hatching = True
            return [_instruction("q"), *_use_hatch(), *path, _instruction("Q")]
        self._emptied.append(box)
        return [
            _instruction("q"),
            _instruction("g", 1.0),
            _instruction("G", 0.0),
            _instruction("w", _RIM_MM * PT_PER_MM / self._now.scale),
            *path[:-1],
            _instruction("B*" if name.endswith("*") else "B"),
            _instruction("Q"),
        ]

    def _is_pale_band(self) -> bool:
        """Whether lines are pale and so wide that they are areas: roads, rivers."""
        return self._now.stroke > _PALE and self._now.width > _BAND_MM * PT_PER_MM

    def _shown(self, line: Any) -> list[Any]:
        """Return words; white ones on what is only an outline now become black."""
        at = (self._text @ self._now.matrix).transform((0.0, 0.0))
        if self._now.fill < _WHITE or not any(_holds(box, at) for box in self._emptied):
            return [line]
        return [_instruction("g", 0.0), line, _instruction("g", 1.0)]


def _instruction(name: str, *numbers: float) -> pikepdf.ContentStreamInstruction:
    values = [Decimal(f"{number:.3f}") for number in numbers]
    return pikepdf.ContentStreamInstruction(values, pikepdf.Operator(name))


def _use_hatch() -> list[Any]:
    """Return what makes the hatch the colour of fills."""
    return [
        pikepdf.ContentStreamInstruction([pikepdf.Name(value)], pikepdf.Operator(name))
        for value, name in (("/Pattern", "cs"), (_HATCH, "scn"))
    ]


def _matrix(operands: Any) -> pikepdf.Matrix:
    return pikepdf.Matrix(*(float(value) for value in operands))


def _short_side(box: Box) -> float:
    left, low, right, high = box
    return min(right - left, high - low)


def _holds(box: Box, point: tuple[float, float]) -> bool:
    left, low, right, high = box
    return left <= point[0] <= right and low <= point[1] <= high


def _hatch_pattern(pdf: pikepdf.Pdf) -> pikepdf.Object:
    """Return thin lines at 45 degrees on white, to be drawn in place of a fill."""
    step = _HATCH_STEP_MM * PT_PER_MM
    code = (
        f"1 g 0 0 {step:.2f} {step:.2f} re f 0.45 G 0.3 w 0 0 m {step:.2f} {step:.2f} l "
        f"{-step:.2f} 0 m 0 {step:.2f} l {step:.2f} 0 m {2 * step:.2f} {step:.2f} l S"
    )
    stream = pdf.make_stream(code.encode("ascii"))
    stream.PatternType, stream.PaintType, stream.TilingType = 1, 1, 1
    stream.Type = pikepdf.Name("/Pattern")
    stream.BBox = pikepdf.Array([0, 0, step, step])
    stream.XStep, stream.YStep = step, step
    stream.Resources = pikepdf.Dictionary()
    return stream


def _make_picture_grey(image: pikepdf.Stream) -> None:
    """Turn a picture of colours into one of grey levels; masks stay."""
    if image.get("/ImageMask", False) or image.get("/ColorSpace") == "/DeviceGray":
        return
    picture = pikepdf.PdfImage(image).as_pil_image().convert("L")
    image.write(picture.tobytes())
    image.ColorSpace = pikepdf.Name("/DeviceGray")
    image.BitsPerComponent = 8
    for key in ("/Decode", "/DecodeParms", "/Mask"):
        if key in image:
            del image[key]
