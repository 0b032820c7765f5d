"""From a finished atlas to what the project file keeps of it."""

from __future__ import annotations

from typing import Final

from gridmap.export.report import AtlasReport
from gridmap.export.runs.kept_spec import spec_to_plain
from gridmap.export.spec import AtlasSpec
from gridmap.model.runs import PrintRun, RunDraft

_VOLUME: Final = "volume"


def run_draft(report: AtlasReport, spec: AtlasSpec, *, log_seq: int, is_volume: bool) -> RunDraft:
    """Return a finished atlas as a print run.

    `log_seq` is the place in the change log that it shows; `is_volume`: it is one file for all its
    villages, not a folder.
    """
    return RunDraft(
        edition=report.edition,
        spec={**spec_to_plain(spec), _VOLUME: is_volume},
        log_seq=log_seq,
        booklets=report.booklets,
    )


def is_volume(run: PrintRun) -> bool:
    """Whether a run was one file for all its villages."""
    return bool(run.entry.spec.get(_VOLUME))
