import threading

import pytest

from gridmap.progress import Job, Progress, aside, run_job


def count_to(total: int, log: list[str]) -> Job[str]:
    try:
        for done in range(total):
            yield Progress(done, total, f"step {done}")
        return "finished"
    finally:
        log.append("cleaned up")


def test_a_job_runs_to_its_end_and_returns_its_result() -> None:
    seen: list[Progress] = []
    log: list[str] = []
    assert run_job(count_to(2, log), seen.append) == "finished"
    assert seen == [Progress(0, 2, "step 0"), Progress(1, 2, "step 1")]
    assert log == ["cleaned up"]


def test_nobody_needs_to_listen() -> None:
    assert run_job(count_to(3, [])) == "finished"


def test_closing_a_job_cleans_up() -> None:
    log: list[str] = []
    job = count_to(3, log)
    next(job)
    job.close()
    assert log == ["cleaned up"]


def test_what_is_done_aside_returns_its_result_and_leaves_no_thread() -> None:
    before = threading.active_count()
    assert run_job(aside(lambda: "made")) == "made"
    assert threading.active_count() == before


def test_an_error_aside_comes_out_of_the_job() -> None:
    def fails() -> None:
        raise LookupError("lost")

    with pytest.raises(LookupError, match="lost"):
        run_job(aside(fails))


def test_a_cancelled_job_does_not_wait_for_what_is_done_aside() -> None:
    may_end, has_ended = threading.Event(), threading.Event()

    def long() -> None:
        may_end.wait()
        has_ended.set()

    job = aside(long, "working")
    assert next(job) == Progress(0, 0, "working")
    job.close()
    assert not has_ended.is_set()
    may_end.set()
    assert has_ended.wait(timeout=10)
