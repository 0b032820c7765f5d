"""What stands at the head of a page."""

from __future__ import annotations

from gridmap.export.page import PageCanvas, draw_header
from gridmap.export.plan import Stage
from gridmap.export.seen import view_of_spec
from gridmap.layers.recording import RecordingSurface
from gridmap.model.editions import Edition
from tests.export.atlas_helpers import spec
from tests.helpers.build import Tiny

LONG = "云岭镇 · 第二网格 (part) · 第一网格 (part) · 9 households on this sheet · 34 people here"


def test_a_long_line_below_the_title_is_set_smaller_and_never_on_two_lines(tiny: Tiny) -> None:
    wanted = spec(Edition.HOUSEHOLD, paper="16K")
    booklet = Stage(view_of_spec(tiny.snapshot(), wanted), wanted).booklet("柳溪村")
    surface = RecordingSurface(*wanted.size_mm)
    draw_header(
        PageCanvas(surface=surface, booklet=booklet, number=1), "柳溪村", LONG, sheet_id="1"
    )
    drawn = [call.style for call in surface.text_calls() for run in call.runs if run.text == LONG]
    assert len(drawn) == 1
    assert 6.5 <= drawn[0].size_pt < 10.0
