# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""A citizen's own dossiers: list, tracking, withdrawal, result, rating."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from lienthong.core.documents.api import IssuedDocument, file_response, readable_version
from lienthong.core.forms.api import drafts_of
from lienthong.core.ui.api import FieldView
from lienthong.kernel.errors import IllegalState, InvalidInput, OutOfScope
from lienthong.modules.onestop.actions.rate import rate_dossier
from lienthong.modules.onestop.actions.withdraw import withdraw_dossier
from lienthong.modules.onestop.enums import DossierState, RatingLevel
from lienthong.modules.onestop.models import Dossier
from lienthong.modules.onestop.panels.citizen_drafts import draft_rows
from lienthong.modules.onestop.panels.citizen_tracking import dossier_rows, tracking_page
from lienthong.modules.onestop.permissions import VIEW_OWN
from lienthong.modules.onestop.queries.dossiers import own_dossier, own_dossiers
from lienthong.modules.onestop.rules import may_ask_withdrawal, may_withdraw_at_once
from lienthong.modules.onestop.views.citizen.base import PersonalView

MOST_ROWS = 100
CITIZEN_PAPERS = ("01", "02", "03", "04", "05", "NV")
DECIDED = {DossierState.GRANTED, DossierState.REFUSED, DossierState.RETURNED}


class OwnListView(PersonalView):
    """The citizen's own dossiers, newest first, and drafts that wait."""

    permission = VIEW_OWN

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show the list."""
        context = {
            "page_title": _("Hồ sơ của tôi"),
            "rows": dossier_rows(own_dossiers(self.actor)[:MOST_ROWS]),
            "drafts": draft_rows(drafts_of(self.actor)),
        }
        return self.page("dossiers", context)


class TrackingView(PersonalView):
    """Where is my dossier."""

    permission = VIEW_OWN

    def get(self, request: HttpRequest, code: str) -> HttpResponse:
        """Show the page; an address with the submission code stays good after acceptance."""
        dossier = own_dossier(self.actor, code)
        context = {
            "page_title": dossier.case.title,
            "crumbs": [(_("Hồ sơ của tôi"), reverse("onestop:citizen-dossiers"))],
            "dossier": tracking_page(dossier),
        }
        return self.page("dossier", context)


class WithdrawView(PersonalView):
    """Withdraw a dossier, after seeing what that means."""

    def get(self, request: HttpRequest, code: str) -> HttpResponse:
        """Show what happens; refuse when it is too late."""
        dossier = own_dossier(self.actor, code)
        if not may_withdraw_at_once(dossier.state) and not may_ask_withdrawal(dossier.state):
            raise IllegalState(_("Hồ sơ này không rút được nữa."))
        return self.show(dossier)

    def post(self, request: HttpRequest, code: str) -> HttpResponseBase:
        """Withdraw, or ask for it."""
        dossier = own_dossier(self.actor, code)
        reason = request.POST.get("reason", "")
        try:
            done = withdraw_dossier(dossier, reason=reason, actor=self.keyed_actor)
        except InvalidInput as refused:
            return self.show(dossier, reason, refused.fields, status=422)
        if done.case.state == DossierState.WITHDRAWN:
            messages.success(request, _("Đã rút hồ sơ."))
        else:
            messages.success(request, _("Đã gửi yêu cầu rút hồ sơ tới quầy một cửa."))
        return redirect("onestop:citizen-dossier", dossier.code)

    def show(
        self,
        dossier: Dossier,
        typed: str = "",
        wrong: Mapping[str, str] = MappingProxyType({}),
        *,
        status: int = 200,
    ) -> HttpResponse:
        """Draw the question with what was typed."""
        why = FieldView(
            name="reason",
            label=_("Lý do"),
            value=typed,
            kind="textarea",
            rows=3,
            maxlength=500,
            optional=True,
            error=wrong.get("reason", ""),
        )
        context = {
            "page_title": _("Rút hồ sơ"),
            "code": dossier.code,
            "title": dossier.case.title,
            "at_once": may_withdraw_at_once(dossier.state),
            "originals": dossier.components.filter(originals__gt=0).exists(),
            "paid": dossier.payments.exists(),
            "why": why,
            "errors": [{"target": why.html_id, "message": why.error}] if why.error else [],
        }
        return self.page("withdraw", context, status=status)


class RateView(PersonalView):
    """Say how it was: three answers and a remark."""

    def get(self, request: HttpRequest, code: str) -> HttpResponse:
        """Show the question."""
        return self.show(own_dossier(self.actor, code), {})

    def post(self, request: HttpRequest, code: str) -> HttpResponseBase:
        """Keep the answer; it may be changed."""
        dossier = own_dossier(self.actor, code)
        level = request.POST.get("level", "")
        comment = request.POST.get("comment", "")
        try:
            rate_dossier(
                dossier,
                level=int(level) if level in {"0", "1", "2"} else -1,
                comment=comment,
                actor=self.keyed_actor,
            )
        except InvalidInput as refused:
            return self.show(dossier, refused.fields, comment=comment, status=422)
        messages.success(request, _("Cảm ơn bạn. Chúng tôi đã ghi lại đánh giá."))
        return redirect("onestop:citizen-dossier", dossier.code)

    def show(
        self, dossier: Dossier, wrong: dict[str, str], *, comment: str = "", status: int = 200
    ) -> HttpResponse:
        """Draw the question with what was typed."""
        rating = getattr(dossier, "rating", None)
        context = {
            "page_title": _("Đánh giá"),
            "code": dossier.code,
            "title": dossier.case.title,
            "levels": RatingLevel.choices,
            "chosen": rating.level if rating else None,
            "comment": comment or (rating.comment if rating else ""),
            "errors": [
                {"target": _RATE_TARGETS.get(name, ""), "message": message}
                for name, message in wrong.items()
            ],
            "wrong": wrong,
        }
        return self.page("rate", context, status=status)


_RATE_TARGETS = {"level": "id_level_2", "comment": "id_comment"}


class ResultView(PersonalView):
    """The signed result as a file."""

    permission = VIEW_OWN

    def get(self, request: HttpRequest, code: str) -> HttpResponseBase:
        """Send the newest PDF of the issued result."""
        dossier = own_dossier(self.actor, code)
        result = getattr(dossier, "result", None)
        if result is None or result.issued_at is None or dossier.state not in DECIDED:
            raise OutOfScope
        document = IssuedDocument.objects.select_related("file").get(pk=result.document_id)
        newest = document.current_version
        if newest is None:
            raise OutOfScope
        return file_response(readable_version(self.actor, newest.pk))


class PaperView(PersonalView):
    """A printed paper of the dossier: acceptance slip, supplement notice, refusal."""

    permission = VIEW_OWN

    def get(self, request: HttpRequest, code: str, paper: int) -> HttpResponseBase:
        """Send the PDF; say so while it is being drawn."""
        dossier = own_dossier(self.actor, code)
        found = dossier.papers.filter(pk=paper, kind__in=CITIZEN_PAPERS).first()
        if found is None:
            raise OutOfScope
        if found.file_version_id is None:
            messages.info(request, _("Giấy này đang được in. Hãy mở lại sau vài giây."))
            return redirect("onestop:citizen-dossier", dossier.code)
        return file_response(readable_version(self.actor, found.file_version_id), inline=True)


class FileView(PersonalView):
    """A file given with the dossier."""

    permission = VIEW_OWN

    def get(self, request: HttpRequest, code: str, version: int) -> HttpResponseBase:
        """Send the bytes."""
        dossier = own_dossier(self.actor, code)
        kept = {pk for row in dossier.components.all() for pk in row.files}
        if version not in kept:
            kept |= {
                pk
                for notice in dossier.supplements.prefetch_related("defects")
                for defect in notice.defects.all()
                for pk in defect.answer_files
            }
            kept |= {pk for row in dossier.obligations.all() for pk in row.proof_files}
        if version not in kept:
            raise OutOfScope
        return file_response(readable_version(self.actor, version), inline=True)
