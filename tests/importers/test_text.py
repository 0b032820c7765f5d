from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gridmap.errors import ImportFileError
from gridmap.importers.text import (
    cell_text,
    day_of,
    detect_encoding,
    is_damaged_number,
    is_plausible_phone,
    known_encoding,
    looks_like_id_number,
    names_in,
    phones_in,
    read_bytes,
    read_text,
    whole_number,
    without_id_numbers,
    year_of,
)
from tests.helpers.shared_data import shared_data

INVENTED_ID = "11010519491231002X"
TEXT = "户号,户主\n001,李四水\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "gb18030"])
def test_text_of_an_office_is_read_in_whatever_encoding(tmp_path: Path, encoding: str) -> None:
    page = tmp_path / "花名册.csv"
    page.write_bytes(TEXT.encode(encoding))
    assert read_text(page, None)[0] == TEXT


def test_rare_characters_survive_in_gb18030(tmp_path: Path) -> None:
    page = tmp_path / "a.csv"
    page.write_bytes("村名\n㘵屲䌷𠀀\n".encode("gb18030"))
    assert "㘵屲䌷𠀀" in read_text(page, None)[0]


def test_utf16_without_a_mark_is_known_by_its_zeros() -> None:
    assert detect_encoding("Date,Bid\n1,2\n".encode("utf-16-be")) == "utf-16-be"
    assert detect_encoding("Date,Bid\n1,2\n".encode("utf-16-le")) == "utf-16-le"
    real = shared_data("formats/text-encoding/chardet__nobom-utf16be.txt")
    assert read_text(real, None)[0].startswith("DateTime,Bid,Ask")


def test_what_is_neither_utf8_nor_gb18030_is_latin() -> None:
    assert detect_encoding(b"caf\xe9") == "latin-1"


def test_a_stated_encoding_wins_and_a_wrong_one_is_an_error(tmp_path: Path) -> None:
    page = tmp_path / "a.csv"
    page.write_bytes("南坪".encode("gbk"))
    assert read_text(page, "GBK") == ("南坪", "gb18030")
    with pytest.raises(ImportFileError, match=r"a\.csv.*utf-8"):
        read_text(page, "utf-8")


def test_binary_data_called_text_is_an_error(tmp_path: Path) -> None:
    page = tmp_path / "a.csv"
    page.write_bytes(b"\x01\x00\x00\x02\x00\x03\x00\x00\x00\x04" * 50)
    with pytest.raises(ImportFileError, match="not a text file"):
        read_text(page, "latin-1")


def test_a_file_that_is_not_there_is_an_error_that_names_it(tmp_path: Path) -> None:
    with pytest.raises(ImportFileError, match=r"gone\.csv"):
        read_bytes(tmp_path / "gone.csv")


@pytest.mark.parametrize(
    ("name", "known"),
    [
        ("GBK", "gb18030"),
        ("936", "gb18030"),
        ("cp936", "gb18030"),
        ("65001", "utf-8"),
        ("UTF-8", "utf-8"),
        ("950", "cp950"),
    ],
)
def test_encodings_have_many_names(name: str, known: str) -> None:
    assert known_encoding(name) == known


def test_an_unknown_encoding_is_an_error() -> None:
    with pytest.raises(ImportFileError, match="klingon"):
        known_encoding("klingon")


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        (12.0, "12"),
        (12.5, "12.5"),
        ("001", "001"),
        (" 李 四 ", "李 四"),
        (float("nan"), ""),
        (True, "1"),
        (False, "0"),
        (date(2026, 1, 2), "2026-01-02"),
        (datetime(2026, 1, 2, 3), "2026-01-02"),
        (float("inf"), "inf"),
        ([1, 2], "[1, 2]"),
        (3, "3"),
    ],
)
def test_a_cell_is_what_a_person_sees(value: object, text: str) -> None:
    assert cell_text(value) == text


@given(st.text(alphabet="0123456789", min_size=1, max_size=18))
def test_numbers_kept_as_text_keep_every_digit(text: str) -> None:
    assert cell_text(text) == text


def test_numbers_beyond_excels_digits_are_damaged() -> None:
    assert is_damaged_number(123456789012345678.0)
    assert not is_damaged_number(13900000001.0)
    assert not is_damaged_number("123456789012345678")
    assert not is_damaged_number(True)


def test_an_id_number_is_known_by_its_shape_and_taken_out_of_texts() -> None:
    assert looks_like_id_number(INVENTED_ID)
    assert not looks_like_id_number("621100001201000001")
    assert without_id_numbers(f"证 {INVENTED_ID} 王某") == "证 王某"
    assert without_id_numbers("户码 621100001201000001") == "户码 621100001201000001"


@pytest.mark.parametrize(
    ("text", "number"),
    [("3", 3), ("3人", 3), ("3.0", 3), ("三", None), ("", None), ("12345", None)],
)
def test_counts_are_read(text: str, number: int | None) -> None:
    assert whole_number(text) == number


@pytest.mark.parametrize(
    ("text", "year"),
    [("1950-03-02", 1950), ("195003", 1950), ("1950年3月", 1950), ("19500302", 1950), ("82", None)],
)
def test_only_the_year_of_a_birth_is_read(text: str, year: int | None) -> None:
    assert year_of(text) == year


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-03-02", date(2026, 3, 2)),
        ("2026年3月2日", date(2026, 3, 2)),
        ("20260302", date(2026, 3, 2)),
        ("2026.3.2", date(2026, 3, 2)),
        ("2026-13-40", None),
        ("soon", None),
    ],
)
def test_days_are_read(text: str, day: date | None) -> None:
    assert day_of(text) == day


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("周海燕、王五", ["周海燕", "王五"]),
        ("周海燕，王五/赵六 钱七", ["周海燕", "王五", "赵六", "钱七"]),
        ("周 勤", ["周勤"]),
        ("Zhou Haiyan", ["Zhou Haiyan"]),
        ("周海燕、村委会值班室人员", ["周海燕、村委会值班室人员"]),
        ("阿依古丽·买买提", ["阿依古丽·买买提"]),
        ("", []),
    ],
)
def test_names_are_told_apart_only_where_every_part_is_one(text: str, names: list[str]) -> None:
    assert names_in(text) == names


def test_phones_are_dealt_out_only_where_there_is_one_for_each() -> None:
    assert phones_in("13800000001、13800000002", 2) == ["13800000001", "13800000002"]
    assert phones_in("138-0000-0001", 2) == ["138-0000-0001", ""]
    assert phones_in("", 1) == [""]
    assert [is_plausible_phone(text) for text in ("123", "612345", "0931-1234567", "无电话")] == [
        False,
        True,
        True,
        False,
    ]
