"""After any acts the digest that was followed is the one worked out from the beginning."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from gridmap.model.changes import Changeset, edited
from gridmap.model.document import Document
from gridmap.model.features import Household, Village
from gridmap.progress import run_job
from gridmap.ui.digest import Digest, make_digest
from gridmap.ui.live_digest import followed
from tests.checks.test_live import acts, changeset_of
from tests.helpers.build import TODAY, Tiny, fid


def made(document: Document) -> Digest:
    return run_job(make_digest(document.snapshot(), on=TODAY))


@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_after_any_acts_the_followed_digest_is_that_of_a_new_project(
    tiny: Tiny, data: st.DataObject
) -> None:
    document = Document(tiny.features)
    digest = made(document)
    past: list[Changeset] = []
    for count, act in enumerate(data.draw(st.lists(acts(), min_size=1, max_size=8))):
        if act[3] == "undo" and past:
            changeset = past.pop().inverted()
        else:
            changeset = changeset_of(document, act, count)
            past.append(changeset)
        document.apply(changeset)
        after = followed(digest, document.snapshot(), changeset, on=TODAY)
        whole = made(document)
        digest = after if after is not None else whole
        assert digest.root == whole.root
        assert digest.tray == whole.tray
        assert digest.relations.village_of == whole.relations.village_of
        assert digest.snapshot.revision == document.revision


def test_what_a_change_does_not_reach_is_kept_as_it_is(tiny: Tiny) -> None:
    document = Document(tiny.features)
    digest = made(document)
    home = document.get(fid("h01"), Household)
    changeset = edited("", [(home, replace(home, geometry=None))])
    document.apply(changeset)
    after = followed(digest, document.snapshot(), changeset, on=TODAY)
    assert after is not None
    kept = [node for node in after.root.children if node in digest.root.children]
    assert [node.key for node in kept] == ["v2"]
    assert any(node is kept[0] for node in digest.root.children)
    assert "h01" in [row.household for row in after.tray]


def test_another_name_of_a_village_is_worked_out_anew(tiny: Tiny) -> None:
    document = Document(tiny.features)
    digest = made(document)
    village = document.get(fid("v1"), Village)
    changeset = edited("", [(village, replace(village, name="新村"))])
    document.apply(changeset)
    assert followed(digest, document.snapshot(), changeset, on=TODAY) is None
