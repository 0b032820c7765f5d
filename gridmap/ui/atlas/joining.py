"""How the atlas mode is joined with the rest of the window."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gridmap.ui.atlas.page import AtlasPage
from gridmap.ui.atlas.since import SinceRun
from gridmap.ui.printing.joining import print_made

if TYPE_CHECKING:
    from gridmap.ui.workspace import Workspace


def make_atlas_page(workspace: Workspace) -> AtlasPage:
    """Return the page of the atlas mode."""
    page = AtlasPage(workspace.session, workspace.settings, workspace.runner, workspace.theme)
    page.wanted.connect(workspace.atlas_wanted)
    page.panel.cancel_wanted.connect(workspace.atlas_stopped)
    page.panel.print_wanted.connect(lambda path: print_made(workspace, path))
    page.import_wanted.connect(workspace.import_wanted)
    page.mode_wanted.connect(workspace.show_mode)
    page.told.connect(workspace.status.show_page)
    workspace.closing.connect(page.release)
    workspace.pictures_changed.connect(page.begin_anew)
    since = SinceRun(page.panel, workspace.session, workspace.runner)
    workspace.closing.connect(since.release)
    if workspace.commands is not None:
        page.show_tools(workspace.commands)
    return page


def enter_atlas(workspace: Workspace) -> None:
    """Tick the selected villages, where there are some."""
    workspace.atlas.choose_villages(workspace.session.selection)
