# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Screens for giving one's work away for some days, and for seeing what one was given."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from lienthong.core.access.api import (
    DELEGATE,
    Delegation,
    GrantKind,
    delegations_given,
    delegations_received,
    gives_in_own_right,
    make_delegation,
    revoke_delegation,
)
from lienthong.core.units.api import Unit
from lienthong.kernel.errors import InvalidInput
from lienthong.kernel.forms import form_key
from lienthong.kernel.permissions import OFFICER_DESK
from lienthong.kernel.views import GuardedView, get_or_404
from lienthong.portals.officer.access.forms import DelegationForm

SHOWN = 50


class DelegationsView(GuardedView):
    """What one gave and what one was given, the newest first."""

    permission = OFFICER_DESK

    def get(self, request: HttpRequest) -> HttpResponse:
        """Two lists, each with what still holds or will hold before what is over."""
        own = self.actor.account_id or 0
        context = {
            "page_title": _("Giao việc thay"),
            "given": _rows(delegations_given(own)),
            "received": _rows(delegations_received(own)),
            "may_give": gives_in_own_right(self.actor),
            "form_key": form_key(),
        }
        return render(request, "officer/delegations.html", context)


class NewDelegationView(GuardedView):
    """Give a role or the whole post to a colleague for some days."""

    permission = DELEGATE

    def holds_permission(self) -> bool:
        """Only in one's own right: what was given is not given on."""
        return gives_in_own_right(self.actor)

    def get(self, request: HttpRequest) -> HttpResponse:
        """The form, from today."""
        form = DelegationForm(self.actor, initial={"first": timezone.localdate()})
        return self.show(request, form)

    def post(self, request: HttpRequest) -> HttpResponse:
        """Give it; what cannot be stands at its field with everything that was typed."""
        form = DelegationForm(self.actor, request.POST)
        if not form.is_valid():
            return self.show(request, form)
        unit_id, asked = form.asked()
        unit = get_or_404(self.actor, DELEGATE, Unit.objects.all(), pk=unit_id)
        try:
            made = make_delegation(unit, asked=asked, actor=self.actor)
        except InvalidInput as refused:
            form.refuse(refused)
            return self.show(request, form)
        text = _("Đã giao cho %(name)s từ %(first)s đến hết %(last)s.")
        messages.success(request, text % _words(made))
        return redirect("officer:delegations")

    def show(self, request: HttpRequest, form: DelegationForm) -> HttpResponse:
        """The form."""
        status = 422 if form.errors else 200
        context = {"form": form, "page_title": _("Giao việc cho người khác")}
        context["form_key"] = form_key()
        return render(request, "officer/delegation_new.html", context, status=status)


class RevokeDelegationView(GuardedView):
    """Take back what one gave."""

    permission = DELEGATE
    http_method_names = ["post"]  # Django's own attribute

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Only one's own exists here."""
        own = Delegation.objects.filter(from_account_id=self.actor.account_id)
        delegation = get_or_404(self.actor, DELEGATE, own, pk=pk)
        revoked = revoke_delegation(delegation, actor=self.actor)
        text = _("Đã thu hồi việc giao cho %(name)s. Quyền hết ngay.")
        messages.success(request, text % _words(revoked))
        return redirect("officer:delegations")


def _words(delegation: Delegation) -> dict[str, str]:
    return {
        "name": str(delegation.to_account),
        "first": f"{delegation.valid_from:%d/%m/%Y}",
        "last": f"{delegation.last_day:%d/%m/%Y}",
    }


def _rows(found: QuerySet[Delegation]) -> list[dict[str, Any]]:
    today = timezone.localdate()
    rows = [_row(delegation, today) for delegation in found[:SHOWN]]
    return sorted(rows, key=lambda row: bool(row["is_over"]))


def _row(delegation: Delegation, today: date) -> dict[str, Any]:
    kind, words = _state(delegation, today)
    whole = delegation.kind == GrantKind.SUBSTITUTION
    roles = ", ".join(grant.role.title for grant in delegation.grants.all())
    return {
        "delegation": delegation,
        "what": _("Trực thay: %(post)s") % {"post": delegation.post_text} if whole else roles,
        "state": kind,
        "state_words": words,
        "is_over": delegation.is_over(today),
    }


def _state(delegation: Delegation, today: date) -> tuple[str, str]:
    if delegation.revoked_at is not None:
        at = f"{timezone.localtime(delegation.revoked_at):%H:%M %d/%m/%Y}"
        return "closed", _("Đã thu hồi %(at)s") % {"at": at}
    if delegation.is_over(today):
        return "closed", _("Đã hết hạn")
    if delegation.valid_from > today:
        return "info", _("Chưa tới ngày")
    return "ok", _("Đang hiệu lực")
