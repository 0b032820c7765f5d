from pathlib import Path

from gridmap.model.features import CareRecord, Duty, Officer
from tests.importers.helpers import NANPING, document, take, workbook


def test_two_officers_in_one_cell_are_two_people(tmp_path: Path) -> None:
    rows = [
        ["户号", "户主", "小组", "姓名", "关爱类别", "责任人"],
        ["1", "甲一", "1组", "甲一", "残疾人", "周海燕、王五"],
        ["2", "乙二", "1组", "乙二", "", "周海燕 王五"],
        ["3", "丙三", "2组", "丙三", "", "周 勤"],
    ]
    doc = document(NANPING)
    take(doc, workbook(tmp_path / "a.xlsx", rows))
    names = {item.id: item.name for item in doc.all(Officer)}
    assert sorted(names.values()) == ["周勤", "周海燕", "王五"]
    (record,) = doc.all(CareRecord)
    assert (names[record.officer], names[record.deputy]) == ("周海燕", "王五")
    assert sorted((names[duty.officer], names.get(duty.deputy)) for duty in doc.all(Duty)) == [
        ("周勤", None),
        ("周海燕", "王五"),
    ]
