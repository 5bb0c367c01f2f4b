# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What a supplement does to the papers of a dossier: given with the answer, then accepted.

Legal basis: 45/2020/NĐ-CP, Điều 12.
"""

from __future__ import annotations

from django.db.models import Q

from lienthong.core.deadlines.api import AdjustmentKind, Change, Reason
from lienthong.core.references.api import Instrument
from lienthong.kernel.actions import part_of_act
from lienthong.kernel.actor import Actor
from lienthong.modules.onestop.enums import ComponentState
from lienthong.modules.onestop.models import Dossier, DossierComponent, SupplementNotice


@part_of_act
def add_files(dossier: Dossier, key: str, files: list[int]) -> None:
    """Put the files of an answer to their paper, which now comes from the submitter."""
    component = DossierComponent.objects.filter(dossier=dossier, key=key).first()
    if component is not None and files:
        component.files = [*component.files, *(f for f in files if f not in component.files)]
        component.state, component.source = ComponentState.GIVEN, "upload"
        component.save(update_fields=["files", "state", "source"])


@part_of_act
def accept_papers(dossier: Dossier, notice: SupplementNotice) -> None:
    """Accept what the notice asked for: what was answered with files and what was not."""
    keys = list(notice.defects.values_list("component_key", flat=True))
    asked = Q(state=ComponentState.DEFECTIVE) | Q(key__in=keys, state=ComponentState.GIVEN)
    dossier.components.filter(asked).update(state=ComponentState.ACCEPTED)


@part_of_act
def change_of(dossier: Dossier, actor: Actor) -> Change:
    """What a complete supplement does to the limit, as the procedure version says."""
    rule = dossier.procedure_version.spec.data["time"]["supplement"]["in_process"]
    key = str(rule["legal_basis"][0]).partition(",")[0]
    return Change(
        AdjustmentKind(rule["effect"]),
        Reason.SUPPLEMENT,
        Instrument.objects.get(key=key).pk,
        approved_by_id=actor.account_id,
    )
