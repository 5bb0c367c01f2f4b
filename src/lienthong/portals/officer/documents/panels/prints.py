# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The registers of the office as papers that administrators may word anew, with samples.

Legal basis: 30/2020/NĐ-CP, Phụ lục IV.
"""

from __future__ import annotations

from functools import cache, partial
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from lienthong.core.documents.api import wording
from lienthong.kernel.printing import PackagedPaper, PrintUse
from lienthong.kernel.reference import packaged_yaml

BOOK, POST, ORIGINALS = "outgoing_book", "post_register", "originals_register"


def register_page(request: HttpRequest, code: str, context: dict[str, Any]) -> HttpResponse:
    """A register as printed today, with its tool bar."""
    html = wording.paper_html(code, context, words=wording.words_in_force(code), request=request)
    return HttpResponse(html)


def _sample(code: str) -> dict[str, Any]:
    """A register with made-up lines."""
    return {**_told()["common"], **_told()[code]}


@cache
def _told() -> dict[str, Any]:
    read: dict[str, Any] = packaged_yaml("lienthong.portals.officer", "registers.yaml")
    return read


def _register(code: str, title: object, file: str) -> PackagedPaper:
    return PackagedPaper(
        code=code,
        title=title,
        template_name=f"officer/print/{file}.html",
        sample=partial(_sample, code),
        used=_("Văn thư"),
        fields=_told()["fields"],
        **_told()["paper"],
    )


REGISTER_PRINTS = PrintUse(
    papers=(
        _register(BOOK, _("Sổ đăng ký văn bản đi, sổ đăng ký bản sao"), "book"),
        _register(POST, _("Sổ gửi bưu điện"), "post"),
        _register(ORIGINALS, _("Sổ sử dụng bản lưu"), "originals"),
    )
)
