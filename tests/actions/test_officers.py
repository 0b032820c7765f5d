"""Officers: added, edited, and removed only where nothing hangs on them."""

import pytest

from gridmap.actions.officers import add_officer, edit_officer, remove_officer, what_hangs_on
from gridmap.errors import UsageError
from gridmap.model.features import Officer
from tests.helpers.build import Tiny, fid


def test_a_new_officer_has_what_was_given_and_the_inverse_takes_it_back(tiny: Tiny) -> None:
    document = tiny.document()
    before = dict(document.table(Officer))
    changeset = add_officer(document, name=" 林丽 ", phone="138-0000-1111", post="网格员")
    document.apply(changeset)
    (new,) = set(document.all(Officer)) - set(before.values())
    assert (new.name, new.phone, new.post) == ("林丽", "138-0000-1111", "网格员")
    document.apply(changeset.inverted())
    assert dict(document.table(Officer)) == before


def test_an_officer_without_a_name_or_with_a_strange_phone_is_refused(tiny: Tiny) -> None:
    document = tiny.document()
    for fields, words in (
        ({"name": "  "}, "needs a name"),
        ({"name": "林丽", "phone": "call me"}, "not a phone"),
        ({"name": "周建国", "phone": "13900000001"}, "already"),
        ({"name": "110101199003070000"}, "identity number"),
    ):
        with pytest.raises(UsageError, match=words):
            add_officer(document, **fields)
    with pytest.raises(UsageError, match="needs a name"):
        edit_officer(document, fid("o1"), name="")


def test_an_edit_changes_only_what_was_given(tiny: Tiny) -> None:
    document = tiny.document()
    document.apply(edit_officer(document, fid("o1"), post="乡长"))
    officer = document.get(fid("o1"), Officer)
    assert (officer.name, officer.post, officer.phone) == ("周建国", "乡长", "13900000001")
    assert not edit_officer(document, fid("o1"), post="乡长")


def test_an_officer_on_whom_something_hangs_stays(tiny: Tiny) -> None:
    document = tiny.document()
    assert what_hangs_on(document, fid("o2")) == {
        "duties": 1, "records": 0, "visits": 2, "rules": 0,
    }  # fmt: skip
    with pytest.raises(UsageError, match="1 duties, 0 care records and 2 visits"):
        remove_officer(document, fid("o2"))
    document.apply(add_officer(document, name="林丽"))
    new = next(item for item in document.all(Officer) if item.name == "林丽")
    document.apply(remove_officer(document, new.id))
    assert document.find(new.id, Officer) is None
