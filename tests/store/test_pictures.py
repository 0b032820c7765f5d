"""Kept pictures are found, hidden and deleted; a copy of a project takes them along."""

from pathlib import Path

import pytest

from gridmap.errors import NotFoundError, ProjectFileError
from gridmap.geo.georeference import Georeference
from gridmap.progress import run_job
from gridmap.store import picture_copies
from gridmap.store.picture_copies import copy_pictures
from gridmap.store.pictures import (
    UNDER_WAY,
    Picture,
    keep_picture,
    kept_pictures,
    picture_named,
    pictures_digest,
    pictures_folder,
    pictures_in,
    remove_picture,
    show_picture,
)


def keep(project: Path, name: str, content: bytes = b"x", c_m: float = 500.0) -> Picture:
    place = Georeference(0.5, 0.0, c_m, 0.0, -0.5, 900.0)
    about = Picture(
        folder=project.parent, width_px=40, height_px=30, place=place,
        source=f"{name}.tif", added="2026-11-23",
    )  # fmt: skip

    def write(folder: Path) -> None:
        for file in ("whole.jpg", "0-0.jpg"):
            (folder / file).write_bytes(content)

    return keep_picture(pictures_folder(project), name, about, write)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return tmp_path / "demo.gpkg"


def digest(project: Path) -> str:
    return pictures_digest(pictures_in(pictures_folder(project)))


def test_what_a_crash_left_half_written_is_no_picture(project: Path) -> None:
    kept = keep(project, "a")
    kept.folder.rename(kept.folder.with_name(f"a{UNDER_WAY}"))
    assert kept_pictures(pictures_folder(project)) == ()
    assert keep(project, "a").name == "a"
    assert [one.name for one in pictures_folder(project).iterdir()] == ["a"]


def test_the_digest_is_that_of_place_and_tiles_not_of_the_folder(
    project: Path, tmp_path: Path
) -> None:
    keep(project, "a")
    others = [tmp_path / f"other{number}.gpkg" for number in range(3)]
    keep(others[0], "a")
    keep(others[1], "a", content=b"y")
    keep(others[2], "a", c_m=501.0)
    assert digest(others[0]) == digest(project) != ""
    assert len({digest(project), digest(others[1]), digest(others[2])}) == 3
    assert digest(tmp_path / "none.gpkg") == ""


def test_a_picture_that_is_not_shown_is_kept(project: Path) -> None:
    first, second = keep(project, "a"), keep(project, "b")
    show_picture(first, is_shown=False)
    folder = pictures_folder(project)
    assert [item.name for item in pictures_in(folder)] == ["b"]
    assert [item.is_shown for item in kept_pictures(folder)] == [False, True]
    hidden = picture_named(folder, "a.tif")
    assert hidden.digest == first.digest
    show_picture(hidden, is_shown=True)
    assert pictures_in(folder) == (first, second)


def test_a_deleted_picture_leaves_nothing_behind(project: Path) -> None:
    first, second = keep(project, "a"), keep(project, "b")
    remove_picture(first)
    assert pictures_in(pictures_folder(project)) == (second,)
    remove_picture(second)
    assert not pictures_folder(project).exists()
    with pytest.raises(NotFoundError, match="no picture “a”"):
        picture_named(pictures_folder(project), "a")
    with pytest.raises(ProjectFileError, match=r"“a\.tif” cannot be changed"):
        show_picture(first, is_shown=False)


def test_a_copy_takes_the_pictures_along_and_nothing_else(project: Path, tmp_path: Path) -> None:
    keep(project, "a")
    show_picture(keep(project, "b"), is_shown=False)
    stick = tmp_path / "stick" / "copy.gpkg"
    stick.parent.mkdir()
    keep(stick, "a", content=b"older")
    keep(stick, "c")
    assert run_job(copy_pictures(project, stick)) == 2
    there = kept_pictures(pictures_folder(stick))
    assert [(item.name, item.is_shown) for item in there] == [("a", True), ("b", False)]
    assert digest(stick) == digest(project)
    assert sorted(item.name for item in pictures_folder(stick).iterdir()) == ["a", "b"]
    assert (there[0].folder / "0-0.jpg").read_bytes() == b"x"


def test_what_is_there_already_is_not_copied_again(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep(project, "a")
    target = tmp_path / "copy.gpkg"
    run_job(copy_pictures(project, target))

    def refuse(*_: Path) -> None:
        raise AssertionError

    monkeypatch.setattr(picture_copies, "_copy_file", refuse)
    assert run_job(copy_pictures(project, target)) == 1


def test_a_project_without_pictures_makes_no_folder(project: Path, tmp_path: Path) -> None:
    assert run_job(copy_pictures(project, tmp_path / "copy.gpkg")) == 0
    assert not list(tmp_path.iterdir())


def test_pictures_that_cannot_be_copied_are_told_and_the_earlier_ones_stay(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep(project, "a")
    target = tmp_path / "copy.gpkg"
    earlier = keep(target, "a", content=b"older")

    def fail(*_: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(picture_copies, "_copy_file", fail)
    with pytest.raises(ProjectFileError, match=r"is whole, but its pictures.*No space"):
        run_job(copy_pictures(project, target))
    assert pictures_in(pictures_folder(target)) == (earlier,)
    assert [item.name for item in pictures_folder(target).iterdir()] == ["a"]
