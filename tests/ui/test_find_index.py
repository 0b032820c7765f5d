"""Finding by what people remember: a name, its initials, a door, a place."""

import time
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gridmap.model.changes import Changeset, added, removed
from gridmap.model.document import Document
from gridmap.model.features import Household
from gridmap.progress import run_job
from gridmap.ui.find_index import FindIndex, Finding, make_find_index
from tests.checks.test_live import acts, changeset_of
from tests.helpers.build import Tiny, fid


@pytest.fixture(scope="module")
def index(tiny: Tiny) -> FindIndex:
    return run_job(make_find_index(tiny.snapshot()))


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("欧阳", "h04"),
        ("oyws", "h04"),
        ("ouyangwen", "h04"),
        ("shanyumei", "h05"),
        ("17号", "h17"),
        ("0012", "h12"),
        ("柳树湾小学", "p1"),
        ("周建国", "o1"),
        ("石桥", "v2"),
        ("dywg", None),
    ],
)
def test_a_piece_of_what_is_known_finds_it(index: FindIndex, text: str, wanted: str | None) -> None:
    found = [finding.feature for finding in index.search(text)]
    if wanted is None:
        assert found == []
    else:
        assert found[0] == wanted


def test_a_whole_word_comes_before_the_beginning_of_one(index: FindIndex) -> None:
    found = [finding.feature for finding in index.search("1号")]
    assert found[0] == "h01"
    assert "h11" in found


def test_all_words_must_fit(index: FindIndex) -> None:
    assert [item.feature for item in index.search("石桥村 二组 20号")] == ["h20"]
    assert index.search("柳树湾村 20号") == []


def test_nothing_is_found_by_nothing(index: FindIndex) -> None:
    assert index.search("   ") == []


def test_a_hundred_thousand_keys_are_searched_in_a_tenth_of_a_second() -> None:
    index = FindIndex()
    for number in range(100_000):
        finding = Finding(fid(str(number)), "household", str(number))
        index.add(finding, ["王小明", "wangxiaoming", "wxm", str(number)])
    start = time.perf_counter()
    index.search("99999")
    assert time.perf_counter() - start < 0.3


@settings(max_examples=100, deadline=None)
@given(data=st.data())
def test_after_any_acts_the_keys_that_followed_find_what_new_ones_find(
    tiny: Tiny, data: st.DataObject
) -> None:
    document = Document(tiny.features)
    index = run_job(make_find_index(document.snapshot()))
    past: list[Changeset] = []
    for count, act in enumerate(data.draw(st.lists(acts(), min_size=1, max_size=8))):
        if act[3] == "undo" and past:
            changeset = past.pop().inverted()
        else:
            changeset = changeset_of(document, act, count)
            past.append(changeset)
        document.apply(changeset)
        fresh = run_job(make_find_index(document.snapshot()))
        if not index.follow(document, changeset):
            index = run_job(make_find_index(document.snapshot()))
        assert len(index) == len(fresh)
        for text in ("1", "村", "甲", "w", "网格", "oyws", "新"):
            assert index.search(text, limit=1_000) == fresh.search(text, limit=1_000)


def test_keys_taken_out_do_not_pile_up(tiny: Tiny) -> None:
    home = tiny.document().get(fid("h01"), Household)
    index = FindIndex()
    document = Document()
    for number in range(2_000):
        fresh = replace(home, id=fid(f"n{number}"), head=f"王{number}")
        for changeset in (added("", [fresh]), removed("", [fresh])):
            document.apply(changeset)
            assert index.follow(document, changeset)
    assert len(index) == 0
    assert index.search("王") == []
