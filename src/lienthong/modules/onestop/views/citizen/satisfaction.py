# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The short form behind the QR code on a paper: no sign-in, one answer, nothing about who.

Legal basis: 01/2018/TT-VPCP, Điều 12; 61/2018/NĐ-CP, Điều 27 and 29.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from lienthong.core.ui.api import FieldView
from lienthong.kernel.actor import Actor
from lienthong.kernel.errors import IllegalState, InvalidInput
from lienthong.kernel.views import GuardedView
from lienthong.modules.onestop.actions.satisfaction import Opinion, answer_form
from lienthong.modules.onestop.domain.codes import normalise_code
from lienthong.modules.onestop.enums import RatingChannel, RatingLevel
from lienthong.modules.onestop.models import SatisfactionForm
from lienthong.modules.onestop.permissions import ANSWER
from lienthong.modules.onestop.queries.satisfaction import form_by_code, is_over
from lienthong.modules.onestop.views.citizen.lookup import too_many_lookups


class SatisfactionView(GuardedView):
    """Four questions and a remark."""

    permission = ANSWER

    def get(self, request: HttpRequest, code: str) -> HttpResponse:
        """Show the questions, or that they were answered."""
        if too_many_lookups(request):
            return self.page({"state": "slow", "form": None}, status=429)
        form = form_by_code(normalise_code(code))
        if hasattr(form, "answer"):
            return self.page({"state": "answered", "form": form})
        if is_over(form):
            return self.page({"state": "over", "form": form})
        return self.show(form, {}, {})

    def post(self, request: HttpRequest, code: str) -> HttpResponse:
        """Keep the answer; the actor is nobody, whoever is signed in on this device."""
        if too_many_lookups(request):
            return self.page({"state": "slow", "form": None}, status=429)
        form, typed = form_by_code(normalise_code(code)), request.POST.dict()
        try:
            answer_form(form, opinion=self._opinion(typed), actor=Actor.anonymous())
        except InvalidInput as refused:
            return self.show(form, typed, refused.fields, status=422)
        except IllegalState:
            state = "answered" if hasattr(form_by_code(form.code), "answer") else "over"
            return self.page({"state": state, "form": form}, status=409)
        return self.page({"state": "thanks", "form": form})

    def _opinion(self, typed: Mapping[str, str]) -> Opinion:
        return Opinion(
            attitude=_number(typed.get("attitude")),
            punctuality=_number(typed.get("punctuality")),
            clarity=_number(typed.get("clarity")),
            trips=_number(typed.get("trips")),
            comment=typed.get("comment", ""),
            channel=RatingChannel.TABLET if self.on_tablet else RatingChannel.ONLINE,
        )

    @property
    def on_tablet(self) -> bool:
        """Whether the page stands on the tablet of a desk."""
        return self.request.GET.get("noi") == "quay"

    def show(
        self,
        form: SatisfactionForm,
        typed: Mapping[str, str],
        wrong: Mapping[str, str],
        *,
        status: int = 200,
    ) -> HttpResponse:
        """Draw the questions with what was chosen."""
        fields = questions(typed, wrong)
        errors = [{"target": f.target_id, "message": f.error} for f in fields if f.error]
        context = {"state": "ask", "form": form, "fields": fields, "errors": errors}
        return self.page(context, status=status)

    def page(self, context: dict[str, Any], *, status: int = 200) -> HttpResponse:
        """Draw the page; nothing of it is kept anywhere."""
        shown = {
            "page_title": _("Bạn thấy chúng tôi phục vụ thế nào?"),
            "tablet": self.on_tablet,
            "fields": [],
            "errors": [],
            **context,
        }
        response = render(self.request, "onestop/citizen/satisfaction.html", shown, status=status)
        response["Cache-Control"] = "private, no-store"
        response["X-Robots-Tag"] = "noindex"
        return response


def questions(typed: Mapping[str, str], wrong: Mapping[str, str]) -> list[FieldView]:
    """The questions as fields."""
    levels = tuple((str(value), str(label)) for value, label in RatingLevel.choices)
    trips = (
        ("0", _("Không lần nào")),
        ("1", _("Một lần")),
        ("2", _("Hai lần")),
        ("3", _("Ba lần trở lên")),
    )
    asked = (
        ("attitude", _("Thái độ của người phục vụ"), levels),
        ("punctuality", _("Thời gian giải quyết, chờ đợi"), levels),
        ("clarity", _("Lời hướng dẫn dễ hiểu, đủ một lần"), levels),
        ("trips", _("Bạn phải đi lại mấy lần cho việc này?"), trips),
    )
    fields = [
        FieldView(
            name=name,
            label=str(label),
            kind="radio",
            value=typed.get(name, ""),
            choices=choices,
            error=str(wrong.get(name, "")),
        )
        for name, label, choices in asked
    ]
    comment = FieldView(
        name="comment",
        label=_("Góp ý"),
        kind="textarea",
        value=typed.get("comment", ""),
        hint=_("Đừng ghi tên hay số giấy tờ của bạn."),
        error=str(wrong.get("comment", "")),
        optional=True,
        rows=3,
    )
    return [*fields, comment]


def _number(text: str | None) -> int:
    return int(text) if text in {"0", "1", "2", "3"} else -1
