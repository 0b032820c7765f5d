"""Place sheets: the legend tells what the map shows, and whose people stand on it."""

import pytest

from gridmap.model.document import Snapshot
from gridmap.model.editions import Edition
from gridmap.model.features import Place
from tests.export.atlas_helpers import drawn, plan_of, spec
from tests.helpers.build import Tiny, at, fid

CLINIC = Place(id=fid("pc"), place_kind="P04", name="柳树湾卫生室", geometry=at(120, 120))


def page_of(tiny: Tiny, edition: Edition, place: Place):  # type: ignore[no-untyped-def]
    officer = fid("o2") if edition is Edition.OFFICER else None
    plan = plan_of(Snapshot.of([*tiny.features, place]), spec(edition, officer=officer))
    return drawn(plan)[f"{plan.key}/place-{place.id}-1"]


@pytest.mark.parametrize("edition", [Edition.HOUSEHOLD, Edition.SUMMARY, Edition.PUBLIC])
def test_rings_are_in_the_legend_and_houses_only_where_they_are_on_the_map(
    tiny: Tiny, edition: Edition
) -> None:
    surface = page_of(tiny, edition, CLINIC)
    assert "distance in a straight line" in surface.texts()
    shows = surface.marker_count("household-occupied") > 0
    assert shows == ("houses" in surface.texts()) == (edition is Edition.HOUSEHOLD)
    in_table = edition is Edition.SUMMARY
    people = any(call.symbol.startswith("care") for call in surface.marker_calls())
    assert people == in_table


def test_the_officers_own_people_stand_on_the_map_with_their_words(tiny: Tiny) -> None:
    surface = page_of(tiny, Edition.OFFICER, CLINIC)
    on_map = {call.symbol for call in surface.marker_calls() if call.symbol.startswith("care")}
    assert on_map
    for symbol in on_map:
        assert surface.marker_count(symbol) >= 3, "on the map, in the legend and in the table"
