"""Which tables there are below the map, and how each is joined with the rest of the window."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from gridmap.i18n import tr
from gridmap.ui.panels.grids_table import GridsTable

if TYPE_CHECKING:
    from gridmap.model.changes import Bounds
    from gridmap.model.features import FeatureId
    from gridmap.ui.digest import Digest
    from gridmap.ui.panels.history import HistoryPanel
    from gridmap.ui.workspace import Workspace

GRIDS: Final = "grids"
HISTORY: Final = "history"


def add_tables(workspace: Workspace) -> None:
    """Give the bottom panel its tables, in the order of their tabs."""
    _add_grids(workspace)
    workspace.problems.add_table()
    _add_history(workspace)


def _add_grids(workspace: Workspace) -> None:
    bottom, briefing = workspace.bottom, workspace.briefing

    def make() -> GridsTable:
        table = GridsTable(workspace.theme)
        table.chosen.connect(workspace.go_to)
        if briefing.digest is not None:
            table.show_digest(briefing.digest)
            table.mark(workspace.session.selection)
        return table

    def take(digest: Digest) -> None:
        bottom.tabs.show_count(GRIDS, len(digest.grids))
        table = bottom.made(GRIDS)
        if isinstance(table, GridsTable):
            table.show_digest(digest)

    def mark(ids: frozenset[FeatureId]) -> None:
        table = bottom.made(GRIDS)
        if isinstance(table, GridsTable):
            table.mark(ids)

    bottom.add(GRIDS, tr("Grids and officers"), make)
    briefing.digest_ready.connect(take)
    workspace.selected.connect(mark)


def _add_history(workspace: Workspace) -> None:
    def make() -> HistoryPanel:
        from gridmap.ui.panels.history import HistoryPanel

        panel = HistoryPanel(workspace.session, workspace.runner, workspace.theme)
        panel.place_wanted.connect(show)
        panel.failed.connect(workspace.toast.error)
        workspace.closing.connect(panel.release)
        return panel

    def show(ids: frozenset[FeatureId], bounds_m: Bounds | None) -> None:
        if not ids and bounds_m is None:
            workspace.toast.say(tr("Nothing of this act has a place on the map."))
        else:
            workspace.show_on_map(ids, bounds_m)

    workspace.bottom.add(HISTORY, tr("History"), make)
