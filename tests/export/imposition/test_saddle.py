"""Every page of every booklet stands where the folded paper shows it in its turn."""

from __future__ import annotations

import pytest

from gridmap.export.imposition.placing import Duplex, Placed, SheetFormat, placed_side
from gridmap.export.imposition.saddle import Mode, sheets_for
from tests.helpers.folding import Ink, Paper, cut, folded, leafed

READ = {Mode.SADDLE: folded, Mode.LOOSE: leafed, Mode.CUT: cut}
PAGE_MM = (210.0, 297.0)
MOST = 200


def ink(item: Placed) -> Ink:
    a, b, c, d, e, f = item.matrix
    x, y = PAGE_MM[0] / 2, PAGE_MM[1] / 2
    return Ink(item.page, a * x + c * y + e, b * x + d * y + f, (c, d))


def printed(pages: int, mode: Mode, duplex: Duplex) -> list[Paper]:
    sheet = SheetFormat(mode=mode, paper_mm=(297.0, 420.0), duplex=duplex)
    sizes = dict.fromkeys(range(1, pages + 1), PAGE_MM)
    return [
        Paper(
            *sheet.size_mm,
            tuple(map(ink, placed_side(one.front, sizes, sheet, is_back=False))),
            tuple(map(ink, placed_side(one.back, sizes, sheet, is_back=True))),
        )
        for one in sheets_for(mode, pages)
    ]


@pytest.mark.parametrize("duplex", Duplex)
@pytest.mark.parametrize("mode", Mode)
def test_the_paper_reads_in_order_and_upright_for_every_number_of_pages(
    mode: Mode, duplex: Duplex
) -> None:
    for pages in range(1, MOST + 1):
        read = READ[mode](printed(pages, mode, duplex), duplex.value)
        assert [side.page for side in read if side is not None] == list(range(1, pages + 1))
        assert None not in read[:pages], "blanks stand at the end"
        assert all(side.up[1] > 0 and side.up[0] == 0 for side in read if side is not None)


@pytest.mark.parametrize("mode", [Mode.SADDLE, Mode.CUT])
@pytest.mark.parametrize("duplex", Duplex)
def test_turning_over_the_other_edge_than_planned_turns_backs_on_their_heads(
    mode: Mode, duplex: Duplex
) -> None:
    other = Duplex.LONG if duplex is Duplex.SHORT else Duplex.SHORT
    read = READ[mode](printed(8, mode, duplex), other.value)
    assert any(side is not None and side.up[1] < 0 for side in read)


def test_no_more_paper_is_used_than_needed() -> None:
    for pages in range(1, MOST + 1):
        assert len(sheets_for(Mode.SADDLE, pages)) == -(-pages // 4)
        assert len(sheets_for(Mode.LOOSE, pages)) == -(-pages // 2)
        assert len(sheets_for(Mode.CUT, pages)) == -(-pages // 4)
