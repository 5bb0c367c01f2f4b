# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Services: the list, one service in plain language, the start of a draft."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from lienthong.core.forms.api import drafts_of, waiting_drafts
from lienthong.kernel.actor import Actor, ActorKind
from lienthong.kernel.errors import IllegalState
from lienthong.kernel.forms import form_key
from lienthong.kernel.pages import keepable
from lienthong.kernel.views import GuardedView
from lienthong.modules.onestop.actions.begin import begin_draft
from lienthong.modules.onestop.models import ProcedureVersion
from lienthong.modules.onestop.panels.citizen_drafts import draft_rows
from lienthong.modules.onestop.panels.citizen_information import information_page
from lienthong.modules.onestop.panels.citizen_service import service_page
from lienthong.modules.onestop.panels.citizen_start import choices_of_people, earlier_dossiers
from lienthong.modules.onestop.permissions import CATALOGUE
from lienthong.modules.onestop.queries.acting import beneficiaries
from lienthong.modules.onestop.queries.earlier import may_reuse
from lienthong.modules.onestop.queries.procedures import (
    DraftVersions,
    OwnDraft,
    version_by_slug,
    version_to_file,
)
from lienthong.modules.onestop.queries.services import GUIDE, services
from lienthong.modules.onestop.views.citizen.draft_screens import DraftScreen


class ServiceListView(GuardedView):
    """All services that can be found and started here."""

    permission = CATALOGUE

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show the list."""
        found = services()
        context = {
            "page_title": _("Thủ tục"),
            "crumbs": [(_("Trang chủ"), "/"), (_("Thủ tục"), None)],
            "services": [service for service in found if service.online != GUIDE],
            "guides": [service for service in found if service.online == GUIDE],
        }
        return keepable(render(request, "onestop/citizen/services.html", context))


class ServiceView(GuardedView):
    """One service: what it is, what is needed, when the result would be there."""

    permission = CATALOGUE

    def get(self, request: HttpRequest, slug: str) -> HttpResponse:
        """Show the page; a citizen without a draft starts right here."""
        version = version_by_slug(slug)
        if not version.is_electronic:
            return self._page_to_read(version)
        actor = self.actor
        citizen = actor.kind is ActorKind.CITIZEN
        at_once = citizen and not _has_choices(actor, version)
        context: dict[str, Any] = {
            "page_title": version.short_name,
            "crumbs": _crumbs(version),
            "service": service_page(version),
            "start_url": reverse("onestop:citizen-start", args=[slug]),
            "is_citizen": citizen,
            "start_at_once": at_once,
        }
        if at_once:
            context["form_key"] = form_key()
        response = render(request, "onestop/citizen/service.html", context)
        return response if actor.is_signed_in else keepable(response)

    def _page_to_read(self, version: ProcedureVersion) -> HttpResponse:
        context = {
            "page_title": version.short_name,
            "crumbs": _crumbs(version),
            "service": information_page(version),
        }
        response = render(self.request, "onestop/citizen/information.html", context)
        return response if self.actor.is_signed_in else keepable(response)


def _crumbs(version: ProcedureVersion) -> list[tuple[str, str | None]]:
    services_url = reverse("onestop:citizen-services")
    return [(_("Trang chủ"), "/"), (_("Thủ tục"), services_url), (version.short_name, None)]


class StartView(DraftScreen):
    """Begin a draft, or go on with one that is waiting."""

    def get(self, request: HttpRequest, slug: str) -> HttpResponseBase:
        """Show the waiting drafts of this service and the button for a new one."""
        return self.show(version_to_file(slug))

    def show(
        self, version: ProcedureVersion, *, refused: str = "", status: int = 200
    ) -> HttpResponse:
        """Draw the page; ``refused`` says why a draft was not begun."""
        slug = version.procedure.slug
        context = {
            "page_title": version.short_name,
            "title": version.short_name,
            "errors": [{"target": "id_whom", "message": refused}] if refused else [],
            "people": choices_of_people(self.actor, version),
            "chosen": self.request.POST.get("whom", ""),
            "minutes": version.spec.service_page.get("minutes"),
            "drafts": draft_rows(waiting_drafts(self.actor, version.procedure.code)),
            "earlier": earlier_dossiers(self.actor),
            "service_url": reverse("onestop:citizen-service", args=[slug]),
        }
        return self.page("start", context, status=status)

    def post(self, request: HttpRequest, slug: str) -> HttpResponseBase:
        """Start a draft and show its first page."""
        version = version_to_file(slug)
        try:
            draft = begin_draft(
                version,
                whom=request.POST.get("whom", ""),
                reuse=request.POST.get("reuse") == "on",
                actor=self.keyed_actor,
            )
        except IllegalState as refused:
            return self.show(version, refused=str(refused), status=409)
        return self.go_on(OwnDraft(draft, "", DraftVersions(version, version)), draft.page)


def _has_choices(actor: Actor, version: ProcedureVersion) -> bool:
    """Whether something is to be chosen before a draft begins."""
    waiting = drafts_of(actor, topic=version.procedure.code)
    people = beneficiaries(actor, version)
    return waiting.exists() or bool(people) or may_reuse(actor)
