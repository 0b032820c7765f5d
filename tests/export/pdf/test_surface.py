from __future__ import annotations

import io
import re
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pikepdf
import pypdfium2
import pytest
from PIL import Image

from gridmap.errors import ExportError
from gridmap.export.pdf.document import PdfDocument
from gridmap.export.pdf.drawn_page import DrawnPage
from gridmap.export.pdf.surface import PdfSurface
from gridmap.layers.shapes import rectangle
from gridmap.layers.style import load_styles
from gridmap.layers.surface import Link, PathStyle, TextRun, TextStyle
from gridmap.layers.symbols import symbol_ids

DOOR = load_styles().text("door")
PLAIN = TextStyle(size_pt=9)


def make(
    path: Path, *draw: Callable[[PdfSurface], None], size_mm: tuple[float, float] = (100, 100)
) -> Path:
    """Write a file with one page for each function."""
    document = PdfDocument(path, title="柳溪村图册", language="zh-CN", deterministic=True)
    for index, function in enumerate(draw):
        with document.page(*size_mm, name=f"p{index}", label=f"第{index}页") as surface:
            function(surface)
    document.save()
    return path


def text_of(path: Path, page: int = 0) -> str:
    with pypdfium2.PdfDocument(path) as document:
        text: str = document[page].get_textpage().get_text_range()
    return text.replace("\r\n", "\n")


def pixels(path: Path, *, per_mm: float = 4.0) -> np.ndarray:
    """Return the first page as an array of red, green, blue, shape (height, width, 3)."""
    with pypdfium2.PdfDocument(path) as document:
        bitmap = document[0].render(scale=per_mm * 25.4 / 72, rev_byteorder=True)
        return bitmap.to_numpy()[:, :, :3].copy()


def contents(path: Path) -> str:
    with pikepdf.open(path) as pdf:
        streams = list(pdf.pages[0].Contents)
        return b"".join(stream.read_bytes() for stream in streams).decode("latin-1")


def test_text_is_found_once_although_it_has_a_halo(tmp_path: Path) -> None:
    path = make(tmp_path / "a.pdf", lambda s: s.text([TextRun("王小明12-1", 20, 20)], DOOR))
    assert text_of(path).strip() == "王小明12-1"
    assert contents(path).count(" Tj") == 2


@pytest.mark.parametrize("rare", list("䶮㛃𬭎𠅤屲"))
def test_rare_characters_can_be_copied(tmp_path: Path, rare: str) -> None:
    path = make(tmp_path / "a.pdf", lambda s: s.text([TextRun(f"李{rare}", 20, 20)], PLAIN))
    assert text_of(path).strip() == f"李{rare}"


def test_a_character_no_font_has_is_printed_as_its_code_marked_as_itself(
    tmp_path: Path,
) -> None:
    char = "\U000323ad"
    path = make(tmp_path / "a.pdf", lambda s: s.text([TextRun(f"李{char}", 20, 20)], DOOR))
    marks = re.findall(r"/ActualText <([0-9A-F]+)>", contents(path))
    assert marks == ["FEFF", "FEFF" + char.encode("utf-16-be").hex().upper()]
    assert (pixels(path)[60:90, 90:140] < 128).any()


@pytest.mark.parametrize("word", ["ކުޅުދުއްފުށި", "मन्दिर"])
def test_words_of_shaped_scripts_are_found_as_written(tmp_path: Path, word: str) -> None:
    path = make(tmp_path / "a.pdf", lambda s: s.text([TextRun(f"{word} 12", 20, 20)], DOOR))
    assert word in text_of(path)


def test_every_font_is_embedded_as_a_subset_and_no_other_is_named(tmp_path: Path) -> None:
    runs = [TextRun("王 ކުޅު नेपाल", 20, 20)]
    path = make(
        tmp_path / "a.pdf",
        lambda s: s.text(runs, PLAIN),
        lambda s: s.text(runs, DOOR),
    )
    with pikepdf.open(path) as pdf:
        fonts = [font for page in pdf.pages for font in page.Resources.Font.values()]
        names = {str(font.BaseFont) for font in fonts}
        for font in fonts:
            (descendant,) = font.DescendantFonts
            assert len(descendant.FontDescriptor.FontFile2.read_bytes()) > 100
            assert b"beginbfchar" in font.ToUnicode.read_bytes()
    assert len(names) == 6
    assert all(re.fullmatch(r"/[A-Z]{6}\+GridMap\w+-(Regular|Bold)", name) for name in names)
    with pikepdf.open(path) as pdf:
        assert not any("Helvetica" in repr(item) for item in pdf.objects)


def test_the_pieces_of_a_line_stand_where_its_alignment_says(tmp_path: Path) -> None:
    def draw(surface: PdfSurface) -> None:
        for y, align in ((20, "left"), (40, "center"), (60, "right")):
            surface.text([TextRun("田田田", 50, y, align)], TextStyle(size_pt=20))  # type: ignore[arg-type]

    dark = pixels(make(tmp_path / "a.pdf", draw))[:, :, 0] < 128
    width = 3 * 20 * 25.4 / 72
    for y, left in ((20, 50.0), (40, 50 - width / 2), (60, 50 - width)):
        xs = np.flatnonzero(dark[int(y * 4) - 20 : int(y * 4)].any(axis=0)) / 4
        assert xs.min() == pytest.approx(left, abs=1.2)
        assert xs.max() == pytest.approx(left + width, abs=1.2)


def test_a_turned_line_runs_counter_clockwise_about_its_point(tmp_path: Path) -> None:
    run = TextRun("田田田", 50, 50, "left", 90)
    dark = pixels(make(tmp_path / "a.pdf", lambda s: s.text([run], TextStyle(size_pt=20))))
    rows, columns = np.nonzero(dark[:, :, 0] < 128)
    assert rows.max() / 4 < 50.5
    assert columns.max() / 4 < 51
    assert rows.min() / 4 < 50 - 2.5 * 20 * 25.4 / 72


def test_a_halo_clears_the_ground_around_the_glyphs(tmp_path: Path) -> None:
    def draw(surface: PdfSurface) -> None:
        surface.paths([rectangle(0, 0, 100, 100)], PathStyle(fill="#000000"))
        surface.text([TextRun("一", 40, 50)], TextStyle(size_pt=40, halo_mm=1.0))

    image = pixels(make(tmp_path / "a.pdf", draw))
    column = image[:, (47 * 4), 0]
    assert (column > 250).sum() / 4 == pytest.approx(2.0, abs=0.6)


def test_a_path_with_a_hole_is_filled_by_the_even_odd_rule(tmp_path: Path) -> None:
    outer, inner = rectangle(10, 10, 80, 80), rectangle(30, 30, 40, 40)
    ring = type(outer)((*outer.runs, *inner.runs), closed=True)
    image = pixels(make(tmp_path / "a.pdf", lambda s: s.paths([ring], PathStyle(fill="#FF0000"))))
    assert image[80, 80].tolist() == [255, 0, 0]
    assert image[200, 200].tolist() == [255, 255, 255]
    assert image[20, 20].tolist() == [255, 255, 255]


def test_opacity_ends_with_its_call(tmp_path: Path) -> None:
    def draw(surface: PdfSurface) -> None:
        surface.paths([rectangle(0, 0, 30, 30)], PathStyle(fill="#FF000080"))
        surface.paths([rectangle(50, 0, 30, 30)], PathStyle(fill="#FF0000"))
        surface.paths([rectangle(0, 50, 30, 30)], PathStyle(fill="#FF000080"))

    image = pixels(make(tmp_path / "a.pdf", draw))
    assert image[60, 60, 1] == pytest.approx(127, abs=2)
    assert image[60, 260].tolist() == [255, 0, 0]
    assert image[260, 60, 1] == pytest.approx(127, abs=2)


def test_a_hatch_leaves_ground_between_its_lines_and_stays_inside(tmp_path: Path) -> None:
    style = PathStyle(fill="#000000", hatch_mm=2.0)
    image = pixels(make(tmp_path / "a.pdf", lambda s: s.paths([rectangle(20, 20, 40, 40)], style)))
    inside = image[80:240, 80:240, 0]
    assert 0.05 < (inside < 128).mean() < 0.3
    assert (image[:76] > 250).all()
    assert (image[:, 244:] > 250).all()


def test_nothing_is_drawn_outside_a_clip_and_the_clip_ends(tmp_path: Path) -> None:
    def draw(surface: PdfSurface) -> None:
        with surface.clip(10, 10, 20, 20), surface.clip(20, 20, 50, 50):
            surface.paths([rectangle(0, 0, 100, 100)], PathStyle(fill="#000000"))
        surface.paths([rectangle(80, 80, 5, 5)], PathStyle(fill="#000000"))

    dark = pixels(make(tmp_path / "a.pdf", draw))[:, :, 0] < 128
    assert dark[82:118, 82:118].all()
    assert dark[322:338, 322:338].all()
    # A viewer may take a pixel more at an edge.
    assert 100 + 25 <= dark.sum() / 16 <= 10.25**2 + 5.25**2


def test_symbols_stand_at_their_points_in_their_size_and_are_written_once(tmp_path: Path) -> None:
    at = np.array([(20.0, 30.0), (60.0, 30.0)])
    path = make(tmp_path / "a.pdf", lambda s: s.markers("household-occupied", at, size_mm=10))
    dark = pixels(path)[:, :, 0] < 128
    rows, columns = np.nonzero(dark)
    assert (rows.min() / 4, (rows.max() + 1) / 4) == pytest.approx((25, 35), abs=0.3)
    assert (columns.min() / 4, (columns.max() + 1) / 4) == pytest.approx((15, 65), abs=0.3)
    with pikepdf.open(path) as pdf:
        assert len(pdf.pages[0].Resources.XObject) == 1


def test_every_symbol_can_be_printed_before_anything_else_on_a_page(tmp_path: Path) -> None:
    def draw(surface: PdfSurface) -> None:
        surface.link(Link("p0", 1, 1, 5, 5))
        for symbol_id in symbol_ids():
            surface.markers(symbol_id, np.array([(50.0, 50.0)]), size_mm=20)
        surface.markers("north", np.empty((0, 2)), size_mm=20)

    path = make(tmp_path / "a.pdf", draw)
    with pikepdf.open(path) as pdf:
        assert len(pdf.pages[0].Resources.XObject) == len(symbol_ids())
        assert len(pdf.pages[0].Annots) == 1


def test_images_are_drawn_upright(tmp_path: Path) -> None:
    picture = Image.new("RGB", (2, 2), "white")
    picture.putpixel((0, 0), (255, 0, 0))
    data = io.BytesIO()
    picture.resize((40, 40), Image.Resampling.NEAREST).save(data, "PNG")
    path = make(tmp_path / "a.pdf", lambda s: s.image(data.getvalue(), 10, 20, 40, 40))
    image = pixels(path)
    assert image[100, 60].tolist() == [255, 0, 0]
    assert image[200, 60].tolist() == [255, 255, 255]


def test_links_and_outline_lead_to_their_pages(tmp_path: Path) -> None:
    document = PdfDocument(tmp_path / "a.pdf", title="t", language="zh-CN")
    with document.page(100, 100, name="one") as surface:
        surface.link(Link("two", 10, 20, 30, 40))
    with document.page(100, 100, name="two"):
        pass
    assert document.page_count == 2
    document.outline("总图", "one")
    document.outline("分图 一组", "two", 1)
    document.save()
    with pikepdf.open(tmp_path / "a.pdf") as pdf:
        (annotation,) = pdf.pages[0].Annots
        rect = [float(value) * 25.4 / 72 for value in annotation.Rect]
        assert rect == pytest.approx([10, 40, 40, 80], abs=0.01)
        assert annotation.Dest[0].objgen == pdf.pages[1].obj.objgen
        with pdf.open_outline() as outline:
            assert [item.title for item in outline.root] == ["总图"]
            assert [item.title for item in outline.root[0].children] == ["分图 一组"]


def test_a_link_to_no_page_is_our_bug_and_leaves_no_file(tmp_path: Path) -> None:
    document = PdfDocument(tmp_path / "a.pdf", title="t", language="zh-CN")
    with document.page(100, 100, name="one") as surface:
        surface.link(Link("nowhere", 10, 20, 30, 40))
    with pytest.raises(ValueError, match="nowhere"):
        document.save()
    assert list(tmp_path.iterdir()) == []


def test_the_file_says_title_language_and_page_labels(tmp_path: Path) -> None:
    path = make(tmp_path / "a.pdf", lambda s: None, lambda s: None)
    with pikepdf.open(path) as pdf:
        assert str(pdf.docinfo.Title) == "柳溪村图册"
        assert str(pdf.Root.Lang) == "zh-CN"
        assert pdf.Root.ViewerPreferences.DisplayDocTitle
        assert [page.label for page in pdf.pages] == ["第0页", "第1页"]
        assert [float(value) for value in pdf.pages[0].MediaBox] == pytest.approx(
            [0, 0, 283.46, 283.46], abs=0.01
        )


def test_the_same_pages_give_the_same_bytes(tmp_path: Path) -> None:
    def draw(surface: PdfSurface) -> None:
        surface.text([TextRun("王小明", 20, 20)], DOOR)
        surface.markers("place-P02", np.array([(50.0, 50.0)]), size_mm=5)

    first, second = make(tmp_path / "a.pdf", draw), make(tmp_path / "b.pdf", draw)
    assert first.read_bytes() == second.read_bytes()


def test_a_folder_that_does_not_exist_is_said_and_nothing_is_left(tmp_path: Path) -> None:
    with pytest.raises(ExportError) as caught:
        make(tmp_path / "missing" / "a.pdf", lambda s: None)
    assert "a.pdf" in caught.value.message
    assert caught.value.hint


def test_an_existing_file_is_replaced_only_by_a_whole_one(tmp_path: Path) -> None:
    path = make(tmp_path / "a.pdf", lambda s: None)
    before = path.read_bytes()
    document = PdfDocument(path, title="t", language="zh-CN")
    with document.page(100, 100, name="p") as surface:
        surface.text([TextRun("新", 20, 20)], PLAIN)
    assert path.read_bytes() == before
    document.save()
    assert text_of(path).strip() == "新"
    assert [item.name for item in tmp_path.iterdir()] == ["a.pdf"]


def test_a_dense_page_is_small(tmp_path: Path) -> None:
    generator = np.random.default_rng(1)
    at = generator.uniform(10, 190, (300, 2))

    def draw(surface: PdfSurface) -> None:
        surface.markers("household-occupied", at, size_mm=2.2)
        surface.text([TextRun(f"{i} 王小明", x, y) for i, (x, y) in enumerate(at.tolist())], DOOR)

    path = make(tmp_path / "a.pdf", draw, size_mm=(210, 297))
    assert path.stat().st_size < 60_000
    assert text_of(path).count("王小明") == 300


def test_no_two_pages_have_one_name(tmp_path: Path) -> None:
    document = PdfDocument(tmp_path / "a.pdf", title="t", language="en")
    with document.page(50, 50, name="one"):
        pass
    with pytest.raises(ValueError, match="two pages named one"), document.page(50, 50, name="one"):
        pass
    assert document.page_count == 1


def test_what_is_drawn_on_the_imprint_does_not_change_the_page(tmp_path: Path) -> None:
    def page(day: str, door: str) -> DrawnPage:
        surface = PdfSurface(100, 100, name="p0")
        surface.text([TextRun(door, 20, 20)], PLAIN)
        surface.imprint.text([TextRun(day, 20, 90)], PLAIN)
        return surface.drawn()

    assert page("2026-11-23", "12").digest == page("2026-11-24", "12").digest
    assert page("2026-11-23", "12").digest != page("2026-11-23", "13").digest
    path = tmp_path / "a.pdf"
    document = PdfDocument(path, title="a", language="zh-CN")
    document.add(page("2026-11-23", "12"))
    document.save()
    assert text_of(path).split() == ["12", "2026-11-23"]
