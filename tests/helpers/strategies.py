"""Hypothesis strategies: small worlds of features and changesets that fit them."""

from collections.abc import Sequence
from dataclasses import replace

from hypothesis import strategies as st
from shapely import Point

from gridmap.model.changes import Change, Changeset
from gridmap.model.features import Feature, FeatureId, Note, Officer
from tests.helpers.build import fid, household

NAMES = [fid(name) for name in "abcdefgh"]
POSITIONS = st.builds(Point, st.integers(0, 9), st.integers(0, 9))

World = dict[FeatureId, Feature]


def feature(name: FeatureId, number: int, position: Point | None) -> Feature:
    """Return a feature whose kind follows from its name."""
    if name in NAMES[:3]:
        return Officer(id=name, name=str(number))
    if name in NAMES[3:5]:
        return Note(id=name, text=str(number), geometry=position)
    return household(name, door=str(number), geometry=position)


@st.composite
def worlds(draw: st.DrawFn) -> World:
    """Return up to eight features by id."""
    names = draw(st.lists(st.sampled_from(NAMES), unique=True))
    spots = st.one_of(st.none(), POSITIONS)
    return {name: feature(name, draw(st.integers(0, 3)), draw(spots)) for name in names}


@st.composite
def changesets(draw: st.DrawFn, world: World) -> Changeset:
    """Return a changeset that fits a world: some features added, edited, removed."""
    changes = []
    for name in draw(st.lists(st.sampled_from(NAMES), unique=True)):
        old = world.get(name)
        new: Feature | None = feature(name, draw(st.integers(0, 3)), draw(POSITIONS))
        if old is not None and draw(st.booleans()):
            new = None
        changes.append(Change(old, new))
    return Changeset("改", tuple(changes))


def after(world: World, changesets: Sequence[Changeset]) -> World:
    """Return the world after changesets, worked out the plain way."""
    result = dict(world)
    for changeset in changesets:
        for change in changeset:
            if change.new is None:
                del result[change.id]
            else:
                result[change.id] = replace(change.new)
    return result
