# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Children on an account, mandates of both sides, and why a mandate is no good today."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from lienthong.core.accounts.domain.acting import ActingRules, read_rules
from lienthong.core.accounts.domain.limits import version_on
from lienthong.core.accounts.enums import MandateState
from lienthong.core.accounts.models import Child, Mandate, Person
from lienthong.kernel.actor import Actor
from lienthong.kernel.errors import OutOfScope
from lienthong.kernel.reference import read_yaml

_PACKAGED = Path(__file__).parent.with_name("reference") / "acting.yaml"
STANDING = (MandateState.DECLARED, MandateState.CONFIRMED)


@cache
def _versions() -> list[Mapping[str, Any]]:
    versions: list[Mapping[str, Any]] = read_yaml(_PACKAGED.read_text("utf-8"))["versions"]
    return versions


def acting_rules(on: date | None = None) -> ActingRules:
    """The figures in force on the day (today). Raises ``LookupError`` before the first.

    Legal basis: 91/2015/QH13, Điều 20 and 140.
    """
    return read_rules(version_on(list(_versions()), on or timezone.localdate()))


def children_of(person_id: int | None) -> QuerySet[Child]:
    """Children on a parent's list, the eldest first."""
    return Child.objects.filter(parent_id=person_id or 0, removed_at=None)


def child_of(actor: Actor, pk: int) -> Child:
    """A child on the actor's own list. Raises ``OutOfScope`` for anybody else's."""
    found = children_of(actor.person_id).filter(pk=pk).first()
    if found is None:
        raise OutOfScope
    return found


def mandates_of(person_id: int | None, *, standing: bool = False) -> QuerySet[Mandate]:
    """Mandates by which a person acts for others, newest first."""
    rows = Mandate.objects.filter(representative_id=person_id or 0)
    return rows.filter(state__in=STANDING) if standing else rows


def mandates_over(person_id: int | None) -> QuerySet[Mandate]:
    """Mandates by which others act for the person, newest first."""
    numbers = Person.objects.filter(pk=person_id or 0, personal_id__isnull=False)
    return Mandate.objects.filter(principal_personal_id__in=numbers.values("personal_id"))


def mandate_of(actor: Actor, pk: int) -> Mandate:
    """A mandate that the actor is a side of. Raises ``OutOfScope``."""
    found = Mandate.objects.select_related("representative").filter(pk=pk).first()
    if found is None or actor.person_id not in found.owner_person_ids():
        raise OutOfScope
    return found


def refusal_to_act(mandate: Mandate, topic: str, *, on: date) -> str:
    """Why nobody may act by the mandate for a procedure on a day; empty when they may.

    Legal basis: 91/2015/QH13, Điều 140.
    """
    name = mandate.principal_name
    over = {
        MandateState.REVOKED: _("%(name)s đã thu hồi việc cho bạn làm thay."),
        MandateState.ENDED: _("Bạn đã thôi làm thay %(name)s."),
        MandateState.REJECTED: _("Quầy không chấp nhận căn cứ bạn làm thay %(name)s."),
    }
    if not mandate.is_standing:
        return over[MandateState(mandate.state)] % {"name": name}
    if mandate.is_over(on):
        words = _("Căn cứ bạn làm thay %(name)s đã hết hạn ngày %(day)s.")
        return words % {"name": name, "day": f"{mandate.valid_to:%d/%m/%Y}"}
    if mandate.valid_from > on:
        words = _("Căn cứ bạn làm thay %(name)s có hiệu lực từ ngày %(day)s.")
        return words % {"name": name, "day": f"{mandate.valid_from:%d/%m/%Y}"}
    if not mandate.covers(topic):
        return _("%(name)s không giao cho bạn làm thủ tục này.") % {"name": name}
    if mandate.needs_document and mandate.document_id is None:
        return _("Chưa có tệp giấy tờ chứng minh bạn được làm thay %(name)s.") % {"name": name}
    return ""


def acting_words(problems: Mapping[str, str]) -> dict[str, str]:
    """Sentences for what is wrong with a declared child or mandate, by field."""
    known = {
        "missing": _("Hãy nhập tên."),
        "name": _("Tên này dài quá hoặc có ký tự không dùng trong tên."),
        "date": _("Hãy nhập đủ ngày, tháng, năm."),
        "future": _("Ngày sinh này chưa tới. Hãy xem lại."),
        "adult": _("Người này đã đủ 18 tuổi, tự làm hoặc ủy quyền cho bạn."),
        "personal_id": _("Số định danh có 12 số. Hãy xem lại."),
        "oneself": _("Đây là số của chính bạn. Việc của mình bạn nộp không cần căn cứ."),
        "tax_code": _("Mã số thuế có 10 hoặc 13 số. Hãy xem lại."),
        "number": _("Số văn bản dài quá hoặc có ký tự lạ."),
        "not_yet": _("Giấy chưa tới ngày có hiệu lực."),
        "before_start": _("Ngày hết hạn đứng trước ngày bắt đầu. Hãy xem lại."),
        "expired": _("Giấy đã hết hạn nên không dùng được."),
        "basis": _("Hãy chọn căn cứ."),
        "basis_kind": _("Căn cứ này không đi với loại người được làm thay đã chọn."),
        "scope": _("Danh sách thủ tục dài quá."),
    }
    return {field: known[code] for field, code in problems.items()}
