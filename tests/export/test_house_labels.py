"""The room of a house's label holds the ink of its lines, and no line lies on the other."""

from __future__ import annotations

from dataclasses import replace

import pytest

from gridmap.export.house_labels import HouseTexts
from gridmap.layers.labels import LabelBox, PlacedLabel, Side
from gridmap.layers.metrics import drop_mm, rise_mm
from gridmap.layers.style import load_styles
from tests.export.atlas_helpers import houses

HAIR_MM = 1e-6


def placed(box: LabelBox, shape: int, side: Side) -> PlacedLabel:
    return PlacedLabel(
        key="h", variant=box.name, shape=shape, left_mm=20.0, top_mm=10.0, width_mm=box.width_mm,
        height_mm=box.height_mm, side=side, offset_mm=(0.0, 0.0),
    )  # fmt: skip


@pytest.mark.parametrize("side", ["right", "left", "above"])
@pytest.mark.parametrize(
    ("door", "head"),
    [("12", "王小明"), ("7(b)", "Peggy Jung"), ("Gjógv", "Ćwiąkała"), ("pg", ""), ("3", "ޙަސަން")],
)
def test_every_way_to_set_a_label_holds_its_ink(door: str, head: str, side: Side) -> None:
    styles = load_styles()
    texts = HouseTexts(styles)
    household = replace(houses([(0.0, 0.0)])[0], door=door, head=head)
    for shape, box in enumerate(texts.boxes(household)):
        label = placed(box, shape, side)
        lines = texts.lines(household, label, "8")
        inks = []
        for line in lines:
            style = styles.text(line.style)
            inks.append(
                (line.y_mm - rise_mm(line.text, style), line.y_mm + drop_mm(line.text, style))
            )
        assert min(top for top, _ in inks) >= label.top_mm - HAIR_MM
        assert max(bottom for _, bottom in inks) <= label.top_mm + label.height_mm + HAIR_MM
        if len(lines) == 2 and lines[0].y_mm != lines[1].y_mm:
            assert inks[0][1] <= inks[1][0] + HAIR_MM


def test_chinese_labels_take_no_more_room_than_they_need() -> None:
    heights = [box.height_mm for box in HouseTexts(load_styles()).boxes(houses([(0.0, 0.0)])[0])]
    assert heights[:3] == pytest.approx([5.35, 2.75, 2.75])
