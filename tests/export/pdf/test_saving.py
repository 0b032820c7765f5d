from __future__ import annotations

import io
from pathlib import Path

import pikepdf

from gridmap.export.pdf.document import PdfDocument
from gridmap.layers.shapes import rectangle
from gridmap.layers.surface import Link, PathStyle, TextRun, TextStyle


def document(path: Path) -> PdfDocument:
    made = PdfDocument(path, title="柳溪村", language="zh-CN", deterministic=True)
    for name in ("first", "second"):
        with made.page(100, 100, name=name, label=name) as surface:
            surface.text([TextRun("云岭镇", 10, 10)], TextStyle(size_pt=9))
            surface.paths([rectangle(0, 0, 50, 50)], PathStyle(fill="#112233"))
        made.outline(name, name)
    return made


def plain(source: Path | io.BytesIO) -> bytes:
    """Return a file with its objects one by one, in an order of their own."""
    kept = io.BytesIO()
    with pikepdf.open(source) as pdf:
        pdf.save(
            kept, object_stream_mode=pikepdf.ObjectStreamMode.disable, deterministic_id=True,
            force_version="1.7",
        )  # fmt: skip
    return kept.getvalue()


def test_a_file_written_part_by_part_holds_what_reportlab_makes_in_memory(tmp_path: Path) -> None:
    document(tmp_path / "a.pdf").save()
    assert plain(tmp_path / "a.pdf") == plain(io.BytesIO(document(tmp_path / "b.pdf").data()))


def test_links_and_outline_are_packed(tmp_path: Path) -> None:
    document(tmp_path / "a.pdf").save()
    raw = (tmp_path / "a.pdf").read_bytes()
    assert raw.startswith(b"%PDF-1.5")
    assert b"/Outlines" not in raw
    assert b"/Outlines" in plain(tmp_path / "a.pdf")


def test_more_objects_than_one_pack_holds_are_all_found_again(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    made = PdfDocument(path, title="t", language="en")
    for number in range(300):
        with made.page(100, 100, name=f"page {number}") as surface:
            surface.link(Link(f"page {299 - number}", 1, 1, 5, 5))
        made.outline(f"page {number}", f"page {number}")
    made.save()
    with pikepdf.open(path) as pdf:
        assert pdf.check_pdf_syntax() == []
        assert len(pdf.pages) == 300
        with pdf.open_outline() as outline:
            assert [str(item.title) for item in outline.root] == [f"page {n}" for n in range(300)]


def test_every_part_is_told_and_the_name_comes_last(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    steps = [(written, count, path.exists()) for written, count in document(path).saving()]
    objects = [written for written, _, _ in steps if written]
    assert objects == list(range(1, len(objects) + 1))
    assert steps[-1][:2] == (len(objects), len(objects))
    assert not any(is_there for _, _, is_there in steps)
    assert path.exists()


def test_a_file_that_is_given_up_leaves_nothing_behind(tmp_path: Path) -> None:
    saving = document(tmp_path / "a.pdf").saving()
    next(saving)
    assert list(tmp_path.iterdir())
    saving.close()
    assert not list(tmp_path.iterdir())
