"""What an atlas may know: the edition view that its choices ask for."""

from __future__ import annotations

from datetime import date

from gridmap.errors import UsageError
from gridmap.export.spec import AtlasSpec
from gridmap.i18n import tr
from gridmap.model.document import FeatureReader
from gridmap.model.editions import Edition, EditionView, Wanted, view_in_steps
from gridmap.model.features import FeatureId, Grid
from gridmap.model.scopes import Confined
from gridmap.progress import Job, run_job


def view_of_spec(reader: FeatureReader, spec: AtlasSpec, *, on: date | None = None) -> EditionView:
    """Return what the atlas of a spec may know on a day (None: the spec's).

    A booklet for an officer holds nothing but what that officer answers for, one of a grid nothing
    but that grid.

    Raises: PrivacyError as `edition_view`; UsageError for a public edition for an officer.
    """
    return run_job(view_of_spec_in_steps(reader, spec, on=on))


def view_of_spec_in_steps(
    reader: FeatureReader, spec: AtlasSpec, *, on: date | None = None
) -> Job[EditionView]:
    """Return what `view_of_spec` returns, in short steps."""
    wanted = Wanted(spec.officer, spec.incident, confined_to(spec), surname_only=spec.surname_only)
    day = spec.on if on is None else on
    return (yield from view_in_steps(reader, spec.edition, wanted, on=day))


def confined_to(spec: AtlasSpec) -> Confined | None:
    """Return what a spec is confined to, None where it is not.

    Raises: UsageError for a public edition for an officer.
    """
    if spec.officer is not None and spec.edition is Edition.PUBLIC:
        raise UsageError(
            tr("The public edition (P0) is for everybody, not for one officer."),
            hint=tr("Choose another edition, or no officer."),
        )
    if spec.officer is None and spec.grid is None:
        return None
    return Confined(grid=spec.grid, officer=spec.officer)


def is_within(view: EditionView, area: FeatureId) -> bool:
    """Whether a village, grid or group belongs to what a view is confined to."""
    return view.scope is None or area in view.scope.areas


def scope_words(view: EditionView, spec: AtlasSpec) -> str:
    """Return what a booklet is confined to, in words; empty where it is a whole village's."""
    confined = confined_to(spec)
    if confined is None:
        return ""
    parts = []
    grid = view.features.find(confined.grid, Grid)
    if grid is not None:
        parts.append(grid.name or grid.code)
    if confined.officer is not None and view.recipient is not None:
        parts.append(tr("what {officer} answers for", officer=view.recipient.name))
    return " · ".join(parts)


def seen_by(spec: AtlasSpec) -> tuple[object, ...]:
    """Return what of a spec decides what its atlas may know; the same for two: the same view."""
    return spec.edition, spec.on, spec.officer, spec.surname_only, spec.incident, spec.grid
