"""`gridmap runs`: the print runs of a project. `gridmap changes`: what changed since one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from gridmap.cli.output import run_with_progress, show
from gridmap.cli.project_commands import JsonOption, ProjectArgument
from gridmap.i18n import tr

if TYPE_CHECKING:
    from gridmap.model.runs import RunEntry


def register(app: typer.Typer) -> None:
    """Add the commands to the application."""
    app.command("runs", help=tr("List the print runs that a project keeps."))(runs)
    app.command(
        "changes", help=tr("What changed since a print run, and only the pages to print again.")
    )(changes)


def runs(project: ProjectArgument, as_json: JsonOption = False) -> None:
    """List the print runs, newest first."""
    from gridmap.session import open_session

    session = open_session(project, read_only=True)
    try:
        entries = session.store.runs()
        genuine = {
            entry.number: session.store.is_genuine(session.store.run(entry.number))
            for entry in entries
        }
    finally:
        session.close()
    body = {"project": str(project), "runs": [_plain(item, genuine) for item in entries]}
    show(body, _listed(entries, genuine), as_json=as_json)


def changes(
    project: ProjectArgument,
    since: Annotated[
        int | None, typer.Option(help=tr("Number of the print run; without it the newest."))
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option(help=tr("A .pdf file for a swap list and the pages to print again.")),
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Tell what changed since a run, and write the changed pages."""
    from gridmap.export.runs.changed import changed_atlas
    from gridmap.export.runs.changed_file import write_changed
    from gridmap.export.runs.report import to_dict, to_text
    from gridmap.session import open_session

    session = open_session(project, read_only=True)
    try:
        run = session.run(since)
        before, now = session.as_of(run.entry.log_seq), session.document.snapshot()
    finally:
        session.close()
    atlas = run_with_progress(changed_atlas(now, before, run, on=date.today()), quiet=as_json)
    body, text = to_dict(atlas), to_text(atlas)
    if out is not None and atlas.swaps:
        count = write_changed(out, atlas)
        body |= {"file": str(out), "file_pages": count}
        text += "\n" + tr("{count} pages written to {file}.", count=count, file=out)
    show(body, text, as_json=as_json)


def _listed(entries: Sequence[RunEntry], genuine: dict[int, bool]) -> str:
    if not entries:
        return tr("No print run is recorded in this project yet.")
    lines = []
    for entry in entries:
        line = tr(
            "{number}: {day}, {edition}, {pages} pages, copy {copy}, by {author}",
            number=entry.number,
            day=f"{entry.at.astimezone():%Y-%m-%d %H:%M}",
            edition=entry.edition,
            pages=entry.pages,
            copy=entry.copy_words,
            author=entry.author,
        )
        if entry.recipient:
            line += tr(", for {recipient}", recipient=entry.recipient)
        if not genuine[entry.number]:
            line += tr(" — the record was changed after it was signed")
        lines.append(line)
    return "\n".join(lines)


def _plain(entry: RunEntry, genuine: dict[int, bool]) -> dict[str, Any]:
    return {
        "number": entry.number,
        "at": entry.at.isoformat(),
        "by": entry.author,
        "edition": entry.edition,
        "pages": entry.pages,
        "recipient": entry.recipient,
        "copy": entry.copy_words,
        "data_digest": entry.data_digest,
        "is_genuine": genuine[entry.number],
        "spec": dict(entry.spec),
    }
