"""Whole files: made, read back, cancelled, refused."""

from __future__ import annotations

import json
import multiprocessing
import threading
from itertools import islice
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from shapely import GEOSException

from gridmap.errors import ExportError, GridMapError, NotFoundError
from gridmap.export import sheet_page
from gridmap.export.atlas import export_atlas
from gridmap.export.page import PageHead
from gridmap.export.pdf import document
from gridmap.export.village_work import VillageWork
from gridmap.i18n import CHINESE, set_language
from gridmap.model.document import Snapshot
from gridmap.model.editions import Edition
from gridmap.model.features import Household, Officer
from tests.export.atlas_helpers import (
    MM_PER_POINT,
    drawn,
    export,
    houses,
    one_village,
    page_texts,
    plan_of,
    spec,
)
from tests.helpers.build import Tiny, fid, project


def test_one_volume_holds_all_villages(tiny: Tiny, tmp_path: Path) -> None:
    report = export(tiny.snapshot(), spec(), tmp_path / "a.pdf")
    assert [village.village for village in report.villages] == ["柳树湾村", "石桥村"]
    assert report.files == (tmp_path / "a.pdf",)
    assert report.pages == len(page_texts(tmp_path / "a.pdf"))
    assert list(tmp_path.iterdir()) == [tmp_path / "a.pdf"]


def test_a_folder_holds_a_booklet_for_each_village(tiny: Tiny, tmp_path: Path) -> None:
    report = export(tiny.snapshot(), spec(), tmp_path / "out")
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == [
        "622921105201-柳树湾村-P2.pdf",
        "622921105202-石桥村-P2.pdf",
    ]
    assert report.unlabelled == 0
    assert sum(village.unplaced for village in report.villages) == 1


def test_only_the_wanted_villages_are_printed(tiny: Tiny, tmp_path: Path) -> None:
    report = export(tiny.snapshot(), spec(villages=(fid("v2"),)), tmp_path / "out")
    assert [village.code for village in report.villages] == ["622921105202"]
    with pytest.raises(NotFoundError):
        export(tiny.snapshot(), spec(villages=(fid("nowhere"),)), tmp_path / "b.pdf")


@pytest.mark.parametrize("paper", ["A4", "A3", "8K", "16K"])
def test_pages_have_the_size_of_the_paper(tiny: Tiny, tmp_path: Path, paper: str) -> None:
    wanted = spec(paper=paper)
    export(tiny.snapshot(), wanted, tmp_path / "a.pdf")
    with pikepdf.open(tmp_path / "a.pdf") as pdf:
        sizes = [tuple(float(v) * MM_PER_POINT for v in page.mediabox[2:]) for page in pdf.pages]
    upright, lying = wanted.size_mm, wanted.size_mm[::-1]
    assert sizes[0] == pytest.approx(upright, abs=0.1)
    for size in sizes:
        assert size in (pytest.approx(upright, abs=0.1), pytest.approx(lying, abs=0.1))


def test_every_door_and_head_is_on_its_home_page(tmp_path: Path) -> None:
    snapshot = one_village(*houses([(25.0 * (n % 15), 30.0 * (n // 15)) for n in range(130)]))
    plan = plan_of(snapshot)
    export(snapshot, spec(), tmp_path / "a.pdf")
    texts = page_texts(tmp_path / "a.pdf")
    for planned in plan.sheets:
        head = f"{planned.sheet.sheet_id}\r\nsheet"
        page = next(text for text in texts if head in text and "An example" not in text)
        words = set(page.split())
        for household in planned.sheet.households:
            assert household.door in words
        assert page.count("王小明") == len(planned.sheet.households)


def test_no_text_is_smaller_than_the_floor(tiny: Tiny) -> None:
    for edition, officer in ((Edition.HOUSEHOLD, None), (Edition.OFFICER, "o2")):
        plan = plan_of(tiny.snapshot(), spec(edition, officer=fid(officer) if officer else None))
        for surface in drawn(plan).values():
            for call in surface.text_calls():
                assert call.style.size_pt >= 6.5
    styles = plan.stage.styles
    assert styles.text("door").size_pt >= 8.0
    assert styles.text("door").font == "bold"
    assert styles.text("head").size_pt >= 7.0
    assert styles.text("body").size_pt >= 9.0


def test_all_fonts_are_embedded(tiny: Tiny, tmp_path: Path) -> None:
    export(tiny.snapshot(), spec(), tmp_path / "a.pdf")
    with pikepdf.open(tmp_path / "a.pdf") as pdf:
        names = set()
        for item in pdf.objects:
            if isinstance(item, pikepdf.Dictionary) and item.get("/Type") == "/FontDescriptor":
                names.add(str(item["/FontName"]))
                assert "/FontFile2" in item
        assert names
        for item in pdf.objects:
            if isinstance(item, pikepdf.Dictionary) and item.get("/Type") == "/Font":
                assert item["/Subtype"] in ("/Type0", "/CIDFontType2", "/Type3")


def test_links_and_outline_lead_to_pages(tiny: Tiny, tmp_path: Path) -> None:
    export(tiny.snapshot(), spec(), tmp_path / "a.pdf")
    document = pypdfium2.PdfDocument(tmp_path / "a.pdf")
    titles = [bookmark.get_title() for bookmark in document.get_toc()]
    document.close()
    assert "柳树湾村: overview" in titles
    assert any("01-01" in title for title in titles)
    with pikepdf.open(tmp_path / "a.pdf") as pdf:
        assert any("/Annots" in page for page in pdf.pages)


def test_the_footer_says_who_for_until_when_and_what_for(tiny: Tiny, tmp_path: Path) -> None:
    set_language(CHINESE)
    wanted = spec(recipient="周海燕", copy=3, copies=5, drawer="陈立新", checker="何建平")
    export(tiny.snapshot(), wanted, tmp_path / "a.pdf")
    for text in page_texts(tmp_path / "a.pdf"):
        for fact in ("周海燕", "第 3 / 5 份", "2026-11-23", "陈立新", "何建平", "非公开地图"):
            assert fact in text


def test_an_officers_edition_without_officer_makes_one_for_each(tiny: Tiny, tmp_path: Path) -> None:
    report = export(tiny.snapshot(), spec(Edition.OFFICER), tmp_path / "out")
    folders = sorted(path.name for path in (tmp_path / "out").iterdir())
    assert folders == ["吴秀英", "孙丽", "赵一鸣"] or set(folders) <= {"吴秀英", "孙丽", "赵一鸣"}
    assert len(report.files) >= 2
    with pytest.raises(ExportError):
        export(tiny.snapshot(), spec(Edition.OFFICER), tmp_path / "all.pdf")


def test_two_officers_of_one_name_get_two_folders(tiny: Tiny, tmp_path: Path) -> None:
    from dataclasses import replace

    features = [
        replace(item, name="同名") if isinstance(item, Officer) else item for item in tiny.features
    ]
    report = export(Snapshot.of(features), spec(Edition.OFFICER), tmp_path / "out")
    assert len(set(report.files)) == len(report.files)
    assert all(path.exists() for path in report.files)


@pytest.mark.parametrize(
    ("name", "password", "helpers"),
    [("volume.pdf", "", 0), ("volume.pdf", "a long password", 0), ("booklets", "", 0),
     ("volume.pdf", "", 1)],
)  # fmt: skip
def test_a_run_cancelled_at_any_step_leaves_no_file_and_no_process(
    tiny: Tiny, tmp_path: Path, name: str, password: str, helpers: int
) -> None:
    snapshot, stop_after, is_over = tiny.snapshot(), 1, False
    while not is_over:
        out = tmp_path / name
        job = export_atlas(snapshot, spec(), out, helpers=helpers, password=password)
        steps = list(islice(job, stop_after))
        is_over = len(steps) < stop_after
        if not is_over:
            job.close()
            assert list(tmp_path.iterdir()) == []
            assert multiprocessing.active_children() == []
        # starting helpers takes time: their runs are stopped at fewer moments
        stop_after += 1 if helpers == 0 else stop_after
    assert stop_after > 10
    assert out.exists()


def test_a_cancelled_run_does_not_wait_for_the_lock(
    tiny: Tiny, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    is_locking, may_end = threading.Event(), threading.Event()

    def lock(data: bytes, password: str) -> bytes:
        is_locking.set()
        may_end.wait()
        return data

    monkeypatch.setattr(document, "locked", lock)
    job = export_atlas(tiny.snapshot(), spec(), tmp_path / "a.pdf", password="a long password")
    while not is_locking.is_set():
        next(job)
    job.close()
    may_end.set()
    assert list(tmp_path.iterdir()) == []


def test_a_cancelled_run_does_not_wait_for_a_villages_pages(
    tiny: Tiny, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    is_paging, may_end = threading.Event(), threading.Event()

    def heads(*_: object, **__: object) -> list[PageHead]:
        is_paging.set()
        may_end.wait()
        return []

    monkeypatch.setattr(VillageWork, "heads", heads)
    for out in (tmp_path / "volume.pdf", tmp_path / "booklets"):
        is_paging.clear()
        may_end.clear()
        job = export_atlas(tiny.snapshot(), spec(), out, helpers=0)
        while not is_paging.is_set():
            next(job)
        job.close()
        may_end.set()
        assert list(tmp_path.iterdir()) == []


def test_a_cancelled_run_keeps_the_old_file(tiny: Tiny, tmp_path: Path) -> None:
    target = tmp_path / "a.pdf"
    target.write_bytes(b"the old one")
    job = export_atlas(tiny.snapshot(), spec(), target)
    for _ in range(5):
        next(job)
    job.close()
    assert target.read_bytes() == b"the old one"


def test_progress_names_pages_and_reaches_the_end(tiny: Tiny, tmp_path: Path) -> None:
    seen = list(export_atlas(tiny.snapshot(), spec(), tmp_path / "a.pdf"))
    assert all(step.message for step in seen)
    shares = [step.done / step.total for step in seen if step.total]
    assert shares == sorted(shares)
    assert 0.9 < shares[-1] <= 1.0


def test_a_folder_in_place_of_the_file_is_refused(tiny: Tiny, tmp_path: Path) -> None:
    (tmp_path / "a.pdf").mkdir()
    with pytest.raises(ExportError):
        export(tiny.snapshot(), spec(), tmp_path / "a.pdf")
    (tmp_path / "file").write_text("x")
    with pytest.raises(ExportError):
        export(tiny.snapshot(), spec(), tmp_path / "file")


def test_a_disk_error_is_told_and_nothing_stays(
    tiny: Tiny, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_room(self: Path, target: Path) -> Path:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", no_room)
    with pytest.raises(ExportError):
        export(tiny.snapshot(), spec(), tmp_path / "a.pdf")
    assert not list(tmp_path.rglob("*.pdf*"))


@pytest.mark.parametrize("error", [GridMapError, GEOSException])
def test_one_bad_page_is_reported_and_the_others_are_there(
    tiny: Tiny, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: type[Exception]
) -> None:
    real = sheet_page.draw_officers
    calls = []

    def fails_once(*args: object) -> None:
        calls.append(args)
        if len(calls) == 1:
            raise error("the page is full")
        real(*args)  # type: ignore[arg-type]

    monkeypatch.setattr(sheet_page, "draw_officers", fails_once)
    report = export(tiny.snapshot(), spec(), tmp_path / "a.pdf")
    assert [problem.message for problem in report.problems] == ["the page is full"]
    assert report.pages == len(page_texts(tmp_path / "a.pdf"))


def test_an_empty_project_is_refused_in_words(tmp_path: Path) -> None:
    with pytest.raises(ExportError):
        export(Snapshot.of([project()]), spec(), tmp_path / "a.pdf")


def test_the_report_is_plain_json_with_what_was_asked(tiny: Tiny, tmp_path: Path) -> None:
    report = export(tiny.snapshot(), spec(), tmp_path / "a.pdf")
    data = json.loads(json.dumps(report.to_dict()))
    assert data["unlabelled"] == 0
    assert data["pages"] == report.pages
    assert data["peak_memory_mb"] > 0
    village = data["villages"][0]
    assert village["drawn"] == village["labelled"] == 12
    assert {sheet["sheet"] for sheet in village["sheets"]} == {"01-01", "02-01"}
    assert all(sheet["scale"] >= 500 for sheet in village["sheets"])
    assert "0" in report.to_text()


def test_characters_that_no_font_has_are_reported(tmp_path: Path) -> None:
    from dataclasses import replace

    rare = [replace(item, head="王\U0003fff0") for item in houses([(0, 0)])]
    report = export(one_village(*rare), spec(), tmp_path / "a.pdf")
    assert report.villages[0].missing_characters == "\U0003fff0"


def test_households_of_no_village_get_a_booklet(tiny: Tiny, tmp_path: Path) -> None:
    lost = Household(id=fid("lost"), door="9", head="张三", geometry=None)
    features = [*tiny.features, lost]
    report = export(Snapshot.of(features), spec(), tmp_path / "out")
    assert report.villages[-1].households == 1
    assert report.villages[-1].unplaced == 1


def test_an_officer_gets_only_the_villages_of_their_people_and_posts(
    tiny: Tiny, tmp_path: Path
) -> None:
    report = export(tiny.snapshot(), spec(Edition.OFFICER, officer=fid("o2")), tmp_path / "out")
    assert [village.code for village in report.villages] == ["622921105201"]
    nobody = Officer(id=fid("o9"), name="闲人")
    with pytest.raises(ExportError):
        export(
            Snapshot.of([*tiny.features, nobody]),
            spec(Edition.OFFICER, officer=fid("o9")),
            tmp_path / "b",
        )
