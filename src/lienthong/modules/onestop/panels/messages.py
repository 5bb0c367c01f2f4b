# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What happened to a dossier, as messages to the citizen and to the officer who leads."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils import translation

from lienthong.core.accounts.api import Person, citizen_account
from lienthong.core.cases.api import CaseEvent, Step
from lienthong.core.notifications.api import (
    Enclosed,
    NewMessage,
    Recipient,
    Subject,
    contact_setting,
)
from lienthong.core.units.api import version_of
from lienthong.kernel import clock
from lienthong.kernel.language import OF_RECORD, of_record
from lienthong.kernel.money import dong
from lienthong.modules.onestop.enums import BEFORE_ACCEPTANCE
from lienthong.modules.onestop.models import Dossier
from lienthong.modules.onestop.notifications import (
    CHANGED,
    OFFICER_TOLD,
    PAPERS,
    SILENT,
    TOLD,
)
from lienthong.modules.onestop.panels.citizen_words import due_words, papers_words
from lienthong.modules.onestop.queries.limits import answer_promise

OWNER = "onestop.dossier"
PAPER = "onestop.paper"
WAITING_FOR_ANSWER = "submitted"


def citizen_message(dossier: Dossier, event: CaseEvent) -> NewMessage | None:
    """The message to whoever filed the dossier; None for what stands in the timeline only."""
    if event.kind in SILENT:
        return None
    person, contact = dossier.submitter, dossier.contact
    email, phone = contact.get("email") or person.email, contact.get("phone") or person.phone
    return _to(person, dossier, event, email=email, phone=phone)


def principal_message(dossier: Dossier, event: CaseEvent) -> NewMessage | None:
    """The same to the person for whom it was filed, when an account or address is known.

    Legal basis: 91/2015/QH13, Điều 139 and 140 (what the representative does binds the principal,
    who may end it).
    """
    number = dossier.mandate.principal_person_id() if dossier.mandate else None
    person = Person.objects.filter(pk=number or 0).exclude(pk=dossier.submitter_id).first()
    if event.kind in SILENT or person is None:
        return None
    if not (person.phone or person.email or citizen_account(person.pk)):
        return None
    return _to(person, dossier, event, email=person.email, phone=person.phone)


def _to(
    person: Person, dossier: Dossier, event: CaseEvent, *, email: str, phone: str
) -> NewMessage:
    setting = contact_setting(person.pk)
    with translation.override(setting.language if setting else OF_RECORD):
        values, enclosed = _values(dossier, event), _enclosed(dossier, event)
    return NewMessage(
        kind=TOLD.get(event.kind, CHANGED.code),
        event_key=_event_key(event),
        recipient=Recipient(
            person.full_name,
            person_id=person.pk,
            email=email,
            phone=phone,
        ),
        values=values,
        subject=_subject(dossier),
        link=_citizen_link(dossier, person.pk),
        enclosed=enclosed,
        at=event.at,
    )


def officer_message(dossier: Dossier, event: CaseEvent) -> NewMessage | None:
    """The message to the officer who pressed the button or leads the case; None without one."""
    kind = OFFICER_TOLD.get(event.kind)
    account_id = _presser(event) if event.kind.endswith("_failed") else _leader(dossier)
    if kind is None or account_id is None or account_id == event.actor_id:
        return None
    with of_record():
        values = _values(dossier, event)
    return NewMessage(
        kind=kind.code,
        event_key=_event_key(event),
        recipient=Recipient(account_id=account_id),
        values=values,
        subject=_subject(dossier),
        link=reverse("onestop:officer-case", args=[dossier.pk]),
        at=event.at,
    )


def _event_key(event: CaseEvent) -> str:
    return f"case_event:{event.id}"


def _subject(dossier: Dossier) -> Subject:
    return Subject(OWNER, dossier.pk, f"{dossier.code} · {dossier.case.title}")


def _values(dossier: Dossier, event: CaseEvent) -> dict[str, Any]:
    told = event.data
    return {
        "code": dossier.code,
        "procedure": dossier.procedure_version.short_name,
        "title": dossier.case.title,
        "desk": told.get("to") or told.get("at") or version_of(dossier.case.unit_id).short_name,
        "agency": version_of(dossier.case.agency_id).short_name,
        "reason": told.get("reason", ""),
        "items": _items(dossier),
        "papers": papers_words(told),
        "due": _due(dossier, event),
        "amount": dong(told["amount"]) if isinstance(told.get("amount"), int) else "",
        "answer_by": _moment(told.get("answer_by")),
        "name": told.get("name", ""),
        "place": told.get("place", ""),
        "tracking": told.get("code", ""),
        "carrier": told.get("carrier", ""),
        "who": told.get("taker") or told.get("actor", ""),
        "note": _note(dossier, event),
    }


def _note(dossier: Dossier, event: CaseEvent) -> str:
    """What the procedure adds to this message, in the reader's language where it is written."""
    kind = TOLD.get(event.kind, CHANGED.code).partition(".")[2]
    for added in dossier.procedure_version.data.get("messages") or ():
        if added["kind"] == kind:
            english = translation.get_language() != OF_RECORD and added.get("english")
            return str(english or added["text"])
    return ""


def _items(dossier: Dossier) -> list[str]:
    notice = dossier.supplements.filter(sent_at__isnull=False).order_by("-pk").first()
    return [f"{row.name}: {row.what}" for row in notice.defects.all()] if notice else []


def _due(dossier: Dossier, event: CaseEvent) -> str:
    """By when: the desk's answer before acceptance, the promised moment after it."""
    if event.kind == WAITING_FOR_ANSWER:
        return _answer_due(dossier)
    told = event.data.get("due_at")
    due = datetime.fromisoformat(told) if told else dossier.case.due_at
    known = due is not None and dossier.state not in BEFORE_ACCEPTANCE
    return due_words(due) if known and due is not None else ""


def _moment(told: object) -> str:
    return due_words(datetime.fromisoformat(told)) if isinstance(told, str) and told else ""


def _answer_due(dossier: Dossier) -> str:
    spec, unit = dossier.procedure_version.spec, dossier.case.unit_id
    try:
        promised = answer_promise(spec, unit_id=unit, at=dossier.submitted_at)
    except clock.ClockError:
        return ""
    return due_words(promised.due_at)


def _citizen_link(dossier: Dossier, person_id: int) -> str:
    """The owner's page, or the public look-up for somebody without an account."""
    page = "citizen-dossier" if citizen_account(person_id) else "citizen-lookup-code"
    return reverse(f"onestop:{page}", args=[dossier.code])


def _enclosed(dossier: Dossier, event: CaseEvent) -> tuple[Enclosed, ...]:
    paper = dossier.papers.filter(kind=PAPERS.get(event.kind, "")).order_by("-pk").first()
    if paper is None:
        return ()
    return (Enclosed(PAPER, paper.pk, str(paper.get_kind_display())),)


def _presser(event: CaseEvent) -> int | None:
    step = Step.objects.filter(pk=event.step_id or 0).first()
    return step.marks.get("by") if step else None


def _leader(dossier: Dossier) -> int | None:
    """Whoever holds a step of the agency in person, else who last did one that is no signature."""
    at_agency = Step.objects.filter(case_id=dossier.pk, unit_id=dossier.case.agency_id)
    holding = at_agency.filter(closed_at__isnull=True, queue__account__isnull=False)
    found = holding.values_list("queue__account_id", flat=True).first()
    if found is not None:
        return found
    done = at_agency.filter(closed_by__isnull=False).exclude(outcome__in=("sign", "issue"))
    return done.order_by("-closed_at", "-pk").values_list("closed_by_id", flat=True).first()
