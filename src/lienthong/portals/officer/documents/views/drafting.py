# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Documents outside any dossier: drafted, laid before a signer, signed, received by other units.

Legal basis: 30/2020/NĐ-CP, Điều 10–13, Điều 18, Điều 22.
"""

from __future__ import annotations

import time
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from lienthong.core.access.api import may
from lienthong.core.documents.api import (
    DRAFT,
    IssuedDocument,
    drafting,
    drafts,
    initials,
    may_redraft,
)
from lienthong.core.units.api import Unit
from lienthong.kernel import permits, uploads
from lienthong.kernel.errors import IllegalState, InvalidInput, NotAllowed, OutOfScope
from lienthong.kernel.forms import form_key
from lienthong.kernel.permissions import OFFICER_DESK
from lienthong.kernel.permits import FAULT_PARAMETER, RECEIPT_PARAMETER, PermitError
from lienthong.kernel.views import GuardedView, may_hold
from lienthong.portals.officer.documents.forms.drafting import DraftForm, KindForm, as_typed
from lienthong.portals.officer.documents.panels.drafting import (
    draft_page,
    draft_rows,
    received_facts,
    received_rows,
    waiting_rows,
)
from lienthong.portals.officer.documents.views.groups import offered

SHOWN = 100
SLOT = "body"
PARTS = ("soan", "ky", "nhan")


class DraftsView(GuardedView):
    """What one drafts, what waits for one's signature, what came in."""

    permission = OFFICER_DESK

    def get(self, request: HttpRequest) -> HttpResponse:
        """The part that ``?phan=`` names; without it what waits, else what one drafts."""
        waiting = list(drafts.waiting_for(self.actor)[:SHOWN])
        part = request.GET.get("phan", "") or ("ky" if waiting else "soan")
        if part not in PARTS:
            raise OutOfScope
        written = drafts.own_drafts(self.actor.account_id or 0)
        received = list(drafts.received_by(self.actor)[:SHOWN])
        rows = {
            "soan": lambda: draft_rows(written),
            "ky": lambda: waiting_rows(waiting),
            "nhan": lambda: received_rows(received),
        }
        fresh = sum(one.received_at is None for one in received)
        context = {
            "page_title": _("Văn bản"),
            "part": part,
            "rows": rows[part](),
            "tabs": [
                _tab("soan", _("Tôi soạn"), len(written), part),
                _tab("ky", _("Chờ tôi ký"), len(waiting), part),
                _tab("nhan", _("Nhận được"), fresh, part),
            ],
            "may_draft": may_hold(self.actor, DRAFT),
        }
        return render(request, "officer/drafts.html", context)


def _tab(part: str, title: str, count: int, chosen: str) -> dict[str, Any]:
    current = part == chosen
    return {
        "title": title,
        "url": f"?phan={part}",
        "count": count or "",
        "current": current,
        "icon": "",
    }


class _WriteView(GuardedView):
    """The form in which a document is written."""

    abstract = True
    permission = DRAFT

    def brought(self) -> dict[str, str]:
        """The body of a Word file that the edge kept just now, or why it cannot be taken."""
        fault = self.request.GET.get(FAULT_PARAMETER, "")
        if fault:
            words = {"wrong_type": str(drafts.ONLY_WORD), "too_large": _("Tệp lớn hơn 5 MB.")}
            return {"problem": uploads.fault_words(fault, **words)}
        text = self.request.GET.get(RECEIPT_PARAMETER, "")
        if not text:
            return {}
        try:
            return {"body": drafts.body_of_upload(self.actor, uploads.receipt_of(text))}
        except PermitError:
            return {"problem": uploads.fault_words(uploads.LATE)}
        except InvalidInput as refused:
            return {"problem": str(refused)}

    def show(self, form: DraftForm, agency_id: int, here: str, **more: Any) -> HttpResponse:
        """The form with what was typed; ``here`` is its address."""
        permit = permits.new_upload_permit(
            account=str(self.actor.account_id),
            draft=drafts.WORD_PLACE,
            slot=SLOT,
            largest=drafts.WORD_LIMITS.max_bytes,
            types=tuple(drafts.WORD_LIMITS.media_types),
            return_path=here,
            now=time.time(),
        )
        context = {
            "upload_url": uploads.upload_address(permit),
            "accept": ",".join(drafts.WORD_LIMITS.media_types),
            "word": {},
            "form": form,
            "layout": form.offer.layout.number,
            "unconfirmed": form.offer.kind.to_be_confirmed,
            "takes_word": "body" in form.fields,
            "offered": offered(agency_id),
            "form_key": form_key(),
            **more,
        }
        status = 422 if form.errors else 200
        return render(self.request, "officer/draft_edit.html", context, status=status)


class NewDraftView(_WriteView):
    """Begin a document: first its kind, then what the layout of the kind asks."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Ask for the kind; ``?loai=`` names it, then the empty form."""
        if "loai" not in request.GET:
            return self._choose(KindForm())
        offer = drafts.offer_of(request.GET["loai"])
        if offer is None:
            return self._choose(KindForm(request.GET))
        word = self.brought()
        form = DraftForm(self._agency(), offer, initial={"body": word.get("body", "")})
        return self._write(form, word=word)

    def post(self, request: HttpRequest) -> HttpResponse:
        """Draft it; its page follows, where the paper is drawn."""
        offer = drafts.offer_of(request.POST.get("kind", ""))
        if offer is None:
            return self._choose(KindForm({"loai": request.POST.get("kind", "")}))
        form = DraftForm(self._agency(), offer, request.POST)
        if form.is_valid():
            try:
                made = drafting.draft_free(self._unit(), paper=form.paper(), actor=self.actor)
            except InvalidInput as refused:
                form.refuse(refused)
            else:
                messages.success(request, _("Đã lưu dự thảo. Bản in đang được lập."))
                return redirect("officer:draft", pk=made.pk)
        return self._write(form)

    def _choose(self, form: KindForm) -> HttpResponse:
        context = {"page_title": _("Soạn văn bản"), "form": form}
        status = 422 if form.errors else 200
        return render(self.request, "officer/draft_kind.html", context, status=status)

    def _write(self, form: DraftForm, **more: Any) -> HttpResponse:
        title = _("Soạn văn bản: %(kind)s") % {"kind": form.offer.title}
        here = f"{self.request.path}?{urlencode({'loai': form.offer.code})}"
        return self.show(form, self._agency(), here, page_title=title, is_new=True, **more)

    def _unit(self) -> Unit:
        if self.actor.unit_id is None:
            raise NotAllowed
        return Unit.objects.get(pk=self.actor.unit_id)

    def _agency(self) -> int:
        if self.actor.agency_id is None:
            raise NotAllowed
        return self.actor.agency_id


class EditDraftView(_WriteView):
    """Change a draft that waits for nobody."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """What is kept."""
        document, word = self._document(pk), self.brought()
        first = as_typed(document)
        first["body"] = word.get("body", first["body"])
        return self._shown(self._form(document, initial=first), document, word=word)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Keep the change; the paper is drawn again."""
        document = self._document(pk)
        form = self._form(document, request.POST)
        if form.is_valid():
            try:
                drafting.redraft_free(document, paper=form.paper(), actor=self.actor)
            except InvalidInput as refused:
                form.refuse(refused)
            else:
                messages.success(request, _("Đã lưu dự thảo. Bản in đang được lập."))
                return redirect("officer:draft", pk=pk)
        return self._shown(form, document)

    def _form(self, document: IssuedDocument, *args: Any, **kwargs: Any) -> DraftForm:
        offer = drafts.offer_of(drafts.kept_paper(document)["kind"])
        if offer is None:
            raise IllegalState(_("Loại văn bản này không còn soạn được."))
        return DraftForm(document.agency_id, offer, *args, **kwargs)

    def _shown(self, form: DraftForm, document: IssuedDocument, **more: Any) -> HttpResponse:
        title = _("Sửa dự thảo: %(kind)s") % {"kind": document.content["title"]}
        more |= {"page_title": title, "document": document}
        return self.show(form, document.agency_id, self.request.path, **more)

    def _document(self, pk: int) -> IssuedDocument:
        document = drafts.free_document(self.actor, pk)
        if not may(self.actor, DRAFT, document):
            raise NotAllowed
        if not may_redraft(document) or drafts.open_request(document) is not None:
            raise IllegalState(_("Văn bản đang chờ ký hoặc đã ký nên không sửa được."))
        return document


class DraftView(GuardedView):
    """A document on its way to its number."""

    permission = OFFICER_DESK

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The paper as it is drawn, and what the actor can do now."""
        document = initials.laid_document(self.actor, pk)
        context = {
            "page_title": document.number_text or document.abstract,
            "document": document,
            "form_key": form_key(),
            **draft_page(self.actor, document),
        }
        return render(request, "officer/draft.html", context)


class ReceivedView(GuardedView):
    """A document that another unit sent."""

    permission = OFFICER_DESK

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """What came in; what happened to it since."""
        lines = list(drafts.received_by(self.actor).filter(document_id=pk))
        if not lines:
            raise OutOfScope
        document = lines[0].document
        context = {
            "page_title": document.number_text,
            "document": document,
            "lines": lines,
            "facts": received_facts(document, lines),
            "version": document.current_version,
            "is_new": any(one.received_at is None for one in lines),
            "must_drop": any(one.told_at and one.dropped_at is None for one in lines),
            "form_key": form_key(),
        }
        return render(request, "officer/received.html", context)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Note that one has it, or dropped what was recalled."""
        lines = list(drafts.received_by(self.actor).filter(document_id=pk))
        if not lines:
            raise OutOfScope
        drafting.receive_document(lines[0].document, actor=self.actor)
        messages.success(request, _("Đã ghi."))
        return redirect("officer:received", pk=pk)
