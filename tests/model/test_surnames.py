import pytest

from gridmap.model.surnames import COMPOUND, READINGS, has_parts, initials, reading, split_name


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


@pytest.mark.parametrize(
    ("name", "first"),
    [
        ("单雄信", "shan"), ("仇英", "qiu"), ("区大海", "ou"), ("解缙", "xie"), ("查良镛", "zha"),
        ("曾国藩", "zeng"), ("盖叫天", "ge"), ("朴正民", "piao"), ("华佗", "hua"),
        ("任弼时", "ren"),
        ("尉迟恭", "yuchi"), ("长孙无忌", "zhangsun"), ("万俟卨", "moqi"), ("澹台灭明", "tantai"),
        ("令狐冲", "linghu"), ("卜世仁", "bu"), ("薄一民", "bo"), ("阚泽", "kan"),
        ("藏天朔", "zang"),
        ("郇长青", "xun"), ("粘罕", "nian"), ("贠小苏", "yun"), ("句践", "gou"), ("淳于意", "chun"),
        ("单于夫", "chanyu"), ("乐进", "yue"), ("乐正子", "yuezheng"), ("覃辉", "qin"),
        ("翟让", "zhai"), ("缪荃", "miao"), ("冼星海", "xian"), ("员半千", "yun"), ("黑大汉", "he"),
        ("繁钦", "po"), ("种师道", "chong"), ("秘彭祖", "bi"), ("隗嚣", "wei"), ("逄蒙", "pang"),
    ],
)  # fmt: skip
def test_surnames_of_the_table_are_read_as_their_bearers_do(name: str, first: str) -> None:
    assert reading(name)[0] == first


def test_names_with_a_dot_have_no_surname_and_the_dot_no_sound() -> None:
    assert reading("阿依古丽·买买提") == ("a", "yi", "gu", "li", "mai", "mai", "ti")
    for dot in "•‧・．":
        assert reading(f"阿依古丽{dot}买买提") == reading("阿依古丽·买买提")
    assert reading("解放·买买提")[0] == "jie"
    assert initials("古丽·买") == "glm"
    assert has_parts("古丽·买")
    assert not has_parts("王小明")


def test_every_compound_reading_belongs_to_a_known_compound_surname() -> None:
    lonely = [name for name in READINGS if len(name) == 2 and name not in COMPOUND]
    assert lonely == []
