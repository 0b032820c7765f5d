"""What stands at the foot of a page in which edition."""

from __future__ import annotations

import pytest

from gridmap.export.page import PageCanvas
from gridmap.export.page_foot import draw_footer, duty_of_care, imprint_columns
from gridmap.export.plan import Stage
from gridmap.export.seen import view_of_spec
from gridmap.i18n import set_language
from gridmap.layers.recording import RecordingSurface
from gridmap.model.editions import Edition
from tests.export.atlas_helpers import spec
from tests.helpers.build import Tiny

SLIP = {"is_slip": True, "binding_mm": 14.0}


@pytest.mark.parametrize(
    ("edition", "is_named"),
    [(Edition.PUBLIC, False), (Edition.SUMMARY, True), (Edition.HOUSEHOLD, True)],
)
def test_only_editions_with_pictures_below_the_map_name_their_files(
    tiny: Tiny, edition: Edition, is_named: bool
) -> None:
    wanted = spec(edition, base_map="王小明家.tif 2026-01-01")
    booklet = Stage(view_of_spec(tiny.snapshot(), wanted), wanted).booklet("柳溪村")
    words = [text for column in imprint_columns(booklet) for _, text in column]
    assert any("王小明家" in text for text in words) == is_named


@pytest.mark.parametrize("language", ["en", "zh_CN"])
@pytest.mark.parametrize("paper", ["A4", "16K", "A5"])
def test_dates_at_the_foot_are_never_broken(tiny: Tiny, paper: str, language: str) -> None:
    set_language(language)
    wanted = spec(Edition.HOUSEHOLD, paper=paper, **(SLIP if paper == "A5" else {}))
    booklet = Stage(view_of_spec(tiny.snapshot(), wanted), wanted).booklet("柳溪村")
    surface = RecordingSurface(*wanted.size_mm)
    canvas = PageCanvas(surface=surface, booklet=booklet, number=1)
    draw_footer(canvas)
    assert surface.texts().count(wanted.on.isoformat()) >= 1
    assert not any(text.endswith("-") for text in surface.texts())
    lowest = max(run.y_mm for call in surface.text_calls() for run in call.runs)
    assert lowest <= canvas.content.bottom_mm + 3.0


@pytest.mark.parametrize("paper", ["A4", "16K"])
def test_the_rows_at_the_foot_stand_clear_of_each_other_and_of_the_line_below(
    tiny: Tiny, paper: str
) -> None:
    set_language("en")
    wanted = spec(Edition.HOUSEHOLD, paper=paper, purpose="drawing and finding every last door")
    booklet = Stage(view_of_spec(tiny.snapshot(), wanted), wanted).booklet("柳溪村")
    surface = RecordingSurface(*wanted.size_mm)
    draw_footer(PageCanvas(surface=surface, booklet=booklet, number=1))
    runs = [(run, call.style) for call in surface.text_calls() for run in call.runs]
    duty = min(run.y_mm for run, _ in runs if run.text.startswith("Holds personal data"))
    words = [(run, style) for run, style in runs if run.text in wanted.purpose]
    assert " ".join(run.text for run, _ in words) == wanted.purpose
    for run, style in words:
        assert style.size_pt >= 6.5
        assert run.y_mm <= duty - 2.0


@pytest.mark.parametrize("edition", [Edition.HOUSEHOLD, Edition.SUMMARY, Edition.PUBLIC])
def test_the_line_of_care_is_one_line_on_narrow_paper(tiny: Tiny, edition: Edition) -> None:
    set_language("en")
    chosen = spec(edition, paper="16K")
    booklet = Stage(view_of_spec(tiny.snapshot(), chosen), chosen).booklet("柳树湾村")
    surface = RecordingSurface(195.0, 270.0)
    draw_footer(PageCanvas(surface=surface, booklet=booklet, number=1))
    assert duty_of_care(edition) in surface.texts()
