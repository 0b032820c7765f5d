"""The review map's file: what an edition forbids is not in it, and it asks for nothing outside."""

import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely import MultiPolygon

from gridmap.errors import ExportError, PrivacyError
from gridmap.export.review_data import review_data
from gridmap.export.review_html import ReviewSpec, export_review, make_review
from gridmap.export.review_shapes import LETTERS, encoded, encoded_points, ground_of, symbol_svg
from gridmap.i18n import CHINESE, set_language
from gridmap.model.document import Snapshot
from gridmap.model.editions import Edition, edition_view
from gridmap.model.features import Grid, Household, Place, Project, Township, Village
from gridmap.progress import run_job
from tests.export.test_leaks import DOOR, HEAD, MEASURE, NEED, NOTE, PERSON, SECRET_PHONE, seeded
from tests.helpers.build import TODAY, Tiny, fid, rectangle
from tests.helpers.seeds import marked


def page(snapshot: Snapshot, edition: Edition, **fields: Any) -> str:
    return run_job(make_review(snapshot, ReviewSpec(on=TODAY, edition=edition, **fields)))


def data(snapshot: Snapshot, edition: Edition, *villages: str, **fields: Any) -> dict[str, Any]:
    view = edition_view(snapshot, edition, on=TODAY, **fields)
    return review_data(view, [fid(name) for name in villages])


def decoded(text: str) -> list[int]:
    """Read letters as review.js does."""
    found, value, weight = [], 0, 1
    for letter in text:
        code = LETTERS.index(letter)
        value += (code & 31) * weight
        if code & 32:
            weight *= 32
            continue
        found.append(-(value + 1) // 2 if value % 2 else value // 2)
        value, weight = 0, 1
    return found


@given(st.lists(st.integers(-(2**52), 2**52)))
def test_numbers_come_back_from_their_letters(values: list[int]) -> None:
    assert decoded(encoded(np.array(values, dtype=np.int64))) == values


def test_points_of_a_plan_begin_at_its_own_corner() -> None:
    ground = ground_of((430_000.0, 3_880_000.0, 430_800.0, 3_880_400.0), 0)
    points = np.array([(430_000.0, 3_880_000.0), (430_000.6, 3_880_400.0)])
    assert decoded(encoded_points(ground, points)) == [0, 0, 6, 4000]
    assert ground.to_dict() == {"geo": False, "begin": [0.0, 0.0], "step": 0.1}


@pytest.mark.parametrize(
    ("edition", "forbidden"),
    [
        (Edition.PUBLIC, [HEAD, DOOR, PERSON, NEED, MEASURE, NOTE, SECRET_PHONE, "李桂兰"]),
        (Edition.SUMMARY, [HEAD, DOOR, PERSON, NEED, MEASURE, NOTE, "李桂兰", "13800000002"]),
        (Edition.HOUSEHOLD, [PERSON, NEED, MEASURE, NOTE, "13800000002"]),
    ],
)
def test_names_phones_and_needs_are_not_in_an_edition_that_forbids_them(
    tiny: Tiny, edition: Edition, forbidden: list[str]
) -> None:
    text = page(seeded(tiny), edition)
    assert not [word for word in forbidden if word in text]
    if edition.shows_households:
        assert HEAD in text


@pytest.mark.parametrize("edition", [Edition.PUBLIC, Edition.SUMMARY])
def test_no_text_of_any_household_record_or_visit_is_in_the_file(
    tiny: Tiny, edition: Edition
) -> None:
    text = page(Snapshot.of(marked(item) for item in tiny.features), edition)
    for kind in ("household", "care_record", "visit", "measure", "note"):
        assert f"{kind}." not in text.split("gridmapReview(map_")[-1]


def test_categories_of_care_are_only_in_the_officers_own_file(tiny: Tiny) -> None:
    set_language(CHINESE)
    names = ("独居", "残疾人", "照护老人", "健康随访")
    for edition in (Edition.PUBLIC, Edition.SUMMARY, Edition.HOUSEHOLD):
        text = page(tiny.snapshot(), edition)
        assert not [name for name in names if name in text]
    own = page(tiny.snapshot(), Edition.OFFICER, officer=fid("o4"))
    assert "残疾人" in own
    assert "独居" not in own
    assert "健康随访" not in own


def test_the_public_edition_says_nothing_of_where_on_earth_it_is(tiny: Tiny) -> None:
    found = data(tiny.snapshot(), Edition.PUBLIC)
    assert found["ground"] == {"geo": False, "begin": [0.0, 0.0], "step": 0.1}
    assert decoded(found["bounds"]) == [0, 0, 8000, 4000]
    summary = data(tiny.snapshot(), Edition.SUMMARY)
    lon, lat = summary["ground"]["begin"]
    assert (round(lon), round(lat)) == (104, 35)
    assert f"{lon}" not in page(tiny.snapshot(), Edition.PUBLIC)


def test_a_local_plan_is_drawn_without_degrees(tiny: Tiny) -> None:
    local = Snapshot.of(
        replace(item, epsg=0) if isinstance(item, Project) else item for item in tiny.features
    )
    assert not data(local, Edition.SUMMARY)["ground"]["geo"]
    assert "L.CRS.Simple" in page(local, Edition.SUMMARY).rsplit("L.map(", 1)[-1]


def test_grids_name_their_head_and_leader_and_their_counts(tiny: Tiny) -> None:
    found = data(tiny.snapshot(), Edition.SUMMARY)
    names = [officer["name"] for officer in found["officers"]]
    first, *_, last = found["grids"]
    assert first["name"] == "第1网格"
    assert names[first["head"]] == "吴秀英"
    assert names[first["leader"]] == "周建国"
    assert last["head"] == -1
    assert first["counts"]["records"] == "<5"
    assert "counts" not in data(tiny.snapshot(), Edition.PUBLIC)["grids"][0]


def test_houses_carry_door_head_initials_and_grid_in_the_household_edition(tiny: Tiny) -> None:
    found = data(tiny.snapshot(), Edition.HOUSEHOLD)["homes"]
    at = found["head"].index("王小明")
    assert found["door"][at] == "1号"
    assert found["keys"][at] == "wxm"
    assert found["grid"][at] == 0
    assert len(decoded(found["at"])) == 2 * len(found["head"]) == 38
    assert data(tiny.snapshot(), Edition.SUMMARY)["homes"]["head"] == []


def test_one_village_is_written_without_the_others(tiny: Tiny) -> None:
    found = data(tiny.snapshot(), Edition.HOUSEHOLD, "v2")
    assert [row["name"] for row in found["villages"]] == ["石桥村"]
    assert [row["name"] for row in found["grids"]] == ["第3网格"]
    assert "王小明" not in found["homes"]["head"]
    assert found["places"]["name"] == ["文化广场"]
    assert "吴秀英" not in [officer["name"] for officer in found["officers"]]


def test_an_area_of_two_parts_with_a_hole_keeps_its_rings(tiny: Tiny) -> None:
    shape = MultiPolygon(
        [rectangle(0, 0, 50, 50) - rectangle(10, 10, 20, 20), rectangle(60, 0, 70, 10)]
    )
    changed = [
        replace(item, geometry=shape) if item.id == "w11" else item for item in tiny.features
    ]
    grid = data(Snapshot.of(changed), Edition.SUMMARY)["grids"][0]
    assert [len(part) for part in grid["shape"]] == [2, 1]


def test_the_file_holds_everything_and_its_policy_refuses_the_rest(tiny: Tiny) -> None:
    text = page(tiny.snapshot(), Edition.SUMMARY)
    assert not re.findall(r"<(?:script|link|img|iframe)[^>]+(?:src|href)=[\"'](?!data:)", text)
    assert not re.findall(r"url\((?![#\"']?(?:data:|#))", text.split("gridmapReview(map_")[0])
    assert "default-src 'none'" in text
    assert "cdn." not in text


def test_names_cannot_break_out_of_the_page(tiny: Tiny) -> None:
    evil = "</script><script>alert(1)</script>{{ 7*7 }}{% endraw %}"
    changed = [
        replace(item, name=evil) if isinstance(item, Township | Village | Place | Grid) else item
        for item in tiny.features
    ]
    text = page(Snapshot.of(changed), Edition.SUMMARY)
    assert "</script><script>alert" not in text
    assert "{{ 7*7 }}" in text
    written = re.search(r"gridmapReview\(map_p1, (\{.*?\}), \{\"title\"", text)
    assert written is not None
    assert json.loads(written[1])["villages"][0]["name"] == evil


def test_an_officers_edition_needs_its_officer(tiny: Tiny) -> None:
    with pytest.raises(PrivacyError):
        page(tiny.snapshot(), Edition.OFFICER)


def test_a_stopped_or_refused_writing_leaves_no_file(tiny: Tiny, tmp_path: Path) -> None:
    out = tmp_path / "review.html"
    job = export_review(tiny.snapshot(), ReviewSpec(on=TODAY), out)
    next(job)
    job.close()
    assert not list(tmp_path.iterdir())
    with pytest.raises(ExportError, match=r"review\.html"):
        run_job(export_review(tiny.snapshot(), ReviewSpec(on=TODAY), tmp_path / "no" / out.name))
    assert run_job(export_review(tiny.snapshot(), ReviewSpec(on=TODAY), out)) == out
    assert [path.name for path in tmp_path.iterdir()] == ["review.html"]


def test_an_empty_project_makes_an_empty_map(tiny: Tiny) -> None:
    for epsg in (None, 0, 4544):
        empty = Snapshot.of([replace(tiny.project, epsg=epsg)])
        assert "gridmapReview(map_p1" in page(empty, Edition.SUMMARY)


def test_every_sign_of_a_place_can_be_drawn() -> None:
    from gridmap.model.catalogue import load_catalogue

    for code in load_catalogue().places:
        assert symbol_svg(f"place-{code}").startswith("<path d=")


def test_a_head_without_a_house_on_the_map_is_not_listed(tiny: Tiny) -> None:
    waiting = tiny.get("h20", Household)
    assert waiting.geometry is None
    assert waiting.head not in data(tiny.snapshot(), Edition.HOUSEHOLD)["homes"]["head"]
