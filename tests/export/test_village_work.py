from __future__ import annotations

from pathlib import Path

from gridmap.export.pdf.drawn_page import DrawnPage
from gridmap.export.report import VillageReport
from gridmap.export.spool import spool_for
from gridmap.export.village_work import DrawnVillage

REPORT = VillageReport(
    village="柳溪村", code="201", file="a.pdf", pages=3, sheets=(), households=0, drawn=0,
    labelled=0, unlabelled=0, unplaced=0, fallbacks={}, missing_characters="",
)  # fmt: skip


def test_pages_come_out_of_the_spool_as_they_were_packed(tmp_path: Path) -> None:
    pages = tuple(
        DrawnPage(
            name=f"v/{number}",
            width_mm=210.0,
            height_mm=297.0,
            code=bytes([number]) * 50,
            fonts={("sans", False): {number: "柳"}},
            links=((f"v/{number + 1}", (1.0, 2.0, 3.0, 4.5)),),
        )
        for number in range(3)
    )
    made = DrawnVillage(
        pages=pages, digests=("a", "b", "c"), report=REPORT, problems=(), households=frozenset()
    )
    packed = made.with_packed_pages()
    assert packed.pages == ()
    with spool_for(tmp_path / "volume.pdf") as spool:
        spool.put(b"another village's")
        kept = packed.spooled(spool)
        assert kept.packed == b""
        assert kept.pages_from(spool) == pages
    assert kept.digests == made.digests
