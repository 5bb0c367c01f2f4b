# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""With what an officer signs: list, add, try, prefer, put out of use."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lienthong.core.documents.api import (
    MeansKind,
    SigningError,
    SigningMeans,
    WrongCodeError,
    add_means,
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
from lienthong.kernel.views import GuardedView, get_or_404
from lienthong.portals.officer.documents.forms.means import MeansForm
from lienthong.portals.officer.documents.panels.pictures import data_address

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
    """Add a key of one's own."""

    permission = OFFICER_DESK

    def get(self, request: HttpRequest) -> HttpResponse:
        """The form."""
        return self.show(MeansForm())

    def post(self, request: HttpRequest) -> HttpResponse:
        """Add it; what does not fit stands at its field."""
        form = MeansForm(request.POST, request.FILES)
        if not form.is_valid():
            return self.show(form)
        given = form.cleaned_data
        try:
            made = add_means(
                MeansKind(given["kind"]),
                reference=given["reference"],
                label=given["label"],
                certificate=given["certificate"].read(),
                actor=self.actor,
            )
        except InvalidInput as refused:
            form.add_error("certificate", str(refused))
            return self.show(form)
        words = _("Đã thêm. Hãy ký thử một lần.")
        if made.is_default:
            words = _("Đã thêm và dùng mặc định. Hãy ký thử một lần.")
        messages.success(request, words)
        return redirect("officer:means")

    def show(self, form: MeansForm) -> HttpResponse:
        """The form, with what is wrong."""
        context = {"page_title": _("Thêm phương tiện ký số"), "form": form, "form_key": form_key()}
        status = 422 if form.errors else 200
        return render(self.request, "officer/means_new.html", context, status=status)


class PictureView(GuardedView):
    """How one's handwritten signature looks on papers."""

    permission = OFFICER_DESK
    http_method_names = ["post"]  # Django's own attribute

    def post(self, request: HttpRequest) -> HttpResponse:
        """Take a PNG; what cannot be a signature is told at its field."""
        sent = request.FILES.get("hinh")
        try:
            set_own_picture(sent.read() if sent else b"", actor=self.actor)
        except InvalidInput as refused:
            problem = _("Chọn một ảnh PNG.") if sent is None else str(refused)
            return show_list(request, self.actor, problem=problem, target="hinh")
        messages.success(request, _("Đã lưu hình chữ ký. Văn bản ký từ giờ dùng hình này."))
        return redirect("officer:means")


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
            return redirect("officer:plugin-signing")
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
