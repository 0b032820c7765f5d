from pathlib import Path

from gridmap.model.features import (
    Duty,
    Officer,
)
from tests.importers.helpers import NANPING, document, reasons, take, workbook


def test_officers_and_their_duties_come_from_a_list(tmp_path: Path) -> None:
    page = workbook(
        tmp_path / "责任人员.xlsx",
        [
            ["姓名", "职务", "电话", "单位", "角色", "村"],
            ["周勤", "干部", "13800000001", "样例乡政府", "包村领导", "南坪村"],
            ["吴用功", "干部", "13800000002", "", "包村领导", "无此村"],
            ["郑实干", "文书", "", "", "管事的", "南坪村"],
            ["", "干部", "", "", "", ""],
        ],
    )
    doc = document(NANPING)
    report = take(doc, page).report
    assert [item.name for item in doc.all(Officer)] == ["周勤", "吴用功", "郑实干"]
    assert [(item.role, item.scope) for item in doc.all(Duty)] == [("leader", NANPING.id)]
    assert "no duty was made" in reasons(report)
    assert not take(doc, page).changeset
