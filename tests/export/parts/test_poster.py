"""Posters, wall maps and safety cards, read from the finished PDF."""

from itertools import pairwise
from pathlib import Path

import numpy as np
import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from gridmap.errors import ExportError, UsageError
from gridmap.export.parts.poster import export_poster, new_poster_spec
from gridmap.export.parts.safety_card import (
    CardsWanted,
    direction_words,
    export_safety_cards,
    nearest_way,
    safety_card,
)
from gridmap.export.parts.wall import EDGE_MM, OVERLAP_MM, WALL_PAPERS, overlap_mm, wall_sheets
from gridmap.export.spec import POSTER_PAPERS
from gridmap.model.document import Snapshot
from gridmap.model.editions import Edition, edition_view
from gridmap.model.features import CareRecord, Household, Place
from gridmap.progress import run_job
from tests.export.atlas_helpers import MM_PER_POINT, page_texts
from tests.helpers.build import TODAY, Tiny, at, fid


def sizes_mm(path: Path) -> list[tuple[float, float]]:
    document = pypdfium2.PdfDocument(path)
    try:
        return [(page.get_width() * MM_PER_POINT, page.get_height() * MM_PER_POINT)
                for page in document]  # fmt: skip
    finally:
        document.close()


@pytest.mark.parametrize("paper", ["A3", "A2"])
def test_a_public_poster_names_officers_and_no_household(
    tiny: Tiny, tmp_path: Path, paper: str
) -> None:
    out = tmp_path / "poster.pdf"
    spec = new_poster_spec(Edition.PUBLIC, fid("v1"), paper=paper, on=TODAY)
    report = run_job(export_poster(tiny.snapshot(), spec, out))
    assert report.pages == 1
    width, height = POSTER_PAPERS[paper]
    assert sizes_mm(out)[0] == pytest.approx((width, height), abs=0.2)
    text = page_texts(out)[0]
    assert "13900000002" in text
    for household in tiny.snapshot().all(Household):
        assert not household.head or household.head not in text
    shown = f"1 : {report.scale:,}".replace(",", " ")
    assert shown in text or f"1 : {report.scale}" in text
    assert report.scale in (500, 1000, 1500, 2000, 2500, 5000, 10_000)


def test_a_poster_of_an_unknown_paper_of_two_villages_or_of_an_officer_is_refused(
    tiny: Tiny, tmp_path: Path
) -> None:
    with pytest.raises(UsageError):
        new_poster_spec(Edition.PUBLIC, fid("v1"), paper="B7", on=TODAY)
    spec = new_poster_spec(Edition.OFFICER, fid("v1"), paper="A2", on=TODAY)
    with pytest.raises(UsageError):
        run_job(export_poster(tiny.snapshot(), spec, tmp_path / "a.pdf"))
    spec = new_poster_spec(Edition.PUBLIC, fid("v1"), paper="A2", on=TODAY)
    with pytest.raises(UsageError):
        run_job(export_poster(tiny.snapshot(), spec, tmp_path / "a.pdf", tiled="B7"))


def test_a_wall_map_has_a_page_for_every_sheet(tiny: Tiny, tmp_path: Path) -> None:
    out = tmp_path / "wall.pdf"
    spec = new_poster_spec(Edition.HOUSEHOLD, fid("v1"), paper="A1", on=TODAY)
    report = run_job(export_poster(tiny.snapshot(), spec, out, tiled="A3"))
    sheets = wall_sheets(POSTER_PAPERS["A1"], "A3")
    assert report.pages == len(sheets) > 1
    texts = page_texts(out)
    for sheet, text in zip(sheets, texts, strict=True):
        assert f"Sheet {sheet.name}" in text
    assert set(sizes_mm(out)) == {sizes_mm(out)[0]}


@pytest.mark.parametrize("paper", ["A4", "A3"])
def test_every_sheet_of_a_wall_map_shows_its_part_of_the_whole(
    tiny: Tiny, tmp_path: Path, paper: str
) -> None:
    spec = new_poster_spec(Edition.HOUSEHOLD, fid("v1"), paper="A1", on=TODAY)
    whole, wall = tmp_path / "whole.pdf", tmp_path / "wall.pdf"
    run_job(export_poster(tiny.snapshot(), spec, whole))
    run_job(export_poster(tiny.snapshot(), spec, wall, tiled=paper))
    picture = pictured(whole, 0)
    for number, sheet in enumerate(wall_sheets(POSTER_PAPERS["A1"], paper)):
        window = sheet.window
        left, top = window.x_mm - sheet.x_mm, window.y_mm - sheet.y_mm
        expected = cut_out(picture, left, top, window.width_mm, window.height_mm)
        found = cut_out(
            pictured(wall, number), window.x_mm, window.y_mm, window.width_mm, window.height_mm
        )
        assert np.abs(expected - found).max() < 30.0, sheet.name


def pictured(path: Path, page: int) -> NDArray[np.float64]:
    """A page in grey, four pixels a millimetre."""
    document = pypdfium2.PdfDocument(path)
    try:
        return document[page].render(scale=4.0 * MM_PER_POINT).to_numpy().mean(axis=2)
    finally:
        document.close()


def cut_out(
    picture: NDArray[np.float64], left_mm: float, top_mm: float, width_mm: float, height_mm: float
) -> NDArray[np.float64]:
    """A part of a picture as the means of squares of a centimetre."""
    row, column = round(4 * top_mm), round(4 * left_mm)
    down, across = int(height_mm) // 10, int(width_mm) // 10
    part = picture[row : row + 40 * down, column : column + 40 * across]
    return part.reshape(down, 40, across, 40).mean(axis=(1, 3))


@given(st.floats(60, 1300), st.floats(60, 1300), st.sampled_from(sorted(WALL_PAPERS)))
def test_sheets_of_a_wall_cover_the_page_and_overlap(
    width: float, height: float, paper: str
) -> None:
    sheets = wall_sheets((width, height), paper)
    lefts = sorted({EDGE_MM - sheet.x_mm for sheet in sheets})
    tops = sorted({EDGE_MM - sheet.y_mm for sheet in sheets})
    first = sheets[0].window
    assert lefts[0] == tops[0] == 0
    assert lefts[-1] + sheets[-1].window.width_mm == pytest.approx(width)
    assert tops[-1] + sheets[-1].window.height_mm == pytest.approx(height)
    for starts, extent in ((lefts, first.width_mm), (tops, first.height_mm)):
        for one, other in pairwise(starts):
            assert other - one <= extent - OVERLAP_MM + 1e-6
    beside, below = overlap_mm(sheets)
    assert beside >= OVERLAP_MM - 1e-6 or len(lefts) == 1
    assert below >= OVERLAP_MM - 1e-6 or len(tops) == 1


def test_a_card_for_each_home_without_a_word_on_needs(tiny: Tiny, tmp_path: Path) -> None:
    out = tmp_path / "cards.pdf"
    snapshot = tiny.snapshot()
    report = run_job(export_safety_cards(snapshot, CardsWanted(village=fid("v1"), on=TODAY), out))
    texts = page_texts(out)
    assert report.cards == len(texts) > 0
    assert sizes_mm(out)[0] == pytest.approx((105, 148), abs=0.2)
    for text in texts:
        assert {"110", "119", "120"} <= set(text.split())
    everything = " ".join(texts)
    for record in snapshot.all(CareRecord):
        for secret in (record.need, record.help_wanted, record.helper):
            assert not secret or secret not in everything


def test_cards_of_a_grid_and_of_a_door(tiny: Tiny, tmp_path: Path) -> None:
    snapshot, out = tiny.snapshot(), tmp_path / "cards.pdf"
    view = edition_view(snapshot, Edition.HOUSEHOLD, on=TODAY)
    homes = [
        home for home in view.relations.households_in_grid[fid("w11")]
        if home.status in ("occupied", "seasonal")
    ]  # fmt: skip
    wanted = CardsWanted(village=fid("v1"), on=TODAY, grid=fid("w11"), paper="A5")
    assert run_job(export_safety_cards(snapshot, wanted, out)).cards == len(homes)
    assert sizes_mm(out)[0] == pytest.approx((148, 210), abs=0.3)
    nobody = CardsWanted(village=fid("v1"), on=TODAY, door="没有")
    with pytest.raises(ExportError):
        run_job(export_safety_cards(snapshot, nobody, out))
    large = CardsWanted(village=fid("v1"), on=TODAY, paper="A4")
    with pytest.raises(UsageError):
        run_job(export_safety_cards(snapshot, large, out))


def test_the_own_villages_shelter_comes_first_unless_another_is_much_nearer() -> None:
    home = Household(id=fid("h"), village=fid("v1"), geometry=at(0, 0))
    own = Place(id=fid("a"), place_kind="P09", village=fid("v1"), geometry=at(0, 900))
    near = Place(id=fid("b"), place_kind="P09", village=fid("v2"), geometry=at(100, 0))
    far = Place(id=fid("c"), place_kind="P09", village=fid("v1"), geometry=at(0, 1900))
    found = nearest_way(home, [own, near], ("P09",))
    assert found is not None
    assert (found.place.id, found.metres, found.direction) == ("a", 900, "north")
    other = nearest_way(home, [far, near], ("P09",))
    assert other is not None
    assert (other.place.id, other.metres, other.direction) == ("b", 100, "east")
    assert nearest_way(home, [own], ("P04",)) is None
    assert nearest_way(Household(id=fid("h2")), [own], ("P09",)) is None


@pytest.mark.parametrize(
    ("bearing", "word"), [(0, "north"), (44, "northeast"), (90, "east"), (-45, "northwest"),
                          (180, "south"), (-180, "south"), (-91, "west")],
)  # fmt: skip
def test_directions_have_words(bearing: float, word: str) -> None:
    assert direction_words(bearing) == word


def test_an_unfilled_post_stands_on_the_card(tiny: Tiny) -> None:
    home = Household(id=fid("alone"), village=fid("v2"), door="9", geometry=at(500, 100))
    view = edition_view(Snapshot.of([*tiny.features, home]), Edition.HOUSEHOLD, on=TODAY)
    card = safety_card(view, view.features.get(fid("alone"), Household))
    assert any(not name for _, name, _ in card.posts)
