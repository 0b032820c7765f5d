import numpy as np
import pytest
import shapely

from gridmap.synth.plan import make_plan
from gridmap.synth.raster_shapes import label_polygons, mask_polygons, smooth_line, tree_lines
from gridmap.synth.region import make_region
from gridmap.synth.spread import spread
from gridmap.synth.terrain import Terrain, make_terrain
from gridmap.synth.warp import Warp


def flat(rows: int, cols: int) -> Terrain:
    """Return level ground of 10 m cells with its south-west corner at the origin."""
    return Terrain(
        left_m=0.0,
        low_m=0.0,
        cell_m=10.0,
        along_deg=0.0,
        height_m=np.zeros((rows, cols)),
        slope=np.zeros((rows, cols)),
    )


def test_regions_meet_half_way_on_even_ground() -> None:
    reached = spread(np.ones((3, 8)), [((1, 0), 0), ((1, 7), 1)])
    assert (reached.label[:, :4] == 0).all()
    assert (reached.label[:, 4:] == 1).all()


def test_a_wall_is_never_entered() -> None:
    cost = np.ones((3, 5))
    cost[:, 2] = np.inf
    reached = spread(cost, [((1, 0), 7)])
    assert set(reached.label[:, :2].ravel()) == {7}
    assert set(reached.label[:, 2:].ravel()) == {-1}


def test_all_amounts_arrive_at_the_source() -> None:
    reached = spread(np.ones((5, 6)), [((2, 3), 0)], diagonal=True)
    total = reached.accumulated(np.ones((5, 6)))
    assert total[2, 3] == 30.0
    assert total.min() == 1.0


def test_water_runs_down_the_valley() -> None:
    row, col = np.mgrid[0:9, 0:12]
    height = 5.0 * np.abs(row - 4) + 0.5 * (11 - col)
    run_off = spread(height, [((4, 11), 0)], diagonal=True, by_height=True)
    drained = run_off.accumulated(np.ones(height.shape))
    assert (drained[:, 3:].argmax(axis=0) == 4).all()
    assert (np.diff(drained[4, 3:]) > 0).all()


def test_a_steep_way_costs_more_than_a_longer_level_one() -> None:
    height = np.zeros((3, 7))
    height[1, 3] = 9.0
    reached = spread(np.ones((3, 7)), [((1, 0), 0)], diagonal=True, climb=height)
    over_the_top = reached.accumulated(np.ones((3, 7)))[1, 3]
    assert over_the_top == 1.0


@pytest.mark.parametrize("seed", range(6))
def test_polygons_of_labels_share_their_borders(seed: int) -> None:
    rng = np.random.default_rng(seed)
    cost = rng.uniform(1.0, 5.0, (30, 40))
    spots = rng.choice(30 * 40, 9, replace=False)
    labels = spread(cost, [((int(s) // 40, int(s) % 40), n) for n, s in enumerate(spots)]).label
    shapes = label_polygons(labels, flat(30, 40), Warp.of(rng))
    assert sorted(shapes) == list(range(9))
    assert shapely.coverage_is_valid(list(shapes.values()))
    united = shapely.union_all(list(shapes.values()))
    assert united.area == pytest.approx(sum(shape.area for shape in shapes.values()))
    assert united.geom_type == "Polygon"
    assert not united.interiors


def test_a_label_inside_another_leaves_a_hole_of_its_shape() -> None:
    labels = np.zeros((9, 9), dtype=int)
    labels[3:6, 3:6] = 1
    shapes = label_polygons(labels, flat(9, 9), Warp.of(np.random.default_rng(1)))
    assert len(shapes[0].interiors) == 1
    assert shapely.Polygon(shapes[0].interiors[0]).equals(shapes[1])


def test_a_mask_gives_an_outline_for_each_patch_and_none_for_a_hole() -> None:
    mask = np.zeros((20, 30), dtype=bool)
    mask[2:9, 2:9] = True
    mask[10:19, 15:29] = True
    mask[13:16, 20:24] = False
    patches = mask_polygons(mask, flat(20, 30), rounds=2)
    assert sorted(len(patch.interiors) for patch in patches) == [0, 1]


def test_smoothing_keeps_the_ends() -> None:
    steps = np.array([(0, 0), (10, 0), (10, 10), (20, 10), (20, 20)], dtype=float)
    line = smooth_line(steps, rounds=5, tolerance_m=0.1)
    assert line.coords[0] == (0.0, 0.0)
    assert line.coords[-1] == (20.0, 20.0)
    assert line.length < 40.0


def test_a_tree_is_cut_at_forks_and_where_its_class_changes() -> None:
    parent = np.array([[-1, 0, 1, 2], [-1, 1, -1, -1]])
    amounts = np.array([[9.0, 8.0, 3.0, 1.0], [0.0, 4.0, 0.0, 0.0]])
    classes = np.array([[2, 2, 1, 1], [0, 1, 0, 0]])
    lines = tree_lines(parent, amounts, classes, flat(2, 4))
    ends = sorted((tuple(line.points_m[0]), tuple(line.points_m[-1])) for line in lines)
    assert ends == [
        ((15.0, 5.0), (5.0, 5.0)),
        ((15.0, 15.0), (15.0, 5.0)),
        ((35.0, 5.0), (15.0, 5.0)),
    ]


def test_bending_the_plane_never_folds_it() -> None:
    warp = Warp.of(np.random.default_rng(3))
    x, y = np.meshgrid(np.arange(0.0, 900.0, 10.0), np.arange(0.0, 900.0, 10.0))
    moved = warp.moved(np.column_stack([x.ravel(), y.ravel()])).reshape(*x.shape, 2)
    right, up = np.diff(moved, axis=1)[:-1], np.diff(moved, axis=0)[:, :-1]
    assert (right[..., 0] * up[..., 1] - right[..., 1] * up[..., 0] > 0).all()


@pytest.mark.parametrize("seed", range(20, 26))
def test_every_group_of_a_region_gets_land_and_a_site_on_it(seed: int) -> None:
    rng = np.random.default_rng(seed)
    plan = make_plan("township", rng)
    terrain = make_terrain(
        middle_m=(431_000.0, 3_926_000.0), side_m=13_000.0, cell_m=90.0, along_deg=12.0, rng=rng
    )
    region = make_region(plan, terrain, rng)
    assert len(region.group_shapes) == 57
    assert shapely.coverage_is_valid(list(region.group_shapes))
    for group, shape in enumerate(region.group_shapes):
        assert shape.geom_type == "Polygon"
        assert shape.distance(shapely.Point(region.site_m(group))) < 60.0
