# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What somebody is allowed on a day, and whence: the answer before anybody has to ask."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from lienthong.core.access.api import Role, actor_for
from lienthong.core.accounts.api import MANAGE, Account, AccountKind
from lienthong.core.ui.api import parse_date_text
from lienthong.core.units.api import names_of
from lienthong.kernel.actor import Actor, Holding
from lienthong.kernel.permissions import Scope
from lienthong.kernel.registry import permissions
from lienthong.kernel.text import sort_key
from lienthong.kernel.views import GuardedView, get_or_404


class RightsView(GuardedView):
    """Posts, roles and single permissions of an officer on a day."""

    permission = MANAGE

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Read them as the platform itself would."""
        officers = Account.objects.filter(kind=AccountKind.OFFICER)
        account = get_or_404(self.actor, MANAGE, officers, pk=pk)
        asked = request.GET.get("ngay", "").strip()[:20]
        day = (parse_date_text(asked) if asked else None) or timezone.localdate()
        actor = actor_for(account, day=day) if account.is_active else Actor.anonymous()
        context = {
            "page_title": _("Được làm gì"),
            "account": account,
            "day": day,
            "day_text": asked,
            "posts": actor.posts,
            "roles": _roles(actor),
            "may": _may(actor),
        }
        return render(request, "administration/rights.html", context)


def _scope_words(scope: Scope) -> str:
    words = {
        Scope.OWN: _("việc của mình"),
        Scope.UNIT: _("đơn vị"),
        Scope.SUBTREE: _("đơn vị và cấp dưới"),
        Scope.ALL: _("tất cả"),
    }
    return words[scope]


def _roles(actor: Actor) -> list[dict[str, Any]]:
    names = names_of({held.unit_id for held in actor.holdings if held.unit_id})
    titles = dict(Role.objects.values_list("code", "title"))
    return [_role(held, names, titles) for held in actor.holdings]


def _role(held: Holding, names: dict[int, str], titles: dict[str, str]) -> dict[str, Any]:
    return {
        "title": titles.get(held.role, held.role),
        "unit": names.get(held.unit_id or 0, ""),
        "scope": _scope_words(held.scope),
        "for_name": held.from_name,
        "last_day": held.last_day,
        "count": len(held.permissions),
    }


def _may(actor: Actor) -> list[dict[str, Any]]:
    """Every permission once, with where it holds and through which role."""
    known, found = permissions(), dict[str, list[str]]()
    names = names_of({held.unit_id for held in actor.holdings if held.unit_id})
    for held in actor.holdings:
        place = names.get(held.unit_id or 0, "")
        where = f"{place}: {_scope_words(held.scope)}" if place else _scope_words(held.scope)
        for code in held.permissions:
            found.setdefault(code, []).append(where)
    rows = [
        {"title": str(known[code].title), "where": sorted(set(places))}
        for code, places in found.items()
        if code in known
    ]
    return sorted(rows, key=lambda row: sort_key(str(row["title"])))
