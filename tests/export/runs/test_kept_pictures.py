"""A print run knows its pictures by what they show: the project may move, the picture may not."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from gridmap.export.atlas import export_atlas
from gridmap.export.runs.changed import ChangedAtlas, changed_atlas
from gridmap.export.runs.draft import run_draft
from gridmap.export.runs.report import to_dict, to_text
from gridmap.export.spec import AtlasSpec
from gridmap.export.underlay import underlay_fields
from gridmap.importers.underlays import add_picture
from gridmap.model.changes import edited
from gridmap.model.editions import Edition
from gridmap.model.features import Household, Project
from gridmap.progress import run_job
from gridmap.session import open_session
from gridmap.store.pictures import pictures_folder
from tests.helpers.build import ORIGIN_X_M, ORIGIN_Y_M, Tiny, fid
from tests.helpers.stores import tiny_file

TODAY = date(2026, 11, 23)


def put_below(project: Path, seed: int = 1) -> None:
    """Put a picture of noise below all of the tiny project."""
    file = project.parent / "drone.png"
    pixels = np.random.default_rng(seed).integers(0, 255, (60, 60, 3), dtype=np.uint8)
    Image.fromarray(pixels).resize((900, 900)).save(file)
    numbers = (1, 0, 0, -1, ORIGIN_X_M - 200, ORIGIN_Y_M + 700)
    file.with_suffix(".pgw").write_text("\n".join(str(number) for number in numbers), "ascii")
    session = open_session(project, read_only=True)
    epsg = session.document.get(session.document.project.id, Project).epsg
    session.close()
    run_job(add_picture(project, file, plane_epsg=epsg, epsg=None))


def recorded(project: Path, edition: Edition = Edition.HOUSEHOLD) -> None:
    """Print the project and keep the run in it."""
    session = open_session(project)
    spec = AtlasSpec(edition=edition, on=TODAY, **underlay_fields(session.pictures))
    job = export_atlas(session.document.snapshot(), spec, project.parent / "v.pdf", helpers=0)
    session.record_run(run_draft(run_job(job), spec, log_seq=session.log_seq, is_volume=True))
    session.close()


def compared(project: Path) -> ChangedAtlas:
    session = open_session(project, read_only=True)
    run, now = session.run(), session.document.snapshot()
    before = session.as_of(run.entry.log_seq)
    session.close()
    return run_job(changed_atlas(now, before, run, on=TODAY, pictures=pictures_folder(project)))


@pytest.fixture
def printed(tmp_path: Path, tiny: Tiny) -> Path:
    (tmp_path / "office").mkdir()
    project = tiny_file(tmp_path / "office", tiny)
    put_below(project)
    recorded(project)
    return project


def moved(project: Path, *, with_pictures: bool = True) -> Path:
    """Move a project as a person does, and burn the place where it was."""
    folder = project.parent.parent / "stick"
    folder.mkdir()
    target = folder / f"renamed{project.suffix}"
    project.rename(target)
    if with_pictures:
        pictures_folder(project).rename(pictures_folder(target))
    shutil.rmtree(project.parent)
    return target


def test_a_moved_project_has_nothing_to_print_again(printed: Path) -> None:
    atlas = compared(moved(printed))
    assert not atlas.swaps
    assert not atlas.has_other_pictures
    assert not to_dict(atlas)["has_other_pictures"]


def test_an_edit_after_the_move_changes_only_its_own_pages(printed: Path) -> None:
    target = moved(printed)
    session = open_session(target)
    home = session.document.get(fid("h01"), Household)
    session.apply(edited("改户主", [(home, replace(home, head="欧阳明月"))]))
    session.close()
    atlas = compared(target)
    pages = {page.name for booklet in atlas.booklets for page in booklet.pages}
    assert 0 < len(atlas.swaps) < len(pages) / 2


def test_a_run_does_not_tell_where_the_project_was(printed: Path) -> None:
    session = open_session(printed, read_only=True)
    kept = str(session.run().entry.spec)
    session.close()
    assert str(printed.parent) not in kept
    assert "drone.png" in kept


@pytest.mark.parametrize("what", ["left behind", "another"])
def test_other_pictures_change_every_page_and_are_told(printed: Path, what: str) -> None:
    if what == "another":
        put_below(printed, seed=2)
        target = printed
    else:
        target = moved(printed, with_pictures=False)
    atlas = compared(target)
    assert atlas.has_other_pictures
    assert "pictures below the maps are not those" in to_text(atlas)
    sheets = {page.name for item in atlas.booklets for page in item.pages if page.kind == "sheet"}
    assert sheets <= {swap.name for swap in atlas.swaps}


def test_a_public_run_does_not_mind_its_pictures(printed: Path) -> None:
    recorded(printed, Edition.PUBLIC)
    atlas = compared(moved(printed, with_pictures=False))
    assert not atlas.has_other_pictures
    assert not atlas.swaps


def test_a_run_that_only_knows_a_folder_takes_the_pictures_of_now(printed: Path) -> None:
    target = moved(printed)
    session = open_session(target, read_only=True)
    run, now = session.run(), session.document.snapshot()
    session.close()
    spec = {key: value for key, value in run.entry.spec.items() if key != "pictures"}
    old = replace(run, entry=replace(run.entry, spec={**spec, "underlay": str(printed)}))
    for folder, is_other in ((pictures_folder(target), False), (target.parent / "none", True)):
        atlas = run_job(changed_atlas(now, now, old, on=TODAY, pictures=folder))
        assert atlas.has_other_pictures is is_other
