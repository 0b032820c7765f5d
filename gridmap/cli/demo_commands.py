"""`gridmap synth`, `demo` and `open`: invented townships, the demonstration, and the window."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from gridmap.cli.common import JsonOption, read_snapshot
from gridmap.cli.opening import has_display, open_window
from gridmap.cli.output import run_with_progress, show
from gridmap.cli.project_commands import check_new_name
from gridmap.errors import ProjectFileError
from gridmap.i18n import tr
from gridmap.model.editions import Edition

if TYPE_CHECKING:
    from gridmap.export.report import AtlasReport

DEMO_SEED = 1


class Preset(StrEnum):
    """How large an invented place is."""

    VILLAGE = "village"
    TOWNSHIP = "township"
    COUNTY = "county"


def register(app: typer.Typer) -> None:
    """Add the commands to the application."""
    app.command(
        "synth", help=tr("Make an invented village, township or county for practice and tests.")
    )(synth)
    app.command("demo", help=tr("Make the demo township and its atlas, then open the window."))(
        demo
    )
    app.command("open", help=tr("Open the window, with a project or with the start page."))(open_)


def synth(
    out: Annotated[Path, typer.Argument(help=tr("The project file to make (.gpkg)."))],
    preset: Annotated[Preset, typer.Option(help=tr("How large."))] = Preset.TOWNSHIP,
    seed: Annotated[
        int, typer.Option(help=tr("The same number gives the same place."))
    ] = DEMO_SEED,
    as_json: JsonOption = False,
) -> None:
    """Write an invented place to a new project file."""
    check_new_name(out)
    counts = _make_project(out, preset.value, seed, quiet=as_json)
    show(
        {"project": str(out), "preset": preset.value, "seed": seed, "features": counts},
        tr("Made {path}: all people and places in it are invented.", path=out),
        as_json=as_json,
    )


def demo(
    folder: Annotated[Path, typer.Option("--dir", help=tr("Where the demo goes."))] = Path(
        "gridmap-demo"
    ),
    no_window: Annotated[
        bool, typer.Option("--no-window", help=tr("Do not open the window."))
    ] = False,
    as_json: JsonOption = False,
) -> None:
    """Make the demo township (kept if it is there), export two editions, open the window."""
    _make_folder(folder)
    path = folder / "demo.gpkg"
    if not path.exists():
        _make_project(path, Preset.TOWNSHIP.value, DEMO_SEED, quiet=as_json)
    reports = _demo_atlases(path, folder, quiet=as_json)
    text = "\n".join(
        [
            tr("Project: {path} (invented people and places)", path=path),
            *(report.to_text() for report in reports.values()),
            *(
                tr("Atlas {edition}: {path}", edition=name, path=folder / f"atlas-{name}")
                for name in reports
            ),
        ]
    )
    body = {
        "project": str(path),
        "atlases": {name: report.to_dict() for name, report in reports.items()},
    }
    show(body, text, as_json=as_json)
    if not no_window and has_display():
        raise typer.Exit(open_window(path))


def _demo_atlases(path: Path, folder: Path, *, quiet: bool) -> dict[str, AtlasReport]:
    """Make the household and the officers' edition; return their reports by edition."""
    from gridmap.export.atlas import export_atlas
    from gridmap.export.spec import AtlasSpec

    snapshot = read_snapshot(path)
    reports = {}
    for edition in (Edition.HOUSEHOLD, Edition.OFFICER):
        spec = AtlasSpec(edition=edition, on=date.today())
        target = folder / f"atlas-{edition.value}"
        reports[edition.value] = run_with_progress(
            export_atlas(snapshot, spec, target), quiet=quiet
        )
    return reports


def open_(
    project: Annotated[
        Path | None, typer.Argument(help=tr("The project file; without it the start page opens."))
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help=tr("Print errors as JSON."))] = False,
) -> None:
    """Open the window and end with it; `--json` is read where errors end (cli/__init__.py)."""
    del as_json
    raise typer.Exit(open_window(project))


def _make_project(path: Path, preset: str, seed: int, *, quiet: bool) -> int:
    from gridmap.model.features import Project
    from gridmap.store.geopackage import create_project, refuse_existing
    from gridmap.synth.township import synthesize

    refuse_existing(path)
    _make_folder(path.parent)
    features = run_with_progress(synthesize(preset, seed), quiet=quiet)
    described = next(item for item in features if isinstance(item, Project))
    create_project(path, described, (item for item in features if item is not described))
    return len(features)


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ProjectFileError(
            tr(
                "The folder “{folder}” cannot be made: {reason}.",
                folder=folder,
                reason=error.strerror or error,
            ),
            hint=tr("Choose a folder in which you may write."),
        ) from error
