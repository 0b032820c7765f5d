"""A transfer is tried on the newest review, even if the page still shows the one before."""

from dataclasses import replace
from types import SimpleNamespace
from typing import Any, cast

from pytestqt.qtbot import QtBot

from gridmap.model.changes import edited
from gridmap.model.document import Document
from gridmap.model.features import Household
from gridmap.progress import run_job
from gridmap.session import Session
from gridmap.ui.jobs import JobRunner
from gridmap.ui.review.figures import ReviewFigures
from gridmap.ui.review.follower import ReviewFollower
from gridmap.ui.review.scope import Scope
from tests.helpers.build import TODAY, Tiny, at, fid


class Now:
    """A runner that does a job at once."""

    def run(self, _title: str, job: Any, done: Any, _failed: Any, **_how: object) -> object:
        done(run_job(job))
        return SimpleNamespace(is_over=True, cancel=lambda: None)


def test_a_trial_counts_what_was_done_since_the_page_was_shown(qtbot: QtBot, tiny: Tiny) -> None:
    document = Document(tiny.features)
    session = cast(Session, SimpleNamespace(document=document))
    follower = ReviewFollower(session, cast(JobRunner, Now()), Scope("project"))
    follower.day = TODAY
    shown: list[ReviewFigures] = []
    tried: list[Any] = []
    follower.ready.connect(shown.append)
    follower.tried.connect(tried.append)
    follower.watch(is_watched=True)
    first = shown[0].review
    follower.try_transfer(first, fid("w11"), fid("o2"), fid("o4"))
    home = document.get(fid("h01"), Household)
    document.apply(edited("", [(home, replace(home, geometry=at(250, 50)))]))
    follower.show(Scope("project"))
    follower.try_transfer(first, fid("w11"), fid("o2"), fid("o4"))
    before, after = (len(found.households) for found in tried)
    assert after == before - 1
