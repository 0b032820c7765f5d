import pytest
from hypothesis import given
from hypothesis import strategies as st

from gridmap.actions.emergency import MOST_NUMBERS, set_emergency
from gridmap.errors import UsageError
from gridmap.model.document import Document
from tests.helpers.build import Tiny, build_tiny


def test_numbers_are_kept_in_order_and_empty_lines_left_out(tiny: Tiny) -> None:
    pairs = [("110", "报警"), ("", ""), (" 0930-1234567 ", " 乡卫生院 ")]
    (change,) = set_emergency(tiny.snapshot(), pairs)
    assert change.new.emergency == (("110", "报警"), ("0930-1234567", "乡卫生院"))  # type: ignore[union-attr]


def test_no_numbers_stand_for_the_national_ones(tiny: Tiny) -> None:
    document = Document(tiny.features)
    document.apply(set_emergency(document, [("119", "火警")]))
    document.apply(set_emergency(document, []))
    assert document.project.emergency == ()


@pytest.mark.parametrize(
    "pair", [("abc", "x"), ("110", ""), ("", "报警"), ("110", "很" * 13), ("1", "x")]
)
def test_a_line_that_cannot_be_printed_is_refused(tiny: Tiny, pair: tuple[str, str]) -> None:
    with pytest.raises(UsageError):
        set_emergency(tiny.snapshot(), [pair])


def test_more_than_there_is_room_for_are_refused(tiny: Tiny) -> None:
    with pytest.raises(UsageError):
        set_emergency(tiny.snapshot(), [(f"11{n}", "x") for n in range(MOST_NUMBERS + 1)])


@given(
    st.lists(
        st.tuples(st.from_regex(r"[0-9]{2,8}", fullmatch=True), st.just("值班")),
        max_size=MOST_NUMBERS,
    )
)
def test_undone_it_is_as_before(pairs: list[tuple[str, str]]) -> None:
    document = Document(build_tiny().features)
    before = document.snapshot()
    changeset = set_emergency(document, pairs)
    document.apply(changeset)
    document.apply(changeset.inverted())
    assert document.project == before.project
