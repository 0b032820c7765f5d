"""Helpers change how long an atlas takes and nothing else."""

from __future__ import annotations

import pickle
from pathlib import Path

import pikepdf
import pytest

from gridmap.export import village_work
from gridmap.export.atlas import export_atlas
from gridmap.export.page import Booklet, Page
from gridmap.export.pdf.drawn_page import DrawnPage
from gridmap.export.report import PageProblem
from gridmap.export.tasks import Stages
from gridmap.model.document import Snapshot
from gridmap.model.editions import Edition
from gridmap.model.features import KINDS, Officer, Village
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


def test_a_snapshot_reaches_another_process_in_parts_and_in_order(township: Snapshot) -> None:
    stages = Stages(township)
    stages.stage(spec())
    sent = pickle.loads(pickle.dumps(stages))
    for part in stages.parts():
        assert len(part) <= 2000
        sent.take(pickle.loads(pickle.dumps(part)))
    there, here = sent.stage(spec()).view.features, stages.stage(spec()).view.features
    for kind in KINDS:
        assert list(there.all(kind)) == list(here.all(kind))


def test_a_run_can_be_cancelled_before_every_page_it_draws(
    township: Snapshot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn: list[str] = []
    draw = village_work.draw_page

    def counted(booklet: Booklet, page: Page, number: int) -> tuple[DrawnPage, PageProblem | None]:
        drawn.append(page.name)
        return draw(booklet, page, number)

    monkeypatch.setattr(village_work, "draw_page", counted)
    chosen = spec(**villages_of(township, Edition.HOUSEHOLD))  # type: ignore[arg-type]
    for out in (tmp_path / "volume.pdf", tmp_path / "booklets"):
        drawn.clear()
        job, before = export_atlas(township, chosen, out, helpers=0), 0
        for step in job:
            assert len(drawn) <= before + 1
            before = len(drawn)
            assert step.message
        assert "cover" in drawn
        assert "slip" in drawn
