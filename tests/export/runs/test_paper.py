"""A page's code says what the paper is, and whether it is still as it would be printed now."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from gridmap.errors import UsageError
from gridmap.export.atlas import export_atlas
from gridmap.export.runs.changed import changed_atlas
from gridmap.export.runs.draft import run_draft
from gridmap.export.runs.paper import Paper, look_up, read_code
from gridmap.export.spec import AtlasSpec
from gridmap.model.changes import edited
from gridmap.model.editions import Edition
from gridmap.model.features import Household
from gridmap.model.runs import PREVIOUS, PrintRun, broken_links
from gridmap.progress import run_job
from gridmap.session import Session, open_session
from tests.helpers.build import Tiny, fid
from tests.helpers.stores import tiny_file

TODAY = date.today()


def print_one(session: Session, folder: Path, **fields: object) -> str:
    """Print a volume, record it, and return the end of its codes."""
    revision = session.next_revision
    spec = AtlasSpec(edition=Edition.HOUSEHOLD, on=TODAY, revision=revision, **fields)  # type: ignore[arg-type]
    job = export_atlas(session.document.snapshot(), spec, folder / "v.pdf", helpers=0)
    draft = run_draft(run_job(job), spec, log_seq=session.log_seq, is_volume=True)
    session.record_run(draft)
    return revision


@pytest.fixture
def session(tmp_path: Path, tiny: Tiny) -> Iterator[Session]:
    opened = open_session(tiny_file(tmp_path, tiny), author="王芳")
    yield opened
    opened.close()


def asked(session: Session, sheet: str, revision: str, edition: str = "P2") -> Paper:
    project = session.document.project.id[:8]
    return run_job(look_up(session, f"gm/{project}/{edition}/{sheet}/{revision}", on=TODAY))


def rename(session: Session, home: str, head: str) -> None:
    house = session.document.get(fid(home), Household)
    session.apply(edited("改户主", [(house, replace(house, head=head))]))


def test_a_sheet_is_current_until_something_on_it_changes(session: Session, tmp_path: Path) -> None:
    revision = print_one(session, tmp_path)
    sheets = [p for p in session.run().booklets[0].pages if p.kind == "sheet"]
    assert asked(session, sheets[0].name, revision).is_current is True
    rename(session, "h01", "欧阳明月")
    answers = {page.name: asked(session, page.name, revision).is_current for page in sheets}
    assert set(answers.values()) == {True, False}
    changed = next(name for name, is_current in answers.items() if not is_current)
    assert "changed since" in asked(session, changed, revision).words[-1]


def test_pages_without_a_sheet_are_known_by_their_number(session: Session, tmp_path: Path) -> None:
    revision = print_one(session, tmp_path)
    paper = asked(session, "P2", revision)
    assert paper.is_current is True
    assert "page 2" in paper.words[-1]


def test_of_two_runs_made_at_the_same_time_each_page_is_told_by_its_own(
    session: Session, tmp_path: Path
) -> None:
    revision = session.next_revision
    for edition in (Edition.SUMMARY, Edition.HOUSEHOLD):
        spec = AtlasSpec(edition=edition, on=TODAY, revision=revision)
        job = export_atlas(session.document.snapshot(), spec, tmp_path / "v.pdf", helpers=0)
        draft = run_draft(run_job(job), spec, log_seq=session.log_seq, is_volume=True)
        session.record_run(draft)
    for edition, number in (("P1", 1), ("P2", 2)):
        paper = asked(session, "P2", revision, edition)
        assert paper.is_current is True
        assert f"print run {number} " in paper.words[0]


def test_a_page_that_was_put_in_later_is_known_and_good_until_the_next_edit(
    session: Session, tmp_path: Path
) -> None:
    print_one(session, tmp_path)
    run = session.run()
    rename(session, "h01", "欧阳明月")
    before = run_job(session.as_of_job(run.entry.log_seq))
    atlas = run_job(
        changed_atlas(session.document.snapshot(), before, run, on=TODAY, log_seq=session.log_seq)
    )
    sheet, revision = first_sheet(run), f"{run.entry.number}.{session.log_seq}"
    (changed,) = atlas.booklets
    assert sheet in {swap.name for swap in changed.put_in}
    assert changed.rebuilt is not None
    assert changed.rebuilt.booklet.spec.revision == revision
    paper = asked(session, sheet, revision)
    assert paper.is_current is True
    assert "put in" in paper.words[0]
    rename(session, "h01", "司马文")
    assert asked(session, sheet, revision).is_current is None
    later = date.fromisoformat(run.entry.spec["valid_until"]) + timedelta(days=1)
    project = session.document.project.id[:8]
    job = look_up(session, f"gm/{project}/P2/{sheet}/{revision}", on=later)
    assert run_job(job).is_current is False


def first_sheet(run: PrintRun) -> str:
    card = run.booklets[0].cards[0]
    return str(card["sheets"][0]["name"])


def test_what_was_valid_until_yesterday_is_no_longer_good(session: Session, tmp_path: Path) -> None:
    revision = print_one(session, tmp_path, valid_until=TODAY - timedelta(days=1))
    assert asked(session, "P2", revision).is_current is False


def test_without_a_chosen_last_day_a_paper_is_good_for_a_year(
    session: Session, tmp_path: Path
) -> None:
    code = f"gm/{session.document.project.id[:8]}/P2/P2/{print_one(session, tmp_path)}"
    in_time = run_job(look_up(session, code, on=TODAY + timedelta(days=364)))
    too_late = run_job(look_up(session, code, on=TODAY + timedelta(days=367)))
    assert len(too_late.words) == len(in_time.words) + 1
    assert "take it back" in too_late.words[-1]


@pytest.mark.parametrize(
    ("sheet", "revision", "edition"),
    [("P2", "9.1", "P2"), ("P2", "0", "P2"), ("P999", "1.0", "P2"), ("P2", "1.0", "P3")],
)
def test_a_page_that_is_in_no_record_cannot_be_told(
    session: Session, tmp_path: Path, sheet: str, revision: str, edition: str
) -> None:
    print_one(session, tmp_path)
    assert asked(session, sheet, revision, edition).is_current is None


def test_a_paper_of_another_project_is_named_as_such(session: Session, tmp_path: Path) -> None:
    revision = print_one(session, tmp_path)
    paper = run_job(look_up(session, f"GM/ANOTHER1/P2/P2/{revision}", on=TODAY))
    assert paper.is_current is None
    assert "another project" in paper.words[0]


@pytest.mark.parametrize("text", ["", "http://x", "GM/A/P2/P1", "GM/A/P9/P1/1.0", "GM/A/P2/P1/x"])
def test_another_text_is_no_code(text: str) -> None:
    with pytest.raises(UsageError):
        read_code(text)


def test_the_code_of_a_sheet_keeps_the_stroke_in_its_name() -> None:
    assert read_code("gm/a/P2/622921105201/01-01/3.12 ").sheet == "622921105201/01-01"


def test_each_run_holds_the_signature_of_the_one_before(session: Session, tmp_path: Path) -> None:
    for _ in range(3):
        print_one(session, tmp_path)
    entries = session.store.runs()
    assert broken_links(entries) == set()
    assert entries[0].spec[PREVIOUS] == entries[1].signature
    assert session.genuine_runs() == {1: True, 2: True, 3: True}
    assert broken_links([item for item in entries if item.number != 2]) == {3}
    forged = [replace(item, signature="0" * 64) if item.number == 1 else item for item in entries]
    assert broken_links(forged) == {2}


def test_a_record_edited_by_another_program_is_found(tmp_path: Path, tiny: Tiny) -> None:
    path = tiny_file(tmp_path, tiny)
    session = open_session(path)
    revision = print_one(session, tmp_path)
    session.close()
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE print_runs SET author = 'somebody else'")
    connection.close()
    session = open_session(path)
    assert session.genuine_runs() == {1: False}
    assert asked(session, "P2", revision).is_current is None
    session.close()
