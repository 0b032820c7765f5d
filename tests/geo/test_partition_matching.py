from shapely import Polygon, box

from gridmap.geo.partition_matching import matched

VILLAGE = box(0, 0, 100, 80)


def test_a_chain_of_corners_is_not_drawn_further_than_the_tolerance() -> None:
    near, far = box(1.5, 0, 40, 30), Polygon([(3, 1), (90, 31), (3, 70)])
    outline, moved, left = matched([VILLAGE, near, far], 2.0)
    assert outline is VILLAGE
    assert (0.0, 0.0) in moved.exterior.coords
    assert (3.0, 1.0) in left.exterior.coords


def test_corners_in_the_middle_meet_half_way_and_corners_of_one_shape_stay_apart() -> None:
    left = Polygon([(10, 10), (50, 10), (50.5, 10.5), (50, 70), (10, 70)])
    right = Polygon([(51, 10), (90, 10), (90, 70), (50.5, 70)])
    _, one, other = matched([VILLAGE, left, right], 2.0)
    assert (50.25, 70.0) in one.exterior.coords
    assert (50.25, 70.0) in other.exterior.coords
    assert len(one.exterior.coords) == 6


def test_shapes_far_apart_are_left_alone() -> None:
    shapes = [VILLAGE, box(10, 10, 20, 20), box(60, 10, 90, 20)]
    assert all(one is other for one, other in zip(matched(shapes, 2.0), shapes, strict=True))
