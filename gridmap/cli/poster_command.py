"""`gridmap poster` and `gridmap card`: the notice board's map, the wall map, and safety cards."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from gridmap.cli.common import JsonOption, ProjectArgument, read_snapshot
from gridmap.cli.named import find_grid, find_village
from gridmap.cli.output import run_with_progress, show
from gridmap.i18n import tr
from gridmap.model.editions import Edition


class PosterPaper(StrEnum):
    """Papers of posters and wall maps."""

    A3 = "A3"
    A2 = "A2"
    A1 = "A1"
    A0 = "A0"


class WallPaper(StrEnum):
    """Papers that a wall map is cut into."""

    A4 = "A4"
    A3 = "A3"


class CardPaper(StrEnum):
    """Papers of safety cards."""

    A6 = "A6"
    A5 = "A5"


def register(app: typer.Typer) -> None:
    """Add the commands to the application."""
    app.command("poster", help=tr("Make a village's poster, or a wall map on sheets to glue."))(
        poster
    )
    app.command("card", help=tr("Make a safety card for each household of a village."))(card)


def poster(
    project: ProjectArgument,
    village: Annotated[str, typer.Option(help=tr("Code or name of the village."))],
    out: Annotated[Path, typer.Option(help=tr("The .pdf file to write."))],
    edition: Annotated[
        Edition, typer.Option(help=tr("P0 for the notice board; P1 or P2 for the office's wall."))
    ] = Edition.PUBLIC,
    paper: Annotated[PosterPaper, typer.Option(help=tr("Paper size."))] = PosterPaper.A2,
    tiled: Annotated[
        WallPaper | None,
        typer.Option(help=tr("Cut it into sheets of this paper, with marks to glue them.")),
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Write the poster and say its scale."""
    from gridmap.export.parts.poster import export_poster, new_poster_spec

    snapshot = read_snapshot(project)
    spec = new_poster_spec(
        edition, find_village(snapshot, village), paper=paper.value, on=date.today()
    )
    job = export_poster(snapshot, spec, out, tiled=tiled.value if tiled is not None else "")
    report = run_with_progress(job, quiet=as_json)
    body = {"path": str(report.path), "pages": report.pages, "scale": report.scale}
    text = tr(
        "{pages} pages, map 1 : {scale}: {path}",
        pages=report.pages,
        scale=report.scale,
        path=report.path,
    )
    show(body, text, as_json=as_json)


def card(
    project: ProjectArgument,
    village: Annotated[str, typer.Option(help=tr("Code or name of the village."))],
    out: Annotated[Path, typer.Option(help=tr("The .pdf file to write."))],
    paper: Annotated[CardPaper, typer.Option(help=tr("Paper size."))] = CardPaper.A6,
    grid: Annotated[
        str | None, typer.Option(help=tr("Only this grid's households (name or code)."))
    ] = None,
    door: Annotated[str, typer.Option(help=tr("Only the household with this door number."))] = "",
    surname_only: Annotated[
        bool, typer.Option("--surname-only", help=tr("Print only the surname of each head."))
    ] = False,
    as_json: JsonOption = False,
) -> None:
    """Write the cards and say how many."""
    from gridmap.export.parts.safety_card import CardsWanted, export_safety_cards

    snapshot = read_snapshot(project)
    key = find_village(snapshot, village)
    wanted = CardsWanted(
        village=key,
        on=date.today(),
        paper=paper.value,
        grid=find_grid(snapshot, grid, village=key) if grid is not None else None,
        door=door,
        surname_only=surname_only,
    )
    report = run_with_progress(export_safety_cards(snapshot, wanted, out), quiet=as_json)
    body = {"path": str(report.path), "cards": report.cards}
    show(body, tr("{count} cards: {path}", count=report.cards, path=report.path), as_json=as_json)
