"""Which tables there are below the map, and how each is joined with the rest of the window."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from gridmap.i18n import tr
from gridmap.ui.fields.names import TABLE_NAMES

if TYPE_CHECKING:
    from gridmap.model.changes import Bounds
    from gridmap.model.features import FeatureId
    from gridmap.ui.panels.history import HistoryPanel
    from gridmap.ui.tables.deck import TablesDeck
    from gridmap.ui.workspace import Workspace

TABLES: Final = "tables"
HISTORY: Final = "history"


def add_tables(workspace: Workspace) -> None:
    """Give the bottom panel its tables, in the order of their tabs."""
    _add_kinds(workspace)
    workspace.problems.add_table()
    _add_history(workspace)


def _add_kinds(workspace: Workspace) -> None:
    """Add the tables of the kinds of feature, joined with the map both ways."""
    bottom, briefing, session = workspace.bottom, workspace.briefing, workspace.session

    def make() -> TablesDeck:
        from gridmap.ui.tables.deck import TablesDeck

        state = workspace.settings.ui.setdefault("tables", {})
        deck = TablesDeck(session, workspace.runner, workspace.theme, state)
        deck.chosen.connect(workspace.go_to)
        deck.form_wanted.connect(open_form)
        deck.applied.connect(
            lambda title: workspace.toast.success(title, tr("Undo"), workspace.undo)
        )
        deck.failed.connect(workspace.toast.error)
        deck.told.connect(workspace.toast.say)
        if briefing.digest is not None:
            deck.show_digest(briefing.digest)
            deck.mark(session.selection)
        briefing.digest_ready.connect(deck.show_digest)
        workspace.selected.connect(deck.mark)
        return deck

    def open_form(feature: FeatureId) -> None:
        session.select((feature,))
        workspace.show_panel("right")
        workspace.properties.begin_editing()

    bottom.add(TABLES, tr("Tables"), make, answers_to=TABLE_NAMES)


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
