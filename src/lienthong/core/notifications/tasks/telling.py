# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Jobs: tell holders of accounts, tell officers of papers, drop what is over."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lienthong.core.access.api import Role, holders_between, keepers_of
from lienthong.core.accounts.api import Account
from lienthong.core.documents.api import (
    CONFIGURE,
    FREE_DOCUMENT,
    KEEP_SEAL,
    IssuedDocument,
    drafts,
    initials,
    keeping,
)
from lienthong.core.notifications.actions.read import drop_old_codes
from lienthong.core.notifications.actions.send import NewMessage, Recipient, Subject, send_message
from lienthong.core.units.api import Membership, PositionVersion, name_of
from lienthong.kernel.actor import Actor
from lienthong.kernel.ports import task
from lienthong.kernel.registry import lists

_CLOCK = "%H:%M, %d/%m/%Y"
_SECOND_FACTOR = {
    True: "lớp xác thực thứ hai đã được đặt.",
    False: "lớp xác thực thứ hai đã bị gỡ; lần đăng nhập tới bạn đặt lại.",
}


@task("notifications.tell_lock")
def tell_lock(account_id: int, at: str, until: str) -> None:
    """Say that wrong passwords locked the account."""
    values = {"when": _local(at), "until": _local(until)}
    tell_holder(account_id, "notifications.account_locked", f"lock:{account_id}:{until}", values)


@task("notifications.tell_second_factor")
def tell_second_factor(account_id: int, at: str, present: bool) -> None:
    """Say that the second factor was set up or taken away."""
    values = {"when": _local(at), "text": _SECOND_FACTOR[present]}
    tell_holder(account_id, "notifications.second_factor", f"factor:{account_id}:{at}", values)


@task("notifications.tell_post")
def tell_post(post_id: int) -> None:
    """Say until which day somebody serves in a post; nothing to who was locked meanwhile."""
    post = Membership.objects.select_related("account").filter(pk=post_id).first()
    if post is None or post.last_day is None or not post.account.is_active:
        return
    last = post.last_day
    titles = PositionVersion.objects.filter(position_id=post.position_id).on(last)
    title = titles.values_list("title", flat=True).first() or ""
    values = {"post": title, "unit": name_of(post.unit_id, on=last), "day": f"{last:%d/%m/%Y}"}
    event = f"post:{post.pk}:{post.valid_to.isoformat()}"
    tell_holder(
        post.account_id, "notifications.post_ended", event, values, link=reverse("officer:inbox")
    )


@task("notifications.tell_role")
def tell_role(role_id: int, on: str, at: str) -> None:
    """Say to who holds a role, or was to, from which day on not, or that it goes on after all.

    Nothing is said of what an administrator has changed again since.
    """
    role = Role.objects.get(pk=role_id)
    if (role.valid_to.isoformat() if role.valid_to else "") != on:
        return
    today = timezone.localdate()
    if role.valid_to is not None and role.valid_to <= today:
        _tell_ended(role, role.valid_to)
        return
    kind = "role_ending" if on else "role_kept"
    for one in holders_between(role, today, role.valid_to):
        _tell_of_role(one, role, kind, f"{kind}:{role.pk}:{on}:{at}", role.valid_to)


@task("notifications.tell_ended_roles")
def tell_ended_roles(day: str) -> None:
    """Say on the day to who held a role until the day before that it has ended."""
    for role in Role.objects.filter(valid_to=day).order_by("pk"):
        _tell_ended(role, date.fromisoformat(day))


def _tell_ended(role: Role, day: date) -> None:
    for one in holders_between(role, day - timedelta(days=1), day + timedelta(days=1)):
        _tell_of_role(one, role, "role_ended", f"role_ended:{role.pk}:{day.isoformat()}", day)


def _tell_of_role(account: Account, role: Role, kind: str, key: str, day: date | None) -> None:
    values = {"role": role.title, **({"day": f"{day:%d/%m/%Y}"} if day else {})}
    tell_holder(account.pk, f"notifications.{kind}", key, values, link=reverse("officer:inbox"))


@task("notifications.tell_certificate")
def tell_certificate(
    key: str, subject: str, ends: str, account_id: int | None, unit_id: int | None
) -> None:
    """Say that a certificate ends soon, once for each stage of the data, to each who can act."""
    end = datetime.fromisoformat(ends)
    stage = keeping().stage(end, at=timezone.now())
    if stage is None:
        return
    values = {"subject": subject, "day": f"{timezone.localtime(end):%d/%m/%Y}"}
    event, told = f"{key}:{ends}:{stage}", _who_can_act(account_id, unit_id)
    link = reverse("officer:means" if account_id else "administration:trust")
    for one in told:
        tell_holder(one, "notifications.certificate_ending", event, values, link=link)


def _who_can_act(account_id: int | None, unit_id: int | None) -> list[int]:
    """The person; for a seal who keeps it there, and always who keeps the lists of trust."""
    if account_id is not None:
        return [account_id]
    keepers = keepers_of(KEEP_SEAL.code, [unit_id]) if unit_id is not None else []
    return sorted({one.pk for one in (*keepers, *keepers_of(CONFIGURE.code))})


@task("notifications.tell_proofs")
def tell_proofs(count: int, before: str) -> None:
    """Say to administrators, once a day, how many documents were not renewed in time."""
    day = timezone.localtime(datetime.fromisoformat(before)).date()
    values = {"count": str(count), "day": f"{day:%d/%m/%Y}"}
    for one in keepers_of(CONFIGURE.code):
        event = f"proofs:{day.isoformat()}"
        link = reverse("administration:trust")
        tell_holder(one.pk, "notifications.proofs_ending", event, values, link=link)


@task("notifications.tell_template")
def tell_template(template: str, words: str) -> None:
    """Say to who keeps print templates, once a day, what one of them lacks."""
    values = {"what": words[:1].upper() + words[1:]}
    event = f"template:{template}:{timezone.localdate().isoformat()}"
    for one in keepers_of(CONFIGURE.code):
        tell_holder(one.pk, "notifications.template_incomplete", event, values)


@task("notifications.tell_signer")
def tell_signer(document_id: int) -> None:
    """Say to the signer that a draft waits; nothing when it does not wait any more."""
    document = IssuedDocument.objects.get(pk=document_id)
    asked = drafts.open_request(document)
    if asked is None:
        return
    said = ". ".join(filter(None, (asked.note, _initialled(document))))
    values = {**_paper(document), "who": str(asked.asked_by), "text": said}
    if asked.purpose in initials.MARKS:
        values["what"] = asked.get_purpose_display()
    kind = "initial_asked" if asked.purpose in initials.MARKS else "signing_asked"
    _tell_of(document, asked.signer_id, kind, f"signing:{asked.pk}", values)


def _initialled(document: IssuedDocument) -> str:
    """Who has initialled the paper or signed it as its secretary: ``Đã ký: A, B``."""
    names = [one.signer_name for one in initials.first_signatures(document).values()]
    return f"Đã ký: {', '.join(names)}" if names else ""


@task("notifications.tell_heir")
def tell_heir(view_id: int, name: str, list_code: str, account_id: int, by: str, at: str) -> None:
    """Say to who looks after a shared view from now on who gave it, and of which list it is."""
    title = next((str(spec.title) for spec in lists() if spec.code == list_code), "")
    values = {"who": by, "title": name, "text": title}
    kind, link = "notifications.view_given", reverse("officer:views")
    tell_holder(account_id, kind, f"view:{view_id}:{at}", values, link=link)


@task("notifications.tell_drafter")
def tell_drafter(document_id: int) -> None:
    """Say to who drafted it and to who laid it why the signer gave it back."""
    document = IssuedDocument.objects.get(pk=document_id)
    last = drafts.last_return(document)
    if last is None:
        return
    values = {**_paper(document), "who": str(last.signer), "reason": last.reason}
    for one in sorted({last.asked_by_id, document.drafted_by_id or last.asked_by_id}):
        _tell_of(document, one, "signing_returned", f"signing-back:{last.pk}", values)


@task("notifications.tell_receivers")
def tell_receivers(document_id: int, unit_ids: list[int]) -> None:
    """Say to the clerks of each unit that a document came, once a unit."""
    document = IssuedDocument.objects.get(pk=document_id)
    for unit_id in unit_ids:
        _tell_unit(document, unit_id, "document_sent", {})


@task("notifications.tell_withdrawal")
def tell_withdrawal(document_id: int) -> None:
    """Say to the clerks of each unit that has the document what became of it, and why."""
    document = IssuedDocument.objects.get(pk=document_id)
    ended = {"state": document.get_state_display(), "reason": document.ended_reason}
    for unit_id in drafts.units_told(document):
        _tell_unit(document, unit_id, "document_withdrawn", ended)


def _tell_unit(document: IssuedDocument, unit_id: int, kind: str, said: dict[str, str]) -> None:
    values = {
        "number": document.number_text,
        "title": document.abstract,
        "agency": name_of(document.agency_id),
        "unit": name_of(unit_id),
        **said,
    }
    link = reverse("officer:received", args=[document.pk])
    for one in drafts.hearers_at(unit_id):
        key = f"{kind}:{document.pk}:{unit_id}"
        _tell_of(document, one, kind, key, values, link=link)


def _paper(document: IssuedDocument) -> dict[str, str]:
    return {"paper": str(document.content["title"]), "title": document.abstract}


def _tell_of(
    document: IssuedDocument,
    account_id: int,
    kind: str,
    event_key: str,
    values: dict[str, Any],
    *,
    link: str = "",
) -> None:
    """Tell somebody about a document; of a free one the log of the document remembers it."""
    is_free = document.owner_kind == FREE_DOCUMENT
    subject = Subject(FREE_DOCUMENT, document.pk, document.abstract) if is_free else None
    place = link or reverse("officer:draft", args=[document.pk])
    tell_holder(account_id, f"notifications.{kind}", event_key, values, link=place, subject=subject)


def tell_holder(
    account_id: int,
    kind: str,
    event_key: str,
    values: dict[str, Any],
    *,
    link: str = "",
    subject: Subject | None = None,
) -> None:
    """One message to the holder of an account, once for its ``event_key``."""
    account = Account.objects.get(pk=account_id)
    told = Recipient(str(account), account_id=account.pk)
    send_message(
        NewMessage(kind, event_key, told, values, subject=subject, link=link),
        actor=Actor.platform("báo về tài khoản"),
    )


def _local(text: str) -> str:
    return f"{timezone.localtime(datetime.fromisoformat(text)):{_CLOCK}}"


@task("notifications.drop_old_codes", every="23 19 * * *", title=_("Xóa mã một lần đã cũ"))
def drop_codes() -> None:
    """Delete codes and counts that are over, every night."""
    drop_old_codes(timezone.now(), actor=Actor.platform("dọn mã một lần"))
