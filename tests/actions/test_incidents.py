from datetime import timedelta

import pytest
from shapely import Polygon

from gridmap.actions.incidents import (
    close_incident,
    draw_incident_area,
    edit_incident,
    open_incident,
    state_counts,
    tick,
)
from gridmap.errors import UsageError
from gridmap.model.document import Document
from gridmap.model.evacuation import fetches_of
from gridmap.model.features import Fetch, Incident
from tests.helpers.build import TODAY, fid, rectangle
from tests.helpers.storm import flood, flooded, stormy

LAST = TODAY + timedelta(days=3)
STORM = fid("storm")


def test_an_incident_is_opened_with_all_shelters_that_are_drawn() -> None:
    document = stormy().document()
    document.apply(
        open_incident(document, " 暴雨 ", on=TODAY, valid_until=LAST, ordered_by="周建国")
    )
    (incident,) = document.all(Incident)
    assert (incident.name, incident.ordered_by) == ("暴雨", "周建国")
    assert (incident.start, incident.valid_until, incident.closed_on) == (TODAY, LAST, None)
    assert set(incident.shelters) == {"p2", "p3", "p4"}


@pytest.mark.parametrize(
    ("name", "fields"),
    [
        ("", {}),
        ("1123洪水", {}),
        ("长" * 25, {}),
        ("a", {"incident_kind": "war"}),
        ("a", {"valid_until": TODAY - timedelta(days=1)}),
        ("a", {"valid_until": TODAY + timedelta(days=91)}),
        ("a", {"shelters": (fid("gone"),)}),
    ],
)
def test_what_cannot_be_is_refused(name: str, fields: dict[str, object]) -> None:
    document = flooded().document()
    values = {"valid_until": LAST, **fields}
    with pytest.raises(UsageError):
        open_incident(document, name, on=TODAY, **values)  # type: ignore[arg-type]


def test_its_fields_can_be_edited_but_not_against_each_other() -> None:
    document = flooded().document()
    document.apply(edit_incident(document, STORM, valid_until=LAST + timedelta(days=2)))
    assert document.get(STORM, Incident).valid_until == LAST + timedelta(days=2)
    with pytest.raises(UsageError):
        edit_incident(document, STORM, valid_until=TODAY - timedelta(days=9))
    assert not edit_incident(document, STORM, name="1123洪水")


def test_its_area_is_drawn_anew_or_added_to() -> None:
    document = flooded().document()
    more = rectangle(400, 0, 500, 400)
    grown = draw_incident_area(document, STORM, more, adds=True).changes[0].new
    assert grown.geometry.equals(rectangle(0, 0, 500, 400))
    document.apply(draw_incident_area(document, STORM, more))
    assert document.get(STORM, Incident).geometry == more
    with pytest.raises(UsageError):
        draw_incident_area(document, STORM, Polygon())


def test_a_loop_that_crosses_itself_becomes_sound_land() -> None:
    document = flooded().document()
    bow = Polygon([(0, 0), (10, 10), (10, 0), (0, 10)])
    document.apply(draw_incident_area(document, STORM, bow))
    assert document.get(STORM, Incident).geometry.is_valid


def ticked(document: Document, **states: str) -> None:
    values = {fid(name): state for name, state in states.items()}
    document.apply(tick(document, STORM, values, at="2026-11-23 05:10", by="吴秀英"))


def test_ticks_say_how_far_it_is_who_said_so_and_when() -> None:
    document = flooded().document()
    ticked(document, 甲="called")
    ticked(document, 甲="fetched", 乙="not_found")
    fetches = fetches_of(document, STORM)
    assert {key: item.state for key, item in fetches.items()} == {
        "甲": "fetched",
        "乙": "not_found",
    }
    assert (fetches[fid("甲")].changed_at, fetches[fid("甲")].changed_by) == (
        "2026-11-23 05:10",
        "吴秀英",
    )
    assert document.count(Fetch) == 2


def test_a_tick_that_says_nothing_new_changes_nothing() -> None:
    document = flooded().document()
    assert not tick(document, STORM, {fid("甲"): "to_call"}, at="x")
    ticked(document, 甲="called")
    assert not tick(document, STORM, {fid("甲"): "called"}, at="y")
    for record, state in (("甲", "flown"), ("gone", "called")):
        with pytest.raises(UsageError):
            tick(document, STORM, {fid(record): state}, at="x")


def test_closing_keeps_the_figures_and_forgets_who_was_fetched() -> None:
    document = flooded().document()
    ticked(document, 甲="sheltered", 乙="refused")
    assert state_counts(document, document.get(STORM, Incident), on=TODAY)["to_call"] == 1
    changeset = close_incident(document, STORM, on=TODAY)
    document.apply(changeset)
    closed = document.get(STORM, Incident)
    assert closed.closed_on == TODAY
    figures = dict(closed.figures)
    assert figures.pop("sheltered") == figures.pop("refused") == figures.pop("to_call") == 1
    assert set(figures.values()) == {0}
    assert document.count(Fetch) == 0
    document.apply(changeset.inverted())
    assert document.count(Fetch) == 2


def test_a_closed_incident_is_not_touched_any_more() -> None:
    document = flooded(closed_on=TODAY).document()
    for act in (
        lambda: tick(document, STORM, {fid("甲"): "called"}, at="x"),
        lambda: close_incident(document, STORM, on=TODAY),
        lambda: edit_incident(document, STORM, name="b"),
        lambda: draw_incident_area(document, STORM, rectangle(0, 0, 1, 1)),
    ):
        with pytest.raises(UsageError):
            act()
    assert open_incident(document, flood().name, on=TODAY, valid_until=LAST)
