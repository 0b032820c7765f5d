import pytest

from gridmap.i18n import CHINESE, set_language
from gridmap.model.catalogue import load_catalogue

CATALOGUE = load_catalogue()


def test_the_catalogue_holds_the_kinds_of_the_design() -> None:
    assert list(CATALOGUE.places) == [f"P{number:02d}" for number in range(1, 19)]
    assert list(CATALOGUE.care) == [f"C{number:02d}" for number in range(1, 13)]
    assert {"leader", "grid_head", "auxiliary", "responsible", "doctor"} <= set(CATALOGUE.roles)


def test_restricted_categories_are_the_three_of_the_design() -> None:
    restricted = {code for code, category in CATALOGUE.care.items() if category.is_restricted}
    assert restricted == {"C08", "C09", "C11"}


def test_names_follow_the_language() -> None:
    assert CATALOGUE.places["P01"].name == "Kindergarten"
    assert CATALOGUE.care["C01"].purpose == CATALOGUE.care["C01"].purpose_en
    set_language(CHINESE)
    assert CATALOGUE.places["P01"].name == "幼儿园"
    assert CATALOGUE.care["C03"].name.startswith("残疾人")
    assert CATALOGUE.care["C03"].short_name == CATALOGUE.care["C03"].short_zh
    assert CATALOGUE.roles["grid_head"].name.startswith("网格长")


def test_everything_is_named_in_both_languages() -> None:
    for group in (CATALOGUE.places, CATALOGUE.care, CATALOGUE.roles):
        for entry in group.values():
            assert entry.zh
            assert entry.en.isascii()


@pytest.mark.parametrize(
    ("text", "code"),
    [("P02", "P02"), (" 小学 ", "P02"), ("PRIMARY_SCHOOL", "P02"), ("clinic", "P04")],
)
def test_places_are_matched_by_code_name_or_word(text: str, code: str) -> None:
    match = CATALOGUE.match_place(text)
    assert match is not None
    assert match.code == code


@pytest.mark.parametrize("text", ["", "  ", "church", "no such thing"])
def test_what_nothing_names_is_not_guessed(text: str) -> None:
    assert CATALOGUE.match_place(text) is None
    assert CATALOGUE.match_care(text) is None
    assert CATALOGUE.match_role(text) is None


def test_a_name_wins_over_a_word_of_another_entry() -> None:
    for entry in CATALOGUE.places.values():
        assert CATALOGUE.match_place(entry.zh) is entry
        assert CATALOGUE.match_place(entry.en) is entry


@pytest.mark.parametrize(
    "text",
    [
        "身份证号",
        "ID_Number",
        "银行卡",
        "民族",
        "宗教信仰",
        "政治面貌",
        "信访",
        "前科",
        "吸毒",
        "照片",
    ],
)
def test_forbidden_columns_are_known(text: str) -> None:
    assert CATALOGUE.forbidden_field(text)


@pytest.mark.parametrize("text", ["户主", "door", "phone", "困难类别", "village"])
def test_ordinary_columns_are_not_forbidden(text: str) -> None:
    assert CATALOGUE.forbidden_field(text) == ""


def test_the_catalogue_is_read_once_and_cannot_be_changed() -> None:
    assert load_catalogue() is CATALOGUE
    with pytest.raises(TypeError):
        CATALOGUE.care["X"] = CATALOGUE.care["C01"]  # type: ignore[index]
