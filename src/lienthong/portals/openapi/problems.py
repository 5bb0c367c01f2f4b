# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Refusals of the open API: ``application/problem+json`` (RFC 9457), in the caller's language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _

from lienthong.kernel.errors import DomainError, InvalidInput, KeyReused
from lienthong.kernel.rest import StalePrecondition
from lienthong.kernel.views import STATUS
from lienthong.portals.citizen import errors

PREFIX = "/api/v1/"


def problem(
    status: int, code: str, title: object, *, fields: Mapping[str, str] | None = None
) -> JsonResponse:
    """One refusal."""
    body: dict[str, Any] = {
        "type": f"urn:lienthong:problem:{code}",
        "title": str(title),
        "status": status,
        "code": code,
    }
    if fields:
        body["fields"] = {key: str(text) for key, text in fields.items()}
    response = JsonResponse(body, status=status, content_type="application/problem+json")
    response["Cache-Control"] = "no-store"
    return response


def of_refusal(refused: DomainError) -> JsonResponse:
    """A refusal of the rules, under the status that fits."""
    status = 412 if isinstance(refused, StalePrecondition) else _status(refused)
    fields = refused.fields if isinstance(refused, InvalidInput) else None
    return problem(status, refused.code, _said(refused), fields=fields)


def of_arguments(found: Iterable[Mapping[str, Any]]) -> JsonResponse:
    """Arguments of a wrong kind, each by the place it stands at."""
    fields = {_place(each["loc"]): _words(str(each["type"])) for each in found}
    return problem(422, "invalid_input", _("Còn chỗ cần sửa."), fields=fields)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Nothing at this address: data for programs, a page for people."""
    if not request.path.startswith(PREFIX):
        return errors.not_found(request, exception)
    return problem(404, "not_found", _("Không tìm thấy."))


def broken(request: HttpRequest) -> HttpResponse:
    """Something failed on our side."""
    if not request.path.startswith(PREFIX):
        return errors.broken(request)
    return problem(500, "broken", _("Máy chủ gặp lỗi. Hãy thử lại sau ít phút."))


def _said(refused: DomainError) -> str:
    """The refusal in words; a program has sent a key, not a form of a page."""
    if isinstance(refused, KeyReused):
        return _("Idempotency-Key này đã dùng cho một yêu cầu có nội dung khác. Hãy gửi khóa mới.")
    return str(refused)


def _status(refused: DomainError) -> int:
    return next(code for kind, code in STATUS if isinstance(refused, kind))


def _place(where: Iterable[object]) -> str:
    """``body.text`` without the name that our function gives the body."""
    parts = [str(part) for part in where]
    return ".".join(parts[2:] if parts[:1] == ["body"] else parts[1:]) or parts[0]


def _words(kind: str) -> str:
    known = {
        "missing": _("Thiếu giá trị này."),
        "string_too_long": _("Dài quá."),
        "string_too_short": _("Ngắn quá."),
        "extra_forbidden": _("Không có trường này."),
        "string_type": _("Phải là chuỗi ký tự."),
        "int_parsing": _("Phải là số nguyên."),
        "int_type": _("Phải là số nguyên."),
    }
    if kind.startswith(("greater_than", "less_than")):
        return _("Ngoài khoảng cho phép.")
    return known.get(kind, _("Giá trị này không đúng."))
