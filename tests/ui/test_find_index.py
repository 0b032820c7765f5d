"""Finding by what people remember: a name, its initials, a door, a place."""

import time

import pytest

from gridmap.progress import run_job
from gridmap.ui.find_index import FindIndex, Finding, make_find_index
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
