"""The pictures below a map: resampled for paper, pale, as one JPEG in the map's window."""

from __future__ import annotations

import io
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from gridmap.errors import ExportError
from gridmap.i18n import tr
from gridmap.layers.surface import Surface
from gridmap.layers.view import MapView
from gridmap.store.pictures import Picture, pictures_in

if TYPE_CHECKING:
    from PIL.Image import Image

DOTS_PER_MM: Final = 150.0 / 25.4
_PALER: Final = 0.64
_COLOR: Final = 0.6
"""How far towards the paper, and how much of its colour stays: black text must win."""

_QUALITY: Final = 40
_PAPER: Final = (251, 250, 244)


@dataclass(frozen=True, slots=True)
class Underlay:
    """The pictures of a folder. Nothing of them is read before a map is drawn."""

    pictures: tuple[Picture, ...]

    @classmethod
    def of(cls, folder: Path) -> Underlay:
        """Return the pictures of a project's folder."""
        return cls(pictures_in(folder))

    def is_shown(self, view: MapView) -> bool:
        """Whether a view shows some of a picture."""
        return any(_meets(picture.bounds_m, view.bounds_m) for picture in self.pictures)

    def draw(self, surface: Surface, view: MapView) -> None:
        """Draw what the view shows of the pictures, pale."""
        if not self.is_shown(view):
            return
        data = pale_jpeg(self.pictures, view)
        surface.image(data, view.x_mm, view.y_mm, view.width_mm, view.height_mm)


def underlay_fields(folder: Path | None) -> dict[str, Any]:
    """Return the fields of an AtlasSpec for the pictures of a folder; none where it has none."""
    found = pictures_in(folder) if folder is not None else ()
    if not found:
        return {}
    words = "、".join(f"{item.source} {item.added}" for item in found)
    return {"underlay": str(folder), "base_map": words}


def pale_jpeg(pictures: tuple[Picture, ...], view: MapView) -> bytes:
    """Return the pictures of a view as a pale JPEG of 150 dots to the inch.

    Raises: ExportError for a picture of which a part is gone or damaged.
    """
    from PIL import Image, ImageEnhance

    size = (round(view.width_mm * DOTS_PER_MM), round(view.height_mm * DOTS_PER_MM))
    paper = Image.new("RGB", size, _PAPER)
    for picture in pictures:
        if _meets(picture.bounds_m, view.bounds_m):
            try:
                _paste(paper, picture, view)
            except OSError as error:
                raise ExportError(
                    tr("The picture below the map “{file}” cannot be read.", file=picture.source),
                    hint=tr("Take it in once more, or delete it."),
                ) from error
    pale = Image.blend(
        ImageEnhance.Color(paper).enhance(_COLOR), Image.new("RGB", size, _PAPER), _PALER
    )
    out = io.BytesIO()
    pale.save(out, "JPEG", quality=_QUALITY, optimize=True)
    return out.getvalue()


def _paste(paper: Image, picture: Picture, view: MapView) -> None:
    """Set a picture into its place on the paper."""
    from PIL import Image

    to_picture = _paper_to_picture(paper.size, picture, view)
    corners = np.array([(x, y, 1.0) for x in (0, paper.width) for y in (0, paper.height)])
    seen = corners @ to_picture.T
    low = np.clip(np.floor(seen.min(axis=0)) - 2, 0, None)
    high = np.minimum(np.ceil(seen.max(axis=0)) + 2, (picture.width_px, picture.height_px))
    if (high <= low).any():
        return
    box = (int(low[0]), int(low[1]), int(high[0]), int(high[1]))
    finer = float(np.hypot(*to_picture[:, 0]))
    part, origin, shrink = _part(picture, box, finer)
    matrix = to_picture.copy()
    matrix[:, 2] -= origin
    matrix /= shrink
    data = tuple(matrix.ravel().tolist())
    how = Image.Transform.AFFINE
    drawn = part.transform(paper.size, how, data, Image.Resampling.BILINEAR)
    mask = Image.new("L", part.size, 255).transform(paper.size, how, data)
    paper.paste(drawn, (0, 0), mask)


def _paper_to_picture(
    size: tuple[int, int], picture: Picture, view: MapView
) -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
    """Return the matrix (2, 3) from the paper's dots to the picture's pixels."""
    dots = np.array([(0.0, 0.0), (size[0], 0.0), (0.0, size[1])])
    corner = np.array([view.x_mm, view.y_mm])
    scale = np.array([view.width_mm / size[0], view.height_mm / size[1]])
    metres = view.to_m(dots * scale + corner)
    place = picture.place
    inverse = np.linalg.inv(np.array([[place.a, place.b], [place.d, place.e]]))
    pixels = (metres - np.array([place.c, place.f])) @ inverse.T
    steps = [(pixels[1] - pixels[0]) / size[0], (pixels[2] - pixels[0]) / size[1]]
    return np.column_stack([*steps, pixels[0]])


def _part(
    picture: Picture, box: tuple[int, int, int, int], finer: float
) -> tuple[Image, np.ndarray[tuple[int], np.dtype[np.float64]], float]:
    """Return the pixels of a box, where they begin, and how many times smaller they are.

    `finer`: how many of the picture's pixels make one dot of paper; the small picture is used
    where it is fine enough, else the tiles, made smaller as they are read.
    """
    from PIL import Image

    with Image.open(picture.whole) as whole:
        shrink = picture.width_px / whole.width
        if shrink <= max(1.0, finer * 1.2):
            return whole.convert("RGB"), np.zeros(2), shrink
    step = max(1, int(finer))
    left, top, right, bottom = box
    part = Image.new("RGB", (-(-(right - left) // step), -(-(bottom - top) // step)), _PAPER)
    for tile_left, tile_top, file in picture.tiles(box):
        with Image.open(file) as tile:
            small = tile.convert("RGB")
            if step > 1:
                small = small.reduce(step)
            part.paste(small, ((tile_left - left) // step, (tile_top - top) // step))
    return part, np.array([left, top], dtype=np.float64), float(step)


def _meets(
    one: tuple[float, float, float, float], other: tuple[float, float, float, float]
) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
