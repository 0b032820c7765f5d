"""The list of visits: whose people, in which order, and nothing of anybody else."""

from datetime import date
from pathlib import Path

import pypdfium2
import pytest

from gridmap.errors import PrivacyError, UsageError
from gridmap.export.lists.day_sheet import DaySheetReport, export_day_sheet, walked_m
from gridmap.model.day_list import due_within, in_walking_order
from gridmap.model.document import Snapshot
from gridmap.model.editions import Edition, edition_view
from gridmap.model.features import FeatureId
from tests.helpers.build import TODAY, Tiny, fid


def made(
    snapshot: Snapshot,
    officer: FeatureId,
    out: Path,
    *,
    paper: str = "A5",
    days: int | None = 7,
    on: date = TODAY,
) -> tuple[DaySheetReport, str]:
    """Write a list; return its report and its words."""
    job = export_day_sheet(snapshot, officer, out, on=on, paper=paper, days=days)
    try:
        while True:
            next(job)
    except StopIteration as stop:
        report = stop.value
    pdf = pypdfium2.PdfDocument(out)
    try:
        words = "".join(page.get_textpage().get_text_range() for page in pdf)
        widths = {round(page.get_width() / 72 * 25.4) for page in pdf}
    finally:
        pdf.close()
    assert widths == {{"A4": 210, "A5": 148}[paper]}
    return report, words


@pytest.mark.parametrize("paper", ["A4", "A5"])
def test_the_list_holds_the_officers_own_people_and_no_one_else(
    tiny: Tiny, tmp_path: Path, paper: str
) -> None:
    report, words = made(tiny.snapshot(), fid("o2"), tmp_path / "list.pdf", paper=paper, days=None)
    view = edition_view(tiny.snapshot(), Edition.OFFICER, on=TODAY, recipient=fid("o2"))
    assert report.people == len(view.care) >= 1
    assert "王老五" in words
    assert "每周送菜" in words
    assert "吴秀英" in words
    for other in ("李冬生", "张二丫", "欧阳文山"):
        assert other not in words


def test_only_those_due_are_on_the_list_of_the_day(tiny: Tiny, tmp_path: Path) -> None:
    _, words = made(tiny.snapshot(), fid("o2"), tmp_path / "list.pdf", on=date(2026, 10, 2))
    assert "王老五" not in words
    _, words = made(tiny.snapshot(), fid("o2"), tmp_path / "list.pdf", on=date(2026, 11, 1))
    assert "王老五" in words
    assert "10-31, 1 days late" in " ".join(words.split())


def test_a_strange_paper_or_nobody_is_refused(tiny: Tiny, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no paper called A3"):
        next(export_day_sheet(tiny.snapshot(), fid("o2"), tmp_path / "x.pdf", on=TODAY, paper="A3"))
    job = export_day_sheet(tiny.snapshot(), fid("gone"), tmp_path / "x.pdf", on=TODAY)
    with pytest.raises(PrivacyError):
        list(job)


def test_the_walk_is_no_longer_than_in_the_order_of_the_register(tiny: Tiny) -> None:
    view = edition_view(tiny.snapshot(), Edition.OFFICER, on=TODAY, recipient=fid("o2"))
    entries = list(view.care)
    ordered = in_walking_order(entries)
    assert sorted(item.record.id for item in ordered) == sorted(item.record.id for item in entries)
    assert walked_m(ordered) <= walked_m(entries) + 1e-6
    assert due_within(entries, on=TODAY, days=0) == [
        item for item in entries if item.due.next_day is not None and item.due.next_day <= TODAY
    ]
