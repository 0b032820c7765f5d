"""Borders prepared village by village show the same ground as borders prepared in one go."""

from dataclasses import replace

import numpy as np
import shapely

from gridmap.layers.boundaries import BoundaryLayer, GridLayer, VillageLayer
from gridmap.model.changes import Changeset, edited, removed
from gridmap.model.document import Document
from gridmap.model.features import Grid, Village, VillagerGroup
from gridmap.ui.canvas.borders import Borders
from tests.helpers.build import Tiny, fid, rectangle


def ground(layer: BoundaryLayer) -> shapely.Geometry:
    return shapely.union_all(layer.lines)


def is_same_line(one: shapely.Geometry, other: shapely.Geometry) -> bool:
    return bool(shapely.hausdorff_distance(one, other) < 1.0)


def apply(document: Document, borders: Borders, changeset: Changeset) -> None:
    document.apply(changeset)
    borders.update(document, changeset)


def test_grid_borders_leave_out_what_the_village_border_draws(tiny: Tiny) -> None:
    document = tiny.document()
    grids = Borders(document).draw_order()[1]
    villages = VillageLayer.of(document.all(Village))
    whole = GridLayer.of(document.all(Grid), below=[villages])
    assert is_same_line(ground(grids), ground(whole))
    assert ground(grids).length < 405


def test_ranks_that_are_not_wanted_are_left_out(tiny: Tiny) -> None:
    borders = Borders(tiny.document())
    names = [layer.style_name for layer in borders.draw_order()]
    assert names == ["group", "grid", "village", "township"]
    far = borders.draw_order(has_groups=False, has_grids=False)
    assert [layer.style_name for layer in far] == ["village", "township"]


def test_a_moved_grid_border_looks_as_if_prepared_anew(tiny: Tiny) -> None:
    document = tiny.document()
    borders = Borders(document)
    one, two = document.get(fid("w11"), Grid), document.get(fid("w12"), Grid)
    changeset = edited(
        "move",
        [
            (one, replace(one, geometry=rectangle(0, 0, 150, 400))),
            (two, replace(two, geometry=rectangle(150, 0, 400, 400))),
        ],
    )
    apply(document, borders, changeset)
    for kept, fresh in zip(borders.draw_order(), Borders(document).draw_order(), strict=True):
        assert is_same_line(ground(kept), ground(fresh))
    assert (
        shapely.distance(ground(borders.draw_order()[1]), document.get(fid("w11"), Grid).geometry)
        < 1
    )


def test_a_removed_group_takes_its_border_along(tiny: Tiny) -> None:
    document = tiny.document()
    borders = Borders(document)
    before = ground(borders.draw_order()[0]).length
    gone = [document.get(fid(name), VillagerGroup) for name in ("g21", "g22")]
    apply(document, borders, removed("x", gone))
    assert ground(borders.draw_order()[0]).length < before - 350


def test_a_moved_village_border_moves_what_hides_the_grids(tiny: Tiny) -> None:
    document = tiny.document()
    borders = Borders(document)
    village = document.get(fid("v2"), Village)
    apply(document, borders, removed("x", [village]))
    fresh = Borders(document)
    for kept, anew in zip(borders.draw_order(), fresh.draw_order(), strict=True):
        assert is_same_line(ground(kept), ground(anew))


def test_a_project_without_areas_has_no_borders() -> None:
    layers = Borders(Document()).draw_order()
    assert all(len(layer.lines) == 0 for layer in layers)
    assert all(layer.bounds_m.shape == (0, 4) for layer in layers)
    assert all(isinstance(layer.lines, np.ndarray) for layer in layers)
