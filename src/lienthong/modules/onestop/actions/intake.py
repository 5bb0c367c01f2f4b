# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The desk answers an online dossier: accept, one complete supplement notice, or not accepted.

Legal basis: 61/2018/NĐ-CP, Điều 17; 45/2020/NĐ-CP, Điều 11.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from lienthong.core.cases.api import Case, Step, refresh_steps, tell
from lienthong.core.deadlines.api import start_deadline
from lienthong.core.numbering.api import NumberState, take_number
from lienthong.core.units.api import code_of
from lienthong.kernel.actions import action, part_of_act
from lienthong.kernel.actor import Actor
from lienthong.kernel.errors import InvalidInput
from lienthong.kernel.language import of_record
from lienthong.kernel.prepared import planning_cursor
from lienthong.modules.onestop.actions.acting import refuse_unsettled_basis
from lienthong.modules.onestop.actions.hand_over import papers_to_give
from lienthong.modules.onestop.actions.moving import (
    go_on,
    hand_over,
    make_findable,
    move,
    take_step,
)
from lienthong.modules.onestop.actions.papers import make_paper
from lienthong.modules.onestop.actions.writing import LONGEST, must_fit
from lienthong.modules.onestop.domain.codes import dossier_code
from lienthong.modules.onestop.enums import (
    ComponentState,
    DossierState,
    PaperKind,
    SupplementStage,
)
from lienthong.modules.onestop.models import (
    Defect,
    Dossier,
    DossierComponent,
    NonAcceptanceNotice,
    SupplementNotice,
)
from lienthong.modules.onestop.permissions import RECEIVE
from lienthong.modules.onestop.queries.dossiers import know_components
from lienthong.modules.onestop.queries.limits import limit_of

_CHECKED = """
UPDATE onestop_dossiercomponent component
SET state = found.state, originals = found.originals, certified_copies = found.certified_copies,
    photocopies = found.photocopies, note = found.note
FROM unnest(%s::bigint[], %s::text[], %s::smallint[], %s::smallint[], %s::smallint[], %s::text[])
     AS found (id, state, originals, certified_copies, photocopies, note)
WHERE component.id = found.id
"""
MOST_ITEM, MOST_GROUND = 500, 300
"""Characters of what is asked about one component, and of a legal ground."""


@dataclass(frozen=True, slots=True)
class ComponentCheck:
    """What the desk found about one component: counts per set, a verdict, a remark."""

    state: str
    originals: int = 0
    certified_copies: int = 0
    photocopies: int = 0
    note: str = ""


CONTENT = "content"
"""Key of the item about what was declared, not about a paper."""


@dataclass(frozen=True, slots=True)
class Missing:
    """One thing to supplement, said completely: which component and what is wrong with it."""

    component_key: str
    what: str


@action(RECEIVE)
def accept_dossier(
    step: Step,
    *,
    checks: Mapping[str, ComponentCheck],
    version: int | None = None,
    actor: Actor,
) -> Dossier:
    """Accept: the dossier code, the promised date and Mẫu 01 come into being, work goes on.

    Raises ``InvalidInput`` while a required component is neither given nor replaced.
    """
    dossier, locked, _marks = take_step(
        step, act="accept", outcome="accept", version=version, actor=actor
    )
    know_components(dossier)  # checked here, told on the slip
    record_checks(dossier, checks)
    _refuse_incomplete(dossier)
    refuse_unsettled_basis(dossier)
    _accept(dossier, actor)
    go_on(dossier, locked, "accept", actor=actor)
    _give_code(dossier)
    make_paper(dossier, PaperKind.ACCEPTANCE_SLIP, actor=actor)
    return dossier


@part_of_act
def record_checks(dossier: Dossier, checks: Mapping[str, ComponentCheck]) -> None:
    """Write counts, verdicts and remarks of the desk to the components. Raises ``InvalidInput``."""
    must_fit(MOST_ITEM, **{f"what_{key}": found.note for key, found in checks.items()})
    changed = []
    for component in dossier.components.all():
        found = checks.get(component.key)
        if found is None:
            continue
        component.state = found.state
        component.originals = found.originals
        component.certified_copies = found.certified_copies
        component.photocopies = found.photocopies
        component.note = found.note
        changed.append(component)
    if changed:
        _store_checks(changed)


def _store_checks(components: Sequence[DossierComponent]) -> None:
    columns: list[list[Any]] = [
        [one.pk for one in components],
        [str(one.state) for one in components],
        [one.originals for one in components],
        [one.certified_copies for one in components],
        [one.photocopies for one in components],
        [one.note for one in components],
    ]
    with planning_cursor() as cursor:
        cursor.execute(_CHECKED, columns)


def _refuse_incomplete(dossier: Dossier) -> None:
    good = {ComponentState.ACCEPTED, ComponentState.GIVEN, ComponentState.NOT_NEEDED}
    wrong = {
        f"component_{component.key}": _("Chưa đạt: %(name)s.") % {"name": component.name}
        for component in dossier.components.all()
        if component.is_required and component.state not in good
    }
    if wrong:
        raise InvalidInput(
            _("Còn %(count)s giấy tờ chưa đủ. Hãy yêu cầu bổ sung hoặc đánh dấu là đạt.")
            % {"count": len(wrong)},
            fields=wrong,
        )


def _accept(dossier: Dossier, actor: Actor) -> None:
    spec = dossier.procedure_version.spec
    now = timezone.now()
    deadline = start_deadline(
        limit_of(spec, dossier.variant), unit_id=dossier.case.agency_id, at=now
    )
    dossier.accepted_at = now
    dossier.accepted_by_text = actor.name
    dossier.save(update_fields=["accepted_at", "accepted_by_text"])
    move(
        dossier,
        DossierState.RECEIVED,
        at_desk=True,
        deadline_id=deadline.pk,
        due_at=deadline.due_at,
        due_original_at=deadline.original_due_at,
    )
    tell(dossier.case, "accepted", actor=actor, due_at=deadline.due_at.isoformat())
    hand_over(dossier, to_unit=dossier.case.agency_id, actor=actor)
    papers_to_give(dossier, at=now)
    move(dossier, DossierState.IN_PROCESS)


def _give_code(dossier: Dossier) -> None:
    case: Case = dossier.case
    day = timezone.localdate(dossier.accepted_at)
    prefix = code_of(case.unit_id, "dossier_prefix", on=day)
    number = take_number(
        case.unit_id,
        "dossier",
        day.isoformat(),
        subject_kind="cases.case",
        subject_id=case.pk,
        state=NumberState.ISSUED,
    )
    case.code = dossier_code(prefix, day, number.value)
    case.save(update_fields=["code"])
    refresh_steps(case)
    make_findable(dossier)


@action(RECEIVE)
def request_intake_supplement(
    step: Step,
    *,
    missing: Sequence[Missing],
    reason: str,
    version: int | None = None,
    actor: Actor,
) -> SupplementNotice:
    """Ask once, completely, what is missing (Mẫu 02); the clock of the procedure has not started.

    Raises ``InvalidInput`` without an item or a reason.
    """
    dossier, locked, _marks = take_step(
        step,
        act="request_intake_supplement",
        outcome="request_supplement",
        version=version,
        actor=actor,
    )
    notice = write_notice(dossier, SupplementStage.INTAKE, missing, reason, actor)
    move(dossier, DossierState.INTAKE_SUPPLEMENT)
    tell(dossier.case, "supplement_requested", actor=actor, reason=reason, count=len(missing))
    go_on(dossier, locked, "request_supplement", actor=actor, comment=reason)
    make_paper(dossier, PaperKind.SUPPLEMENT_NOTICE, actor=actor, notice_id=notice.pk)
    return notice


@part_of_act
def write_notice(
    dossier: Dossier, stage: str, missing: Sequence[Missing], reason: str, actor: Actor
) -> SupplementNotice:
    """Insert a notice with its items, sent now. Raises ``InvalidInput``."""
    if not missing:
        raise InvalidInput(fields={"missing": _("Chọn ít nhất một giấy tờ cần bổ sung.")})
    if not reason.strip():
        raise InvalidInput(fields={"reason": _("Ghi lý do để người nộp hiểu cần làm gì.")})
    must_fit(LONGEST, reason=reason)
    must_fit(MOST_ITEM, **{f"what_{item.component_key}": item.what for item in missing})
    notice = SupplementNotice.objects.create(
        dossier=dossier,
        stage=stage,
        reason=reason.strip(),
        asked_by_text=actor.name,
        sent_at=timezone.now(),
    )
    names = dict(dossier.components.values_list("key", "name"))
    with of_record():
        declared, unreadable = _("Nội dung kê khai"), _("Chưa có hoặc chưa đọc được.")
    for item in missing:
        Defect.objects.create(
            notice=notice,
            component_key=item.component_key,
            name=names.get(item.component_key, declared),
            what=item.what.strip() or unreadable,
        )
    keys = [item.component_key for item in missing]
    dossier.components.filter(key__in=keys).update(state=ComponentState.DEFECTIVE)
    return notice


@action(RECEIVE)
def refuse_acceptance(
    step: Step, *, reason: str, legal_basis: str, version: int | None = None, actor: Actor
) -> NonAcceptanceNotice:
    """Not accepted, with reason and legal ground (Mẫu 03); the dossier is closed.

    Raises ``InvalidInput`` without reason or ground.
    """
    dossier, locked, _marks = take_step(
        step, act="not_accept", outcome="not_accept", version=version, actor=actor
    )
    wrong: dict[str, Any] = {}
    if not reason.strip():
        wrong["refusal"] = _("Ghi lý do không tiếp nhận.")
    if not legal_basis.strip():
        wrong["legal_basis"] = _("Ghi căn cứ pháp lý.")
    if wrong:
        raise InvalidInput(fields=wrong)
    must_fit(LONGEST, refusal=reason)
    must_fit(MOST_GROUND, legal_basis=legal_basis)
    notice = NonAcceptanceNotice.objects.create(
        dossier=dossier,
        reason=reason.strip(),
        legal_basis=legal_basis.strip(),
        made_by_text=actor.name,
    )
    tell(dossier.case, "not_accepted", actor=actor, reason=notice.reason)
    go_on(dossier, locked, "not_accept", actor=actor, comment=notice.reason)
    move(dossier, DossierState.NOT_ACCEPTED, at_desk=True)
    make_paper(dossier, PaperKind.NON_ACCEPTANCE_NOTICE, actor=actor)
    return notice
