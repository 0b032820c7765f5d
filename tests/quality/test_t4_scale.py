"""T4: ratio and scale bar agree with the coordinates of each map within 0.5 %."""

from __future__ import annotations

import numpy as np
import pytest

from gridmap.layers.view import ROUND_SCALES
from gridmap.model.document import Snapshot
from gridmap.model.editions import Edition
from gridmap.model.features import Place, Village
from tests.quality.findings import said_scales, wrong_scales
from tests.quality.sheets_read import gap_mm, sheet_id_of
from tests.quality.subjects import Subject, all_problems, printed, spec_of


def test_bar_and_ratio_agree_with_the_coordinates(subject: Subject) -> None:
    assert sum(len(page.maps) for page in subject.pages) > len(subject.sheets)
    found = wrong_scales(subject)
    assert not found, all_problems(found)


def test_sheets_have_round_scales(subject: Subject) -> None:
    for sheet in subject.sheets:
        assert min(abs(sheet.map.scale / scale - 1) for scale in ROUND_SCALES) < 1e-3


def test_places_of_the_public_edition_are_as_far_apart_as_its_bar_says(
    township: Snapshot, tmp_path_factory: pytest.TempPathFactory
) -> None:
    villages = tuple(item.id for item in township.all(Village))[:4]
    chosen = spec_of(Edition.PUBLIC, villages=villages)
    subject = printed("p0", township, tmp_path_factory.mktemp("p0"), chosen)
    places = {item.name: item.geometry for item in township.all(Place) if item.geometry}
    shares = []
    for page in subject.pages:
        assert not page.maps
        said = said_scales(page)
        if len(said) < 2 or not sheet_id_of(page):
            continue
        assert said["bar"] == pytest.approx(said["ratio"], rel=0.005)
        found = _badges(page, places)
        for at, (mm, metres) in enumerate(found):
            for other_mm, other_m in found[at + 1 :]:
                paper, ground = np.hypot(*(mm - other_mm)), np.hypot(*(metres - other_m))
                if paper > 60.0:
                    shares.append(ground * 1000 / paper / said["bar"])
    assert len(shares) > 10
    assert float(np.median(shares)) == pytest.approx(1.0, rel=0.005)
    exact = np.mean(np.abs(np.array(shares) - 1.0) < 0.005)
    assert exact > 0.3  # the others are badges moved aside, and names beside another badge


def _badges(page, places):  # type: ignore[no-untyped-def]
    """Return the paper and ground of the places whose name stands right beside one badge."""
    badges = [item for item in page.symbols if item.name.startswith("place-") and item.y_mm > 32]
    found = []
    for text in page.texts:
        place = places.get(text.words)
        near = [
            badge for badge in badges
            if gap_mm(badge.box, text.box) < 1.5
        ]  # fmt: skip
        if place is not None and text.has_halo and len(near) == 1:
            mm = np.array([near[0].x_mm, near[0].y_mm])
            found.append((mm, np.array([place.x, place.y])))
    return found
