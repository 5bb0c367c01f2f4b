# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""How agencies' seals look on electronic papers: set, planned, replaced, put out of use.

Legal basis: 30/2020/NĐ-CP, Điều 32 and Phụ lục I.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from lienthong.core.access.api import may, reach, reachable_unit_ids
from lienthong.core.documents.api import (
    KEEP_SEAL,
    VIEW_BOOKS,
    SignatureImage,
    brought,
    drop_seal_picture,
    own_picture,
    seal_pictures,
    seal_pictures_of,
    set_seal_picture,
)
from lienthong.core.units.api import Unit, UnitVersion, version_of
from lienthong.kernel.actor import Actor
from lienthong.kernel.db import VietnameseOrder
from lienthong.kernel.errors import InvalidInput, OutOfScope
from lienthong.kernel.forms import form_key
from lienthong.kernel.permits import FAULT_PARAMETER, RECEIPT_PARAMETER
from lienthong.kernel.text import fold
from lienthong.kernel.views import GuardedView, get_or_404
from lienthong.portals.officer.documents.forms.seals import USUAL_WIDTH, SealForm
from lienthong.portals.officer.documents.panels.pictures import (
    data_address,
    not_a_picture,
    pictures_at,
    png_address,
)
from lienthong.portals.receiving import Receiving

SHOWN = 48
"""Agencies on one screen; the others are found by name."""


@dataclass(frozen=True, slots=True)
class Sent:
    """A picture that waits at the edge: its receipt, and an address that holds it in red."""

    receipt: str
    address: str


class SealsView(GuardedView):
    """The agencies whose seal the officer keeps, with the picture of today."""

    permission = KEEP_SEAL

    def get(self, request: HttpRequest) -> HttpResponse:
        """All within reach; ``?tim=`` by name."""
        asked = request.GET.get("tim", "").strip()[:80]
        agencies = _agencies(self.actor, asked)
        if len(agencies) == 1 and not asked:
            return redirect("officer:seal", pk=agencies[0].unit_id)
        pictures = seal_pictures(one.unit_id for one in agencies[:SHOWN])
        context = {
            "page_title": _("Con dấu của cơ quan"),
            "rows": [
                {"agency": one, "picture": pictures.get(one.unit_id)} for one in agencies[:SHOWN]
            ],
            "may_view": may(self.actor, VIEW_BOOKS),
            "total": len(agencies),
            "more": len(agencies) > SHOWN,
            "asked": asked,
        }
        return render(request, "officer/seals.html", context)


class SealView(GuardedView):
    """One agency's seal: today's picture, what was and will be, a new one.

    The picture comes first, and is seen as papers will carry it; then its width and day.
    """

    permission = KEEP_SEAL

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The pictures and the question for a new one, or the sent one and what is to be known."""
        unit = _agency_of(self.actor, pk)
        fault = request.GET.get(FAULT_PARAMETER, "")
        if fault:
            return self.show(unit, told=not_a_picture(fault))
        text = request.GET.get(RECEIPT_PARAMETER, "")
        return self._with(unit, text, None) if text else self.show(unit)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Take the sent picture; what cannot be stands at its field."""
        unit = _agency_of(self.actor, pk)
        return self._with(unit, request.POST.get(RECEIPT_PARAMETER, ""), SealForm(request.POST))

    def _with(self, unit: Unit, text: str, form: SealForm | None) -> HttpResponse:
        try:
            body, _name, path = _pictures_of(unit).kept_file(self.actor, text)
            sent = Sent(text, png_address(brought.drawn_picture(body, "agency")))
        except InvalidInput as refused:
            return self.show(unit, told=str(refused))
        if form is None:
            return self.show(unit, sent, SealForm(width=_width_of(unit)))
        if not (form.is_valid() and self._set(unit, form, body)):
            return self.show(unit, sent, form)
        path.unlink(missing_ok=True)
        return redirect("officer:seal", pk=unit.pk)

    def _set(self, unit: Unit, form: SealForm, picture: bytes) -> bool:
        """Whether it is set; a refusal stands at its field."""
        try:
            made = set_seal_picture(unit, picture=picture, **form.cleaned_data, actor=self.actor)
        except InvalidInput as refused:
            form.refuse(refused)
            return False
        words = _("Đã lưu. Văn bản đóng dấu từ ngày %(day)s dùng hình này.")
        messages.success(self.request, words % {"day": f"{made.valid_from:%d/%m/%Y}"})
        return True

    def show(
        self, unit: Unit, sent: Sent | None = None, form: SealForm | None = None, *, told: str = ""
    ) -> HttpResponse:
        """The page; the seal of today, or the sent one, lies on a signature as it does on paper."""
        rows = [_picture(one) for one in seal_pictures_of(unit.pk)]
        own = own_picture(self.actor.account_id)
        context = {
            "page_title": _("Con dấu"),
            "agency_name": version_of(unit.pk).name,
            "unit": unit,
            "rows": rows,
            "today": next((row for row in rows if row["state"] == "ok"), None),
            "own": data_address(own) if own else "",
            "sent": sent,
            "told": told,
            "upload_url": _pictures_of(unit).upload_url(
                self.actor, reverse("officer:seal", args=[unit.pk])
            ),
            "form": form,
            "fields": list(form) if form else [],
            "form_key": form_key(),
            "may_view": may(self.actor, VIEW_BOOKS),
            "several": len(_agencies(self.actor, "")) > 1,
        }
        status = 422 if told or (form is not None and form.errors) else 200
        return render(self.request, "officer/seal.html", context, status=status)


def _pictures_of(unit: Unit) -> Receiving:
    return pictures_at(f"officer.seal-{unit.pk}")


def _width_of(unit: Unit) -> int:
    pictures = seal_pictures_of(unit.pk)
    return pictures[0].width_mm if pictures else USUAL_WIDTH


class SealPictureView(GuardedView):
    """One picture of a seal, for who keeps it."""

    permission = KEEP_SEAL

    def get(self, request: HttpRequest, pk: int, picture: int) -> HttpResponse:
        """The PNG."""
        found = _picture_of(_agency_of(self.actor, pk), picture)
        answer = HttpResponse(bytes(found.picture), content_type="image/png")
        answer["Cache-Control"] = "private, max-age=300"
        return answer


class DropSealView(GuardedView):
    """Put a picture of a seal out of use at once."""

    permission = KEEP_SEAL
    http_method_names = ["post"]  # Django's own attribute

    def post(self, request: HttpRequest, pk: int, picture: int) -> HttpResponse:
        """Papers sealed from now on say in words who sealed, until there is a new picture."""
        unit = _agency_of(self.actor, pk)
        drop_seal_picture(unit, picture=_picture_of(unit, picture), actor=self.actor)
        messages.success(request, _("Đã ngừng dùng hình này. Những gì đã đóng dấu vẫn giữ nguyên."))
        return redirect("officer:seal", pk=pk)


def _agencies(actor: Actor, asked: str) -> list[UnitVersion]:
    """Agencies of today within reach, by name; with the words asked for in it."""
    within = reachable_unit_ids(reach(actor, KEEP_SEAL))
    rows = UnitVersion.objects.on(timezone.localdate()).filter(unit_id=F("agency_id"))
    if within is not None:
        rows = rows.filter(unit_id__in=within)
    found = list(rows.order_by(VietnameseOrder("name"), "pk"))
    return [one for one in found if fold(asked) in fold(one.name)]


def _agency_of(actor: Actor, pk: int) -> Unit:
    unit: Unit = get_or_404(actor, KEEP_SEAL, Unit.objects.all(), pk=pk)
    if version_of(unit.pk).agency_id != unit.pk:
        raise OutOfScope
    return unit


def _picture_of(unit: Unit, pk: int) -> SignatureImage:
    found: SignatureImage | None = SignatureImage.objects.filter(unit=unit, pk=pk).first()
    if found is None:
        raise OutOfScope
    return found


def _picture(one: SignatureImage) -> dict[str, Any]:
    today = timezone.localdate()
    state, words = "ok", _("Đang dùng")
    if one.valid_from > today:
        state, words = "soon", _("Chưa đến ngày")
    elif one.valid_to is not None and one.valid_to <= today:
        state, words = "paused", _("Đã ngừng")
    return {
        "picture": one,
        "state": state,
        "words": words,
        "may_drop": state != "paused",
    }
