"""What `gridmap print-ready` can be asked for on the command line."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from gridmap.cli.atlas_options import Paper
from gridmap.export.imposition.placing import Duplex, Size
from gridmap.export.imposition.saddle import Mode
from gridmap.i18n import tr

SheetsOption = Annotated[Path, typer.Option(help=tr("The .pdf file to write."))]
BookletArgument = Annotated[
    Path | None, typer.Argument(help=tr("The finished PDF, for example of “gridmap atlas”."))
]
PaperOption = Annotated[Paper, typer.Option(help=tr("The paper in the printer."))]
ModeOption = Annotated[
    Mode,
    typer.Option(
        help=tr(
            "saddle: fold the pile in the middle and staple it; loose: single leaves; cut: two "
            "pages beside each other, cut the pile and put the left half on the right one; "
            "pieces: pages too large for the paper, on several sheets to glue."
        )
    ),
]
DuplexOption = Annotated[
    Duplex | None,
    typer.Option(
        help=tr(
            "The edge about which the printer turns the sheet; none prints one side of loose "
            "leaves. Without it: short for saddle and cut, long for loose."
        )
    ),
]
CreepOption = Annotated[
    float,
    typer.Option(
        min=0.0,
        max=1.0,
        help=tr("Thickness of one sheet in mm: inner pages move towards the fold by it."),
    ),
]
OffsetOption = Annotated[
    str | None,
    typer.Option(
        help=tr(
            "Move the print to the right and up, in mm, as the calibration page says: "
            "1.0,-0.5. It is kept for this paper; 0,0 forgets it."
        )
    ),
]
SizeOption = Annotated[
    Size,
    typer.Option(help=tr("fit: as large as the paper allows; true: never change the size.")),
]
PagesOption = Annotated[str, typer.Option(help=tr("Only these pages, for example 1-3,7."))]
OpeningOption = Annotated[
    Path | None,
    typer.Option(help=tr("A file with the password of a locked PDF on its first line.")),
]
MonoOption = Annotated[bool, typer.Option("--mono", help=tr("For black toner, with little of it."))]
CalibrationOption = Annotated[
    bool, typer.Option("--calibration", help=tr("Make the calibration page instead."))
]
