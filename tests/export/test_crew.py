from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from gridmap.errors import ExportError, UsageError
from gridmap.export.crew import HERE, crew, useful_helpers
from gridmap.progress import Job, Progress, run_job


@dataclass(frozen=True)
class Square:
    """A task that squares a number in a few steps and leaves it on the desk."""

    number: int
    weight: float = 1.0

    def run(self, desk: dict[str, Any]) -> Job[int]:
        for step in range(3):
            yield Progress(step, 3, f"squaring {self.number}")
        desk[str(self.number)] = self.number
        return self.number**2


@dataclass(frozen=True)
class Recall:
    """A task that needs what `Square` left on the desk of the member who did it."""

    number: int
    weight: float = 1.0

    def run(self, desk: dict[str, Any]) -> Job[tuple[int, int]]:
        yield Progress(0, 1)
        return desk[str(self.number)], os.getpid()


@dataclass(frozen=True)
class Refuse:
    weight: float = 1.0

    def run(self, desk: dict[str, Any]) -> Job[int]:
        yield Progress(0, 1)
        raise UsageError("That cannot be.", hint="Ask for something else.")


@dataclass(frozen=True)
class Break:
    weight: float = 1.0

    def run(self, desk: dict[str, Any]) -> Job[int]:
        yield Progress(0, 1)
        raise KeyError("no such village")


@dataclass(frozen=True)
class Vanish:
    weight: float = 1.0

    def run(self, desk: dict[str, Any]) -> Job[int]:
        yield Progress(0, 1)
        os._exit(3)


@pytest.mark.parametrize("helpers", [0, 1, 2])
def test_results_come_in_the_order_of_the_tasks_whoever_did_them(helpers: int) -> None:
    with crew({}, helpers=helpers) as members:
        shift = run_job(members.run([Square(number) for number in range(12)]))
    assert shift.results == [number**2 for number in range(12)]
    assert set(shift.members) <= set(range(helpers + 1))


def test_a_task_finds_what_its_own_member_left_on_the_desk() -> None:
    tasks = [Square(number) for number in range(8)]
    with crew({}, helpers=1) as members:
        owners = [number % 2 for number in range(8)]
        shift = run_job(members.run(tasks, owners=owners))
        assert shift.members == owners
        again = run_job(members.run([Recall(n) for n in range(8)], owners=owners))
    assert [left for left, _ in again.results] == list(range(8))
    processes = {owner: {pid for o, (_, pid) in zip(owners, again.results, strict=True)
                         if o == owner} for owner in (0, 1)}  # fmt: skip
    assert processes[HERE] == {os.getpid()}
    assert len(processes[1]) == 1
    assert processes[1] != processes[HERE]


def test_a_task_that_nobody_owns_is_done_by_whoever_is_free() -> None:
    tasks = [Square(number) for number in range(6)]
    with crew({}, helpers=1) as members:
        shift = run_job(members.run(tasks, owners=[0, 1, 0, 1, None, None]))
    assert shift.results == [number**2 for number in range(6)]
    assert shift.members[:4] == [0, 1, 0, 1]


def test_progress_rises_to_the_end() -> None:
    with crew({}, helpers=1) as members:
        seen = list(members.run([Square(number) for number in range(6)]))
    shares = [step.done for step in seen]
    assert shares == sorted(shares)
    assert all(step.message for step in seen)


@pytest.mark.parametrize("owner", [0, 1])
def test_a_task_that_fails_fails_the_run_with_its_sentence(owner: int) -> None:
    with crew({}, helpers=1) as members, pytest.raises(UsageError) as caught:
        run_job(members.run([Refuse()], owners=[owner]))
    assert caught.value.hint == "Ask for something else."


@pytest.mark.parametrize("owner", [0, 1])
def test_a_bug_in_a_task_is_told_where_the_run_is(owner: int) -> None:
    with crew({}, helpers=1) as members, pytest.raises((KeyError, RuntimeError)) as caught:
        run_job(members.run([Break()], owners=[owner]))
    assert "no such village" in str(caught.value)


def test_a_helper_that_is_ended_is_reported_in_words() -> None:
    with crew({}, helpers=1) as members, pytest.raises(ExportError, match="ended too early"):
        run_job(members.run([Vanish()], owners=[1]))


def test_no_helper_outlives_the_crew() -> None:
    with crew({}, helpers=1) as members:
        shift = run_job(members.run([Square(1)], owners=[1]))
        pid = run_job(members.run([Recall(1)], owners=[1])).results[0][1]
    assert shift.results == [1]
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


_KILLED = """
import os, signal, sys
from gridmap.export.crew import crew
from tests.export.test_crew import Square, Recall
from gridmap.progress import run_job

with crew({}, helpers=2) as members:
    run_job(members.run([Square(1), Square(2)], owners=[1, 2]))
    done = run_job(members.run([Recall(1), Recall(2)], owners=[1, 2]))
    print(*(pid for _, pid in done.results), flush=True)
    os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="helpers are forked on Linux only")
def test_no_helper_outlives_a_killed_program() -> None:
    root = Path(__file__).parents[2]
    # the pipe of its output ends only when the program and all its helpers are gone
    done = subprocess.run(
        [sys.executable, "-c", _KILLED], cwd=root, capture_output=True, timeout=60, check=False
    )
    assert done.returncode == -signal.SIGKILL, done.stderr
    assert len(done.stdout.split()) == 2


def test_helpers_are_never_more_than_the_other_processors() -> None:
    assert 0 <= useful_helpers() < (os.cpu_count() or 1)


@dataclass(frozen=True)
class Told:
    """A task that returns what was shared."""

    weight: float = 1.0

    def run(self, desk: dict[str, Any]) -> Job[str]:
        yield Progress(0, 1)
        return str(desk["word"])


def test_what_is_shared_is_on_every_desk_from_then_on() -> None:
    with crew({}, helpers=1) as members:
        for word in ("one", "two"):
            members.share(word=word)
            assert run_job(members.run([Told(), Told()], owners=[0, 1])).results == [word, word]


def test_the_greatest_tasks_are_done_first() -> None:
    tasks = [Square(1, weight=1.0), Square(2, weight=9.0), Square(3, weight=5.0)]
    with crew({}, helpers=0) as members:
        words = [step.message for step in members.run(tasks)]
    assert list(dict.fromkeys(words)) == ["squaring 2", "squaring 3", "squaring 1"]


def test_large_results_of_a_helper_do_not_wait_for_each_other() -> None:
    with crew({}, helpers=1) as members:
        shift = run_job(members.run([Large() for _ in range(6)], owners=[1] * 6))
    assert [len(result) for result in shift.results] == [3_000_000] * 6


@dataclass(frozen=True)
class Large:
    """A task whose result is larger than what a line between processes holds."""

    weight: float = 1.0

    def run(self, desk: dict[str, Any]) -> Job[bytes]:
        yield Progress(0, 1)
        return bytes(3_000_000)


class Endless:
    """Something so large that sending it never comes to an end."""

    def __reduce__(self) -> tuple[type[Endless], tuple[()]]:
        return Endless, ()

    def parts(self) -> Iterator[bytes]:
        while True:
            yield bytes(1000)

    def take(self, part: bytes) -> None:
        assert part == bytes(1000)


def test_a_crew_ends_while_its_desk_is_still_being_sent(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gridmap.export.crew._may_fork", lambda: False)
    threads = set(threading.enumerate())
    with crew({"large": Endless()}, helpers=1) as members:
        assert members.size == 2
    assert set(threading.enumerate()) == threads
    assert multiprocessing.active_children() == []


@dataclass(frozen=True)
class Add:
    weight: float = 1.0

    def run(self, desk: dict[str, Any]) -> Job[int]:
        yield Progress(0, 1)
        return sum(desk["numbers"].found)


class Numbers:
    """Numbers that are sent one by one."""

    def __init__(self, found: Sequence[int] = ()) -> None:
        self.found = list(found)

    def __reduce__(self) -> tuple[type[Numbers], tuple[()]]:
        return Numbers, ()

    def parts(self) -> list[int]:
        return self.found

    def take(self, part: int) -> None:
        self.found.append(part)


@pytest.mark.parametrize("is_forked", [True, False])
def test_what_is_sent_in_parts_is_whole_before_the_first_task(
    is_forked: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("gridmap.export.crew._may_fork", lambda: is_forked)
    with crew({"numbers": Numbers(range(500))}, helpers=1) as members:
        assert run_job(members.run([Add()], owners=[1])).results == [sum(range(500))]


@pytest.mark.parametrize("helpers", [0, 1])
def test_what_is_kept_of_each_result_takes_its_place(helpers: int) -> None:
    came: list[int] = []

    def keep(result: int) -> int:
        came.append(result)
        return -result

    with crew({}, helpers=helpers) as members:
        shift = run_job(members.run([Square(number) for number in range(5)], keep=keep))
    assert shift.results == [0, -1, -4, -9, -16]
    assert sorted(came) == [0, 1, 4, 9, 16]
