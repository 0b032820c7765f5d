"""What an import did, row by row, in bounded memory.

Counts by outcome and reason, with the first rows as examples.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Final

from gridmap.i18n import tr
from gridmap.importers.columns import field_label

EXAMPLES_KEPT: Final = 20
SHOWN: Final = 5


class Outcome(StrEnum):
    """What became of a row: taken, updated, same, dropped, or a member of another row's household.

    The others are remarks on top.
    """

    TAKEN = "taken"
    UPDATED = "updated"
    SAME = "same"
    MEMBER = "member"
    DROPPED = "dropped"
    CHANGED = "changed"
    NO_POSITION = "no_position"

    @property
    def label(self) -> str:
        """The outcome's name in the current language."""
        names = {
            Outcome.TAKEN: tr("taken in"),
            Outcome.UPDATED: tr("updated"),
            Outcome.SAME: tr("already there"),
            Outcome.MEMBER: tr("residents of such a household"),
            Outcome.DROPPED: tr("not taken"),
            Outcome.CHANGED: tr("changed"),
            Outcome.NO_POSITION: tr("without a position"),
        }
        return names[self]


REMARKS: Final = frozenset({Outcome.CHANGED, Outcome.NO_POSITION})


def target_label(target: str) -> str:
    """Return what people call a target of an import."""
    names = {
        "villages": tr("villages"),
        "groups": tr("villager groups"),
        "grids": tr("grids"),
        "officers": tr("officers"),
        "buildings": tr("buildings"),
        "households": tr("households"),
        "roads": tr("roads"),
        "water": tr("water"),
        "contours": tr("contour lines"),
        "places": tr("places"),
        "place_names": tr("place names"),
        "landuse": tr("land use"),
        "roster": tr("roster"),
        "care": tr("care records"),
    }
    return names.get(target, target or "-")


@dataclass(slots=True)
class Remark:
    """One reason and how often it came up; `examples` are pairs of row and detail."""

    outcome: Outcome
    reason: str
    count: int = 0
    examples: list[tuple[str, str]] = field(default_factory=list)

    def to_text(self) -> str:
        """Return one line for people."""
        shown = self.examples[:SHOWN]
        rows = tr(", ").join(
            f"{tr('row {row}', row=row)} {detail}".strip() if row else detail
            for row, detail in shown
            if row or detail
        )
        more = "…" if self.count > len(shown) else ""
        line = tr(
            "{outcome} {count}: {reason}",
            outcome=self.outcome.label,
            count=self.count,
            reason=self.reason,
        )
        return tr("{line} ({rows})", line=line, rows=rows + more) if rows else line


@dataclass(slots=True)
class LayerReport:
    """What happened to one layer or sheet. `columns` says which column a field was taken from."""

    file: str
    layer: str
    target: str
    rows: int = 0
    columns: dict[str, str] = field(default_factory=dict)
    unused_columns: list[str] = field(default_factory=list)
    forbidden_columns: list[str] = field(default_factory=list)
    messages: list[str] = field(default_factory=list)
    counts: dict[Outcome, int] = field(default_factory=dict)
    remarks: dict[tuple[Outcome, str], Remark] = field(default_factory=dict)

    def count(self, outcome: Outcome, number: int = 1) -> None:
        """Count rows with an outcome that needs no reason."""
        self.counts[outcome] = self.counts.get(outcome, 0) + number

    def note(self, outcome: Outcome, reason: str, row: object = "", detail: str = "") -> None:
        """Count one row with an outcome and its reason; the first rows of a reason are kept."""
        self.count(outcome)
        remark = self.remarks.setdefault((outcome, reason), Remark(outcome, reason))
        remark.count += 1
        if len(remark.examples) < EXAMPLES_KEPT:
            remark.examples.append((str(row), detail))

    def tell(self, message: str) -> None:
        """Keep a message about the whole layer, once."""
        if message not in self.messages:
            self.messages.append(message)

    def to_dict(self) -> dict[str, Any]:
        """Return plain values for JSON."""
        return {
            "file": self.file,
            "layer": self.layer,
            "target": self.target,
            "rows": self.rows,
            "counts": {outcome.value: number for outcome, number in self.counts.items()},
            "columns": dict(self.columns),
            "unused_columns": list(self.unused_columns),
            "forbidden_columns": list(self.forbidden_columns),
            "messages": list(self.messages),
            "reasons": [
                {
                    "outcome": remark.outcome.value,
                    "reason": remark.reason,
                    "count": remark.count,
                    "rows": [{"row": row, "detail": detail} for row, detail in remark.examples],
                }
                for remark in self.remarks.values()
            ],
        }

    def to_text(self) -> str:
        """Return the lines for people."""
        comma = tr(", ")
        counted = comma.join(
            f"{outcome.label} {number}" for outcome, number in self.counts.items() if number
        )
        head = tr(
            "{file} / {layer} -> {target}: {counts}",
            file=self.file,
            layer=self.layer,
            target=target_label(self.target),
            counts=counted or tr("nothing"),
        )
        pairs = comma.join(
            f"{field_label(self.target, name)} = {column}" for name, column in self.columns.items()
        )
        told = [
            tr("Columns that never enter: {names}.", names=comma.join(self.forbidden_columns)),
            tr("Columns used: {names}.", names=pairs),
            tr("Columns not used: {names}.", names=comma.join(self.unused_columns)),
        ]
        shown = (self.forbidden_columns, self.columns, self.unused_columns)
        return "\n".join(
            [
                head,
                *(f"  ! {message}" for message in self.messages),
                *(f"  {line}" for line, names in zip(told, shown, strict=True) if names),
                *(f"  - {remark.to_text()}" for remark in self.remarks.values()),
            ]
        )


@dataclass(slots=True)
class ImportReport:
    """What an import did, by layer; `made` counts new features by kind, `edited` changed ones."""

    layers: list[LayerReport] = field(default_factory=list)
    made: dict[str, int] = field(default_factory=dict)
    edited: dict[str, int] = field(default_factory=dict)
    messages: list[str] = field(default_factory=list)

    def total(self, outcome: Outcome) -> int:
        """Return the number of rows with an outcome over all layers."""
        return sum(layer.counts.get(outcome, 0) for layer in self.layers)

    def layer(self, name: str) -> LayerReport:
        """Return the report of the layer with this name. Raises: KeyError."""
        for item in self.layers:
            if item.layer == name:
                return item
        raise KeyError(name)

    def to_dict(self) -> dict[str, Any]:
        """Return plain values for JSON."""
        return {
            "totals": {outcome.value: self.total(outcome) for outcome in Outcome},
            "made": dict(self.made),
            "edited": dict(self.edited),
            "messages": list(self.messages),
            "layers": [layer.to_dict() for layer in self.layers],
        }

    def to_text(self) -> str:
        """Return the whole report for people, one block per layer."""
        made, edited = _things(self.made), _things(self.edited)
        return "\n".join(
            [
                *self.messages,
                *(layer.to_text() for layer in self.layers),
                tr("New: {things}.", things=made or tr("nothing")),
                tr("Changed: {things}.", things=edited or tr("nothing")),
            ]
        )


def _things(counts: dict[str, int]) -> str:
    """Return how many features of each kind, in words."""
    names = {
        "project": tr("the project"),
        "township": tr("townships"),
        "village": tr("villages"),
        "group": tr("villager groups"),
        "grid": tr("grids"),
        "household": tr("households"),
        "place": tr("places"),
        "care_record": tr("care records"),
        "officer": tr("officers"),
        "duty": tr("duties"),
        "line": tr("roads and waters"),
        "area": tr("buildings and land"),
    }
    return tr(", ").join(f"{names.get(kind, kind)} {number}" for kind, number in counts.items())
