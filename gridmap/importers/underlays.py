"""Pictures to lie below the map: a GeoTIFF, or a picture with a world file."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np
import shapely

from gridmap.errors import ImportFileError
from gridmap.geo.crs import CGCS2000, to_plane
from gridmap.geo.georeference import Georeference, fitted, from_tags, from_world_file
from gridmap.i18n import tr
from gridmap.progress import Job, Progress
from gridmap.store.pictures import TILE_PX, WHOLE_PX, Picture, keep_picture, pictures_folder

if TYPE_CHECKING:
    from PIL.Image import Image

SUFFIXES: Final = frozenset({".tif", ".tiff", ".jpg", ".jpeg", ".png"})
_WORLD: Final = {
    ".tif": ".tfw", ".tiff": ".tfw", ".jpg": ".jgw", ".jpeg": ".jgw", ".png": ".pgw",
}  # fmt: skip
_MOST_PX: Final = 160_000_000
_FURTHEST_OFF_M: Final = 2.0
_QUALITY: Final = 82


def is_picture(path: Path) -> bool:
    """Whether a file's name says that it is a picture."""
    return path.suffix.casefold() in SUFFIXES


def add_picture(
    project: Path, path: Path, *, plane_epsg: int | None, epsg: int | None
) -> Job[Picture]:
    """Keep a picture beside a project file, placed in its plane; one of the same name is replaced.

    `epsg` is the system of the picture's numbers where the file does not say it or is wrong.

    Raises: ImportFileError that names the file: no place, not a picture, too large.
    """
    if plane_epsg is None:
        raise ImportFileError(
            tr("The project has no map yet, so “{file}” has no place in it.", file=path.name),
            hint=tr("Take in a map file with boundaries first."),
        )
    yield Progress(0, 2, tr("Reading {file}", file=path.name))
    with _opened(path) as image:
        stated = _stated(path, image)
        size = (image.width, image.height)
        place = _in_plane(path, stated, size, plane_epsg, epsg)
        yield Progress(1, 2, tr("Cutting {file} into tiles", file=path.name))
        about = Picture(
            folder=path.parent, width_px=size[0], height_px=size[1], place=place,
            source=path.name, added=date.today().isoformat(),
        )  # fmt: skip
        return keep_picture(
            pictures_folder(project), path.stem, about, lambda folder: _cut(path, image, folder)
        )


def _opened(path: Path) -> Image:
    from PIL import Image, UnidentifiedImageError

    limit, Image.MAX_IMAGE_PIXELS = Image.MAX_IMAGE_PIXELS, None
    try:
        image = Image.open(path)
    except (OSError, UnidentifiedImageError) as error:
        raise ImportFileError(
            tr("“{file}” cannot be read as a picture.", file=path.name),
            hint=tr("Save it as GeoTIFF, JPG or PNG and try again."),
        ) from error
    finally:
        Image.MAX_IMAGE_PIXELS = limit
    if image.width * image.height > _MOST_PX:
        count = round(image.width * image.height / 1e6)
        raise ImportFileError(
            tr("“{file}” has {count} million pixels, too many.", file=path.name, count=count),
            hint=tr("Save it with larger pixels, for example 0.2 m, and try again."),
        )
    return image


def _stated(path: Path, image: Image) -> Georeference:
    """Return what a world file beside the picture says, else the picture's own tags."""
    for world in _world_files(path):
        found = from_world_file(world.read_text("ascii", "replace"))
        if found is not None:
            return found
    tags = getattr(image, "tag_v2", None)
    found = from_tags(dict(tags)) if tags is not None else None
    if found is None:
        raise ImportFileError(
            tr("“{file}” does not say where it lies.", file=path.name),
            hint=tr("Put its world file ({name}) beside it.", name=_world_name(path)),
        )
    return found


def _world_name(path: Path) -> str:
    return path.with_suffix(_WORLD[path.suffix.casefold()]).name


def _world_files(path: Path) -> list[Path]:
    """Return the world files beside a picture, whatever the case of their letters."""
    wanted = {
        _world_name(path).casefold(),
        f"{path.stem}.wld".casefold(),
        f"{path.name}w".casefold(),
    }
    return sorted(item for item in path.parent.iterdir() if item.name.casefold() in wanted)


def _in_plane(
    path: Path, stated: Georeference, size: tuple[int, int], plane_epsg: int, epsg: int | None
) -> Georeference:
    """Return where the picture lies in the project's plane."""
    across, down = np.linspace(0, size[0], 3), np.linspace(0, size[1], 3)
    pixels = np.array([(x, y) for y in down for x in across], dtype=np.float64)
    points = stated.points(pixels)
    is_degrees = bool((np.abs(points) <= [180.0, 90.0]).all())
    source = epsg or stated.epsg or (CGCS2000 if is_degrees and plane_epsg else plane_epsg)
    if source != plane_epsg:
        shapes = np.array(shapely.points(points), dtype=object)
        points = shapely.get_coordinates(to_plane(shapes, source=source, plane_epsg=plane_epsg))
    place, away_m = fitted(pixels, points) if np.isfinite(points).all() else (stated, np.inf)
    if away_m > _FURTHEST_OFF_M:
        raise ImportFileError(
            tr("“{file}” does not fit into the project's plane.", file=path.name),
            hint=tr("Name its coordinate system with its EPSG code."),
        )
    return place


def _cut(path: Path, image: Image, folder: Path) -> None:
    """Write a picture's tiles and a small one of all of it."""
    try:
        plain = image.convert("RGB")
    except (OSError, ValueError) as error:
        raise ImportFileError(tr("“{file}” is damaged.", file=path.name)) from error
    for top in range(0, plain.height, TILE_PX):
        for left in range(0, plain.width, TILE_PX):
            right, bottom = min(left + TILE_PX, plain.width), min(top + TILE_PX, plain.height)
            tile = plain.crop((left, top, right, bottom))
            tile.save(folder / f"{top // TILE_PX}-{left // TILE_PX}.jpg", quality=_QUALITY)
    plain.thumbnail((WHOLE_PX, WHOLE_PX))
    plain.save(folder / "whole.jpg", quality=_QUALITY)
