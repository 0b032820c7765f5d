import pytest

from gridmap.model.features import CareRecord
from gridmap.model.masks import masked_count, masked_name, masked_phone, person_on_lists
from tests.helpers.build import fid


@pytest.mark.parametrize(("count", "text"), [(0, "0"), (1, "<5"), (4, "<5"), (5, "5"), (70, "70")])
def test_small_counts_are_hidden(count: int, text: str) -> None:
    assert masked_count(count) == text


@pytest.mark.parametrize(
    ("name", "text"),
    [("王小明", "王*明"), ("王明", "王*"), ("王", "王"), ("欧阳文山", "欧**山"), ("", "")],
)
def test_names_can_be_masked(name: str, text: str) -> None:
    assert masked_name(name) == text


@pytest.mark.parametrize(
    ("phone", "text"),
    [
        ("13812341234", "138****1234"),
        ("138-1234-1234", "138****1234"),
        ("86212345", "862****2345"),
        ("8621234", "*******"),
        ("", ""),
    ],
)
def test_phones_can_be_masked(phone: str, text: str) -> None:
    assert masked_phone(phone) == text


@pytest.mark.parametrize(
    ("category", "text"),
    [("C01", "王老五"), ("C08", "a restricted record"), ("X1", "a restricted record")],
)
def test_lists_name_nobody_of_a_restricted_category(category: str, text: str) -> None:
    record = CareRecord(id=fid("c"), household=fid("h"), person="王老五", category=category)
    assert person_on_lists(record) == text
