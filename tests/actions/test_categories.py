"""Care categories: switched on only under their rules, an own one only with a second person."""

import pytest

from gridmap.actions.care import tag_person
from gridmap.actions.categories import (
    approve_category,
    missing,
    propose_category,
    set_rule,
    switch_off,
    switch_on,
)
from gridmap.errors import UsageError
from gridmap.model.categories import catalogue_of, categories_in_use, rule_of
from gridmap.model.changes import added
from gridmap.model.document import Document
from gridmap.model.editions import Edition, edition_view
from gridmap.model.features import CareRecord
from tests.helpers.build import TODAY, Tiny, fid
from tests.helpers.storm import flood


def test_a_restricted_category_goes_on_only_with_all_of_its_rules(tiny: Tiny) -> None:
    document = tiny.document()
    with pytest.raises(UsageError, match="lacks a lawful basis, days between visits, an owner"):
        switch_on(document, "C08")
    for fields in ({"basis": "卫生院委托"}, {"visit_days": 30}, {"owner": fid("o1")}):
        assert missing(document, rule_of(document, "C08"))
        document.apply(set_rule(document, "C08", **fields))
    document.apply(switch_on(document, "C08"))
    assert document.project.categories_on == ("C08",)
    assert "C08" in {item.code for item in categories_in_use(document)}
    assert tag_person(document, fid("h05"), category="C08", person="单玉梅", on=TODAY)


def test_a_category_with_active_records_stays_on(tiny: Tiny) -> None:
    document = tiny.document()
    with pytest.raises(UsageError, match="1 records of this category are active"):
        switch_off(document, "C08", on=TODAY)
    document.apply(set_rule(document, "C09", basis="同意", visit_days=30, owner=fid("o1")))
    document.apply(switch_on(document, "C09"))
    document.apply(switch_off(document, "C09", on=TODAY))
    assert document.project.categories_on == ()


def proposed(tiny: Tiny) -> Document:
    document = tiny.document()
    document.apply(
        propose_category(
            document,
            "送药上门",
            purpose="按时送药",
            basis="本人申请",
            keep_days=30,
            visit_days=30,
            owner=fid("o1"),
        )
    )
    return document


def test_an_own_category_needs_a_second_person(tiny: Tiny) -> None:
    document = proposed(tiny)
    with pytest.raises(UsageError, match="waits for a second person"):
        switch_on(document, "X01")
    with pytest.raises(UsageError, match="owner cannot approve"):
        approve_category(document, "X01", approver=fid("o1"))
    document.apply(approve_category(document, "X01", approver=fid("o2")))
    document.apply(switch_on(document, "X01"))
    category = catalogue_of(document).care["X01"]
    assert (category.name, category.visit_days, category.is_restricted) == ("送药上门", 30, True)


def test_a_changed_own_category_is_off_until_it_is_approved_again(tiny: Tiny) -> None:
    document = proposed(tiny)
    document.apply(approve_category(document, "X01", approver=fid("o2")))
    document.apply(switch_on(document, "X01"))
    document.apply(set_rule(document, "X01", purpose="送药和量血压"))
    assert document.project.categories_on == ()
    assert rule_of(document, "X01").approved_by is None


def test_an_own_category_is_on_no_paper(tiny: Tiny) -> None:
    document = proposed(tiny)
    document.apply(approve_category(document, "X01", approver=fid("o2")))
    document.apply(switch_on(document, "X01"))
    document.apply(tag_person(document, fid("h01"), category="X01", person="隐名人", on=TODAY))
    document.apply(added("事件", [flood()]))
    for edition in Edition:
        view = edition_view(document, edition, on=TODAY, recipient=fid("o2"), incident=fid("storm"))
        assert "隐名人" not in repr(view.features.table(CareRecord))
        assert view.features.project.category_rules == ()


def test_a_category_about_what_is_never_recorded_is_refused(tiny: Tiny) -> None:
    document = tiny.document()
    for name in ("宗教人士", "信访户", "刑满释放"):
        with pytest.raises(UsageError, match="may not be about this"):
            propose_category(document, name)
    with pytest.raises(UsageError, match="needs a name"):
        propose_category(document, " ")
    with pytest.raises(UsageError, match="not a number of days"):
        set_rule(document, "C01", keep_days=-1)
    with pytest.raises(UsageError, match="not a care category"):
        set_rule(document, "C99", basis="x")
    with pytest.raises(ValueError, match="approved_by"):
        set_rule(document, "C01", approved_by=fid("o1"))


def test_an_interval_of_the_office_takes_the_place_of_the_shipped_one(tiny: Tiny) -> None:
    document = tiny.document()
    shipped = catalogue_of(document)
    document.apply(set_rule(document, "C01", visit_days=7))
    assert catalogue_of(document).care["C01"].visit_days == 7
    assert shipped.care["C01"].visit_days == 30
    document.apply(set_rule(document, "C01", visit_days=None))
    assert document.project.category_rules == ()
