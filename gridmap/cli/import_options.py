"""What `gridmap import` can be asked for on the command line."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from gridmap.i18n import tr


class Target(StrEnum):
    """What the features of a file are."""

    VILLAGES = "villages"
    GROUPS = "groups"
    GRIDS = "grids"
    HOUSEHOLDS = "households"
    PLACES = "places"
    ROADS = "roads"
    WATER = "water"
    CONTOURS = "contours"
    BUILDINGS = "buildings"
    CARE = "care"
    OFFICERS = "officers"
    ROSTER = "roster"


class Shift(StrEnum):
    """The shifted systems of web maps."""

    GCJ02 = "gcj02"
    BD09 = "bd09"


FilesArgument = Annotated[
    list[Path], typer.Argument(help=tr("Map files, tables or rosters to take in."))
]
LayerOption = Annotated[
    str | None, typer.Option(help=tr("Take only this layer or sheet of the file."))
]
TargetOption = Annotated[
    Target | None,
    typer.Option("--as", help=tr("What the features are; without it, it is recognised.")),
]
FilePlaneOption = Annotated[
    int | None, typer.Option(help=tr("EPSG code of the file where it names none or a wrong one."))
]
ShiftOption = Annotated[
    Shift | None, typer.Option(help=tr("The web map whose shifted degrees the file has."))
]
EncodingOption = Annotated[
    str | None, typer.Option(help=tr("Text encoding of the file, for example GB18030."))
]
ColumnsOption = Annotated[
    list[str] | None,
    typer.Option("--map", metavar="FIELD=COLUMN", help=tr("Which column holds a field.")),
]
RepairOption = Annotated[
    float | None,
    typer.Option(
        metavar="METRES",
        help=tr("Join the borders of grids that do not fit, within so many metres."),
    ),
]
