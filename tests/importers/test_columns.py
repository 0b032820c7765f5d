import pytest

from gridmap.errors import PrivacyError, UsageError
from gridmap.i18n import CHINESE, set_language
from gridmap.importers.columns import (
    check_mapping,
    find_columns,
    is_forbidden,
    normal,
    pair_words,
)


def test_headers_are_compared_without_case_marks_and_remarks() -> None:
    assert normal("户主姓名（必填）") == "户主姓名"
    assert normal(" Addr_House-Number* ") == "addrhousenumber"
    assert normal("（备注）") != ""


def test_chinese_and_english_headers_are_guessed() -> None:
    chinese = ["户号", "户主姓名", "门牌号", "村民小组", "户籍人口", "联系电话", "包户干部"]
    found = find_columns(chinese, "roster", {}).of
    assert found == {
        "number": "户号",
        "head": "户主姓名",
        "door": "门牌号",
        "group": "村民小组",
        "registered": "户籍人口",
        "phone": "联系电话",
        "officer": "包户干部",
    }
    english = ["Household number", "Head of household", "Door", "Group", "Residents", "Phone"]
    assert set(find_columns(english, "roster", {}).of) == {
        "number",
        "head",
        "door",
        "group",
        "registered",
        "phone",
    }


def test_a_header_that_contains_a_word_counts_where_no_exact_one_does() -> None:
    found = find_columns(["现住户主姓名", "门牌号码(新)"], "households", {}).of
    assert found == {"head": "现住户主姓名", "door": "门牌号码(新)"}


def test_a_column_serves_one_field_only() -> None:
    found = find_columns(["name"], "places", {})
    assert list(found.of.values()).count("name") == 1
    assert not found.unused


@pytest.mark.parametrize(
    "header",
    [
        "身份证号码",
        "银行卡号",
        "民族",
        "宗教信仰",
        "政治面貌",
        "是否信访",
        "刑满释放",
        "吸毒史",
        "照片",
        "ID number",
        "religion",
        "病名",
        "疾病诊断",
    ],
)
def test_what_never_enters_is_known_by_its_header(header: str) -> None:
    assert is_forbidden(header)
    found = find_columns([header, "户号"], "roster", {})
    assert found.forbidden == [header]
    assert header not in found.of.values()
    assert header not in found.unused


def test_the_users_mapping_wins_over_the_guess() -> None:
    found = find_columns(["户号", "编码甲", "门牌号"], "roster", {"number": "编码甲"})
    assert found.of["number"] == "编码甲"
    assert found.unused == ["户号"]


def test_a_forbidden_column_cannot_be_mapped_either() -> None:
    with pytest.raises(PrivacyError, match="身份证号"):
        find_columns(["身份证号"], "roster", {"number": "身份证号"})


def test_a_mapping_for_another_layer_is_left_alone() -> None:
    assert find_columns(["a"], "roads", {"door": "b", "name": "b"}).of == {}


def test_a_mapping_to_nothing_is_an_error_with_the_choices() -> None:
    tables = [("roster", ["户号", "门牌"])]
    check_mapping({"door": "门牌"}, tables)
    with pytest.raises(UsageError, match=r"“doors”.*Fields: .*door"):
        check_mapping({"doors": "门牌"}, tables)
    with pytest.raises(UsageError, match=r"“房号”.*户号, 门牌"):
        check_mapping({"door": "房号"}, tables)


def test_columns_are_told_in_the_words_of_people() -> None:
    columns = {"number": "户号", "head": "户主姓名", "village_code": "区划"}
    assert pair_words("roster", columns) == ("户号 → number, 户主姓名 → head, 区划 → village code")
    set_language(CHINESE)
    assert pair_words("roster", columns) == "户号、户主姓名、区划 → 村代码"
