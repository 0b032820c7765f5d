import pytest

from gridmap.model.surnames import COMPOUND, READINGS, initials, reading, split_name


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("王小明", ("王", "小明")),
        ("欧阳文山", ("欧阳", "文山")),
        ("尉迟远", ("尉迟", "远")),
        ("司马", ("司", "马")),
        ("李", ("李", "")),
        ("", ("", "")),
    ],
)
def test_a_compound_surname_counts_where_something_follows(
    name: str, parts: tuple[str, str]
) -> None:
    assert split_name(name) == parts


@pytest.mark.parametrize(
    ("name", "syllables"),
    [
        ("单玉梅", ("shan", "yu", "mei")),
        ("曾国庆", ("zeng", "guo", "qing")),
        ("仇英", ("qiu", "ying")),
        ("解放", ("xie", "fang")),
        ("区大海", ("ou", "da", "hai")),
        ("尉迟远", ("yuchi", "yuan")),
        ("王单", ("wang", "dan")),
        ("吕布", ("lv", "bu")),
    ],
)
def test_surnames_have_their_true_reading(name: str, syllables: tuple[str, ...]) -> None:
    assert reading(name) == syllables


def test_a_persons_own_reading_wins() -> None:
    assert reading("单玉梅", "Dan Yu Mei") == ("dan", "yu", "mei")
    assert reading("单玉梅", "  ") == ("shan", "yu", "mei")


def test_other_scripts_are_kept_in_lower_case() -> None:
    assert reading("Aygul") == ("aygul",)
    assert reading("Mohamed Ali") == ("mohamed", "ali")
    assert reading("李Anna") == ("li", "anna")
    assert reading("") == ()
    assert initials("Mohamed Ali") == "ma"


def test_rare_characters_are_read_or_kept() -> None:
    assert reading("㛃一")[-1] == "yi"
    assert len(reading("𬭎")) == 1


def test_people_type_initials() -> None:
    assert initials("王小明") == "wxm"
    assert initials("单玉梅") == "sym"
    assert initials("王小明", "wang xiao ming") == "wxm"


def test_the_tables_hold_what_they_say() -> None:
    assert all(len(name) == 2 for name in COMPOUND)
    assert all(text.isascii() and text.islower() for text in READINGS.values())
    assert "吴铭" not in COMPOUND
