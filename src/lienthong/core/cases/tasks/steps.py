# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Jobs about steps: who is told, opinions, moving, what the system does itself."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lienthong.core.access.api import actor_for, asker, holders_of, may
from lienthong.core.accounts.api import Account
from lienthong.core.cases.actions.calling import JOB, lease_call, put_call_back
from lienthong.core.cases.actions.following import follow_opinion
from lienthong.core.cases.actions.moves import carry_next_move
from lienthong.core.cases.actions.reassign import carry_next
from lienthong.core.cases.actions.serving import fail_service, serve_step
from lienthong.core.cases.models import (
    Case,
    CaseComment,
    CaseEvent,
    CaseMention,
    Opinion,
    ProcessMove,
    Reassignment,
    Step,
)
from lienthong.core.cases.notifications import (
    MENTIONED,
    OPINION_LATE,
    OPINION_REMINDED,
    REASSIGNED,
    STEP_MINE,
    WATCHED,
)
from lienthong.core.cases.permissions import VIEW_UNIT
from lienthong.core.cases.queries.bonds import address_of, said_of, watchers_of
from lienthong.core.cases.queries.codes import code_of
from lienthong.core.cases.queries.moving import mover_of
from lienthong.core.cases.queries.opinions import opinions_to_follow, told_of_lateness
from lienthong.core.cases.queries.serving import due_calls
from lienthong.core.notifications.api import NewMessage, Recipient, Subject, send_message
from lienthong.core.units.api import name_of
from lienthong.kernel import ports
from lienthong.kernel.actor import Actor
from lienthong.kernel.errors import DomainError
from lienthong.kernel.module import MessageKind
from lienthong.kernel.partitions import ensure_partitions
from lienthong.kernel.step_services import NotYet


@ports.task(
    "cases.prepare_partitions", every="0 19 1 * *", title=_("Chuẩn bị chỗ chứa diễn biến tháng sau")
)
def prepare_partitions() -> None:
    """Make the monthly partitions of events, on the first of every month, 24 months ahead."""
    ensure_partitions("cases_caseevent", timezone.now().date())


@ports.task("cases.tell_step")
def tell_step(step_id: int, key: str) -> None:
    """Tell whoever holds a step in person that it is theirs; nobody when it went on meanwhile."""
    rows = Step.objects.select_related("queue__account", "case__kind")
    step = rows.filter(pk=step_id, closed_at__isnull=True).first()
    owner = step.queue.account if step else None
    if step is None or owner is None:
        return
    send_message(
        NewMessage(
            kind=STEP_MINE.code,
            event_key=key,
            recipient=Recipient(str(owner), account_id=owner.pk),
            values={
                "step": step.title,
                "code": _called(step.case),
                "title": step.case_title,
                "due": f"{timezone.localtime(step.due_at):%H:%M, %d/%m/%Y}" if step.due_at else "",
            },
            subject=_about(step.case),
            link=reverse("officer:step", args=[step.pk]),
        ),
        actor=Actor.platform("báo việc được giao"),
    )


def _called(case: Case) -> str:
    """How a message names a case: by the code it is known by, else by its title."""
    return code_of(case) or case.title


def _about(case: Case) -> Subject:
    words = " · ".join(dict.fromkeys((_called(case), case.title)))
    return Subject(case.kind.code, case.pk, words)


@ports.task("cases.tell_reassigned")
def tell_reassigned(reassignment_id: int) -> None:
    """Tell everybody who got work of somebody else how much, whose and why; once each."""
    rows = Reassignment.objects.defer("step_ids").select_related("from_account")
    batch = rows.get(pk=reassignment_id)
    for pk, count in batch.moved_to.items():
        send_message(
            NewMessage(
                kind=REASSIGNED.code,
                event_key=f"reassignment:{batch.pk}",
                recipient=Recipient(account_id=int(pk)),
                values={"count": str(count), "holder": str(batch.from_account)}
                | {"reason": batch.reason},
                link=reverse("officer:inbox"),
            ),
            actor=Actor.platform("báo việc được chuyển"),
        )


@ports.task("cases.reassign")
def reassign(reassignment_id: int) -> None:
    """Move the steps of a reassignment one by one; goes on where an earlier run stopped."""
    batch = Reassignment.objects.defer("step_ids").get(pk=reassignment_id)
    actor, left = asker(batch.asked_by_id, batch.unit_id, batch.reason), True
    while left:
        with transaction.atomic():
            left = carry_next(reassignment_id, actor=actor)


@ports.task(
    "cases.follow_opinions", every="*/10 * * * *", title=_("Nhắc và chuyển cấp ý kiến quá hạn")
)
def follow_opinions(**_: object) -> None:
    """Remind, escalate, let silence speak: each opinion in its own transaction."""
    now, actor = timezone.now(), Actor.platform("theo dõi ý kiến")
    for pk in opinions_to_follow(now):
        with transaction.atomic():
            follow_opinion(pk, at=now, actor=actor)


@ports.task("cases.tell_reminded")
def tell_reminded(opinion_id: int) -> None:
    """Tell whoever holds the step, else everybody who answers for the asked unit."""
    opinion = _opinion(opinion_id)
    step = opinion.step
    holder = step.queue.account
    people = [holder] if holder else holders_of(step.role_code, [step.unit_id])
    key = f"opinion_reminded:{opinion.pk}:{opinion.reminders}"
    _tell_opinion(opinion, OPINION_REMINDED, key, people, reverse("officer:step", args=[step.pk]))


@ports.task("cases.tell_escalated")
def tell_escalated(opinion_id: int) -> None:
    """Tell those whom the definition names that the unit is late; each once."""
    opinion = _opinion(opinion_id)
    people = told_of_lateness(opinion)
    link = address_of(opinion.case.kind.code, opinion.case_id) or reverse("officer:inbox")
    _tell_opinion(opinion, OPINION_LATE, f"opinion_late:{opinion.pk}", people, link)


def _opinion(pk: int) -> Opinion:
    return Opinion.objects.select_related("case__kind", "step__queue__account").get(pk=pk)


def _tell_opinion(
    opinion: Opinion, kind: MessageKind, key: str, people: Iterable[Account], link: str
) -> None:
    case, due_at = opinion.case, opinion.step.due_at
    about = _about(case)
    values = {
        "code": _called(case),
        "title": case.title,
        "question": opinion.question[:300],
        "due": f"{timezone.localtime(due_at):%H:%M, %d/%m/%Y}" if due_at else "",
    }
    if kind is OPINION_LATE:
        values["unit"] = name_of(opinion.unit_id)
    for account in people:
        send_message(
            NewMessage(
                kind=kind.code,
                event_key=key,
                recipient=Recipient(str(account), account_id=account.pk),
                values=values,
                subject=about,
                link=link,
            ),
            actor=Actor.platform("theo dõi ý kiến"),
        )


@ports.task("cases.move_process")
def move_process(move_id: int) -> None:
    """Move the cases of a lot one by one; goes on where an earlier run stopped."""
    move = ProcessMove.objects.select_related("asked_by").defer("case_ids").get(pk=move_id)
    actor, left = mover_of(move), True
    while left:
        with transaction.atomic():
            left = carry_next_move(move_id, actor=actor)


@ports.task(JOB, retries=1)
def serve(call_id: int) -> None:
    """Do what the system has to do in a step; what cannot be done is told, or tried again."""
    actor = Actor.platform("hệ thống tự làm")
    with transaction.atomic():
        call = lease_call(call_id)
    if call is None:
        return
    try:
        serve_step(call, actor=actor)
    except NotYet as early:
        with transaction.atomic():
            put_call_back(call_id, error=str(early))
    except DomainError as refused:
        fail_service(call, error=str(refused), actor=actor)


@ports.task("cases.serve_due", every="* * * * *", title=_("Làm tiếp các bước hệ thống tự làm"))
def serve_due(**_: object) -> None:
    """Every minute: what could not be done before, and what nobody answered in time."""
    with transaction.atomic():
        for call_id in due_calls(timezone.now()):
            ports.defer(JOB, call_id=call_id)


@ports.task("cases.tell_comment")
def tell_comment(comment_id: int) -> None:
    """Tell who is named in a comment, then who follows its case; nobody twice, not the author."""
    comment = CaseComment.objects.select_related("case__kind").get(pk=comment_id)
    named = set(CaseMention.objects.filter(comment=comment).values_list("account_id", flat=True))
    said = {"who": comment.author_text, "text": comment.text[:300]}
    _tell_people(comment.case, named, MENTIONED, f"comment:{comment.pk}", said)
    others = watchers_of(comment.case) - named - {comment.author_id}
    _tell_people(comment.case, others, WATCHED, f"comment:{comment.pk}", said)


@ports.task("cases.tell_watchers")
def tell_watchers(case_id: int, event_id: int) -> None:
    """Tell who follows a case that something happened to it; not whoever did it."""
    event = CaseEvent.objects.filter(case_id=case_id, id=event_id).first()
    case = Case.objects.select_related("kind").filter(pk=case_id).first()
    if event is None or case is None:
        return
    who = str(event.data.get("actor") or _("Hệ thống"))
    said = {"who": who, "text": said_of(event, case.kind.code)}
    people = watchers_of(case) - {event.actor_id}
    _tell_people(case, people, WATCHED, f"case_event:{event_id}", said)


def _tell_people(
    case: Case, people: Iterable[int | None], kind: MessageKind, key: str, said: dict[str, str]
) -> None:
    """One message each, to those who may still see the case."""
    about = _about(case)
    said = said | {"code": _called(case), "title": case.title}
    for account in Account.objects.filter(pk__in=[pk for pk in people if pk], is_active=True):
        if not may(actor_for(account), VIEW_UNIT, case):
            continue
        send_message(
            NewMessage(
                kind=kind.code,
                event_key=key,
                recipient=Recipient(str(account), account_id=account.pk),
                values=said,
                subject=about,
                link=address_of(case.kind.code, case.pk) or reverse("officer:inbox"),
            ),
            actor=Actor.platform("báo người theo dõi"),
        )
