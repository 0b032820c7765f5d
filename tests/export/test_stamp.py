"""The code and the watermark on every page tell copies apart and hide nothing."""

from __future__ import annotations

import itertools
import math
from pathlib import Path

import numpy as np
import pypdfium2
import pytest
from PIL import Image

from gridmap.export.frames import Rect
from gridmap.export.free_room import FreeRoom
from gridmap.export.page import PageCanvas
from gridmap.export.stamp import ON_MAPS, WATERMARK, draw_watermark, page_code, watermark_text
from gridmap.layers.metrics import MM_PER_POINT, text_width_mm
from gridmap.layers.recording import RecordingSurface
from gridmap.layers.style import load_styles
from gridmap.model.document import Snapshot
from gridmap.model.editions import Edition
from gridmap.model.features import FeatureId
from tests.export.atlas_helpers import export, houses, one_village, page_texts, plan_of, spec


def village() -> Snapshot:
    return one_village(*houses([(100 + 12 * i, 100) for i in range(12)]))


def picture(path: Path, page: int, dpi: int) -> Image.Image:
    document = pypdfium2.PdfDocument(path)
    try:
        image: Image.Image = document[page].render(scale=dpi / 72).to_pil()
        return image
    finally:
        document.close()


@pytest.mark.parametrize("edition", [Edition.PUBLIC, Edition.HOUSEHOLD])
def test_the_code_of_every_page_reads_back_at_print_size(tmp_path: Path, edition: Edition) -> None:
    zxingcpp = pytest.importorskip("zxingcpp")
    out = tmp_path / "a.pdf"
    report = export(village(), spec(edition, revision="7.120"), out)
    (booklet,) = report.booklets
    for at, mark in enumerate(booklet.pages):
        found = zxingcpp.read_barcodes(picture(out, at, 200))
        (text,) = [item.text for item in found]
        assert text.startswith("GM/")
        assert text.endswith("/7.120")
        assert edition.value in text.split("/")
        assert mark.kind != "sheet" or mark.name.upper() in text


def test_the_code_tells_of_no_person() -> None:
    stage = plan_of(village(), spec(recipient="王建国")).stage
    from gridmap.export.page import PageHead, PageKind

    page = PageHead(name="622921105201/01-01", kind=PageKind.SHEET, title="王小明")
    text = page_code(stage.booklet("柳树湾村"), page, 4)
    assert text == "GM/PROJECT/P2/622921105201/01-01/0"


def test_recipient_and_copy_change_no_page_but_its_imprint(tmp_path: Path) -> None:
    runs = [
        export(village(), spec(recipient=name, copy=copy, copies=3, revision=str(copy)),
               tmp_path / f"{copy}.pdf")
        for name, copy in (("王建国", 1), ("李秀英", 2))
    ]  # fmt: skip
    first, second = ({page.name: page.digest for page in run.booklets[0].pages} for run in runs)
    different = {name for name in first if first[name] != second[name]}
    assert different <= {"cover", "slip"}


def test_only_editions_with_households_carry_the_watermark(tmp_path: Path) -> None:
    word = "王建国 第一份"
    for edition, is_marked in ((Edition.PUBLIC, False), (Edition.HOUSEHOLD, True)):
        stage = plan_of(village(), spec(edition, recipient=word)).stage
        assert stage.booklet("x").edition.shows_households is is_marked
        out = tmp_path / f"{edition}.pdf"
        export(village(), spec(edition, recipient=word), out)
        texts = page_texts(out)[1:]
        assert any(word in text for text in texts) is is_marked
    plain, marked = tmp_path / "plain.pdf", tmp_path / f"{Edition.HOUSEHOLD}.pdf"
    export(village(), spec(recipient=word, watermark=False), plain)
    count = [sum(text.count(word) for text in page_texts(path)) for path in (plain, marked)]
    assert 0 < count[0] < count[1]


def _light(color: str) -> float:
    parts = [int(color[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _below_watermark(color: str) -> str:
    share = int(WATERMARK.color[7:9], 16) / 255
    mixed = [
        round(int(color[at : at + 2], 16) * (1 - share)
              + int(WATERMARK.color[at : at + 2], 16) * share)
        for at in (1, 3, 5)
    ]  # fmt: skip
    return "#" + "".join(f"{part:02X}" for part in mixed)


@pytest.mark.parametrize("name", ["door", "head", "body", "body-bold", "small", "title"])
def test_text_below_the_watermark_stays_readable(name: str) -> None:
    ink = load_styles().text(name).color[:7]
    light, dark = _light(_below_watermark("#FFFFFF")), _light(_below_watermark(ink))
    assert (light + 0.05) / (dark + 0.05) >= 4.5


def test_the_watermark_names_recipient_copy_and_day() -> None:
    stage = plan_of(village(), spec(recipient="王建国", copy=2, copies=5)).stage
    text = watermark_text(stage.booklet("柳树湾村"))
    assert "王建国" in text
    assert "2" in text
    assert stage.spec.print_day.isoformat() in text
    assert FeatureId("project")[:8].upper() not in text


@pytest.mark.parametrize(("wide_mm", "most"), [(12.0, 1), (160.0, 3)])
def test_words_of_a_map_never_stand_on_each_other(wide_mm: float, most: int) -> None:
    """In room for one strip, with some play, the words stand once."""
    stage = plan_of(village(), spec(recipient="王建国")).stage
    window = Rect(20.0, 20.0, wide_mm, 80.0)
    room = FreeRoom.of(window, np.empty((0, 4)))
    booklet = stage.booklet("柳树湾村")
    surface = RecordingSurface(210.0, 297.0)
    canvas = PageCanvas(surface=surface, booklet=booklet, number=3, rooms=[room])
    draw_watermark(canvas)
    runs = [run for call in surface.text_calls() for run in call.runs]
    assert len(runs) == most
    for one, two in itertools.combinations(runs, 2):
        turn = math.radians(one.angle_deg)
        x_mm, y_mm = two.x_mm - one.x_mm, two.y_mm - one.y_mm
        along = abs(x_mm * math.cos(turn) - y_mm * math.sin(turn))
        across = abs(x_mm * math.sin(turn) + y_mm * math.cos(turn))
        size_mm = ON_MAPS.size_pt * MM_PER_POINT
        assert along >= text_width_mm(one.text, ON_MAPS) or across >= size_mm
