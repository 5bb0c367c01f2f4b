# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Links, tags and following of a case, for the screens of every module's cases."""

from __future__ import annotations

from abc import abstractmethod
from typing import Any, ClassVar

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from lienthong.core.cases.api import (
    COMMENT,
    VIEW_UNIT,
    Case,
    link_case,
    mentionable,
    tag_case,
    unlink_case,
    watch_case,
)
from lienthong.kernel.errors import InvalidInput
from lienthong.kernel.permissions import Permission
from lienthong.kernel.text import fold
from lienthong.kernel.views import GuardedView, get_or_404
from lienthong.portals.officer.search.panels import case_url

SHOWN_NAMES = 8


class _BondView(GuardedView):
    """One act on a case, then its screen again; what was wrong is said there."""

    abstract: ClassVar[bool] = True
    permission: ClassVar[Permission] = COMMENT
    http_method_names = ["post"]  # Django's own attribute

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Do it."""
        rows = Case.objects.select_related("kind")
        case = get_or_404(self.actor, self.permission, rows, pk=pk)
        try:
            messages.success(request, self.act(case, request.POST))
        except InvalidInput as refused:
            for text in refused.fields.values() or [str(refused)]:
                messages.error(request, text)
        return redirect(case_url(case.kind.code, case.pk) + "#lien-ket")

    @abstractmethod
    def act(self, case: Case, data: Any) -> str:
        """Do it and say what was done."""


class LinkView(_BondView):
    """Link to another case, or take a link away."""

    def act(self, case: Case, data: Any) -> str:
        """By the code that was typed, or by the number of the link."""
        link = str(data.get("bo", ""))
        if link.isdecimal():
            unlink_case(case, link_id=int(link[:18]), actor=self.actor)
            return _("Đã bỏ liên kết.")
        link_case(case, code=data.get("code", ""), kind=data.get("kind", ""), actor=self.actor)
        return _("Đã liên kết hai hồ sơ.")


class TagView(_BondView):
    """Give the case its tags."""

    def act(self, case: Case, data: Any) -> str:
        """The names as typed, with commas between them."""
        tag_case(case, names=str(data.get("tags", "")).split(","), actor=self.actor)
        return _("Đã lưu nhãn.")


class WatchView(_BondView):
    """Follow the case, or no longer."""

    permission = VIEW_UNIT

    def act(self, case: Case, data: Any) -> str:
        """As the button says."""
        watching = data.get("viec") == "theo-doi"
        watch_case(case, is_watching=watching, actor=self.actor)
        return (
            _("Bạn sẽ được báo khi hồ sơ có diễn biến mới.") if watching else _("Đã thôi theo dõi.")
        )


class NamesView(GuardedView):
    """Whom a comment on the case may name, for the list that opens after an @."""

    permission = COMMENT

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """At most eight names that contain what was typed, marks or not."""
        case = get_or_404(self.actor, COMMENT, Case.objects.all(), pk=pk)
        typed = fold(request.GET.get("q", "")[:60])
        names = [str(person) for person in mentionable(case)]
        found = [name for name in names if typed in fold(name)]
        return JsonResponse({"names": found[:SHOWN_NAMES]})
