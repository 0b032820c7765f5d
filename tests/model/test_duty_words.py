"""Why somebody answers for something, in words that window and paper share."""

from dataclasses import replace

from gridmap.model.document import Snapshot
from gridmap.model.duties import OWN, Post, Responsibilities
from gridmap.model.duty_words import reason_words, role_name, scope_name
from gridmap.model.features import CareRecord, Duty
from gridmap.model.relations import Relations
from tests.helpers.build import TODAY, Tiny, fid


def test_an_inherited_answer_names_scope_role_and_day(tiny: Tiny) -> None:
    snapshot = tiny.snapshot()
    posts = Responsibilities(snapshot, Relations(snapshot), on=TODAY)
    answer = posts.of_record(tiny.get("c1", CareRecord))
    assert answer.officer is not None
    assert answer.leader is not None
    words = reason_words(snapshot, answer.officer)
    assert words == "from 柳树湾村 第1网格, Grid head since 2026-01-01"
    assert reason_words(snapshot, answer.leader).startswith("from 柳树湾村, Responsible leader")
    undated = replace(answer.officer, since=None)
    assert reason_words(snapshot, undated) == "from 柳树湾村 第1网格, Grid head"


def test_a_name_in_the_record_and_a_duty_for_one_person_say_so(tiny: Tiny) -> None:
    duty = Duty(
        id=fid("own"), role="responsible", scope=fid("c1"), officer=fid("o4"), valid_from=TODAY
    )
    snapshot = Snapshot.of([*tiny.features, duty])
    posts = Responsibilities(snapshot, Relations(snapshot), on=TODAY)
    alone = posts.of_record(tiny.get("c1", CareRecord)).officer
    own = posts.of_record(tiny.get("c2", CareRecord)).officer
    assert alone is not None
    assert own is not None
    assert reason_words(snapshot, alone) == "for this person alone, since 2026-11-23"
    assert reason_words(snapshot, replace(alone, since=None)) == "for this person alone"
    assert (own.scope_kind, reason_words(snapshot, own)) == (OWN, "named in the record itself")


def test_scopes_and_roles_have_names(tiny: Tiny) -> None:
    snapshot = tiny.snapshot()
    names = [scope_name(snapshot, fid(name)) for name in ("t", "v1", "g11", "c1", "gone")]
    assert names == ["青石乡", "柳树湾村", "柳树湾村 一组", "王老五", "something that is gone"]
    hidden = replace(tiny.get("c1", CareRecord), category="C08")
    assert scope_name(Snapshot.of([*tiny.features, hidden]), fid("c1")) == "a restricted record"
    assert role_name("doctor") == "Village doctor"
    assert role_name("unknown") == "unknown"
    post = Post(role="x", officer=None, deputy=None, scope_kind="village", scope=fid("v1"))
    assert reason_words(snapshot, post) == "from 柳树湾村, x"
