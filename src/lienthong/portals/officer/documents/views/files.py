# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Files, for officers who may read them."""

from __future__ import annotations

from django.db import transaction
from django.http import HttpRequest, HttpResponseBase
from django.utils.decorators import method_decorator
from django.views.decorators.clickjacking import xframe_options_sameorigin

from lienthong.core.audit.api import note_access
from lienthong.core.documents.api import (
    File,
    file_response,
    may_read_file,
    preview_response,
    readable_version,
)
from lienthong.kernel.actor import Actor
from lienthong.kernel.permissions import OFFICER_DESK
from lienthong.kernel.views import GuardedView


def note_reading(actor: Actor, file: File) -> None:
    """Note that an officer opened a file, under what it belongs to."""
    if file.owner_id is None:
        return
    with transaction.atomic(savepoint=False):
        note_access(
            actor,
            kind=file.owner_kind,
            subject_id=file.owner_id,
            opens=lambda one: may_read_file(one, file),
        )


@method_decorator(xframe_options_sameorigin, name="dispatch")
class FileView(GuardedView):
    """A stored file, shown in the page when it is a picture or a PDF."""

    permission = OFFICER_DESK

    def get(self, request: HttpRequest, pk: int) -> HttpResponseBase:
        """Answer the bytes; ``?tai=1`` downloads."""
        inline = request.GET.get("tai") != "1"
        asked = request.headers.get("Range", "")
        version = readable_version(self.actor, pk)
        note_reading(self.actor, version.file)
        return file_response(version, inline=inline, asked=asked)


class PreviewView(GuardedView):
    """The small picture of a file's first page."""

    permission = OFFICER_DESK

    def get(self, request: HttpRequest, pk: int) -> HttpResponseBase:
        """Answer the JPEG that the worker drew."""
        return preview_response(readable_version(self.actor, pk))
