# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The registers beside the books, as printed and bound: the post, the kept originals.

Legal basis: 30/2020/NĐ-CP, Phụ lục IV.
"""

from __future__ import annotations

from dataclasses import asdict
from typing import Any, ClassVar

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lienthong.core.access.api import may
from lienthong.core.documents.api import VIEW_BOOKS
from lienthong.core.units.api import version_of
from lienthong.kernel.errors import OutOfScope
from lienthong.kernel.views import GuardedView
from lienthong.portals.officer.documents.panels.beside import (
    Register,
    originals_register,
    post_register,
)
from lienthong.portals.officer.documents.panels.prints import ORIGINALS, POST, register_page
from lienthong.portals.officer.documents.views.books import own_agency, year_of


class _RegisterPrint(GuardedView):
    """A register of the own agency; ``?nam=`` another year's, ``?kho=a3`` is wide."""

    abstract = True
    permission = VIEW_BOOKS
    title: ClassVar[Any] = ""
    code: ClassVar[str] = ""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Cover, lines, closing."""
        year, unit = year_of(request.GET.get("nam", "")), own_agency(self.actor)
        if not may(self.actor, VIEW_BOOKS, unit):
            raise OutOfScope
        agency = version_of(unit.pk)
        context = {
            **asdict(self.register(unit.pk, year)),
            "page_title": _("%(title)s, năm %(year)s") % {"title": self.title, "year": year},
            "year": year,
            "agency": agency,
            "superior": version_of(agency.parent_id).name if agency.parent_id else "",
            "is_a3": request.GET.get("kho") == "a3",
            "made_at": timezone.localtime(),
            "asked": f"nam={year}",
            "back_url": f"{reverse('officer:books')}?nam={year}",
        }
        return register_page(request, self.code, context)

    def register(self, agency_id: int, year: int) -> Register:
        """The lines of a year."""
        raise NotImplementedError


class PostPrintView(_RegisterPrint):
    """What went by post."""

    title = gettext_lazy("Sổ gửi bưu điện")
    code = POST

    def register(self, agency_id: int, year: int) -> Register:
        """The lines of a year."""
        return post_register(agency_id, year)


class OriginalsPrintView(_RegisterPrint):
    """Who used kept originals."""

    title = gettext_lazy("Sổ sử dụng bản lưu")
    code = ORIGINALS

    def register(self, agency_id: int, year: int) -> Register:
        """The lines of a year."""
        return originals_register(agency_id, year)
