# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""With what an officer signs: list, add, try, prefer, put out of use."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lienthong.core.documents.api import (
    MeansKind,
    SigningError,
    SigningMeans,
    WrongCodeError,
    add_means,
    brought,
    disable_means,
    drop_own_picture,
    failure_words,
    give_consent,
    keeping,
    means_of_account,
    means_state,
    obtain_leave,
    own_picture,
    prefer_means,
    send_code,
    set_own_picture,
    try_means,
)
from lienthong.kernel.actor import Actor
from lienthong.kernel.errors import IllegalState, InvalidInput
from lienthong.kernel.forms import form_key
from lienthong.kernel.permissions import OFFICER_DESK
from lienthong.kernel.permits import FAULT_PARAMETER, RECEIPT_PARAMETER
from lienthong.kernel.uploads import fault_words
from lienthong.kernel.views import GuardedView, get_or_404
from lienthong.portals.officer.documents.forms.means import MeansForm
from lienthong.portals.officer.documents.panels.pictures import (
    data_address,
    not_a_picture,
    pictures_at,
)
from lienthong.portals.officer.documents.views.plugin import TRIAL
from lienthong.portals.receiving import Receiving

CERTIFICATES = Receiving("officer.certificate", "certificate", 64 * 1024)
"""Certificates that wait to be added to one's means."""
PICTURES = pictures_at("officer.picture")
"""Pictures of one's own signature."""

ACTS: dict[str, tuple[Callable[..., SigningMeans], object]] = {
    "mac-dinh": (prefer_means, gettext_lazy("Từ giờ bạn ký bằng phương tiện này.")),
    "ky-thu": (try_means, gettext_lazy("Đang ký thử. Kết quả hiện ở đây sau ít giây.")),
    "ngung": (disable_means, gettext_lazy("Đã ngừng dùng. Những gì đã ký vẫn có giá trị.")),
}
STATES = {
    "ok": ("ok", gettext_lazy("Còn hạn")),
    "soon": ("soon", gettext_lazy("Sắp hết hạn")),
    "expired": ("late", gettext_lazy("Đã hết hạn")),
    "unknown": ("paused", gettext_lazy("Chưa biết hạn")),
    "ended": ("paused", gettext_lazy("Đã ngừng dùng")),
}


class MeansView(GuardedView):
    """Everything the officer signs or signed with."""

    permission = OFFICER_DESK

    def get(self, request: HttpRequest) -> HttpResponse:
        """The list."""
        return show_list(request, self.actor)


class NewMeansView(GuardedView):
    """Add a key of one's own: its certificate first, then what kind of key it is."""

    permission = OFFICER_DESK

    def get(self, request: HttpRequest) -> HttpResponse:
        """Ask for the certificate, or show what the sent one says and ask for the rest."""
        if FAULT_PARAMETER in request.GET:
            return self.show(told=_not_a_certificate(request.GET[FAULT_PARAMETER]))
        text = request.GET.get(RECEIPT_PARAMETER, "")
        return self._with(text, MeansForm()) if text else self.show()

    def post(self, request: HttpRequest) -> HttpResponse:
        """Add it; a certificate that does not fit is told, and another one is asked for."""
        return self._with(request.POST.get(RECEIPT_PARAMETER, ""), MeansForm(request.POST))

    def _with(self, text: str, form: MeansForm) -> HttpResponse:
        try:
            body, _name, path = CERTIFICATES.kept_file(self.actor, text)
            says = brought.certificate_says(body)
            if not form.is_valid():
                return self.show(form, text, says)
            made = self._add(form.cleaned_data, body)
        except InvalidInput as refused:
            return self.show(told=str(refused))
        path.unlink(missing_ok=True)
        words = _("Đã thêm. Hãy ký thử một lần.")
        if made.is_default:
            words = _("Đã thêm và dùng mặc định. Hãy ký thử một lần.")
        messages.success(self.request, words)
        return redirect("officer:means")

    def _add(self, given: dict[str, Any], certificate: bytes) -> SigningMeans:
        return add_means(
            MeansKind(given["kind"]),
            reference=given["reference"],
            label=given["label"],
            certificate=certificate,
            actor=self.actor,
        )

    def show(
        self,
        form: MeansForm | None = None,
        receipt: str = "",
        says: Any = None,
        *,
        told: str = "",
    ) -> HttpResponse:
        """The question for the file, or the form beside what the sent one says."""
        context = {
            "page_title": _("Thêm phương tiện ký số"),
            "form": form,
            "receipt": receipt,
            "says": says,
            "told": told,
            "upload_url": CERTIFICATES.upload_url(self.actor, reverse("officer:means-new")),
            "form_key": form_key(),
        }
        status = 422 if told or (form is not None and form.errors) else 200
        return render(self.request, "officer/means_new.html", context, status=status)


def _not_a_certificate(fault: str) -> str:
    too_large = _("Tệp này quá lớn để là một chứng thư.")
    wrong_type = _("Tệp này không phải chứng thư. Hãy chọn tệp PEM hoặc DER.")
    empty = _("Chọn tệp chứng thư.")
    return fault_words(fault, too_large=too_large, wrong_type=wrong_type, empty=empty)


class PictureView(GuardedView):
    """How one's handwritten signature looks on papers: where the edge sends the browser back."""

    permission = OFFICER_DESK
    http_method_names = ["get"]  # Django's own attribute

    def get(self, request: HttpRequest) -> HttpResponse:
        """Take the sent PNG; what cannot be a signature is told at its field."""
        fault, text = request.GET.get(FAULT_PARAMETER, ""), request.GET.get(RECEIPT_PARAMETER, "")
        if fault:
            return self._refused(not_a_picture(fault))
        if not text:
            return redirect("officer:means")
        try:
            body, _name, path = PICTURES.kept_file(self.actor, text)
            set_own_picture(body, actor=self.actor)
        except InvalidInput as refused:
            return self._refused(str(refused))
        path.unlink(missing_ok=True)
        messages.success(request, _("Đã lưu hình chữ ký. Văn bản ký từ giờ dùng hình này."))
        return redirect("officer:means")

    def _refused(self, why: str) -> HttpResponse:
        return show_list(self.request, self.actor, problem=why, target="hinh")


class DropPictureView(GuardedView):
    """Sign with words again."""

    permission = OFFICER_DESK
    http_method_names = ["post"]  # Django's own attribute

    def post(self, request: HttpRequest) -> HttpResponse:
        """From now on papers say name and time; what was signed keeps its picture."""
        found = own_picture(self.actor.account_id)
        if found is None:
            raise IllegalState
        drop_own_picture(found, actor=self.actor)
        messages.success(request, _("Đã bỏ hình. Văn bản ký từ giờ ghi tên và giờ ký."))
        return redirect("officer:means")


class MeansActView(GuardedView):
    """One act on one of one's own means."""

    permission = OFFICER_DESK
    http_method_names = ["post"]  # Django's own attribute

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Prefer it, try it or put it out of use."""
        own = SigningMeans.objects.filter(account_id=self.actor.account_id or 0)
        means = get_or_404(self.actor, OFFICER_DESK, own, pk=pk)
        if request.POST.get("viec") == "ky-thu" and means.kind == MeansKind.REMOTE:
            problem = self._confirm(request, means)
            if problem is not None:
                return show_list(request, self.actor, asks=means.pk, problem=problem)
        act, words = ACTS.get(request.POST.get("viec", ""), (None, ""))
        if act is None:
            raise IllegalState
        act(means, actor=self.actor)
        if act is try_means and means.kind == MeansKind.PLUGIN:
            return redirect(f"{reverse('officer:plugin-signing')}?{TRIAL}={int(time.time())}")
        messages.success(request, str(words))
        return redirect("officer:means")

    def _confirm(self, request: HttpRequest, means: SigningMeans) -> str | None:
        """Ask for leave of one signature: nothing to say yet, what is wrong, or None when given."""
        code = request.POST.get("ma", "").strip()
        try:
            if not code:
                send_code(means)
                return ""
            credential, leave = obtain_leave(means, 1, code)
        except WrongCodeError:
            return _("Mã xác nhận chưa đúng hoặc đã hết hạn. Hãy xin mã mới.")
        except SigningError:
            return _("Dịch vụ ký số chưa trả lời. Hãy thử lại sau ít phút.")
        unkeyed = self.actor.acting(idempotency_key="")  # the form's key is the trial's
        give_consent(means, credential=credential, leave=leave, count=1, actor=unkeyed)
        return None


def show_list(
    request: HttpRequest,
    actor: Actor,
    *,
    asks: int = 0,
    problem: str = "",
    target: str = "id_ma",
) -> HttpResponse:
    """The list, with how long each certificate holds; one may ask for its code."""
    rows = [_row(one) for one in means_of_account(actor.account_id or 0)]
    own = own_picture(actor.account_id)
    context = {
        "page_title": _("Phương tiện ký số"),
        "rows": rows,
        "warnings": [row for row in rows if row["state"] in {"soon", "expired"}],
        "form_key": form_key(),
        "asks": asks,
        "picture": data_address(own) if own else "",
        "upload_url": PICTURES.upload_url(actor, reverse("officer:means-picture")),
        "errors": [{"target": target, "message": problem}] if problem else [],
    }
    return render(request, "officer/means.html", context, status=422 if problem else 200)


def _row(means: SigningMeans) -> dict[str, Any]:
    state = means_state(means, at=timezone.now(), warn=keeping().first_warning)
    kind, words = STATES[state]
    return {
        "means": means,
        "state": state,
        "chip": kind,
        "chip_words": words,
        "in_use": state != "ended",
        "own": means.kind != MeansKind.TOKEN,
        "why": failure_words(means.tried_failure),
    }
