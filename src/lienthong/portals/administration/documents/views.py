# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Trust lists: roots and certificates between, lists of revocation, dated, with who added them."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from lienthong.core.documents.api import (
    CONFIGURE,
    AnchorUse,
    TrustAnchor,
    brought,
    count_ending_proofs,
    end_trust_anchor,
    import_revocation_list,
    import_trust_anchor,
    keeping,
    stray_files,
    trust,
    unproven_counts,
)
from lienthong.kernel.errors import InvalidInput
from lienthong.kernel.forms import form_key
from lienthong.kernel.permits import FAULT_PARAMETER, RECEIPT_PARAMETER
from lienthong.kernel.text import one_line
from lienthong.kernel.uploads import fault_words
from lienthong.kernel.views import GuardedView, get_or_404
from lienthong.portals.administration.documents.forms import A_LIST, LARGEST, TrustForm
from lienthong.portals.receiving import Receiving

TRUST_FILES = Receiving("administration.trust", "trust", LARGEST)
"""Certificates and lists of revocation that wait to be taken in."""
ANCHOR_PLACE, LIST_PLACE = "chung-thu-", "thu-hoi-"
"""Marks of rows, before their number."""
SHOWN = 200
"""Lines of the list of unused bytes on one screen."""


class TrustView(GuardedView):
    """Whom signatures are believed from, on which days, and what says who was revoked."""

    permission = CONFIGURE

    def get(self, request: HttpRequest) -> HttpResponse:
        """Both lists."""
        now = timezone.now()
        lists = [
            {"list": one, "stale": one.next_at is not None and one.next_at <= now}
            for one in trust.revocation_lists()
        ]
        context = {
            "page_title": _("Danh sách tin cậy"),
            "rows": [_row(one) for one in trust.trust_anchors()],
            "lists": lists,
            "stale": any(row["stale"] for row in lists),
            "unproven": unproven_counts(),
            "doubted": trust.doubted_versions().count(),
            "ending": count_ending_proofs(before=now + keeping().first_warning),
            "form_key": form_key(),
        }
        return render(request, "administration/trust/list.html", context)


class ImportTrustView(GuardedView):
    """Import a certificate or a list of revocation: the file first, then what it is for."""

    permission = CONFIGURE

    def get(self, request: HttpRequest) -> HttpResponse:
        """Ask for the file, or for what is to be known of the sent one."""
        if FAULT_PARAMETER in request.GET:
            return self.show(told=_fault(request.GET[FAULT_PARAMETER]))
        text = request.GET.get(RECEIPT_PARAMETER, "")
        if not text:
            return self.show()
        try:
            body, name, _path = TRUST_FILES.kept_file(self.actor, text)
            says = brought.trust_says(body)
        except InvalidInput as refused:
            return self.show(told=str(refused))
        form = TrustForm(initial={"use": A_LIST} if says.is_list else None)
        return self.show(form, text, one_line(name)[:255], says)

    def post(self, request: HttpRequest) -> HttpResponse:
        """Import it; a file that is something else is told, and another one is asked for."""
        text, form = request.POST.get(RECEIPT_PARAMETER, ""), TrustForm(request.POST)
        try:
            body, name, path = TRUST_FILES.kept_file(self.actor, text)
            says = brought.trust_says(body)
            if not form.is_valid():
                return self.show(form, text, one_line(name)[:255], says)
            place = self._import(form, body)
        except InvalidInput as refused:
            if not refused.fields:
                return self.show(told=str(refused))
            for field, words in refused.fields.items():
                form.add_error(field, words)
            return self.show(form, text, one_line(name)[:255], says)
        path.unlink(missing_ok=True)
        messages.success(request, _("Đã thêm vào danh sách tin cậy."))
        return _to(place)

    def _import(self, form: TrustForm, body: bytes) -> str:
        given = form.cleaned_data
        if form.is_list:
            kept = import_revocation_list(body, actor=self.actor)
            return f"{LIST_PLACE}{kept.pk}"
        anchor = import_trust_anchor(
            body,
            use=AnchorUse(given["use"]),
            source=given["source"],
            valid_from=given["valid_from"],
            list_addresses=given["addresses"],
            answer_addresses=given["services"],
            actor=self.actor,
        )
        return f"{ANCHOR_PLACE}{anchor.pk}"

    def show(
        self,
        form: TrustForm | None = None,
        receipt: str = "",
        name: str = "",
        says: brought.TrustSays | None = None,
        *,
        told: str = "",
    ) -> HttpResponse:
        """The question for the file, or the form beside the sent one, with what is wrong."""
        context = {
            "page_title": _("Thêm vào danh sách tin cậy"),
            "form": form,
            "receipt": receipt,
            "name": name,
            "says": says,
            "errors": [{"target": "tep", "message": told}] if told else [],
            "upload_url": TRUST_FILES.upload_url(
                self.actor, reverse("administration:trust-import")
            ),
            "form_key": form_key(),
        }
        status = 422 if told or (form is not None and form.errors) else 200
        return render(self.request, "administration/trust/import.html", context, status=status)


def _to(place: str) -> HttpResponse:
    """Back to the lists, with the focus on the row that was changed."""
    return redirect(f"{reverse('administration:trust')}#{place}")


def _fault(code: str) -> str:
    too_large = _("Tệp lớn hơn 5 MB nên không phải chứng thư hay danh sách thu hồi.")
    wrong_type = _("Đây không phải chứng thư hay danh sách thu hồi.")
    return fault_words(code, too_large=too_large, wrong_type=wrong_type)


class EndTrustView(GuardedView):
    """Believe a certificate no longer."""

    permission = CONFIGURE
    http_method_names = ["post"]  # Django's own attribute

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """From now on, or for what is old if it has run out."""
        anchor = get_or_404(self.actor, CONFIGURE, TrustAnchor.objects.all(), pk=pk)
        had_run_out = anchor.has_run_out(timezone.localdate())
        ended = end_trust_anchor(anchor, actor=self.actor)
        if had_run_out:
            messages.success(request, _("Chứng thư này không còn được xét cho chữ ký cũ."))
            return _to(f"{ANCHOR_PLACE}{pk}")
        words = _("Từ ngày %(day)s chứng thư này không được tin cậy nữa.")
        messages.success(request, words % {"day": f"{ended.valid_to:%d/%m/%Y}"})
        return _to(f"{ANCHOR_PLACE}{pk}")


class StraysView(GuardedView):
    """Stored bytes that nothing refers to, and when they go: the sweep is no surprise."""

    permission = CONFIGURE

    def get(self, request: HttpRequest) -> HttpResponse:
        """What lies longest first; the sum of all."""
        found, zone = stray_files(), timezone.get_current_timezone()
        context = {
            "page_title": _("Tệp không còn ai dùng"),
            "rows": [{"stray": one, "goes_at": one.goes_at(zone)} for one in found[:SHOWN]],
            "total": len(found),
            "more": len(found) > SHOWN,
            "size": sum(one.size for one in found),
        }
        return render(request, "administration/trust/strays.html", context)


def _row(anchor: TrustAnchor) -> dict[str, Any]:
    today, ends = timezone.localdate(), anchor.valid_to
    ran_out = anchor.has_run_out(today)
    state = ("ok", _("Đang tin cậy"))
    if anchor.valid_from > today:
        state = ("soon", _("Chưa đến ngày"))
    elif ran_out:
        state = ("paused", _("Hết hạn"))
    elif ends is not None and ends <= today:
        state = ("paused", _("Đã ngừng tin cậy"))
    elif ends is not None and ends <= today + keeping().first_warning:
        state = ("soon", _("Sắp hết hạn"))
    return {
        "anchor": anchor,
        "chip": state[0],
        "words": state[1],
        "ran_out": ran_out,
        "may_end": anchor.may_end(today),
    }
