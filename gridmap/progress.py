"""Long work: a Job is a generator of Progress that returns its result.

Cancel is `job.close()`; cleaning up is the job's own `finally`.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Generator
from concurrent.futures import ThreadPoolExecutor, wait
from dataclasses import dataclass
from typing import Final, TypeAlias, TypeVar

T = TypeVar("T")

_LOOK_EVERY_S: Final = 0.02


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a job is: `done` of `total` steps (total 0: not known), and what it does now."""

    done: int
    total: int
    message: str = ""


Job: TypeAlias = Generator[Progress, None, T]


def run_job(job: Job[T], on_progress: Callable[[Progress], None] | None = None) -> T:
    """Run a job to its end on this thread and return its result."""
    while True:
        try:
            progress = next(job)
        except StopIteration as stop:
            result: T = stop.value
            return result
        if on_progress is not None:
            on_progress(progress)


def in_turns(job: Job[T], lock: threading.Lock) -> Job[T]:
    """Let a job take a step only while no other job with the same lock takes one.

    For jobs in several threads that share what they have worked out.
    """
    while True:
        with lock:
            try:
                progress = next(job)
            except StopIteration as stop:
                result: T = stop.value
                return result
        yield progress


def aside(call: Callable[[], T], message: str = "") -> Job[T]:
    """Do in a thread what has no steps of its own, and return its result.

    Cancelled, the job does not wait for it: what comes of it is dropped. So the call must change
    nothing that anybody else still uses. Raises: what the call raises.
    """
    pool = ThreadPoolExecutor(1)
    future = pool.submit(call)
    try:
        while not wait([future], _LOOK_EVERY_S).done:
            yield Progress(0, 0, message)
        return future.result()
    finally:
        pool.shutdown(wait=future.done())
