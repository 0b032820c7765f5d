import pytest

from gridmap.actions.incidents import settle
from gridmap.errors import UsageError
from gridmap.model.features import CareRecord
from tests.helpers.build import TODAY, fid
from tests.helpers.storm import flooded


def test_the_way_to_safety_of_many_is_one_act() -> None:
    tiny = flooded()
    ways = {fid("甲"): {"shelter": None, "route": " 走大路 "}, fid("乙"): {"shelter": fid("p3")}}
    changeset = settle(tiny.snapshot(), fid("storm"), ways)
    new = {change.id: change.new for change in changeset}
    assert isinstance(new[fid("甲")], CareRecord)
    assert new[fid("甲")].shelter is None
    assert new[fid("甲")].route == "走大路"
    assert new[fid("乙")].shelter == "p3"


def test_what_is_so_already_is_no_change() -> None:
    assert not settle(flooded().snapshot(), fid("storm"), {fid("甲"): {"shelter": fid("p3")}})


@pytest.mark.parametrize(
    "ways",
    [{"甲": {"shelter": "gone"}}, {"weg": {"route": "x"}}, {"甲": {"route": "x" * 500}}],
)
def test_what_cannot_be_is_refused(ways: dict[str, dict[str, object]]) -> None:
    with pytest.raises(UsageError):
        settle(flooded().snapshot(), fid("storm"), {fid(key): way for key, way in ways.items()})


def test_only_the_way_to_safety_is_settled_here_and_only_while_it_is_open() -> None:
    with pytest.raises(ValueError, match="need"):
        settle(flooded().snapshot(), fid("storm"), {fid("甲"): {"need": "x"}})
    closed = flooded(closed_on=TODAY).snapshot()
    with pytest.raises(UsageError):
        settle(closed, fid("storm"), {fid("甲"): {"route": "x"}})
