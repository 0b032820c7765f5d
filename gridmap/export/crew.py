"""A crew: this process and helper processes that share a list of tasks.

A run with a crew gives the same results as one without; only the time differs. This process does
tasks too, so that work begins while the helpers are still starting. What a task leaves in its
member's `desk` can be used by a later task that is sent to the same member. A helper has its next
task before it ends the last. On both sides a thread of its own sends what goes over the line:
nobody waits for the other to listen.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import queue
import sys
import threading
import traceback
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from typing import Any, Final, Generic, Protocol, TypeVar, runtime_checkable

from gridmap.errors import ExportError, GridMapError
from gridmap.i18n import language, set_language, tr
from gridmap.progress import Job, Progress

R = TypeVar("R")
R_co = TypeVar("R_co", covariant=True)

RARELY: Final = 100_000
"""Objects made between two searches for garbage: a run makes many and almost no cycles."""

HERE: Final = 0
"""The number of this process among the members; helpers are numbered from 1."""

_AHEAD: Final = 2
"""How many tasks a helper has at most: one to do, and one to go on with."""

_IDLE_S: Final = 0.05
_END_S: Final = 2.0
_STEP, _DONE, _FAILED, _BROKEN = "step", "done", "failed", "broken"


class Task(Protocol[R_co]):
    """Work for one member: a value that can be sent to another process.

    `weight` says how much work it is, in any unit.
    """

    @property
    def weight(self) -> float:
        """How much work it is."""
        ...

    def run(self, desk: dict[str, Any]) -> Job[R_co]:
        """Do it and return what came of it."""
        ...


@runtime_checkable
class InParts(Protocol):
    """Something large on a desk: it pickles empty, and its parts are sent one after the other.

    A run can then be cancelled between two of them.
    """

    def parts(self) -> Iterable[Any]:
        """Return what is sent."""
        ...

    def take(self, part: Any) -> None:
        """Put in a part that was sent, in their order, before anything else is done with it."""
        ...


@dataclass(slots=True)
class _Helper:
    """A helper process, its line to us and the tasks it has, the one it works on first.

    `post` holds what is to be sent over the line, each a row of messages; None ends the sending.
    """

    process: Any
    line: Connection
    given: deque[int] = field(default_factory=deque)
    post: queue.SimpleQueue[Iterable[Any] | None] = field(default_factory=queue.SimpleQueue)
    sender: threading.Thread | None = None

    def send(self, *messages: Any) -> None:
        """Send messages as soon as the line takes them; a helper that is gone is heard of later."""
        self.post.put(messages)

    def start_sending(self) -> None:
        """Begin to send what is posted."""
        self.sender = threading.Thread(target=_send_rows, args=(self.line, self.post), daemon=True)
        self.sender.start()

    def end(self) -> None:
        """End the process and whatever is still being sent to it."""
        self.process.kill()
        self.post.put(None)
        self.process.join(_END_S)
        if self.sender is not None:
            self.sender.join(_END_S)
        self.line.close()


@dataclass(frozen=True, slots=True)
class _Shared:
    """What is put on a helper's desk."""

    values: dict[str, Any]


@dataclass(frozen=True, slots=True)
class _Part:
    """A part of something large on a helper's desk."""

    key: str
    part: Any


@dataclass(slots=True)
class Shift(Generic[R]):
    """What came of a list of tasks: results in the tasks' order, and who did each."""

    results: list[R]
    members: list[int]


@dataclass(slots=True)
class _Board:
    """Which tasks wait, for anybody or for one member, and how far the work has come."""

    tasks: Sequence[Task[Any]]
    owners: Sequence[int | None] | None
    keep: Callable[[Any], Any]
    waiting: deque[int] = field(default_factory=deque)
    results: dict[int, Any] = field(default_factory=dict)
    members: dict[int, int] = field(default_factory=dict)
    parts: dict[int, Progress] = field(default_factory=dict)
    message: str = ""

    def __post_init__(self) -> None:
        order = sorted(range(len(self.tasks)), key=lambda index: -self.tasks[index].weight)
        self.waiting.extend(order)

    def take(self, member: int) -> int | None:
        """Return the next task for a member, None where there is none."""
        for index in self.waiting:
            if self.owners is None or self.owners[index] in (None, member):
                self.waiting.remove(index)
                self.members[index] = member
                return index
        return None

    def note(self, index: int, step: Progress) -> None:
        """Note how far a task has come."""
        self.parts[index] = step
        self.message = step.message or self.message

    def finish(self, index: int, result: Any) -> None:
        """Note what came of a task."""
        self.results[index] = self.keep(result)

    def progress(self) -> Progress:
        """Return how much of all tasks' weight is done, in thousandths, and what was said last."""
        total = sum(task.weight for task in self.tasks) or 1.0
        done = 0.0
        for index, task in enumerate(self.tasks):
            part = self.parts.get(index)
            if index in self.results:
                done += task.weight
            elif part is not None and part.total:
                done += task.weight * min(part.done / part.total, 1.0)
        return Progress(int(1000 * done / total), 1000, self.message or tr("Working …"))


class Crew:
    """Members that do tasks; `run` can be called again and again. See `crew`."""

    def __init__(self, helpers: Sequence[_Helper], desk: dict[str, Any]) -> None:
        self._helpers = dict(enumerate(helpers, start=1))
        self._desk = desk

    @property
    def size(self) -> int:
        """How many members there are, this process included."""
        return 1 + len(self._helpers)

    def share(self, **values: Any) -> None:
        """Put values on every member's desk: what many tasks need is sent once.

        Not during `run`.
        """
        self._desk.update(values)
        for helper in self._helpers.values():
            helper.send(_Shared(values))

    def run(
        self,
        tasks: Sequence[Task[R]],
        *,
        owners: Sequence[int | None] | None = None,
        keep: Callable[[R], R] = lambda result: result,
    ) -> Job[Shift[R]]:
        """Do all tasks, the greatest first, and return their results in the tasks' order.

        `owners` says for each task which member has to do it; None, for one or for all: whoever is
        free. `keep` is called with each result as it comes, here, and returns what is kept of it.
        A task that fails fails the run.

        Raises: the GridMapError that a task raised; ExportError where a helper was ended.
        """
        board = _Board(tasks, owners, keep)
        own: Job[R] | None = None
        at: int | None = None
        while len(board.results) < len(tasks):
            self._hand_out(board)
            if own is None and (at := board.take(HERE)) is not None:
                own = tasks[at].run(self._desk)
            if own is not None and at is not None:
                try:
                    board.note(at, next(own))
                except StopIteration as stop:
                    own = None
                    board.finish(at, stop.value)
            self._listen(board, patience_s=0.0 if own is not None else _IDLE_S)
            yield board.progress()
        indexes = range(len(tasks))
        return Shift([board.results[i] for i in indexes], [board.members[i] for i in indexes])

    def _hand_out(self, board: _Board) -> None:
        for number, helper in self._helpers.items():
            while len(helper.given) < _AHEAD and (index := board.take(number)) is not None:
                helper.given.append(index)
                helper.send(board.tasks[index])

    def _listen(self, board: _Board, *, patience_s: float) -> None:
        busy: dict[Any, _Helper] = {h.line: h for h in self._helpers.values() if h.given}
        if not busy:
            return
        for line in wait(list(busy), timeout=patience_s):
            self._hear(busy[line], board)

    def _hear(self, helper: _Helper, board: _Board) -> None:
        try:
            what, value = helper.line.recv()
        except (EOFError, OSError) as error:
            raise _ended_too_early() from error
        if what == _STEP:
            board.note(helper.given[0], value)
        elif what == _DONE:
            board.finish(helper.given.popleft(), value)
        elif what == _FAILED:
            raise value
        else:
            raise RuntimeError(f"in a helper process:\n{value}")


def _ended_too_early() -> ExportError:
    return ExportError(
        tr("A part of the program that helped with the pages has ended too early."),
        hint=tr("Close other programs to free memory and make the atlas again."),
    )


@contextmanager
def crew(desk: dict[str, Any], *, helpers: int) -> Iterator[Crew]:
    """Start helper processes that begin with a copy of `desk`; they end with the context.

    Where this process has one thread and the system can, they are forked and share its memory.
    Else they start from nothing and `desk` is sent to them, so it must then be such that it can be.
    """
    members: list[_Helper] = []
    try:
        is_forked = _may_fork()
        for _ in range(helpers):
            members.append(_start(desk, [helper.line for helper in members], is_forked=is_forked))
        for helper in members:
            helper.start_sending()
        yield Crew(members, desk)
    finally:
        for helper in members:
            helper.process.kill()
        for helper in members:
            helper.end()


def useful_helpers() -> int:
    """Return how many helpers keep this machine's processors busy without filling its memory."""
    if hasattr(os, "sched_getaffinity"):
        processors = len(os.sched_getaffinity(0))
    else:
        processors = os.cpu_count() or 1
    return min(max(processors - 1, 0), 3)


def _start(desk: dict[str, Any], others: Sequence[Connection], *, is_forked: bool) -> _Helper:
    """Start a helper; `others` are our ends of the lines of those that were started before.

    One that is not forked starts with an empty desk: what belongs there is posted to it.
    """
    context: Any = multiprocessing.get_context("fork" if is_forked else "spawn")
    ours, theirs = context.Pipe()
    inherited = (*others, ours) if is_forked else ()
    own = desk if is_forked else {}
    process = context.Process(target=_work, args=(theirs, inherited, own, language()), daemon=True)
    process.start()
    theirs.close()
    helper = _Helper(process, ours)
    if not is_forked:
        helper.post.put(_in_parts(dict(desk)))
    return helper


def _in_parts(desk: dict[str, Any]) -> Iterator[Any]:
    """Yield the messages that carry a desk to a helper."""
    yield _Shared(desk)
    for key, value in desk.items():
        if isinstance(value, InParts):
            for part in value.parts():
                yield _Part(key, part)


def _may_fork() -> bool:
    is_plain = threading.active_count() == 1 and "PySide6.QtCore" not in sys.modules
    return sys.platform == "linux" and is_plain


def _work(
    line: Connection, inherited: Sequence[Connection], desk: dict[str, Any], speech: str
) -> None:
    """Do the tasks that come over the line until it is closed (in the helper process).

    `inherited` are copies of the other ends that came with the fork: while they are open, the line
    stays open too, even where the program at its end was killed.
    """
    for end in inherited:
        end.close()
    set_language(speech)
    gc.freeze()
    gc.set_threshold(RARELY, *gc.get_threshold()[1:])
    post: queue.SimpleQueue[Any] = queue.SimpleQueue()
    threading.Thread(target=_send_all, args=(line, post), daemon=True).start()
    while True:
        try:
            task = line.recv()
        except (EOFError, OSError, KeyboardInterrupt):
            return
        if isinstance(task, _Shared):
            desk.update(task.values)
            continue
        if isinstance(task, _Part):
            desk[task.key].take(task.part)
            continue
        try:
            post.put((_DONE, _drive(task.run(desk), post)))
        except KeyboardInterrupt:
            return
        except GridMapError as error:
            post.put((_FAILED, error))
        except Exception:  # noqa: BLE001 - a bug is told where the run is, not only on our stderr
            post.put((_BROKEN, traceback.format_exc()))


def _send_rows(line: Connection, post: queue.SimpleQueue[Iterable[Any] | None]) -> None:
    """Send the rows of messages that are posted until None is, or the helper is gone."""
    try:
        while (row := post.get()) is not None:
            for message in row:
                line.send(message)
    except OSError:
        return


def _send_all(line: Connection, post: queue.SimpleQueue[Any]) -> None:
    """Send what is posted until the line is closed."""
    while True:
        try:
            line.send(post.get())
        except OSError:
            return


def _drive(job: Job[Any], post: queue.SimpleQueue[Any]) -> Any:
    while True:
        try:
            step = next(job)
        except StopIteration as stop:
            return stop.value
        post.put((_STEP, step))
