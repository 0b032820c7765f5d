from datetime import date

from gridmap.model.features import CareRecord
from gridmap.review.readiness import readiness, total
from tests.helpers.build import Tiny, fid
from tests.review.helpers import review_of


def person(name: str, household: str, **fields: object) -> CareRecord:
    return CareRecord(
        id=fid(name),
        household=fid(household),
        person=name,
        category="C10",
        **fields,  # type: ignore[arg-type]
    )


READY = {
    "helper": "邻居", "deputy_helper": "村医", "route": "沿柳石路", "shelter": fid("p2"),
    "drill_on": date(2026, 5, 1),
}  # fmt: skip


def test_each_grid_says_what_is_settled_and_who_is_not_ready(tiny: Tiny) -> None:
    people = [
        person("e1", "h01", **READY),
        person("e2", "h02", helper="邻居", route=" "),
        person("e3", "h09", **{**READY, "drill_on": date(2025, 5, 1)}),
    ]
    rows = readiness(review_of(tiny, *people).coverage)
    assert [(row.grid, row.people, row.ready) for row in rows] == [("w11", 2, 1), ("w12", 1, 0)]
    assert (rows[0].helper, rows[0].route, rows[0].shelter) == (2, 1, 1)
    assert rows[0].unready == (fid("e2"),)
    assert rows[1].drill == 0
    both = total(rows)
    assert (both.people, both.ready, both.unready) == (3, 1, (fid("e2"), fid("e3")))


def test_people_in_no_grid_come_last(tiny: Tiny) -> None:
    rows = readiness(review_of(tiny, person("e1", "h20"), person("e2", "h01")).coverage)
    assert [row.grid for row in rows] == ["w11", None]


def test_a_shelter_that_is_gone_does_not_count(tiny: Tiny) -> None:
    (row,) = readiness(
        review_of(tiny, person("e1", "h01", **{**READY, "shelter": fid("gone")})).coverage
    )
    assert row.shelter == 0
