# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Groups of recipients that an agency remembers: listed, made, changed, dropped."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from lienthong.core.access.api import may
from lienthong.core.documents.api import DRAFT, drafts, grouping
from lienthong.core.units.api import Unit
from lienthong.kernel.actor import Actor
from lienthong.kernel.errors import InvalidInput, NotAllowed, OutOfScope
from lienthong.kernel.forms import form_key
from lienthong.kernel.views import GuardedView
from lienthong.portals.officer.documents.forms.groups import GroupForm


def offered(agency_id: int) -> dict[str, Any]:
    """Whom a document may be sent to by choosing: units, earlier places, groups."""
    units = [name for _unit, name in drafts.addressees(agency_id)]
    earlier = [name for name in drafts.written_to(agency_id) if name not in set(units)]
    kept = [
        {"name": drafts.group_name(one), "lines": "\n".join(drafts.names_in(one))}
        for one in drafts.groups_of(agency_id)
    ]
    return {"units": units, "earlier": earlier, "groups": kept}


class GroupsView(GuardedView):
    """The groups of the agency; ``?nhom=`` opens one to be changed."""

    permission = DRAFT

    def get(self, request: HttpRequest) -> HttpResponse:
        """The list with an empty form, or one group in it."""
        group = self._asked(request.GET.get("nhom", ""))
        first = {"title": group.title, "names": "\n".join(drafts.names_in(group))} if group else {}
        return self._show(GroupForm(initial=first), group)

    def post(self, request: HttpRequest) -> HttpResponse:
        """Make a group, change one, drop one."""
        group = self._asked(request.POST.get("nhom", ""))
        if group is not None and request.POST.get("viec") == "bo":
            grouping.drop_group(group, actor=self.actor)
            messages.success(request, _("Đã bỏ nhóm nơi nhận."))
            return redirect("officer:recipient-groups")
        form = GroupForm(request.POST)
        if form.is_valid():
            try:
                self._keep(group, **form.cleaned_data)
            except InvalidInput as refused:
                form.refuse(refused)
            else:
                messages.success(request, _("Đã lưu nhóm nơi nhận."))
                return redirect("officer:recipient-groups")
        return self._show(form, group)

    def _keep(self, group: Any, *, title: str, names: str) -> None:
        said: dict[str, Any] = {"title": title, "names": names.splitlines(), "actor": self.actor}
        if group is not None:
            grouping.change_group(group, **said)
        else:
            grouping.make_group(Unit.objects.get(pk=self.actor.unit_id or 0), **said)

    def _asked(self, text: str) -> Any:
        """The group with that number, None without one. Raises ``OutOfScope``."""
        if not text:
            return None
        known = {str(one.pk): one for one in drafts.groups_of(_agency(self.actor))}
        if text not in known:
            raise OutOfScope
        if not may(self.actor, DRAFT, known[text]):
            raise NotAllowed
        return known[text]

    def _show(self, form: GroupForm, group: Any) -> HttpResponse:
        rows = [
            {"group": one, "names": drafts.names_in(one), "changes": may(self.actor, DRAFT, one)}
            for one in drafts.groups_of(_agency(self.actor))
        ]
        context = {
            "page_title": _("Nhóm nơi nhận"),
            "rows": rows,
            "form": form,
            "group": group,
            "form_key": form_key(),
            "offered": offered(_agency(self.actor)),
        }
        status = 422 if form.errors else 200
        return render(self.request, "officer/recipient_groups.html", context, status=status)


def _agency(actor: Actor) -> int:
    if actor.agency_id is None:
        raise NotAllowed
    return actor.agency_id
