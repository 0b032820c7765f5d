"""Colours as an eye without green or red cones has them."""

import numpy as np
import pytest

from gridmap.layers.color_proof import Vision, seen_as

RED, GREEN = (200, 60, 50), (90, 140, 50)


def shown(color: tuple[int, int, int], vision: Vision) -> np.ndarray:
    return seen_as(np.array([[color]], dtype=np.uint8), vision)[0, 0].astype(int)


@pytest.mark.parametrize("vision", Vision)
@pytest.mark.parametrize("grey", [0, 77, 128, 255])
def test_grey_stays_grey(vision: Vision, grey: int) -> None:
    assert np.abs(shown((grey, grey, grey), vision) - grey).max() <= 1


@pytest.mark.parametrize("vision", Vision)
def test_red_and_green_come_nearer_to_each_other(vision: Vision) -> None:
    before = np.abs(np.array(RED) - np.array(GREEN))[:2].max()
    after = np.abs(shown(RED, vision) - shown(GREEN, vision))[:2].max()
    assert after < before / 1.5


@pytest.mark.parametrize("vision", Vision)
def test_blue_and_yellow_stay_apart(vision: Vision) -> None:
    assert np.abs(shown((20, 60, 200), vision) - shown((230, 210, 40), vision)).max() > 120


def test_red_is_darker_to_an_eye_without_red() -> None:
    red = (220, 0, 0)
    assert shown(red, Vision.PROTANOPIA).sum() < shown(red, Vision.DEUTERANOPIA).sum()
