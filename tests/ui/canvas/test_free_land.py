from dataclasses import replace

from gridmap.layers.view import MapView
from gridmap.model.changes import Change, Changeset
from gridmap.model.features import Grid, Village
from gridmap.ui.canvas.scene import Scene
from tests.helpers.build import ORIGIN_X_M, ORIGIN_Y_M, Tiny, fid, rectangle

VIEW = MapView(
    center_x_m=ORIGIN_X_M + 400,
    center_y_m=ORIGIN_Y_M + 200,
    scale_denominator=5_000,
    width_mm=200,
    height_mm=100,
)


def test_land_in_no_grid_appears_with_a_gap_and_goes_with_it(tiny: Tiny) -> None:
    document = tiny.document()
    scene = Scene(document.snapshot())
    assert len(scene.free_land(VIEW).shapes) == 0
    old = tiny.get("w12", Grid)
    gap = Changeset("", (Change(old, replace(old, geometry=rectangle(200, 0, 350, 400))),))
    document.apply(gap)
    scene.update(document.snapshot(), gap)
    (piece,) = scene.free_land(VIEW).shapes
    assert piece.equals(rectangle(350, 0, 400, 400))
    assert scene.free_land(VIEW).shapes[0] is piece
    document.apply(gap.inverted())
    scene.update(document.snapshot(), gap.inverted())
    assert len(scene.free_land(VIEW).shapes) == 0


def test_a_village_without_any_grid_is_not_hatched_nor_one_out_of_sight(tiny: Tiny) -> None:
    document = tiny.document()
    gone = tiny.get("w21", Grid)
    old = tiny.get("w12", Grid)
    act = Changeset(
        "", (Change(gone, None), Change(old, replace(old, geometry=rectangle(200, 0, 350, 400))))
    )
    document.apply(act)
    scene = Scene(document.snapshot())
    (piece,) = scene.free_land(VIEW).shapes
    assert piece.within(rectangle(0, 0, 400, 400))
    far = replace(VIEW, center_x_m=ORIGIN_X_M + 90_000)
    assert len(scene.free_land(far).shapes) == 0


def test_the_first_grid_of_a_village_and_its_last_concern_the_whole_village(tiny: Tiny) -> None:
    """The hatching of all its other land begins or ends with them."""
    document = tiny.document()
    scene = Scene(document.snapshot())
    assert scene.borders is not None
    whole = tiny.get("v2", Village).geometry.bounds
    grids = [grid for grid in document.all(Grid) if grid.village == "v2"]
    gone = Changeset("", tuple(Change(grid, None) for grid in grids))
    document.apply(gone)
    assert whole in (scene.update(document.snapshot(), gone) or ())
    small = replace(grids[0], geometry=rectangle(410, 10, 420, 20))
    first = Changeset("", (Change(None, small),))
    document.apply(first)
    assert whole in (scene.update(document.snapshot(), first) or ())
    larger = Changeset("", (Change(small, replace(small, geometry=rectangle(410, 10, 430, 20))),))
    document.apply(larger)
    assert whole not in (scene.update(document.snapshot(), larger) or ())


def test_a_grid_that_goes_to_another_village_changes_all_of_its_land(tiny: Tiny) -> None:
    document = tiny.document()
    scene = Scene(document.snapshot())
    assert scene.borders is not None
    grid = tiny.get("w11", Grid)
    assert grid.geometry is not None
    changeset = Changeset("", (Change(grid, replace(grid, village=fid("v2"))),))
    document.apply(changeset)
    assert grid.geometry.bounds in (scene.update(document.snapshot(), changeset) or ())
