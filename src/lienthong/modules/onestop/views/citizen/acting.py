# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""A citizen's children, the people they act for and the people who act for them.

The lists lie in core.accounts; the screens are here because they lead to procedures and dossiers.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from lienthong.core.accounts.api import (
    ACT_FOR,
    ChildFacts,
    Person,
    add_child,
    child_of,
    declare_mandate,
    end_mandate,
    mandate_of,
    remove_child,
)
from lienthong.core.documents.api import file_response, readable_version
from lienthong.kernel.errors import DomainError, InvalidInput, OutOfScope
from lienthong.modules.onestop.actions.receiving_files import take_mandate_file
from lienthong.modules.onestop.panels.citizen_acting import (
    child_fields,
    children_page,
    half_dates,
    mandate_fields,
    mandate_page,
    mandates_page,
    problems_of,
    read_child,
    read_mandate,
)
from lienthong.modules.onestop.queries.acting import granted_births
from lienthong.modules.onestop.views.citizen.base import PersonalView
from lienthong.modules.onestop.views.citizen.uploads import receipt_of

PAPER_PLACE = "mandate"


class ActingView(PersonalView):
    """A screen about the citizen's own lists."""

    abstract = True
    permission = ACT_FOR

    def person(self) -> Person:
        """The citizen."""
        return Person.objects.get(pk=self.actor.person_id or 0)


class ChildrenView(ActingView):
    """ "Con của tôi": the list, what can be taken from granted registrations, the form to add."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show it."""
        return self.show({}, {})

    def post(self, request: HttpRequest) -> HttpResponseBase:
        """Add a child as typed or from a dossier, or take one off."""
        typed = request.POST.dict()
        if "remove" in typed:
            child = remove_child(child_of(self.actor, _id(typed["remove"])), actor=self.keyed_actor)
            messages.success(request, _("Đã bỏ %(name)s khỏi danh sách.") % {"name": child})
            return redirect("onestop:citizen-children")
        try:
            child = self._from_dossier(typed["from"]) if "from" in typed else self._typed(typed)
        except InvalidInput as refused:
            return self.show(typed, refused.fields, status=422)
        messages.success(request, _("Đã thêm %(name)s.") % {"name": child})
        return redirect("onestop:citizen-children")

    def _typed(self, typed: Mapping[str, str]) -> Any:
        return add_child(self.person(), facts=read_child(typed), actor=self.keyed_actor)

    def _from_dossier(self, code: str) -> Any:
        found = [dossier for dossier in granted_births(self.actor) if dossier.code == code]
        if not found:
            raise OutOfScope
        told, dossier = found[0].data_subject, found[0]
        facts = ChildFacts(
            full_name=str(told["name"]),
            date_of_birth=date.fromisoformat(str(told["date_of_birth"])),
            gender=str(told.get("sex") or ""),
        )
        day = timezone.localdate(dossier.accepted_at or dossier.case.received_at)
        words = _("Hồ sơ %(code)s, ngày %(day)s") % {"code": code, "day": f"{day:%d/%m/%Y}"}
        return add_child(
            self.person(), facts=facts, source_id=dossier.pk, source=words, actor=self.keyed_actor
        )

    def show(
        self, typed: Mapping[str, str], wrong: Mapping[str, str], *, status: int = 200
    ) -> HttpResponse:
        """Draw the page."""
        fields = child_fields(typed, wrong)
        context = {
            "page_title": _("Con của tôi"),
            "fields": fields,
            "errors": problems_of(fields),
            "open_form": bool(wrong),
        }
        return self.page("children", context | children_page(self.actor), status=status)


class MandatesView(ActingView):
    """ "Người tôi được làm thay" and who acts for the citizen."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show both lists."""
        context = {"page_title": _("Làm thay"), **mandates_page(self.actor)}
        return self.page("mandates", context)


class AddMandateView(ActingView):
    """Say for whom one acts; the paper is asked for on the next page."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show the questions."""
        return self.show({}, [], {})

    def post(self, request: HttpRequest) -> HttpResponseBase:
        """Keep what was declared."""
        typed, chosen = request.POST.dict(), request.POST.getlist("scope")
        wrong = half_dates(typed, ("date_of_birth", "valid_from", "valid_to"))
        if wrong:
            return self.show(typed, chosen, wrong, status=422)
        facts = read_mandate(typed, chosen)
        try:
            made = declare_mandate(self.person(), facts=facts, actor=self.keyed_actor)
        except InvalidInput as refused:
            return self.show(typed, chosen, refused.fields, status=422)
        return redirect("onestop:citizen-mandate", made.pk)

    def show(
        self,
        typed: Mapping[str, str],
        chosen: list[str],
        wrong: Mapping[str, str],
        *,
        status: int = 200,
    ) -> HttpResponse:
        """Draw the page with what was typed."""
        fields = mandate_fields(typed, chosen, wrong)
        context = {
            "page_title": _("Thêm người bạn làm thay"),
            "fields": fields,
            "errors": problems_of(fields),
        }
        return self.page("mandate_add", context, status=status)


class MandateView(ActingView):
    """One mandate: facts, paper, the way to end it."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show it to either side."""
        mandate = mandate_of(self.actor, pk)
        fault = self.take_fault().get(PAPER_PLACE, "")
        context = {
            "page_title": _("Làm thay %(name)s") % {"name": mandate.principal_name},
            **mandate_page(mandate, self.actor, fault),
        }
        return self.page("mandate", context)

    def post(self, request: HttpRequest, pk: int) -> HttpResponseBase:
        """End it at once."""
        ended = end_mandate(mandate_of(self.actor, pk), actor=self.keyed_actor)
        done = _("Việc làm thay này đã dừng từ bây giờ.")
        messages.success(request, done)
        return redirect("onestop:citizen-mandate", ended.pk)


class MandateFileView(ActingView):
    """Where the edge sends back to after the paper of a mandate was sent."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponseBase:
        """Take the receipt, then show the mandate."""
        mandate = mandate_of(self.actor, pk)
        receipt, fault = receipt_of(request)
        if receipt is not None:
            try:
                take_mandate_file(mandate, receipt=receipt, actor=self.actor)
            except OutOfScope:
                raise
            except DomainError as refused:
                fault = str(refused)
        if fault:
            self.remember_fault(PAPER_PLACE, fault)
        return redirect("onestop:citizen-mandate", mandate.pk)


class MandatePaperView(ActingView):
    """The paper of a mandate, for both sides."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponseBase:
        """Send the bytes."""
        mandate = mandate_of(self.actor, pk)
        version = readable_version(self.actor, mandate.document_id or 0)
        return file_response(version, inline=True)


def _id(text: str) -> int:
    if not (text.isascii() and text.isdecimal()) or len(text) > 18:
        raise OutOfScope
    return int(text)
