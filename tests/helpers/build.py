"""Small builders: every feature with only what a test cares about, and one tiny project.

All people are invented. The tiny township lies in EPSG:4544 (CGCS2000 3-degree, 105E), two villages
side by side, each 400 m wide and 400 m high, split into two groups and (first village) two grids.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from shapely import LineString, Point, Polygon, box

from gridmap.model.document import Document, Snapshot
from gridmap.model.features import (
    Area,
    CareRecord,
    Duty,
    Feature,
    FeatureId,
    Grid,
    Household,
    Line,
    Measure,
    Note,
    Officer,
    Place,
    Project,
    Township,
    Village,
    VillagerGroup,
    Visit,
)

F = TypeVar("F", bound=Feature)

EPSG = 4544
ORIGIN_X_M, ORIGIN_Y_M = 430_000.0, 3_880_000.0
TODAY = date(2026, 11, 23)


def fid(name: str) -> FeatureId:
    """Return a readable id for tests."""
    return FeatureId(name)


def at(x_m: float, y_m: float) -> Point:
    """Return a point by its offset from the tiny township's south-west corner."""
    return Point(ORIGIN_X_M + x_m, ORIGIN_Y_M + y_m)


def rectangle(left_m: float, bottom_m: float, right_m: float, top_m: float) -> Polygon:
    """Return a rectangle by offsets from the tiny township's south-west corner."""
    return box(ORIGIN_X_M + left_m, ORIGIN_Y_M + bottom_m, ORIGIN_X_M + right_m, ORIGIN_Y_M + top_m)


def household(name: str, **fields: object) -> Household:
    """Return a household with this id and these fields."""
    return Household(id=fid(name), **fields)  # type: ignore[arg-type]


def project(**fields: object) -> Project:
    """Return the project's feature for the tiny plane."""
    return Project(**{"id": fid("project"), "name": "青石乡", "epsg": EPSG, **fields})  # type: ignore[arg-type]


@dataclass(frozen=True)
class Tiny:
    """The tiny project: its features, parents first."""

    features: tuple[Feature, ...]

    @property
    def project(self) -> Project:
        """The project's own feature."""
        return self.get("project", Project)

    @property
    def others(self) -> tuple[Feature, ...]:
        """Everything but the project."""
        return tuple(item for item in self.features if not isinstance(item, Project))

    def get(self, name: str, kind: type[F]) -> F:
        """Return a feature by its readable id."""
        return next(item for item in self.features if item.id == name and isinstance(item, kind))

    def document(self) -> Document:
        """Return a fresh document."""
        return Document(self.features)

    def snapshot(self) -> Snapshot:
        """Return a snapshot."""
        return Snapshot.of(self.features)


def build_tiny() -> Tiny:
    """Return the tiny project: v1 and v2, groups g11 g12 g21 g22, grids w11 w12 w21, h01 to h20."""
    return Tiny((*_areas(), *_officers(), *_ground(), *_households(), *_care()))


def _areas() -> Iterable[Feature]:
    yield project(code="622921105", created=date(2026, 1, 5), issuer="青石乡人民政府")
    yield Township(id=fid("t"), name="青石乡", code="622921105", geometry=rectangle(0, 0, 800, 400))
    for number, (name, left_m) in enumerate((("柳树湾村", 0), ("石桥村", 400)), start=1):
        village = fid(f"v{number}")
        yield Village(
            id=village,
            name=name,
            code=f"62292110520{number}",
            township=fid("t"),
            geometry=rectangle(left_m, 0, left_m + 400, 400),
        )
        for row in (1, 2):
            yield VillagerGroup(
                id=fid(f"g{number}{row}"),
                name=f"{'一二'[row - 1]}组",
                village=village,
                number=row,
                geometry=rectangle(left_m, (row - 1) * 200, left_m + 400, row * 200),
            )
    halves = (("w11", "v1", 0, 200), ("w12", "v1", 200, 400), ("w21", "v2", 400, 800))
    for serial, (name, owner, left_m, right_m) in enumerate(halves, start=1):
        yield Grid(
            id=fid(name),
            name=f"第{serial}网格",
            village=fid(owner),
            code=f"6229211052{name[1:]}",
            geometry=rectangle(left_m, 0, right_m, 400),
        )


def _officers() -> Iterable[Feature]:
    people = (
        ("o1", "周建国", "副乡长", "13900000001"),
        ("o2", "吴秀英", "网格长", "13900000002"),
        ("o3", "赵一鸣", "网格员", "13900000003"),
        ("o4", "孙丽", "包户干部", "13900000004"),
    )
    for name, text, post, phone in people:
        yield Officer(id=fid(name), name=text, post=post, phone=phone, organisation="青石乡")
    duties = (
        ("d1", "leader", "v1", "o1", None),
        ("d2", "grid_head", "w11", "o2", "o3"),
        ("d3", "grid_head", "w12", "o3", None),
        ("d4", "leader", "t", "o4", None),
        ("d5", "grid_head", "w21", None, None),
    )
    for name, role, scope, officer, deputy in duties:
        yield Duty(
            id=fid(name),
            role=role,
            scope=fid(scope),
            officer=fid(officer) if officer else None,
            deputy=fid(deputy) if deputy else None,
            valid_from=date(2026, 1, 1),
        )


def _ground() -> Iterable[Feature]:
    yield Area(id=fid("a1"), area_kind="building", geometry=rectangle(45, 45, 57, 53))
    yield Area(id=fid("a2"), area_kind="water", name="涝坝", geometry=rectangle(300, 300, 340, 330))
    road = [(x, 100 + x / 20) for x in range(0, 801, 100)]
    yield Line(
        id=fid("l1"),
        line_kind="road",
        name="柳石路",
        width_m=4.5,
        geometry=LineString([(ORIGIN_X_M + x, ORIGIN_Y_M + y) for x, y in road]),
    )
    yield Place(
        id=fid("p1"), place_kind="P02", name="柳树湾小学", contact="教务处",
        phone="09300000001", capacity=120, geometry=at(150, 150),
    )  # fmt: skip
    yield Place(id=fid("p2"), place_kind="P09", name="文化广场", geometry=at(500, 100))
    yield Note(id=fid("n1"), text="此处新修水渠", geometry=at(10, 10))


_HEADS = (
    "王小明", "李桂兰", "张有才", "欧阳文山", "单玉梅",
    "马得福", "刘春花", "陈守义", "杨翠英", "尉迟远",
    "曾国庆", "何满仓", "郭存义", "林秀莲", "罗大柱",
    "郑喜凤", "谢长顺", "唐兰芝", "韩宝山", "冯玉珍",
)  # fmt: skip


def _households() -> Iterable[Feature]:
    for index, head in enumerate(_HEADS):
        number = index + 1
        column, row = divmod(index, 4)
        point = at(50 + column * 160, 50 + row * 100) if number < 20 else None
        yield household(
            f"h{number:02d}",
            village=fid("v2") if number == 20 else None,
            group=fid("g22") if number == 20 else None,
            number=f"{number:04d}",
            door=f"{number}号",
            head=head,
            registered=4,
            living=2 + index % 3,
            status=("occupied", "seasonal", "vacant")[index % 3],
            phone=f"1380000{number:04d}",
            located_by="drawn" if point is not None else "",
            accuracy_m=2.5 if point is not None else None,
            located_on=TODAY if point is not None else None,
            geometry=point,
            tags=(("电表", f"T{number:03d}"),) if number == 1 else (),
        )


def _care() -> Iterable[Feature]:
    shared = {
        "basis": "本人申请",
        "start": date(2026, 3, 1),
        "review_by": date(2027, 3, 1),
        "notice_on": date(2026, 3, 1),
    }
    yield CareRecord(
        id=fid("c1"), household=fid("h01"), person="王老五", category="C01", birth_year=1944,
        need="每周送菜", measures=(Measure(what="送菜", who="吴秀英", when="每周一"),
                               Measure(what="修炕", due=date(2026, 12, 1), state="doing")),
        tags=(("备忘", "钥匙在邻居家"),), **shared,
    )  # fmt: skip
    yield CareRecord(
        id=fid("c2"), household=fid("h02"), person="李冬生", category="C03", officer=fid("o4"),
        leader=fid("o1"), deputy=fid("o3"), need="轮椅", visit_days=14, **shared,
    )  # fmt: skip
    yield CareRecord(
        id=fid("c3"), household=fid("h03"), person="张二丫", category="C08", need="随访", **shared
    )
    yield CareRecord(
        id=fid("c4"), household=fid("h09"), person="杨奶奶", category="C02", need="翻身", **shared
    )
    yield Visit(
        id=fid("s1"), record=fid("c1"), day=date(2026, 10, 1), officer=fid("o2"), note="精神好"
    )
    yield Visit(
        id=fid("s2"), record=fid("c1"), day=date(2026, 11, 20), officer=fid("o2"), result="not_met"
    )
