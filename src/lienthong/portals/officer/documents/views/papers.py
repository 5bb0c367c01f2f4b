# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""One document of the agency: facts, recipients, copies, corrections; and what is done with it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lienthong.core.access.api import may
from lienthong.core.documents.api import (
    DRAFT,
    ISSUE,
    KEEP_BOOKS,
    NUMBER,
    PUBLISHED,
    REVOKE,
    VIEW_BOOKS,
    Copied,
    DocumentState,
    IssuedDocument,
    correct_document,
    failures,
    find_by_verification_code,
    is_of_a_person,
    make_copy,
    number_document,
    recall_document,
    redraw_copy,
    replace_document,
    require_recallable,
    takes_annexes,
    titles_of,
)
from lienthong.core.numbering.api import Number
from lienthong.core.units.api import version_of
from lienthong.kernel.actor import Actor
from lienthong.kernel.errors import IllegalState, InvalidInput, OutOfScope
from lienthong.kernel.forms import form_key
from lienthong.kernel.views import GuardedView, get_or_404
from lienthong.portals.officer.documents.forms.books import (
    ActForm,
    CopyForm,
    CorrectionForm,
    KeeperForm,
    RecallForm,
    RecipientsForm,
    ReplaceForm,
)
from lienthong.portals.officer.documents.forms.numbers import NumberForm
from lienthong.portals.officer.documents.panels.annexes import annex_rows
from lienthong.portals.officer.documents.panels.papers import (
    copy_rows,
    correction_rows,
    document_acts,
    document_facts,
    recipient_rows,
)
from lienthong.portals.officer.documents.panels.waiting import unsealed_because, waiting_part
from lienthong.portals.officer.documents.views.acts import ActView
from lienthong.portals.officer.documents.views.groups import offered
from lienthong.portals.officer.documents.views.recipients import document_of
from lienthong.portals.officer.search.panels import case_url

LAW = gettext_lazy("Căn cứ: Nghị định 30/2020/NĐ-CP, Điều 18.")
COPY_LAW = gettext_lazy("Căn cứ: Nghị định 30/2020/NĐ-CP, Điều 25 đến Điều 27.")


class DocumentView(GuardedView):
    """A document of the agency."""

    permission = VIEW_BOOKS

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Everything about it."""
        document = document_of(self, pk)
        waiting = waiting_part(self.actor, document)
        if request.headers.get("HX-Request") == "true" and not waiting["is_busy"]:
            return HttpResponse(headers={"HX-Refresh": "true"})
        return render(request, "officer/document.html", self._shown(document, waiting))

    def _shown(self, document: IssuedDocument, waiting: dict[str, Any]) -> dict[str, Any]:
        keeps = may(self.actor, KEEP_BOOKS, document)
        ended = document.state in {
            DocumentState.VOID,
            DocumentState.RECALLED,
            DocumentState.REVOKED,
        }
        recipients = recipient_rows(self.actor, document)
        return {
            "page_title": document.number_text or document.abstract,
            "document": document,
            "agency_name": version_of(document.agency_id).name,
            "facts": document_facts(self.actor, document, titles_of(document.agency_id)),
            **waiting,
            "acts": document_acts(self.actor, document, is_busy=waiting["is_busy"]),
            "recipients": recipients,
            "unsent": sum(("gui" in dict(row["acts"])) for row in recipients),
            "copies": copy_rows(document),
            "annexes": annex_rows(document),
            "may_annex": takes_annexes(document) and may(self.actor, DRAFT, document),
            "corrections": correction_rows(self.actor, document),
            "version": document.current_version,
            "failure": unsealed_because(document),
            "unissued": failures.unissued_because(document),
            "revoked_on": _revoked_on(self.actor, document),
            "form": RecipientsForm() if keeps and not ended else None,
            "offered": offered(document.agency_id) if keeps and not ended else {},
            "keeper": KeeperForm(initial={"kept_by": document.kept_by}) if keeps else None,
            "uses": list(document.original_uses.order_by("-taken_on", "-pk")),
            "keeps": keeps,
            "is_out": document.state in PUBLISHED,
            "may_copy": may(self.actor, ISSUE, document),
            "form_key": form_key(),
        }


def _revoked_on(actor: Actor, document: IssuedDocument) -> str:
    """Where a result in force that a person was given is revoked; empty for anything else."""
    in_force = document.state == DocumentState.ISSUED and is_of_a_person(document)
    if not in_force or document.owner_id is None or not may(actor, REVOKE, document):
        return ""
    return case_url(document.owner_kind, document.owner_id)


class PaperAct(ActView):
    """About one document."""

    abstract = True
    basis = LAW
    document: IssuedDocument

    def find(self, pk: int) -> None:
        """The document, if the actor may do this with it."""
        self.document = document_of(self, pk)
        get_or_404(self.actor, self.permission, IssuedDocument.objects.all(), pk=pk)

    def back(self) -> str:
        """The document."""
        return reverse("officer:document", args=[self.document.pk])

    def back_title(self) -> str:
        """Number, or what it is about."""
        return self.document.number_text or self.document.abstract


class NumberView(PaperAct):
    """Give a signed document the next number or a kept one."""

    permission = NUMBER
    title = gettext_lazy("Cấp số")
    text = gettext_lazy("Số tiếp theo của sổ, hoặc một số đang giữ. Số chèn mang ngày của nó.")
    verb = gettext_lazy("Cấp số")
    icon = "hash"

    def form(self, data: Any = None) -> ActForm:
        """The kept numbers of its book."""
        return NumberForm(self.document, data)

    def do(self, form: ActForm) -> str:
        """Number it."""
        chosen = form.cleaned_data["number"]
        kept = Number.objects.select_related("book").filter(pk=chosen or 0).first()
        done = number_document(self.document, reserved=kept, actor=self.actor)
        return _("Đã cấp số %(number)s.") % {"number": done.number_text}


class CopyView(PaperAct):
    """Certify a copy."""

    permission = ISSUE
    title = gettext_lazy("Sao văn bản")
    text = gettext_lazy("Bản sao lấy số trong sổ bản sao và có giá trị như bản chính.")
    verb = gettext_lazy("Lập bản sao")
    icon = "copy"
    basis = COPY_LAW

    def form(self, data: Any = None) -> ActForm:
        """Who may sign today stands in the list."""
        return CopyForm(self.document, data)

    def do(self, form: ActForm) -> str:
        """Order it."""
        given = form.cleaned_data
        signer = given.pop("signer")
        copy = Copied(**given, signer_id=int(signer) if signer else None)
        made = make_copy(self.document, copy=copy, actor=self.actor)
        return _("Đã lấy số %(number)s. Bản sao đang được lập.") % {"number": made.number_text}


class CorrectView(PaperAct):
    """Note a letter of correction."""

    permission = ISSUE
    title = gettext_lazy("Đính chính")
    text = gettext_lazy(
        "Sai về thể thức, kỹ thuật thì đính chính bằng công văn; văn bản vẫn có hiệu lực. Sai"
        " về nội"
        " dung thì thay thế bằng văn bản cùng loại."
    )
    verb = gettext_lazy("Ghi đính chính")
    icon = "pencil"

    def form(self, data: Any = None) -> ActForm:
        """Empty."""
        return CorrectionForm(data)

    def do(self, form: ActForm) -> str:
        """Write it down."""
        correct_document(self.document, **form.cleaned_data, actor=self.actor)
        return _("Đã ghi đính chính. Trang tra cứu văn bản hiện ngay.")


class RecallView(PaperAct):
    """Recall a document."""

    permission = REVOKE
    title = gettext_lazy("Thu hồi văn bản")
    text = gettext_lazy(
        "Văn bản đã thu hồi không còn giá trị. Mọi nơi đã gửi tới được ghi là phải hủy và báo lại."
    )
    verb = gettext_lazy("Thu hồi")
    icon = "arrow-back"

    def form(self, data: Any = None) -> ActForm:
        """Empty."""
        return RecallForm(data)

    def do(self, form: ActForm) -> str:
        """Recall it."""
        recall_document(self.document, **form.cleaned_data, actor=self.actor)
        return _("Đã thu hồi %(number)s.") % {"number": self.document.number_text}

    def find(self, pk: int) -> None:
        """Nothing a person was given: that is revoked on the dossier, where the person is told."""
        super().find(pk)
        require_recallable(self.document)


class ReplaceView(PaperAct):
    """Replace a document by another."""

    permission = REVOKE
    title = gettext_lazy("Thay thế văn bản")
    text = gettext_lazy("Trang tra cứu nói văn bản này đã được thay và dẫn tới văn bản mới.")
    verb = gettext_lazy("Thay thế")
    icon = "refresh"

    def form(self, data: Any = None) -> ActForm:
        """Empty."""
        return ReplaceForm(data)

    def do(self, form: ActForm) -> str:
        """Replace it."""
        given = form.cleaned_data
        other = find_by_verification_code(given["code"])
        if other is None or not self._may_stand_for_it(other):
            words = _("Không có văn bản nào còn hiệu lực mang mã kiểm tra này.")
            raise InvalidInput(fields={"code": words})
        replace_document(
            self.document,
            by=other,
            reason=given["reason"],
            basis=given["basis"],
            actor=self.actor,
        )
        return _("Đã ghi văn bản thay thế là %(number)s.") % {"number": other.number_text}

    def _may_stand_for_it(self, other: IssuedDocument) -> bool:
        """Whether the other is in force, and one that the actor sees in the books."""
        is_another = other.pk != self.document.pk and other.state == DocumentState.ISSUED
        return is_another and may(self.actor, VIEW_BOOKS, other)


class RedrawView(GuardedView):
    """Draw a copy again that failed."""

    permission = ISSUE
    http_method_names = ["post"]  # Django's own attribute

    def post(self, request: HttpRequest, pk: int, copy_id: int) -> HttpResponse:
        """Order it again."""
        document = document_of(self, pk)
        copy = document.copies.filter(pk=copy_id).first()
        if copy is None:
            raise OutOfScope
        if not copy.failure:
            raise IllegalState
        redraw_copy(document, copy=copy, actor=self.actor)
        messages.success(request, _("Bản sao đang được lập lại."))
        return redirect("officer:document", pk=pk)
