# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Who may sign in whose place (KT., TL., TUQ.): given from a day, ended, withdrawn.

Legal basis: 30/2020/NĐ-CP, Điều 13.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext as _

from lienthong.core.accounts.api import Account
from lienthong.core.audit.api import author_of
from lienthong.core.documents.enums import NEEDS_MANDATE, SigningAuthority
from lienthong.core.documents.models import SigningMandate
from lienthong.core.documents.permissions import CONFIGURE
from lienthong.core.documents.queries.authority import (
    authority_rules,
    matter_titles,
    matters_in_words,
    signed_by,
)
from lienthong.core.documents.queries.succession import mandates_left
from lienthong.core.units.api import Position, Unit, version_of
from lienthong.kernel.actions import action, part_of_act
from lienthong.kernel.actor import Actor
from lienthong.kernel.directories import ended_after, hold, reopened, today, withdrawn_ahead
from lienthong.kernel.errors import IllegalState, InvalidInput
from lienthong.kernel.text import one_line


@dataclass(frozen=True, slots=True)
class NewMandate:
    """Who signs how, for which agency (None: any), which papers, by which paper, until which day.

    ``templates`` are codes of print templates or ``copies`` (none: every paper), ``matter`` says
    the same in words; ``last_day`` is inclusive, None leaves the end open.
    """

    authority: str
    legal_basis: str
    valid_from: date
    last_day: date | None = None
    position: Position | None = None
    account: Account | None = None
    agency: Unit | None = None
    for_title: str = ""
    templates: tuple[str, ...] = ()
    matter: str = ""


@action(CONFIGURE)
def grant_mandate(
    authority: SigningAuthority,
    *,
    legal_basis: str,
    valid_from: date,
    valid_to: date | None = None,
    position_id: int | None = None,
    account_id: int | None = None,
    agency_id: int | None = None,
    for_title: str = "",
    matter: str = "",
    to_be_confirmed: bool = False,
    actor: Actor,
) -> SigningMandate:
    """Load a mandate of a position or an account for one or all agencies; once, then unchanged."""
    whose = {"position_id": position_id, "account_id": account_id, "agency_id": agency_id}
    rows = SigningMandate.objects.filter(authority=authority, valid_from=valid_from)
    known: SigningMandate | None = rows.filter(**_exactly(whose)).first()
    if known is not None:
        return known
    return SigningMandate.objects.create(
        authority=authority,
        valid_from=valid_from,
        valid_to=valid_to,
        for_title=for_title,
        matter=matter,
        legal_basis=legal_basis,
        to_be_confirmed=to_be_confirmed,
        **whose,
    )


@action(CONFIGURE)
def give_mandate(asked: NewMandate, *, actor: Actor) -> SigningMandate:
    """Let somebody sign in a capacity from a day on.

    TUQ. is given in writing to one person, limited in time and content. Raises ``InvalidInput``
    field by field, also when the same is given already on one of those days.
    """
    wrong = {**_holder_faults(asked), **_content_faults(asked)}
    if not wrong and _given(asked).exists():
        wrong["since"] = _("Đã giao như vậy trong thời gian này. Chấm dứt lần giao cũ trước.")
    if wrong:
        raise InvalidInput(fields=wrong)
    return SigningMandate.objects.create(
        authority=asked.authority,
        valid_from=asked.valid_from,
        valid_to=asked.last_day + timedelta(days=1) if asked.last_day else None,
        position=asked.position,
        account=asked.account,
        agency=asked.agency,
        for_title=one_line(asked.for_title)[:120],
        templates=sorted(set(asked.templates)),
        matter=one_line(asked.matter)[:300],
        legal_basis=one_line(asked.legal_basis)[:300],
    )


@action(CONFIGURE)
def end_mandate(
    mandate: SigningMandate, *, last_day: date, seen: str = "", actor: Actor
) -> SigningMandate:
    """Nobody signs by it after ``last_day``; what was signed before stays explained.

    Raises ``InvalidInput`` for a day before yesterday, before it began or after its own end.
    """
    return ended_after(mandate, last_day, seen=seen)


@action(CONFIGURE)
def withdraw_mandate(mandate: SigningMandate, *, seen: str = "", actor: Actor) -> None:
    """Take a mandate back that has not begun, or began today and was not signed by.

    One that began today is taken back by who gave it. Raises ``IllegalState`` otherwise.
    """
    author = author_of(mandate._meta.label_lower, mandate.pk)
    if mandate.valid_from == today() and (author is None or author != actor.account_id):
        raise IllegalState(_("Đã áp dụng từ hôm nay nên chỉ người đã giao rút lại được."))
    withdrawn_ahead(mandate, same_day=not signed_by(mandate), seen=seen)


@action(CONFIGURE)
def confirm_mandate(
    mandate: SigningMandate, *, legal_basis: str, seen: str = "", actor: Actor
) -> SigningMandate:
    """What waited to be confirmed is, on a paper of the agency. Raises ``IllegalState``."""
    held = hold(mandate, seen=seen)
    if not held.to_be_confirmed:
        raise IllegalState(_("Lần giao này không chờ xác nhận."))
    if not one_line(legal_basis):
        raise InvalidInput(fields={"legal_basis": _("Ghi số, ngày văn bản giao.")})
    held.legal_basis, held.to_be_confirmed = one_line(legal_basis)[:300], False
    held.save(update_fields=["legal_basis", "to_be_confirmed"])
    return held


@part_of_act
def hand_mandates(from_id: int, to_id: int, on: date) -> None:
    """What was given in an agency that ends goes on in the one that continues it, unconfirmed.

    Signing by delegation (TUQ.) ends with the agency that gave it, also where it has yet to begin;
    what the successor gives in the same way already is not given twice.
    Legal basis: 91/2015/QH13, Điều 140, khoản 3, điểm đ (representation by delegation ends with the
    legal person represented; an agency by analogy, to be confirmed); 30/2020/NĐ-CP, Điều 13.
    """
    heir_id = version_of(to_id, on=on).agency_id
    for row in list(mandates_left(from_id, on).select_for_update(of=("self",))):
        whose = {"account_id": row.account_id, "position_id": row.position_id}
        there = SigningMandate.objects.filter(agency_id=heir_id, authority=row.authority)
        same = there.filter(**_exactly(whose), templates=row.templates)
        ends = row.authority == SigningAuthority.TUQ or same.on(max(on, row.valid_from)).exists()
        reopened(row, on, skip=ends, agency_id=heir_id, to_be_confirmed=True)


def _holder_faults(asked: NewMandate) -> dict[str, str]:
    wrong: dict[str, str] = {}
    if asked.authority not in NEEDS_MANDATE:
        wrong["authority"] = _("Chọn ký thay, thừa lệnh hoặc thừa ủy quyền.")
    if (asked.account is None) == (asked.position is None):
        wrong["account"] = _("Chọn một người hoặc một chức vụ.")
    elif asked.authority == SigningAuthority.TUQ and asked.account is None:
        wrong["account"] = _("Thừa ủy quyền (TUQ.) giao cho một người, không giao cho chức vụ.")
    return wrong


def _content_faults(asked: NewMandate) -> dict[str, str]:
    wrong: dict[str, str] = {}
    delegated = asked.authority == SigningAuthority.TUQ
    if delegated and asked.last_day is None:
        wrong["until"] = _("Thừa ủy quyền (TUQ.) phải có ngày hết hạn.")
    if asked.last_day is not None and asked.last_day < asked.valid_from:
        wrong["until"] = _("Ngày cuối phải từ ngày bắt đầu trở đi.")
    never = set(authority_rules(on=asked.valid_from).not_delegated) & set(asked.templates)
    if delegated and not asked.templates:
        wrong["templates"] = _("Thừa ủy quyền (TUQ.) phải chọn rõ ký giấy nào.")
    elif delegated and never:
        words = _("Không ký thừa ủy quyền (TUQ.): %(papers)s.")
        wrong["templates"] = words % {"papers": matters_in_words(sorted(never))}
    if set(asked.templates) - set(matter_titles()):
        wrong["templates"] = _("Chọn giấy trong danh sách.")
    if not one_line(asked.legal_basis):
        wrong["legal_basis"] = _("Ghi số, ngày văn bản giao.")
    return wrong


def _given(asked: NewMandate) -> Any:
    """What is given to the same holder in the same capacity for the same papers on those days."""
    rows = SigningMandate.objects.filter(
        authority=asked.authority,
        account=asked.account,
        position=asked.position,
        agency=asked.agency,
        templates=sorted(set(asked.templates)),
    )
    end = None if asked.last_day is None else asked.last_day + timedelta(days=1)
    return rows.overlapping(asked.valid_from, end)


def _exactly(ids: Mapping[str, int | None]) -> dict[str, int | bool]:
    """Return a lookup that tells empty columns from filled ones."""
    return {
        name if value is not None else f"{name}__isnull": True if value is None else value
        for name, value in ids.items()
    }
