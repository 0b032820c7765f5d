"""Pictures come in with their place, and what cannot be placed is refused by name."""

from pathlib import Path

import numpy as np
import pytest
from PIL import Image, TiffImagePlugin

from gridmap.errors import ImportFileError
from gridmap.importers.underlays import add_picture, is_picture
from gridmap.progress import run_job
from gridmap.store.pictures import Picture, pictures_folder, pictures_in

EPSG = 4544


def project(folder: Path) -> Path:
    return folder / "town.gpkg"


def jpg(folder: Path, world: str | None = "0.5 0 0 -0.5 430000.25 3925999.75") -> Path:
    file = folder / "drone.jpg"
    Image.new("RGB", (1500, 1100), (90, 140, 80)).save(file)
    if world is not None:
        (folder / "drone.JGW").write_text(world.replace(" ", "\n"), "ascii")
    return file


def kept(folder: Path, file: Path, epsg: int | None = None) -> Picture:
    return run_job(add_picture(project(folder), file, plane_epsg=EPSG, epsg=epsg), print)


def test_a_picture_with_a_world_file_is_kept_beside_the_project_in_tiles(tmp_path: Path) -> None:
    picture = kept(tmp_path, jpg(tmp_path))
    assert picture.bounds_m == pytest.approx((430000, 3925450, 430750, 3926000))
    assert pictures_in(pictures_folder(project(tmp_path))) == (picture,)
    tiles = [path.name for _, _, path in picture.tiles((0, 0, 1500, 1100))]
    assert tiles == ["0-0.jpg", "0-1.jpg", "1-0.jpg", "1-1.jpg"]
    assert all((picture.folder / name).exists() for name in tiles)
    assert not list(pictures_folder(project(tmp_path)).glob("*.part*"))


def test_a_second_picture_of_that_name_takes_the_place_of_the_first(tmp_path: Path) -> None:
    kept(tmp_path, jpg(tmp_path))
    again = kept(tmp_path, jpg(tmp_path, "1 0 0 -1 430000.5 3925999.5"))
    (found,) = pictures_in(pictures_folder(project(tmp_path)))
    assert found == again
    assert found.place.a == pytest.approx(1.0)


def test_a_geotiff_tells_its_own_place(tmp_path: Path) -> None:
    tags = TiffImagePlugin.ImageFileDirectory_v2()
    tags[33550], tags.tagtype[33550] = (2.0, 2.0, 0.0), 12
    tags[33922], tags.tagtype[33922] = (0.0, 0.0, 0.0, 430000.0, 3926000.0, 0.0), 12
    file = tmp_path / "scan.tif"
    Image.new("L", (40, 30)).save(file, tiffinfo=tags)
    assert kept(tmp_path, file).bounds_m == pytest.approx((430000, 3925940, 430080, 3926000))


def test_degrees_are_brought_into_the_plane(tmp_path: Path) -> None:
    picture = kept(tmp_path, jpg(tmp_path, "0.00001 0 0 -0.00001 105.2 35.4"))
    min_x, _, max_x, _ = picture.bounds_m
    assert 1200 < max_x - min_x < 1450
    assert 500_000 < min_x < 530_000


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda folder: jpg(folder, None), "where it lies"),
        (lambda folder: jpg(folder, "no numbers here at all x"), "where it lies"),
        (lambda folder: _broken(folder), "cannot be read"),
    ],
)  # fmt: skip
def test_what_cannot_be_placed_is_refused_by_name(tmp_path: Path, make, words: str) -> None:  # type: ignore[no-untyped-def]
    file = make(tmp_path)
    with pytest.raises(ImportFileError, match=words) as caught:
        kept(tmp_path, file)
    assert file.name in str(caught.value)
    assert not pictures_folder(project(tmp_path)).exists()


def test_a_project_without_a_plane_has_no_place_for_pictures(tmp_path: Path) -> None:
    with pytest.raises(ImportFileError, match="no map yet"):
        run_job(add_picture(project(tmp_path), jpg(tmp_path), plane_epsg=None, epsg=None), print)


def _broken(folder: Path) -> Path:
    file = folder / "broken.png"
    file.write_bytes(np.arange(200, dtype=np.uint8).tobytes())
    return file


def test_pictures_are_known_by_their_suffix() -> None:
    assert is_picture(Path("a.TIF"))
    assert not is_picture(Path("a.gpkg"))
