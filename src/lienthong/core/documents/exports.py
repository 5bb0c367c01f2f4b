# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Stored files as HTTP responses: sandboxed, never as a page of ours."""

from __future__ import annotations

from django.http import FileResponse

from lienthong.core.documents.adapters.store import file_store
from lienthong.core.documents.domain.kinds import JPEG
from lienthong.core.documents.domain.serving import serving_headers
from lienthong.core.documents.models import FileVersion
from lienthong.kernel.errors import OutOfScope


def file_response(version: FileVersion, *, inline: bool = False) -> FileResponse:
    """Return the stored bytes under their Vietnamese name; the caller has asked who may read.

    Only pictures and PDF files are shown in the page, everything else is downloaded. Raises
    ``MissingBytesError`` when the store lost them.
    """
    headers = serving_headers(version.original_name, version.content_type, inline=inline)
    return _response(version.storage_key, headers)


def preview_response(version: FileVersion) -> FileResponse:
    """Return the small JPEG the worker drew of a version; raise ``OutOfScope`` without one."""
    if not version.preview_key:
        raise OutOfScope
    return _response(version.preview_key, serving_headers("xem-nhanh.jpg", JPEG, inline=True))


def _response(key: str, headers: dict[str, str]) -> FileResponse:
    response = FileResponse(file_store().open(key))
    for name, value in headers.items():  # afterwards: the response names itself after its stream
        response[name] = value
    return response
