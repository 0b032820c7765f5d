"""The atlas: sheets a second, kilobytes a sheet, memory, and that no household is without a label.

`--county` prints the whole county (100,000 households) instead of the township.
"""

from __future__ import annotations

import resource
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

from gridmap.export.atlas import export_atlas
from gridmap.export.spec import AtlasSpec
from gridmap.model.document import Snapshot
from gridmap.model.editions import Edition
from gridmap.progress import run_job
from gridmap.synth.township import synthesize

ON = date(2026, 11, 23)
PEER = {"township": ("QGIS 3.22", 3.0, 0.0), "county": ("QGIS 3.22", 134.0, 53_000.0 / 354)}
"""Figures of the issue: one A3 page a village; seconds, kilobytes a page."""


def main() -> None:
    """Print one table of figures for the chosen place."""
    preset = "county" if "--county" in sys.argv else "township"
    started = time.perf_counter()
    snapshot = Snapshot.of(run_job(synthesize(preset, 1)))
    print(f"{preset}: {len(snapshot)} features made in {time.perf_counter() - started:.1f} s")
    editions = [Edition.HOUSEHOLD] if preset == "county" else list(Edition)
    print(
        f"{'edition':8}{'seconds':>9}{'pages':>7}{'sheets/s':>10}{'KB/page':>9}{'households':>12}{'unlabelled':>12}"
    )
    for edition in editions:
        with tempfile.TemporaryDirectory() as folder:
            _measure(snapshot, edition, Path(folder))
    peak_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    name, seconds, page_kb = PEER[preset]
    print(f"peak memory {peak_mb:.0f} MB")
    print(f"{name}: {seconds:.1f} s, {page_kb:.0f} KB a page, 43 % of the labels placed, at 5.5 pt")


def _measure(snapshot: Snapshot, edition: Edition, folder: Path) -> None:
    started = time.perf_counter()
    report = run_job(export_atlas(snapshot, AtlasSpec(edition=edition, on=ON), folder))
    seconds = time.perf_counter() - started
    size_kb = sum(path.stat().st_size for path in folder.rglob("*.pdf")) / 1024
    body = report.to_dict()
    households = sum(village["drawn"] for village in body["villages"])
    unlabelled = sum(village["unlabelled"] for village in body["villages"])
    sheets = sum(len(village["sheets"]) for village in body["villages"])
    print(
        f"{edition.value:8}{seconds:9.2f}{report.pages:7d}{sheets / seconds:10.1f}"
        f"{size_kb / max(report.pages, 1):9.1f}{households:12d}{unlabelled:12d}"
    )


if __name__ == "__main__":
    main()
