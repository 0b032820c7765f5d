"""Colours are readable in every theme, and the style sheet has no token left unfilled."""

import re
from itertools import product

import pytest
from PySide6.QtGui import QFont, QFontDatabase, QFontMetrics
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gridmap.i18n import set_language
from gridmap.settings import Settings
from gridmap.ui import icons
from gridmap.ui.theme import LIGHT, Theme, interface_font, resource_file, stylesheet, theme_of

TEXTS = ("text", "text2", "text3", "link", "green", "red")
GROUNDS = ("panel", "window", "selected", "field", "hover")
PAIRS = (
    *product(TEXTS, GROUNDS),
    ("on_accent", "accent"),
    ("on_accent", "accent_hover"),
    ("amber_text", "amber_back"),
    ("amber_text", "panel"),
    ("toast_text", "toast"),
    ("toast_link", "toast"),
)


def themes() -> list[Theme]:
    return [
        theme_of(Settings(ui={"theme": name, "high_contrast": contrast}))
        for name, contrast in product(("light", "dark"), (False, True))
    ]


def luminance(color: str) -> float:
    parts = [int(color[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [
        part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(first: str, second: str) -> float:
    """Return the contrast of two colours as WCAG 2 defines it."""
    low, high = sorted((luminance(first), luminance(second)))
    return (high + 0.05) / (low + 0.05)


def test_where_only_a_wide_font_is_there_it_is_set_as_narrow_as_others(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_language("en")
    monkeypatch.setattr(QFontDatabase, "families", lambda: ["DejaVu Sans", "Noto Sans CJK SC"])
    narrow = interface_font(LIGHT)
    assert narrow.families() == ["DejaVu Sans", "Noto Sans CJK SC"]
    wide = QFont(narrow)
    wide.setStretch(100)
    words = "Practice on the demo township"
    share = text_px(narrow, words) / text_px(wide, words)
    assert 0.8 < share < 0.95
    monkeypatch.setattr(QFontDatabase, "families", lambda: ["Noto Sans", "Noto Sans CJK SC"])
    assert interface_font(LIGHT).stretch() in (QFont.Stretch.AnyStretch, QFont.Stretch.Unstretched)


def text_px(font: QFont, words: str) -> int:
    return QFontMetrics(font).horizontalAdvance(words)


def test_every_text_has_a_contrast_of_at_least_four_and_a_half(qapp) -> None:
    weak = [
        (text, ground)
        for theme in themes()
        for text, ground in PAIRS
        if contrast(getattr(theme, text), getattr(theme, ground)) < 4.5
    ]
    assert not weak


def test_the_style_sheet_is_filled_and_its_pictures_exist(qapp) -> None:
    for theme in themes():
        text = stylesheet(theme)
        assert "$" not in re.sub(r"/\*.*?\*/", "", text, flags=re.S)
        for name in re.findall(r"icons/([\w-]+\.svg)", text):
            assert resource_file("icons", name).is_file()


def test_text_size_scales_lengths_but_not_hair_lines(qapp) -> None:
    large = stylesheet(theme_of(Settings(text_scale=150)))
    assert "font-size: 22px" in large or "font-size: 23px" in large
    assert "border-top: 1px solid" in large


@pytest.mark.parametrize("path", sorted(resource_file("icons").glob("*.svg")), ids=lambda p: p.stem)
def test_an_icon_draws_something_in_the_colour_asked_for(qtbot: QtBot, path) -> None:
    image = icons.pixmap(path.stem, "#FF0000", 48).toImage()
    colors = {
        image.pixelColor(x, y).name()
        for x, y in product(range(image.width()), range(image.height()))
        if image.pixelColor(x, y).alpha() == 255
    }
    assert colors
    if "currentColor" in path.read_text("utf-8"):
        assert colors == {"#ff0000"}


def test_line_icons_share_one_line_weight() -> None:
    for path in resource_file("icons").glob("*.svg"):
        if path.stem == "gridmap" or path.stem.startswith("qss-"):
            continue
        assert 'stroke-width="1.75"' in path.read_text("utf-8"), path.name
