"""Helpers change how long an atlas takes and nothing else."""

from __future__ import annotations

import pickle
from pathlib import Path

import pikepdf
import pytest

from gridmap.export.atlas import export_atlas
from gridmap.export.tasks import Stages
from gridmap.model.document import Snapshot
from gridmap.model.editions import Edition
from gridmap.model.features import Officer, Village
from gridmap.progress import run_job
from gridmap.synth.township import synthesize
from tests.export.atlas_helpers import spec


@pytest.fixture(scope="module")
def township() -> Snapshot:
    return Snapshot.of(run_job(synthesize("township", 3)))


def operators(page: pikepdf.Page) -> bytes:
    return b"".join(stream.read_bytes() for stream in list(page.Contents))


def pages_in(folder: Path) -> dict[str, list[bytes]]:
    """The operators and the links of every page, by file."""
    found = {}
    for path in sorted(folder.rglob("*.pdf")):
        with pikepdf.open(path) as pdf:
            found[path.name] = [
                operators(page) + repr([item.Rect for item in page.get("/Annots", [])]).encode()
                for page in pdf.pages
            ]
    return found


def villages_of(township: Snapshot, edition: Edition) -> dict[str, object]:
    villages = sorted(township.all(Village), key=lambda item: item.code)
    chosen = tuple(village.id for village in villages[:3])
    return {"edition": edition, "villages": chosen}


@pytest.mark.xdist_group("atlas of a township")
@pytest.mark.parametrize("name", ["folder", "volume.pdf"])
def test_the_pages_are_the_same_with_and_without_helpers(
    township: Snapshot, tmp_path: Path, name: str
) -> None:
    chosen = spec(**villages_of(township, Edition.HOUSEHOLD))  # type: ignore[arg-type]
    alone, together = tmp_path / "alone", tmp_path / "together"
    reports = [
        run_job(export_atlas(township, chosen, folder / name, helpers=helpers))
        for folder, helpers in ((alone, 0), (together, 1))
    ]
    assert pages_in(alone) == pages_in(together)
    assert reports[0].pages == reports[1].pages == sum(map(len, pages_in(alone).values()))
    assert reports[0].households_drawn == reports[1].households_drawn > 0
    assert [item.village for item in reports[0].villages] == [
        item.village for item in reports[1].villages
    ]


@pytest.mark.xdist_group("atlas of a township")
def test_tables_made_twice_rather_than_kept_are_the_same(
    township: Snapshot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    chosen = spec(**villages_of(township, Edition.HOUSEHOLD))  # type: ignore[arg-type]
    run_job(export_atlas(township, chosen, tmp_path / "kept" / "volume.pdf", helpers=0))
    monkeypatch.setattr("gridmap.export.atlas._MANY", 0)
    run_job(export_atlas(township, chosen, tmp_path / "twice" / "volume.pdf", helpers=0))
    assert pages_in(tmp_path / "kept") == pages_in(tmp_path / "twice")


@pytest.mark.xdist_group("atlas of a township")
def test_officers_booklets_are_shared_too(township: Snapshot, tmp_path: Path) -> None:
    chosen = spec(**villages_of(township, Edition.OFFICER))  # type: ignore[arg-type]
    report = run_job(export_atlas(township, chosen, tmp_path / "p3", helpers=1))
    names = {officer.name for officer in township.all(Officer)}
    folders = {path.parent.name.split("-")[0] for path in report.files}
    assert folders
    assert folders <= names
    assert all(path.exists() for path in report.files)


def test_a_cancelled_run_with_helpers_leaves_nothing(township: Snapshot, tmp_path: Path) -> None:
    chosen = spec(**villages_of(township, Edition.HOUSEHOLD))  # type: ignore[arg-type]
    job = export_atlas(township, chosen, tmp_path / "out", helpers=1)
    for _ in range(5):
        next(job)
    job.close()
    assert list(tmp_path.iterdir()) == []


def test_a_stage_is_made_anew_in_another_process(township: Snapshot) -> None:
    stages = Stages(township)
    stages.stage(spec())
    sent = pickle.loads(pickle.dumps(stages))
    assert sent.stage(spec()).view.features.count(Officer) == township.count(Officer) > 0
