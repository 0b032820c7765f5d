"""What `gridmap atlas` can be asked for on the command line."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from gridmap.export.parts.choice import Part
from gridmap.i18n import tr
from gridmap.model.editions import Edition


class Paper(StrEnum):
    """Papers that an atlas can be printed on."""

    A4 = "A4"
    A3 = "A3"
    K8 = "8K"
    K16 = "16K"


class Unit(StrEnum):
    """What a detail sheet is about."""

    GROUP = "group"
    GRID = "grid"


OutOption = Annotated[
    Path, typer.Option(help=tr("A .pdf file for one volume, or a folder for booklets."))
]
EditionOption = Annotated[
    Edition,
    typer.Option(
        help=tr(
            "P0 public, P1 summary, P2 household map, P3 one officer's own people, "
            "P4 evacuation in an incident."
        )
    ),
]
OfficerOption = Annotated[
    str | None,
    typer.Option(
        help=tr(
            "Only what this officer answers for, for that officer (name, or name and phone); "
            "a P3 without it is made for each."
        )
    ),
]
IncidentOption = Annotated[
    str | None, typer.Option(help=tr("The name of the open incident a P4 is for."))
]
GridOption = Annotated[
    str | None, typer.Option(help=tr("Only this grid's sheets and households (name or code)."))
]
WithPartsOption = Annotated[
    list[Part] | None,
    typer.Option("--with", help=tr("Add a part that is off unless asked for; repeat for more.")),
]
WithoutPartsOption = Annotated[
    list[Part] | None,
    typer.Option("--without", help=tr("Leave a part out; repeat for more.")),
]
PaperOption = Annotated[Paper, typer.Option(help=tr("Paper size."))]
UnitOption = Annotated[Unit, typer.Option(help=tr("Detail sheets by villager group or by grid."))]
SurnameOption = Annotated[
    bool, typer.Option("--surname-only", help=tr("Print only the surname of each head."))
]
RecipientOption = Annotated[
    str, typer.Option(help=tr("Who gets the booklet (P1, P2); it stands on every page."))
]
LastDayOption = Annotated[
    datetime | None,
    typer.Option(
        formats=["%Y-%m-%d"],
        help=tr("The last day on which it may be used; without it, one year."),
    ),
]
SinceOption = Annotated[
    int | None,
    typer.Option(help=tr("Print a change page: what is new since the print run of this number.")),
]
NoRecordOption = Annotated[
    bool, typer.Option("--no-record", help=tr("Do not keep this print run in the project."))
]
