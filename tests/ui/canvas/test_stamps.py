import pytest
from pytestqt.qtbot import QtBot

from gridmap.layers.metrics import text_width_mm
from gridmap.layers.surface import TextStyle
from gridmap.ui.canvas import stamps
from gridmap.ui.canvas.map_fonts import MAP_FAMILY, map_family
from gridmap.ui.canvas.stamps import StampCache, qcolor


def test_the_map_has_the_font_of_the_printed_atlas(qtbot: QtBot) -> None:
    assert map_family() == MAP_FAMILY


@pytest.mark.parametrize("text", ["柳溪村卫生室", "17-1", "欧阳文山"])
@pytest.mark.parametrize("font", ["regular", "bold"])
def test_drawn_text_is_as_wide_as_the_shipped_table_says(
    qtbot: QtBot, text: str, font: str
) -> None:
    style = TextStyle(size_pt=8.0, font=font)  # type: ignore[arg-type]
    stamp = StampCache().text(text, style, px_per_mm=20.0)
    assert stamp.advance_px == pytest.approx(text_width_mm(text, style) * 20, rel=0.01)


def test_a_text_is_drawn_once_for_each_style_and_resolution(qtbot: QtBot) -> None:
    cache, style = StampCache(), TextStyle(size_pt=8.0)
    first = cache.text("7", style, px_per_mm=5.0)
    assert cache.text("7", style, px_per_mm=5.0) is first
    assert cache.text("7", style, px_per_mm=10.0) is not first
    assert first.halo is None
    assert cache.text("7", TextStyle(size_pt=8.0, halo_mm=0.3), px_per_mm=5.0).halo is not None


def test_the_oldest_texts_are_forgotten_when_memory_is_used_up(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stamps, "TEXT_BYTES_KEPT", 20_000)
    cache, style = StampCache(), TextStyle(size_pt=8.0)
    first = cache.text("0", style, px_per_mm=5.0)
    for number in range(1, 60):
        last = cache.text(str(number), style, px_per_mm=5.0)
    assert cache.text("59", style, px_per_mm=5.0) is last
    assert cache.text("0", style, px_per_mm=5.0) is not first


def test_a_symbol_is_drawn_once_for_each_whole_pixel(qtbot: QtBot) -> None:
    cache = StampCache()
    first = cache.symbol("household-occupied", 11.2)
    assert cache.symbol("household-occupied", 10.8) is first
    assert cache.symbol("household-occupied", 12.0) is not first
    assert not cache.symbol("household-occupied", 0.2).isNull()


def test_colours_carry_their_opacity() -> None:
    assert qcolor("#10203040").getRgb() == (16, 32, 48, 64)
    assert qcolor("#102030").alpha() == 255
