"""The due visits are those of the digest's own moment, whatever its relations follow meanwhile."""

from gridmap.model.changes import added, removed
from gridmap.model.document import Document
from gridmap.model.features import CareRecord, Visit
from gridmap.progress import run_job
from gridmap.ui.care.today import due_list
from gridmap.ui.digest import make_digest
from gridmap.ui.live_digest import followed
from tests.helpers.build import TODAY, Tiny, fid


def test_an_edit_while_the_list_is_worked_out_does_not_reach_into_it(tiny: Tiny) -> None:
    document = Document(tiny.features)
    digest = run_job(make_digest(document.snapshot(), on=TODAY))
    before = run_job(due_list(digest, None, on=TODAY, days=30))
    assert "c1" in {entry.record.id for entry in before.entries}
    met = added("", [Visit(id=fid("s9"), record=fid("c1"), day=TODAY, result="ok")])
    document.apply(met)
    later = followed(digest, document.snapshot(), met, on=TODAY)
    assert later is not None
    assert later.relations is digest.relations
    assert run_job(due_list(digest, None, on=TODAY, days=30)) == before
    after = run_job(due_list(later, None, on=TODAY, days=1))
    assert "c1" not in {entry.record.id for entry in after.entries}
    visits = [visit for visit in document.all(Visit) if visit.record == "c1"]
    document.apply(removed("", [*visits, document.get(fid("c1"), CareRecord)]))
    assert run_job(due_list(digest, None, on=TODAY, days=30)) == before
