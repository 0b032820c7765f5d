"""The booklet that is looked at, made for the printer only: it goes when it is printed."""

from __future__ import annotations

import secrets
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, cast

from gridmap.i18n import tr
from gridmap.progress import Job
from gridmap.ui.atlas.keeping import keep_run
from gridmap.ui.leftovers import PREFIX
from gridmap.ui.modes import ATLAS
from gridmap.ui.printing.joining import open_print_desk

if TYPE_CHECKING:
    from gridmap.export.report import AtlasReport
    from gridmap.export.spec import AtlasSpec
    from gridmap.export.wanted import BookletChoice
    from gridmap.model.document import Snapshot
    from gridmap.ui.atlas.page import AtlasPage
    from gridmap.ui.workspace import Workspace

_KEY_BYTES: Final = 24


def print_booklet(workspace: Workspace) -> None:
    """Make the booklet that the atlas mode shows and open the print desk for it.

    Where its change page is still being worked out it is made as soon as that is there. Where none
    is shown yet the atlas mode comes first: nobody prints what was not looked at.
    """
    choice, why_not = _shown(workspace)
    if choice is None:
        workspace.show_mode(ATLAS)
        workspace.toast.say(why_not)
        return
    workspace.atlas.when_compared(lambda: _print(workspace, choice))


def _print(workspace: Workspace, choice: BookletChoice) -> None:
    """Make a booklet with the change page as it is now, which may be newer than the preview."""
    session = workspace.session
    spec = replace(run_of(choice), revision=session.next_revision, changes=workspace.atlas.changes)
    log_seq = session.log_seq
    # Pages with names are on the disk only as long as the desk and the printer need them, and
    # locked: the key is in this program's memory alone, so that nobody reads what a killed program
    # has left behind.
    key = secrets.token_urlsafe(_KEY_BYTES)
    folder = tempfile.TemporaryDirectory(prefix=PREFIX)
    path = Path(folder.name) / "booklet.pdf"

    def done(report: AtlasReport) -> None:
        open_print_desk(
            workspace,
            path,
            title=choice.title,
            key=key,
            printed=lambda: keep_run(workspace, report, spec, log_seq, is_volume=True),
            over=folder.cleanup,
        )

    def failed(error: BaseException) -> None:
        folder.cleanup()
        workspace.toast.error(error)

    job = _booklet_job(session.document.snapshot(), spec, path, key)
    running = workspace.runner.run(
        tr("Making {name}…", name=choice.title), job, done, failed, makes_something=True
    )
    running.on_end.append(lambda: folder.cleanup() if running.is_cancelled else None)


def _shown(workspace: Workspace) -> tuple[BookletChoice | None, str]:
    """Return the booklet that is looked at; None: and why there is none."""
    if workspace.is_mode(ATLAS):
        page = cast("AtlasPage", workspace.book.page(ATLAS))
        if page.empty.isVisible():
            return None, page.empty.words.text()
        if page.follower.preview is not None:
            return page.follower.preview.booklet.choice, ""
    return None, tr("Look at the booklet here, then press Print once more.")


def run_of(choice: BookletChoice) -> AtlasSpec:
    """Return a run that makes just this booklet."""
    from gridmap.export.wanted import VOLUME

    return choice.spec if choice.key == VOLUME else replace(choice.spec, villages=choice.villages)


def _booklet_job(snapshot: Snapshot, spec: AtlasSpec, path: Path, key: str) -> Job[Any]:
    """Import the PDF writer inside the thread: it is slow to load."""
    from gridmap.export.atlas import export_atlas

    return (yield from export_atlas(snapshot, spec, path, password=key))
