import pytest

from gridmap.model.masks import masked_count, masked_name, masked_phone


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
