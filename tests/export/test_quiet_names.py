"""Names of roads and waters follow their course and touch nothing; the own name stays at home."""

import numpy as np
import shapely
from shapely import LineString

from gridmap.export.quiet_names import SetText, boxes_along, names_along, own_name
from gridmap.layers.style import load_styles
from gridmap.layers.view import MapView
from gridmap.model.features import FeatureId, Line

STYLES = load_styles()
VIEW = MapView(
    center_x_m=100.0, center_y_m=100.0, scale_denominator=1000, width_mm=200.0, height_mm=200.0
)
NOTHING = np.empty((0, 4))


def line(name: str, points: list[tuple[float, float]], kind: str = "lane", key: str = "a") -> Line:
    return Line(id=FeatureId(key), line_kind=kind, name=name, geometry=LineString(points))


def words(found: list[SetText]) -> str:
    return "".join(item.line.text for item in found)


def middles(found: list[SetText]) -> np.ndarray:
    return np.array([((b[0] + b[2]) / 2, (b[1] + b[3]) / 2) for b in (item.box for item in found)])


def test_each_character_stands_on_the_line_and_reads_to_the_right() -> None:
    for points in ([(20, 50), (180, 80)], [(180, 80), (20, 50)]):
        found = names_along([line("云柳路", points)], VIEW, NOTHING, STYLES)
        assert words(found) == "云柳路"
        spots = middles(found)
        assert (np.diff(spots[:, 0]) > 0).all()
        course = LineString(VIEW.to_mm(np.array(points, dtype=float)))
        assert shapely.distance(shapely.points(spots), course).max() < 0.1
        assert all(abs(item.line.angle_deg - np.degrees(np.arctan2(30, 160))) < 0.5
                   for item in found)  # fmt: skip


def test_a_steep_line_is_read_downwards_with_upright_characters() -> None:
    found = names_along([line("柳溪河", [(100, 20), (104, 180)], "river")], VIEW, NOTHING, STYLES)
    assert words(found) == "柳溪河"
    assert (np.diff(middles(found)[:, 1]) > 0).all()
    assert all(abs(item.line.angle_deg) < 5 for item in found)


def test_a_name_keeps_off_what_is_taken_and_off_other_names() -> None:
    taken = np.array([[60.0, 80.0, 140.0, 120.0]])
    roads = [line("云柳路", [(0, 100), (200, 100)]), line("坝下巷", [(30, 0), (30, 200)], key="b")]
    found = names_along(roads, VIEW, taken, STYLES)
    assert words(found) == "云柳路坝下巷"
    boxes = np.array([*taken.tolist(), *(item.box for item in found)])
    for at, box in enumerate(boxes):
        others = boxes[at + 1 :]
        meets = (others[:, :2] < box[2:]).all(axis=1) & (others[:, 2:] > box[:2]).all(axis=1)
        assert not meets.any()


def test_a_name_without_room_is_left_out_and_no_name_stands_twice() -> None:
    assert not names_along([line("云柳路", [(90, 100), (95, 100)])], VIEW, NOTHING, STYLES)
    everything = np.array([[0.0, 0.0, 200.0, 200.0]])
    assert not names_along([line("云柳路", [(0, 100), (200, 100)])], VIEW, everything, STYLES)
    twice = [line("云柳路", [(0, 50), (200, 50)]), line("云柳路", [(0, 150), (200, 150)], key="b")]
    assert words(names_along(twice, VIEW, NOTHING, STYLES)) == "云柳路"


def test_words_of_letters_stay_together() -> None:
    (found,) = names_along([line("Mill Lane", [(0, 90), (200, 110)])], VIEW, NOTHING, STYLES)
    assert found.line.text == "Mill Lane"
    assert 0 < found.line.angle_deg < 10


def test_the_own_name_stands_inside_its_area_clear_of_labels() -> None:
    area = shapely.box(40, 40, 160, 160)
    taken = np.array([[40.0, 40.0, 160.0, 110.0]])
    (found,) = own_name("三组", area, VIEW, taken, STYLES)
    assert found.line.style == "group-name-pale"
    left, top, right, bottom = found.box
    assert top >= 110.0
    assert left >= 40.0
    assert right <= 160.0
    assert bottom <= 160.0
    assert not own_name("三组", area, VIEW, np.array([[0.0, 0.0, 200.0, 200.0]]), STYLES)
    assert not own_name("三组", shapely.box(500, 500, 600, 600), VIEW, NOTHING, STYLES)


def test_no_name_crosses_a_boundary() -> None:
    wall = np.array([[100.0, 0.0, 100.0, 200.0], [0.0, 150.0, 0.0, 150.0]])
    road = line("云柳路", [(0, 100), (200, 100)])
    assert any(
        item.box[0] < 100 < item.box[2] for item in names_along([road], VIEW, NOTHING, STYLES)
    )
    found = names_along([road], VIEW, boxes_along(wall), STYLES)
    assert words(found) == "云柳路"
    assert not any(item.box[0] < 100 < item.box[2] for item in found)
    assert not len(boxes_along(None))
