import json
import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from gridmap.errors import ProjectLockedError
from gridmap.model.changes import added
from gridmap.store import lock as lock_module
from gridmap.store.geopackage import open_project
from gridmap.store.lock import acquire, lock_path
from tests.helpers.build import Tiny, household
from tests.helpers.stores import tiny_file

HOLD = """
import sys, time
from pathlib import Path
from gridmap.store.lock import acquire
lock = acquire(Path(sys.argv[1]))
print("held", flush=True)
time.sleep(60)
"""


def test_a_second_program_is_told_who_has_the_project(tmp_path: Path, tiny: Tiny) -> None:
    path = tiny_file(tmp_path, tiny)
    store = open_project(path)
    with pytest.raises(ProjectLockedError) as caught:
        open_project(path)
    message = caught.value.message
    assert f"@{socket.gethostname()}" in message
    assert f"process {os.getpid()}" in message
    assert "since 20" in message
    assert "read-only" in caught.value.hint
    store.write(added("", [household("still")]))
    reader = open_project(path, read_only=True)
    reader.close()
    store.close()
    open_project(path).close()
    assert not lock_path(path).exists()


def test_a_lock_of_a_killed_program_is_taken_over(tmp_path: Path) -> None:
    path = tmp_path / "p.gpkg"
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(path)], stdout=subprocess.PIPE, text=True
    )
    with holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        with pytest.raises(ProjectLockedError, match=f"process {holder.pid}"):
            acquire(path)
        holder.kill()
    assert lock_path(path).exists()
    lock = acquire(path)
    assert json.loads(lock_path(path).read_text())["pid"] == os.getpid()
    lock.release()
    lock.release()
    assert not lock_path(path).exists()


def test_a_lock_of_another_computer_is_respected(tmp_path: Path) -> None:
    path = tmp_path / "p.gpkg"
    text = json.dumps({"user": "li", "host": "pc-2", "pid": 7, "since": "2026-11-23T08:00"})
    lock_path(path).write_text(text)
    with pytest.raises(ProjectLockedError, match="li@pc-2, process 7") as caught:
        acquire(path)
    assert "p.gpkg.lock" in caught.value.hint
    assert lock_path(path).read_text() == text


@pytest.mark.parametrize("text", ["", "{", "[]", '{"user": "li"}'])
def test_a_damaged_lock_that_nobody_holds_is_taken_over(tmp_path: Path, text: str) -> None:
    path = tmp_path / "p.gpkg"
    lock_path(path).write_text(text)
    acquire(path).release()
    assert not lock_path(path).exists()


def test_a_lock_that_is_just_being_made_is_respected(tmp_path: Path) -> None:
    path = tmp_path / "p.gpkg"
    lock = acquire(path)
    lock_path(path).write_text("")
    with pytest.raises(ProjectLockedError, match="open in another GridMap"):
        acquire(path)
    lock.release()


def test_a_lock_file_taken_away_while_we_waited_is_made_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "p.gpkg"
    hold = lock_module._hold
    calls = []

    def hold_after_the_last_holder_left(descriptor: int) -> None:
        hold(descriptor)
        calls.append(descriptor)
        if len(calls) == 1:
            lock_path(path).unlink()
        if len(calls) == 2:
            lock_path(path).unlink()
            lock_path(path).touch()

    monkeypatch.setattr(lock_module, "_hold", hold_after_the_last_holder_left)
    lock = acquire(path)
    assert len(calls) == 3
    assert lock_path(path).exists()
    lock.release()


def test_a_login_without_a_name_still_locks(monkeypatch: pytest.MonkeyPatch) -> None:
    def nobody() -> str:
        raise KeyError("uid 12345")

    monkeypatch.setattr("getpass.getuser", nobody)
    assert lock_module.user_name() == "?"
