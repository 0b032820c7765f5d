"""What several commands share: their arguments and options, and reading a project once."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from gridmap.i18n import tr

if TYPE_CHECKING:
    from gridmap.model.document import Snapshot

JsonOption = Annotated[bool, typer.Option("--json", help=tr("Print one JSON object."))]
ProjectArgument = Annotated[Path, typer.Argument(help=tr("The project file (.gpkg)."))]
DryRunOption = Annotated[bool, typer.Option("--dry-run", help=tr("Only report; change nothing."))]
DayOption = Annotated[
    datetime | None,
    typer.Option("--on", formats=["%Y-%m-%d"], help=tr("The day it speaks of; without it, today.")),
]
VillagesOption = Annotated[
    list[str] | None,
    typer.Option(help=tr("Code or name of a village; repeat for more. Without it: all.")),
]
OneOfficerOption = Annotated[
    str | None, typer.Option(help=tr("The officer a P3 is for (name, or name and phone)."))
]


def day_of(on: datetime | None) -> date:
    """Return the day that was asked for with `--on`, else today."""
    return on.date() if on is not None else date.today()


def read_snapshot(project: Path) -> Snapshot:
    """Return what a project holds; the file is not changed. Raises: ProjectFileError."""
    from gridmap.session import open_session

    session = open_session(project, read_only=True)
    try:
        return session.document.snapshot()
    finally:
        session.close()
