"""Pictures below the map: kept in a folder beside the project file, cut into tiles.

demo.gpkg has demo.pictures/NAME/ with picture.json, whole.jpg and tiles ROW-COLUMN.jpg. A drone
picture is far larger than a project and holds nobody's name: see docs/decisions/0012.
"""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from gridmap.errors import NotFoundError, ProjectFileError
from gridmap.geo.georeference import Georeference
from gridmap.i18n import tr
from gridmap.store.connection import reason_of

TILE_PX: Final = 1024
WHOLE_PX: Final = 2048
UNDER_WAY: Final = ".part~"
"""How the folder of a picture is called at its end while it is written."""

_ABOUT: Final = "picture.json"
_DIGEST_DIGITS: Final = 32
_NUMBERS: Final = ("a", "b", "c", "d", "e", "f")


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A kept picture: its folder, size in pixels, and where it lies in the project's plane.

    `source` is the name of the file it came from, `added` the day, `digest` that of its place and
    of all its tiles: two pictures of one digest print alike, wherever they are kept. `is_shown`
    False: kept, but below no map.
    """

    folder: Path
    width_px: int
    height_px: int
    place: Georeference
    source: str
    added: str
    digest: str = ""
    is_shown: bool = True

    @property
    def name(self) -> str:
        """What it is called: the name of its folder."""
        return self.folder.name

    @property
    def bounds_m(self) -> tuple[float, float, float, float]:
        """The box around it in metres."""
        width, height = float(self.width_px), float(self.height_px)
        corners = self.place.points(np.array([(0, 0), (width, 0), (0, height), (width, height)]))
        (min_x, min_y), (max_x, max_y) = corners.min(axis=0).tolist(), corners.max(axis=0).tolist()
        return min_x, min_y, max_x, max_y

    @property
    def whole(self) -> Path:
        """The file of all of it, made smaller."""
        return self.folder / "whole.jpg"

    def tiles(self, box_px: tuple[int, int, int, int]) -> Iterator[tuple[int, int, Path]]:
        """Yield left, top and file of the tiles that meet a box of pixels."""
        left, top, right, bottom = box_px
        for row in range(top // TILE_PX, -(-bottom // TILE_PX)):
            for column in range(left // TILE_PX, -(-right // TILE_PX)):
                yield column * TILE_PX, row * TILE_PX, self.folder / f"{row}-{column}.jpg"


def pictures_folder(project: Path) -> Path:
    """Return the folder of a project file's pictures, which need not exist."""
    return project.with_suffix(".pictures")


def pictures_digest(pictures: Iterable[Picture]) -> str:
    """Return one digest for pictures in their order, empty for none; it knows no folder."""
    found = [(item.digest, item.source, item.added) for item in pictures]
    return _digest(json.dumps(found).encode()) if found else ""


def _digest(*parts: bytes) -> str:
    whole = hashlib.sha256()
    for part in parts:
        whole.update(hashlib.sha256(part).digest())
    return whole.hexdigest()[:_DIGEST_DIGITS]


def pictures_in(folder: Path) -> tuple[Picture, ...]:
    """Return the pictures that lie below the maps, by name; what is not one is passed over."""
    return tuple(picture for picture in kept_pictures(folder) if picture.is_shown)


def kept_pictures(folder: Path) -> tuple[Picture, ...]:
    """Return all pictures of a folder by name, also those that are not shown."""
    if not folder.is_dir():
        return ()
    found = [
        _read(about)
        for about in sorted(folder.glob(f"*/{_ABOUT}"))
        if not about.parent.name.endswith(UNDER_WAY)
    ]
    return tuple(picture for picture in found if picture is not None)


def picture_named(folder: Path, name: str) -> Picture:
    """Return a picture by its name or the name of its file. Raises: NotFoundError."""
    for picture in kept_pictures(folder):
        if name in {picture.name, picture.source}:
            return picture
    raise NotFoundError(tr("There is no picture “{name}” below the map.", name=name))


def show_picture(picture: Picture, *, is_shown: bool) -> None:
    """Show a picture below the maps from now on, or no longer.

    Raises: ProjectFileError where that cannot be kept.
    """
    about = picture.folder / _ABOUT
    try:
        body = {**json.loads(about.read_text("utf-8")), "is_shown": is_shown}
        part = about.with_suffix(".part")
        part.write_text(json.dumps(body, ensure_ascii=False, indent=1), "utf-8")
        part.replace(about)
    except (OSError, ValueError) as error:
        raise _not_changed(picture, error) from error


def remove_picture(picture: Picture) -> None:
    """Delete a picture for good. The file it came from is somewhere else and stays.

    Raises: ProjectFileError where it cannot be deleted.
    """
    try:
        (picture.folder / _ABOUT).unlink(missing_ok=True)  # without it, the rest is no picture
        shutil.rmtree(picture.folder)
        if not any(picture.folder.parent.iterdir()):
            picture.folder.parent.rmdir()
    except OSError as error:
        raise _not_changed(picture, error) from error


def _not_changed(picture: Picture, error: Exception) -> ProjectFileError:
    reason = reason_of(error) if isinstance(error, OSError) else str(error)
    return ProjectFileError(
        tr("The picture “{file}” cannot be changed: {reason}.", file=picture.source, reason=reason),
        hint=tr("Close programs that show it, and look whether its folder is write-protected."),
    )


def _read(about: Path) -> Picture | None:
    try:
        text = about.read_text("utf-8")
        raw: dict[str, Any] = json.loads(text)
        return Picture(
            folder=about.parent,
            width_px=int(raw["width_px"]),
            height_px=int(raw["height_px"]),
            place=_place(raw["place"]),
            source=str(raw["source"]),
            added=str(raw["added"]),
            digest=str(raw.get("digest") or _digest(text.encode())),
            is_shown=bool(raw.get("is_shown", True)),
        )
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _place(raw: dict[str, float]) -> Georeference:
    a, b, c, d, e, f = (float(raw[name]) for name in _NUMBERS)
    return Georeference(a, b, c, d, e, f)


def keep_picture(
    folder: Path, name: str, about: Picture, write_tiles: Callable[[Path], None]
) -> Picture:
    """Put a picture into a folder of pictures under a name, in place of one of the same name.

    `write_tiles` writes whole.jpg and the tiles into the folder it is given.
    """
    final, part = folder / name, folder / f"{name}{UNDER_WAY}"
    shutil.rmtree(part, ignore_errors=True)
    part.mkdir(parents=True)
    try:
        write_tiles(part)
        place: NDArray[np.float64] = np.array([getattr(about.place, key) for key in _NUMBERS])
        body = {
            "width_px": about.width_px,
            "height_px": about.height_px,
            "place": dict(zip(_NUMBERS, place.tolist(), strict=True)),
            "source": about.source,
            "added": about.added,
            "digest": _digest(
                json.dumps([*place.tolist(), about.width_px, about.height_px]).encode(),
                *(file.read_bytes() for file in sorted(part.glob("*.jpg"))),
            ),
        }
        (part / _ABOUT).write_text(json.dumps(body, ensure_ascii=False, indent=1), "utf-8")
        shutil.rmtree(final, ignore_errors=True)
        part.rename(final)
    finally:
        shutil.rmtree(part, ignore_errors=True)
    found = _read(final / _ABOUT)
    assert found is not None
    return found
