from __future__ import annotations

from pathlib import Path

from gridmap.export.pdf.document import PdfDocument
from gridmap.layers.shapes import rectangle
from gridmap.layers.surface import PathStyle, TextRun, TextStyle


def document(path: Path) -> PdfDocument:
    made = PdfDocument(path, title="柳溪村", language="zh-CN", deterministic=True)
    for name in ("first", "second"):
        with made.page(100, 100, name=name, label=name) as surface:
            surface.text([TextRun("云岭镇", 10, 10)], TextStyle(size_pt=9))
            surface.paths([rectangle(0, 0, 50, 50)], PathStyle(fill="#112233"))
        made.outline(name, name)
    return made


def test_a_file_written_part_by_part_is_the_one_made_in_memory(tmp_path: Path) -> None:
    document(tmp_path / "a.pdf").save()
    assert (tmp_path / "a.pdf").read_bytes() == document(tmp_path / "b.pdf").data()


def test_every_part_is_told_and_the_name_comes_last(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    steps = [(written, count, path.exists()) for written, count in document(path).saving()]
    assert [written for written, _, _ in steps] == list(range(1, len(steps) + 1))
    assert steps[-1][:2] == (len(steps), len(steps))
    assert not any(is_there for _, _, is_there in steps)
    assert path.exists()


def test_a_file_that_is_given_up_leaves_nothing_behind(tmp_path: Path) -> None:
    saving = document(tmp_path / "a.pdf").saving()
    next(saving)
    assert list(tmp_path.iterdir())
    saving.close()
    assert not list(tmp_path.iterdir())
