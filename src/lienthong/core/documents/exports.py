# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Stored files as HTTP responses: sandboxed, never as a page of ours."""

from __future__ import annotations

from django.http import FileResponse, HttpResponse, HttpResponseBase
from django.utils.translation import gettext as _

from lienthong.core.documents.adapters.exported import export_path
from lienthong.core.documents.adapters.store import file_store
from lienthong.core.documents.domain.kinds import JPEG, PDF
from lienthong.core.documents.domain.ranges import (
    Part,
    Section,
    UnsatisfiableRangeError,
    asked_part,
)
from lienthong.core.documents.domain.serving import serving_headers
from lienthong.core.documents.models import ExportRun, FileVersion
from lienthong.kernel.errors import IllegalState, OutOfScope

EXPORT_TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
}


def file_response(
    version: FileVersion, *, inline: bool = False, asked: str = ""
) -> HttpResponseBase:
    """Return the stored bytes under their Vietnamese name; the caller has asked who may read.

    Only pictures and PDF files are shown in the page, everything else is downloaded. ``asked`` is
    the ``Range`` header: only that part is read and sent. Raises ``MissingBytesError`` when the
    store lost them.
    """
    headers = serving_headers(version.original_name, version.content_type, inline=inline)
    headers["Accept-Ranges"] = "bytes"
    try:
        part = asked_part(asked, version.size)
    except UnsatisfiableRangeError:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{version.size}"})
    if part is None:
        return _response(version.storage_key, headers)
    return _part_response(version.storage_key, part, headers)


def exported_response(run: ExportRun, *, asked: str = "", held: str = "") -> HttpResponseBase:
    """Return the file of an exported list, or the part that the ``Range`` header asks for.

    ``held`` is the ``If-Range`` header: who holds the beginning of another file gets all of this.
    Raises ``OutOfScope`` while it is not written, ``IllegalState`` when it was and is not there:
    such files are in no backup.
    """
    path = export_path(run.pk, run.format)
    if run.finished_at is None:
        raise OutOfScope
    if not path.is_file():
        raise IllegalState(
            _("Tệp không còn trên máy chủ, thường vì vừa khôi phục từ bản sao lưu. Hãy lấy lại.")
        )
    headers = serving_headers(run.name, EXPORT_TYPES[run.format], inline=False)
    tag = f'"{run.pk}-{run.size}"'
    headers |= {"Accept-Ranges": "bytes", "ETag": tag}
    try:
        part = asked_part(asked if held in ("", tag) else "", run.size)
    except UnsatisfiableRangeError:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{run.size}"})
    response = FileResponse(path.open("rb") if part is None else Section(path.open("rb"), part))
    for name, value in headers.items():
        response[name] = value
    if part is not None:
        response.status_code = 206
        response["Content-Range"], response["Content-Length"] = part.header, str(part.length)
    return response


def _part_response(key: str, part: Part, headers: dict[str, str]) -> FileResponse:
    response = FileResponse(Section(file_store().open(key), part), status=206)
    for name, value in headers.items():
        response[name] = value
    response["Content-Range"], response["Content-Length"] = part.header, str(part.length)
    return response


def preview_response(version: FileVersion) -> FileResponse:
    """Return the small JPEG the worker drew of a version; raise ``OutOfScope`` without one."""
    if not version.preview_key:
        raise OutOfScope
    return _response(version.preview_key, serving_headers("xem-nhanh.jpg", JPEG, inline=True))


def page_response(version: FileVersion, page: int, *, small: bool = False) -> FileResponse:
    """Return the picture of a page (from 1); raise ``OutOfScope`` when it was not drawn."""
    place = 2 * (page - 1) + int(small)
    if not 0 <= place < len(version.page_keys):
        raise OutOfScope
    headers = serving_headers("trang.jpg", JPEG, inline=True)
    return _response(str(version.page_keys[place]), headers)


def rendition_response(version: FileVersion) -> FileResponse:
    """Return the PDF drawn of an office file; raise ``OutOfScope`` without one."""
    if not version.rendition_key:
        raise OutOfScope
    name = f"{version.original_name}.pdf"
    return _response(version.rendition_key, serving_headers(name, PDF, inline=True))


def _response(key: str, headers: dict[str, str]) -> FileResponse:
    response = FileResponse(file_store().open(key))
    for name, value in headers.items():  # afterwards: the response names itself after its stream
        response[name] = value
    return response
