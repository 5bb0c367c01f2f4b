# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Administrators set where a partner answers, switch it off, and run jobs by hand."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext as _

from lienthong.core.integration.domain.certificates import CertificateError, read_certificate
from lienthong.core.integration.models import JobDay, ManualRun, Partner
from lienthong.core.integration.permissions import KEEP_PARTNERS, RUN_JOBS
from lienthong.core.integration.queries import job_days_kept
from lienthong.kernel import ports
from lienthong.kernel.actions import action
from lienthong.kernel.actor import Actor
from lienthong.kernel.directories import hold
from lienthong.kernel.errors import IllegalState, InvalidInput


@dataclass(frozen=True, slots=True)
class PartnerFacts:
    """What is set of a partner; ``certificate`` is PEM, trusted in place of the usual list.

    The address holds from the day ``since`` (today).
    """

    title: str
    address: str = ""
    certificate: str = ""
    since: date | None = None


@action(KEEP_PARTNERS)
def add_partner(code: str, *, facts: PartnerFacts, actor: Actor) -> Partner:
    """A partner that was not known. Raises ``InvalidInput``."""
    if Partner.objects.filter(code=code).exists():
        raise InvalidInput(fields={"code": _("Mã này đã có hệ thống dùng.")})
    return _say(Partner(code=code, made_at=timezone.now()), facts)


@action(KEEP_PARTNERS)
def change_partner(
    partner: Partner, *, facts: PartnerFacts, seen: str = "", actor: Actor
) -> Partner:
    """Another title or certificate, another address from a day on.

    Raises ``InvalidInput``, ``StaleVersion``.
    """
    return _say(hold(partner, seen=seen), facts)


@action(KEEP_PARTNERS)
def switch_partner(
    partner: Partner, *, on: bool, until: date | None = None, seen: str = "", actor: Actor
) -> Partner:
    """Nothing more is handed over, or again. Messages wait meanwhile and are not lost.

    One that is switched off ``until`` a day is switched on by itself as the next one begins.
    Raises ``InvalidInput`` (``until``), ``IllegalState``, ``StaleVersion``.
    """
    locked = hold(partner, seen=seen)
    if locked.is_active == on:
        raise IllegalState(_("Hệ thống này đã ở trạng thái đó."))
    if until is not None and until < timezone.localdate():
        raise InvalidInput(fields={"until": _("Ngày này đã qua.")})
    locked.is_active, locked.off_until = on, until
    locked.save(update_fields=["is_active", "off_until"])
    return locked


def switch_on_again(*, day: date, actor: Actor) -> int:
    """Partners whose last day off has passed are spoken to again; answers how many."""
    over = Partner.objects.filter(is_active=False, off_until__lt=day).order_by("pk")
    found = list(over)
    for partner in found:
        switch_partner(partner, on=True, actor=actor)
    return len(found)


switch_on_again.permission = KEEP_PARTNERS  # type: ignore[attr-defined]


@action(RUN_JOBS)
def run_job(name: str, *, actor: Actor) -> ManualRun:
    """Queue a scheduled job now, besides its schedule. Raises ``InvalidInput`` for another one."""
    job = ports.tasks().get(name)
    if job is None or not job.every:
        raise InvalidInput(_("Chỉ chạy tay được việc nền có lịch."))
    ports.defer(name)
    return ManualRun.objects.create(job=name)


def forget_job_days() -> int:
    """Remove what was noted of jobs longer ago than is kept, but no job's newest; answers how many.

    Not an act of anybody: it only takes away what the platform noted of itself.
    """
    before = timezone.localdate() - timedelta(days=job_days_kept())
    later = JobDay.objects.filter(job=OuterRef("job"), day__gt=OuterRef("day"))
    found, _kinds = JobDay.objects.filter(Exists(later), day__lt=before).delete()
    return found


forget_job_days.permission = RUN_JOBS  # type: ignore[attr-defined]


def _say(partner: Partner, facts: PartnerFacts) -> Partner:
    if facts.certificate:
        _refuse(facts.certificate)
    partner.title, partner.certificate = facts.title, facts.certificate
    partner.save()
    _move(partner, facts.address, facts.since or timezone.localdate())
    return partner


def _move(partner: Partner, address: str, since: date) -> None:
    """The partner answers there from a day on; the same day is corrected."""
    newest = partner.addresses.order_by("-valid_from").first()
    if (newest.address if newest else "") == address:
        return
    if newest and since < newest.valid_from:
        told = _("Đã có địa chỉ đặt từ ngày %(day)s. Hãy chọn ngày từ đó trở đi.")
        raise InvalidInput(fields={"since": told % {"day": f"{newest.valid_from:%d/%m/%Y}"}})
    if newest and since == newest.valid_from:
        newest.address = address
        newest.save(update_fields=["address"])
        return
    if newest:
        newest.valid_to = since
        newest.save(update_fields=["valid_to"])
    partner.addresses.create(address=address, valid_from=since)


def _refuse(certificate: str) -> None:
    try:
        read_certificate(certificate, now=timezone.now())
    except CertificateError as wrong:
        told = {
            "broken": _("Đây không phải chứng thư dạng PEM. Dán cả dòng BEGIN và END."),
            "expired": _("Chứng thư này đã hết hạn."),
        }
        raise InvalidInput(fields={"certificate": told[str(wrong)]}) from wrong
