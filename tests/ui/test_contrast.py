"""Text stands out from its ground by at least 4.5 to 1 in every look of the window."""

from itertools import product
from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from gridmap.settings import Settings
from gridmap.ui.theme import Theme, theme_of
from tests.helpers.window import open_window

LEAST = 4.5
LEAST_OF_LARGE = 3.0
LOOKS = list(product(("light", "dark"), (False, True)))

PAIRS = [
    *product(("text", "text2", "text3", "link"), ("window", "panel", "field", "hover")),
    *product(("text", "text2", "link"), ("selected",)),
    *product(("green", "red"), ("panel", "window")),
    ("on_accent", "accent"),
    ("on_accent", "accent_hover"),
    ("amber_text", "amber_back"),
    ("amber_text", "panel"),
    ("toast_text", "toast"),
    ("toast_link", "toast"),
]
"""Which text colour stands on which ground, as window.qss and the widgets use them."""


def look(name: str, is_high: bool) -> Theme:
    return theme_of(Settings(ui={"theme": name, "high_contrast": is_high}))


def luminance(color: QColor) -> float:
    """Return the relative luminance of a colour (WCAG 2.2)."""
    parts = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in (color.redF(), color.greenF(), color.blueF())
    ]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def contrast(first: QColor, second: QColor) -> float:
    """Return the contrast of two colours, 1 to 21 (WCAG 2.2)."""
    bright, dark = sorted((luminance(first), luminance(second)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


def test_contrast_is_reckoned_as_the_guideline_says() -> None:
    assert contrast(QColor("white"), QColor("black")) == pytest.approx(21)
    assert contrast(QColor("#767676"), QColor("white")) == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize(("name", "is_high"), LOOKS)
def test_every_text_colour_stands_out_from_every_ground_it_stands_on(
    qtbot: QtBot, name: str, is_high: bool
) -> None:
    theme = look(name, is_high)
    weak = {
        (text, ground): round(found, 2)
        for text, ground in PAIRS
        if (found := contrast(QColor(getattr(theme, text)), QColor(getattr(theme, ground)))) < LEAST
    }
    assert not weak


@pytest.mark.parametrize("name", ["light", "dark"])
def test_high_contrast_is_higher(qtbot: QtBot, name: str) -> None:
    usual, high = look(name, False), look(name, True)
    for text in ("text", "text2", "text3", "link"):
        before = contrast(QColor(getattr(usual, text)), QColor(usual.panel))
        after = contrast(QColor(getattr(high, text)), QColor(high.panel))
        assert after >= before
        assert after >= 7


@pytest.mark.parametrize(("name", "is_high"), LOOKS)
def test_a_line_round_a_field_is_seen_in_high_contrast(
    qtbot: QtBot, name: str, is_high: bool
) -> None:
    theme = look(name, is_high)
    found = contrast(QColor(theme.field_line), QColor(theme.field))
    assert found >= (LEAST_OF_LARGE if is_high else 1.5)


@pytest.mark.parametrize(("name", "is_high"), LOOKS)
def test_what_is_really_painted_on_the_start_page_stands_out(
    qtbot: QtBot, tmp_path: Path, name: str, is_high: bool
) -> None:
    settings = Settings(ui={"theme": name, "high_contrast": is_high})
    with open_window(qtbot, settings) as window:
        labels = [item for item in window.start_page.findChildren(QLabel) if item.text()]
        buttons = [item for item in window.start_page.findChildren(QPushButton) if item.text()]
        for widget in (*labels, *buttons):
            if not widget.isVisible():
                continue
            origin = widget.mapTo(window, widget.rect().topLeft())
            picture = window.grab().copy(*origin.toTuple(), *widget.size().toTuple()).toImage()
            assert painted_contrast(picture) >= LEAST, widget.text()


def painted_contrast(picture: QImage) -> float:
    """Return the contrast of the ground (the commonest colour) with the strongest colour on it."""
    colors = [
        picture.pixelColor(x, y) for x in range(picture.width()) for y in range(picture.height())
    ]
    names = [color.rgb() for color in colors]
    ground = QColor(max(set(names), key=names.count))
    return max(contrast(QColor(name), ground) for name in set(names))
