from gridmap.progress import Job, Progress, run_job


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
