"""A finished atlas kept as a print run, where the project can be written to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gridmap.errors import GridMapError

if TYPE_CHECKING:
    from gridmap.export.report import AtlasReport
    from gridmap.export.spec import AtlasSpec
    from gridmap.ui.workspace import Workspace


def keep_run(
    workspace: Workspace, report: AtlasReport, spec: AtlasSpec, log_seq: int, *, is_volume: bool
) -> None:
    """Keep an atlas as a run of the project as it was at `log_seq`; `is_volume`: in one file."""
    from gridmap.export.runs.draft import run_draft

    if workspace.session.store.is_read_only:
        return
    draft = run_draft(report, spec, log_seq=log_seq, is_volume=is_volume)
    try:
        workspace.session.record_run(draft)
    except GridMapError as error:
        workspace.toast.error(error)
