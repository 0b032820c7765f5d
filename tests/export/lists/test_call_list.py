"""The call sheets and the evacuation atlas on paper: what stands on them, and what does not."""

from pathlib import Path

import pypdfium2
import pytest

from gridmap.errors import PrivacyError
from gridmap.export.atlas import export_atlas
from gridmap.export.lists.call_list import export_call_sheets
from gridmap.export.spec import AtlasSpec
from gridmap.model.editions import Edition
from gridmap.progress import run_job
from tests.helpers.build import TODAY, fid
from tests.helpers.storm import flooded

STORM = fid("storm")
NEVER = (
    *(
        "王小明",
        "李桂兰",
        "张有才",
        "王老五",
        "李冬生",
        "翻身",
        "轮椅垫",
        "每周送菜",
        "假肢",
        "戊",
        "己",
    ),
    *(
        "教务处",
        "09300000001",
        "0930999",
        "13800000003",
        "13800000004",
        "1940",
        "本人申请",
        "走后门",
    ),
)


def pages_of(path: Path) -> list[str]:
    with pypdfium2.PdfDocument(path) as pdf:
        return [page.get_textpage().get_text_bounded() for page in pdf]


def test_each_officer_has_a_sheet_with_people_helper_way_and_boxes(tmp_path: Path) -> None:
    out = tmp_path / "calls.pdf"
    report = run_job(export_call_sheets(flooded().snapshot(), STORM, out, on=TODAY))
    pages = pages_of(out)
    assert (report.pages, report.officers, report.people) == (4, 3, 3)
    text = "\n".join(pages)
    for words in (
        "需要背下楼",
        "邻居丙",
        "侄儿丁",
        "沿柳石路向东",
        "石桥避难点",
        "吴秀英",
        "13900000002",
    ):
        assert words in text
    assert text.count("1 called") == 3
    assert "no helper" in text


def test_incident_and_last_day_stand_on_every_page(tmp_path: Path) -> None:
    calls, atlas = tmp_path / "calls.pdf", tmp_path / "atlas.pdf"
    run_job(export_call_sheets(flooded().snapshot(), STORM, calls, on=TODAY))
    spec = AtlasSpec(edition=Edition.EVACUATION, on=TODAY, incident=STORM)
    run_job(export_atlas(flooded().snapshot(), spec, atlas))
    for page in (*pages_of(calls), *pages_of(atlas)):
        assert "1123洪水" in page
        assert "2026-11-26" in page
        assert "2027-11" not in page


def test_nothing_but_the_evacuation_is_on_paper(tmp_path: Path) -> None:
    calls, atlas = tmp_path / "calls.pdf", tmp_path / "atlas.pdf"
    run_job(export_call_sheets(flooded().snapshot(), STORM, calls, on=TODAY))
    spec = AtlasSpec(edition=Edition.EVACUATION, on=TODAY, incident=STORM)
    report = run_job(export_atlas(flooded().snapshot(), spec, atlas))
    text = "".join((*pages_of(calls), *pages_of(atlas)))
    assert not [word for word in NEVER if word in text]
    assert "Living" not in text
    assert report.households_drawn == 3
    assert not report.unlabelled
    assert "石桥村" not in "".join(pages_of(atlas)[:1])


def test_paper_needs_an_open_incident(tmp_path: Path) -> None:
    for snapshot in (flooded(closed_on=TODAY).snapshot(), flooded(valid_until=None).snapshot()):
        with pytest.raises(PrivacyError):
            run_job(export_call_sheets(snapshot, STORM, tmp_path / "calls.pdf", on=TODAY))
        spec = AtlasSpec(edition=Edition.EVACUATION, on=TODAY, incident=STORM)
        with pytest.raises(PrivacyError):
            run_job(export_atlas(snapshot, spec, tmp_path / "atlas.pdf"))
    assert not list(tmp_path.iterdir())
