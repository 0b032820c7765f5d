import zlib
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given

from gridmap.errors import ProjectFileError
from gridmap.model.changes import Change, Changeset, added, edited, removed
from gridmap.model.features import CareRecord, Household
from gridmap.store.connection import connect
from gridmap.store.geopackage import open_project
from gridmap.store.history import decode, encode
from gridmap.store.store import LogFilter
from tests.helpers.build import Tiny, at, household
from tests.helpers.stores import tiny_file
from tests.store.test_rows import RECORDS


@given(RECORDS)
def test_a_payload_comes_back_exactly(record: CareRecord) -> None:
    changeset = Changeset("改", (Change(record, None),))
    assert decode("改", encode(changeset)) == changeset


def test_every_kind_fits_a_payload(tiny: Tiny) -> None:
    changeset = added("全部", tiny.features)
    assert decode("全部", encode(changeset)) == changeset
    assert decode("全部", encode(changeset.inverted())) == changeset.inverted()


def test_a_payload_of_a_later_program_is_read_by_name() -> None:
    text = b'{"changes":[["household",null,{"id":"h","door":"7","colour":"red"}]],"shapes":[]}'
    assert decode("", zlib.compress(text)) == added("", [household("h", door="7")])


def test_a_field_set_back_to_nothing_is_kept() -> None:
    moved = edited("", [(household("h", living=0), household("h", living=None))])
    assert decode("", encode(moved)) == moved


def test_the_log_tells_who_did_what_and_when(tmp_path: Path, tiny: Tiny) -> None:
    store = open_project(tiny_file(tmp_path, tiny), author="周建国")
    before = datetime.now(UTC)
    new = household("x", geometry=at(1, 1))
    first = store.write(added("新增", [new]))
    undone = store.write(removed("新增", [new]), act="undo", target=first.seq)
    assert store.log() == [undone, first]
    assert store.log(limit=1) == [undone]
    assert (first.target, undone.target, undone.act) == (first.seq, first.seq, "undo")
    assert before <= first.at <= datetime.now(UTC)
    assert store.changeset_of(first.seq) == added("新增", [new])
    assert store.changeset_of(undone.seq) == removed("新增", [new])
    again = store.write(added("新增", [new]), act="redo", target=first.seq)
    assert store.changeset_of(again.seq) == added("新增", [new])
    with pytest.raises(KeyError):
        store.changeset_of(99)
    store.close()


def test_listing_the_log_reads_no_payload(tmp_path: Path, tiny: Tiny) -> None:
    path = tiny_file(tmp_path, tiny)
    store = open_project(path)
    entry = store.write(added("新增", [household("x")]))
    with connect(path, read_only=False) as other:
        other.execute("UPDATE change_log SET payload = x'00'")
    other.close()
    assert [item.title for item in store.log()] == ["新增"]
    with pytest.raises(ProjectFileError, match="is damaged"):
        store.changeset_of(entry.seq)
    store.close()


def test_an_author_who_is_not_named_is_the_login(
    tmp_path: Path, tiny: Tiny, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("getpass.getuser", lambda: "zhou")
    store = open_project(tiny_file(tmp_path, tiny))
    assert store.write(added("", [household("x")])).author == "zhou"
    store.close()


def test_a_payload_names_no_field_at_its_default(tiny: Tiny) -> None:
    payload = zlib.decompress(encode(added("", [Household(id=tiny.project.id)])))
    assert payload == b'{"changes":[["household",null,{"id":"project"}]],"shapes":[]}'


def stamped(path: Path, lines: list[tuple[str, str, str]]) -> None:
    """Write acts into the log with these authors, times and titles."""
    for author, moment, title in lines:
        store = open_project(path, author=author, backups_kept=0)
        store.write(added(title, [household(f"{author}{moment}{title}")]))
        store.close()
        with connect(path, read_only=False) as other:
            other.execute(
                "UPDATE change_log SET time = ? WHERE seq = (SELECT max(seq) FROM change_log)",
                (datetime.fromisoformat(moment).astimezone(UTC).isoformat(),),
            )
        other.close()


LINES = [
    ("周建国", "2026-11-20T08:00:00", "绘制 Grid 1"),
    ("李梅", "2026-11-20T23:59:59", "修改门牌"),
    ("周建国", "2026-11-21T00:00:00", "Draw grid 2"),
    ("王五", "2026-11-22T09:30:00", "定位 3 户"),
]


def test_the_log_is_narrowed_by_person_words_and_time_and_read_in_pages(
    tmp_path: Path, tiny: Tiny
) -> None:
    path = tiny_file(tmp_path, tiny)
    stamped(path, LINES)
    store = open_project(path, read_only=True)

    def titles(**wanted: Any) -> list[str]:
        return [entry.title for entry in store.log(wanted=LogFilter(**wanted))]

    day = datetime(2026, 11, 20).astimezone()
    assert titles(author="周建国") == ["Draw grid 2", "绘制 Grid 1"]
    assert titles(author="王五") == ["定位 3 户"]
    assert titles(words=" GRID ") == ["Draw grid 2", "绘制 Grid 1"]
    assert titles(since=day, until=day + timedelta(days=1)) == ["修改门牌", "绘制 Grid 1"]
    assert titles(author="李梅", words="grid") == []
    assert len(titles()) == 4
    first, second = store.log(limit=2)
    assert [entry.title for entry in store.log(limit=2, before=second.seq)] == [
        "修改门牌",
        "绘制 Grid 1",
    ]
    assert first.title == "定位 3 户"
    store.close()


def test_the_outline_names_everybody_and_every_day_of_the_place(tmp_path: Path, tiny: Tiny) -> None:
    path = tiny_file(tmp_path, tiny)
    stamped(path, LINES)
    store = open_project(path, read_only=True)
    outline = store.log_outline()
    assert outline.authors == ("周建国", "李梅", "王五")
    assert outline.days == (date(2026, 11, 22), date(2026, 11, 21), date(2026, 11, 20))
    store.close()
