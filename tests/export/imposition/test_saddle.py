"""Every page of every booklet stands where the folded paper shows it in its turn."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gridmap.export.imposition.layout import lay_out
from gridmap.export.imposition.placing import Duplex, Placed, SheetFormat
from gridmap.export.imposition.saddle import Mode, sheets_for
from gridmap.export.imposition.wanted import PrintWanted
from tests.helpers.folding import Ink, Paper, cut, folded, leafed

READ = {Mode.SADDLE: folded, Mode.LOOSE: leafed, Mode.CUT: cut}
TURNS = (Duplex.LONG, Duplex.SHORT)
PAGE_MM = (210.0, 297.0)
MOST = 200


def ink(item: Placed) -> Ink:
    a, b, c, d, e, f = item.matrix
    x, y = PAGE_MM[0] / 2, PAGE_MM[1] / 2
    return Ink(item.page, a * x + c * y + e, b * x + d * y + f, (c, d))


def printed(
    count: int, mode: Mode, duplex: Duplex, *, chosen: tuple[int, ...] = (), creep_mm: float = 0.0
) -> list[Paper]:
    """The sheets of a file of `count` pages as they come out of the printer."""
    sheet = SheetFormat(mode=mode, paper_mm=(297.0, 420.0), duplex=duplex)
    wanted = PrintWanted(sheet=sheet, pages=chosen, thickness_mm=creep_mm)
    return [
        Paper(
            *sheet.size_mm,
            tuple(map(ink, one.front.placed)),
            tuple(map(ink, one.back.placed)) if one.back is not None else (),
        )
        for one in lay_out(dict.fromkeys(range(1, count + 1), PAGE_MM), wanted)
    ]


@pytest.mark.parametrize("duplex", TURNS)
@pytest.mark.parametrize("mode", READ)
def test_the_paper_reads_in_order_and_upright_for_every_number_of_pages(
    mode: Mode, duplex: Duplex
) -> None:
    for pages in range(1, MOST + 1):
        read = READ[mode](printed(pages, mode, duplex), duplex.value)
        assert [side.page for side in read if side is not None] == list(range(1, pages + 1))
        assert None not in read[:pages], "blanks stand at the end"
        assert all(side.up[1] > 0 and side.up[0] == 0 for side in read if side is not None)


@given(
    count=st.integers(1, MOST),
    mode=st.sampled_from(list(READ)),
    duplex=st.sampled_from(TURNS),
    creep_mm=st.floats(0.0, 0.3),
    data=st.data(),
)
def test_chosen_pages_read_in_their_order_whatever_the_paper_is_thick(
    count: int, mode: Mode, duplex: Duplex, creep_mm: float, data: st.DataObject
) -> None:
    numbers = st.lists(st.integers(1, count), min_size=1, max_size=MOST, unique=True)
    chosen = tuple(sorted(data.draw(numbers)))
    read = READ[mode](printed(count, mode, duplex, chosen=chosen, creep_mm=creep_mm), duplex.value)
    assert tuple(side.page for side in read if side is not None) == chosen
    assert all(side.up[1] > 0 for side in read if side is not None)


def test_leaves_printed_on_one_side_have_one_page_each() -> None:
    papers = printed(7, Mode.LOOSE, Duplex.NONE)
    assert [paper.front[0].page for paper in papers] == list(range(1, 8))
    assert all(paper.back == () for paper in papers)


@pytest.mark.parametrize("mode", [Mode.SADDLE, Mode.CUT])
@pytest.mark.parametrize("duplex", TURNS)
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
