import pytest

from gridmap.model.changes import Change, Changeset
from gridmap.model.document import Document
from gridmap.model.features import Feature, Grid, Line, Village, VillagerGroup
from gridmap.ui.tools.snapper import GRID_BORDERS, Snapper
from tests.helpers.build import ORIGIN_X_M, ORIGIN_Y_M, Tiny
from tests.helpers.drawing import Offset


@pytest.fixture
def document(tiny: Tiny) -> Document:
    return tiny.document()


def words(
    document: Document, offset: Offset, kinds: frozenset[type[Feature]] = GRID_BORDERS
) -> str | None:
    x_m, y_m = ORIGIN_X_M + offset[0], ORIGIN_Y_M + offset[1]
    found = Snapper(document).snap(x_m, y_m, kinds=kinds, tolerance_m=5.0)
    return found.words if found is not None else None


def test_a_word_says_what_the_pointer_is_drawn_to(document: Document) -> None:
    assert words(document, (202, 180)) == "Along the border of 第1网格"
    assert words(document, (202, 398)) == "Corner"
    assert words(document, (100, 100)) is None


def test_only_the_kinds_asked_for_count(document: Document) -> None:
    assert words(document, (202, 180), frozenset((Village,))) is None
    assert words(document, (402, 180), frozenset((Village,))) == "Village border"
    assert words(document, (100, 202), frozenset((VillagerGroup,))) == "Along the border of 一组"
    assert words(document, (100, 106), frozenset((Line,))) is not None


def test_a_corner_wins_over_a_nearer_border(document: Document) -> None:
    found = Snapper(document).snap(
        ORIGIN_X_M + 200.5, ORIGIN_Y_M + 396, kinds=GRID_BORDERS, tolerance_m=5.0
    )
    assert found is not None
    assert (found.x_m, found.y_m) == (ORIGIN_X_M + 200, ORIGIN_Y_M + 400)
    assert found.edge is None
    assert found.border.startswith("Along the border of")


def test_a_removed_grid_draws_the_pointer_no_more(document: Document, tiny: Tiny) -> None:
    snapper = Snapper(document)
    at = (ORIGIN_X_M + 202, ORIGIN_Y_M + 180)
    assert snapper.snap(*at, kinds=GRID_BORDERS, tolerance_m=5.0) is not None
    document.apply(
        Changeset("", tuple(Change(tiny.get(key, Grid), None) for key in ("w11", "w12")))
    )
    assert snapper.snap(*at, kinds=GRID_BORDERS, tolerance_m=5.0) is None
