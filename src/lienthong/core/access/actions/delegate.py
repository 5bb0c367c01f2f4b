# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Give one's own role or whole post to somebody else for some days, and take it back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.utils import IntegrityError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lienthong.core.access.enums import GrantKind, GrantScope
from lienthong.core.access.events import DelegationMade, DelegationRevoked
from lienthong.core.access.models import Delegation, Grant, Role
from lienthong.core.access.permissions import DELEGATE, GRANT
from lienthong.core.access.queries.actor import officer_in
from lienthong.core.access.queries.delegations import (
    gives_in_own_right,
    lendable,
    overlapping,
    own_holdings,
)
from lienthong.core.accounts.api import Account, AccountKind
from lienthong.core.units.api import Unit, serves_in, version_of
from lienthong.kernel.actions import action
from lienthong.kernel.actor import Actor, Holding
from lienthong.kernel.directories import hold
from lienthong.kernel.errors import IllegalState, InvalidInput, NotAllowed
from lienthong.kernel.events import publish

LONGEST_REASON = 500
LONGEST_INSTRUMENT = 200
OVER = gettext_lazy("Lần giao này đã hết hạn hoặc đã thu hồi.")
AGAIN = gettext_lazy("Không giao lại được việc bạn đang làm thay người khác.")


@dataclass(frozen=True, slots=True)
class NewDelegation:
    """What is given to whom. Without a role the whole post is; ``last_day`` still counts."""

    to_account_id: int
    first_day: date
    last_day: date
    reason: str
    instrument: str = ""
    role_id: int | None = None

    @property
    def kind(self) -> GrantKind:
        """One role is delegated; whoever takes the whole post stands in."""
        return GrantKind.SUBSTITUTION if self.role_id is None else GrantKind.DELEGATION

    @property
    def valid_to(self) -> date:
        """The first day on which it no longer holds."""
        return self.last_day + timedelta(days=1)


@action(DELEGATE)
def make_delegation(unit: Unit, *, asked: NewDelegation, actor: Actor) -> Delegation:
    """Give one's own role, or all roles of one's post, in a unit to somebody of the same agency.

    Raises ``InvalidInput`` (fields ``to``, ``first``, ``last``, ``what``, ``reason``,
    ``instrument``) for what cannot be; ``NotAllowed`` for roles held by delegation or not at all.
    Legal basis: 30/2020/NĐ-CP, Điều 13; 61/2018/NĐ-CP, Điều 11.
    """
    if actor.account_id is None or not gives_in_own_right(actor):
        raise NotAllowed(AGAIN)
    _refuse_words(asked)
    if asked.to_account_id == actor.account_id:
        raise InvalidInput(fields={"to": _("Đây là chính bạn. Hãy chọn một người khác.")})
    if not own_holdings(actor, unit, role_id=asked.role_id):
        raise NotAllowed(_("Bạn chỉ giao được vai trò do chính bạn giữ ở đơn vị này."))
    return _give(unit, asked, actor)


@action(GRANT)
def assign_delegation(
    unit: Unit, *, giver: Account, asked: NewDelegation, actor: Actor
) -> Delegation:
    """An administrator puts down that an officer's role or post is in other hands for some days.

    What is lent is what the giver holds in their own right on the first day, as if they gave it.
    Raises ``InvalidInput`` (fields as ``make_delegation``, and ``giver``, ``role``).
    Legal basis: 30/2020/NĐ-CP, Điều 13; 61/2018/NĐ-CP, Điều 11.
    """
    _refuse_words(asked)
    if asked.to_account_id == giver.pk:
        raise InvalidInput(fields={"to": _("Người làm thay phải là một người khác.")})
    if not giver.is_active:
        raise InvalidInput(fields={"giver": _("Tài khoản này đã khóa.")})
    if asked.role_id is not None:
        _refuse_ended(asked, [asked.role_id])
    lender = officer_in(giver, unit.pk, asked.first_day)
    if not own_holdings(lender, unit, role_id=asked.role_id):
        told = _("Người giao không tự giữ vai trò nào giao được ở đơn vị này vào ngày bắt đầu.")
        raise InvalidInput(fields={"role" if asked.role_id else "giver": told})
    return _give(unit, asked, lender)


@action(GRANT)
def move_delegation_end(
    delegation: Delegation, *, last_day: date, seen: str = "", actor: Actor
) -> Delegation:
    """The delegation ends on another day, sooner or later; it still counts on ``last_day``.

    Raises ``InvalidInput`` (``last``), ``IllegalState`` when it is over, ``StaleVersion``.
    """
    locked = hold(delegation, seen=seen)
    if locked.is_over(timezone.localdate()):
        raise IllegalState(OVER)
    if last_day < max(locked.valid_from, timezone.localdate()):
        told = _(
            "Ngày cuối phải từ hôm nay và từ ngày bắt đầu trở đi. Muốn dừng ngay, hãy thu hồi."
        )
        raise InvalidInput(fields={"last": told})
    if last_day >= locked.valid_to:
        _refuse_longer(locked, last_day)
    locked.valid_to = last_day + timedelta(days=1)
    locked.save(update_fields=["valid_to"])
    locked.grants.update(valid_to=locked.valid_to)
    return locked


def _refuse_longer(held: Delegation, last_day: date) -> None:
    """What is lent longer must be the giver's own as long, and in no other hand meanwhile."""
    asked = NewDelegation(held.to_account_id, held.valid_to, last_day, held.reason)
    lender = officer_in(held.from_account, held.unit_id, held.valid_to)
    lent = set(held.grants.filter(revoked_at=None).values_list("role_id", "unit_id"))
    _refuse_ended(asked, [role_id for role_id, _unit in lent])
    own = [h for h in lendable(lender) if (h.role_id, h.unit_id) in lent]
    if {(h.role_id, h.unit_id) for h in own} != lent:
        told = _("Sau ngày này người giao không còn giữ vai trò đã giao.")
        raise InvalidInput(fields={"last": told})
    _refuse_own_end(asked, own)
    known = overlapping(held.from_account_id, own, asked.first_day, asked.valid_to)
    if known is not None:
        told = _("Những ngày thêm đã giao cho %(name)s.") % {"name": known.to_account}
        raise InvalidInput(fields={"last": told})


def _give(unit: Unit, asked: NewDelegation, lender: Actor) -> Delegation:
    """Write down what the lender holds in their own right as lent, when nothing is against it."""
    _refuse_dates(asked)
    people = Account.objects.select_for_update(of=("self",), no_key=True)
    giver = people.get(pk=lender.account_id or 0)
    taker = _taker(unit, asked)
    own = own_holdings(lender, unit, role_id=asked.role_id)
    _refuse_ended(asked, [h.role_id for h in own])
    _refuse_own_end(asked, own)
    _refuse_overlap(asked, own, giver)
    return _write(unit, asked, own, (giver, taker), lender)


def _refuse_words(asked: NewDelegation) -> None:
    wrong = {}
    if not 1 <= len(asked.reason.strip()) <= LONGEST_REASON:
        wrong["reason"] = _("Viết lý do, tối đa 500 ký tự.")
    if len(asked.instrument) > LONGEST_INSTRUMENT:
        wrong["instrument"] = _("Số và ngày văn bản dài tối đa 200 ký tự.")
    elif asked.kind is GrantKind.DELEGATION and not asked.instrument.strip():
        wrong["instrument"] = _("Ủy quyền phải bằng văn bản. Hãy ghi số và ngày của văn bản đó.")
    if wrong:
        raise InvalidInput(fields=wrong)


def _refuse_dates(asked: NewDelegation) -> None:
    if asked.first_day < timezone.localdate():
        text = _("Ngày bắt đầu đã qua. Chỉ giao được từ hôm nay trở đi.")
        raise InvalidInput(fields={"first": text})
    if asked.last_day < asked.first_day:
        text = _("Ngày cuối phải từ ngày bắt đầu trở đi.")
        raise InvalidInput(fields={"last": text})


def _taker(unit: Unit, asked: NewDelegation) -> Account:
    """Who is to act. Raises ``InvalidInput`` for strangers and for switched-off accounts."""
    found = Account.objects.filter(
        pk=asked.to_account_id, kind=AccountKind.OFFICER, is_active=True
    ).first()
    agency = version_of(unit.pk).agency_id
    if found is None or not serves_in(found.pk, agency):
        text = _("Chỉ giao được cho cán bộ cùng cơ quan.")
        raise InvalidInput(fields={"to": text})
    return found


def _refuse_ended(asked: NewDelegation, role_ids: Iterable[int | None]) -> None:
    """What is lent ends before its role does. Raises ``InvalidInput`` with the day."""
    ending = Role.objects.filter(pk__in=[pk for pk in role_ids if pk], valid_to__lt=asked.valid_to)
    found = ending.order_by("valid_to", "pk").first()
    if found is not None:
        text = _("Vai trò “%(role)s” kết thúc từ ngày %(day)s.")
        text %= {"role": found.title, "day": f"{found.valid_to:%d/%m/%Y}"}
        raise InvalidInput(fields={"last": text})


def _refuse_own_end(asked: NewDelegation, own: Sequence[Holding]) -> None:
    for held in own:
        if held.until and date.fromisoformat(held.until) < asked.valid_to:
            last = date.fromisoformat(held.until) - timedelta(days=1)
            text = _("Người giao chỉ giữ vai trò này đến %(day)s.") % {"day": f"{last:%d/%m/%Y}"}
            raise InvalidInput(fields={"last": text})


def _refuse_overlap(asked: NewDelegation, own: Sequence[Holding], giver: Account) -> None:
    """One role is in one other hand at a time. Raises ``InvalidInput``."""
    known = overlapping(giver.pk, own, asked.first_day, asked.valid_to)
    if known is not None:
        text = _("Những ngày này đã giao cho %(name)s (%(first)s – %(last)s). Hãy thu hồi trước.")
        days = {"first": f"{known.valid_from:%d/%m/%Y}", "last": f"{known.last_day:%d/%m/%Y}"}
        raise InvalidInput(fields={"first": text % (days | {"name": known.to_account})})


def _write(
    unit: Unit,
    asked: NewDelegation,
    own: Sequence[Holding],
    people: tuple[Account, Account],
    actor: Actor,
) -> Delegation:
    giver, taker = people
    made = Delegation.objects.create(
        kind=asked.kind,
        from_account=giver,
        to_account=taker,
        unit=unit,
        post_text=f"{actor.position}, {actor.unit_name}",
        reason=asked.reason.strip(),
        instrument_text=asked.instrument.strip(),
        valid_from=asked.first_day,
        valid_to=asked.valid_to,
    )
    try:
        for held in own:
            _lend(made, held)
    except IntegrityError as refused:
        raise NotAllowed(AGAIN) from refused
    publish(
        DelegationMade(
            delegation_id=made.pk,
            from_account_id=made.from_account_id,
            to_account_id=taker.pk,
            since=asked.first_day,
            until=asked.last_day,
        )
    )
    return made


def _lend(made: Delegation, held: Holding) -> None:
    Grant.objects.create(
        account_id=made.to_account_id,
        role_id=held.role_id or 0,
        unit_id=held.unit_id,
        scope=GrantScope[held.scope.name],
        kind=made.kind,
        from_account_id=made.from_account_id,
        delegation=made,
        valid_from=made.valid_from,
        valid_to=made.valid_to,
    )


@action(DELEGATE)
def revoke_delegation(delegation: Delegation, *, actor: Actor) -> Delegation:
    """Take back what one gave, at once. Raises ``NotAllowed``; ``IllegalState`` when it is over."""
    if delegation.from_account_id != actor.account_id:
        raise NotAllowed(_("Chỉ người đã giao mới thu hồi được."))
    return _take_back(delegation, "")


@action(GRANT)
def end_delegation(delegation: Delegation, *, seen: str = "", actor: Actor) -> Delegation:
    """An administrator takes back what others gave. Raises ``IllegalState``, ``StaleVersion``."""
    return _take_back(delegation, seen)


def _take_back(delegation: Delegation, seen: str) -> Delegation:
    locked = hold(delegation, seen=seen)
    if locked.is_over(timezone.localdate()):
        raise IllegalState(OVER)
    locked.revoked_at = timezone.now()
    locked.save(update_fields=["revoked_at"])
    locked.grants.update(revoked_at=locked.revoked_at)
    publish(
        DelegationRevoked(
            delegation_id=locked.pk,
            from_account_id=locked.from_account_id,
            to_account_id=locked.to_account_id,
        )
    )
    return locked
