# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What is done with a draft: laid before a signer, withdrawn, signed, given back, given up."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from lienthong.core.access.api import may
from lienthong.core.documents.api import (
    IssuedDocument,
    RequestPurpose,
    SigningError,
    SigningMeans,
    WrongCodeError,
    await_service,
    drafting,
    drafts,
    give_consent,
    initials,
    laid,
    laying,
    obtain_leave,
    remote_means,
    send_code,
    signs_on_own_machine,
)
from lienthong.kernel.errors import InvalidInput, NotAllowed
from lienthong.kernel.forms import form_key
from lienthong.kernel.permissions import OFFICER_DESK
from lienthong.kernel.views import GuardedView
from lienthong.portals.officer.documents.forms.drafting import AskForm
from lienthong.portals.officer.documents.panels.drafting import draft_page
from lienthong.portals.officer.documents.views.acts import Act, ChosenActView, ask_service


def _ask(view: GuardedView, document: IssuedDocument, given: Any) -> str:
    form = AskForm(document, given)
    if not form.is_valid():
        raise InvalidInput(fields={name: str(errors[0]) for name, errors in form.errors.items()})
    asked = laying.ask_signature(document, **form.asked(), actor=view.actor)
    return _("Đã trình %(who)s để %(what)s.") % {
        "who": asked.signer,
        "what": asked.get_purpose_display(),
    }


def _withdraw(view: GuardedView, document: IssuedDocument, given: Any) -> str:
    laying.withdraw_request(document, actor=view.actor)
    return _("Đã rút lại, bạn sửa được dự thảo.")


def _return(view: GuardedView, document: IssuedDocument, given: Any) -> str:
    laying.return_document(document, reason=str(given.get("ly-do", "")), actor=view.actor)
    return _("Đã trả lại người soạn.")


def _drop(view: GuardedView, document: IssuedDocument, given: Any) -> str:
    drafting.drop_draft(document, reason=str(given.get("ly-do", "")), actor=view.actor)
    return _("Đã bỏ dự thảo.")


def _draw(view: GuardedView, document: IssuedDocument, given: Any) -> str:
    drafting.draw_again(document, actor=view.actor)
    return _("Đang lập lại bản in. Trang tự đổi khi xong.")


def _stop_waiting(view: GuardedView, document: IssuedDocument, given: Any) -> str:
    if await_service.stop_waiting(document, actor=view.actor):
        return _("Đã thôi chờ. Văn bản chưa ký, bạn ký lại được.")
    return _("Văn bản không còn chờ: vừa ký xong, hoặc đã dừng trước đó.")


class DraftActView(ChosenActView):
    """One of the small acts of a draft."""

    permission = OFFICER_DESK
    acts: ClassVar[Mapping[str, Act]] = {
        "trinh": _ask, "rut": _withdraw, "tra": _return, "bo": _drop, "ve-lai": _draw,
        "hoi-lai": ask_service, "thoi-cho": _stop_waiting,
    }  # fmt: skip

    def find(self, pk: int) -> IssuedDocument:
        """The document, when the actor has to do with it; a result only to answer."""
        is_answer = self.request.POST.get("viec") in {"tra", "hoi-lai", "thoi-cho"}
        find = initials.laid_document if is_answer else drafts.free_document
        return find(self.actor, pk)

    def back(self, pk: int) -> str:
        """The page of the document; the list once one has nothing to do with it any more."""
        return reverse("officer:draft", args=[pk])


SIGNS = {
    RequestPurpose.CONTENT: laying.initial_free,
    RequestPurpose.FORM: laying.initial_free,
    RequestPurpose.SECRETARY: laying.sign_as_secretary,
    RequestPurpose.SIGN: laying.sign_free,
}


class SignDraftView(GuardedView):
    """Sign or initial what is laid before one; a remote key asks for a code first."""

    permission = OFFICER_DESK
    http_method_names = ["post"]  # Django's own attribute

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Order the signature; the page says when it is made."""
        document = initials.laid_document(self.actor, pk)
        purpose = self._purpose(document)
        if purpose in laid.NEEDS and not may(self.actor, laid.NEEDS[purpose], document):
            raise NotAllowed
        means = remote_means(self.actor.account_id)
        if means is not None:
            asked = self._confirm(document, means)
            if asked is not None:
                return asked
        try:
            SIGNS[purpose](document, actor=self.actor)
        except NotAllowed as refused:
            return self._again(document, problem=str(refused))
        messages.success(request, _("Đang ký văn bản."))
        if signs_on_own_machine(self.actor.account_id):
            return redirect("officer:plugin-signing")
        return redirect("officer:draft", pk=pk)

    def _purpose(self, document: IssuedDocument) -> RequestPurpose:
        """What is asked now; to sign when nothing is."""
        asked = drafts.open_request(document)
        return RequestPurpose.SIGN if asked is None else RequestPurpose(asked.purpose)

    def _confirm(self, document: IssuedDocument, means: SigningMeans) -> HttpResponse | None:
        """Get leave of the remote service; the page again without it."""
        code = self.request.POST.get("ma", "").strip()
        try:
            if "xin-ma" in self.request.POST:
                send_code(means)
                return self._again(document, sent=True)
            if not code:
                return self._again(document, problem=_("Nhập mã xác nhận để ký."))
            credential, leave = obtain_leave(means, 1, code)
        except WrongCodeError:
            wrong = _("Mã xác nhận chưa đúng hoặc đã hết hạn. Hãy xin mã mới.")
            return self._again(document, sent=True, problem=wrong)
        except SigningError:
            away = _("Dịch vụ ký số chưa trả lời. Hãy thử lại sau ít phút.")
            return self._again(document, problem=away)
        actor = self.actor.acting(idempotency_key="")  # the key of the form is for the signature
        give_consent(means, credential=credential, leave=leave, count=1, actor=actor)
        return None

    def _again(
        self, document: IssuedDocument, *, sent: bool = False, problem: str = ""
    ) -> HttpResponse:
        context = {
            "page_title": document.abstract,
            "document": document,
            "form_key": form_key(),
            "sent": sent,
            "errors": [{"target": "id_ma", "message": problem}] if problem else [],
            **draft_page(self.actor, document),
        }
        status = 422 if problem else 200
        return render(self.request, "officer/draft.html", context, status=status)
