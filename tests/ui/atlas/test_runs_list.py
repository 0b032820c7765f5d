"""The list of print runs: what changed since one, and only the changed sheets, from the window."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pikepdf
from pytestqt.qtbot import QtBot

from gridmap.export.atlas import export_atlas
from gridmap.export.runs.draft import run_draft
from gridmap.export.spec import AtlasSpec
from gridmap.i18n import tr
from gridmap.model.changes import edited
from gridmap.model.editions import Edition
from gridmap.model.features import Household
from gridmap.progress import run_job
from gridmap.session import Session, open_session
from gridmap.ui.atlas.runs_list import RunsDialog
from gridmap.ui.jobs import JobRunner
from gridmap.ui.theme import LIGHT
from tests.helpers.build import Tiny, fid
from tests.helpers.stores import tiny_file
from tests.helpers.window import open_project, open_window, tiny_project


def printed(folder: Path, tiny: Tiny) -> Session:
    """The tiny project with one print run and one household edited since."""
    session = open_session(tiny_file(folder, tiny), author="王芳")
    spec = AtlasSpec(edition=Edition.HOUSEHOLD, on=date.today(), recipient="石桥村支书")
    out = folder / "v.pdf"
    report = run_job(export_atlas(session.document.snapshot(), spec, out, helpers=0))
    session.record_run(run_draft(report, spec, log_seq=session.log_seq, is_volume=True))
    house = session.document.get(fid("h01"), Household)
    session.apply(edited("改户主", [(house, replace(house, head="欧阳明月"))]))
    return session


def test_what_changed_is_shown_and_only_those_pages_are_written(
    qtbot: QtBot, tmp_path: Path, tiny: Tiny
) -> None:
    session = printed(tmp_path, tiny)
    runner = JobRunner()
    dialog = RunsDialog(None, session, runner, LIGHT)
    qtbot.addWidget(dialog)
    runs = dialog.runs
    assert runs.number == 1
    assert not runs.print_button.isEnabled()
    assert "First ask" in runs.print_button.toolTip()
    runs.compare()
    qtbot.waitUntil(runs.print_button.isEnabled, timeout=30_000)
    text = runs.text.toPlainText()
    assert "欧阳明月" in text
    runs.write(tmp_path / "changed.pdf")
    assert not runs.print_button.isEnabled()
    qtbot.waitUntil(lambda: runs.made.file is not None, timeout=30_000)
    with pikepdf.open(tmp_path / "changed.pdf") as pdf:
        assert 1 < len(pdf.pages) < len(session.run().booklets[0].pages)
    session.close()


def test_a_new_run_appears_in_the_list(qtbot: QtBot, tmp_path: Path, tiny: Tiny) -> None:
    session = printed(tmp_path, tiny)
    dialog = RunsDialog(None, session, JobRunner(), LIGHT)
    qtbot.addWidget(dialog)
    first = session.run()
    session.record_run(
        run_draft_of(first.booklets, first.entry.spec, first.entry.edition, session.log_seq)
    )
    assert dialog.runs.list.topLevelItemCount() == 2
    assert dialog.runs.number == 2
    session.close()


def run_draft_of(booklets, spec, edition, log_seq):
    from gridmap.model.runs import RunDraft

    return RunDraft(edition=edition, spec=spec, log_seq=log_seq, booklets=booklets)


def test_an_atlas_made_in_the_window_is_kept_as_a_run(
    qtbot: QtBot, tmp_path: Path, tiny: Tiny
) -> None:
    with open_window(qtbot) as window:
        open_project(qtbot, window, tiny_project(tmp_path, tiny))
        session = window.view.workspace.session
        spec = AtlasSpec(edition=Edition.PUBLIC, on=date.today())
        window.view.make_atlas(spec, tmp_path / "a.pdf")
        qtbot.waitUntil(lambda: bool(session.store.runs()), timeout=30_000)
        (entry,) = session.store.runs()
        assert entry.edition == "P0"
        assert entry.spec["revision"] == f"1.{entry.log_seq}"


def test_a_project_without_runs_says_so(qtbot: QtBot, tmp_path: Path, tiny: Tiny) -> None:
    session = open_session(tiny_file(tmp_path, tiny))
    dialog = RunsDialog(None, session, JobRunner(), LIGHT)
    qtbot.addWidget(dialog)
    assert dialog.runs.note.text() == tr("No print run is recorded in this project yet.")
    assert not dialog.runs.compare_button.isEnabled()
    session.close()


def test_a_code_tells_what_the_paper_is_and_whether_it_still_holds(
    qtbot: QtBot, tmp_path: Path, tiny: Tiny
) -> None:
    session = printed(tmp_path, tiny)
    dialog = RunsDialog(None, session, JobRunner(), LIGHT)
    qtbot.addWidget(dialog)
    runs = dialog.runs
    revision = f"1.{session.run().entry.log_seq}"
    project = session.document.project.id[:8].upper()
    runs.code.setText(f"GM/{project}/P2/P1/{revision}")
    runs.code.returnPressed.emit()
    qtbot.waitUntil(lambda: "print run 1" in runs.text.toPlainText(), timeout=30_000)
    assert "Still good" in runs.text.toPlainText()
    runs.code.setText("nonsense")
    runs.code_button.click()
    assert "is not the code of a page" in runs.text.toPlainText()
    session.close()


def test_the_records_are_checked(qtbot: QtBot, tmp_path: Path, tiny: Tiny) -> None:
    session = printed(tmp_path, tiny)
    dialog = RunsDialog(None, session, JobRunner(), LIGHT)
    qtbot.addWidget(dialog)
    dialog.runs.check_button.click()
    qtbot.waitUntil(lambda: bool(dialog.runs.text.toPlainText()), timeout=30_000)
    assert "All 1 records" in dialog.runs.text.toPlainText()
    session.close()
