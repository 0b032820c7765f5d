"""The atlas: sheets a second, kilobytes a sheet, memory, and that no household is without a label.

A sheet is a detail sheet; a volume has two to three times as many pages (overviews, places,
indexes). Seconds are those after start-up, kilobytes all of the file shared by its sheets, memory
the sum over this process and its helpers (PSS: what several share is divided between them).

`--county` prints the whole county (100,000 households) instead of the township, `--folder` a
booklet for each village instead of one volume. `--changed` edits one household of the printed
township volume and times its changed pages. `--cancel` cancels the volume, run as the window runs
it, at many moments and times how long it takes until its thread and its helpers have ended.
"""

from __future__ import annotations

import multiprocessing
import os
import resource
import sys
import tempfile
import time
from dataclasses import replace
from datetime import date
from pathlib import Path

from gridmap.export.atlas import export_atlas
from gridmap.export.runs.changed import changed_atlas
from gridmap.export.runs.changed_file import write_changed
from gridmap.export.runs.draft import run_draft
from gridmap.export.spec import AtlasSpec
from gridmap.model.changes import edited
from gridmap.model.document import Snapshot
from gridmap.model.editions import Edition
from gridmap.model.features import KINDS, Feature, Household
from gridmap.progress import Progress, run_job
from gridmap.session import open_session
from gridmap.store.geopackage import create_project
from gridmap.synth.township import synthesize

ON = date(2026, 11, 23)
PEER = {
    "township": "QGIS 3.22: 3.0 s, one A3 page a village, 43 % of the labels placed, at 5.5 pt",
    "county": "QGIS 3.22: 134 s for 354 pages, 53 MB, 43 % of the labels placed, at 5.5 pt",
}
"""The peer's figures, well set up, on the same kind of data (the design's measurement)."""


def main() -> None:
    """Print one table of figures for the chosen place."""
    preset = "county" if "--county" in sys.argv else "township"
    started = time.perf_counter()
    snapshot = Snapshot.of(_features(preset))
    print(f"{preset}: {len(snapshot)} features made in {time.perf_counter() - started:.1f} s")
    if "--changed" in sys.argv:
        with tempfile.TemporaryDirectory() as folder:
            _measure_changed(snapshot, Path(folder))
        return
    editions = [Edition.HOUSEHOLD]
    if preset != "county":
        # an evacuation edition is of an incident, which the township does not have
        editions = [edition for edition in Edition if edition is not Edition.EVACUATION]
    if "--cancel" in sys.argv:
        _measure_cancel(snapshot)
        return
    print(
        f"{'edition':8}{'seconds':>9}{'CPU s':>7}{'pages':>7}{'sheets':>7}{'sheets/s':>9}", end=""
    )
    print(
        f"{'/CPU s':>8}{'pages/s':>8}{'KB/sheet':>10}{'MB':>6}{'households':>11}{'unlabelled':>11}"
    )
    for edition in editions:
        with tempfile.TemporaryDirectory() as folder:
            _measure(snapshot, edition, Path(folder))
    print(PEER[preset])


def _features(preset: str) -> list[Feature]:
    """Return an invented place.

    It is made in a process of its own: what that leaves in memory is no part of a run.
    """
    with multiprocessing.get_context("fork").Pool(1) as pool:
        return pool.apply(_made, (preset,))


def _made(preset: str) -> list[Feature]:
    return list(run_job(synthesize(preset, 1)))


def _measure(snapshot: Snapshot, edition: Edition, folder: Path) -> None:
    """Print one line: the second share counts only the processors' time, for a busy machine."""
    out = folder if "--folder" in sys.argv or edition is Edition.OFFICER else folder / "volume.pdf"
    memory = _Memory()
    started, cpu_started = time.perf_counter(), _cpu_s()
    report = run_job(export_atlas(snapshot, AtlasSpec(edition=edition, on=ON), out), memory.look)
    seconds, cpu_s = time.perf_counter() - started, _cpu_s() - cpu_started
    size_kb = sum(path.stat().st_size for path in folder.rglob("*.pdf")) / 1024
    villages = report.to_dict()["villages"]
    households = sum(village["drawn"] for village in villages)
    unlabelled = sum(village["unlabelled"] for village in villages)
    sheets = sum(len(village["sheets"]) for village in villages)
    print(f"{edition.value:8}{seconds:9.2f}{cpu_s:7.2f}{report.pages:7d}{sheets:7d}", end="")
    print(f"{sheets / seconds:9.1f}{sheets / cpu_s:8.1f}{report.pages / seconds:8.1f}", end="")
    print(f"{size_kb / max(sheets, 1):10.1f}{memory.most_mb:6.0f}", end="")
    print(f"{households:11d}{unlabelled:11d}")


class _Memory:
    """The most memory that this process and its helpers had together, in megabytes."""

    def __init__(self) -> None:
        self.most_mb = 0.0
        self._next = 0.0

    def look(self, _step: Progress) -> None:
        """Look at most once a second."""
        if time.perf_counter() < self._next:
            return
        self._next = time.perf_counter() + 1.0
        children = [item.pid for item in multiprocessing.active_children() if item.pid]
        self.most_mb = max(self.most_mb, sum(map(_share_mb, (os.getpid(), *children))))


def _share_mb(process: int) -> float:
    """Return a process's memory; what several share is divided between them."""
    try:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0.0
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024


def _measure_cancel(snapshot: Snapshot) -> None:
    """Print how long a run in the window's threads takes to end when it is cancelled so late."""
    from PySide6.QtCore import QCoreApplication

    from gridmap.ui.jobs import JobRunner

    application = QCoreApplication([])
    runner, is_done, after_s = JobRunner(), False, 0.02
    while not is_done:
        with tempfile.TemporaryDirectory() as folder:
            job = export_atlas(snapshot, AtlasSpec(edition=Edition.HOUSEHOLD, on=ON),
                               Path(folder) / "volume.pdf")  # fmt: skip
            steps: list[Progress] = []
            running = runner.run("", job, steps.append, lambda error: print(error))
            running.on_progress.append(steps.append)
            started = time.perf_counter()
            while runner.is_busy and time.perf_counter() - started < after_s:
                application.processEvents()
                time.sleep(0.002)
            is_done = not runner.is_busy
            cancelled = time.perf_counter()
            running.cancel()
            while runner.is_busy:
                application.processEvents()
            seconds = time.perf_counter() - cancelled
            helpers, left = multiprocessing.active_children(), list(Path(folder).iterdir())
        if not is_done:
            said = steps[-1].message if steps else ""
            print(f"cancelled after {after_s:5.2f} s ({said}): over in {seconds:.2f} s, "
                  f"{len(helpers)} helpers and {len(left)} files left", flush=True)  # fmt: skip
        after_s *= 1.25


def _measure_changed(snapshot: Snapshot, folder: Path) -> None:
    """Print how long the changed pages take after one household of the volume got another head."""
    project = folder / "township.gpkg"
    features = [item for kind in KINDS for item in snapshot.all(kind)]
    create_project(project, snapshot.project, features)
    session = open_session(project)
    spec, out = AtlasSpec(edition=Edition.HOUSEHOLD, on=ON), folder / "volume.pdf"
    report = run_job(export_atlas(snapshot, spec, out))
    session.record_run(run_draft(report, spec, log_seq=session.log_seq, is_volume=True))
    houses = list(session.document.all(Household))
    for number in range(5):
        old = houses[(number * 577 + 300) % len(houses)]
        session.apply(edited("head", [(old, replace(old, head="欧阳明月"))]))
        started, cpu_started = time.perf_counter(), _cpu_s()
        run = session.run()
        before, now = session.as_of(run.entry.log_seq), session.document.snapshot()
        atlas = run_job(changed_atlas(now, before, run, on=ON))
        pages = run_job(write_changed(folder / "changed.pdf", atlas))
        seconds, cpu_s = time.perf_counter() - started, _cpu_s() - cpu_started
        print(
            f"one head edited: {pages} of {report.pages} pages, {seconds:.2f} s, CPU {cpu_s:.2f} s"
        )
        session.undo()
    session.close()


def _cpu_s() -> float:
    """Return the time that processors have worked for this process and its helpers."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


if __name__ == "__main__":
    main()
