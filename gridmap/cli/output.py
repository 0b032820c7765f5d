"""What commands print: results on standard output, progress and errors on standard error."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from gridmap.errors import GridMapError
from gridmap.i18n import tr
from gridmap.progress import Job, Progress, run_job

T = TypeVar("T")

PROGRESS_EVERY_S = 0.1
LOG_EVERY_S = 3.0


def show(result: Mapping[str, Any], text: str, *, as_json: bool) -> None:
    """Print a command's result, as one JSON object for scripts or as text for people."""
    if as_json:
        sys.stdout.write(json.dumps(result, ensure_ascii=False, indent=1, default=str) + "\n")
    else:
        sys.stdout.write(text.rstrip() + "\n")


def fail(error: GridMapError, *, as_json: bool) -> int:
    """Print an error and return its exit code."""
    if as_json:
        body = {"code": error.code, "message": error.message, "hint": error.hint}
        sys.stdout.write(json.dumps({"error": body}, ensure_ascii=False, indent=1) + "\n")
    sys.stderr.write(tr("Error: {message}", message=error.message) + "\n")
    if error.hint:
        sys.stderr.write(error.hint + "\n")
    return error.exit_code


def run_with_progress(job: Job[T], *, quiet: bool = False) -> T:
    """Run a job and say how far it is: on one line of a terminal, else now and then on a line."""
    if quiet:
        return run_job(job)
    if not sys.stderr.isatty():
        return run_job(job, _writer("", "\n", every_s=LOG_EVERY_S))
    try:
        return run_job(job, _writer("\r\x1b[K", "", every_s=PROGRESS_EVERY_S))
    finally:
        sys.stderr.write("\r\x1b[K")


def _writer(before: str, after: str, *, every_s: float) -> Callable[[Progress], None]:
    last_s = [time.monotonic()]

    def write(progress: Progress) -> None:
        now_s = time.monotonic()
        if now_s - last_s[0] < every_s:
            return
        last_s[0] = now_s
        share = f"{100 * progress.done // progress.total:3d}% " if progress.total else ""
        sys.stderr.write(f"{before}{share}{progress.message}{after}")
        sys.stderr.flush()

    return write
