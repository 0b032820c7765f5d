"""`gridmap review`: write the interactive review map, one HTML file that needs no network."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from gridmap.cli.common import (
    DayOption,
    JsonOption,
    OneOfficerOption,
    ProjectArgument,
    VillagesOption,
    day_of,
    read_snapshot,
)
from gridmap.cli.named import find_officer, find_village
from gridmap.cli.output import run_with_progress, show
from gridmap.errors import UsageError
from gridmap.i18n import tr
from gridmap.model.editions import Edition


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command(
        "review", help=tr("Write the interactive review map: one HTML file without network.")
    )(review)


def review(
    project: ProjectArgument,
    out: Annotated[Path, typer.Option(help=tr("The .html file to write."))],
    edition: Annotated[
        Edition,
        typer.Option(
            help=tr(
                "P0 public, P1 summary, P2 household map, P3 one officer's own people.",
            )
        ),
    ] = Edition.SUMMARY,
    on: DayOption = None,
    village: VillagesOption = None,
    officer: OneOfficerOption = None,
    as_json: JsonOption = False,
) -> None:
    """Write the review map and say how large it is."""
    from gridmap.export.review_html import ReviewSpec, export_review

    if officer is not None and edition is not Edition.OFFICER:
        raise UsageError(
            tr("--officer belongs to the officer's edition."), hint=tr("Add --edition P3.")
        )
    snapshot = read_snapshot(project)
    spec = ReviewSpec(
        on=day_of(on),
        edition=edition,
        villages=tuple(find_village(snapshot, text) for text in village or ()),
        officer=find_officer(snapshot, officer) if officer is not None else None,
    )
    written = run_with_progress(export_review(snapshot, spec, out), quiet=as_json)
    size = written.stat().st_size
    show(
        {"file": str(written), "bytes": size, "edition": edition.value},
        tr("{file} is written ({size} MB).", file=written, size=f"{size / 1e6:.1f}"),
        as_json=as_json,
    )
