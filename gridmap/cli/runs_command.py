"""`gridmap runs`: the print runs of a project. `gridmap changes`: what changed since one."""

from __future__ import annotations

from collections.abc import Sequence, Set
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from gridmap.cli.common import JsonOption, ProjectArgument
from gridmap.cli.output import run_with_progress, show
from gridmap.cli.password import LockOption, PasswordFileOption, wanted_password
from gridmap.errors import ProjectFileError
from gridmap.i18n import tr
from gridmap.model.runs import broken_links

if TYPE_CHECKING:
    from gridmap.model.runs import RunEntry
    from gridmap.session import Session


def register(app: typer.Typer) -> None:
    """Add the commands to the application."""
    app.command("runs", help=tr("List the print runs that a project keeps."))(runs)
    app.command(
        "changes", help=tr("What changed since a print run, and only the pages to print again.")
    )(changes)


def runs(
    project: ProjectArgument,
    verify: Annotated[
        bool,
        typer.Option(
            "--verify", help=tr("Check every record's signature and that none is missing.")
        ),
    ] = False,
    code: Annotated[
        str,
        typer.Option(
            help=tr("The code on a page (GM/…): say what the paper is and whether it still holds.")
        ),
    ] = "",
    as_json: JsonOption = False,
) -> None:
    """List the print runs, newest first; check them, or tell what a paper is."""
    from gridmap.session import open_session

    session = open_session(project, read_only=True)
    try:
        if code:
            _show_paper(session, code, as_json=as_json)
            return
        entries = session.store.runs()
        genuine = session.genuine_runs()
    finally:
        session.close()
    broken = broken_links(entries)
    body = {"project": str(project), "runs": [_plain(item, genuine, broken) for item in entries]}
    show(body, _listed(entries, genuine, broken), as_json=as_json)
    if verify and (broken or not all(genuine.values())):
        raise ProjectFileError(
            tr("The records of the print runs are not as they were signed."),
            hint=tr("Look for a backup from before; the list above names the runs."),
        )


def _show_paper(session: Session, code: str, *, as_json: bool) -> None:
    from gridmap.export.runs.paper import look_up

    paper = run_with_progress(look_up(session, code, on=date.today()), quiet=as_json)
    body = {
        "run": paper.code.run,
        "edition": paper.code.edition,
        "sheet": paper.code.sheet,
        "is_current": paper.is_current,
        "words": list(paper.words),
    }
    show(body, "\n".join(paper.words), as_json=as_json)


def changes(
    project: ProjectArgument,
    since: Annotated[
        int | None, typer.Option(help=tr("Number of the print run; without it the newest."))
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option(help=tr("A .pdf file for a swap list and the pages to print again.")),
    ] = None,
    lock: LockOption = False,
    password_file: PasswordFileOption = None,
    as_json: JsonOption = False,
) -> None:
    """Tell what changed since a run, and write the changed pages."""
    from gridmap.export.runs.changed import changed_atlas
    from gridmap.export.runs.changed_file import write_changed
    from gridmap.export.runs.report import to_dict, to_text
    from gridmap.session import open_session
    from gridmap.store.pictures import pictures_folder

    password = wanted_password(lock=lock, file=password_file)
    session = open_session(project, read_only=True)
    try:
        run = session.run(since)
        before, now = session.as_of(run.entry.log_seq), session.document.snapshot()
        log_seq = session.log_seq
    finally:
        session.close()
    pictures = pictures_folder(project)
    job = changed_atlas(now, before, run, on=date.today(), pictures=pictures, log_seq=log_seq)
    atlas = run_with_progress(job, quiet=as_json)
    body, text = to_dict(atlas), to_text(atlas)
    if out is not None and atlas.swaps:
        count = run_with_progress(write_changed(out, atlas, password=password), quiet=as_json)
        body |= {"file": str(out), "file_pages": count}
        text += "\n" + tr("{count} pages written to {file}.", count=count, file=out)
    show(body, text, as_json=as_json)


def _listed(entries: Sequence[RunEntry], genuine: dict[int, bool], broken: Set[int]) -> str:
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
        if entry.number in broken:
            line += tr(" — the run before it is gone or was changed")
        lines.append(line)
    return "\n".join(lines)


def _plain(entry: RunEntry, genuine: dict[int, bool], broken: Set[int]) -> dict[str, Any]:
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
        "is_chained": entry.number not in broken,
        "spec": dict(entry.spec),
    }
