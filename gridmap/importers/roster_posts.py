"""Officers named on roster rows: who is named throughout a group or village holds the post there.

On a row with a care record the officer is the record's own. On the other rows an officer becomes
the responsible officer of the group (of the village where there are no groups) if all rows name the
same one, and the leader that of the village; where they differ nothing is recorded and the report
says so.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

from gridmap.i18n import tr
from gridmap.importers.duties import give_duty, officers_of
from gridmap.importers.intake import Intake
from gridmap.model.duties import LEADER, RESPONSIBLE
from gridmap.model.features import FeatureId

Person = tuple[str, str]
Named = dict[FeatureId, dict[Person, int]]


@dataclass(slots=True)
class Posts:
    """Who is named for each scope, with the first row that names them."""

    officers: Named = field(default_factory=lambda: defaultdict(dict))
    leaders: Named = field(default_factory=lambda: defaultdict(dict))

    def note(
        self,
        intake: Intake,
        index: int,
        village: FeatureId | None,
        group: FeatureId | None,
        *,
        has_care: bool,
    ) -> None:
        """Remember whom a row names; rows with a care record keep their own."""
        if has_care:
            return
        officer = intake.cell("officer", index), intake.cell("officer_phone", index)
        leader = intake.cell("leader", index), intake.cell("leader_phone", index)
        scope = group or village
        if officer[0] and scope is not None:
            self.officers[scope].setdefault(officer, index)
        if leader[0] and village is not None:
            self.leaders[village].setdefault(leader, index)

    def give(self, intake: Intake) -> None:
        """Make the duties."""
        for named, role, field_name in (
            (self.officers, RESPONSIBLE, "officer"),
            (self.leaders, LEADER, "leader"),
        ):
            for scope, people in named.items():
                index = next(iter(people.values()))
                if len({person for person, _ in people}) > 1:
                    names = "、".join(dict.fromkeys(person for person, _ in people))
                    intake.change(index, tr("several people are named; no duty was made"), names)
                    continue
                give_duty(intake, index, role, scope, officers_of(intake, field_name, index))
